"""What an auditor reads of the journal: the headers of an organisation's entries, and never what is in them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bulou.records.models import Case, Checkpoint, Entry

PAGE = 50
CHUNK = 500
MOST_CHUNKS = 4  # on a node with many organisations a page may be short; `older` leads on


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """The header of one sealed entry. `stream` is opaque: it names no case; `verdict` is empty where no law was asked.

    `covered` says whether the latest signed checkpoint of the node holds the entry.
    """

    stream: str
    index: int
    act: str
    at: datetime
    verdict: str
    hash: str
    covered: bool


@dataclass(frozen=True, slots=True)
class Headers:
    """Headers newest first; `older` is where the next page starts, None at the end; `size`, `at` are the checkpoint's."""

    rows: list[HeaderRow]
    older: int | None
    size: int
    at: datetime | None


def headers(organisation_id: UUID, *, before: int | None = None) -> Headers:
    """The newest headers in the streams of an organisation and its cases, or those before row `before`.

    At most ten queries however long the journal is.
    """
    found, older = _ids(organisation_id, before)
    last = Checkpoint.objects.order_by("-size").first()
    size = last.size if last else 0
    entries = Entry.objects.filter(id__in=found).defer("payload").order_by("-id")
    return Headers([_row(entry, size) for entry in entries], older, size, last.at if last else None)


def _ids(organisation_id: UUID, before: int | None) -> tuple[list[int], int | None]:
    own = f"org:{organisation_id}"
    found: list[int] = []
    for _chunk in range(MOST_CHUNKS):
        rows = Entry.objects.all() if before is None else Entry.objects.filter(id__lt=before)
        chunk = list(rows.order_by("-id").values_list("id", "stream")[:CHUNK])
        known = {own, *_case_streams(organisation_id, [stream for _id, stream in chunk])}
        for identity, stream in chunk:
            if stream in known:
                found.append(identity)
            if len(found) == PAGE:
                return found, identity
        if len(chunk) < CHUNK:
            return found, None
        before = chunk[-1][0]
    return found, before


def _case_streams(organisation_id: UUID, streams: Sequence[str]) -> list[str]:
    ids = {stream.removeprefix("case:") for stream in streams if stream.startswith("case:")}
    rows = Case.objects.filter(organisation_id=organisation_id, id__in=ids)
    return [f"case:{identity}" for identity in rows.values_list("id", flat=True)]


def _row(entry: Entry, size: int) -> HeaderRow:
    header = json.loads(entry.header)
    return HeaderRow(
        stream=entry.stream,
        index=entry.index,
        act=header["act"],
        at=datetime.fromisoformat(header["at"]),
        verdict=header["verdict"] or "",
        hash=entry.hash,
        covered=entry.leaf is not None and entry.leaf < size,
    )
