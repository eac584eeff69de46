"""The journal in the database, verified where it stands: every column of it, and what is encrypted too.

More can be seen here than in an export: boxes are opened and held against their commitments, a payload field is
missing only if it was lawfully purged, every stored node of the tree is recomputed, and so are the hashes of the
reports, files, packets, drafts and releases that entries speak of.
"""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from bulou.journal import Fault
from bulou.journal.audit import Audit, named
from bulou.journal.checkpoint import VerifierKey, read
from bulou.journal.encoding import parse
from bulou.journal.errors import JournalError
from bulou.journal.fault import fault
from bulou.journal.merkle import node_hash
from bulou.journal.pack import Examination
from bulou.records.holdings import Holdings
from bulou.records.kept import TREE, Head, Kept, checkpoints, chunks, heads, nodes, snapshot
from bulou.records.models import Case, Notice
from bulou.records.sealed import Key, SealBroken, case_key
from bulou.records.signing import node_verifier

OF_A_NOTICE = "notice:"
PURGEABLE = "report"  # the one field that an act may take out again, of the first entry of a case


def audit(checkpoint: str | None = None, *, kept: Iterable[str] = ()) -> list[Fault]:
    """What is wrong with the journal in the database; see `examine_database`."""
    return examine_database(checkpoint, kept=kept).faults


def examine_database(
    checkpoint: str | None = None, *, kept: Iterable[str] = (), key: VerifierKey | None = None
) -> Examination:
    """Verify the journal in the database, in one snapshot and without loading it whole.

    `checkpoint` is the text of one that was kept outside, `kept` those of more: without any, nobody can tell that
    the latest entries, nodes and checkpoints were cut off together. `key` is the node's key as known from elsewhere;
    its own key file then counts for nothing. Raises OSError or ValueError when the node's keys are not there.
    """
    key = key or node_verifier()
    known = [text for text in (checkpoint, *kept) if text is not None]
    with snapshot():
        return _Database(key).run(known)


@dataclass(slots=True)
class _Database:
    key: VerifierKey
    last: dict[str, str] = field(default_factory=dict)
    withheld: dict[str, str] = field(default_factory=dict)
    purged: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    keys: dict[str, Key] = field(default_factory=dict)
    holdings: Holdings = field(default_factory=Holdings)

    def run(self, known: Iterable[str]) -> Examination:
        found = Audit(self.key)
        for chunk in chunks():
            self.keys = _keys(chunk)
            for row in chunk:
                self._entry(row, found)
        for stream in self.withheld.keys() - self.purged:
            self.faults.append(fault(stream, 0, "payload", PURGEABLE))
        self._streams(found)
        self._checkpoints(found)
        self.faults.extend(self.holdings.faults(self.purged))
        for text in known:
            found.known(text)
        size = found.tree.size
        faults = list(dict.fromkeys([*self.faults, *found.close()]))
        return Examination(
            self.key.name, faults, found.entries, found.streams, size, found.covered, found.withheld
        )

    def _entry(self, row: Kept, found: Audit) -> None:
        header = _header(row)
        if header is None:
            self.faults.append(fault(*_place(row), "edited"))
            return
        commit = header["commit"] if isinstance(header.get("commit"), dict) else {}
        payload = self._opened(row)
        if isinstance(payload, dict):
            for name in commit.keys() - payload.keys():
                self._absent(row, name)
            values = {name: held["value"] for name, held in payload.items() if _is_field(held)}
            self.holdings.seen(row.stream, row.index, str(header.get("act")), values)
        if header.get("act") == "purge_log" and "refused" not in commit:
            self.purged.add(row.stream)
        self.last[row.stream] = str(header.get("at"))
        found.entry(header, payload, leaf=row.leaf, hash=row.hash, leaf_hash=row.leaf_hash)
        if row.leaf is not None and row.leaf_hash is None:
            self.faults.append(fault(row.stream, row.index, "leaf", row.leaf))

    def _opened(self, row: Kept) -> Any:
        """The payload with its boxes opened; what does not open is left as it is, and no verifier takes it."""
        if not isinstance(row.payload, dict):
            return row.payload
        key = self.keys.get(_kept_under(row))
        return {
            name: _unboxed(held["box"], key, f"entry:{row.stream}:{row.index}:{name}")
            if isinstance(held, dict) and held.keys() == {"box"}
            else held
            for name, held in row.payload.items()
        }

    def _absent(self, row: Kept, name: str) -> None:
        if name == PURGEABLE and row.index == 0:
            self.withheld[row.stream] = name
        else:
            self.faults.append(fault(row.stream, row.index, "payload", name))

    def _streams(self, found: Audit) -> None:
        ended = set()
        for head in heads():
            ended.add(head.stream)
            if head.stream == TREE:
                self._tree_row(head, found)
            elif type(head.length) is int:
                found.end(head.stream, head.length, head.hash)
            if head.stream != TREE and (
                type(head.length) is not int or self.last.get(head.stream) != head.at
            ):
                self.faults.append(fault(head.stream, 0, "head", f"{head.length} {head.hash} {head.at}"))
        for stream in self.last.keys() - ended:
            self.faults.append(fault(stream, 0, "head", "–"))
        if TREE not in ended and found.tree.size:
            self.faults.append(fault(TREE, 0, "head", "–"))

    def _tree_row(self, head: Head, found: Audit) -> None:
        tree = found.tree
        root = tree.root().hex() if tree.size else head.hash  # the row may be there before the first leaf
        if (head.length, head.hash) != (tree.size, root):
            self.faults.append(fault(TREE, tree.size, "head", f"{head.length} {head.hash}"))
        self.faults.extend(_wrong_nodes(head.length if type(head.length) is int else tree.size))

    def _checkpoints(self, found: Audit) -> None:
        largest = 0
        for size, root, note in checkpoints():
            index = size if type(size) is int else 0
            largest = max(largest, index)
            try:
                signed = read(note, self.key)
            except JournalError:
                self.faults.append(fault(TREE, index, "signature"))
                continue
            if (signed.size, signed.root.hex()) != (size, root):
                self.faults.append(fault(TREE, index, "signature"))
            found.checkpoint(note)
        if largest < found.tree.size:
            self.faults.append(fault(TREE, found.tree.size, "checkpoint"))


def _is_field(held: Any) -> bool:
    return isinstance(held, dict) and "value" in held


def _header(row: Kept) -> dict[str, Any] | None:
    """The header, if the row holds it in canonical form and under its own stream and index."""
    try:
        found, encode = parse(row.header.encode())
        whole = encode(found).decode() == row.header and named(found, 0) == (row.stream, row.index)
    except ValueError:
        return None
    return found if whole and isinstance(found, dict) else None


def _place(row: Kept) -> tuple[str, int]:
    return row.stream, row.index if type(row.index) is int else 0


def _case_of(row: Kept) -> str:
    """The case under whose key an entry's boxes are closed: that of its stream, or the one that was read."""
    if row.stream.startswith("case:"):
        return row.stream.removeprefix("case:")
    named = row.payload.get("case") if isinstance(row.payload, dict) else None
    return str(named.get("value")) if isinstance(named, dict) else ""


def _kept_under(row: Kept) -> str:
    """Whose key opens the boxes of an entry: the notice's, for one in a notice's own stream, else the case's."""
    return row.stream if row.stream.startswith(OF_A_NOTICE) else _case_of(row)


def _keys(chunk: Sequence[Kept]) -> dict[str, Key]:
    """The keys of the cases to which these entries belong, by `_kept_under`; two queries at most."""
    wanted = {identity for row in chunk if (identity := _uuid(_case_of(row))) is not None}
    of_notices = [row.stream.removeprefix(OF_A_NOTICE) for row in chunk if row.stream.startswith(OF_A_NOTICE)]
    told = {identity for text in of_notices if (identity := _uuid(text)) is not None}
    named = []
    if wanted:
        cases = Case.objects.filter(id__in=wanted).values_list("id", "key_wrapped")
        named += [(str(case), case, wrapped) for case, wrapped in cases]
    if told:
        notices = Notice.objects.filter(id__in=told).values_list("id", "case_id", "case__key_wrapped")
        named += [(f"{OF_A_NOTICE}{notice}", case, wrapped) for notice, case, wrapped in notices]
    found = {}
    for name, identity, wrapped in named:
        try:
            found[name] = case_key(identity, wrapped)
        except SealBroken:
            continue  # its boxes do not open, and each of them will be named
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _unboxed(box: Any, key: Key | None, about: str) -> Any:
    if key is None or not isinstance(box, str):
        return None
    try:
        held = base64.b64decode(box, validate=True)
        if base64.b64encode(held).decode() != box:  # the last character may hold bits that nobody reads
            return None
        return json.loads(key.open(held, about))
    except (SealBroken, binascii.Error, ValueError):
        return None


def _wrong_nodes(size: int) -> Iterator[Fault]:
    """The stored nodes that are not what those beneath them make; level 0 is held against the entries elsewhere.

    Keeps one level in memory, 32 bytes for each of its nodes.
    """
    below: list[bytes] = []
    here: list[bytes] = []
    level = 0
    for stored, index, digest in nodes():
        if type(stored) is not int or type(index) is not int:
            yield _node(0, 0)
            continue
        while stored > level:
            yield from _missing(level, len(here), size)
            below, here, level = here, [], level + 1
        if index != len(here) or stored != level or len(here) >= size >> level:
            yield _node(level, index)
            if index > len(here):
                yield from _missing(level, len(here), index << level)
                here += [b""] * (min(index, size >> level) - len(here))
        if index == len(here):
            here.append(digest)
            pair = below[2 * index : 2 * index + 2]
            if level and (len(pair) < 2 or node_hash(*pair) != digest):
                yield _node(level, index)
    while size >> level:
        yield from _missing(level, len(here), size)
        here, level = [], level + 1


def _missing(level: int, there: int, size: int) -> Iterator[Fault]:
    return (_node(level, index) for index in range(there, size >> level))


def _node(level: int, index: int) -> Fault:
    return fault(TREE, max(index, 0) << level, "node", f"({level}, {index})")
