"""The whole check of a pack, by a stranger: no database, no network, nothing but the file and, best, the node's key."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bulou.journal.audit import Audit
from bulou.journal.checkpoint import Checkpoint, VerifierKey, read, read_note, read_verifier_key
from bulou.journal.encoding import canonical, parse
from bulou.journal.entry import GENESIS
from bulou.journal.errors import JournalError, MalformedCheckpoint, NotCanonical, WrongSignature
from bulou.journal.evidence.archive import unpacked
from bulou.journal.evidence.story import told
from bulou.journal.evidence.writing import (
    DERIVED,
    ENTRIES,
    FORMAT,
    MANIFEST,
    PROOFS,
    SIGNATURE,
    SUMMARY,
    statement,
)
from bulou.journal.fault import Fault, fault
from bulou.journal.merkle import leaf_hash, verify_consistency, verify_inclusion

_LINE = {"hash", "header", "leaf", "path", "payload"}
_ABOUT = ("bulou-evidence", "node", "stream", "role", "taken", "whole", "sections")
_MEMBERS = {*_ABOUT, "parts", "public_key"}


@dataclass(slots=True)
class Examined:
    """What a pack holds and what is wrong with it.

    `covered` entries are proven to stand in the tree of the largest checkpoint, whose size is `size`; the others rest on
    their chain and on the node's signature. `lines` are the entries as they were read.
    """

    node: str = ""
    key: str = ""
    stream: str = ""
    role: str = ""
    taken: tuple[str, int, str] = ("", 0, "")
    taken_by: str = ""
    entries: int = 0
    covered: int = 0
    withheld: int = 0
    size: int = 0
    faults: list[Fault] = field(default_factory=list)
    lines: list[Mapping[str, Any]] = field(default_factory=list)


def examine(
    path: str | os.PathLike[str], *, key: VerifierKey | None = None, checkpoint: str | None = None
) -> Examined:
    """Verify the pack at `path` and say what it holds.

    `key` is the node's key as known from elsewhere: without it, whoever makes a key of their own can make a whole pack of
    their own. `checkpoint` is the text of one that was kept outside; it must be one of the pack's, or of another size.
    Raises UnreadablePack where this is no zip at all.
    """
    parts, faults = unpacked(path)
    return _Pack(parts, Examined(faults=faults), key).run(checkpoint)


class _Pack:
    def __init__(self, parts: dict[str, bytes], found: Examined, key: VerifierKey | None) -> None:
        self.parts, self.found, self.key = parts, found, key
        self.manifest: dict[str, Any] = {}
        self.checkpoints: list[Checkpoint] = []

    def run(self, known: str | None) -> Examined:
        if self._manifest():
            self._listed()
            self._checkpoints()
            if known is not None:
                self._known(known)
            self._entries()
            self._summary()
        self.found.faults = list(dict.fromkeys(self.found.faults))
        return self.found

    def _wrong(self, stream: str, index: int, what: str, detail: object = "") -> None:
        self.found.faults.append(fault(stream, index, what, detail))

    def _manifest(self) -> bool:
        """Whether the manifest can be read; who signed it is held against the key."""
        found = self.found
        written = self.parts.get(MANIFEST)
        try:
            value, encode = parse(written or b"")
            shaped = isinstance(value, dict) and value.keys() == _MEMBERS and encode(value) == written
            if not shaped or not _is_manifest(value):
                raise NotCanonical(zh="", en="")
            claimed = read_verifier_key(value["public_key"])
        except JournalError:
            self._wrong(MANIFEST, 0, "part_missing" if written is None else "manifest", MANIFEST)
            return False
        self.manifest = value
        found.node, found.key, found.role, found.stream = (
            value["node"], str(claimed), value["role"], value["stream"],
        )  # fmt: skip
        found.taken = tuple(value["taken"])
        self.key = self.key or claimed
        try:
            signed = self.parts.get(SIGNATURE, b"").decode()
            if str(self.key) != str(claimed) or read_note(signed, self.key) != statement(written or b""):
                raise WrongSignature(zh="", en="")
        except (MalformedCheckpoint, WrongSignature, UnicodeDecodeError):
            self._wrong(SIGNATURE, 0, "unsigned")
        return True

    def _listed(self) -> None:
        """Every part is there, and as the manifest has it; nothing else is."""
        listed: dict[str, Any] = self.manifest["parts"]
        for name in sorted({*listed, *DERIVED} - self.parts.keys()):
            self._wrong(name, 0, "part_missing", name)
        for name in sorted(self.parts.keys() - listed.keys() - {MANIFEST, SIGNATURE}):
            self._wrong(name, 0, "part_unknown", name)
        for name in sorted(listed.keys() & self.parts.keys()):
            data = self.parts[name]
            if listed[name] != {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}:
                self._wrong(name, 0, "part", name)

    def _checkpoints(self) -> None:
        """Each is signed, and continues the one before it."""
        proofs = _json(self.parts.get(PROOFS, b""))
        if not _is_proofs(proofs):
            self._wrong(PROOFS, 0, "manifest", PROOFS)
            return
        for place, text in enumerate(proofs["checkpoints"]):
            try:
                assert self.key is not None
                self.checkpoints.append(read(text, self.key))
            except (MalformedCheckpoint, WrongSignature):
                self._wrong("tree", place, "signature")
                return
        pairs = zip(self.checkpoints, self.checkpoints[1:], proofs["consistency"], strict=False)
        for old, new, proof in pairs:
            nodes = [bytes.fromhex(node) for node in proof]
            if new.size <= old.size or not verify_consistency(old.size, new.size, nodes, old.root, new.root):
                self._wrong("tree", new.size, "fork")

    def _known(self, text: str) -> None:
        """A checkpoint from outside that speaks of a size that the pack's speak of too, and of another root."""
        try:
            assert self.key is not None
            kept = read(text, self.key)
        except (MalformedCheckpoint, WrongSignature):
            self._wrong("tree", 0, "signature")
            return
        if any(each.size == kept.size and each.root != kept.root for each in self.checkpoints):
            self._wrong("tree", kept.size, "fork")

    def _entries(self) -> None:
        found = self.found
        whole: dict[str, Any] = self.manifest["whole"]
        audit = Audit(self.key)
        seen: set[tuple[str, int]] = set()
        for number, raw in enumerate(self.parts.get(ENTRIES, b"").splitlines(keepends=True), start=1):
            line = _json(raw[:-1])
            if not _is_line(line) or canonical(line) + b"\n" != raw:
                self._wrong("file", number, "line", f"{ENTRIES}:{number}")
                continue
            header = line["header"]
            stream = header.get("stream") if isinstance(header, dict) else None
            data, _written = audit.entry(
                header, line["payload"], leaf=None, hash=line["hash"], line=number, loose=stream not in whole
            )
            if data:
                found.lines.append(line)
                place = (header["stream"], header["index"])
                if place in seen and stream not in whole:
                    self._wrong(*place, "repeated")
                seen.add(place)
                self._included(line, data)
        for stream, (entries, head) in whole.items():
            audit.end(stream, entries, head)
        found.faults += audit.close()
        found.entries, found.withheld = audit.entries, audit.withheld
        self._taken()

    def _included(self, line: Mapping[str, Any], data: bytes) -> None:
        header, leaf = line["header"], line["leaf"]
        if leaf is None:
            if line["path"]:
                self._wrong(header["stream"], header["index"], "proof")
            return
        latest = self.checkpoints[-1] if self.checkpoints else Checkpoint("", 0, b"")
        path = [bytes.fromhex(node) for node in line["path"]]
        if verify_inclusion(leaf_hash(data), leaf, latest.size, path, latest.root):
            self.found.covered += 1
        else:
            self._wrong(header["stream"], header["index"], "proof")

    def _taken(self) -> None:
        """The entry by which the pack was taken is in it, the last of its stream where that is whole."""
        found = self.found
        stream, index, digest = found.taken
        found.size = self.checkpoints[-1].size if self.checkpoints else 0
        entry = next(
            (each for each in found.lines if [*_place(each), each["hash"]] == [stream, index, digest]), None
        )
        if entry is None:
            self._wrong(MANIFEST, 0, "manifest", f"{stream} #{index}")
            return
        found.taken_by = entry["header"]["actor"]
        end = self.manifest["whole"].get(stream)
        if end is not None and end != [index + 1, digest]:
            self._wrong(MANIFEST, 0, "manifest", f"{stream} #{index}")

    def _summary(self) -> None:
        about = {name: self.manifest[name] for name in _ABOUT}
        try:
            again = canonical(told(self.found.lines, about))
        except (JournalError, LookupError, TypeError, AttributeError):
            again = b""
        if again != self.parts.get(SUMMARY):
            self._wrong(SUMMARY, 0, "derived", SUMMARY)


def _place(line: Mapping[str, Any]) -> list[Any]:
    return [line["header"]["stream"], line["header"]["index"]]


def _json(data: bytes) -> Any:
    try:
        return parse(data)[0]
    except NotCanonical:
        return None


def _is_manifest(value: Mapping[str, Any]) -> bool:
    taken, whole, parts = value["taken"], value["whole"], value["parts"]
    texts = all(isinstance(value[name], str) for name in ("node", "stream", "role", "public_key"))
    return (
        value["bulou-evidence"] == FORMAT
        and texts
        and _is_end(taken, str, int, str)
        and isinstance(whole, dict)
        and all(_is_end(end, int, str) for end in whole.values())
        and isinstance(parts, dict)
        and _is_sections(value["sections"])
    )


def _is_sections(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(acts, list) for acts in value.values())


def _is_end(value: Any, *kinds: type) -> bool:
    return isinstance(value, list) and [type(each) for each in value] == list(kinds)


def _is_line(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == _LINE
        and _is_path(value["path"])
        and (value["leaf"] is None or type(value["leaf"]) is int)
    )


def _is_proofs(value: Any) -> bool:
    if not isinstance(value, dict) or value.keys() != {"checkpoints", "consistency"}:
        return False
    notes, proofs = value["checkpoints"], value["consistency"]
    if not isinstance(notes, list) or not isinstance(proofs, list) or len(proofs) != max(len(notes) - 1, 0):
        return False
    return all(isinstance(note, str) for note in notes) and all(_is_path(proof) for proof in proofs)


def _is_path(value: Any) -> bool:
    return isinstance(value, list) and all(_is_hash(node) for node in value)


def _is_hash(node: Any) -> bool:
    return (
        isinstance(node, str)
        and len(node) == len(GENESIS)
        and all(sign in "0123456789abcdef" for sign in node)
    )
