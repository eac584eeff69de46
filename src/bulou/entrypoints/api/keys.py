"""Keys of those who have no account: a report's number with its return code, a notice's link, a party's invitation.

Each travels in the header Authorization and never in an address, where it would stand in logs. Wrong ones are counted by
network, as on the pages (entrypoints/limits.py) and as wrong tokens are; the holder of a right one is slowed like a token.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBasicAuth, HttpBearer

from bulou.acts import Actor
from bulou.entrypoints import lanes
from bulou.entrypoints.api import limits
from bulou.entrypoints.api.bearer import Slowed
from bulou.entrypoints.limits import INVITATIONS, RETURNS, Limit
from bulou.records import parties, public
from bulou.records.notices import OwnNotice, own_notice

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Reporter:
    """Whoever holds number and return code of a report."""

    case_id: UUID

    @property
    def actor(self) -> Actor:
        return Actor.reporter(self.case_id)

    @property
    def place(self) -> str:
        """What the reporter's uploads are bound to."""
        return f"reporter:{self.case_id}"


class ReturnCode(HttpBasicAuth):
    """HTTP Basic: the number of a report as user, its return code as password."""

    openapi_description = "The number of a report as user, its return code as password."

    def authenticate(self, request: HttpRequest, username: str, password: str) -> Reporter | None:
        """The reporter, or None for every pair that opens nothing."""
        number, code = (_typed(each) for each in (username, password))
        found = _opened(request, RETURNS, lambda: public.case_of(number.upper(), code))
        return Reporter(_slowed(found)) if found else None


class NoticeLink(HttpBearer):
    """`Authorization: Bearer …` with the last part of the link that came with a notice."""

    openapi_description = "The last part of the link that came with a notice."

    def authenticate(self, request: HttpRequest, token: str) -> OwnNotice | None:
        """The notice, or None for a link that is none, or is revoked."""
        found = own_notice(token) if len(token) <= LONGEST and token.isascii() else None
        if found is not None:
            _slowed(found.id)
        elif (sender := lanes.source(request)) and (seconds := limits.REFUSED.wait(sender)):
            raise Slowed(seconds)
        return found


class PartyLink(HttpBearer):
    """`Authorization: Bearer …` with the code of an invitation: what stands behind `#` in its link."""

    openapi_description = "The code of an invitation: what stands behind # in its link."

    def authenticate(self, request: HttpRequest, token: str) -> Any | None:
        """The party, or None for a code that is none, or was withdrawn."""
        found = _opened(request, INVITATIONS, lambda: parties.by_secret(token[:LONGEST]))
        if found is not None:
            _slowed(found.id)
        return found


def held(request: HttpRequest) -> Any:
    """What the key of this request opened: a Reporter, an OwnNotice or a party."""
    return request.auth  # type: ignore[attr-defined]


def _opened(request: HttpRequest, limit: Limit, find: Callable[[], Any]) -> Any:
    """What a key opens. Raises Slowed for a network that has tried too many."""
    at = timezone.now()
    if limit.reached(request, at=at):
        raise Slowed(limit.seconds - 1)
    found = find()
    if found is None:
        limit.count(request, at=at)
    return found


def _slowed(identity: UUID) -> UUID:
    if seconds := limits.REQUESTS.wait(str(identity)):
        raise Slowed(seconds)
    return identity


def _typed(text: str) -> str:
    """As ASCII where a full-width keyboard was on, without NUL, and no longer than anyone would type."""
    return unicodedata.normalize("NFKC", text[:LONGEST].replace("\x00", "")).strip()
