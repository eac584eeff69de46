"""The rooms of a case: its sub-pages, named in one row on top of each of them.

A page joins with one line in `ROOMS` and `{% rooms "name" page.case.number %}` (load `desk_tags`) under its breadcrumb.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from bulou.entrypoints.desk.seat import Seat


def anyone(_seat: Seat) -> bool:
    """Whoever may know the case at all: the row is shown to nobody else."""
    return True


@dataclass(frozen=True, slots=True)
class Room:
    """A sub-page of a case; `url` names an address that takes the case's number and nothing else.

    `seen_by` says who finds it in the row, without a query. The page itself must still refuse whom it must.
    """

    name: str
    label: Any
    url: str
    seen_by: Callable[[Seat], bool] = anyone


def of_an_authority(seat: Seat) -> bool:
    """Who works at an authority: its cases are matters of its register."""
    return seat.current.organisation.is_authority


def of_no_authority(seat: Seat) -> bool:
    """Everyone else has something to ask of authorities."""
    return not seat.current.organisation.is_authority


ROOMS = (
    Room("overview", pgettext_lazy("room", "Overview"), "desk:case"),
    Room("matter", pgettext_lazy("room", "Register"), "desk:matter", of_an_authority),
    Room("alike", pgettext_lazy("room", "Looks like"), "desk:alike"),
    Room("files", pgettext_lazy("room", "Files"), "desk:files"),
    Room("parties", pgettext_lazy("room", "Parties"), "desk:parties"),
    Room("discussion", pgettext_lazy("room", "Discussion"), "desk:discussion"),
    Room("verification", pgettext_lazy("room", "Verification"), "desk:verification"),
    Room("grading", pgettext_lazy("room", "Grading"), "desk:grading"),
    Room("packet", pgettext_lazy("room", "Packet"), "desk:packet"),
    Room("submissions", pgettext_lazy("room", "Submissions"), "desk:submissions"),
    Room("authority", pgettext_lazy("room", "Authorities"), "desk:authority", of_no_authority),
    Room("remedy", pgettext_lazy("room", "Remedy"), "desk:remedy"),
    Room("notices", pgettext_lazy("room", "Notices"), "desk:notices"),
    Room("advisory", pgettext_lazy("room", "Advisory"), "desk:advisory_new"),
    Room("evidence", pgettext_lazy("room", "Evidence"), "desk:evidence"),
)


@dataclass(frozen=True, slots=True)
class Door:
    """One entry of the row as a page shows it."""

    label: Any
    url: str
    here: bool


def doors(seat: Seat, number: str, here: str) -> list[Door]:
    """The row for this seat, in the order of `ROOMS`; no query."""
    return [
        Door(room.label, reverse(room.url, args=[number]), room.name == here)
        for room in ROOMS
        if room.seen_by(seat)
    ]
