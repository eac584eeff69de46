"""An authority's register: what it has received, as far as the reader may know the cases; and one matter with all of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from bulou.law.competence import Power, competent
from bulou.records.houses import House, named
from bulou.records.matter_sums import Known
from bulou.records.models import (
    Circulation,
    Decision,
    Matter,
    OfficialRequest,
    OfficialWord,
    Opinion,
    Organisation,
)
from bulou.records.models.authority import (
    FROM_OTHERS,
    INCOMPLETE,
    SENT_LATE,
    TO_REGISTER,
    UNANSWERED,
    UNREMEDIED,
)
from bulou.records.visible import Head

PER_PAGE = 50
UNTOLD = Exists(Circulation.objects.filter(UNANSWERED, matter=OuterRef("pk")))
VIEWS: Mapping[str, Any] = {
    "new": TO_REGISTER,
    "late": SENT_LATE,
    "incomplete": INCOMPLETE,
    "overdue": UNREMEDIED,
    "requests": Q(kind__in=("assessment", "consent"), decided_at=None),
    "reports": Q(kind="report"),
    "shared": FROM_OTHERS,
    "untold": Q(),
    "all": Q(),
}
"""The lists of the register. `overdue` is narrowed by the moment, `untold` to what waits for a receipt."""


@dataclass(frozen=True, slots=True)
class Line:
    """One matter in a list; `followers` are merged into it, `silent` bodies have not confirmed that they were told."""

    matter: Matter
    followers: int
    silent: int


@dataclass(frozen=True, slots=True)
class Register:
    """A page of one list, what has waited or is due longest first; `more` if another page follows. Pages count from 1."""

    view: str
    lines: Sequence[Line]
    page: int
    more: bool


def register(
    person_id: UUID,
    organisation_id: UUID,
    *,
    view: str,
    at: datetime,
    page: int = 1,
    sender: UUID | None = None,
) -> Register:
    """One list of the matters that exist for this person, of all senders or one; five queries."""
    known = Known(person_id, organisation_id)
    rows = _listed(known, view, at)
    if sender is not None:
        rows = rows.filter(sender_id=sender)
    start = (page - 1) * PER_PAGE
    found = list(rows.values_list("pk", flat=True)[start : start + PER_PAGE + 1])  # of the index alone
    whole = Matter.objects.select_related("case", "merged_into__case").in_bulk(found[:PER_PAGE])
    shown = [whole[each] for each in found[:PER_PAGE]]
    circulations = Circulation.objects.filter(UNANSWERED, matter__in=[row.pk for row in shown])
    followers = Matter.objects.filter(merged_into__in=[row.pk for row in shown])
    following = dict(
        followers.values("merged_into").annotate(count=Count("pk")).values_list("merged_into", "count")
    )
    silent = dict(circulations.values("matter").annotate(count=Count("id")).values_list("matter", "count"))
    return Register(
        view,
        [Line(row, following.get(row.pk, 0), silent.get(row.pk, 0)) for row in shown],
        page,
        len(found) > PER_PAGE,
    )


def _listed(known: Known, view: str, at: datetime) -> QuerySet[Any]:
    """In an order in which an index of the list lies (Matter.Meta)."""
    rows = known.matters.filter(VIEWS[view])
    if view == "overdue":
        return rows.filter(remedy_by__lt=at).order_by("remedy_by", "case_id")
    if view == "untold":
        rows = rows.filter(UNTOLD)
    if view == "all":
        return rows.order_by("-received_at", "case_id")
    return rows.order_by(Coalesce("remedy_by", "received_at"), "case_id")


@dataclass(frozen=True, slots=True)
class MatterPage:
    """One matter with what belongs to it; prose (`content`, opinions, grounds) only while the case is open to the reader.
    `speakers` are the authorities that have given opinions, by id.

    `merged` are those that follow it. None of it is ever shown to a sender.
    """

    matter: Matter
    content: Mapping[str, Any]
    circulations: Sequence[Circulation]
    opinions: Sequence[tuple[Opinion, str]]
    speakers: Mapping[UUID, House]
    decision: Decision | None
    grounds: str
    merged: Sequence[Matter]


def matter_page(head: Head) -> MatterPage | None:
    """The matter of a case that exists for the reader; None where it is none. Seven queries at most."""
    rows = Matter.objects.select_related("merged_into__case", "organisation")
    matter = rows.filter(case=head.case).first()
    if matter is None:
        return None
    key, shown = head.key, head.opened
    decision = Decision.objects.filter(matter=matter).first()
    opinions = list(Opinion.objects.filter(matter=matter).order_by("given_at"))
    return MatterPage(
        matter,
        json.loads(key.open(matter.content_sealed, f"matter:{head.case.id}"))
        if shown and matter.content_sealed
        else {},
        list(
            Circulation.objects.filter(matter=matter)
            .select_related("organisation")
            .order_by("purpose", "body")
        ),
        [(row, key.open(row.text_sealed, f"opinion:{row.id}").decode() if shown else "") for row in opinions],
        named(matter.organisation_id, [row.organisation_id for row in opinions]),
        decision,
        key.open(decision.grounds_sealed, f"decision:{decision.id}").decode() if decision and shown else "",
        list(Matter.objects.filter(merged_into=matter).select_related("case").order_by("received_at")),
    )


def powers_of(organisation: Organisation) -> frozenset[Power]:
    """What the competence table gives this organisation."""
    return frozenset(power for power in Power if competent(organisation.bodies, power))


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What a case has asked of authorities and what they have said to it, newest first."""

    requests: Sequence[OfficialRequest]
    words: Sequence[tuple[OfficialWord, str]]


def correspondence(head: Head) -> Correspondence:
    """Of a case that exists for the reader; two queries, none of a closed one."""
    if not head.opened:
        return Correspondence([], [])
    words = OfficialWord.objects.filter(case=head.case).order_by("-received_at", "-id")
    return Correspondence(
        list(OfficialRequest.objects.filter(case=head.case).order_by("-asked_at")),
        [(row, head.key.open(row.text_sealed, f"word:{row.id}").decode()) for row in words],
    )
