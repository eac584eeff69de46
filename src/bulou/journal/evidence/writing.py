"""Making a pack: its lines, its proofs, its manifest, signed by the node. The same state gives the same bytes."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bulou.journal.checkpoint import sign_note, verifier_key
from bulou.journal.encoding import canonical
from bulou.journal.evidence.archive import packed
from bulou.journal.evidence.story import SECTIONS, told

FORMAT = 1
ENTRIES, PROOFS, SUMMARY = "entries.jsonl", "proofs.json", "summary.json"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
DERIVED = frozenset({ENTRIES, PROOFS, SUMMARY})
STATEMENT = "bulou-evidence/1"
"""The first line of what is signed; no checkpoint begins so, and none can be taken for the other."""


@dataclass(frozen=True, slots=True)
class Proofs:
    """Signed checkpoints, the smallest first, and for each but the first the proof that it continues the one before."""

    checkpoints: Sequence[str] = ()
    consistency: Sequence[Sequence[bytes]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a pack is: of which node, about which stream, redacted for which role, taken by which entry (stream, index, hash).

    `whole` are the streams that it holds from their beginning: their number of entries and the hash of the last. Every
    other entry stands by itself, vouched for by its inclusion proof.
    """

    node: str
    stream: str
    role: str
    taken: tuple[str, int, str]
    whole: Mapping[str, tuple[int, str]]

    def to_json(self) -> dict[str, Any]:
        return {
            "bulou-evidence": FORMAT,
            "node": self.node,
            "stream": self.stream,
            "role": self.role,
            "taken": list(self.taken),
            "whole": {stream: list(end) for stream, end in self.whole.items()},
            "sections": {name: sorted(acts) for name, acts in SECTIONS.items()},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """An entry of a pack: its header as a JSON object, the payload fields that may be shown, its leaf, and the path to the largest checkpoint.

    `leaf` is None for an entry that no checkpoint covers yet.
    """

    header: Mapping[str, Any]
    payload: Mapping[str, Any]
    hash: str
    leaf: int | None = None
    path: Sequence[bytes] = ()


def entry_line(entry: Proven) -> dict[str, Any]:
    """The line of an entry as a JSON object."""
    return {
        "hash": entry.hash,
        "header": dict(entry.header),
        "leaf": entry.leaf,
        "path": [node.hex() for node in entry.path],
        "payload": dict(entry.payload),
    }


def summary_of(manifest: Manifest, entries: Sequence[Proven]) -> dict[str, Any]:
    """What follows from these entries, for whoever writes the page of the pack."""
    return told([entry_line(entry) for entry in entries], manifest.to_json())


def make(
    manifest: Manifest,
    entries: Sequence[Proven],
    proofs: Proofs,
    pages: Mapping[str, bytes],
    *,
    key: Ed25519PrivateKey,
) -> bytes:
    """The bytes of the pack. `pages` are the parts for people by name; `key` signs under the node's origin."""
    parts = {
        ENTRIES: b"".join(canonical(entry_line(entry)) + b"\n" for entry in entries),
        PROOFS: canonical(
            {
                "checkpoints": list(proofs.checkpoints),
                "consistency": [[node.hex() for node in proof] for proof in proofs.consistency],
            }
        ),
        SUMMARY: canonical(summary_of(manifest, entries)),
        **pages,
    }
    listed = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)} for name, data in parts.items()
    }
    public = str(verifier_key(manifest.node, key))
    written = canonical({**manifest.to_json(), "public_key": public, "parts": listed})
    parts[MANIFEST] = written
    parts[SIGNATURE] = sign_note(statement(written), manifest.node, key).encode()
    return packed(parts)


def statement(manifest: bytes) -> str:
    """What the node signs of a manifest."""
    return f"{STATEMENT}\n{hashlib.sha256(manifest).hexdigest()}\n"
