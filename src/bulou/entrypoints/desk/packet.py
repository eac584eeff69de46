"""The two-day packet: prefilled, field by field with its statutory item, saved, then sent or filed by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bulou.acts import Status, perform
from bulou.acts.notification import METHODS, NotifyAuthority, PreparePacket
from bulou.acts.prospects import prospects
from bulou.entrypoints.desk.acts import answered
from bulou.entrypoints.desk.case import the_page, to_the_door, two_days
from bulou.entrypoints.desk.clocks import TWO_DAYS, duty_faces
from bulou.entrypoints.desk.forms import kept, local_instant
from bulou.entrypoints.desk.packet_history import history, remarks, routing
from bulou.entrypoints.desk.panel import row_of
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.words import EXPLOITATION, PRODUCT_CLASSES, YES_NO
from bulou.entrypoints.templatetags.bulou_tags import tongue
from bulou.formats import nvdb
from bulou.formats.nvdb import Exploitation, Kind, ProductClass
from bulou.records import packets, prefill
from bulou.records.pages import CasePage

PLACEHOLDERS = {
    Kind.MOMENT: "2026-11-20T18:00:00+08:00",
    Kind.GBT30279: "AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H",
    Kind.CVSS: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One field of the packet as the page shows it."""

    field: nvdb.Field
    value: str
    error: str
    choices: list[tuple[str, Any]]
    placeholder: str

    @property
    def filled(self) -> bool:
        return bool(self.value.strip())


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def packet(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """The packet of Article 7(2). POST saves it; with `send` it also goes out."""
    page = the_page(seat, number)
    if not page.opened:
        return to_the_door(request, number)
    if request.method != "POST":
        return _show(request, seat, page)
    written = {field.name: _text(request, field.name) for field in nvdb.FIELDS}
    written = {name: value for name, value in written.items() if value}
    try:
        filed_at = local_instant(request.POST.get("filed_at", ""))
    except ValidationError as error:
        return _show(request, seat, page, written, errors={"filed_at": " ".join(error.messages)}, status=422)
    act = PreparePacket(case_id=page.case.id, packet=written, library=_library(request, written))
    saved = perform(act, by=seat.actor, at=seat.at)
    if saved.status is Status.INVALID:
        return _show(request, seat, page, written, errors=saved.errors, status=422)
    if not saved:
        return answered(request, seat, page, saved)
    if "send" not in request.POST:
        index = saved.entry.index if saved.entry else "–"
        messages.success(
            request, _("The packet was saved as entry %(entry)s; nothing was sent.") % {"entry": index}
        )
        return redirect("desk:packet", number=number)
    sent = perform(_notice(request, page, filed_at), by=seat.actor, at=seat.at)
    if sent.status is Status.INVALID:
        return _show(request, seat, the_page(seat, number), written, errors=sent.errors, status=422)
    return answered(request, seat, page, sent, saved=saved)


def _notice(request: HttpRequest, page: CasePage, filed_at: datetime | None) -> NotifyAuthority:
    """The sending as the form asks for it; what only a filing by hand has is left out of a delivery."""
    method = request.POST["send"] if request.POST["send"] in dict(METHODS) else "by_hand"
    on_node = method == "node"
    return NotifyAuthority(
        case_id=page.case.id,
        method=method,
        receipt_number="" if on_node else _text(request, "receipt_number"),
        filed_at=None if on_node else filed_at,
        checked="checked" in request.POST,
        attachments=tuple(kept(upload) for upload in request.FILES.getlist("attachments")),
    )


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\r\n", "\n").strip()


def _library(request: HttpRequest, written: dict[str, str]) -> str:
    """The library chosen; left open, the one that takes the product's class."""
    chosen = request.POST.get("library", "")
    codes = {library.code for library in nvdb.LIBRARIES} | {nvdb.PLATFORM.code}
    return chosen if chosen in codes else _routed(written).code


def _routed(written: Any) -> nvdb.Library:
    try:
        return nvdb.route(ProductClass(written.get("product_class", "")))
    except ValueError:
        return nvdb.PLATFORM


def _show(
    request: HttpRequest, seat: Seat, page: CasePage, written: dict[str, Any] | None = None, *,
    errors: Any = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    saved = packets.notifications(page)
    written = prefill.packet_fields(page, saved) if written is None else written
    problems = {name: tongue(message) for name, message in (errors or {}).items()}
    items = [_item(field, written, problems) for field in nvdb.FIELDS]
    missing = nvdb.missing(written)
    context = furniture(
        seat,
        page=page,
        statutory=items[: len(nvdb.STATUTORY)],
        optional=items[len(nvdb.STATUTORY) :],
        missing=missing,
        total=len(nvdb.STATUTORY),
        filled=len(nvdb.STATUTORY) - len(missing),
        remarks=remarks(written, {field.name: field for field in nvdb.FIELDS}),
        history=history(page, saved),
        earlier=next((each.row for each in reversed(saved) if each.row.submitted_at), None),
        errors=problems,
        said=request.POST,
        two_days=two_days(page),
        clocks=[face for duty, face in duty_faces(page, seat.at) if duty.duty_id == TWO_DAYS],
        **_way(request, page, written, saved),
        **_foreseen(seat, page),
    )
    return render(request, "desk/packet.html", context, status=status)


def _way(
    request: HttpRequest, page: CasePage, written: dict[str, Any], saved: Sequence[Any]
) -> dict[str, Any]:
    """The library the packet goes to, with the reason, and the draft it is kept in."""
    draft = next((each.row for each in saved if each.row.submitted_at is None), None)
    library = request.POST.get("library") or (draft.library if draft else _routed(written).code)
    return {
        "draft": draft,
        "libraries": [nvdb.PLATFORM, *nvdb.LIBRARIES],
        "library": library,
        "route": routing(page, written, library),
    }


def _foreseen(seat: Seat, page: CasePage) -> dict[str, Any]:
    found = prospects(
        page.case, by=seat.actor, at=seat.at, standing=seat.standing_in(page.case.organisation_id),
        known=page.known, duties=page.duties, panel=(NotifyAuthority,),
    )  # fmt: skip
    return {"rows": [row_of(prospect, page) for prospect in found]}


def _item(field: nvdb.Field, written: dict[str, Any], problems: dict[str, str]) -> Item:
    choices: list[tuple[str, Any]] = []
    if field.kind is Kind.YES_NO:
        choices = list(YES_NO.items())
    elif field.name == "product_class":
        choices = [(one.value, PRODUCT_CLASSES[one.value]) for one in ProductClass]
    elif field.name == "exploitation":
        choices = [(one.value, EXPLOITATION[one.value]) for one in Exploitation]
    value = str(written.get(field.name, ""))
    return Item(field, value, problems.get(field.name, ""), choices, PLACEHOLDERS.get(field.kind, ""))


@require_safe
@seated
def printed(request: HttpRequest, seat: Seat, number: str, notification_id: UUID) -> HttpResponse:
    """The packet as a Chinese document for paper."""
    row, stored = _stored(seat, number, notification_id)
    receipt = (
        nvdb.Receipt(submitted_at=row.submitted_at, submitted_by="", number=row.receipt_number)
        if row.submitted_at
        else None
    )
    response = HttpResponse(nvdb.render_print(nvdb.read_json(stored), receipt))
    # The document carries its own print style and nothing else; this page alone may have inline style.
    response._csp_replace = {"style-src": ["'unsafe-inline'"]}  # type: ignore[attr-defined]
    return response


@require_safe
@seated
def as_json(request: HttpRequest, seat: Seat, number: str, notification_id: UUID) -> HttpResponse:
    """The packet's exact bytes."""
    _row, stored = _stored(seat, number, notification_id)
    response = HttpResponse(stored, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{number}.nvdb.json"'
    return response


def _stored(seat: Seat, number: str, notification_id: UUID) -> tuple[Any, bytes]:
    found = packets.the_packet(packets.notifications(the_page(seat, number)), notification_id)
    if found is None:
        raise Http404
    return found.row, found.content
