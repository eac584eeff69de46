"""Cases over HTTP: the list in the order of change, and one case as its page shows it."""

import base64
import binascii
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router
from pydantic import Field

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import Case, Cases, Packets, problems
from bulou.entrypoints.api.bearer import page_of, speaker
from bulou.entrypoints.api.moments import Moment
from bulou.entrypoints.api.problems import invalid, not_found
from bulou.formats.instants import is_usual
from bulou.journal import instant
from bulou.records.listing import MOST, CaseLine, changed
from bulou.records.packets import notifications, submissions

router = Router(tags=["cases"])
State = Literal["open", "closed"]


@router.get("/cases", response={200: Cases, **problems(401, 422, 429)})
def cases(
    request: HttpRequest,
    state: State | None = None,
    updated_since: Annotated[Moment | None, Query(description="Leave out what has not changed since")] = None,
    cursor: Annotated[str | None, Field(max_length=200)] = None,
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50,
) -> Any:
    """The cases you may know of in your token's organisation, longest unchanged first: follow it to see every change.

    An act may become visible a moment after its time, so a follower that must not miss one asks again from a minute
    before the last `updated_at` it has seen.
    """
    held = speaker(request)
    after = _after(cursor)
    if cursor and after is None:
        return invalid({"cursor": _("This is not a cursor of ours.")})
    rows = changed(
        held.person_id,
        held.organisation_id,
        after=after,
        since=updated_since,
        is_open=None if state is None else state == "open",
        most=limit + 1,
    )
    shown = rows[:limit]
    return {
        "cases": [said.line(row) for row in shown],
        "next": _cursor(shown[-1]) if shown else cursor,
        "more": len(rows) > limit,
    }


@router.get("/cases/{case}", response={200: Case, **problems(401, 404, 429)})
def one(request: HttpRequest, case: str) -> Any:
    """A case, by its number or its id."""
    page = page_of(speaker(request), case, at=timezone.now())
    return not_found() if page is None else said.case(page, CaseLine.of(page.case))


@router.get("/cases/{case}/packets", response={200: Packets, **problems(401, 404, 429)})
def packets(request: HttpRequest, case: str) -> Any:
    """What was prepared and sent for MIIT's platform (Article 7(2)) and for the bodies of Article 10 ¶2."""
    page = page_of(speaker(request), case, at=timezone.now())
    if page is None:
        return not_found()
    found = [said.packet(kept, "nvdb") for kept in notifications(page)]
    found += [said.packet(kept, kept.row.platform) for kept in submissions(page)]
    return {"opened": page.opened, "packets": sorted(found, key=lambda each: str(each["prepared_at"]))}


def _cursor(row: CaseLine) -> str:
    return base64.urlsafe_b64encode(f"{instant(row.updated_at)}|{row.id}".encode()).decode()


def _after(cursor: str | None) -> tuple[datetime, UUID] | None:
    """What a cursor points behind; None where there is none or it was not made here."""
    try:
        text = base64.urlsafe_b64decode((cursor or "").encode()).decode()
        moment, _bar, identity = text.partition("|")
        after = datetime.fromisoformat(moment)
        return (after, UUID(identity)) if after.tzinfo and is_usual(after) else None
    except (ValueError, binascii.Error):
        return None
