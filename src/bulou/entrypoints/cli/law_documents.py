"""The JSON documents of `bulou law`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bulou.law import READINGS, VOCABULARY, Conduct, Cure, DutyState, FactSpec, Verdict
from bulou.law.clash_form import duty, known, words
from bulou.law.clocks import CN
from bulou.law.events import EVENTS
from bulou.law.norms import Norm
from bulou.law.open_points import ARRANGEMENTS, Arrangement
from bulou.law.register import norms, passages, sentence_of
from bulou.law.sentence import Sentence

# Named and argued, but nothing computes them yet: with these values the answer is that of the default.
NOT_YET: frozenset[tuple[str, str]] = frozenset()


def verdict(found: Verdict, cures: Sequence[Cure]) -> dict[str, Any]:
    """The verdict as the law writes it, with its questions, cures, and the text of the sentences it rests on."""
    ids = dict.fromkeys(finding.norm_id for finding in found.findings)
    resting = dict.fromkeys(each for id in ids if (each := sentence_of(id, found.regime)))
    return {
        **found.to_json(),
        "passes": bool(found),
        "readings_not_yet_computed": not_yet(found.readings),
        "questions": [fact(VOCABULARY[name]) for name in asked(found)],
        "cures": [_cure(each) for each in cures],
        "sentences": [sentence(each, found.regime) for each in resting],
        "signed": False,
    }


def not_yet(readings: Mapping[str, str]) -> list[str]:
    """The names of the readings chosen that nothing computes yet."""
    return [name for name, value in readings.items() if (name, value) in NOT_YET]


def asked(found: Verdict) -> tuple[str, ...]:
    """Every fact that is asked for: those that can change the answer, then those that a person must judge.

    A prohibition asks nothing: no answer to an open question lifts it.
    """
    if found.outcome == "forbidden":
        return ()
    judged = (
        name for effect in found.needs for name in effect.need.split() if effect.outcome == "needs_judgement"
    )
    return tuple(dict.fromkeys((*found.asks, *judged)))


def _cure(cure: Cure) -> dict[str, Any]:
    return {
        "kind": cure.kind,
        "changes": dict(cure.changes),
        "until": cure.until and instant(cure.until),
        "outcome": str(cure.outcome),
        "zh": cure.zh,
        "en": cure.en,
    }


def duties(
    states: Sequence[DutyState], regime: str, at: datetime, readings: Mapping[str, str]
) -> dict[str, Any]:
    """Every duty in the order of the text; its readings strictest first."""
    return {
        "regime": regime,
        "at": instant(at),
        "readings": dict(readings),
        "readings_not_yet_computed": not_yet(readings),
        "duties": [_duty(state) | known(state.duty_id, regime) for state in states],
        "signed": False,
    }


def _duty(state: DutyState) -> dict[str, Any]:
    return duty(state) | {"live": state.live, "done_at": state.done_at and instant(state.done_at)}


def sentence(found: Sentence, regime: str) -> dict[str, Any]:
    """A sentence of the register with its text and its norms."""
    zh, en = passages("zh", regime)[found.id], passages("en", regime)[found.id]
    return {
        "sentence": found.id,
        "place": {"zh": zh.place, "en": en.place},
        "quotation": zh.quotation,
        "sha256": zh.sha256,
        "gloss": {"zh": zh.gloss, "en": en.gloss},
        "remark": {"zh": zh.remark, "en": en.remark},
        "source": {"zh": zh.source, "en": en.source},
        "signed_by": zh.signed_by or None,
        "modality": str(found.modality),
        "bearers": list(found.bearers),
        "standing": str(found.standing),
        "status": str(found.status),
        "verified": found.status.verified,
        "governs": list(found.governs),
        "roles": list(found.roles),
        "norms": [_norm(norm) for norm in norms(regime) if norm.id in found.norms],
    }


def _norm(norm: Norm) -> dict[str, Any]:
    return {
        "norm": norm.id,
        "kind": str(norm.kind),
        "citation": words(norm.citation),
        "text": words(norm.text),
        "conducts": [str(conduct) for conduct in Conduct if conduct in norm.conducts],
        "reads": list(norm.reads),
        "readings": list(norm.readings),
        "lifts": list(norm.lifts),
        "defines": norm.defines or None,
        "in_force": norm.in_force.isoformat(),
        "until": norm.until and norm.until.isoformat(),
        "released": norm.released.isoformat(),
        "signed_by": norm.signed_by,
        "function": f"{norm.function.__module__}.{norm.function.__name__}",
    }


def names() -> dict[str, Any]:
    """Everything that may be named: conducts, facts, events, readings."""
    return {
        "conducts": [{"name": str(conduct), **words(conduct.label)} for conduct in Conduct],
        "facts": [fact(spec) for spec in VOCABULARY.values()],
        "events": [{"name": name, **words(text)} for name, text in EVENTS.items()],
        "readings": [
            {
                "name": reading.name,
                "question": words(reading.question),
                "default": reading.default,
                "options": {value: words(text) for value, text in reading.options.items()},
                "not_yet_computed": [value for value in reading.options if (reading.name, value) in NOT_YET],
                "open_point": reading.point,
                "paraphrase": list(reading.paraphrase),
                "argument": words(reading.argument),
                "source": words(reading.source),
                "bears_on": list(reading.bears_on),
            }
            for reading in READINGS.values()
        ],
        "arrangements": [_arrangement(each) for each in ARRANGEMENTS],
    }


def _arrangement(point: Arrangement) -> dict[str, Any]:
    return {
        "name": point.name,
        "question": words(point.question),
        "default": words(point.default),
        "alternatives": [words(each) for each in point.alternatives],
        "argument": words(point.argument),
        "source": words(point.source),
        "lives_in": words(point.lives_in),
        "open_point": point.point,
    }


def fact(spec: FactSpec) -> dict[str, Any]:
    """A fact of the vocabulary."""
    return {
        "name": spec.name,
        "type": spec.type,
        "domain": list(spec.domain),
        "kind": str(spec.kind),
        "label": words(spec.label),
        "question": words(spec.question),
        "suppliers": list(spec.suppliers),
        "actionable": spec.actionable,
    }


def instant(at: datetime) -> str:
    """RFC 3339 in Beijing time, in which days and limits are counted."""
    return at.astimezone(CN).isoformat(timespec="seconds" if not at.microsecond else "microseconds")
