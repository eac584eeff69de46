"""The figures of an authority: its register and its list of platforms in sums; FIGURES holds them in the order of the page.

Each title says what is counted and each hint what it leaves out: a limit that was not told, a size that nobody stated.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from bulou.acts.authority.sizes import SIZES
from bulou.entrypoints.desk.figure import Figure, Row, over_time, table
from bulou.entrypoints.desk.plots import across, columns
from bulou.entrypoints.desk.words import MATTERS, PRODUCT_CLASSES
from bulou.entrypoints.filed_words import EVENTS
from bulou.formats import nvdb
from bulou.records import matter_sums
from bulou.records.figures import Asked
from bulou.records.matter_sums import LATER, OVERDUE, WITHIN, Key, Known

NOTHING = gettext_lazy("Nothing arrived within these days. Choose a longer period.")
UNSAID = pgettext_lazy("product class", "Not stated")
SIZE_UNSAID = pgettext_lazy("size of an enterprise", "Not stated")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, with the sums that all figures are made of."""

    known: Known
    asked: Asked
    at: datetime
    sums: Mapping[Key, int]
    filings: Mapping[tuple[date, str], int]

    def series(self, name: str) -> dict[tuple[date, str], int]:
        """One series, by period and name."""
        return {(day, each): count for (series, day, each), count in self.sums.items() if series == name}

    def totals(self, name: str) -> Counter[str]:
        """One series over all the days, by name."""
        found: Counter[str] = Counter()
        for (_day, each), count in self.series(name).items():
            found[each] += count
        return found


def source(question: Question) -> Figure:
    """What arrived, by kind."""
    sums = question.series("source")
    total = sum(sums.values())
    return over_time(
        question.asked, sums, [(name, str(MATTERS[name])) for name in MATTERS if any(each == name for _day, each in sums)],
        title=_("Intake by source"),
        hint=_("What arrived at your authority, by the day of receipt: from vendors, from the public, from cases that ask, and from other authorities."),
        desc=ngettext("%(number)d matter arrived.", "%(number)d matters arrived.", total) % {"number": total}, empty=NOTHING,
    )  # fmt: skip


def library(question: Question) -> Figure:
    """Notifications by the library of the platform that takes them."""
    sums: Counter[tuple[date, str]] = Counter()
    for (day, of), count in question.series("class").items():
        sums[day, _library(of)] += count
    codes = [each.code for each in (*nvdb.LIBRARIES, nvdb.PLATFORM)]
    return over_time(
        question.asked, sums, [(code, code) for code in codes if any(each == code for _day, each in sums)],
        title=_("Notifications by library"),
        hint=_("By the library that takes the product class as it was first notified; NVDB is the platform's own entrance, where no class was given."),
        desc=_notifications(sum(sums.values())), empty=NOTHING,
    )  # fmt: skip


def on_time(question: Question) -> Figure:
    """Whether vendors notified in time, by their size."""
    counts = question.totals("timing")
    rows, bars = [], []
    for size, words in (*SIZES.items(), ("", SIZE_UNSAID)):
        in_time, late, unlimited = (counts[f"{size}:{timing}"] for timing in matter_sums.TIMINGS)
        if in_time + late + unlimited == 0:
            continue
        timed = in_time + late
        rate = f"{in_time / timed:.0%}" if timed else "—"
        rows.append(Row([str(words), *map(str, (in_time, late, unlimited)), rate]))
        if timed:
            bars.append((str(words), [in_time / timed, late / timed], rate, None))
    legend = [pgettext("notification", "In time"), pgettext("notification", "Late")]
    return Figure(
        title=_("On-time rate by vendor size"),
        hint=_("Sent within the two days of Article 7(2), under the reading that the vendor relied on. The size is what the vendor says of itself. "
            "Where no limit was told there is no rate: those stand in the table only."),
        empty=_("No limit was told for any of these, so there is no rate.") if rows else str(NOTHING),
        plot=across(bars, legend, desc="; ".join(f"{name}: {rate}" for name, _shares, rate, _mark in bars)) if bars else None,
        columns=[pgettext("vendor", "Size"), *legend, pgettext("notification", "No limit told"), _("On time")],
        rows=rows,
    )  # fmt: skip


def remediation(question: Question) -> Figure:
    """How soon a remedy was told of, by period of receipt."""
    arrived, sums = Counter[date](), Counter[tuple[date, str]]()
    for (day, _of), count in question.series("class").items():
        arrived[day] += count
    for (day, name), count in question.series("remedy").items():
        sums[day, name.rpartition(":")[2]] += count
        arrived[day] -= count
    sums.update({(day, "none"): count for day, count in arrived.items()})
    words = {"0": pgettext("remedy", "With the notification")}
    words |= {str(days): _("Within %(days)d days") % {"days": days} for days in WITHIN[1:]}
    words |= {
        LATER: _("After more than %(days)d days") % {"days": WITHIN[-1]},
        "none": pgettext("remedy", "None told of yet"),
    }
    return over_time(
        question.asked, sums, list(words.items()),
        title=_("Time to remediation"),
        hint=_("Of the notifications that arrived in each period, how soon after receipt the vendor told of a remedy. The latest periods have had less time."),
        desc=_notifications(sum(sums.values())), empty=NOTHING,
    )  # fmt: skip


def ageing(question: Question) -> Figure:
    """How long remedies are overdue now."""
    sums = matter_sums.ageing(question.known, at=question.at)
    unit = pgettext("unit", "d")
    names = [
        f"≤ {OVERDUE[0]} {unit}",
        *(f"{low}–{high} {unit}" for low, high in pairwise(OVERDUE)),
        f"> {OVERDUE[-1]} {unit}",
    ]
    said = [(False, pgettext("vendor", "Not urged")), (True, pgettext("vendor", "Urged, date passed again"))]
    series = [(words, [sums.get((age, urged), 0) for age in range(len(names))]) for urged, words in said]
    total = sum(sums.values())
    desc = ngettext("%(number)d remedy is overdue.", "%(number)d remedies are overdue.", total) % {
        "number": total
    }
    return Figure(
        title=_("Overdue remediation by age"),
        hint=_("All that are past the date that your authority set, whenever they arrived. "
            "The Provisions say “in time” and no number of days: without your date nothing is overdue."),
        empty=_("No remedy is past the date that your authority set."),
        plot=columns(names, series, desc=desc) if total else None,
        columns=[pgettext("overdue", "Overdue by"), *(words for words, _values in series), _("Total")],
        rows=table(names, series) if total else [],
    )  # fmt: skip


def classes(question: Question) -> Figure:
    """Product classes, with how many of their notifications have a remedy."""
    arrived, remedied = question.totals("class"), Counter[str]()
    for name, count in question.totals("remedy").items():
        remedied[name.rpartition(":")[0]] += count
    total = sum(arrived.values())
    rows, bars = [], []
    for of, count in sorted(arrived.items(), key=lambda each: (-each[1], each[0])):
        words = str(PRODUCT_CLASSES.get(of, UNSAID))
        done = remedied[of]
        rows.append(
            Row([words, _library(of), str(count), f"{count / total:.0%}", str(done), str(count - done)])
        )
        bars.append((words, [done / total, (count - done) / total], str(count), None))
    legend = [pgettext("remedy", "Remedy told of"), pgettext("remedy", "None told of yet")]
    return Figure(
        title=_("Product classes"),
        hint=_("Notifications by product class as first notified: the length is the share of all notifications of these days."),
        empty=str(NOTHING),
        plot=across(bars, legend, desc="; ".join(f"{name}: {said}" for name, _shares, said, _mark in bars)) if bars else None,
        columns=[_("Product class"), _("Library"), _("Notifications"), _("Share"), *legend],
        rows=rows,
    )  # fmt: skip


def filings(question: Question) -> Figure:
    """What happened to the filings of platforms."""
    sums = question.filings
    total = sum(sums.values())
    return over_time(
        question.asked, sums, [(name, str(EVENTS[name])) for name in EVENTS if any(each == name for _day, each in sums)],
        title=_("Filings of collection platforms"),
        hint=_("What platforms submitted and how it was answered, by the day on which it happened (Article 10)."),
        desc=ngettext("%(number)d step was taken.", "%(number)d steps were taken.", total) % {"number": total},
        empty=_("No filing was submitted or answered within these days."),
    )  # fmt: skip


FIGURES: Mapping[str, Callable[[Question], Figure]] = {
    "source": source,
    "library": library,
    "on-time": on_time,
    "remediation": remediation,
    "ageing": ageing,
    "classes": classes,
    "filings": filings,
}


def _library(product_class: str) -> str:
    return nvdb.route(nvdb.ProductClass(product_class) if product_class else None).code


def _notifications(total: int) -> str:
    return ngettext("%(number)d notification arrived.", "%(number)d notifications arrived.", total) % {"number": total}  # fmt: skip
