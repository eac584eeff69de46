"""Decisions stored earlier are decided again as they were, byte for byte, whatever the encoding has learned since."""

import json

from bulou.law import Outcome, replay
from bulou.law.regimes import REGIMES
from bulou.law.stamp import canonical
from tests.law.corpus import stored

LINES = stored()


def test_every_stored_decision_is_made_again_as_it_was() -> None:
    differing = {}
    for number, line in enumerate(LINES, start=1):
        again = replay(json.loads(line))
        if not again.faithful or canonical(again.verdict.to_json()).decode() != line:
            differing[number] = again.differs
    assert differing == {}


def test_the_corpus_holds_every_regime_and_every_kind_of_answer_it_can_show() -> None:
    found = [json.loads(line) for line in LINES]
    assert {each["regime"] for each in found} == set(REGIMES)
    assert {each["outcome"] for each in found} >= {
        str(outcome) for outcome in Outcome if outcome not in (Outcome.OWED, Outcome.NEEDS_STEP)
    }
    assert any(each["trace"] for each in found)
    assert any(each["readings"] for each in found)
