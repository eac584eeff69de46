import json
import subprocess
import sys
from dataclasses import replace

from hypothesis import given, settings

from bulou.law import Fact, decide
from bulou.law import replay as play_again
from bulou.law.replay.lock import locked, norm_hash, released
from bulou.law.rmsv.v2021.instrument import PROVISIONS
from bulou.law.stamp import canonical
from tests.law.strategies import AT, facts, questions


@settings(max_examples=100, deadline=None)
@given(questions(most_open=9))
def test_what_was_decided_is_decided_again_byte_for_byte(question):
    conduct, known, readings = question
    verdict = decide(conduct, facts(**known), at=AT, readings=readings, owed=["RMSV-7-2"])
    stored = canonical(verdict.to_json())

    again = play_again(json.loads(stored))

    assert again.faithful
    assert canonical(again.verdict.to_json()) == stored


def test_a_stored_decision_that_was_tampered_with_differs():
    stored = decide(
        "publish", {"actor_role": Fact("finder"), "exaggerates": Fact(True, source="draft")}, at=AT
    ).to_json()

    assert play_again({**stored, "outcome": "permitted"}).differs == ("outcome",)
    emptied = play_again({**stored, "facts": {}})
    assert not emptied.faithful
    assert {"outcome", "asks", "findings", "stamp", "trace"} <= set(emptied.differs)


def test_the_stamp_tells_what_the_decision_was_made_under():
    stamp = decide("publish", facts(exaggerates=True), at=AT).stamp

    assert (stamp.law_at.isoformat(), stamp.encoded_as_of.isoformat()) == ("2026-11-22", "2026-11-23")
    assert set(stamp.to_json()) == {
        "law_at",
        "encoded_as_of",
        "pack",
        "vocabulary",
        "calendar",
        "readings",
        "facts",
    }
    others = {
        "facts": decide("publish", facts(exaggerates=False), at=AT).stamp,
        "readings": decide(
            "publish", facts(exaggerates=True), at=AT, readings={"objection_bars": "no"}
        ).stamp,
    }
    for name, other in others.items():
        assert replace(other, **{name: getattr(stamp, name)}) == stamp != other
    strict = decide("publish", facts(exaggerates=True), at=AT, readings={"objection_bars": "yes"}).stamp
    assert strict == stamp


def test_no_released_norm_was_edited_and_every_one_is_locked():
    """If this fails for an id that is locked: add a second function with a later release instead of editing the first."""
    assert released() == locked()


def test_a_hash_sees_the_words_and_what_they_are_bound_to():
    norm = next(norm for norm in PROVISIONS.norms if norm.id == "RMSV-9-2")

    assert norm_hash(replace(norm, conducts=frozenset())) != norm_hash(norm)
    assert norm_hash(replace(norm, function=PROVISIONS.norms[0].function)) != norm_hash(norm)


def test_the_lock_is_written_by_command():
    done = subprocess.run([sys.executable, "-m", "bulou.law.replay"], capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (1, "usage: python -m bulou.law.replay --write\n")
