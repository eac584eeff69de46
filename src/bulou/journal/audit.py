"""The whole check of a journal: headers, payloads, streams, tree and checkpoints, whatever they are read from.

`pack` feeds it a file, a node may feed it its own rows. The steps are those of docs/reference/journal.md.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bulou.journal.checkpoint import Checkpoint, VerifierKey, read
from bulou.journal.encoding import Encode, canonical, parse
from bulou.journal.entry import RESERVED_STREAMS, misshapen, open_payload
from bulou.journal.errors import JournalError, MalformedCheckpoint, WrongSignature
from bulou.journal.fault import Fault, fault
from bulou.journal.merkle import Levels, Tree
from bulou.journal.stream import Walk, span


@dataclass(slots=True)
class Audit:
    """Feed it everything a journal holds, in leaf order with the tail last; `close` gives the faults.

    `key` is the node's verifier key; with None no checkpoint passes. The counts are free to read at any time.
    """

    key: VerifierKey | None
    faults: list[Fault] = field(default_factory=list)
    entries: int = 0
    withheld: int = 0
    covered: int = 0
    _walks: dict[str, Walk] = field(default_factory=dict)
    _ends: dict[str, tuple[int, str]] = field(default_factory=dict)
    _levels: Levels = field(default_factory=Levels)
    _ahead: dict[int, bytes] = field(default_factory=dict)
    _highest: int = -1
    _checkpoints: list[tuple[Checkpoint, str]] = field(default_factory=list)

    @property
    def streams(self) -> int:
        """How many streams have been met."""
        return len(self._walks)

    @property
    def tree(self) -> Tree:
        """The tree of the leaves that are there without a gap, recomputed from the entries themselves."""
        return self._levels.tree()

    def entry(
        self,
        header: Any,
        payload: Any,
        *,
        leaf: int | None,
        hash: str | None = None,
        leaf_hash: str | None = None,
        line: int = 0,
        encode: Encode = canonical,
        loose: bool = False,
    ) -> tuple[bytes, bytes]:
        """One entry: its header and payload as parsed JSON, its place in the tree, and the hashes recorded for it.

        Returns the canonical bytes of header and payload, both empty if either has no proper form.

        `hash` and `leaf_hash` may be None where nothing recorded them. `line` names the entry when its header
        cannot; `encode` is the encoder that `encoding.parse` gave with it. A `loose` entry stands without the others of
        its stream.
        """
        self.entries += 1
        wrong = misshapen(header)
        data = b"" if wrong else _bytes(header, encode)
        if wrong or not data:
            self.faults.append(fault(*named(header, line), "header", wrong or "JSON"))
            return b"", b""
        stream, index = header["stream"], header["index"]
        own = hashlib.sha256(data).hexdigest()
        recorded = own if hash is None else hash
        if own != recorded:
            self.faults.append(fault(stream, index, "edited"))
        written = self._payload(stream, index, header["commit"], payload, encode)
        if not loose:
            walk = self._walks.setdefault(stream, Walk(stream))
            self.faults.extend(walk.step(index, header["prev"], header["at"], own, recorded))
        if leaf is not None:
            digest = hashlib.sha256(b"\x00" + data).digest()
            if leaf_hash is not None and digest.hex() != leaf_hash:
                self.faults.append(fault(stream, index, "leaf", leaf))
            self._leaf(stream, index, leaf, digest)
        return (data, written) if written else (b"", b"")

    def end(self, stream: str, entries: int, head: str) -> None:
        """What is recorded of a stream's end: how many entries it has and the hash of the last."""
        self._ends[stream] = (entries, head)

    def checkpoint(self, text: str, *, line: int = 0) -> None:
        """A checkpoint that the journal itself holds."""
        self._read(text, "root", "file", line)

    def known(self, text: str) -> None:
        """A checkpoint that somebody kept outside; the journal must hold every leaf that it covers."""
        self._read(text, "fork", "tree", 0)

    def close(self) -> list[Fault]:
        """All faults, those of streams and tree last. Call it once, after everything was fed."""
        for stream in dict.fromkeys([*self._walks, *self._ends]):
            self.faults.extend(self._walks.get(stream, Walk(stream)).ends(*self._ends.get(stream, ())))
        self.faults.extend(self._tree())
        return self.faults

    def _payload(
        self, stream: str, index: int, commit: Mapping[str, str], payload: Any, encode: Encode
    ) -> bytes:
        if payload is None:
            self.withheld += len(commit)
            return b"null"
        if not isinstance(payload, dict) or not all(isinstance(name, str) for name in payload):
            self.faults.append(fault(stream, index, "payload", "*"))
            return b""
        self.withheld += len(commit.keys() - payload.keys())
        wrong, written = open_payload(commit, payload, encode)
        self.faults.extend(fault(stream, index, "payload", name) for name in wrong)
        return b"" if wrong else written

    def _leaf(self, stream: str, index: int, leaf: Any, digest: bytes) -> None:
        size = self._levels.size
        if leaf == size and not self._ahead and type(leaf) is int:
            self._levels.add(digest)
            self._highest = leaf
            return
        if type(leaf) is not int or leaf <= self._highest:
            self.faults.append(fault(stream, index, "leaf_order", leaf))
        if type(leaf) is not int or leaf < size or leaf in self._ahead:
            return
        self._highest = max(self._highest, leaf)
        self._ahead[leaf] = digest
        while self._levels.size in self._ahead:
            self._levels.add(self._ahead.pop(self._levels.size))

    def _read(self, text: str, failing: str, where: str, place: int) -> None:
        try:
            if self.key is None:
                raise WrongSignature(zh="", en="")
            self._checkpoints.append((read(text, self.key), failing))
        except (MalformedCheckpoint, WrongSignature):
            self.faults.append(fault(where, place, "signature"))

    def _tree(self) -> Iterator[Fault]:
        tree = self._levels.tree()
        self._checkpoints.sort(key=lambda pair: pair[0].size)
        present = [tree.size, *sorted(self._ahead)]
        promised = max([self._highest + 1, *(found.size for found, _ in self._checkpoints)])
        for after, before in zip([tree.size - 1, *present[1:]], [*present[1:], promised], strict=True):
            if after + 1 < before:
                yield fault("tree", after + 1, "leaf_missing", span(after + 1, before))
        if self._highest >= 0 and not self._checkpoints:
            yield fault("tree", 0, "checkpoint")
        reached = [pair for pair in self._checkpoints if pair[0].size <= tree.size]
        wrong = [pair for pair in reached if tree.root(pair[0].size) != pair[0].root]
        self.covered = max([0, *(pair[0].size for pair in reached if pair not in wrong)])
        for found, failing in wrong:
            # Beneath a root that holds, a wrong one speaks of another history; above it, entries were changed.
            start, kind = (0, "fork") if found.size <= self.covered else (self.covered, failing)
            yield fault("tree", found.size, kind, span(start, max(found.size, start + 1)))


def _bytes(header: object, encode: Encode) -> bytes:
    try:
        return encode(header)
    except JournalError:
        return b""


def named(header: Any, line: int) -> tuple[str, int]:
    """The (stream, index) that a header claims, or ("file", line) if it claims none."""
    if isinstance(header, str):
        try:
            header, _ = parse(header.encode())
        except ValueError:
            return "file", line
    if isinstance(header, dict):
        stream, index = header.get("stream"), header.get("index")
        if isinstance(stream, str) and stream not in RESERVED_STREAMS and type(index) is int and index >= 0:
            return stream, index
    return "file", line
