"""The lawyers' scenarios that stand beside every edition of every regime (`scenarios*.yaml`), one test each."""

from datetime import datetime

import pytest
import yaml

from bulou import law
from bulou.law.regimes import REGIMES, editions
from bulou.law.register import sentences
from bulou.law.sentence import Modality, Standing


def _read(file):
    return yaml.safe_load(file.read_text(encoding="utf-8"))


FILES = {
    f"{folder.parent.name}/{folder.name}/{file.name}": (regime, _read(file))
    for regime in REGIMES
    for folder in editions(regime)
    for file in sorted(folder.glob("scenarios*.yaml"))
}
VERDICTS = [each for regime, read in FILES.values() if regime == "rmsv" for each in read.get("verdicts", ())]
USUAL_MOMENT = "2026-11-22T10:00:00+08:00"
VERDICT_KEYS = {
    "name",
    "sentences",
    "row",
    "given",
    "act",
    "facts",
    "readings",
    "at",
    "owed",
    "answer",
    "under",
    "asks",
    "needs",
}
DUTY_KEYS = {"name", "sentences", "row", "given", "facts", "readings", "events", "at", "expect"}


def _named(part):
    """Every scenario of that part of all files, with the regime that it asks and the file that it stands in."""
    return [
        pytest.param(regime, read, each, id=f"{file}-{'+'.join(each['sentences'])}-{n}")
        for file, (regime, read) in FILES.items()
        for n, each in enumerate(read.get(part, ()), 1)
    ]


def _facts(read, scenario):
    return law.parse_facts(read["circumstances"][scenario["given"]] | scenario.get("facts", {}))


def _at(scenario):
    return datetime.fromisoformat(str(scenario.get("at", USUAL_MOMENT)))


@pytest.mark.parametrize(("regime", "read", "scenario"), _named("verdicts"))
def test_verdict(regime, read, scenario):
    verdict = law.decide(
        scenario["act"],
        _facts(read, scenario),
        at=_at(scenario),
        readings=scenario.get("readings", law.STRICT),
        owed=scenario.get("owed", ()),
        regime=regime,
    )

    under = tuple(each.norm_id for each in verdict.findings if each.outcome is verdict.outcome)
    answered = {
        "answer": verdict.outcome,
        "under": sorted(under),
        "asks": sorted(verdict.asks),
        "needs": sorted({name for effect in verdict.needs for name in effect.need.split()}),
    }
    assert answered == {
        "answer": scenario["answer"],
        "under": sorted(scenario.get("under", [])),
        "asks": sorted(scenario.get("asks", [])),
        "needs": sorted(scenario.get("needs", [])),
    }, scenario["name"]


@pytest.mark.parametrize(("regime", "read", "scenario"), _named("duties"))
def test_duties(regime, read, scenario):
    events = {name: datetime.fromisoformat(str(moment)) for name, moment in scenario["events"].items()}

    states = law.duties(
        _facts(read, scenario),
        events,
        at=_at(scenario),
        readings=scenario.get("readings", law.STRICT),
        regime=regime,
    )

    found = {state.duty_id: state for state in states}
    for duty_id, expected in scenario["expect"].items():
        assert _told(found[duty_id], expected) == expected, (scenario["name"], duty_id)


def _told(state, expected):
    """What the scenario speaks of, as the duty stands; moments in the offset of the scenario."""
    told = {
        "standing": str(state.standing),
        "due": state.due_at and _beijing(state.due_at),
        "done": state.done_at and _beijing(state.done_at),
        "readings": {each.name: _beijing(each.due_at) for each in state.readings},
        "provisional": [each.name for each in state.readings if each.provisional],
        "conduct": state.conduct and str(state.conduct),
        "hinges_on": sorted(state.hinges_on),
    }
    return {key: told[key] for key in expected}


def _beijing(moment):
    return moment.astimezone(datetime.fromisoformat(USUAL_MOMENT).tzinfo).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize("file", FILES)
def test_every_scenario_says_only_what_is_checked(file):
    read = FILES[file][1]
    everything = [(each, VERDICT_KEYS) for each in read.get("verdicts", ())] + [
        (each, DUTY_KEYS) for each in read.get("duties", ())
    ]

    strays = {each["name"]: set(each) - keys for each, keys in everything if set(each) - keys}

    assert strays == {}
    assert set(read) <= {"circumstances", "verdicts", "duties"}
    assert len({each["name"] for each, _ in everything}) == len(everything)


@pytest.mark.parametrize("regime", REGIMES)
def test_every_encoded_sentence_has_a_scenario(regime):
    files = [read for name, read in FILES.values() if name == regime]
    shown = {
        id
        for read in files
        for each in [*read.get("verdicts", ()), *read.get("duties", ())]
        for id in each["sentences"]
    }
    registered = {sentence.id: sentence for sentence in sentences(regime)}

    without = {id for id, each in registered.items() if each.norms and id not in shown}

    assert without == set()
    assert shown <= set(registered)


def test_every_conduct_left_open_by_an_unencoded_sentence_has_a_scenario():
    left_open = {
        (sentence.id, conduct)
        for sentence in sentences()
        if sentence.standing is Standing.NOT_YET
        for conduct in sentence.governs
    }

    shown = {
        (id, each["act"]) for each in VERDICTS for id in each["sentences"] if each["answer"] == "not_modelled"
    }

    assert left_open <= shown


def test_every_prohibition_of_article_9_has_one_that_stops_and_one_that_passes():
    prohibited = [
        each for each in sentences() if each.id.startswith("R9.") and each.modality is Modality.PROHIBITION
    ]
    stops, passes = set(), set()
    for each in VERDICTS:
        (passes if each["answer"] in ("not_prohibited", "permitted", "owed") else stops).update(
            each["sentences"]
        )

    assert {each.id for each in prohibited} <= stops
    assert {each.id for each in prohibited} <= passes
