"""The register of internal control (Article 11), read: measures, reviews, incidents, what is lacking, and what the journal shows was enforced."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db.models import Q, Subquery

from bulou.law import DutyStanding, DutyState, Fact, FactKind, duties
from bulou.records.facts import law_role
from bulou.records.models import (
    BrokenGlass,
    Case,
    Checkpoint,
    ControlDocument,
    ControlIncident,
    ControlMeasure,
    ControlReview,
    Entry,
    Office,
    Organisation,
    Person,
    Reading,
    Report,
    Stream,
)
from bulou.records.pages import DeskSeat
from bulou.records.reception_log import day_of
from bulou.records.sealed import node_key
from bulou.records.sealed_file import open_sealed, place

MOST = 500
READERS = frozenset({"lead", "handler", "auditor"})
KNOW_ALL = frozenset({"lead", "auditor"})
NEWEST = 500  # cases whose entries are counted
NEWEST_OWN = 5_000  # entries of the organisation's own stream that are counted
ARTICLE_11 = "RMSV-11"
COUNTED: Mapping[str, frozenset[str]] = {
    "access": frozenset({"grant_case", "revoke_case", "assign_handler"}),
    "exports": frozenset({"export_evidence", "export_advisories"}),
    "inspections": frozenset({"inspect_reception"}),
    "offices": frozenset({"grant_office", "revoke_office"}),
}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review with what was written in it."""

    row: ControlReview
    text: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure opened: what it says, its documents, its reviews newest first, and whether a look at it is overdue."""

    row: ControlMeasure
    text: str
    documents: Sequence[ControlDocument]
    reviews: Sequence[Reviewed]
    overdue: bool


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident opened: what was known, and what was done."""

    row: ControlIncident
    text: str
    done: str


@dataclass(frozen=True, slots=True)
class Register:
    """The whole register of an organisation at a moment: those in force first, then by number; incidents newest first.

    `kinds` are the kinds of the measures in force; `duty` how Article 11 stands by the law, None where it does not bind
    the organisation.
    """

    measures: Sequence[Measure]
    incidents: Sequence[Incident]
    duty: DutyState | None

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(each.row.kind for each in self.measures if each.row.state == "in_force")

    @property
    def overdue(self) -> Sequence[Measure]:
        return [each for each in self.measures if each.overdue]

    @property
    def open_incidents(self) -> Sequence[Incident]:
        return [each for each in self.incidents if each.row.closed_at is None]


@dataclass(frozen=True, slots=True)
class Enforced:
    """What the journal holds of what the system enforces, in the `cases` newest cases and the newest entries of the
    organisation's own stream.

    `counts` by name: see `COUNTED`; besides, cases opened, emergencies and refusals. `size` and `at` are the node's last signed
    checkpoint.
    """

    cases: int
    counts: Mapping[str, int]
    size: int
    at: datetime | None


def reads(seat: DeskSeat) -> bool:
    """Whether this seat reads the register: the desk of an organisation that is no authority, and its auditor."""
    return not seat.organisation.is_authority and bool(READERS & set(seat.offices))


def sealed_in(row_id: UUID, part: str) -> str:
    """To what a box of the register is bound: `part` is text, done or key."""
    return f"control:{row_id}:{part}"


def register(organisation: Organisation, *, at: datetime) -> Register:
    """The register at `at`; five queries at any size, five hundred measures and incidents at most."""
    rows = ControlMeasure.objects.filter(organisation=organisation).select_related("responsible", "replaces")
    measures = _measures(list(rows.order_by("-number")[:MOST]), at)
    found = ControlIncident.objects.filter(organisation=organisation).select_related("measure")
    incidents = [
        Incident(row, _opened(row.id, "text", row.text_sealed), _opened(row.id, "done", row.done_sealed))
        for row in found.order_by("-number")[:MOST]
    ]
    leaks = [each.row for each in incidents if (each.row.suspected, each.row.found) == ("leak", "confirmed")]
    leaked = min((row.learned_at for row in leaks), default=None)
    measures.sort(key=lambda each: (each.row.state != "in_force", each.row.number))
    return Register(measures, incidents, _duty(organisation, leaked, at))


def document(organisation_id: UUID, document_id: UUID) -> ControlDocument | None:
    """A document of the organisation's register, or None; one query."""
    return ControlDocument.objects.filter(id=document_id, measure__organisation_id=organisation_id).first()


def open_document(row: ControlDocument) -> BinaryIO:
    """The bytes of a document. Raises SealBroken if anything was edited."""
    key = node_key().open(row.key_sealed, sealed_in(row.id, "key"))
    return open_sealed(place(row.blob), key, f"blob:{row.sha256}")


def people(organisation_id: UUID) -> list[Person]:
    """Who holds an office here now, by name; one query."""
    live = Office.objects.filter(organisation_id=organisation_id, revoked_at=None).values("person")
    return list(Person.objects.filter(id__in=live, is_active=True).order_by("name"))


def enforced(seat: DeskSeat) -> Enforced | None:
    """What the journal shows, for who knows of every case; None for others, whom a count would tell of cases (AC03). Six
    queries at any size.
    """
    organisation = seat.organisation
    if not KNOW_ALL & set(seat.offices):
        return None
    newest = Case.objects.filter(organisation=organisation).order_by("-received_at")
    cases = list(newest.values_list("id", flat=True)[:NEWEST])
    own = f"org:{organisation.id}"
    oldest = Subquery(Stream.objects.filter(key=own).values("length")) - NEWEST_OWN
    of_cases = Q(stream__in=[f"case:{each}" for each in cases])
    acts = [act for names in COUNTED.values() for act in names]
    named = Q()
    for act in acts:
        named |= Q(header__contains=f'"act":"{act}"')
    entries = Entry.objects.filter(of_cases | Q(stream=own, index__gte=oldest))
    headers = entries.filter(named).exclude(payload__has_key="refused").values_list("header", flat=True)
    by_act = Counter(json.loads(header)["act"] for header in headers)
    counts = {name: sum(by_act[act] for act in acts) for name, acts in COUNTED.items()}
    counts["refusals"] = entries.filter(payload__has_key="refused").count()
    counts["openings"] = Reading.objects.filter(case_id__in=cases).values("case_id").distinct().count()
    counts["emergencies"] = BrokenGlass.objects.filter(case_id__in=cases).count()
    last = Checkpoint.objects.order_by("-size").first()
    return Enforced(len(cases), counts, last.size if last else 0, last.at if last else None)


def _measures(rows: list[ControlMeasure], at: datetime) -> list[Measure]:
    documents: dict[UUID, list[ControlDocument]] = {}
    reviews: dict[UUID, list[Reviewed]] = {}
    for each in ControlDocument.objects.filter(measure__in=rows).order_by("at", "id"):
        documents.setdefault(each.measure_id, []).append(each)
    for row in ControlReview.objects.filter(measure__in=rows).select_related("by").order_by("-index"):
        reviews.setdefault(row.measure_id, []).append(Reviewed(row, _opened(row.id, "text", row.text_sealed)))
    today = day_of(at)
    return [
        Measure(
            row,
            _opened(row.id, "text", row.text_sealed),
            documents.get(row.id, []),
            reviews.get(row.id, []),
            row.state == "in_force" and row.review_due < today,
        )
        for row in rows
    ]


def _opened(row_id: UUID, part: str, box: bytes | memoryview | None) -> str:
    return node_key().open(box, sealed_in(row_id, part)).decode() if box else ""


def _duty(organisation: Organisation, leaked: datetime | None, at: datetime) -> DutyState | None:
    """Article 11 by the law, from the first report that was received, in whichever of the organisation's roles it binds."""
    first = Report.objects.filter(organisation=organisation).order_by("received_at").first()
    events = {"report_received": first.received_at if first else organisation.created_at}
    events |= {"information_leaked": leaked} if leaked else {}
    for role in organisation.roles:
        facts = {
            "actor_role": Fact(law_role(role), FactKind.DERIVED, "roles of the organisation"),
            "actor_is_organisation": Fact(True, FactKind.DERIVED, "organisations hold registers"),
            "actor_in_mainland": Fact(not organisation.overseas, FactKind.DERIVED, "organisation"),
        }
        told = duties(facts, events, at=at, readings=organisation.readings)
        found = next((duty for duty in told if duty.duty_id == ARTICLE_11), None)
        if found is not None and found.standing is not DutyStanding.NOT_ARISEN:
            return found
    return None
