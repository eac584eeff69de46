"""What a reporter does besides writing: contest the grade, say how to be named. Inside the session of the status page."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bulou.acts import Act, Actor, Status, perform
from bulou.acts.appeals import ContestGrade
from bulou.acts.credits import SHOWN_AS, ChooseCredit
from bulou.acts.posts import LONGEST
from bulou.entrypoints.portal.status import hold, open_case
from bulou.records import public


class GroundsForm(forms.Form):
    """Why the grade is wrong."""

    text = forms.CharField(
        label=ContestGrade.__dataclass_fields__["text"].metadata["label"],
        help_text=ContestGrade.__dataclass_fields__["text"].metadata["hint"],
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 8}),
    )


def _asked(name: str) -> dict[str, Any]:
    about = ChooseCredit.__dataclass_fields__[name].metadata
    return {"label": about["label"], "help_text": about["hint"], "required": False}


class CreditForm(forms.Form):
    """How to be named, and where."""

    shown_as = forms.ChoiceField(choices=SHOWN_AS, widget=forms.RadioSelect, **_asked("shown_as"))
    credited = forms.CharField(max_length=120, **_asked("credited"))
    handle = forms.CharField(max_length=120, **_asked("handle"))
    link = forms.CharField(max_length=200, **_asked("link"))
    in_advisory = forms.BooleanField(**_asked("in_advisory"))
    on_thanks = forms.BooleanField(**_asked("on_thanks"))
    on_certificate = forms.BooleanField(**_asked("on_certificate"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest) -> HttpResponse:
    """The grade, and a form to say why it is wrong."""
    case_id = open_case(request)
    side = public.finder(case_id) if case_id else None
    if case_id is None or side is None:
        return redirect("portal:status")
    form = GroundsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = ContestGrade(case_id=case_id, text=form.cleaned_data["text"].replace("\r\n", "\n"))
        if _done(request, act, form):
            messages.success(request, _("Your grounds are sealed and with the desk."))
            return redirect("portal:status")
    return _form(request, "portal/status/contest.html", form, side)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def credit(request: HttpRequest) -> HttpResponse:
    """How the reporter wants to be named, as it stands and to be changed at any time."""
    case_id = open_case(request)
    side = public.finder(case_id) if case_id else None
    if case_id is None or side is None:
        return redirect("portal:status")
    who = side.naming
    names = {name: getattr(who, name) for name in CreditForm.base_fields if name != "credited"}
    form = CreditForm(request.POST or None, initial=names | {"credited": who.name})
    if request.method == "POST" and form.is_valid():
        act = ChooseCredit(case_id=case_id, **form.cleaned_data)
        if not _done(request, act, form):
            return _form(request, "portal/status/credit.html", form, side)
        messages.success(request, _("Your choice is sealed; it counts from now on."))
        return redirect("portal:status")
    return _form(request, "portal/status/credit.html", form, side)


def _done(request: HttpRequest, act: Act, form: forms.Form) -> bool:
    """Perform the act for the reporter; what it complains of stands at its fields."""
    case_id = open_case(request)
    assert case_id is not None
    outcome = perform(act, by=Actor.reporter(case_id), at=timezone.now())
    if outcome.status is Status.INVALID:
        for name, message in outcome.errors.items():
            form.add_error(name, message)
        return False
    if not outcome:
        raise Http404
    hold(request, case_id, timezone.now())
    return True


def _form(request: HttpRequest, template: str, form: forms.Form, side: public.Finder) -> HttpResponse:
    form.use_required_attribute = False
    status = 400 if form.errors else 200
    return render(request, template, {"form": form, "finder": side}, status=status)
