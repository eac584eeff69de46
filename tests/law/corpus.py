"""Decisions as they were once made and stored: `python -m tests.law.corpus` draws them and adds those that are not there yet.

A line that is there is never taken out or changed: whatever becomes of the encoding, it must be decided again as it was.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bulou.law import READINGS, VOCABULARY, Conduct, Fact, Verdict, decide
from bulou.law.clocks import CN
from bulou.law.docket import docket
from bulou.law.regimes import REGIMES
from bulou.law.stamp import canonical

STORED = Path(__file__).with_name("decisions.jsonl")
FIRST = datetime(2021, 8, 30, 12, tzinfo=CN)
LAST = datetime(2026, 11, 22, 12, tzinfo=CN)
EACH = 6  # for every conduct of every regime


def stored() -> list[str]:
    """The lines, each the canonical JSON of a verdict."""
    return STORED.read_text(encoding="utf-8").splitlines() if STORED.exists() else []


def drawn(seed: int) -> Iterator[Verdict]:
    """Decisions on every conduct that a regime speaks of, on days and facts drawn evenly, some of them unknown."""
    draw = Random(seed)
    for regime, known in sorted(REGIMES.items()):
        norms = [norm for instrument in known.instruments for norm in instrument.norms]
        for conduct in sorted({conduct for norm in norms for conduct in norm.conducts}):
            for _turn in range(EACH):
                yield _one(draw, regime, conduct)


def _one(draw: Random, regime: str, conduct: Conduct) -> Verdict:
    at = FIRST + timedelta(minutes=draw.randrange(int((LAST - FIRST).total_seconds() // 60)))
    name = draw.choice(sorted(READINGS))
    readings = {name: draw.choice(sorted(READINGS[name].options))} if draw.random() < 0.5 else {}
    names = docket(regime, conduct, at.date(), None, tuple(readings.items()), ()).names
    facts = {
        name: Fact(draw.choice(VOCABULARY[name].domain), VOCABULARY[name].kind, "corpus")
        for name in names
        if draw.random() < 0.85
    }
    return decide(conduct, facts, at=at, readings=readings, regime=regime, trace=draw.random() < 0.25)


def _add(seed: int) -> int:
    held = stored()
    known = set(held)
    fresh = [line for verdict in drawn(seed) if (line := canonical(verdict.to_json()).decode()) not in known]
    STORED.write_text("".join(f"{line}\n" for line in [*held, *fresh]), encoding="utf-8")
    return len(fresh)


if __name__ == "__main__":
    print(f"{_add(len(stored()))} added to {STORED.name}")
