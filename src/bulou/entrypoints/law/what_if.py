"""The counterfactual panel: change a fact, see the answer change. Nothing is stored and nothing is sealed."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bulou.entrypoints.scenarios.hypothesis import (
    FACT,
    MOST_READINGS,
    Hypothesis,
    changes_of,
    conducts_of,
    of_form,
    sent,
    written,
)
from bulou.entrypoints.scenarios.scenario import Question
from bulou.entrypoints.scenarios.scenario_text import scenario_text
from bulou.entrypoints.scenarios.shipped import shipped
from bulou.law import Conduct, Fact, Outcome
from bulou.law.regimes import REGIMES
from bulou.records import visible

_NUMBER = re.compile(r"[A-Za-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the facts came from: a decision of a case (`number`, `entry`) or a scenario (`name`)."""

    number: str = ""
    entry: int | None = None
    name: str = ""


class NotOpened(Exception):
    """The case exists for this person, but they have not opened it."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def what_if(request: HttpRequest) -> HttpResponse:
    """A conduct and its facts as controls, and what the law answers.

    The form is a plain GET, so that an address can be kept or sent. What started from a case is sent by POST instead, so
    that no fact of a case stands in an address, in a history or in the log of a proxy.
    """
    data = request.POST if request.method == "POST" else request.GET
    if "case" in data and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    try:
        supposed, origin = _started(request, data)
    except NotOpened:
        return redirect("desk:case", number=data["case"])
    if changes := changes_of(data.get("set", "")):
        supposed = supposed.changed(changes)
    return render(request, "law/what_if.html", _shown(supposed, origin, data))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def as_scenario(request: HttpRequest) -> HttpResponse:
    """What is supposed, as a scenario file to keep, to correct and to try again; it names no case."""
    data = request.POST if request.method == "POST" else request.GET
    most = None if request.user.is_authenticated else MOST_READINGS
    text = scenario_text(of_form(data, now=timezone.now(), most_readings=most))
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="scenario.yaml"'
    return response


def _started(request: HttpRequest, data: QueryDict) -> tuple[Hypothesis, Origin]:
    now = timezone.now()
    if request.method != "POST" and "case" in data:
        return _of_decision(request, data, now)
    if "scenario" in data:
        return _of_scenario(str(data["scenario"]))
    number, entry = data.get("case", ""), data.get("entry", "")
    known = _NUMBER.fullmatch(number) and entry.isascii() and entry.isdecimal() and len(entry) < 9
    most = None if request.user.is_authenticated else MOST_READINGS
    return of_form(data, now=now, most_readings=most), Origin(number, int(entry)) if known else Origin()


def _of_decision(request: HttpRequest, data: QueryDict, now: datetime) -> tuple[Hypothesis, Origin]:
    """A decision sealed in a case, for whoever may know the case and has opened it; else there is nothing here."""
    number, entry = str(data["case"]), str(data.get("entry", ""))
    if not (_NUMBER.fullmatch(number) and entry.isascii() and entry.isdecimal() and len(entry) < 9):
        raise Http404
    index = int(entry)
    person_id: Any = request.user.pk
    page = visible.case_page(person_id, number, at=now, before=index + 1)
    if page is None:
        raise Http404
    if not page.opened:
        raise NotOpened
    row = page.timeline[0] if page.timeline and page.timeline[0].index == index else None
    if row is None or "decision" not in row.fields:
        raise Http404
    decision = row.fields["decision"]
    form = QueryDict(mutable=True)
    form.update({"regime": decision.get("regime", "rmsv"), "conduct": decision["conduct"]})
    form.update({f"r.{name}": value for name, value in decision.get("readings", {}).items()})
    form.setlist("owed", decision.get("owed", []))
    asked = of_form(form, now=row.at)
    supposed = asked.changed(decision["facts"])
    return supposed, Origin(number, index)


def _of_scenario(named: str) -> tuple[Hypothesis, Origin]:
    edition, _slash, place = named.rpartition("/")
    regime = next((name for name in REGIMES if shipped(name, edition)), None)
    some = (
        shipped(regime, edition)
        if regime and place.isascii() and place.isdecimal() and len(place) < 6
        else ()
    )
    found = some[int(place)] if some and int(place) < len(some) else None
    if not isinstance(found, Question):
        raise Http404
    supposed = Hypothesis(found.regime, Conduct(found.act), found.at, found.facts, found.readings, found.owed)
    return supposed, Origin(name=found.name)


def _shown(supposed: Hypothesis, origin: Origin, data: QueryDict) -> dict[str, Any]:
    verdict = supposed.verdict
    controls = supposed.controls(verdict)
    was = data.get("was", "")
    return {
        "at": "what-if",
        "supposed": supposed,
        "origin": origin,
        "regimes": [(name, regime.title) for name, regime in REGIMES.items()],
        "conducts": [(str(each), each.label) for each in conducts_of(supposed.regime)],
        "verdict": verdict,
        "was": was if was in list(Outcome) and was != verdict.outcome else "",
        "controls": controls,
        "weighing": sum(control.weighs for control in controls),
        "asks": [control for control in controls if control.name in verdict.asks],
        "hidden": _hidden(supposed, {control.name for control in controls}),
        "cures": [(cure, written(cure.changes)) for cure in supposed.cures],
        "open_points": supposed.open_points(),
        "most_readings": MOST_READINGS,
        "address": "" if origin.number else f"{reverse('law:what-if')}?{supposed.query()}",
    }


def _hidden(supposed: Hypothesis, shown: set[str]) -> list[tuple[str, str]]:
    """What the form carries along though no control shows it: facts on which this conduct does not hang."""
    facts: list[tuple[str, Fact]] = [
        (name, fact) for name, fact in supposed.facts.items() if name not in shown
    ]
    return [(FACT + name, sent(fact.value)) for name, fact in facts if fact.value is not None]
