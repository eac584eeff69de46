"""What goes into an evidence pack: entries as they are kept, opened as far as a role may see, with proofs from the stored tree."""

import base64
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from bulou.journal.evidence import Manifest, Proofs, Proven
from bulou.journal.evidence.writing import summary_of
from bulou.journal.merkle import Tree
from bulou.records.models import Case, Checkpoint, Entry, Notice, Reading, TreeNode
from bulou.records.sealed import Key, case_key
from bulou.records.signing import node_verifier
from bulou.records.streams import about

ROLES = ("organisation", "authority", "public")
"""Who a pack is for: everything that opens; nothing that was sealed encrypted; of each entry only what stands in PUBLIC."""
PUBLIC = frozenset({
    "number", "channel", "raw_sha256", "raw_size", "files", "packet_sha256", "draft_sha256", "csaf_sha256", "revision",
    "receipt_number", "late", "method", "library", "document", "refused", "role", "commitment", "commitment_met", "count",
})  # fmt: skip
TAKEN_FOR = timedelta(hours=12)
MOST_NOTICES = 500
FETCH = 1000
ACT = "export_evidence"


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything a pack is made of, but for its pages; `summary` is what those tell."""

    manifest: Manifest
    entries: Sequence[Proven]
    proofs: Proofs

    @property
    def summary(self) -> dict[str, Any]:
        return summary_of(self.manifest, self.entries)


@dataclass(frozen=True, slots=True)
class Taken:
    """An export as it was sealed: for which role, when, by whom, under which index of the case's stream."""

    index: int
    role: str
    at: datetime
    actor: str
    hash: str


def exports(case: Case) -> list[Taken]:
    """The exports of a case, newest first; one query."""
    rows = Entry.objects.filter(stream=case.stream, header__contains=f'"act":"{ACT}"')
    found = [_taken(row) for row in rows.order_by("-index")[:50]]
    return [each for each in found if each is not None]


def export_of(case: Case, index: int, actor: str, *, at: datetime) -> Taken | None:
    """The export that this actor took under this index within twelve hours, if it is one; one query."""
    row = Entry.objects.filter(stream=case.stream, index=index).first()
    found = _taken(row) if row is not None else None
    if found is None or found.actor != actor or found.at < at - TAKEN_FOR:
        return None
    return found


def _taken(row: Entry) -> Taken | None:
    header = json.loads(row.header)
    if header["act"] != ACT or "refused" in row.payload or "role" not in row.payload:
        return None
    role = row.payload["role"]["value"]
    return Taken(row.index, role, datetime.fromisoformat(header["at"]), header["actor"], row.hash)


def of_case(case: Case, taken: Taken) -> Gathered:
    """The pack of a case up to the entry by which it was taken; for one state of the journal always the same.

    Besides the case's own stream it holds those of its notices (at most 500) and each opening of the case, which stands in the
    stream of whoever opened it. What is encrypted is opened for the role `organisation` alone.
    """
    key = case_key(case.id, case.key_wrapped) if taken.role == "organisation" else None
    shows = _all if taken.role != "public" else _few
    own = list(Entry.objects.filter(stream=case.stream, index__lte=taken.index).order_by("index"))
    notices = (
        Notice.objects.filter(case=case)
        .order_by("queued_at", "id")
        .values_list("id", flat=True)[:MOST_NOTICES]
    )
    streams = [f"notice:{each}" for each in notices]
    told = _until(Entry.objects.filter(stream__in=streams).order_by("stream", "index"), taken.at)
    manifest = Manifest(
        node=node_verifier().name,
        stream=case.stream,
        role=taken.role,
        taken=(case.stream, taken.index, taken.hash),
        whole=_ends([*own, *told]),
    )
    return gathered(manifest, [*own, *told, *_until(_openings(case), taken.at)], key, shows)


def gathered(
    manifest: Manifest, rows: Sequence[Entry], key: Key | None, shows: Callable[[str], bool]
) -> Gathered:
    """These entries with their proofs, opened with `key` if there is one; `shows` says which fields may be seen.

    Of each entry that is in the tree the smallest checkpoint that covers it is there; each is joined to the next, and the
    paths lead to the largest. Four queries, and one for each thousand nodes of the tree.
    """
    notes = _covering(rows)
    sizes = sorted(notes)
    size = sizes[-1] if sizes else 0
    nodes = _Nodes()
    for _read in range(2):  # first to learn which nodes it takes, then with them at hand
        tree = Tree(nodes.get, size)
        paths = {row.id: tree.inclusion(row.leaf) for row in rows if row.leaf is not None and row.leaf < size}
        joined = [tree.consistency(old, new) for old, new in pairwise(sizes)]
        nodes.fetch()
    entries = [
        Proven(
            header=json.loads(row.header),
            payload={name: held for name, held in _opened(row, key) if shows(name)},
            hash=row.hash,
            leaf=row.leaf if row.id in paths else None,
            path=paths.get(row.id, ()),
        )
        for row in rows
    ]
    return Gathered(manifest, entries, Proofs([notes[each] for each in sizes], joined))


def _all(_name: str) -> bool:
    return True


def _few(name: str) -> bool:
    return name in PUBLIC


def _ends(rows: Iterable[Entry]) -> dict[str, tuple[int, str]]:
    """The end of each stream that these entries, each stream in order, make up."""
    return {row.stream: (row.index + 1, row.hash) for row in rows}


def _openings(case: Case) -> QuerySet[Entry]:
    """Each opening of the case, in the streams of those who opened it."""
    readers = Reading.objects.filter(case=case).values_list("person_id", flat=True)
    return Entry.objects.filter(
        stream__in=[f"person:{reader}" for reader in readers],
        header__contains='"act":"open_undisclosed"',
        payload__case__value=str(case.id),
    ).order_by("id")


def _until(rows: Iterable[Entry], moment: datetime) -> list[Entry]:
    """Those that were sealed by a moment."""
    return [row for row in rows if datetime.fromisoformat(json.loads(row.header)["at"]) <= moment]


def _opened(row: Entry, key: Key | None) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """The fields of an entry with their salts; of what is encrypted only what the case's key opens."""
    for name, held in row.payload.items():
        if "value" in held:
            yield name, held
        elif key is not None and not row.stream.startswith("notice:"):
            yield name, json.loads(key.open(base64.b64decode(held["box"]), about(row, name)))


def _covering(rows: Sequence[Entry]) -> dict[int, str]:
    """The notes of the smallest checkpoints that cover these entries, by size; two queries."""
    covering = Checkpoint.objects.filter(size__gt=OuterRef("leaf")).order_by("size").values("size")[:1]
    known = Entry.objects.filter(id__in=[row.id for row in rows], leaf__isnull=False)
    sizes = set(
        known.annotate(cover=Subquery(covering)).order_by().values_list("cover", flat=True).distinct()
    )
    return dict(Checkpoint.objects.filter(size__in=sizes - {None}).values_list("size", "note"))


class _Nodes:
    """The stored nodes of the tree: asked for once, then fetched together."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}
        self._asked: dict[int, set[int]] = {}

    def get(self, level: int, index: int) -> bytes:
        """The node, or 32 zeros where it has not been fetched yet."""
        found = self._known.get((level, index))
        if found is None:
            self._asked.setdefault(level, set()).add(index)
        return found or bytes(32)

    def fetch(self) -> None:
        """Read what was asked for and is not known."""
        wanted = [(level, index) for level, indices in self._asked.items() for index in sorted(indices)]
        self._asked.clear()
        for start in range(0, len(wanted), FETCH):
            some = wanted[start : start + FETCH]
            levels = {level for level, _index in some}
            asked = Q()
            for level in levels:
                asked |= Q(level=level, index__in=[index for at, index in some if at == level])
            for level, index, node in TreeNode.objects.filter(asked).values_list("level", "index", "hash"):
                self._known[level, index] = bytes(node)
