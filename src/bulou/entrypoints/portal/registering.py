"""A finder registers with an organisation, or erases a registration; nobody has to register to report."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bulou.acts import Actor, OrganisationAct, perform
from bulou.acts.house.registering import ForgetMe, RegisterFinder
from bulou.entrypoints.limits import Limit
from bulou.records import public

CLOSED = _("Registration is closed here; what is registered can still be erased.")
TRIES = Limit("register", most=10, seconds=900)  # registrations from one network, and codes that it tries


class Registering(forms.Form):
    """What is asked of a finder: a name or handle, and where to be reached."""

    use_required_attribute = False
    person = forms.CharField(label=_("Name or handle"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)


class Erasing(forms.Form):
    """The code that was shown when the registration was made."""

    use_required_attribute = False
    code = forms.CharField(label=_("Your registration code"), max_length=100)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The two forms; after registering the code is shown once, here and nowhere else. Erasing stays open for good."""
    house = public.organisation(slug, receiving=False)
    if house is None:
        raise Http404
    erase = request.POST.get("do") == "erase"
    if request.method == "POST" and not erase and not house.registers_finders:
        raise Http404
    context: dict[str, Any] = {"organisation": house, "form": Registering(), "erasing": Erasing()}
    if request.method != "POST":
        return render(request, "portal/register.html", context)
    form: forms.Form = Erasing(request.POST) if erase else Registering(request.POST)
    context["erasing" if erase else "form"] = form
    if TRIES.reached(request, at=timezone.now()):
        form.add_error(None, _("Too many tries from your network: wait a quarter of an hour."))
        return render(request, "portal/register.html", context, status=429)
    if form.is_valid():
        TRIES.count(request, at=timezone.now())
        cls: type[OrganisationAct] = ForgetMe if erase else RegisterFinder
        outcome = perform(
            cls(organisation_id=house.id, **form.cleaned_data), by=Actor.stranger(), at=timezone.now()
        )
        if outcome:
            done = (
                {"erased": True} if erase else {"number": outcome.ids["number"], "code": outcome.ids["code"]}
            )
            return render(request, "portal/register.html", context | done)
        nothing = {"code": _("No registration has this code.")} if erase else {None: CLOSED}
        for name, message in (outcome.errors or nothing).items():
            form.add_error(name, message)
    return render(request, "portal/register.html", context, status=422)
