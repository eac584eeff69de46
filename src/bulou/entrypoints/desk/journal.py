"""The journal as its auditor reads it: headers and hashes, no content."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bulou.acts import ACTS
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.law import Outcome
from bulou.records.headers import HeaderRow, headers

OUTCOMES = frozenset(Outcome)


@require_safe
@seated
def journal(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every entry of the organisation and its cases by header; for the office of auditor, else as if it were not there."""
    if not seat.is_auditor:
        raise Http404
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
    found = headers(seat.current.organisation.id, before=before)
    context = furniture(seat, page=found, rows=[_shown(row) for row in found.rows], newer=before is not None)
    return render(request, "desk/journal.html", context)


def _shown(row: HeaderRow) -> dict[str, object]:
    kind, _sep, identity = row.stream.partition(":")
    return {
        "row": row,
        "act": ACTS[row.act].title if row.act in ACTS else row.act,
        "outcome": row.verdict if row.verdict in OUTCOMES else "",
        "of_case": kind == "case",
        "stream": identity,
    }
