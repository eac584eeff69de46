"""Every question on which the two encodings could differ, and where they do.

What an encoding says is the strictest of what its rules say one by one, so facts that no rule reads together need not be tried
together: they fall into blocks. Every block is tried whole, under every value of the facts about the actor and with the rest
harmless; then one way of each answer of every block is tried with those of the others.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import combinations, product
from math import prod
from typing import NamedTuple

from bulou.law import READINGS, VOCABULARY, Fact, Outcome, decide
from bulou.law.clocks import CN
from bulou.law.docket import docket
from bulou.law.norms import Norm, NormKind
from bulou.law.versions import in_force
from tests.law.second import tables

AT = datetime(2026, 11, 22, 4, tzinfo=UTC)
DAY = AT.astimezone(CN).date()
ACTOR = ("actor_role", "own_product")
ABROAD = (
    "actor_in_mainland",
    "bound_from_abroad",
)  # of the actor too; read under readings of china_nexus alone
TRIED_WHOLE = 256

# Facts that the second encoding reads under a reading alone; it fails where it does otherwise.
READ_UNDER = {
    "recipient_place": "overseas_scope",
    "recipient_is_another_vendor": "any_vendor_excepted",
    "protective_steps_only": "overseas_users",
    "overstates": "exaggeration_needs_intent",
    "early_publication_approved": "early_publication_needs_approval",
    "mitigation_provided": "workaround_counts_as_fix",
}

# What stops nothing; every fact not named here is false, or "none".
HARMLESS: Mapping[str, bool | str] = {
    "remediation_provided": True,
    "reasonable_release": True,
    "truthful_and_necessary": True,
    "remedy_or_precaution_included": True,
    "six_months_elapsed": True,
    "platform_listed": True,
    "system_owner_authorised": True,
}

Facts = Mapping[str, bool | str]
Readings = Mapping[str, str]


class Difference(NamedTuple):
    """One question that the two answer differently."""

    conduct: str
    facts: tuple[tuple[str, bool | str], ...]
    readings: tuple[tuple[str, str], ...]
    program: str
    second: str


class Compared(NamedTuple):
    """What came of all questions on a conduct: the differences, and the provisions by which the tables alone permit it."""

    differences: list[Difference]
    tables_alone: frozenset[str]


@cache
def _fact(value: bool | str) -> Fact:
    return Fact(value)


def answers(conduct: str, facts: Facts, readings: Readings) -> tuple[str, str]:
    """What the program answers, and what the second encoding does; what lets pass is told apart where one alone permits."""
    ours = _decided(conduct, facts, readings)
    assert ours is not Outcome.NEEDS_FACTS, f"{conduct} hangs on more than {sorted(facts)}"
    theirs = Outcome(tables.outcome(conduct, facts, readings))
    if ours.passes and theirs.passes and ours is not theirs:
        return str(ours), str(theirs)
    return "allowed" if ours.passes else str(ours), "allowed" if theirs.passes else str(theirs)


def _decided(conduct: str, facts: Facts, readings: Readings, owed: Collection[str] = ()) -> Outcome:
    known = {name: _fact(value) for name, value in facts.items()}
    return decide(conduct, known, at=AT, readings=readings, owed=owed, trace=False).outcome


def profiles(conduct: str) -> Iterator[Readings]:
    """The strict defaults, then each single reading on which either answer to the conduct can turn."""
    yield {}
    asked = tables.looks_at(conduct).union(*(norm.readings for norm in _bearing(conduct)))
    for name, reading in READINGS.items():
        if name in asked:
            yield from ({name: value} for value in reading.options if value != reading.default)


def _bearing(conduct: str) -> list[Norm]:
    """The norms that can change the answer to the conduct, with the exceptions that lift them."""
    norms = in_force("rmsv", DAY)
    bearing = [norm for norm in norms if conduct in norm.conducts and norm.kind is not NormKind.EXCEPTION]
    for norm in bearing:  # grows while it is read: an exception may itself be lifted
        lifting = [each for each in norms if norm.id in each.lifts and conduct in each.conducts]
        bearing += [each for each in lifting if each not in bearing]
    return bearing


def blocks(conduct: str, readings: Readings) -> Sequence[tuple[str, ...]]:
    """The facts that either encoding reads, save those about the actor, parted so that no rule reads from two blocks."""
    book = docket("rmsv", conduct, DAY, None, tuple(sorted(readings.items())), ())
    together = [set(unit.names) for _, unit in book.units] + [
        set(row.looks_at) for row in tables.rows_on(conduct)
    ]
    parted: list[set[str]] = []
    for names in together:
        joined = names - set(READINGS) - set(ACTOR) - set(ABROAD)
        met = [block for block in parted if block & joined]
        parted = [block for block in parted if not block & joined] + [joined.union(*met)]
    return [tuple(sorted(block)) for block in parted if block]


@cache
def _ways(names: tuple[str, ...]) -> tuple[Facts, ...]:
    domains = (VOCABULARY[name].domain for name in names)
    return tuple(dict(zip(names, values, strict=True)) for values in product(*domains))


def harmless(name: str) -> bool | str:
    """The value of the fact that stops nothing."""
    domain = VOCABULARY[name].domain
    return HARMLESS.get(name, False if False in domain else "none" if "none" in domain else domain[-1])


def questions(conduct: str, readings: Readings) -> Iterator[tuple[Facts, str, str]]:
    """The full sets of facts to put to both, with what the two answer."""
    parted = blocks(conduct, readings)
    idle = {name: harmless(name) for name in {"own_product"}.union(*parted)}
    for actor in _actors(readings):
        calm = {**idle, **actor}
        yield calm, *answers(conduct, calm, readings)
        telling: list[list[Facts]] = []
        for block in parted:
            kept: dict[tuple[str, str], Facts] = {}
            for way in _ways(block):
                facts = {**calm, **way}
                both = answers(conduct, facts, readings)
                kept.setdefault(both, way)
                yield facts, *both
            telling.append(list(kept.values()))
        for facts in _mixed(calm, telling):
            yield facts, *answers(conduct, facts, readings)


def _actors(readings: Readings) -> Iterator[Facts]:
    """Everyone by the defaults; under a reading, that a product is the actor's own is tried of vendors, to stay quick."""
    for way in _ways((*ACTOR, *ABROAD) if "china_nexus" in readings else ACTOR):
        if not (readings and way["own_product"] and way["actor_role"] != "vendor"):
            yield way


def _mixed(calm: Facts, telling: Sequence[Sequence[Facts]]) -> Iterator[Facts]:
    """Every way of every block with those of the others; of the blocks two by two where that is too many."""
    whole = prod(len(ways) for ways in telling) <= TRIED_WHOLE
    for group in [telling] if whole else combinations(telling, 2):
        for ways in product(*group):
            yield {**calm, **{name: value for way in ways for name, value in way.items()}}


def compared(conduct: str, readings: Readings) -> Compared:
    """What comes of asking both everything, each question once."""
    differing: dict[tuple[tuple[str, bool | str], ...], tuple[str, str]] = {}
    alone: set[str] = set()
    for facts, ours, theirs in questions(conduct, readings):
        if (ours, theirs) == ("not_prohibited", "permitted"):
            alone |= _permitting(conduct, facts, readings)
        elif ours != theirs:
            differing[tuple(sorted(facts.items()))] = ours, theirs
    differences = [
        Difference(conduct, facts, tuple(readings.items()), *both) for facts, both in differing.items()
    ]
    return Compared(differences, frozenset(alone))


def _permitting(conduct: str, facts: Facts, readings: Readings) -> set[str]:
    """The rows that permit; none where it is a duty that the program calls owed for as long as it lives."""
    known = {**tables.DEFAULTS, **readings, **facts}
    found = {row.provision for row in tables.biting(conduct, known)}
    live = tuple(sorted(f"RMSV-{name}" for name in found))
    return set() if _decided(conduct, facts, readings, live) is Outcome.OWED else found
