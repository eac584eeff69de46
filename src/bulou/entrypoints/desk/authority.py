"""The authority's desk: its register, one matter, what the competence table gives it, what it says to everyone.

And at the case of a vendor or finder: what was asked of authorities, and what they said.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from bulou.acts import CaseAct
from bulou.acts.authority import asking, deciding, registering
from bulou.acts.authority.guidance import PublishGuidance, WithdrawGuidance
from bulou.acts.membership import RecordMajorEvent
from bulou.entrypoints.clockface import duration_words
from bulou.entrypoints.desk.case import the_head
from bulou.entrypoints.desk.own_acts import Desk
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.words import MATTERS
from bulou.entrypoints.numbers import page_number
from bulou.formats import nvdb
from bulou.law.bodies import Body
from bulou.law.competence import TABLE, Competence, Power, competent
from bulou.records import coordination, house, public
from bulou.records import overdue as overdue_records
from bulou.records import register as records
from bulou.records.matter_sums import OVERDUE

VIEWS = {
    "new": _("To register"),
    "late": pgettext_lazy("register", "Late"),
    "incomplete": _("Incomplete"),
    "overdue": _("Remedy overdue"),
    "requests": _("Requests"),
    "reports": _("Voluntary reports"),
    "shared": _("From other authorities"),
    "untold": _("Receipts outstanding"),
    "all": _("All"),
}
WORDS = {
    "received": pgettext_lazy("authority", "Received"),
    "registered": pgettext_lazy("authority", "Registered"),
    "returned": pgettext_lazy("authority", "Returned for supplement"),
    "urged": pgettext_lazy("authority", "Urged"),
}
PURPOSES = {
    "circulate": pgettext_lazy("purpose", "Circulated at once (Article 7)"),
    "share": pgettext_lazy("purpose", "Shared in real time (Article 3)"),
}
RESULTS = dict(deciding.RESULTS)
ITEMS = {field.name: field for field in nvdb.FIELDS}
SHOWN = ("product_name", "model", "version", "technical_characteristics", "harm", "impact_scope")
OTHERS = ("title", "product", "versions", "steps", "impact", "remedy", "remedy_at", "planned_at")
LABELS = {
    "title": _("Title"),
    "product": _("Product"),
    "versions": _("Versions"),
    "steps": _("What was written"),
    "impact": _("Impact"),
    "remedy": _("Remedy"),
    "remedy_at": _("Remedy available"),
    "planned_at": _("Planned publication"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One matter of a list in words."""

    line: records.Line
    kind: Any
    lacking: list[nvdb.Field]
    overdue: bool


@require_safe
@seated
def register(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The register: one list of it."""
    demand_authority(seat)
    view = request.GET.get("view", "new")
    if view not in VIEWS:
        raise Http404
    sender = _uuid(request.GET.get("sender", ""))
    found = records.register(
        seat.person_id,
        seat.current.organisation.id,
        view=view,
        at=seat.at,
        page=page_number(request),
        sender=sender,
    )
    rows = [
        Row(
            line,
            MATTERS[line.matter.kind],
            items(line.matter.missing),
            line.matter.remedy_by is not None
            and line.matter.remedied_at is None
            and line.matter.remedy_by < seat.at,
        )
        for line in found.lines
    ]
    context = furniture(
        seat,
        views=VIEWS.items(),
        view=view,
        title=VIEWS[view],
        rows=rows,
        found=found,
        of_one=sender is not None,
        urges=view == "overdue" and may_urge(seat),
        coordinates=coordinates(seat),
    )
    return render(request, "desk/authority/register.html", context)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def may_urge(seat: Seat) -> bool:
    """Whether this seat leads an authority that may urge vendors."""
    return seat.is_lead and competent(seat.current.organisation.bodies, Power.URGE)


def coordinates(seat: Seat) -> bool:
    """Whether this seat leads an authority that coordinates the others (Article 3)."""
    return seat.is_lead and competent(seat.current.organisation.bodies, Power.COORDINATE)


@require_safe
@seated
def overdue(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Vendors whose remedies are overdue, and supervised organisations that owe a notification, by how long."""
    demand_authority(seat)
    found = overdue_records.board(
        seat.person_id, seat.current.organisation.id, at=seat.at, page=page_number(request)
    )
    return render(
        request,
        "desk/authority/overdue.html",
        furniture(seat, found=found, urges=may_urge(seat), days=OVERDUE),
    )


@require_safe
@seated
def coordinating(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What the authorities told each other, for the leads of one that coordinates; for everyone else as if it were not there."""
    demand_authority(seat)
    if not coordinates(seat):
        raise Http404
    found = coordination.coordination(at=seat.at, page=page_number(request))
    pairs = [
        (pair, Body(pair.body), PURPOSES[pair.purpose], _span(pair.usual), _span(pair.longest))
        for pair in found.pairs
    ]
    silent = [(row, Body(row.body), PURPOSES[row.purpose], MATTERS[row.matter.kind]) for row in found.silent]
    context = furniture(seat, found=found, pairs=pairs, silent=silent, days=coordination.DAYS)
    return render(request, "desk/authority/coordination.html", context)


def demand_authority(seat: Seat) -> None:
    """Raises Http404 for anyone but the desk of an authority."""
    if not seat.is_desk or not seat.current.organisation.is_authority:
        raise Http404


def items(names: list[str]) -> list[nvdb.Field]:
    """The items of Article 7(2) of these names, in the order of the schema."""
    return [field for name, field in ITEMS.items() if name in names]


def _span(span: timedelta | None) -> str:
    if span is None:
        return "–"
    return (
        duration_words(span, short=False)
        if span >= timedelta(minutes=1)
        else f"< {duration_words(timedelta(minutes=1), short=False)}"
    )


@require_safe
@seated
def matter(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """One matter: what was sent, what is missing, who was told, who has spoken, what was decided, what may be done."""
    head = the_head(seat, number)
    page = records.matter_page(head)
    if page is None:
        raise Http404
    if not head.opened:
        return redirect("desk:case", number=number)
    said = (
        [(ITEMS[name], page.content.get(name, "")) for name in SHOWN] if _is_packet(page.matter.kind) else []
    )
    known = ("title", "product") if said else ()  # of a packet, the head and the six items say them
    other = [
        (LABELS[name], page.content[name]) for name in OTHERS if page.content.get(name) and name not in known
    ]
    context = furniture(
        seat,
        head=head,
        page=page,
        matter=page.matter,
        kind=MATTERS[page.matter.kind],
        said=said,
        other=other,
        lacking=items(page.matter.missing),
        names=Body,
        told=[(row, Body(row.body)) for row in page.circulations],
        opinions=[
            (
                row,
                RESULTS[row.result],
                [Body(each) for each in row.bodies],
                text,
                page.speakers.get(row.organisation_id),
            )
            for row, text in page.opinions
        ],
        result=RESULTS.get(page.decision.result) if page.decision else "",
        elsewhere=page.matter.elsewhere,
        elsewhere_result=RESULTS.get(page.matter.elsewhere.get("result", ""), ""),
        acts=[(act.title, reverse("desk:act", args=[number, act.name])) for act in acts_for(page, seat)],
    )
    return render(request, "desk/authority/matter.html", context)


def _is_packet(kind: str) -> bool:
    return kind in ("notification", "circulation", "share")


def acts_for(page: records.MatterPage, seat: Seat) -> list[type[CaseAct]]:
    """What is offered on a matter as it stands, most pressing first; the gate decides all the same."""
    found: list[type[CaseAct]] = []
    row = page.matter
    to_register = [registering.RegisterMatter] if row.registered_at is None else []
    found += to_register if row.decided_at is None else []
    if row.kind in ("assessment", "consent") and row.decided_at is None and seat.is_lead:
        leads = row.lead == row.organisation_id
        found += [deciding.DecideRequest] if leads else []
        found += [deciding.GiveOpinion] if row.kind == "assessment" else []
    if row.kind == "share" and seat.is_lead:
        found.append(deciding.GiveOpinion)
    if row.kind == "notification":
        found.append(registering.ReturnForSupplement)
        found += [registering.UrgeVendor] if seat.is_lead and row.remedied_at is None else []
    if row.merged_into_id is not None:
        found.append(registering.UnmergeMatter)
    elif not page.merged:
        found.append(registering.MergeMatter)
    return found + (to_register if row.decided_at is not None else [])


@require_safe
@seated
def competences(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The competence table, with what it gives one's own organisation."""
    demand_authority(seat)
    own = records.powers_of(seat.current.organisation)
    lines: list[tuple[Competence, bool]] = [(row, row.power in own) for row in TABLE]
    bodies = [Body(each) for each in seat.current.organisation.bodies]
    return render(request, "desk/authority/competences.html", furniture(seat, lines=lines, bodies=bodies))


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def guidance(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What the authority says to everyone, and the major events it lists; leads write them."""
    demand_authority(seat)
    own = [row for row in public.guidance() if row.organisation_id == seat.current.organisation.id]
    listed = [(str(row.id), row.title_zh) for row in own]
    acts: list[Any] = [(PublishGuidance, {})]
    if listed:
        acts.append((WithdrawGuidance, {}))
    desk = Desk([*acts, (RecordMajorEvent, {})] if seat.is_lead else [], options={"guidance": listed})
    answer = desk.answer(request, seat)
    if answer is not None:
        return answer
    context = furniture(
        seat,
        rows=own,
        forms=desk.forms(),
        events=house.major_events(at=seat.at),
    )
    return render(request, "desk/authority/guidance.html", context, status=desk.status)


@require_safe
@seated
def correspondence(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """What this case has asked of authorities, and what they have said to it."""
    page = the_head(seat, number)
    if not page.opened:
        return redirect("desk:case", number=number)
    found = records.correspondence(page)
    context = furniture(
        seat,
        page=page,
        requests=[
            (
                row,
                MATTERS[row.kind],
                RESULTS.get(row.result, ""),
                [(Body(body), said) for body, said in row.received.items()],
            )
            for row in found.requests
        ],
        words=[(row, WORDS[row.kind], items(row.items), text) for row, text in found.words],
        acts=[
            (act.title, reverse("desk:act", args=[number, act.name]))
            for act in (asking.RequestAssessment, asking.RequestConsent)
        ]
        if seat.is_lead
        else [],
    )
    return render(request, "desk/authority/correspondence.html", context)
