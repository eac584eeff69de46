"""Filters and tags of the templates: which language, how a moment is written, what the law's words are called."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext, pgettext_lazy

from bulou.entrypoints.citations import place_cited, place_of
from bulou.entrypoints.clockface import (
    ClockFace,
    age_words,
    clock_face,
    duration_words,
    hours_state,
    left_words,
)
from bulou.entrypoints.language import PARAMETER
from bulou.law import Citation

register = template.Library()

_icons: dict[str, SafeString] = {}

OUTCOMES = {
    "owed": (pgettext_lazy("outcome", "Owed"), "arrow"),
    "permitted": (pgettext_lazy("outcome", "Permitted"), "check"),
    "not_prohibited": (pgettext_lazy("outcome", "Not prohibited"), "check"),
    "needs_step": (pgettext_lazy("outcome", "Needs a step"), "stairs"),
    "needs_approval": (pgettext_lazy("outcome", "Needs consent"), "stamp"),
    "needs_judgement": (pgettext_lazy("outcome", "Needs judgement"), "scales"),
    "needs_facts": (pgettext_lazy("outcome", "Needs facts"), "question"),
    "forbidden": (pgettext_lazy("outcome", "Forbidden"), "no"),
    "not_modelled": (pgettext_lazy("outcome", "Not modelled"), "dashes"),
    "none": (pgettext_lazy("outcome", "In-house act"), "dot"),
}
CURES = {
    "do": pgettext_lazy("cure", "Do"),
    "obtain": pgettext_lazy("cure", "Obtain"),
    "wait": pgettext_lazy("cure", "Wait"),
    "answer": pgettext_lazy("cure", "Answer"),
    "judge": pgettext_lazy("cure", "Judge"),
}
GROUPS = ("owed", "may", "one_missing", "may_not")
THREADS = {
    "public": ("●", pgettext_lazy("thread", "Public thread")),
    "internal": ("■", pgettext_lazy("thread", "Internal")),
    "party": ("◆", pgettext_lazy("thread", "Parties")),
    "refused": ("⊘", pgettext_lazy("thread", "Stopped")),
    "sealed": ("", pgettext_lazy("thread", "Sealed")),
}
GRADES = {
    4: pgettext_lazy("severity", "Critical"),
    3: pgettext_lazy("severity", "High"),
    2: pgettext_lazy("severity", "Medium"),
    1: pgettext_lazy("severity", "Low"),
    0: pgettext_lazy("severity", "To be graded"),
}
_GRADE_OF = {"critical": 4, "超危": 4, "high": 3, "高危": 3, "medium": 2, "中危": 2, "low": 1, "低危": 1}


# Language


@register.filter
def tongue(text: Any) -> str:
    """The active language's side of an object or mapping with `zh` and `en`; plain text passes; None is empty."""
    side = "zh" if (translation.get_language() or "").startswith("zh") else "en"
    if text is None:
        return ""
    if isinstance(text, dict):
        return str(text.get(side, ""))
    return str(getattr(text, side, text))


@register.simple_tag
def html_lang() -> str:
    """The active language as the `lang` attribute wants it."""
    active = translation.get_language() or ""
    return "zh-CN" if active.startswith("zh") else active


@register.simple_tag(takes_context=True)
def language_url(context: template.Context, code: str) -> str:
    """This very page in another language; its other query parameters are kept."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return f"?{PARAMETER}={code}"
    query = request.GET.copy()
    query[PARAMETER] = code
    return f"{request.path}?{query.urlencode()}"


# Moments and spans


@register.filter
def instant(at: datetime | None) -> str:
    """`2026-11-22 14:05 (UTC+8)` in the active time zone; None is a dash."""
    if at is None:
        return "–"
    local = timezone.localtime(at)
    return f"{local:%Y-%m-%d %H:%M} ({_offset(local)})"


@register.filter
def instant_seconds(at: datetime | None) -> str:
    """As `instant`, to the second: for receipts and refusals, which prove a moment."""
    if at is None:
        return "–"
    local = timezone.localtime(at)
    return f"{local:%Y-%m-%d %H:%M:%S} ({_offset(local)})"


@register.filter
def moment(at: datetime | None) -> str:
    """`11-22 14:05` in the active time zone, where the page has already named the zone; of another year, with its year."""
    return "–" if at is None else f"{_date(at)} {timezone.localtime(at):%H:%M}"


@register.filter
def day(at: datetime | None) -> str:
    """`11-22` in the active time zone; of another year than this, `2025-11-22`."""
    return "–" if at is None else _date(at)


@register.filter
def deadline(due_at: datetime | None) -> str:
    """As `moment`, but a limit that ends at midnight reads 24:00 of the day that ends."""
    if due_at is None:
        return "–"
    local = timezone.localtime(due_at)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return f"{local - timedelta(days=1):%m-%d} 24:00"
    return f"{local:%m-%d %H:%M}"


@register.filter
def embargo_end(at: datetime | None) -> str:
    """`2026-12-01 12:00 Asia/Shanghai (04:00 UTC)`: the place and UTC, so that nobody abroad misreads it."""
    if at is None:
        return "–"
    local, universal = timezone.localtime(at), at.astimezone(UTC)
    day = "" if local.date() == universal.date() else f"{universal:%m-%d} "
    return f"{local:%Y-%m-%d %H:%M} {timezone.get_current_timezone_name()} ({day}{universal:%H:%M} UTC)"


@register.filter
def machine(at: datetime) -> str:
    """The value of `<time datetime>`: RFC 3339 in UTC, to the second."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@register.simple_tag
def when(at: datetime | None, form: str = "instant") -> str:
    """A whole `<time>` element; `form` is instant, instant_seconds, moment, day, deadline or embargo_end."""
    if at is None:
        return "–"
    return format_html('<time datetime="{}">{}</time>', machine(at), _FORMS[form](at))


@register.filter
def parsed(text: str) -> datetime:
    """The instant that an entry or a note keeps as text (ISO 8601 with its zone), for `{% when %}`."""
    return datetime.fromisoformat(text)


@register.filter
def left(due_at: datetime, at: datetime) -> str:
    """`3 h 55 min left` seen from `at`, or `overdue 5:20, still owed`."""
    return left_words(due_at - at, short=False)


@register.filter
def left_bare(due_at: datetime, at: datetime) -> str:
    """`3:55`, under a heading that already says “left”; words only when the limit has passed."""
    span = due_at - at
    return left_words(span, short=True) if span < timedelta(0) else duration_words(span, short=True)


@register.filter
def clock_state(due_at: datetime, at: datetime) -> str:
    """The clock state of a bare deadline seen from `at`."""
    return hours_state(due_at - at)


@register.filter
def age(since: datetime, at: datetime) -> str:
    """How old something is at `at`: `5 h`, `1 d 20 h`, from ten days on `12 d`."""
    return age_words(at - since)


@register.simple_tag(name="clock_face")
def clock_face_tag(duty: Any, at: datetime, short: bool = False) -> ClockFace:
    """The face of a duty at a moment: `{% clock_face duty now short=True as face %}`."""
    return clock_face(duty, at=at, short=short)


# The law


@register.filter
def outcome_label(outcome: Any) -> str:
    """What the badge says of an outcome; None is an act the law is not asked about."""
    return str(OUTCOMES[str(outcome or "none")][0])


@register.filter
def outcome_icon(outcome: Any) -> SafeString:
    """The badge's sign."""
    return icon(OUTCOMES[str(outcome or "none")][1])


@register.filter
def cure_label(kind: Any) -> str:
    """What kind of cure it is: Do, Obtain, Wait, Answer, Judge."""
    return str(CURES[str(kind)])


@register.filter
def grouped(prospects: Iterable[Any]) -> list[tuple[str, list[tuple[int, Any]]]]:
    """Prospects as (group, [(number on the page, prospect), …]) in the order owed, may, one_missing, may_not."""
    numbered = list(enumerate(prospects, start=1))
    found = [(group, [row for row in numbered if row[1].group == group]) for group in GROUPS]
    return [(group, rows) for group, rows in found if rows]


@register.filter
def one_an_article(findings: Iterable[Any] | None) -> list[Any]:
    """The findings without those that stand in the same article as an earlier one: one chip for each article."""
    found: dict[str, Any] = {}
    for finding in findings or ():
        found.setdefault(str(tongue(finding.citation)), finding)
    return list(found.values())


@register.filter
def article(citation: Any) -> str:
    """`第九条(一)` or `Art. 9(1)`: the article without its instrument."""
    return tongue(getattr(citation, "article", citation))


@register.filter
def cited(citation: Any) -> str:
    """`规定 第九条(一)` or `RMSV Art. 9(1)`: the article with its instrument."""
    chinese = (translation.get_language() or "").startswith("zh")
    instrument = getattr(citation, "instrument_zh" if chinese else "instrument", "")
    return f"{instrument} {article(citation)}".strip()


@register.filter
def law_url(norm_id: Any) -> str:
    """The page of the sentence that a norm encodes, or of the sentence itself; the list of all where neither is known."""
    place = place_of(str(norm_id))
    return place.path if place else "/law"


@register.filter
def cited_at(citation: Any) -> str:
    """The page of the sentence that a citation names, where no norm's id stands beside it; empty text for plain words."""
    place = place_cited(citation) if isinstance(citation, Citation) else None
    return place.path if place else ""


# Threads, grades, hashes


@register.filter
def thread_label(kind: Any) -> str:
    """Shape and name of a timeline thread: `■ Internal`."""
    shape, name = THREADS[str(kind)]
    return f"{shape} {name}".strip()


@register.filter
def grade(severity: Any) -> int:
    """4 critical to 1 low, 0 not yet graded; of an int, a GB/T 30279 word, an English one or None."""
    if severity is None or severity == "":
        return 0
    if isinstance(severity, int):
        return severity
    return _GRADE_OF.get(str(getattr(severity, "value", severity)).lower(), 0)


@register.filter
def grade_label(severity: Any) -> str:
    """The GB/T 30279 word; in English the Chinese one stands beside it, for there is no official translation."""
    number = grade(severity)
    label = str(GRADES[number])
    if number and translation.get_language() == "en":
        chinese = next(word for word, value in _GRADE_OF.items() if value == number and not word.isascii())
        return f"{label} ({chinese})"
    return label


@register.filter
def silent_days(count: int) -> str:
    """`silent 3 days`, counted from the ask."""
    return ngettext("silent %(count)d day", "silent %(count)d days", count) % {"count": count}


@register.filter
def value_of(mapping: Mapping[Any, Any], key: Any) -> Any:
    """The value of a mapping under a key that is itself a variable; empty text where there is none."""
    return mapping.get(key, "")


@register.simple_tag
def icon(name: str) -> SafeString:
    """One drawing of `bulou/icons/`, inline."""
    if name not in _icons:
        _icons[name] = mark_safe(get_template(f"bulou/icons/{name}.html").render().strip())  # noqa: S308  our own file
    return _icons[name]


def _date(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local:%m-%d}" if local.year == timezone.localtime().year else f"{local:%Y-%m-%d}"


def _offset(local: datetime) -> str:
    minutes = int((local.utcoffset() or timedelta()).total_seconds() // 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02d}" if rest else "")


_FORMS = {
    "instant": instant,
    "instant_seconds": instant_seconds,
    "moment": moment,
    "day": day,
    "deadline": deadline,
    "embargo_end": embargo_end,
}
