"""Trying a scenario file in the browser, for people who have no command line. Nothing is stored."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bulou.entrypoints.limits import seconds_until
from bulou.entrypoints.scenarios.reading import BadFile, read
from bulou.entrypoints.scenarios.trying import LARGEST, MOST, few, try_all


class ScenarioForm(forms.Form):
    """A file, or its text."""

    file = forms.FileField(label=_("Scenario file"), required=False, help_text=_("YAML, at most 64 kB."))
    text = forms.CharField(
        label=_("Or its text"), required=False, max_length=LARGEST, strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "class": "law-file"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Put the words of the file, or those typed, under `words`."""
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if upload is not None and upload.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 64 kB. Split it."))
        try:
            cleaned["words"] = upload.read().decode("utf-8-sig") if upload else cleaned.get("text", "")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is not UTF-8 text. Save it as UTF-8.")) from None
        if not cleaned["words"].strip():
            raise forms.ValidationError(_("Choose a file or write its text."))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def try_file(request: HttpRequest) -> HttpResponse:
    """Which scenarios of a file pass, which do not and why; or every fault of the file with its line."""
    form = ScenarioForm(request.POST, request.FILES) if request.method == "POST" else ScenarioForm()
    context: dict[str, Any] = {"at": "scenarios", "form": form, "tried": None, "faults": (), "most": MOST}
    wait = 0 if request.method != "POST" or request.user.is_authenticated else seconds_until(request)
    if wait:
        form.add_error(None, _("Too many files came from your network. Try this one again in a moment."))
    elif request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            some = read(words, most=MOST)
            context["tried"] = try_all(some.every if request.user.is_authenticated else few(some))
        except BadFile as error:
            context["faults"] = error.faults
        context["form"] = ScenarioForm(initial={"text": words})
        context["passed"] = sum(each.passed for each in context["tried"] or ())
    status = 422 if context["faults"] or (request.method == "POST" and not form.is_valid()) else 200
    response = render(request, "law/scenarios.html", context, status=429 if wait else status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response
