"""What a referral file holds: the entries that a finding rests on, and the authority's own about it, each with its proof."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q

from bulou.journal.evidence import Manifest
from bulou.records.evidence import PUBLIC, TAKEN_FOR, Gathered, gathered
from bulou.records.models import ConfirmedFinding, Entry
from bulou.records.signing import node_verifier

ACT = "refer_finding"
OWN = frozenset({
    "subject", "finding", "rule", "key", "norm", "evidence", "order", "text_sha256", "due_at", "addressee",
})  # fmt: skip
ABOUT = (ACT, "confirm_finding", "issue_correction", "close_correction", "receive_correction")


@dataclass(frozen=True, slots=True)
class Referral:
    """A referral as it was sealed: the index of its entry, of which finding, to whom, when, by whom."""

    index: int
    finding: UUID
    addressee: str
    at: datetime
    actor: str
    hash: str


def referrals(authority_id: UUID, subject_id: UUID) -> list[Referral]:
    """The referrals of an authority about one organisation, newest first; one query."""
    rows = Entry.objects.filter(
        stream=f"org:{authority_id}",
        header__contains=f'"act":"{ACT}"',
        payload__subject__value=str(subject_id),
    )
    return [_read(row) for row in rows.order_by("-index")[:50] if "refused" not in row.payload]


def referral_of(authority_id: UUID, index: int, actor: str, *, at: datetime) -> Referral | None:
    """The referral that this actor took under this index within twelve hours, if it is one; one query."""
    row = Entry.objects.filter(stream=f"org:{authority_id}", index=index).first()
    if row is None or f'"act":"{ACT}"' not in row.header or "refused" in row.payload:
        return None
    found = _read(row)
    return found if found.actor == actor and found.at >= at - TAKEN_FOR else None


def file_of(authority_id: UUID, taken: Referral) -> Gathered:
    """The entries of the file, oldest first; nothing that was written in a case is in it."""
    own = f"org:{authority_id}"
    finding = ConfirmedFinding.objects.get(id=taken.finding, authority_id=authority_id)
    rests = [Q(stream=stream, index=index) for stream, index, _hash in finding.evidence]
    about = Q(stream=own, index__lte=taken.index) & reduce(
        or_, [Q(header__contains=f'"act":"{act}"') for act in ABOUT]
    )
    found = list(Entry.objects.filter(reduce(or_, [about, *rests])).order_by("id"))
    orders = {
        _said(row)["order"]
        for row in found
        if _said(row).get("finding") == str(finding.id) and "order" in row.payload
    }
    rows = [row for row in found if row.stream != own or _concerns(_said(row), finding, orders)]
    manifest = Manifest(
        node=node_verifier().name,
        stream=own,
        role="authority",
        taken=(own, taken.index, taken.hash),
        whole={},
    )
    return gathered(manifest, rows, None, lambda name: name in PUBLIC | OWN)


def _concerns(said: Mapping[str, Any], finding: ConfirmedFinding, orders: Collection[str]) -> bool:
    """Whether an entry of the authority is about this finding: by its id, or by an order that was issued on it."""
    return said.get("finding") == str(finding.id) or said.get("order") in orders


def _said(row: Entry) -> dict[str, Any]:
    return {name: held.get("value") for name, held in row.payload.items()}


def _read(row: Entry) -> Referral:
    header = json.loads(row.header)
    said = _said(row)
    return Referral(
        row.index,
        UUID(said["finding"]),
        said["addressee"],
        datetime.fromisoformat(header["at"]),
        header["actor"],
        row.hash,
    )
