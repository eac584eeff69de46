"""Who takes part in a case from outside: the matrix as the organisation sees it, and the room of one party."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from bulou.records import visible
from bulou.records.concerns import Suspended, concerning, suspended_among
from bulou.records.discussion import PostRow, TopicRow, posts_of, readable_by, topics_of
from bulou.records.models import Case, EmbargoTerms, Entry, Notice, Office, Party, PartyStatus
from bulou.records.sealed import case_key
from bulou.records.visible import OPEN_FOR, Head, cases_of


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice to a party, its state, and the entry that proves when it was written."""

    notice: Notice
    index: int | None
    hash: str


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One party: `place` is none, invited, inside or removed; `silent_days` are counted from the ask, 0 where it has spoken."""

    party: Party
    place: str
    statuses: list[PartyStatus]
    notices: list[NoticeRow]
    silent_days: int


@dataclass(frozen=True, slots=True)
class PartiesPage:
    """The parties of a case but for the reporter, the terms of its embargo newest first, and the cases it belongs with."""

    head: Head
    rows: list[PartyRow]
    terms: list[EmbargoTerms]
    suspended: Mapping[UUID, Suspended]
    products: list[str]
    parent: Case | None = None
    children: list[Case] = field(default_factory=list)

    @property
    def case(self) -> Case:
        return self.head.case


@dataclass(frozen=True, slots=True)
class Invited:
    """A case to which an organisation was invited: what its lead may see of it before coming in."""

    party: Party
    number: str
    organisation: object


@dataclass(frozen=True, slots=True)
class Room:
    """What one party sees: the shared part of the case, posts written for it, names it may know, its own answers."""

    party: Party
    case: Case
    title: str
    topics: list[TopicRow]
    posts: list[PostRow]
    before: int | None
    others: list[Party]
    hidden: int
    statuses: list[PartyStatus]
    terms: list[EmbargoTerms]


def parties_page(person_id: UUID, number: str, *, at: datetime) -> PartiesPage | None:
    """The party matrix of a case that exists for this person; eight queries at any size."""
    head = visible.head(person_id, number, at=at)
    if head is None:
        return None
    case = head.case
    parties = list(
        Party.objects.filter(case=case)
        .exclude(role="reporter")
        .select_related("organisation")
        .order_by("name", "id")
    )
    statuses: dict[UUID, list[PartyStatus]] = defaultdict(list)
    for status in PartyStatus.objects.filter(party__case=case).order_by("product"):
        statuses[status.party_id].append(status)
    notices = _notices(case)
    rows = [
        PartyRow(
            party,
            place(party),
            statuses[party.id],
            notices[party.name],
            silent_days(party, bool(statuses[party.id]), at),
        )
        for party in parties
    ]
    around = cases_of(person_id).filter(organisation=case.organisation_id)
    related = list(around.filter(Q(parent=case) | Q(id=case.parent_id or case.id)))
    return PartiesPage(
        head=head,
        rows=rows,
        terms=terms_of(case),
        suspended=suspended_among(concerning(case), parties),
        products=sorted({status.product for found in statuses.values() for status in found}),
        parent=next((each for each in related if each.id == case.parent_id), None),
        children=[each for each in related if each.parent_id == case.id],
    )


def place(party: Party) -> str:
    """Where a party stands: none (not invited), invited, inside, removed."""
    if party.removed_at is not None:
        return "removed"
    if party.invited_at is None:
        return "none"
    return "inside" if party.reads_from is not None else "invited"


def silent_days(party: Party, has_status: bool, at: datetime) -> int:
    """Full days since a party was asked without a word from it; silence is none of the answers."""
    waiting = party.asked_at is not None and party.answered_at is None and not has_status
    return (at - party.asked_at).days if waiting and party.asked_at and party.removed_at is None else 0


def terms_of(case: Case) -> list[EmbargoTerms]:
    """Every proposal of the case's embargo, newest first; one query."""
    return list(EmbargoTerms.objects.filter(case=case).select_related("by").order_by("-proposed_at", "-id"))


def _notices(case: Case) -> Mapping[str, list[NoticeRow]]:
    """Notices to parties by recipient, each with the entry that holds it; two queries."""
    found: dict[str, list[NoticeRow]] = defaultdict(list)
    rows = list(Notice.objects.filter(case=case, kind__in=("upstream", "share")).order_by("queued_at"))
    proofs: dict[str, Entry] = {}
    if rows:
        entries = Entry.objects.filter(
            stream=case.stream, payload__notice__value__in=[str(row.id) for row in rows]
        )
        for entry in entries.order_by("-index"):  # the first that names it wrote it
            proofs[entry.payload["notice"]["value"]] = entry
    for row in rows:
        proof = proofs.get(str(row.id))
        found[row.recipient].append(
            NoticeRow(row, proof.index if proof else None, proof.hash if proof else "")
        )
    return found


def invited(person_id: UUID, organisation_id: UUID) -> list[Invited]:
    """The cases to which this organisation was invited, for one of its leads; one query."""
    leads = Office.objects.filter(
        person_id=person_id, person__is_active=True, organisation=OuterRef("organisation"), kind="lead", revoked_at=None
    )  # fmt: skip
    rows = Party.objects.filter(
        Exists(leads), organisation_id=organisation_id, invited_at__isnull=False, removed_at=None
    )
    found = rows.select_related("case__organisation").order_by("-invited_at", "id")
    return [Invited(party, party.case.number, party.case.organisation) for party in found]


def invited_as(person_id: UUID, organisation_id: UUID, party_id: UUID) -> Party | None:
    """The party as which a lead of this organisation was invited to a case; one query."""
    return next(
        (each.party for each in invited(person_id, organisation_id) if each.party.id == party_id), None
    )


def by_secret(secret: str) -> Party | None:
    """The party whose invitation this is, as long as it is good; one query."""
    digest = hashlib.sha256(secret.encode()).hexdigest()
    rows = Party.objects.filter(
        secret_sha256=digest, organisation=None, invited_at__isnull=False, removed_at=None
    )
    return rows.select_related("case__organisation").first() if secret else None


def by_id(party_id: UUID, secret_sha256: str) -> Party | None:
    """The party of a session that was opened with this invitation; None once it was withdrawn or made anew. One query."""
    rows = Party.objects.filter(
        id=party_id, secret_sha256=secret_sha256, removed_at=None, invited_at__isnull=False
    )
    return rows.select_related("case__organisation").first() if secret_sha256 else None


def entered_since(party: Party, actor: str, *, at: datetime) -> bool:
    """Whether `actor` (as entries name them) opened the room of this party within twelve hours, as the case's stream says; one query."""
    sealed = Entry.objects.filter(
        stream=party.case.stream,
        payload__party__value=str(party.id),
        header__contains='"act":"enter_case"',
    )
    last = sealed.filter(header__contains=f'"actor":"{actor}"').order_by("-index").first()
    return last is not None and datetime.fromisoformat(json.loads(last.header)["at"]) > at - OPEN_FOR


def still_in(party_id: UUID) -> bool:
    """Whether a party is invited and was not taken out: asked before any mail to it leaves (AC05)."""
    return Party.objects.filter(id=party_id, removed_at=None).exists()


def room(party: Party, *, topic: UUID | None = None, before: int | None = None) -> Room | None:
    """What a party that has come in reads; seven queries. None while it has not, or has no longer a place there.

    Whoever calls has asked the law whether anything may be shown to it now (EnterCase).
    """
    if party.reads_from is None or party.removed_at is not None:
        return None
    case, rows = party.case, readable_by(party)
    key = case_key(case.id, case.key_wrapped)
    posts, older = posts_of(case, key, rows, topic, before)
    inside = Party.objects.filter(case=case, reads_from__isnull=False, removed_at=None).exclude(id=party.id)
    others = list(inside.order_by("name", "id"))
    return Room(
        party=party,
        case=case,
        title=key.open(case.title_sealed, f"case:{case.id}:title").decode(),
        topics=topics_of(case, key, rows, {}, only_written=True),
        posts=posts,
        before=older,
        others=[each for each in others if each.shown],
        hidden=sum(not each.shown for each in others),
        statuses=list(PartyStatus.objects.filter(party=party).order_by("product")),
        terms=[each for each in terms_of(case) if each.state in ("open", "in_force")],
    )
