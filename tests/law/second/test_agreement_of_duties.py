"""Two encodings of the Provisions let the same duties arise, no exception."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from itertools import product
from typing import NamedTuple

import pytest

from bulou.law import READINGS, VOCABULARY, DutyStanding, Fact, duties
from bulou.law.norms import Norm, NormKind
from bulou.law.versions import in_force
from tests.law.second import tables
from tests.law.second.comparing import ABROAD, AT, DAY, Facts, Readings, harmless

# What the catalogue leaves open is how supervision shows; that a breach is flagged first is the program's own reading.
NOT_COMPARED = {"RMSV-3-1"}
EVENTS = (
    "report_received",
    "triaged",
    "flaw_confirmed",
    "upstream_identified",
    "remediation_provided",
    "authority_notified",
    "platform_set_up",
    "platform_filed",
    "case_closed",
)


class Difference(NamedTuple):
    """Facts and events for which only one of the two lets the duty arise."""

    facts: tuple[tuple[str, bool | str], ...]
    events: tuple[str, ...]
    readings: tuple[tuple[str, str], ...]
    program: bool
    second: bool


def norms() -> dict[str, Norm]:
    return {
        norm.id: norm
        for norm in in_force("rmsv", DAY)
        if norm.kind is NormKind.DUTY and norm.id.startswith("RMSV-")
    }


ROWS = {f"RMSV-{row.duty}": row for row in tables.duty_rows()}


def arises(id: str, facts: Facts, events: Collection[str], readings: Readings) -> tuple[bool, bool]:
    happened = dict.fromkeys(events, AT - timedelta(hours=1))
    stated = {name: Fact(value) for name, value in facts.items()}
    state = next(each for each in duties(stated, happened, at=AT, readings=readings) if each.duty_id == id)
    ours = state.standing not in (DutyStanding.NOT_ARISEN, DutyStanding.LAPSED)
    return ours, ROWS[id].duty in tables.arising(facts, events, readings)


def profiles(id: str) -> Iterator[Readings]:
    yield {}
    terms = norms()[id].terms
    asked = {"china_nexus", *norms()[id].readings, *(terms.start_by[:1] if terms and terms.start_by else ())}
    for name in sorted(asked | (ROWS[id].arises.looks_at & set(READINGS))):
        reading = READINGS[name]
        yield from ({name: value} for value in reading.options if value != reading.default)


def found(id: str) -> tuple[Difference, ...]:
    """All facts once everything has happened, and every single event once the facts call for the duty."""
    differences = []
    for readings in profiles(id):
        ways = list(_ways(id, readings))
        binding = [facts for facts in ways if all(arises(id, facts, EVENTS, readings))]
        asked = [(facts, EVENTS) for facts in ways]
        asked += [(facts, events) for facts in binding for events in ((), *((event,) for event in EVENTS))]
        for facts, events in asked:
            ours, theirs = arises(id, facts, events, readings)
            if ours != theirs:
                differences.append(
                    Difference(tuple(facts.items()), tuple(events), tuple(readings.items()), ours, theirs)
                )
    return tuple(differences)


def _ways(id: str, readings: Readings) -> Iterator[Facts]:
    names = {name for name in ROWS[id].arises.looks_at if name in VOCABULARY} | set(norms()[id].reads)
    chosen = sorted(names | set(ABROAD if "china_nexus" in readings else ()))
    idle = {
        name: harmless(name) for row in ROWS.values() for name in row.arises.looks_at if name in VOCABULARY
    }
    for values in product(*(VOCABULARY[name].domain for name in chosen)):
        yield {**idle, **dict(zip(chosen, values, strict=True))}


def test_both_encodings_know_the_same_duties() -> None:
    assert sorted(ROWS) == sorted(set(norms()) - NOT_COMPARED)


@pytest.mark.parametrize("id", sorted(ROWS))
def test_both_encodings_let_the_same_duties_arise(id: str) -> None:
    assert found(id)[:3] == ()
