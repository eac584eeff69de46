"""What someone wants looked at before a case goes on: suspected abuse (Article 4) and open legal questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from bulou.law import Citation
from bulou.records.citations import citations
from bulou.records.models import AbuseFlag, Case, LegalQuestion, Party
from bulou.records.sealed import Key


@dataclass(frozen=True, slots=True)
class Suspended:
    """A party of a case with whom nothing is shared for now; `told` says whether it was told of the case already."""

    party_id: UUID
    name: str
    role: str
    told: bool


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A legal question that is open: two norms by id and citation, the question in clear where the case is open."""

    id: UUID
    first: str
    second: str
    first_citation: Citation | None
    second_citation: Citation | None
    question: str
    opened_at: datetime
    opened_by: str


def suspended(case: Case) -> dict[UUID, Suspended]:
    """The parties of this case with whom sharing is suspended, by id; one query where nobody is, two otherwise."""
    flags = concerning(case)
    return suspended_among(flags, Party.objects.filter(case=case)) if any(map(in_force, flags)) else {}


def concerning(case: Case) -> list[AbuseFlag]:
    """The flags of a case and the suspensions in force anywhere in its organisation, newest first; one query."""
    here = Q(case=case)
    anywhere = Q(case__organisation=case.organisation_id, suspended_at__isnull=False, lifted_at=None)
    return list(
        AbuseFlag.objects.filter(here | anywhere).select_related("party").order_by("-flagged_at", "id")
    )


def in_force(flag: AbuseFlag) -> bool:
    """Whether sharing with the flagged party is suspended now."""
    return flag.suspended_at is not None and flag.lifted_at is None and flag.party_id is not None


def suspended_among(flags: Iterable[AbuseFlag], parties: Iterable[Party]) -> dict[UUID, Suspended]:
    """Those of a case's parties that are suspended, by id. No query.

    A party that was suspended in another case of the same organisation is suspended here too: one hosted on this node is
    known by its organisation, another by its name. A reporter is known in their own case only: a name may be anyone's.
    """
    standing = [flag.party for flag in flags if in_force(flag) and flag.party is not None]
    ids = {party.id for party in standing}
    others = [party for party in standing if party.role != "reporter"]
    hosted = {party.organisation_id for party in others if party.organisation_id}
    names = {_known_as(party.name) for party in others if party.organisation_id is None and party.name}
    return {
        party.id: Suspended(party.id, party.name, party.role, party.asked_at is not None)
        for party in parties
        if party.id in ids
        or (party.role != "reporter" and (party.organisation_id in hosted or _known_as(party.name) in names))
    }


def _known_as(name: str) -> str:
    return " ".join(name.casefold().split())


def questions_of(case: Case) -> list[LegalQuestion]:
    """The legal questions of a case that are open, oldest first; one query."""
    rows = LegalQuestion.objects.filter(case=case, closed_at=None).select_related("opened_by")
    return list(rows.order_by("opened_at"))


def in_clear(rows: Iterable[LegalQuestion], key: Key | None) -> list[OpenQuestion]:
    """Open questions with their citations; the words of the question only with the case's key. No query."""
    known = citations()
    return [
        OpenQuestion(
            id=row.id,
            first=row.first,
            second=row.second,
            first_citation=known.get(row.first),
            second_citation=known.get(row.second),
            question=key.open(row.question_sealed, about(row)).decode() if key is not None else "",
            opened_at=row.opened_at,
            opened_by=row.opened_by.name if row.opened_by else "",
        )
        for row in rows
    ]


def about(row: LegalQuestion) -> str:
    """The binding of a question's words to its row."""
    return f"legal_question:{row.id}"
