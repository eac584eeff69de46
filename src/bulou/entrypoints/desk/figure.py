"""One figure: its title, its plot and its table, made of the sums of records; FIGURES holds them in the order of the page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from bulou.cases.remediation import EVENTS
from bulou.cases.wishes import tally
from bulou.entrypoints.citations import norm_called
from bulou.entrypoints.desk.clocks import NAMES
from bulou.entrypoints.desk.plots import Plot, across, band, columns
from bulou.entrypoints.desk.words import CHANNELS
from bulou.entrypoints.templatetags.bulou_tags import cited, tongue
from bulou.records import figures
from bulou.records.figures import AGES, STAGES, VERDICTS, Asked, Known
from bulou.records.histories import histories

NONE_CAME = gettext_lazy("No case came in within these days. Choose a longer period, or enter the reports that came by telephone or letter.")  # fmt: skip
VERDICT_WORDS = {
    "confirmed": pgettext_lazy("validity", "Confirmed"),
    "duplicate": pgettext_lazy("validity", "Duplicate"),
    "invalid": pgettext_lazy("validity", "Not confirmed"),
    "undecided": pgettext_lazy("validity", "Not judged yet"),
}
STAGE_WORDS = {
    "received": pgettext_lazy("stage", "Received"),
    "confirmed": pgettext_lazy("stage", "Confirmed"),
    "in_hand": pgettext_lazy("stage", "In hand or deferred"),
}
HOUR, DAY = 3600, 86400
IN_DAYS = 3 * DAY


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, over which cases, at which moment."""

    known: Known
    asked: Asked
    at: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; the first cell heads it. With `norm_id` the second cell is an article that leads there."""

    cells: Sequence[str]
    norm_id: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """What the page and the file show; `plot` is None where there is nothing to see, and `empty` says what to do then."""

    title: str
    hint: str
    empty: str
    plot: Plot | None
    columns: Sequence[Any]
    rows: Sequence[Row]


def intake(question: Question) -> Figure:
    """How many cases came in by which channel."""
    sums = figures.intake(question.known, question.asked)
    names = sorted({channel for _period, channel in sums})
    return over_time(
        question.asked, sums, [(name, str(CHANNELS.get(name, name))) for name in names], title=_("Intake by channel"),
        hint=_("Cases by the day on which they came in."), desc=_came_in(sums), empty=NONE_CAME,
    )  # fmt: skip


def validity(question: Question) -> Figure:
    """What became of what came in."""
    sums = figures.validity(question.known, question.asked)
    return over_time(
        question.asked, sums, [(name, str(VERDICT_WORDS[name])) for name in VERDICTS], title=_("Validity"),
        hint=_("What became of the cases that came in. A duplicate is a real flaw: it is not among the unconfirmed."),
        desc=_came_in(sums), empty=NONE_CAME,
    )  # fmt: skip


def first_answer(question: Question) -> Figure:
    """How long reporters waited for a first answer."""
    waits = figures.waits(question.known, question.asked)
    longest = max((wait.nine_in_ten.total_seconds() for wait in waits.values()), default=0)
    unit, words = (DAY, _("days")) if longest > IN_DAYS else (HOUR, _("hours"))
    periods = question.asked.periods()
    half = [_in(waits[day].half.total_seconds(), unit) if day in waits else None for day in periods]
    most = [_in(waits[day].nine_in_ten.total_seconds(), unit) if day in waits else None for day in periods]
    answered = sum(wait.answered for wait in waits.values())
    desc = ngettext("%(number)d report was answered.", "%(number)d reports were answered.", answered) % {
        "number": answered
    }
    legend = [_("p50: half of them at most"), _("p90: nine of ten at most")]
    return Figure(
        title=_("Time to first answer") + f" ({words})",
        hint=_("From receipt to the first message that a person wrote to the reporter; receipts that the node sends by itself do not count."),
        empty=_("Nobody who reported in these days has been answered. Write to the reporter on the case's page: the first message counts."),
        plot=band(_short(question.asked, periods), half, most, legend, unit=words, desc=f"{desc} {legend[0]}; {legend[1]}.") if waits else None,
        columns=[_period_word(question.asked), _("Answered"), "p50", "p90"],
        rows=[
            Row([_long(question.asked, day), str(waits[day].answered), f"{low:.1f}", f"{high:.1f}"])
            for day, low, high in reversed([*zip(periods, half, most, strict=True)])
            if low is not None and high is not None
        ],
    )  # fmt: skip


def on_time(question: Question) -> Figure:
    """How the duties were kept, with their articles."""
    rows, bars = [], []
    for kept in figures.kept(question.known, question.asked, at=question.at):
        norm = norm_called(kept.duty_id)
        if norm is None or norm.terms is None or norm.terms.maintenance:
            continue
        name = str(tongue(NAMES.get(kept.duty_id, norm.text)))
        rate = f"{kept.rate:.0%}" if kept.rate is not None else "—"
        counts = (kept.in_time, kept.late, kept.overdue, kept.running, kept.untimed_done, kept.untimed_owed)
        rows.append(Row([name, cited(norm.citation), rate, *map(str, counts)], kept.duty_id))
        ended = kept.in_time + kept.late + kept.overdue
        if ended:
            bars.append((name, [kept.in_time / ended, kept.late / ended, kept.overdue / ended], rate, None))
    legend = [_("In time"), _("Done late"), _("Overdue, still owed")]
    return Figure(
        title=_("On-time rate by duty"),
        hint=_("Of the duties whose end has come or that were done. Where the law gives no number there is no rate: those stand in the table only."),
        empty=_("No duty with a limit has ended or been done in these days. What runs now stands in the calendar of duties."),
        plot=across(bars, legend, desc="; ".join(f"{name}: {rate}" for name, _shares, rate, _mark in bars)) if bars else None,
        columns=[_("Duty"), _("Article"), _("On time"), *legend, pgettext("duties", "Still running"), _("No limit, done"), _("No limit, owed")],
        rows=rows,
    )  # fmt: skip


def ageing(question: Question) -> Figure:
    """How old the open cases are now."""
    sums = figures.ageing(question.known, at=question.at, channel=question.asked.channel)
    names = [_("under %(days)d d") % {"days": AGES[0]}]
    names += [f"{low}–{high} {pgettext('unit', 'd')}" for low, high in pairwise(AGES)]
    names += [_("%(days)d d and more") % {"days": AGES[-1]}]
    series = [
        (str(STAGE_WORDS[stage]), [sums.get((age, stage), 0) for age in range(len(names))])
        for stage in STAGES
    ]
    total = sum(sums.values())
    desc = ngettext("%(number)d case is open.", "%(number)d cases are open.", total) % {"number": total}
    return Figure(
        title=_("Age of open cases"),
        hint=_("All that are open now, whenever they came in."),
        empty=_("No case is open. New reports stand in the inbox."),
        plot=columns(names, series, desc=desc) if total else None,
        columns=[pgettext("case", "Age"), *(name for name, _values in series), _("Total")],
        rows=table(names, series) if total else [],
    )


def skill(question: Question) -> Figure:
    """How often events came in the order one would wish, beside what chance alone would do."""
    tallied = tally(histories(question.known, question.asked))
    rows, bars = [], []
    for each in tallied:
        first, then = (str(tongue(EVENTS[event])) for event in each.wish)
        name, chance = f"{first} → {then}", float(each.chance)
        share, alpha = each.frequency, each.skill
        said = (
            [f"{float(share):.0%}", f"{float(alpha):+.2f}"]
            if share is not None and alpha is not None
            else ["—", "—"]
        )
        rows.append(Row([name, str(each.met), str(each.decided), said[0], f"{chance:.1%}", said[1]]))
        if share is not None:
            bars.append((name, [float(share)], f"α {said[1]}", chance))
    legend = [_("Observed"), _("By chance")]
    return Figure(
        title=_("Desirable order of events"),
        hint=_("Of confirmed flaws, how often the first event came before the second once either had happened. "
            "Skill α: 1 is always, 0 what chance alone would do, below 0 worse. "
            "Deployment counts only where it can be seen: for operators, or once it is recorded."),
        empty=_("No flaw was confirmed among the cases of these days. Confirm one, and record what was observed and when the remedy came."),
        plot=across(bars, legend, desc="; ".join(f"{name}: {said}" for name, _shares, said, _mark in bars)) if bars else None,
        columns=[_("Wish"), _("Met"), _("Decided"), *legend, _("Skill α")],
        rows=rows if bars else [],
    )  # fmt: skip


FIGURES: Mapping[str, Callable[[Question], Figure]] = {
    "intake": intake,
    "validity": validity,
    "first-answer": first_answer,
    "on-time": on_time,
    "ageing": ageing,
    "skill": skill,
}


def over_time(
    asked: Asked, sums: Mapping[tuple[date, str], int], named: Sequence[tuple[str, str]], *, title: str, hint: str, desc: str,
    empty: Any,
) -> Figure:  # fmt: skip
    """A figure of what happened in each period: bars that stand on each other, and a table with their totals, the newest first."""
    periods, total = asked.periods(), sum(sums.values())
    series = [(words, [sums.get((day, name), 0) for day in periods]) for name, words in named]
    said = "; ".join(f"{words}: {sum(values)}" for words, values in series)
    return Figure(
        title=title,
        hint=hint,
        empty=str(empty),
        plot=columns(_short(asked, periods), series, desc=f"{desc} {said}") if total else None,
        columns=[_period_word(asked), *(words for words, _values in series), _("Total")],
        rows=table([_long(asked, day) for day in periods], series)[::-1] if total else [],
    )


def _came_in(sums: Mapping[tuple[date, str], int]) -> str:
    total = sum(sums.values())
    return ngettext("%(number)d case came in.", "%(number)d cases came in.", total) % {"number": total}


def table(names: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]) -> list[Row]:
    """A line for each name, of each series a cell, and their total."""
    rows = []
    for place, name in enumerate(names):
        values = [row[place] for _words, row in series]
        rows.append(Row([name, *map(str, values), str(sum(values))]))
    return rows


def _in(seconds: float, unit: int) -> float:
    return seconds / unit


def _short(asked: Asked, periods: Sequence[date]) -> list[str]:
    return [f"{day:%Y-%m}" if asked.step == "month" else f"{day:%m-%d}" for day in periods]


def _long(asked: Asked, day: date) -> str:
    return f"{day:%Y-%m}" if asked.step == "month" else f"{day}"


def _period_word(asked: Asked) -> str:
    words = {"day": _("Day"), "week": _("Week from"), "month": _("Month")}
    return words[asked.step]
