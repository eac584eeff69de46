"""The tables of `provisions.py`, read and asked: what follows for a conduct, and which duties arise."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from tests.law.second import provisions
from tests.law.second.notation import ALWAYS, Condition, Known, read

STRICTEST_FIRST = (
    "forbidden",
    "needs_approval",
    "needs_step",
    "needs_judgement",
    "not_prohibited",
    "permitted",
)

# The defaults of §8; a reading that no row looks at need not be named.
DEFAULTS = {
    "clock_start": "receipt",
    "report_known_component": "on",
    "log_start": "receipt",
    "partner_member": "no",
    "provider_under_art9": "yes",
    "workaround_counts_as_fix": "no",
    "vendor_dissent_bars": "no",
    "objection_bars": "yes",
    "early_publication_needs_approval": "no",
    "exaggeration_needs_intent": "yes",
    "overseas_scope": "outside_mainland_and_branches",
    "overseas_vendor_excepted": "yes",
    "any_vendor_excepted": "no",
    "oss_maintainer_is_provider": "ask",
    "overseas_users": "forbidden",
    "third_party_sale": "forbidden",
    "china_nexus": "assumed",
}

# Every other fact is true or false.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "actor_role": ("finder", "vendor", "operator", "platform", "authority"),
    "authorities_assessment": ("none", "done_no_objection", "done_objection"),
    "recipient_place": ("mainland_branch", "hong_kong_macao_taiwan", "foreign"),
}


@dataclass(frozen=True)
class Row:
    """One line: a provision, the rows of the catalogue it rests on, and what it says of some conducts."""

    provision: str
    catalogue: tuple[str, ...]
    conducts: frozenset[str]
    speaks: Condition
    bites: Condition | None
    follows: str

    @property
    def looks_at(self) -> frozenset[str]:
        """The facts and readings that this line can turn on."""
        return self.speaks.looks_at | (self.bites or ALWAYS).looks_at


@dataclass(frozen=True)
class DutyRow:
    """One duty, the rows of the catalogue it rests on, and when it arises."""

    duty: str
    catalogue: tuple[str, ...]
    arises: Condition


def lines(table: str) -> Iterator[list[str]]:
    """The cells of every line of a table."""
    for line in table.strip().splitlines():
        cells = line.split(" | ")
        yield [cell.strip() for cell in cells]


@cache
def terms() -> Mapping[str, Condition]:
    """The terms of the tables by name."""
    known: dict[str, Condition] = {}
    for name, meaning, _ in lines(provisions.TERMS + provisions.DUTY_TERMS.lstrip("\n")):
        known[name] = read(meaning, known)
    return known


@cache
def rows() -> tuple[Row, ...]:
    """Every row about conducts."""
    groups = {name: frozenset(members.split()) for name, members in lines(provisions.GROUPS)}
    return tuple(
        Row(
            provision,
            tuple(catalogue.split()),
            frozenset().union(*(groups.get(name, frozenset({name})) for name in conducts.split())),
            read(speaks, terms()),
            None if bites == "-" else read(bites, terms()),
            follows,
        )
        for provision, catalogue, conducts, speaks, bites, follows in lines(provisions.ROWS)
    )


@cache
def duty_rows() -> tuple[DutyRow, ...]:
    """Every row about duties."""
    return tuple(
        DutyRow(duty, tuple(catalogue.split()), read(arises, terms()))
        for duty, catalogue, arises in lines(provisions.DUTIES)
    )


@cache
def rows_on(conduct: str) -> tuple[Row, ...]:
    """The rows that name this conduct."""
    return tuple(row for row in rows() if conduct in row.conducts)


@cache
def looks_at(conduct: str) -> frozenset[str]:
    """The facts and readings on which the outcome for this conduct can turn."""
    return terms()["reached"].looks_at.union(*(row.looks_at for row in rows_on(conduct)))


def biting(conduct: str, known: Known) -> list[Row]:
    """The rows that bite, for a full set of facts and readings."""
    if not terms()["reached"].holds(known):
        return []
    return [
        row for row in rows_on(conduct) if row.bites and row.speaks.holds(known) and row.bites.holds(known)
    ]


def outcome(conduct: str, facts: Known, readings: Mapping[str, str] = DEFAULTS) -> str:
    """What follows for the conduct where every fact is known: the strictest of what the rows say."""
    known = {**DEFAULTS, **readings, **facts}
    if not any(row.speaks.holds(known) for row in rows_on(conduct)):
        return "not_modelled"
    found = {row.follows for row in biting(conduct, known)}
    if found <= {"permitted"}:  # a permission takes nothing away, so silence besides it does not outrank it
        return "permitted" if found else "not_prohibited"
    return next(word for word in STRICTEST_FIRST if word in found)


def possible(conduct: str, facts: Known, readings: Mapping[str, str] = DEFAULTS) -> frozenset[str]:
    """Every outcome that some completion of the facts has. Meant for a few unknown facts, it tries them all."""
    open_facts = sorted(name for name in looks_at(conduct) if name not in facts and name not in DEFAULTS)
    ways = product(*(CHOICES.get(name, (True, False)) for name in open_facts))
    return frozenset(
        outcome(conduct, {**facts, **dict(zip(open_facts, way, strict=True))}, readings) for way in ways
    )


class _Happened(dict[str, bool | str]):
    """Facts and readings, and of every event whether it happened."""

    def __missing__(self, name: str) -> bool:
        if name.startswith("@"):
            return False
        raise KeyError(name)


def arising(facts: Known, events: Collection[str], readings: Mapping[str, str] = DEFAULTS) -> frozenset[str]:
    """The duties that these facts and events have called into being, done since or not."""
    known = _Happened({**DEFAULTS, **readings, **facts, **{f"@{name}": True for name in events}})
    return frozenset(
        row.duty for row in duty_rows() if terms()["reached"].holds(known) and row.arises.holds(known)
    )
