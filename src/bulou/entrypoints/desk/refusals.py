"""A refusal as a page: what did not happen, under which article, and every way it could become lawful."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from bulou import law
from bulou.acts import ACTS, Outcome
from bulou.acts.act import Act
from bulou.entrypoints.desk.around import inside
from bulou.entrypoints.desk.case import the_page
from bulou.entrypoints.desk.clocks import duty_faces
from bulou.entrypoints.desk.panel import named, told
from bulou.entrypoints.desk.remedies import remedies
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.timeline import who
from bulou.entrypoints.desk.waiting import waiting
from bulou.law import READINGS, VOCABULARY, Fact, Verdict
from bulou.records.pages import CasePage, TimelineRow

NOT_DONE: dict[str, Any] = {
    "publish_advisory": _("The advisory was not published"),
    "revise_advisory": _("The revision was not published"),
    "correct_advisory": _("The correction was not published"),
    "share_detail": _("Nothing was shared"),
    "notify_upstream": _("The upstream vendor was not notified"),
    "notify_authority": _("The packet was not sent"),
    "submit_to_platform": _("The submission was not recorded"),
    "notify_users": _("The users were not told"),
    "decline_report": _("The report was not declined"),
    "purge_log": _("The reception log was not purged"),
    "validate_report": _("The verification was not recorded"),
}
SOURCES: dict[str, Any] = {
    "case record: no such entry": _("case record: no such entry"),
    "role in this case": _("role in this case"),
    "reception log": _("reception log"),
    "custody": _("custody"),
    "calendar of major events": _("calendar of major events: no entry"),
    "draft": _("answered in the draft"),
    "draft: remediations": _("read from the draft"),
}


@dataclass(frozen=True, slots=True)
class Relied:
    """One fact an answer rests on, as components/refusal_facts.html wants it."""

    label: Any
    name: str
    value: Any
    source: Any


@dataclass(frozen=True, slots=True)
class Chosen:
    """A reading an answer hangs on, with the value relied on."""

    question: Any
    value: Any


def refused(
    request: HttpRequest,
    seat: Seat,
    page: CasePage,
    outcome: Outcome,
    about: UUID | None = None,
    *,
    saved: Outcome | None = None,
) -> HttpResponse:
    """The page after an act that was stopped just now; `saved` is the saving of a draft that came before it."""
    assert outcome.refusal is not None
    sealed = (
        {"index": outcome.entry.index, "hash": outcome.entry.hash, "by": seat.actor.name}
        if outcome.entry
        else None
    )
    context = _context(
        seat,
        page,
        ACTS[outcome.act],
        outcome.verdict,
        page.known.facts,
        outcome.entry.at if outcome.entry else seat.at,
    )
    context |= {
        "remedies": remedies(outcome.cures, page, about, act=outcome.act),
        "refusal": outcome.refusal,
        "sealed": sealed,
        "saved": saved.entry.index if saved and saved.entry else None,
        "waiting": waiting(outcome.refusal.turn, page, about) if outcome.refusal.turn else None,
    }
    if outcome.refusal.turn is not None:  # the law has not stopped it: what it says would mislead here
        context |= {"verdict": None, "reasons": (), "facts": [], "readings": []}
    if (
        outcome.refusal.citation is not None
    ):  # a measure of the organisation: the law's own answer would mislead
        context |= {"verdict": None, "reasons": (), "facts": [], "readings": []}
    return render(request, "desk/refusal.html", context, status=409)


@require_safe
@seated
def sealed(request: HttpRequest, seat: Seat, number: str, index: int) -> HttpResponse:
    """A refusal that was sealed earlier, explained again from the facts that were sealed with it."""
    page = the_page(seat, number, before=index + 1)
    row = page.timeline[0] if page.timeline else None
    if (
        not page.opened
        or row is None
        or row.index != index
        or not row.refused
        or "decision" not in row.fields
    ):
        raise Http404
    facts, decision = _facts(row, page), row.fields["decision"]
    # Under the readings and the live duties of that moment, whatever has become of them since.
    relied = {"readings": decision.get("readings", {}), "owed": tuple(decision.get("owed", ()))}
    try:
        verdict = law.decide(decision["conduct"], facts, at=row.at, **relied)
        cures = law.cures(decision["conduct"], facts, at=row.at, **relied)
    except (law.BadFact, law.UnknownFact, KeyError):
        verdict, cures = None, ()
    context = _context(seat, page, ACTS[row.act], verdict, facts, row.at)
    context |= {
        "remedies": remedies(cures, page, act=row.act),
        "sealed": {"index": row.index, "hash": row.hash, "by": who(row, page)},
        "again": True,
        "differs": verdict is not None and row.verdict not in (None, str(verdict.outcome)),
    }
    return render(request, "desk/refusal.html", context)


def _facts(row: TimelineRow, page: CasePage) -> dict[str, Fact]:
    """The facts as they were sealed; where the case still says the same, with its source."""
    known = page.known.facts
    found = {}
    for name, value in row.fields["decision"]["facts"].items():
        now = known.get(name)
        found[name] = now if now is not None and now.value == value else Fact(value)
    return found


def _context(
    seat: Seat, page: CasePage, act: type[Act], verdict: Verdict | None, known: Any, at: datetime
) -> dict[str, Any]:
    facts = {**known, **(verdict.facts if verdict is not None else {})}
    return furniture(
        seat,
        page=page,
        act=named(act),
        title=NOT_DONE.get(act.name) or format_lazy(_("Not done: {act}"), act=act.title),
        verdict=verdict,
        reasons=told(verdict),
        facts=relied_on(verdict, facts),
        readings=hangs_on(verdict),
        owed=[(duty, face) for duty, face in duty_faces(page, seat.at) if duty.live and not duty.maintenance],
        at=at,
        inside=inside(page),
        stamp=verdict.stamp if verdict is not None else None,
    )


def relied_on(verdict: Verdict | None, facts: Any) -> list[Relied]:
    """The facts that the findings name, each once, in their order, with value and source."""
    if verdict is None:
        return []
    names = dict.fromkeys(name for finding in verdict.findings for name in finding.facts)
    return [_relied(name, facts.get(name)) for name in names if name in VOCABULARY]


def _relied(name: str, fact: Fact | None) -> Relied:
    spec = VOCABULARY[name]
    if fact is None or fact.value is None:
        return Relied(spec.label, name, _("not known"), "–")
    value: Any = spec.values.get(fact.value, fact.value)
    return Relied(spec.label, name, value, SOURCES.get(fact.source, fact.source or "–"))


def hangs_on(verdict: Verdict | None) -> list[Chosen]:
    """The readings of the law that bear on the findings, with the value relied on."""
    if verdict is None:
        return []
    norms = {finding.norm_id for finding in verdict.findings}
    for step in verdict.trace:
        if step.norm_id in norms:
            norms = norms | {name for name, _holds in step.exceptions}
    found = []
    for reading in READINGS.values():
        if any(_bears(place, norms) for place in reading.bears_on):
            chosen = verdict.readings.get(reading.name, reading.default)
            found.append(Chosen(reading.question, reading.options[chosen]))
    return found


def _bears(place: str, norms: set[str]) -> bool:
    if place == "RMSV-9-own":
        return any(norm.startswith("RMSV-9-") for norm in norms)
    return any(place == norm or place.startswith(f"{norm}-") for norm in norms)
