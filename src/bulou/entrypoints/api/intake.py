"""Reports without an account. The one path that must be quick and may never say no (Article 5).

It runs before sessions, cookies and pages (`first.ApiFirst`), parses once, and performs one act.
"""

import hashlib
import logging
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils import timezone, translation

from bulou.acts import Actor, Outcome, canary, perform
from bulou.acts.blobs import Blob, keep
from bulou.acts.canary import ReceiveCanary
from bulou.acts.proofs import read_commitment
from bulou.acts.receipt import SubmitReport
from bulou.acts.reception import NoteOversized
from bulou.acts.together import coming, perform_together
from bulou.acts.uploads import NoUpload, take
from bulou.entrypoints import lanes
from bulou.entrypoints.api.bodies import CutShort, read
from bulou.entrypoints.api.problems import HEADERS, not_found, problem
from bulou.journal import instant
from bulou.records import public
from bulou.records.reception import forget, open_reception
from bulou.transport.received import Received, describe, from_json

CEILING = 2 * 1024 * 1024
RETRY_SECONDS = 5
log = logging.getLogger("bulou.reception")


def receive(request: HttpRequest, slug: str) -> HttpResponse:
    """POST a report to the organisation `slug`: 201 with a receipt, whatever the body is, up to 2 MiB.

    Answered otherwise only when nobody receives under that name (404), when the body is larger (413, with another way
    in) or when nothing can be stored (503). A flood is received too: marked, and looked at after the others.
    """
    try:
        return _receive(request, slug)
    except (CutShort, UnreadablePostError):
        return _said(request, "cut-short")
    except DatabaseError:
        log.exception("a report could not be stored")
        return _said(request, "unavailable", headers={"Retry-After": str(RETRY_SECONDS)})
    except Exception:
        log.exception("a report could not be taken")
        return _said(request, "fault")


def _receive(request: HttpRequest, slug: str) -> HttpResponse:
    raw, size = read(request, ceiling=CEILING)
    if raw is None:
        return _too_large(request, slug, size)
    flood = _is_flood(request, slug, raw)
    with coming():
        received = from_json(raw)
        if flood:
            received.mark(lanes.MARK)
        files = _kept(received, slug)
        outcome = _performed(request, slug, raw, received, files)
        if not outcome:  # none such, or the name is remembered from another database
            forget(slug)
            outcome = _performed(request, slug, raw, received, files)
    if outcome and outcome.act == ReceiveCanary.name:
        return HttpResponse(status=204, headers=HEADERS)
    return receipt(request, outcome, received) if outcome else _said(request, "not-found")


def _is_flood(request: HttpRequest, slug: str, raw: bytes) -> bool:
    """Whether the report goes to the slow lane: beyond what is fair, and without the work that `Bulou-Proof` can show."""
    organisation_id, at = open_reception(slug), timezone.now()
    if organisation_id is None or not lanes.is_flood(lanes.source(request), organisation_id, at=at):
        return False
    subject = hashlib.sha256(raw).hexdigest()
    worked = lanes.worked(subject, request.META.get("HTTP_BULOU_PROOF", ""))
    return not (worked and lanes.first_use(f"api:{slug}:{subject}", at=at))


def _performed(
    request: HttpRequest, slug: str, raw: bytes, received: Received, files: tuple[Blob, ...]
) -> Outcome | None:
    organisation_id = open_reception(slug)
    if organisation_id is None:
        return None
    act = SubmitReport(
        organisation_id=organisation_id,
        channel="api",
        raw=raw,
        content=received.content,
        identity=received.identity,
        language=received.language or translation.get_language_from_request(request),
        attachments=files,
        marks=tuple(received.marks),
        key=key_of(request, raw),
    )
    at = timezone.now()
    return canary.caught(act, at=at) or perform_together(act, by=Actor.stranger(), at=at)


def _kept(received: Received, slug: str) -> tuple[Blob, ...]:
    """The files on the disk, those that came in pieces first. What a full disk does not take stays inside the report as it came, which is kept whole."""
    files = []
    for position, token in enumerate(received.uploads, start=1):
        try:
            files.append(take(f"report:{slug}", token))
        except (NoUpload, OSError):
            received.mark("upload_missing", position)
    for position, (name, content) in enumerate(received.files, start=1):
        try:
            files.append(keep(name, content))
        except OSError:
            log.exception("a file could not be stored beside its report")
            received.mark("file_inside", position)
    return tuple(files)


def _too_large(request: HttpRequest, slug: str, size: int) -> HttpResponse:
    """The published ceiling is answered with another way in, and sealed (DECISIONS 7)."""
    organisation = public.organisation(slug)
    if organisation is None:
        return _said(request, "not-found")
    log.warning("a report of %s bytes was answered with another way in", size)
    act = NoteOversized(organisation_id=organisation.id, channel="api", size=size, ceiling=CEILING)
    perform(act, by=Actor.stranger(), at=timezone.now())
    return _said(request, "too-large", ceiling=CEILING, ways=_ways(slug, organisation.contact_email))


def key_of(request: HttpRequest, raw: bytes) -> str | None:
    """The key under which sending again is the same report: what the client chose, bound to the bytes it sent.

    Bound, because whoever repeats the request is shown the return code: a key that another client also chose, or a
    guess, must not open a report that its sender did not write.
    """
    chosen = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if not chosen:
        return None
    return "api:" + hashlib.sha256(chosen.encode() + b"\0" + hashlib.sha256(raw).digest()).hexdigest()


def receipt(request: HttpRequest, outcome: Outcome, received: Received) -> HttpResponse:
    """201 with what the reporter keeps: number, return code, moment, hashes, and what could not be read."""
    ids = outcome.ids
    sealed = outcome.entry or public.reception(
        UUID(ids["case_id"])
    )  # sent again: the entry it got the first time
    url = f"{settings.BULOU_BASE_URL}/report/status?number={ids['number']}"
    document: dict[str, Any] = {
        "number": ids["number"],
        "code": ids["code"],
        "received_at": instant(sealed.at),
        "entry": {"stream": f"case:{ids['case_id']}", "index": 0, "hash": sealed.hash},
        "raw_sha256": ids["raw_sha256"],
        "status_url": url,
        "marks": [],
    }
    if commitment := read_commitment(received.content.get("commitment", "")):
        document["commitment"] = commitment
    if received.marks:
        with translation.override(translation.get_language_from_request(request)):
            document["marks"] = describe(received.marks)
    return HttpResponse(
        orjson.dumps(document),
        status=201,
        content_type="application/json",
        headers={**HEADERS, "Location": url},
    )


def _said(request: HttpRequest, name: str, **members: Any) -> HttpResponse:
    with translation.override(translation.get_language_from_request(request)):
        return not_found() if name == "not-found" else problem(name, **members)


def _ways(slug: str, email: str = "") -> list[str]:
    """Other ways in: the form, which takes files apart from the text, and the organisation's own address."""
    ways = [f"{settings.BULOU_BASE_URL}/report?organisation={slug}"]
    return [*ways, f"mailto:{email}"] if email else ways
