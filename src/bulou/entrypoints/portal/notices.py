"""One recipient's own page of a notice, opened by a link that nobody can guess and without an account (Article 7(3)).

Whoever holds the link may read the notice, answer it, ask for support and ask for no more mail; the page names no recipient.
A link that is revoked or was never made answers like every address that is not there.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bulou.acts import Act, Actor, Outcome, Status, perform
from bulou.acts.answering import ANSWERS, AnswerNotice, OpenNotice, StopNotices
from bulou.acts.support import SATISFIED, AskSupport, CloseSupport
from bulou.cases import MACHINES
from bulou.records.notices import OwnNotice, own_notice


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, token: str) -> HttpResponse:
    """The notice; POST `act`: answer, ask, close, stop."""
    found = own_notice(token)
    if found is None:
        raise Http404
    _speak(request, found)
    by = Actor.recipient(found.case_id, found.id)
    if request.method != "POST":
        if request.method == "GET" and found.seen_at is None:
            perform(OpenNotice(case_id=found.case_id, notice_id=found.id), by=by, at=timezone.now())
        return _page(request, found, token)
    act = _act(request, found)
    if act is None:
        raise Http404
    outcome = perform(act, by=by, at=timezone.now())
    if not outcome:
        return _page(request, found, token, problems=_problems(outcome), text=_typed(request, "text"))
    messages.success(request, _("Sealed, and with the organisation that told you."))
    return redirect("portal:notice", token=token)


def _act(request: HttpRequest, found: OwnNotice) -> Act | None:
    about = {"case_id": found.case_id, "notice_id": found.id}
    match request.POST.get("act"):
        case "answer":
            return AnswerNotice(**about, answer=_typed(request, "answer"))
        case "ask":
            return AskSupport(**about, text=_typed(request, "text"))
        case "close":
            return CloseSupport(**about, satisfaction=_typed(request, "satisfaction"))
        case "stop":
            return StopNotices(**about)
        case _:
            return None


def _problems(outcome: Outcome) -> Mapping[str, Any]:
    if outcome.status is Status.NOT_FOUND:
        raise Http404
    if outcome.status is Status.INVALID:
        return outcome.errors
    return {"text": str(outcome.refusal.reason) if outcome.refusal else ""}


def _page(
    request: HttpRequest,
    found: OwnNotice,
    token: str,
    *,
    problems: Mapping[str, Any] | None = None,
    text: str = "",
) -> HttpResponse:
    tongues = ("en", "zh") if translation.get_language() == "en" else ("zh", "en")
    tongue = next(name for name in tongues if name in found.content)
    state = MACHINES["SUPPORT"].states[found.support.state] if found.support else None
    context = {
        "notice": found,
        "organisation": found.organisation,
        "said": found.content[tongue],
        "said_in": "en" if tongue == "en" else "zh-CN",
        "only_language": tongue != tongues[0],
        "answers": ANSWERS,
        "satisfied": SATISFIED,
        "support_state": state,
        "ended": found.support is not None and found.support.state in ("solved", "closed"),
        "problems": problems or {},
        "text": text,
        "token": token,
    }
    response = render(request, "portal/notice.html", context, status=422 if problems else 200)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _speak(request: HttpRequest, found: OwnNotice) -> None:
    """The recipient's language, until they choose another by the switch."""
    chosen = request.GET.get("lang") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen not in dict(settings.LANGUAGES) and found.language in dict(settings.LANGUAGES):
        translation.activate(found.language)
        request.LANGUAGE_CODE = found.language


def _typed(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\x00", "").replace("\r\n", "\n")
