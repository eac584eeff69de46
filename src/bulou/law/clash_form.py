"""A clash as plain values, for pages and programs."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from bulou.law.clocks import CN
from bulou.law.duty import DutyStanding, DutyState
from bulou.law.register import sentence_of
from bulou.law.text import Text
from bulou.law.trials import Trial
from bulou.law.vocabulary import VOCABULARY

if TYPE_CHECKING:
    from bulou.law.clash import Clash


class Spoken(Protocol):
    """Whatever speaks both languages."""

    @property
    def zh(self) -> str: ...

    @property
    def en(self) -> str: ...


def written(clash: "Clash") -> dict[str, Any]:
    """The clash: who demands what of whom, who stops it, both clocks, what decides, when advice is due, what the options are."""
    trial = clash.trial
    verdict = trial.verdict
    return {
        "regime": trial.regime,
        "other": trial.other,
        "duty": {**duty(clash.duty), **known(clash.duty.duty_id, trial.regime)},
        "conduct": trial.conduct and str(trial.conduct),
        "certain": clash.certain,
        "outcome": clash.outcome and str(clash.outcome),
        "at_best": None if verdict is None else str(verdict.at_best),
        "at_worst": None if verdict is None else str(verdict.at_worst),
        "asks": [] if verdict is None else list(verdict.asks),
        "unmodelled": [] if verdict is None else list(verdict.unmodelled),
        "hurdles": [{**each.to_json(), **known(each.norm_id, trial.other)} for each in clash.hurdles],
        "beside": [duty(each) for each in trial.beside],
        "breaks": [duty(each) for each in trial.breaks],
        "decided_by": [_fact(trial, name) for name in clash.decided_by],
        "passes_if": [{"fact": name, "value": value} for name, value in clash.passes_if],
        "passes_reading": [{"reading": name, "value": value} for name, value in clash.passes_reading],
        "advice": {"before": clash.advice_before and instant(clash.advice_before), **words(advice(clash))},
        "conflicts": [
            {"id": each.id, **words(each.title), "options": [words(option) for option in each.options]}
            for each in clash.conflicts
        ],
    }


def advice(clash: "Clash") -> Text:
    """When to take advice; the time in Beijing."""
    if clash.duty.standing is DutyStanding.OVERDUE:
        return Text(
            "期限已过，仍应履行；立即征求法律意见。",
            "The limit is past and the duty still owed: take advice at once.",
        )
    if clash.advice_before is None:
        return Text("履行之前征求法律意见。", "Take advice before it is performed.")
    when = f"{clash.advice_before.astimezone(CN):%Y-%m-%d %H:%M}"
    return Text(f"请在北京时间 {when} 之前征求法律意见。", f"Take advice before {when} Beijing time.")


def duty(state: DutyState) -> dict[str, Any]:
    """A duty as it stands, with every reading of its clock, strictest first."""
    return {
        "duty": state.duty_id,
        "title": words(state.title),
        "citation": words(state.citation),
        "conduct": state.conduct and str(state.conduct),
        "addressee": words(state.addressee),
        "state": str(state.state),
        "maintenance": state.maintenance,
        "started_at": state.started_at and instant(state.started_at),
        "due_at": state.due_at and instant(state.due_at),
        "hinges_on": list(state.hinges_on),
        "readings": [
            {
                "name": each.name,
                "due_at": instant(each.due_at),
                "provisional": each.provisional,
                **words(each),
                "ground": words(each.ground),
            }
            for each in state.readings
        ],
    }


def known(norm_id: str, regime: str) -> dict[str, Any]:
    """The sentence that the norm encodes, and how far its words are known; nothing of what is not in the register."""
    sentence = sentence_of(norm_id, regime)
    if sentence is None:
        return {}
    return {
        "sentence": sentence.id, "status": str(sentence.status), "verified": sentence.status.verified,
    }  # fmt: skip


def _fact(trial: Trial, name: str) -> dict[str, Any]:
    known = trial.facts.get(name)
    return {
        "fact": name,
        "value": known and known.value,
        "of_the_performance": name in trial.performed_as,
        **words(VOCABULARY[name].label),
    }


def words(said: Spoken) -> dict[str, str]:
    """Both languages."""
    return {"zh": said.zh, "en": said.en}


def instant(at: datetime) -> str:
    """RFC 3339 in UTC, as a verdict writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
