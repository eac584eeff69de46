"""Accepting an invitation.

The link in the mail carries the secret behind `#`, which browsers keep to themselves: it stands in no access log, no
proxy, no referrer and no link preview that fetches the page. The page asks for the code in a field, which its script
fills from there; without a script one pastes it from the mail. What is sent is a POST body.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bulou.acts import Actor, Status, perform
from bulou.acts.membership import AcceptInvitation
from bulou.entrypoints.desk.forms import complain, entered, form_of
from bulou.entrypoints.desk.words import OFFICES
from bulou.records import house

LONGEST_SECRET = 200


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the code, show the offer, accept it. The same page for organisations that exist and that do not."""
    if request.method != "POST":
        return _answer(request, {"slug": slug})
    secret = request.POST.get("code", "").strip()[:LONGEST_SECRET]
    now = timezone.now()
    offer = house.offer(slug, secret, at=now)
    if offer is None:
        error = _(
            "This code is not good here: it was used, withdrawn, or is older than seven days. Ask for a new one."
        )
        return _answer(request, {"slug": slug, "error": error}, 422)
    form_class = form_of(
        AcceptInvitation, options={}, leave_out=("person", "password") if offer.known else ()
    )
    accepting = "accept" in request.POST
    form = form_class(request.POST) if accepting else form_class()
    context: dict[str, Any] = {
        "slug": slug, "offer": offer, "form": form, "code": secret, "office": OFFICES.get(offer.office, offer.office),
    }  # fmt: skip
    if not accepting:
        return _answer(request, context)
    if not form.is_valid():
        return _answer(request, context, 422)
    written = {"person": "", "password": ""} | entered(form)
    act = AcceptInvitation(organisation_id=offer.organisation.id, secret=secret, **written)
    outcome = perform(act, by=Actor.stranger(), at=now)
    if outcome.status is Status.INVALID:
        complain(form, outcome.errors)
        return _answer(request, context, 422)
    if outcome.refusal is not None:
        return _answer(request, {"slug": slug, "error": outcome.refusal.reason}, 409)
    if not outcome:
        return _answer(request, {"slug": slug, "error": _("This code is not good here any more.")}, 422)
    messages.success(request, _("You have joined. Sign in with %(email)s.") % {"email": offer.email})
    return redirect("account_login")


def _answer(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "desk/join.html", context, status=status)
