"""The organisation's own pages over HTTP: people, readings of the law, rewards, suspected abuse, the journal, and oneself."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import problems
from bulou.entrypoints.api.bearer import is_desk, offices_of, seat_of, speaker
from bulou.entrypoints.api.desk_models import Flags, JournalPage, Members, Mine, Readings, Rewards
from bulou.entrypoints.api.problems import not_found
from bulou.law import READINGS, Reading
from bulou.records import house
from bulou.records.flagged import flags_for, is_live
from bulou.records.headers import headers
from bulou.records.rewards import ledger
from bulou.records.tokens import tokens_of

router = Router(tags=["house"])
FURTHEST = 2**53


@router.get("/members", response={200: Members, **problems(401, 404, 429)})
def members(request: HttpRequest) -> Any:
    """The people of the organisation and its open invitations, for its security administrator and its leads."""
    held = speaker(request)
    if not {"security_admin", "lead"} & offices_of(held):
        return not_found()
    return {
        "members": [
            {
                "id": str(each.person.id),
                "name": each.person.name,
                "email": each.person.email,
                "offices": [office.kind for office in each.offices],
                "revoked": [office.kind for office in each.revoked],
            }
            for each in house.members(held.organisation_id)
        ],
        "invitations": [
            {
                "id": str(each.id),
                "email": each.email,
                "office": each.office,
                "expires_at": said.moment(each.expires_at),
            }
            for each in house.invitations(held.organisation_id, at=timezone.now())
        ],
    }


@router.get("/readings", response={200: Readings, **problems(401, 429)})
def readings(request: HttpRequest) -> Any:
    """The open points of the law: what is relied on here, and who chose it on what grounds (act `choose_reading`)."""
    held = speaker(request)
    organisation = seat_of(held).organisation
    history = house.choices(held.organisation_id)
    return {
        "readings": [
            _reading(each, organisation.readings, history.get(each.name, [])) for each in READINGS.values()
        ],
        "events": [
            {
                "name": each.name,
                "starts_at": said.moment(each.starts_at),
                "ends_at": said.moment(each.ends_at),
                "source": each.source,
            }
            for each in house.major_events(at=timezone.now())
        ],
    }


@router.get("/rewards", response={200: Rewards, **problems(401, 404, 422, 429)})
def rewards(request: HttpRequest, page: Annotated[int, Field(ge=1, le=1_000_000)] = 1) -> Any:
    """The reward ledger, as far as you may know its cases."""
    held = speaker(request)
    if not is_desk(held):
        return not_found()
    found = ledger(held.person_id, held.organisation_id, page=page)
    return {
        "rewards": [
            {
                "id": str(row.id),
                "case": row.case.number,
                "amount": f"{row.amount:.2f}",
                "currency": row.currency,
                "state": row.state,
                "proposed_at": said.moment(row.proposed_at),
                "approved_at": said.moment(row.approved_at),
                "ended_at": said.moment(row.ended_at),
            }
            for row in found.rows
        ],
        "totals": [
            {"currency": each.currency, "state": each.state, "amount": f"{each.amount:.2f}", "count": each.count}
            for each in found.totals
        ],
        "page": found.page,
        "pages": found.pages,
    }  # fmt: skip


@router.get("/abuse", response={200: Flags, **problems(401, 404, 429)})
def abuse(request: HttpRequest) -> Any:
    """Flags of suspected abuse (Article 4) on the cases that you may know (acts `flag_abuse`, `refer_abuse`, …)."""
    held = speaker(request)
    if not is_desk(held):
        return not_found()
    return {
        "flags": [
            {
                "id": str(flag.id),
                "case": flag.case.number,
                "suspicion": flag.suspicion,
                "party": flag.party.name if flag.party else "",
                "entry": flag.entry_index,
                "flagged_at": said.moment(flag.flagged_at),
                "suspended_at": said.moment(flag.suspended_at),
                "lifted_at": said.moment(flag.lifted_at),
                "referred_at": said.moment(flag.referred_at),
                "addressee": flag.addressee,
                "reference": flag.reference,
                "live": is_live(flag),
            }
            for flag in flags_for(held.person_id, held.organisation_id)
        ]
    }


@router.get("/journal", response={200: JournalPage, **problems(401, 404, 422, 429)})
def journal(request: HttpRequest, before: Annotated[int | None, Field(ge=0, le=FURTHEST)] = None) -> Any:
    """Headers of the organisation's journal for its auditor: hashes and moments, no content."""
    held = speaker(request)
    if "auditor" not in offices_of(held):
        return not_found()
    page = headers(held.organisation_id, before=before)
    named = ("stream", "index", "act", "verdict", "hash", "covered")
    return {
        "entries": [
            {name: getattr(row, name) for name in named} | {"at": said.moment(row.at)} for row in page.rows
        ],
        "older": page.older,
        "size": page.size,
        "at": said.moment(page.at),
    }


@router.get("/me", response={200: Mine, **problems(401, 429)})
def me(request: HttpRequest) -> Any:
    """For whom this token speaks: offices, tokens (act `revoke_token`), and the newest of your own stream."""
    held = speaker(request)
    return {
        "id": str(held.person_id),
        "name": held.name,
        "offices": sorted(offices_of(held)),
        "tokens": [
            {
                "id": str(row.id),
                "label": row.name,
                "scope": row.scope,
                "created_at": said.moment(row.created_at),
                "expires_at": said.moment(row.expires_at),
                "last_used_at": said.moment(row.last_used_at),
            }
            for row in tokens_of(held.person_id, held.organisation_id, at=timezone.now())
        ],
        "entries": [
            {
                "index": row.index,
                "hash": row.hash,
                "act": row.act,
                "at": said.moment(row.at),
                "case": row.case,
            }
            for row in house.own_entries(held.person_id)
        ],
    }


def _reading(each: Reading, chosen: Any, history: list[Any]) -> dict[str, Any]:
    return {
        "name": each.name,
        "question": said.words(each.question),
        "options": {value: said.words(text) for value, text in each.options.items()},
        "default": each.default,
        "relied_on": chosen.get(each.name, each.default),
        "choices": [
            {
                "value": row.value,
                "by": row.person.name if row.person else "",
                "grounds": row.grounds,
                "at": said.moment(row.at),
            }
            for row in history
        ],
    }
