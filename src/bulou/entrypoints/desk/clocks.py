"""The clocks of a case as its pages show them: the law's duties under short names, then what the parties agreed on."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from bulou import law
from bulou.entrypoints.clockface import ClockFace, agreed_face, clock_face, row_face, waiting_face
from bulou.law import DutyState
from bulou.law.norms import Norm
from bulou.records.duties import LiveDuty
from bulou.records.pages import CasePage, CaseRow

NAMES: dict[str, Any] = {
    "RMSV-5-1": _("Keep the channel open"),
    "RMSV-5-2": _("Keep the reception log"),
    "RMSV-7-0": _("Guide users"),
    "RMSV-7-1a": _("Verify and assess"),
    "RMSV-7-1b": _("Tell the upstream vendor"),
    "RMSV-7-2": _("Notify MIIT's platform"),
    "RMSV-7-3a": _("Mend"),
    "RMSV-7-3b": _("Tell users"),
    "RMSV-8": _("Verify what we run"),
    "RMSV-8-mend": _("Mend what we run"),
}
TWO_DAYS = "RMSV-7-2"
PRESSING = ("late", "urgent", "soon", "atonce", "ample", "paused", "agreed", "done", "idle")
MOST_IN_A_ROW = 2


def case_strip(page: CasePage, at: datetime) -> list[ClockFace]:
    """All clocks of a case, the most pressing first: what is owed, what is done, what was agreed."""
    shown = [
        duty for duty in page.duties if duty.started_at and str(duty.standing) not in ("not_arisen", "lapsed")
    ]
    faces = [_named(clock_face(duty, at=at), duty.duty_id) for duty in shown if duty.duty_id != "RMSV-5-1"]
    return by_urgency([*faces, *_agreed(page.case, at, short=False)])


def live_face(row: LiveDuty, norm: Norm, at: datetime) -> ClockFace:
    """The face of a duty that is still owed, under its short name; `norm` is the sentence behind it, with its terms."""
    conduct = str(norm.terms.performed_by) if norm.terms else ""
    title = NAMES.get(row.duty_id, norm.text)
    return row_face(row, standing=row.standing, title=title, citation=norm.citation, conduct=conduct, at=at)


def duty_faces(page: CasePage, at: datetime) -> list[tuple[DutyState, ClockFace]]:
    """Every duty that has arisen with its face, in the order of urgency."""
    shown = [duty for duty in page.duties if str(duty.standing) != "not_arisen"]
    faces = [(duty, _named(clock_face(duty, at=at, short=True), duty.duty_id)) for duty in shown]
    return sorted(faces, key=lambda pair: _rank(pair[1]))


def row_strip(row: CaseRow, at: datetime) -> list[ClockFace]:
    """The clocks of one line of the inbox: what is owed, else what was done last; at most two."""
    catalogue = _words_of(at.date())
    owed: list[ClockFace] = []
    done: list[ClockFace] = []
    for duty in row.duties:
        known = catalogue.get(duty.duty_id)
        if known is None or known.maintenance:
            continue
        face = row_face(
            duty, standing=duty.standing, title=NAMES.get(duty.duty_id, known.title), citation=known.citation,
            conduct=str(known.conduct), at=at,
        )  # fmt: skip
        (owed if duty.live else done).append(face)
    faces = by_urgency([*owed, *_agreed(row.case, at, short=True)])
    if not owed:
        faces = [*[face for face in done if face.norm_id == TWO_DAYS], *faces]
    return faces[:MOST_IN_A_ROW]


def by_urgency(faces: Iterable[ClockFace]) -> list[ClockFace]:
    return sorted(faces, key=_rank)


def _rank(face: ClockFace) -> tuple[int, float]:
    return PRESSING.index(face.state), face.due_at.timestamp() if face.due_at else 0.0


def _named(face: ClockFace, duty_id: str) -> ClockFace:
    return replace(face, title=NAMES.get(duty_id, face.title))


def _agreed(case: Any, at: datetime, *, short: bool) -> list[ClockFace]:
    found = []
    if case.closed_at is None and case.em in ("active", "revise") and case.embargo_until:
        found.append(agreed_face(_("Agreed embargo"), case.embargo_until, at=at, short=short))
    if case.closed_at is None and case.awaiting_reporter:
        found.append(waiting_face(_("Reporter's answer"), case.updated_at, at=at))
    return found


@cache
def _words_of(day: date) -> dict[str, DutyState]:
    """The law's own words for each duty in force on a day, by its id."""
    noon = datetime.combine(day, time(12), UTC)
    return {duty.duty_id: duty for duty in law.duties({}, {}, at=noon)}
