"""Where the duties of two laws run into each other on a case: both articles, both clocks, the options. Nothing is chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from bulou.entrypoints.clockface import ClockFace, clock_face
from bulou.law import DutyState, Finding, Text
from bulou.law.clash import Clash, clashes
from bulou.law.clash_form import advice
from bulou.law.conflict import Conflict
from bulou.law.regimes import REGIMES
from bulou.records.pages import CasePage

HOME = "rmsv"


@dataclass(slots=True)
class Card:
    """Duties of one regime that another stops for the same reason, with the clocks of both and the `known` conflicts that it
    is a case of, each with its options. `question` is where a legal question about it is opened.
    """

    regime: Any
    other: Any
    certain: bool
    demanded: list[tuple[DutyState, ClockFace]]
    stopped_by: list[Finding]
    beside: list[tuple[DutyState, ClockFace]]
    known: tuple[Conflict, ...]
    advice: Text
    question: str


def cards(page: CasePage, at: datetime) -> list[Card]:
    """The conflicts of a case, the certain and most urgent first; no query."""
    found = clashes(
        page.known.facts, page.known.events, at=at, regimes=tuple(REGIMES), readings=page.known.readings
    )
    made: dict[Any, Card] = {}
    for clash in found:
        key = (
            clash.trial.regime,
            clash.trial.other,
            clash.certain,
            tuple(each.id for each in clash.conflicts),
        )
        if key in made:
            made[key].demanded.append((clash.duty, clock_face(clash.duty, at=at)))
        else:
            made[key] = _card(clash, page, at)
    return list(made.values())


def _card(clash: Clash, page: CasePage, at: datetime) -> Card:
    trial = clash.trial
    second = clash.hurdles[0].norm_id if clash.hurdles else trial.breaks[0].duty_id if trial.breaks else ""
    query = f"?first={clash.duty.duty_id}&second={second}"
    return Card(
        regime=REGIMES[trial.regime].title,
        other=REGIMES[trial.other].title,
        certain=clash.certain,
        demanded=[(clash.duty, clock_face(clash.duty, at=at))],
        stopped_by=_each_once(clash.hurdles),
        beside=[(duty, clock_face(duty, at=at)) for duty in _running(clash, page)],
        known=clash.conflicts,
        advice=advice(clash),
        question=reverse("desk:act", args=[page.case.number, "open_legal_question"]) + query,
    )


def _running(clash: Clash, page: CasePage) -> list[DutyState]:
    """The other side's clocks: its duties that the same act performs, what it keeps, else its dated live duties here."""
    beside = [*clash.trial.beside, *clash.trial.breaks]
    if beside or clash.trial.other != HOME:
        return beside
    return [duty for duty in page.duties if duty.live and duty.due_at is not None]


def _each_once(findings: Iterable[Finding]) -> list[Finding]:
    return list({finding.norm_id: finding for finding in findings}.values())
