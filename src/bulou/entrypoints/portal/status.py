"""The reporter's own page: where the report stands, messages both ways, further files.

It is opened with number and return code, which are sent in a form and never stand in an address; from then on a session
holds the case for two hours after the last visit. Whoever is wrong gets one answer, whatever exists (DECISIONS 15).
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from bulou.acts import Actor, Status, perform
from bulou.acts.blobs import Blob
from bulou.acts.receipt import WriteAsReporter
from bulou.entrypoints.limits import RETURNS
from bulou.entrypoints.numbers import page_number, position
from bulou.entrypoints.portal import forms, intake
from bulou.entrypoints.portal.body import Body, read_body
from bulou.entrypoints.portal.drafts import Draft, keep, reopened
from bulou.entrypoints.portal.languages import remembered, speak
from bulou.records import public
from bulou.transport.received import explain

SESSION = "report"
IDLE = timedelta(hours=2)
PLACE = "status"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """Number and code first, then the page of that report. POST `step`: open, write, remove:N, lang:xx, leave."""
    body = Body()
    if request.method == "POST":
        # Files are kept only for someone whose session is open; the CSRF check below reads the fields found here.
        body = read_body(request, keep if open_case(request) else _discard, _held)
        request._post = QueryDict(mutable=True)  # type: ignore[attr-defined]
        request._post["csrfmiddlewaretoken"] = _text(body, "csrfmiddlewaretoken")  # type: ignore[attr-defined]
        request._files = MultiValueDict()  # type: ignore[attr-defined]
    return _status(request, body)


@csrf_protect
def _status(request: HttpRequest, body: Body) -> HttpResponse:
    case_id = open_case(request)
    if request.method != "POST":
        return _page(request, case_id) if case_id else _ask(request)
    speak(request, _text(body, "lang"))
    step, _colon, detail = _text(body, "step").partition(":")
    if step == "open":
        return _open(request, body)
    if step == "leave":
        request.session.pop(SESSION, None)
        return redirect("portal:status")
    if step == "lang":
        speak(request, detail.partition(":")[0])
        page = _page(request, case_id, body, _draft(body)) if case_id else _ask(request, body)
        return remembered(request, page)
    if case_id is None:
        said = _(
            "Your session has ended. Open the report again: your words are kept, files have to be added again."
        )
        return _ask(request, body, said=said)
    if step == "remove":
        draft = _draft(body).without(position(detail))
        return _page(request, case_id, body, draft)
    return _write(request, case_id, body, _draft(body))


@never_cache
@require_safe
def raw(request: HttpRequest) -> HttpResponse:
    """The report byte for byte as it was received, for its reporter: its SHA-256 is the one on the receipt."""
    case_id = open_case(request)
    content = public.raw_report(case_id) if case_id else None
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = 'attachment; filename="report-as-received.json"'
    return response


def _open(request: HttpRequest, body: Body) -> HttpResponse:
    at = timezone.now()
    if RETURNS.reached(request, at=at):
        response = _ask(
            request, body, said=_("Too many tries from your address. Wait a quarter of an hour."), status=429
        )
        response["Retry-After"] = str(RETURNS.seconds)
        return response
    case_id = public.case_of(_typed(body, "number").upper(), _typed(body, "code"))
    if case_id is None:
        RETURNS.count(request, at=at)
        return _ask(
            request, body, said=_("No report answers to this number and return code together."), status=404
        )
    request.session.cycle_key()
    hold(request, case_id, at)
    if _text(body, "text").strip():
        return _page(request, case_id, body)
    return redirect("portal:status")


def _write(request: HttpRequest, case_id: UUID, body: Body, draft: Draft) -> HttpResponse:
    text, problems = _message(body, draft)
    if problems:
        return _page(request, case_id, body, draft, problems)
    if draft.nonce in request.session[SESSION]["written"]:
        return redirect("portal:status")
    act = WriteAsReporter(case_id=case_id, text=text, attachments=draft.files)
    outcome = perform(act, by=Actor.reporter(case_id), at=timezone.now())
    if outcome.status is Status.INVALID:
        said = {name: [str(message)] for name, message in outcome.errors.items()}
        return _page(request, case_id, body, draft, said)
    if not outcome:
        request.session.pop(SESSION, None)
        raise Http404
    hold(request, case_id, timezone.now(), written=draft.nonce)
    messages.success(request, _("Your message is sealed and with the desk."))
    return redirect("portal:status")


def _message(body: Body, draft: Draft) -> tuple[str, dict[str, list[str]]]:
    """The message as text, and what keeps it from being sent, by field; unlike a report it can wait to be mended."""
    problems: dict[str, list[str]] = {}
    found = intake.understand(
        Body(fields={"steps": body.fields.get("text", b"")}), files=draft.files, unkept=draft.unkept
    )
    text = found.content.get("steps", "")
    if not text.strip() and not draft.files:
        problems["text"] = [_("Write something first, or attach a file.")]
    elif "field_cut:steps" in found.marks:
        problems["text"] = [_("This is longer than 64 kB. Put it into a file; files may be larger.")]
    if draft.unkept:
        problems["files"] = found.problems["files"]
    return text, problems


def _page(
    request: HttpRequest,
    case_id: UUID,
    body: Body | None = None,
    draft: Draft | None = None,
    problems: Mapping[str, list[str]] | None = None,
) -> HttpResponse:
    page = public.status_page(case_id, page=page_number(request))
    if page is None:
        request.session.pop(SESSION, None)
        raise Http404
    problems = problems or {}
    typed = {"text": _text(body, "text")} if body else {}
    context: dict[str, Any] = {
        "page": page,
        "form": forms.MessageForm(typed, problems),
        # What could not be kept was said once; the next message starts without it.
        "draft": replace(draft, unkept=()) if draft else Draft(PLACE),
        "file_problems": problems.get("files", []),
        "uploads": reverse("portal:own-uploads"),
        "marks": explain(page.marks),
        "report": forms.reported(page.report, page.identity),
        "posted": request.method == "POST",
        "finder": page.finder,
        "sayings": public.what_may_be_said(page, at=timezone.now()),
    }
    hold(request, case_id, timezone.now())
    return render(request, "portal/status/page.html", context, status=400 if problems else 200)


def _ask(
    request: HttpRequest, body: Body | None = None, *, said: str = "", status: int = 200
) -> HttpResponse:
    typed = {name: _typed(body, name) for name in ("number", "code")} if body else {}
    context = {
        "form": forms.ReturnForm(typed, {}),
        "said": said,
        "text": _text(body, "text") if body else "",
        "posted": request.method == "POST",
    }
    return render(request, "portal/status/open.html", context, status=status)


def hold(request: HttpRequest, case_id: UUID, at: datetime, *, written: str = "") -> None:
    """Keep the case open in this session for two more hours; remember which forms were sent already."""
    held = request.session.get(SESSION) or {}
    earlier = held.get("written", []) if held.get("case") == str(case_id) else []
    request.session[SESSION] = {
        "case": str(case_id),
        "until": (at + IDLE).isoformat(),
        "written": [*earlier, written][-20:] if written else earlier,
    }


def open_case(request: HttpRequest) -> UUID | None:
    """The case that this session holds open, None when its time is over."""
    held = request.session.get(SESSION)
    if not held or datetime.fromisoformat(held["until"]) < timezone.now():
        return None
    return UUID(held["case"])


def _draft(body: Body) -> Draft:
    draft = (reopened(_text(body, "draft"), PLACE) or Draft(PLACE)).with_body(body)
    return draft.with_uploads(_text(body, "uploads").split())


def _held(fields: Mapping[str, bytes]) -> tuple[int, int]:
    earlier = reopened(fields.get("draft", b"").decode("ascii", "replace"), PLACE)
    return earlier.held if earlier else (0, 0)


def _discard(name: str, chunks: Iterable[bytes]) -> Blob | None:
    return None


def _text(body: Body, name: str) -> str:
    return body.fields.get(name, b"").decode("utf-8", "replace").replace("\x00", "").replace("\r\n", "\n")


def _typed(body: Body, name: str) -> str:
    """What was typed, as ASCII where a full-width keyboard was on, and no longer than anyone would type."""
    return unicodedata.normalize("NFKC", _text(body, name)[:200]).strip()
