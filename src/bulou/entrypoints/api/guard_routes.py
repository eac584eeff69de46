"""The house guarded against itself over HTTP: accounts, leaked copies, reading watched, and the broken glass."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import problems
from bulou.entrypoints.api.bearer import offices_of, seat_of, speaker
from bulou.entrypoints.api.problems import not_found
from bulou.records import glass, read_log
from bulou.records.accounts import accounts, tokens_in
from bulou.records.copies import traced

router = Router(tags=["house"])


class Account(Schema):
    """Someone who can sign in here, or could until the account was suspended."""

    id: str
    name: str
    email: str
    offices: list[str]
    active: bool
    last_seen: str | None


class MemberToken(Schema):
    """A token that speaks for a member in this organisation; the secret is not kept."""

    id: str
    person: str
    label: str
    scope: str
    expires_at: str
    last_used_at: str | None


class Accounts(Schema):
    """Who can sign in, and which programs speak for them."""

    people: list[Account]
    tokens: list[MemberToken]


class FollowedLeak(Schema):
    """A leaked table that was followed; `person` null: it cannot be told whose copy it was. `bound`: the chance of error."""

    entry: int
    at: str
    leak_sha256: str
    person: str | None
    by: str
    marks: int
    bound: str


class Leaks(Schema):
    """The leaks that were followed last, newest first."""

    leaks: list[FollowedLeak]


class RaisedAlarm(Schema):
    """A count of the read log that went over its limit."""

    person: str
    rule: str
    counted: int
    limit: int
    usual: int | None
    raised_at: str


class OpenedInEmergency(Schema):
    """A case that someone opened in an emergency without having been let in; `approved` null: not reviewed yet."""

    id: str
    person: str
    case: str
    reason: str
    broken_at: str
    until: str
    reviewed_at: str | None
    approved: bool | None


class ReadLogLine(Schema):
    """One opening of a case, or one copy taken; nothing of what was read."""

    person: str
    what: str
    case_id: str | None
    rows: int
    others: bool
    at: str


class Watch(Schema):
    """What was counted of reading in the organisation, against which limits."""

    limits: dict[str, int]
    alarms: list[RaisedAlarm]
    glasses: list[OpenedInEmergency]
    log: list[ReadLogLine]


class BehindGlass(Schema):
    """A case as it is read in an emergency."""

    case: str
    title: str
    until: str
    report: dict[str, str]


@router.get("/accounts", response={200: Accounts, **problems(401, 404, 429)})
def the_accounts(request: HttpRequest) -> Any:
    """Who can sign in and which tokens speak for them, for the system administrator (acts `end_token`, `suspend_account`, …)."""
    held = speaker(request)
    if "system_admin" not in offices_of(held):
        return not_found()
    return {
        "people": [
            {
                "id": str(each.person.id),
                "name": each.person.name,
                "email": each.person.email,
                "offices": each.offices,
                "active": each.person.is_active,
                "last_seen": said.moment(each.last_seen),
            }
            for each in accounts(held.organisation_id)
        ],
        "tokens": [
            {
                "id": str(row.id),
                "person": str(row.person_id),
                "label": row.name,
                "scope": row.scope,
                "expires_at": said.moment(row.expires_at),
                "last_used_at": said.moment(row.last_used_at),
            }
            for row in tokens_in(held.organisation_id, at=timezone.now())
        ],
    }


@router.get("/leaks", response={200: Leaks, **problems(401, 404, 429)})
def leaks(request: HttpRequest) -> Any:
    """The leaks that were followed last, for the security administrator and the auditor (act `trace_leak`)."""
    held = speaker(request)
    if not {"security_admin", "auditor"} & offices_of(held):
        return not_found()
    return {
        "leaks": [
            {
                "entry": each.index,
                "at": said.moment(each.at),
                "leak_sha256": each.leak_sha256,
                "person": str(each.person.id) if each.person else None,
                "by": each.by,
                "marks": each.marks,
                "bound": each.bound,
            }
            for each, _entry in traced(held.organisation_id)
        ]
    }


@router.get("/watch", response={200: Watch, **problems(401, 404, 429)})
def watch(request: HttpRequest) -> Any:
    """Alarms over reading, openings in an emergency, the read log and its limits (acts `review_glass`, `set_reading_limits`)."""
    held = speaker(request)
    if not {"security_admin", "auditor", "lead"} & offices_of(held):
        return not_found()
    counted = ("rule", "counted", "limit", "usual")
    return {
        "limits": read_log.limits_of(seat_of(held).organisation),
        "alarms": [
            {name: getattr(each, name) for name in counted}
            | {"person": str(each.person_id), "raised_at": said.moment(each.raised_at)}
            for each in read_log.alarms(held.organisation_id)
        ],
        "glasses": [
            {
                "id": str(each.id),
                "person": str(each.person_id),
                "case": each.case.number,
                "reason": each.reason,
                "broken_at": said.moment(each.broken_at),
                "until": said.moment(each.until),
                "reviewed_at": said.moment(each.reviewed_at),
                "approved": each.approved,
            }
            for each in glass.glasses(held.organisation_id)
        ],
        "log": [
            {
                "person": str(each.person_id),
                "what": each.what,
                "case_id": str(each.case_id) if each.case_id else None,
                "rows": each.rows,
                "others": each.others,
                "at": said.moment(each.at),
            }
            for each in read_log.lately(held.organisation_id)
        ],
    }


@router.get("/emergencies/{glass_id}", response={200: BehindGlass, **problems(401, 404, 422, 429)})
def emergency(request: HttpRequest, glass_id: UUID) -> Any:
    """What is behind a glass that you broke (act `break_glass`), until it closes."""
    held = speaker(request)
    found = glass.behind(held.person_id, held.organisation_id, glass_id, at=timezone.now())
    if found is None:
        return not_found()
    return {
        "case": found.glass.case.number,
        "title": found.title,
        "until": said.moment(found.glass.until),
        "report": {name: str(value) for name, value in found.report.items()},
    }
