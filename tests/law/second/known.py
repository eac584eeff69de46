"""Where the two encodings are known to differ: each with its ground in the catalogue. See DISAGREEMENTS.md.

A line that covers no difference any more makes a test fail: then it goes.
"""

from dataclasses import dataclass
from functools import cache

from tests.law.second.notation import Condition, read
from tests.law.second.tables import lines, terms

# name | norm to look at | conducts | what the program answers | what the second encoding does | where
CONDUCTS = """
authority-publishes  | RMSV-9-0 … 9-6  | publish publish_exploit present | STRICT | allowed | actor_role=authority
authority-supplies   | RMSV-9-4        | supply_exploit | forbidden | allowed | actor_role=authority & tool_exclusively_for_attack
authority-provides   | RMSV-9-4        | share notify_upstream notify_users sell | forbidden | allowed | actor_role=authority & tool_for_attack
unlawfully-come-by   | RMSV-4-2        | publish publish_exploit present | MILD | forbidden | unlawful_means_suspected & collected_unlawfully
"""
WORDS = {"STRICT": "forbidden needs_approval needs_step", "MILD": "allowed needs_approval needs_step"}

# name | norm | duty | where
DUTIES = """
before-any-report | RMSV-5-1 | 5-1 | !@report_received
before-any-knowledge | RMSV-11 | 11 | !@report_received & !@triaged & !@flaw_confirmed
"""


@dataclass(frozen=True)
class Known:
    """A difference that is known, in a conduct or a duty, and where it shows."""

    name: str
    norm: str
    subjects: tuple[str, ...]
    where: Condition
    program: frozenset[str] = frozenset()
    second: frozenset[str] = frozenset()


@cache
def in_conducts() -> tuple[Known, ...]:
    """The known differences in the answer to a conduct."""
    return tuple(
        Known(name, norm, tuple(of.split()), read(where, terms()), _words(ours), _words(theirs))
        for name, norm, of, ours, theirs, where in lines(CONDUCTS)
    )


def _words(cell: str) -> frozenset[str]:
    return frozenset(WORDS.get(cell, cell).split())


@cache
def in_duties() -> tuple[Known, ...]:
    """The known differences in whether a duty arises."""
    return tuple(
        Known(name, norm, tuple(of.split()), read(where, terms())) for name, norm, of, where in lines(DUTIES)
    )
