"""For whom a request speaks: a bearer token, and nothing else. A session cookie is never looked at here, so no page
elsewhere can make a browser act through the API.
"""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from bulou.acts import Actor
from bulou.entrypoints import lanes
from bulou.entrypoints.api import limits
from bulou.records.listing import case_in
from bulou.records.pages import CasePage, DeskSeat
from bulou.records.tokens import Holder, holder
from bulou.records.visible import DESK, case_page, seats

LONGEST = 200


class Slowed(Exception):
    """One token, or someone who tries tokens, has sent too much; `seconds` until the next may come."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Bearer(HttpBearer):
    """`Authorization: Bearer bulou_…`; the token is asked for anew at every request, so revoking it works at once."""

    openapi_description = "An API token: one person, one organisation, revocable, with an end."

    def authenticate(self, request: HttpRequest, token: str) -> Holder | None:
        """The holder of the token, or None for the one answer to every token that is not valid now."""
        found = holder(token, at=timezone.now()) if len(token) <= LONGEST else None
        if found is None:
            sender = lanes.source(request)
            if sender and (seconds := limits.REFUSED.wait(sender)):
                raise Slowed(seconds)
            return None
        if seconds := limits.REQUESTS.wait(str(found.token_id)):
            raise Slowed(seconds)
        return found


def speaker(request: HttpRequest) -> Holder:
    """The holder of the token with which this request came."""
    found: Holder = request.auth  # type: ignore[attr-defined]
    return found


def actor_of(found: Holder) -> Actor:
    """Who acts when this token is used."""
    return Actor.person(found.person_id, organisation_id=found.organisation_id, name=found.name)


def seat_of(found: Holder) -> DeskSeat:
    """The organisation of the token, and the offices that the holder has in it now; one query."""
    return next(each for each in seats(found.person_id) if each.organisation.id == found.organisation_id)


def offices_of(found: Holder) -> frozenset[str]:
    """The offices that the holder has now in the organisation of the token; one query."""
    return frozenset(seat_of(found).offices)


def is_desk(found: Holder) -> bool:
    """Whether the holder works on cases there at all; one query."""
    return bool(DESK & offices_of(found))


def is_operator(found: Holder) -> bool:
    """Whether the holder works on cases of an organisation that runs networks of its own (Article 8); one query."""
    seat = seat_of(found)
    return bool(DESK & set(seat.offices)) and "operator" in seat.organisation.roles


def place_of(found: Holder) -> str:
    """What the uploads of this holder are bound to: the person in this organisation, whichever of their tokens is used."""
    return f"person:{found.person_id}:{found.organisation_id}"


def page_of(held: Holder, reference: str, *, at: datetime) -> CasePage | None:
    """The case that `reference` names by id or number, if it exists for this holder in their token's organisation.

    The person may know cases of other organisations too; this token does not speak for them there.
    """
    known = case_in(held.person_id, held.organisation_id, reference)
    return case_page(held.person_id, known[1], at=at) if known else None
