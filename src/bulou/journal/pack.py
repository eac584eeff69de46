"""The export file: a journal as canonical JSON lines that verify without a database and without us.

The first line says what it is; then come the entries in leaf order and those not yet in the tree, the recorded end
of each stream, the checkpoints, and a last line with the digest of all before it. See docs/reference/journal.md.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Self

from bulou.journal.audit import Audit, named
from bulou.journal.checkpoint import VerifierKey, read_verifier_key
from bulou.journal.encoding import Encode, canonical, instant, parse
from bulou.journal.entry import Header
from bulou.journal.errors import MalformedCheckpoint, NotCanonical, UnreadablePack
from bulou.journal.fault import Fault, fault

FORMAT = 1

_ENTRY = {"hash", "header", "leaf", "leaf_hash", "payload"}
_STREAM = {"entries", "head", "stream"}
_CHECKPOINT = {"checkpoint"}
_END = {"end", "sha256"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackEntry:
    """One entry for `write_pack`, as it is *kept*: a journal that was tampered with is exported as it is.

    `header` is a Header or what was found in its place; `payload` maps each field that may be shown to
    `{"salt", "value"}`, None withholds them all. `leaf` is its place in the tree or None. `hash` and `leaf_hash`
    (hex) are what the node has recorded; None lets them be computed, which then proves nothing about the record.
    """

    header: Header | Any
    payload: Mapping[str, Any] | Any | None
    leaf: int | None = None
    hash: str | None = None
    leaf_hash: str | None = None

    @classmethod
    def kept(cls, text: str, stream: str, index: int, payload: Any, **given: Any) -> Self:
        """The entry of a row that keeps its header as canonical text beside its stream and index.

        If the text is not canonical, or is not the header of that stream and index, it is exported as a text,
        which no verifier takes for a header: an edit of any of the three columns shows. `given` are the other
        fields of PackEntry.
        """
        header: Any = text
        try:
            found, encode = parse(text.encode())
            if encode(found) == text.encode() and named(found, 0) == (stream, index):
                header = found
        except ValueError:
            pass
        return cls(header=header, payload=payload, **given)


@dataclass(frozen=True, slots=True)
class Examination:
    """What a file holds and what is wrong with it. `covered` is the size of the largest checkpoint that holds.

    `tail` counts the entries after it: until the next checkpoint their order and presence rest on the chain alone.
    """

    node: str
    faults: list[Fault]
    entries: int
    streams: int
    leaves: int
    covered: int
    withheld: int

    @property
    def tail(self) -> int:
        return self.entries - self.covered


class _Lines:
    """Writes canonical lines and keeps their count and digest."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.count, self.digest = file, 0, hashlib.sha256()

    def write(self, line: bytes) -> None:
        self.digest.update(line + b"\n")
        self.file.write(line + b"\n")
        self.count += 1


def write_pack(
    path: str | os.PathLike[str],
    *,
    public_key: VerifierKey,
    exported_at: datetime,
    entries: Iterable[PackEntry],
    checkpoints: Iterable[str],
    streams: Iterable[tuple[str, int, str]] | None = None,
) -> int:
    """Write a journal to a file (complete or not at all) and return the number of entries.

    `entries` come in leaf order, those without a leaf last, each stream in index order; all in one snapshot with
    `checkpoints` (signed notes) and `streams` (name, number of entries, hash of the last, as the node records
    them; computed from the entries if None).
    """
    part = Path(f"{os.fspath(path)}.part")
    with part.open("wb") as file:
        lines = _Lines(file)
        first = {"bulou-journal": FORMAT, "exported_at": instant(exported_at)}
        lines.write(canonical({**first, "node": public_key.name, "public_key": str(public_key)}))
        ends: dict[str, tuple[int, str]] = {}
        for entry in entries:
            lines.write(_entry_line(entry, ends))
        written = lines.count - 1
        for stream, count, head in ((k, *v) for k, v in ends.items()) if streams is None else streams:
            lines.write(canonical({"entries": count, "head": head, "stream": stream}))
        for text in checkpoints:
            lines.write(canonical({"checkpoint": text}))
        lines.write(canonical({"end": lines.count, "sha256": lines.digest.hexdigest()}))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return written


def _entry_line(entry: PackEntry, ends: dict[str, tuple[int, str]]) -> bytes:
    header = entry.header.to_json() if isinstance(entry.header, Header) else entry.header
    data = _exportable(header)
    own = hashlib.sha256(data).hexdigest() if entry.hash is None else entry.hash
    leaf_hash = entry.leaf_hash
    if leaf_hash is None and entry.leaf is not None:
        leaf_hash = hashlib.sha256(b"\x00" + data).hexdigest()
    stream, index = named(header, 0)
    ends[stream] = (index + 1, own)
    payload = _exportable(entry.payload)
    return _assembled(data, {"hash": own, "leaf": entry.leaf, "leaf_hash": leaf_hash}, payload, canonical)


def _assembled(header: bytes, value: Mapping[str, Any], payload: bytes, encode: Encode) -> bytes:
    """The canonical line of an entry, in key order from parts that are canonical already."""
    rest = encode({"hash": value["hash"], "leaf": value["leaf"], "leaf_hash": value["leaf_hash"]})
    hashed, _, place = rest.partition(b',"leaf":')
    return hashed + b',"header":' + header + b',"leaf":' + place[:-1] + b',"payload":' + payload + b"}"


def _exportable(value: Any) -> bytes:
    """Canonical bytes, or, of what has none, its JSON text: a tampered row must be exported for what it is."""
    try:
        return canonical(value)
    except NotCanonical:
        return canonical(json.dumps(value, default=repr))


def verify_pack(
    path: str | os.PathLike[str], *, checkpoint: str | None = None, key: VerifierKey | None = None
) -> list[Fault]:
    """What is wrong with an exported journal; an empty list if nothing is. See `examine`."""
    return examine(path, checkpoint=checkpoint, key=key).faults


def examine(
    path: str | os.PathLike[str], *, checkpoint: str | None = None, key: VerifierKey | None = None
) -> Examination:
    """Verify an exported journal and say what it holds, reading it line by line.

    `checkpoint` is the text of one that was kept outside: without it, nobody can tell that the latest entries and
    checkpoints were cut off together. `key` is the node's key if it is known from elsewhere; the file's own key
    then counts for nothing unless it is the same. Raises UnreadablePack if this is no export of ours.
    """
    try:
        with open(path, "rb") as file:
            return _Reader(file, checkpoint, key).run()
    except OSError as error:
        raise UnreadablePack(
            zh=f"无法读取文件：{error.strerror}。", en=f"The file cannot be read: {error.strerror}."
        ) from error


class _Reader:
    def __init__(self, file: BinaryIO, checkpoint: str | None, key: VerifierKey | None) -> None:
        self.file, self.known, self.digest = file, checkpoint, hashlib.sha256()
        first = file.readline()
        self.digest.update(first)
        self.node, found, whole = _first(first)
        self.audit = Audit(key or found)
        self.end: int | None = None
        if not whole or (key is not None and found is not None and str(key) != str(found)):
            self.audit.faults.append(fault("file", 1, "line", 1))

    def run(self) -> Examination:
        number = 1
        for number, line in enumerate(self.file, start=2):
            self._line(number, line)
            self.digest.update(line)
        if self.end is None:
            self.audit.faults.append(fault("file", number, "cut"))
        if self.known is not None:
            self.audit.known(self.known)
        audit = self.audit
        faults = list(dict.fromkeys(audit.close()))
        return Examination(
            self.node, faults, audit.entries, audit.streams, audit.tree.size, audit.covered, audit.withheld
        )

    def _line(self, number: int, line: bytes) -> None:
        try:
            value, encode = parse(line[:-1])
        except NotCanonical:
            self._wrong(None, number)
            return
        kind = value.keys() if isinstance(value, dict) else None
        parts = b"", b""
        if kind == _ENTRY:
            parts = self.audit.entry(**value, line=number, encode=encode)
        elif kind == _STREAM and _is_end(value):
            self.audit.end(value["stream"], value["entries"], value["head"])
        elif kind == _CHECKPOINT and isinstance(value["checkpoint"], str):
            self.audit.checkpoint(value["checkpoint"], line=number)
        elif kind != _END:
            self._wrong(value, number)
        written = _assembled(parts[0], value, parts[1], encode) if parts[0] else encode(value)
        if written + b"\n" != line:
            self._wrong(value, number)
        self._close(number, value if kind == _END else None)

    def _close(self, number: int, end: dict[str, Any] | None) -> None:
        whole = {"end": number - 1, "sha256": self.digest.hexdigest()} if end is not None else None
        if self.end is not None or end != whole:
            self.audit.faults.append(fault("file", number, "digest"))
        if end is not None:
            self.end = number

    def _wrong(self, value: Any, number: int) -> None:
        place = named(value.get("header"), number) if isinstance(value, dict) else ("file", number)
        self.audit.faults.append(fault(*place, "line", number))


def _is_end(value: dict[str, Any]) -> bool:
    return (
        isinstance(value["stream"], str) and type(value["entries"]) is int and isinstance(value["head"], str)
    )


def _first(line: bytes) -> tuple[str, VerifierKey | None, bool]:
    """The node and key that the first line names, and whether that line is as it should be."""
    try:
        value, encode = parse(line[:-1])
    except NotCanonical:
        value, encode = None, canonical
    if not isinstance(value, dict) or value.get("bulou-journal") != FORMAT:
        raise UnreadablePack(
            zh="这不是本版本能读的日志导出文件。", en="This is no journal export that this version can read."
        )
    try:
        key = read_verifier_key(str(value.get("public_key")))
    except MalformedCheckpoint:
        return str(value.get("node")), None, False
    shape = {"bulou-journal", "exported_at", "node", "public_key"}
    whole = encode(value) + b"\n" == line and value.keys() == shape and value["node"] == key.name
    return str(value.get("node")), key, whole
