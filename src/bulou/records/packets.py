"""The packets of a case in clear: to MIIT's platform, and to the bodies of Article 10 ¶2. For an opened case only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from bulou.records.models import AuthorityNotification, Submission
from bulou.records.pages import CasePage
from bulou.records.sealed import case_key

Row = TypeVar("Row", AuthorityNotification, Submission)


@dataclass(frozen=True, slots=True)
class Kept(Generic[Row]):
    """One packet: its row, and the exact bytes whose hash is sealed."""

    row: Row
    content: bytes


def notifications(page: CasePage) -> list[Kept[AuthorityNotification]]:
    """The packets to MIIT's platform, oldest first, as the page read them; none while the case is closed to the reader."""
    rows = page.notifications if page.opened else []
    key = case_key(page.case.id, page.case.key_wrapped)
    return [Kept(row, key.open(row.packet_sealed, f"packet:{row.id}")) for row in rows]


def submissions(page: CasePage) -> list[Kept[Submission]]:
    """The packets to the bodies of Article 10, oldest first; likewise. One query."""
    rows = Submission.objects.filter(case=page.case).order_by("prepared_at") if page.opened else ()
    key = case_key(page.case.id, page.case.key_wrapped)
    return [Kept(row, key.open(row.packet_sealed, f"submission:{row.id}")) for row in rows]


def the_packet(kept: Sequence[Kept[Row]], identity: UUID) -> Kept[Row] | None:
    """The packet of this id, if it is among them."""
    return next((each for each in kept if each.row.id == identity), None)
