"""The library of known records: a list, and a page for each vulnerability with all its records side by side."""

from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bulou.acts.sharing.exporting import ExportAdvisories
from bulou.acts.sharing.relating import TYPES, RelateRecords, UnrelateRecords
from bulou.entrypoints.desk.own_acts import Desk
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.numbers import page_number
from bulou.formats.databases import parts_of
from bulou.formats.databases.record import span_text
from bulou.records import library
from bulou.records.public.sharing import exported

STATES: dict[str, Any] = {
    "published": pgettext_lazy("record", "In force"),
    "rejected": pgettext_lazy("record", "Rejected"),
    "withdrawn": pgettext_lazy("record", "Withdrawn"),
}
SYSTEMS: dict[str, Any] = {
    "cve": "CVE", "cnvd": "CNVD", "cnnvd": "CNNVD", "ghsa": "GHSA", "osv": "OSV", "csaf": "CSAF", "stix": "STIX",
    "euvd": "EUVD", "gcve": "GCVE", "bid": "Bugtraq", "own": _("Our own"),
}  # fmt: skip
SCALES: dict[str, Any] = {
    "cnvd": "CNVD", "cnnvd": "CNNVD", "gbt30279": "GB/T 30279", "cvss-2.0": "CVSS 2.0", "cvss-3.0": "CVSS 3.0",
    "cvss-3.1": "CVSS 3.1", "cvss-4.0": "CVSS 4.0", "word": _("In words"),
}  # fmt: skip
LONGEST_SEARCH = 100


@require_safe
@seated
def entries(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The records that the library holds, the latest published first."""
    _desk_only(seat)
    asked = request.GET
    system, state = asked.get("system", ""), asked.get("state", "")
    found = library.entries(
        search=asked.get("q", "")[:LONGEST_SEARCH],
        system=system if system in SYSTEMS else "",
        state=state if state in STATES else "",
        page=page_number(request),
    )
    context = furniture(
        seat,
        found=found,
        rows=[_row(entry) for entry in found.rows],
        systems=[(name, SYSTEMS[name]) for name in library.SYSTEMS],
        states=STATES.items(),
    )
    return render(request, "desk/sharing/library.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def vulnerability(request: HttpRequest, seat: Seat, system: str, identifier: str) -> HttpResponse:
    """One vulnerability; every number of it leads to the page of its leader."""
    _desk_only(seat)
    found = library.vulnerability(seat.current.organisation.id, system, identifier)
    if found is None:
        raise Http404
    if found.asked != found.cluster and request.method != "POST":
        return redirect("desk:known_record", *parts_of(found.cluster))
    initial = {
        "record": request.GET.get("record", found.cluster)[:200],
        "other": request.GET.get("other", "")[:200],
    }
    desk = Desk(
        [(RelateRecords, {}), (UnrelateRecords, {})],
        initial={"relate_records": initial, "unrelate_records": initial},
    )
    if answer := desk.answer(request, seat):
        return answer
    types = dict(TYPES)
    context = furniture(
        seat,
        page=found,
        title=next((each.record.title for each in found.records if each.record.title), found.cluster),
        leader=_named(found.cluster),
        records=[_shown(each) for each in found.records],
        bare=[_named(each) for each in found.bare],
        severities=[
            {"node": _named(name), "scale": SCALES.get(each.scale, each.scale), "value": each.value, "at": at}
            for name, each, at in found.severities
        ],
        relations=[
            {"a": _named(each.a), "b": _named(each.b), "type": types.get(each.type, each.type), "row": each}
            for each in found.relations
        ],
        blocked=[{"a": _named(each.a), "b": _named(each.b)} for each in found.blocked],
        versions=[{"row": each, "node": _named(each.node)} for each in found.versions],
        forms=desk.forms(),
    )
    return render(request, "desk/sharing/vulnerability.html", context, status=desk.status)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def export(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What the organisation has published, as a file for another database; the export is sealed before it is given out."""
    _desk_only(seat)
    desk = Desk([(ExportAdvisories, {})])
    answer = desk.answer(request, seat)
    if answer is not None and 300 <= answer.status_code < 400:
        form, numbers = request.POST.get("form", ""), tuple(request.POST.get("numbers", "").split())
        found = exported(seat.current.organisation.id, form, numbers, timezone.localdate(seat.at))
        if found is not None:
            given = HttpResponse(found.content, content_type=found.media)
            given["Content-Disposition"] = f'attachment; filename="{found.name}"'
            given["Bulou-SHA256"] = sha256(found.content).hexdigest()
            return given
    if answer is not None:
        return answer
    return render(
        request, "desk/sharing/export.html", furniture(seat, forms=desk.forms()), status=desk.status
    )


def _row(entry: Any) -> dict[str, Any]:
    return {
        "entry": entry,
        "name": _named(entry.node),
        "state": STATES.get(entry.state, entry.state),
        "cluster": _named(entry.cluster) if entry.cluster != entry.node else None,
    }


def _shown(held: Any) -> dict[str, Any]:
    """A record as its column says it; texts as they stand there."""
    record = held.record
    return {
        "name": _named(held.entry.node),
        "held": held,
        "record": record,
        "state": STATES.get(record.state, record.state),
        "severities": [(SCALES.get(each.scale, each.scale), each.value) for each in record.severities],
        "products": [
            (each.written, [span_text(span) for span in each.versions[:20]]) for each in record.products[:20]
        ],
    }


def _named(name: str) -> dict[str, Any]:
    system, identifier = parts_of(name)
    return {"node": name, "system": system, "identifier": identifier, "database": SYSTEMS.get(system, system)}


def _desk_only(seat: Seat) -> None:
    if not seat.is_desk:
        raise Http404
