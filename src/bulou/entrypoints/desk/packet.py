"""The two-day packet: prefilled, field by field with its statutory item, saved, then sent or filed by hand."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bulou.acts import Status, foresee, perform
from bulou.acts.notification import METHODS, NotifyAuthority, PreparePacket
from bulou.entrypoints.desk.acts import answered
from bulou.entrypoints.desk.case import the_page
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.formats import nvdb
from bulou.records import visible
from bulou.records.pages import CasePage


@seated
def packet(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """The packet of Article 7(2). POST saves it; with `send` it also goes out."""
    page = the_page(seat, number)
    if not page.opened:
        return redirect("desk:case", number=number)
    if request.method != "POST":
        return _show(request, seat, page, visible.packet_fields(page))
    fields = {field.name: request.POST.get(field.name, "").strip()[:8000] for field in nvdb.FIELDS}
    fields = {name: value for name, value in fields.items() if value}
    act = PreparePacket(case_id=page.case.id, packet=fields, library=request.POST.get("library", "CNVDB"))
    saved = perform(act, by=seat.actor, at=seat.at)
    if not saved:
        return _show(request, seat, page, fields, errors=saved.errors, status=422)
    if "send" not in request.POST:
        return redirect("desk:packet", number=number)
    sent = perform(_notify(request, page), by=seat.actor, at=seat.at)
    if sent.status is Status.INVALID:
        return _show(request, seat, page, fields, errors=sent.errors, status=422)
    return answered(request, seat, page, sent)


def _notify(request: HttpRequest, page: CasePage) -> NotifyAuthority:
    return NotifyAuthority(
        case_id=page.case.id,
        method=request.POST.get("method", "by_hand"),
        receipt_number=request.POST.get("receipt_number", "").strip()[:80],
    )


def _show(
    request: HttpRequest,
    seat: Seat,
    page: CasePage,
    fields: dict[str, Any],
    *,
    errors: Any = None,
    status: int = 200,
) -> HttpResponse:
    foreseen = foresee(NotifyAuthority(case_id=page.case.id), by=seat.actor, at=seat.at)
    context = furniture(
        seat,
        page=page,
        fields=[(field, fields.get(field.name, "")) for field in nvdb.FIELDS],
        missing=nvdb.missing(fields),
        libraries=nvdb.LIBRARIES,
        methods=METHODS,
        foreseen=foreseen,
        errors=errors or {},
        two_days=next((duty for duty in page.duties if duty.duty_id == "RMSV-7-2"), None),
    )
    return render(request, "desk/packet.html", context, status=status)


@seated
def printed(request: HttpRequest, seat: Seat, number: str, notification_id: UUID) -> HttpResponse:
    """The packet as a Chinese document for paper."""
    stored = _stored(seat, number, notification_id)
    response = HttpResponse(nvdb.render_print(nvdb.read_json(stored)))
    # The document carries its own print style and nothing else; this page alone may have inline style.
    response._csp_replace = {"style-src": ["'unsafe-inline'"]}  # type: ignore[attr-defined]
    return response


@seated
def as_json(request: HttpRequest, seat: Seat, number: str, notification_id: UUID) -> HttpResponse:
    """The packet's exact bytes."""
    response = HttpResponse(_stored(seat, number, notification_id), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{number}.nvdb.json"'
    return response


def _stored(seat: Seat, number: str, notification_id: UUID) -> bytes:
    page = the_page(seat, number)
    stored = visible.packet_bytes(page, notification_id) if page.opened else None
    if stored is None:
        raise Http404
    return stored
