"""The inbox of this node: envelopes of other nodes come in here, and are receipted or refused at once."""

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bulou.entrypoints import lanes
from bulou.entrypoints.limits import Fair
from bulou.formats.exchange.jose import CEILING
from bulou.transport.peers import Refused, note_refusal, take

# What a signature has not proven to be a peer's is answered alike, so that nobody learns whom this node knows.
UNPROVEN = frozenset({"unknown", "forged", "not-for-us"})
STATUS = {"unreadable": 400, "downgraded": 400, "too-large": 413, "replayed": 409, "stale": 409, "out-of-place": 422,
          "unknown-kind": 422}  # fmt: skip
REFUSALS = Fair(burst=60, per_second=0.5)  # sealed refusals of one network that has proven nothing
log = logging.getLogger("bulou.exchange")


@csrf_exempt
@require_POST
def inbox(request: HttpRequest) -> HttpResponse:
    """POST one envelope: 200 with a signed receipt once it is durable, else a problem document; a refusal is sealed."""
    at = timezone.now()
    try:
        raw = request.read(CEILING + 1)
    except (UnreadablePostError, OSError):
        return _problem("cut-short", 400)
    try:
        if len(raw) > CEILING:
            raise Refused("too-large")
        taken = take(raw, at=at)
    except Refused as refused:
        return _refused(request, raw, refused)
    except (DatabaseError, OSError):
        log.exception("an envelope could not be stored")
        return _problem("unavailable", 503)
    return JsonResponse({"receipt": taken.receipt, "lacks": list(taken.lacks)})


def _refused(request: HttpRequest, raw: bytes, refused: Refused) -> HttpResponse:
    source = lanes.source(request)
    if refused.peer_id is None and source and REFUSALS.wait(source):
        return _problem("too-many", 429)
    note_refusal(refused, raw, at=timezone.now())
    said = "unverified" if refused.reason in UNPROVEN else refused.reason
    return _problem(said, STATUS.get(said, 403))


def _problem(reason: str, status: int) -> HttpResponse:
    document = {"type": f"urn:bulou:exchange:{reason}", "title": reason.replace("-", " "), "status": status,
                "reason": reason}  # fmt: skip
    return JsonResponse(document, status=status, content_type="application/problem+json")
