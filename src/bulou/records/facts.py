"""What the law is asked about: the facts and events of a case, folded from its sealed entries.

`Case.facts` and `Case.events` cache the fold at the head of the case's stream; `fold` does it anew.
Facts that hang on the moment of asking are computed here each time and never cached (DECISIONS 17).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from bulou.law import DutyState, Fact, FactKind, duties, six_months
from bulou.records.models import Case, Entry, MajorEvent


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Everything a decision about a case may read.

    `passing` holds the facts that are true only at the moment of asking, `facts` these and the case's own by name,
    `events` the moments of events by name (aware), `readings` the organisation's named readings of the law.
    """

    passing: dict[str, Fact]
    facts: dict[str, Fact]
    events: dict[str, datetime]
    readings: Mapping[str, str]


# What the record would hold if it had happened: where it holds nothing, it has not. Never for what only the world knows.
NEVER = datetime.max.replace(tzinfo=UTC) - timedelta(days=400)
NOTHING_RECORDED = "case record: no such entry"
UNRECORDED = {
    name: Fact(False, FactKind.DERIVED, NOTHING_RECORDED)
    for name in (
        "remediation_provided",
        "mitigation_provided",
        "assessed_jointly_with_vendor",
        "vendor_dissents",
        "reported_to_miit",
        "reported_to_mps",
        "mps_consent",
        "already_public",
        "upstream_component",
        "unlawful_means_suspected",
        "early_publication_approved",
    )
} | {"authorities_assessment": Fact("none", FactKind.DERIVED, NOTHING_RECORDED)}


def circumstances(case: Case, *, at: datetime) -> Circumstances:
    """The circumstances of `case` at the aware instant `at`; one query."""
    return given(case, passing_facts(case, at=at))


def given(case: Case, passing: dict[str, Fact]) -> Circumstances:
    """The circumstances of `case` where the passing facts are already known; no query."""
    facts = UNRECORDED | {name: as_fact(stored) for name, stored in case.facts.items()} | passing
    events = {name: datetime.fromisoformat(moment) for name, moment in case.events.items()}
    return Circumstances(passing, facts, events, case.organisation.readings)


def duties_of(case: Case, known: Circumstances, *, at: datetime) -> tuple[DutyState, ...]:
    """The duties of the case's organisation at `at`, from what is known; no query."""
    return duties(known.facts, known.events, at=at, readings=known.readings)


def events_binding(organisation_id: UUID) -> QuerySet[MajorEvent]:
    """The major events that bind an organisation: its own and every authority's."""
    return MajorEvent.objects.filter(
        Q(organisation=organisation_id) | Q(organisation__is_authority=True)
    ).order_by("id")


def passing_facts(
    case: Case, *, at: datetime, binding: Sequence[MajorEvent] | None = None
) -> dict[str, Fact]:
    """Facts that are true only at a moment or follow from the case's own row; one query, none where the major events
    that bind the organisation are at hand.
    """
    if binding is None:
        event = events_binding(case.organisation_id).filter(starts_at__lte=at, ends_at__gte=at).first()
    else:
        event = next((each for each in binding if each.starts_at <= at <= each.ends_at), None)
    elapsed = six_months(term_start(case)) <= at
    return _lapsed(case, at) | {
        "actor_role": Fact(law_role(case.role), FactKind.DERIVED, "role in this case"),
        "actor_is_organisation": Fact(True, FactKind.DERIVED, "organisations hold cases"),
        "actor_in_mainland": Fact(not case.organisation.overseas, FactKind.DERIVED, "organisation"),
        "major_event": Fact(event is not None, source=event.source if event else "calendar of major events"),
        "six_months_elapsed": Fact(elapsed, FactKind.DERIVED, "reception log"),
        "legal_hold": Fact(case.hold, source="custody"),
    }


def term_start(case: Case) -> datetime:
    """Where the six months of the reception log begin, by the organisation's reading `log_start`."""
    if case.organisation.readings.get("log_start") == "closing":
        return case.closed_at or NEVER
    return case.received_at


def _lapsed(case: Case, at: datetime) -> dict[str, Fact]:
    """Official facts whose period is over: a consent is given for an event, not for ever."""
    over = {}
    for name, stored in case.facts.items():
        until = _moment(stored.get("until"))
        if until is not None and until < at:
            over[name] = Fact(False, FactKind.OFFICIAL, f"{stored['source']} (until {stored['until']})")
    return over


def law_role(role: str) -> str:
    """The role under the Provisions: a supplier is the vendor of what it supplies."""
    return "vendor" if role == "supplier" else role


def as_fact(stored: Mapping[str, Any]) -> Fact:
    return Fact(
        stored["value"],
        FactKind(stored.get("kind", "observed")),
        stored.get("source", ""),
        _moment(stored.get("event_at")),
        _moment(stored.get("recorded_at")),
        stored.get("evidence"),
    )


def as_stored(fact: Fact) -> dict[str, Any]:
    """The form in which a fact stands in an entry and in `Case.facts`."""
    return {
        "value": fact.value,
        "kind": str(fact.kind),
        "source": fact.source,
        "event_at": fact.event_at.isoformat() if fact.event_at else None,
        "recorded_at": fact.recorded_at.isoformat() if fact.recorded_at else None,
        "evidence": fact.evidence,
    }


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def learn(case: Case, learned: Mapping[str, Any]) -> None:
    """Fold one entry's `learned` field into the case's cached facts, events and states (not saved)."""
    case.facts |= learned.get("facts", {})
    for name, moment in learned.get("events", {}).items():
        case.events.setdefault(name, moment)  # DECISIONS 8: what has happened keeps its first moment
    for name, moment in learned.get("anew", {}).items():
        case.events.pop(name, None)
        if moment is not None:
            case.events[name] = moment
    for machine, state in learned.get("states", {}).items():
        setattr(case, machine, state)


def fold(case: Case, entries: Iterable[Entry]) -> Case:
    """`case` with facts, events and states folded anew from its entries in order (not saved)."""
    case.facts, case.events = {}, {}
    for entry in entries:
        learned = entry.payload.get("learned", {}).get("value")
        if learned:
            learn(case, learned)
    return case
