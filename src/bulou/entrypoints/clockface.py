"""How a time limit looks: which of the nine states, and in which words.

Everything here takes the moment it is asked about; nothing reads the clock. Words come in the active language.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, pgettext

SOON = timedelta(hours=24)
URGENT = timedelta(hours=6)
IN_DAYS = timedelta(hours=72)  # below this a two-day clock is read in hours

# 及时: owed in good time, not at once; the law gives neither a number
IN_GOOD_TIME = frozenset({"RMSV-7-0", "RMSV-7-3a", "RMSV-7-3b"})

# duty standing (law.DutyStanding) -> face, where the hours do not matter
_SETTLED = {
    "done_in_time": "done",
    "done_late": "done",
    "suspended": "paused",
    "overdue": "late",
    "broken": "late",
    "kept_so_far": "ample",
    "not_arisen": "idle",
    "lapsed": "idle",
    "excused": "idle",
}


@dataclass(frozen=True, slots=True)
class ClockFace:
    """What `components/clock.html` shows.

    `state` is ample, soon, urgent, late, atonce, done, paused, agreed or idle; `title` may be a bilingual object;
    `left` is already worded; `citation` is a law citation or None; `norm_id` leads to the sentence.
    """

    state: str
    title: Any
    left: str
    citation: Any = None
    norm_id: str = ""
    due_at: datetime | None = None
    provisional: bool = False


def clock_face(duty: Any, *, at: datetime, short: bool = False) -> ClockFace:
    """The face of a law.DutyState at `at` (aware). `short` words hours as 3:55, for list rows."""
    provisional = any(reading.provisional for reading in duty.readings if reading.due_at == duty.due_at)
    face = row_face(
        duty, standing=str(duty.state), title=duty.title, citation=duty.citation, conduct=str(duty.conduct),
        at=at, short=short,
    )  # fmt: skip
    return replace(face, provisional=provisional)


def row_face(
    row: Any, *, standing: str, title: Any, citation: Any, conduct: str, at: datetime, short: bool = True
) -> ClockFace:
    """The face of a stored duty: `row` has duty_id, started_at, due_at and done_at; the law's words come beside it."""
    state = standing_state(standing, row.due_at, at=at)
    return ClockFace(
        state="ample" if state == "atonce" and row.duty_id in IN_GOOD_TIME else state,
        title=title,
        left=_words(row, standing, conduct, at=at, short=short),
        citation=citation,
        norm_id=row.duty_id,
        due_at=row.due_at,
    )


def agreed_face(title: Any, ends_at: datetime, *, at: datetime, short: bool = False) -> ClockFace:
    """The face of a limit the parties agreed on, such as an embargo: contract, not law, so never an alarm."""
    words = left_words(ends_at - at, short=short) if ends_at > at else gettext("ended")
    return ClockFace(state="agreed", title=title, left=words, due_at=ends_at)


def waiting_face(title: Any, since: datetime, *, at: datetime) -> ClockFace:
    """The face of waiting for someone else; the legal clocks beside it run on."""
    words = gettext("waiting for %(time)s") % {"time": duration_words(at - since, short=False)}
    return ClockFace(state="paused", title=title, left=words)


def standing_state(standing: str, due_at: datetime | None, *, at: datetime) -> str:
    """The state of a duty at `at`: by its law.DutyStanding, and while it is open by the hours left."""
    if standing in _SETTLED:
        return _SETTLED[standing]
    return "atonce" if due_at is None else hours_state(due_at - at)


def hours_state(left: timedelta) -> str:
    """ample from 24 hours, soon below, urgent below 6, late when nothing is left."""
    if left < timedelta(0):
        return "late"
    if left < URGENT:
        return "urgent"
    return "soon" if left < SOON else "ample"


def left_words(left: timedelta, *, short: bool, conduct: str = "") -> str:
    """`3 h 55 min left`, or `overdue 5:20, still owed`. Whole minutes; a duty's `conduct` names what is still owed."""
    if left < timedelta(0):
        words = {"time": duration_words(-left, short=True)}
        if conduct == "notify_authority":
            return pgettext("notification", "overdue %(time)s, still owed") % words
        return gettext("overdue %(time)s, still owed") % words
    if left < timedelta(minutes=1):
        return gettext("less than a minute left")
    return gettext("%(time)s left") % {"time": duration_words(left, short=short)}


def duration_words(span: timedelta, *, short: bool) -> str:
    """A span rounded down to minutes, above three days to hours: `3 h 55 min`, short `3:55`, `8 d 21 h`."""
    minutes = max(0, int(span.total_seconds() // 60))
    days, hours = divmod(minutes // 60, 24)
    if span >= IN_DAYS:
        if not hours:
            return gettext("%(days)d d") % {"days": days}
        return gettext("%(days)d d %(hours)d h") % {"days": days, "hours": hours}
    hours, minutes = divmod(minutes, 60)
    if short:
        return f"{hours}:{minutes:02d}"
    if not hours:
        return gettext("%(minutes)d min") % {"minutes": minutes}
    if not minutes:
        return gettext("%(hours)d h") % {"hours": hours}
    return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}


def age_words(span: timedelta) -> str:
    """How old something is, in hours, then days and hours, from ten days on in days alone."""
    hours = max(0, int(span.total_seconds() // 3600))
    if hours < 1:
        return duration_words(span, short=False)
    days, hours = divmod(hours, 24)
    if not days:
        return gettext("%(hours)d h") % {"hours": hours}
    if not hours or days >= 10:
        return gettext("%(days)d d") % {"days": days}
    return gettext("%(days)d d %(hours)d h") % {"days": days, "hours": hours}


def _words(duty: Any, standing: str, conduct: str, *, at: datetime, short: bool) -> str:
    if standing == "done_in_time":
        return gettext("done in time") if short else _done_words(duty)
    fixed = {
        "done_late": gettext("done late"),
        "suspended": gettext("suspended by law"),
        "broken": gettext("not kept"),
        "not_arisen": gettext("has not arisen"),
        "lapsed": gettext("lapsed"),
        "excused": gettext("excused"),
    }
    if standing in fixed:
        return fixed[standing]
    if standing == "kept_so_far":
        return _kept_words(duty)
    if duty.due_at is None:
        if duty.duty_id in IN_GOOD_TIME:
            return gettext("in good time · under way")
        return _at_once_words(duty, at=at, short=short)
    left = duty.due_at - at
    if standing == "overdue":
        left = min(left, timedelta(microseconds=-1))
    return left_words(left, short=short, conduct=conduct)


def _done_words(duty: Any) -> str:
    if duty.done_at is None:
        return gettext("done")
    return gettext("done %(date)s") % {"date": timezone.localtime(duty.done_at).strftime("%m-%d")}


def _kept_words(duty: Any) -> str:
    if duty.due_at is None:
        return gettext("kept so far")
    return gettext("until %(date)s") % {"date": last_day(duty.due_at)}


def _at_once_words(duty: Any, *, at: datetime, short: bool) -> str:
    if duty.started_at is None or at < duty.started_at:
        return gettext("at once")
    gone = duration_words(at - duty.started_at, short=short)
    return gettext("at once · %(time)s gone") % {"time": gone}


def last_day(due_at: datetime) -> str:
    """The local day a limit ends in: one that ends at midnight ends with the day before."""
    return timezone.localtime(due_at - timedelta(microseconds=1)).strftime("%Y-%m-%d")
