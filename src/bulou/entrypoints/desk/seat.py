"""Where a signed-in person sits: which organisation they act for, and at what moment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache

from bulou.acts import Actor
from bulou.acts.permissions import Standing
from bulou.entrypoints.desk.words import OFFICES
from bulou.records import visible
from bulou.records.pages import DeskSeat

CHOSEN = "organisation"
DESK = frozenset({"lead", "handler"})


@dataclass(frozen=True, slots=True)
class Seat:
    """A person at the desk of one organisation; `at` is the moment of this request."""

    actor: Actor
    person_id: UUID
    current: DeskSeat
    others: list[DeskSeat]
    at: datetime

    @property
    def is_lead(self) -> bool:
        return "lead" in self.current.offices

    @property
    def is_security(self) -> bool:
        return "security_admin" in self.current.offices

    @property
    def is_system(self) -> bool:
        return "system_admin" in self.current.offices

    @property
    def is_auditor(self) -> bool:
        return "auditor" in self.current.offices

    @property
    def watches(self) -> bool:
        """Whether this seat guards what is undisclosed against the house itself: security administrator or auditor."""
        return self.is_security or self.is_auditor

    @property
    def is_counsel(self) -> bool:
        return "counsel" in self.current.offices

    @property
    def home(self) -> str:
        """The name of the page where this seat's work begins."""
        pages = {
            "system_admin": "desk:accounts", "security_admin": "desk:members", "auditor": "desk:journal",
            "counsel": "desk:signatures",
        }  # fmt: skip
        office = next((office for office in pages if office in self.current.offices), "")
        return "desk:inbox" if self.is_desk else pages.get(office, "desk:mine")

    @property
    def is_desk(self) -> bool:
        """Whether this seat works on cases at all."""
        return bool(DESK & set(self.current.offices))

    @property
    def is_operator(self) -> bool:
        """Whether this seat works on cases of an organisation that runs networks of its own (Article 8)."""
        return self.is_desk and "operator" in self.current.organisation.roles

    @property
    def is_platform(self) -> bool:
        """Whether this seat works for an organisation that collects vulnerabilities of others' products (Article 10)."""
        return self.is_desk and "platform" in self.current.organisation.roles

    @property
    def is_keeper(self) -> bool:
        """Whether this seat works for an authority, which keeps the list of filed platforms."""
        return self.is_desk and self.current.organisation.is_authority

    def standing_in(self, organisation_id: UUID) -> Standing:
        """What this person is toward a case of that organisation which they have been shown."""
        seats = [self.current, *self.others]
        offices = [
            office for seat in seats if seat.organisation.id == organisation_id for office in seat.offices
        ]
        return Standing(frozenset(offices), granted=True)


View = Callable[..., HttpResponseBase]


def seated(view: View) -> View:
    """The view runs for someone who is signed in and holds an office; it gets their `Seat` after the request.

    Someone who holds none gets the same not-found as everyone else. Nothing it shows is kept by a cache.
    """

    @wraps(view)
    @never_cache
    @login_required
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, seat_of(request), *args, **kwargs)

    return inner


def seat_of(request: HttpRequest) -> Seat:
    """The seat of a signed-in person: the organisation chosen last, else the first. Raises Http404 without one."""
    person: Any = request.user
    seats = visible.seats(person.pk)
    if not seats:
        raise Http404
    chosen = request.session.get(CHOSEN)
    current = next((seat for seat in seats if str(seat.organisation.id) == chosen), seats[0])
    actor = Actor.person(person.pk, organisation_id=current.organisation.id, name=person.name)
    others = [seat for seat in seats if seat is not current]
    return Seat(actor, person.pk, current, others, timezone.now())


def furniture(seat: Seat, **context: Any) -> dict[str, Any]:
    """What every page of the desk shows besides its own matter."""
    return {
        "seat": seat,
        "organisation_name": seat.current.organisation,
        "office": OFFICES.get(seat.current.offices[0], seat.current.offices[0]),
        "now": seat.at,
        **context,
    }
