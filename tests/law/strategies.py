"""Facts to ask the law about, whole and in part."""

from datetime import UTC, datetime
from itertools import product

from hypothesis import strategies as st

from bulou.law import VOCABULARY, Conduct, Fact, FactKind
from bulou.law.clocks import CN
from bulou.law.conducts import PUBLICATIONS
from bulou.law.docket import docket
from bulou.law.open_points import READINGS

# What lets a conduct pass; drawn more often than the rest, for where something is forbidden nothing else shows.
HARMLESS = {
    "remediation_provided": True,
    "reasonable_release": True,
    "operator_in_use_detail": False,
    "exaggerates": False,
    "hype_or_extortion": False,
    "truthful_and_necessary": True,
    "tool_exclusively_for_attack": False,
    "remedy_or_precaution_included": True,
    "recipient_overseas": False,
    "flaw_exists": False,
    "six_months_elapsed": True,
    "legal_hold": False,
    "unlawful_means_suspected": False,
    "collected_unlawfully": False,
    "system_owner_authorised": True,
    "third_party_sharing_lawful": True,
    "sale_unlawful": False,
    "knows_of_abuse": False,
    "platform_listed": True,
    "bound_from_abroad": False,
}

AT = datetime(2026, 11, 22, 1, tzinfo=UTC)
MOST_OPEN = 5


def facts(**values):
    return {name: Fact(value) for name, value in values.items()}


def reads(conduct, readings):
    """The facts on which the answer to the conduct may hang."""
    chosen = tuple(sorted(readings.items()))
    return docket("rmsv", conduct, AT.astimezone(CN).date(), None, chosen, ()).names


def is_judgement(name):
    return VOCABULARY[name].kind is FactKind.JUDGEMENT


def completions(known, names):
    """Every way to fill those of `names` that are unknown and that no person has to judge."""
    holes = [name for name in names if name not in known and not is_judgement(name)]
    for values in product(*(VOCABULARY[name].domain for name in holes)):
        yield dict(zip(holes, values, strict=True))


@st.composite
def readings(draw):
    """A few readings other than the defaults."""
    names = draw(st.sets(st.sampled_from(sorted(READINGS)), max_size=2))
    return {name: draw(st.sampled_from(sorted(READINGS[name].options))) for name in sorted(names)}


@st.composite
def questions(draw, most_open=MOST_OPEN):
    """A conduct, readings, and facts of which few that matter are unknown."""
    conduct, chosen = (
        draw(st.sampled_from([*Conduct, *sorted(PUBLICATIONS), *sorted(PUBLICATIONS)])),
        draw(readings()),
    )
    names = reads(conduct, chosen)
    unknown = draw(st.sets(st.sampled_from(names), max_size=most_open)) if names else set()
    known = {name: draw(values(name)) for name in names if name not in unknown}
    return conduct, known, chosen


def values(name):
    """A value of the fact, mostly a harmless one."""
    harmless = [HARMLESS[name]] * 4 if name in HARMLESS else []
    return st.sampled_from([*harmless, *VOCABULARY[name].domain])
