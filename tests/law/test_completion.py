"""What unknown facts may and may not do to an answer, for every conduct and reading."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bulou.law import VOCABULARY, Fact, Outcome, cures, decide
from bulou.law.outcomes import LADDER
from tests.law.strategies import AT, completions, facts, is_judgement, questions, reads

OFFICIAL_YES = {"mps_consent": True, "authorities_assessment": "done_no_objection"}
STRICTNESS = {outcome: rank for rank, outcome in enumerate(LADDER)}


@settings(max_examples=150, deadline=None)
@given(questions())
def test_an_answer_with_unknown_facts_is_exactly_what_all_ways_to_complete_them_leave(question):
    conduct, known, readings = question
    verdict = decide(conduct, facts(**known), at=AT, readings=readings)

    outcomes = {
        decide(conduct, facts(**known, **more), at=AT, readings=readings).outcome
        for more in completions(known, reads(conduct, readings))
    }

    ends = sorted(outcomes, key=STRICTNESS.__getitem__)
    expected = ends[0] if len(ends) == 1 else Outcome.NEEDS_FACTS
    assert (verdict.outcome, verdict.at_best, verdict.at_worst) == (expected, ends[0], ends[-1])


@settings(max_examples=100, deadline=None)
@given(questions())
def test_exactly_those_facts_are_asked_that_can_still_change_the_answer(question):
    conduct, known, readings = question
    names = reads(conduct, readings)
    outcomes = {
        frozenset(more.items()): decide(conduct, facts(**known, **more), at=AT, readings=readings).outcome
        for more in completions(known, names)
    }

    def turns(name):
        return any(
            outcome is not outcomes[frozenset({*others, (name, value)})]
            for more, outcome in outcomes.items()
            for others in [{each for each in more if each[0] != name}]
            for value in VOCABULARY[name].domain
        )

    holes = {name for name in names if name not in known and not is_judgement(name)}
    asked = decide(conduct, facts(**known), at=AT, readings=readings).asks
    assert sorted(asked) == sorted(name for name in holes if turns(name))


@settings(max_examples=150, deadline=None)
@given(questions(most_open=9), st.data())
def test_learning_a_fact_never_reverses_a_decided_answer(question, data):
    conduct, known, readings = question
    before = decide(conduct, facts(**known), at=AT, readings=readings)
    ordinary = [name for name in VOCABULARY if name not in known and not is_judgement(name)]
    name = data.draw(st.sampled_from(ordinary))

    after = decide(
        conduct,
        facts(**known, **{name: data.draw(st.sampled_from(VOCABULARY[name].domain))}),
        at=AT,
        readings=readings,
    )

    assert STRICTNESS[before.at_best] <= STRICTNESS[after.at_best]
    assert STRICTNESS[after.at_worst] <= STRICTNESS[before.at_worst]
    if before.outcome is not Outcome.NEEDS_FACTS:
        assert after.outcome is before.outcome


@settings(max_examples=100, deadline=None)
@given(questions())
def test_a_consent_never_makes_things_worse(question):
    conduct, known, readings = question
    before = decide(conduct, facts(**known), at=AT, readings=readings)

    after = decide(conduct, facts(**{**known, **OFFICIAL_YES}), at=AT, readings=readings)

    assert STRICTNESS[after.at_worst] <= STRICTNESS[before.at_worst]


@settings(max_examples=100, deadline=None)
@given(questions(most_open=9))
def test_a_judgement_that_is_open_is_put_to_a_person_and_never_asked_as_a_fact(question):
    conduct, known, readings = question

    verdict = decide(conduct, facts(**known), at=AT, readings=readings)

    assert not any(is_judgement(name) for name in verdict.asks)
    if verdict.outcome is Outcome.NEEDS_JUDGEMENT:
        judged = {name for effect in verdict.needs for name in effect.need.split()}
        assert judged
        assert all(is_judgement(name) and name not in known for name in judged)


@settings(max_examples=80, deadline=None)
@given(questions(most_open=9))
def test_every_cure_cures_and_needs_each_of_its_changes(question):
    conduct, known, readings = question

    for cure in cures(conduct, facts(**known), at=AT, readings=readings):
        assert (
            decide(conduct, facts(**{**known, **cure.changes}), at=AT, readings=readings).outcome
            is cure.outcome
        )
        assert cure.outcome.passes
        for name in cure.changes:
            fewer = {**known, **{other: cure.changes[other] for other in cure.changes if other != name}}
            assert not decide(conduct, facts(**fewer), at=AT, readings=readings)
            assert known.get(name) is None or VOCABULARY[name].actionable


@settings(deadline=None)
@given(st.sampled_from(sorted(VOCABULARY)))
def test_a_fact_that_is_unknown_is_as_good_as_absent(name):
    for conduct in ("publish", "share", "decline", "purge_log"):
        absent = decide(conduct, {}, at=AT)
        assert decide(conduct, {name: Fact(None)}, at=AT).to_json() == absent.to_json()
