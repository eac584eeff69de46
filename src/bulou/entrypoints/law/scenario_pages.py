"""Trying a scenario file in the browser, for people who have no command line. Nothing is stored."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bulou.entrypoints.scenarios.nodes import Fault
from bulou.entrypoints.scenarios.reading import BadFile, read
from bulou.entrypoints.scenarios.scenario import Scenario, Scenarios
from bulou.entrypoints.scenarios.trying import try_all
from bulou.law.text import Text

LARGEST = 64 * 1024
MOST = 200
MOST_PROFILES = 24  # sets of readings: each makes dockets of its own, which are remembered


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
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            context["tried"] = try_all(_few(read(words, most=MOST), request))
        except BadFile as error:
            context["faults"] = error.faults
        context["form"] = ScenarioForm(initial={"text": words})
        context["passed"] = sum(each.passed for each in context["tried"] or ())
    status = 422 if context["faults"] or (request.method == "POST" and not form.is_valid()) else 200
    return render(request, "law/scenarios.html", context, status=status)


def _few(scenarios: Scenarios, request: HttpRequest) -> tuple[Scenario, ...]:
    """The scenarios, if a stranger's do not take too many sets of readings. Raises BadFile."""
    profiles: set[tuple[tuple[str, str], ...]] = set()
    for each in scenarios.every:
        profiles.add(tuple(sorted(each.readings.items())))
        if len(profiles) > MOST_PROFILES and not request.user.is_authenticated:
            text = Text(
                f"不同的读法组合多于 {MOST_PROFILES} 种，请分成几份。",
                f"There are more than {MOST_PROFILES} different sets of readings. Split the file.",
            )
            raise BadFile([Fault(each.line, text)])
    return scenarios.every
