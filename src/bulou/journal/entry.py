"""One entry: a header whose hash is the chain, and a payload held by salted commitments (DECISIONS 12)."""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, TypeAlias

from bulou.journal.encoding import Encode, canonical, instant
from bulou.journal.errors import JournalError, MalformedHeader, WentBack

GENESIS = "0" * 64
"""The `prev` of the first entry of every stream."""

SALT_BYTES = 16
RESERVED_STREAMS = frozenset({"", "file", "tree"})
"""Names that faults use for the file and the tree; no stream may bear them."""

_DOMAIN = b"bulou:field:v1\0"
_FIELD = {"salt", "value"}
_HEX64 = re.compile(r"[0-9a-f]{64}").fullmatch
_HEX = re.compile(r"[0-9a-f]*").fullmatch
_HEX_SALT = re.compile(r"[0-9a-f]{32}").fullmatch
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z").fullmatch

Payload: TypeAlias = dict[str, dict[str, Any]]


def commit(salt: bytes, value: object) -> str:
    """The commitment to one payload field: hex SHA-256 over `b"bulou:field:v1\\0" + salt + canonical(value)`.

    The salt is exactly 16 bytes: a free length would let one hash open as two (salt, value) pairs.
    """
    if len(salt) != SALT_BYTES:
        raise JournalError(
            zh=f"盐值须为 {SALT_BYTES} 字节，得到 {len(salt)} 字节。",
            en=f"A salt has {SALT_BYTES} bytes, not {len(salt)}.",
        )
    return hashlib.sha256(_DOMAIN + salt + canonical(value)).hexdigest()


def opens(commitment: str, field: object) -> bool:
    """Whether a payload field `{"salt": hex, "value": …}` opens its commitment; False if misshapen."""
    return _opened(field, canonical)[0] == commitment


def open_payload(
    commitments: Mapping[str, str], payload: Mapping[str, Any], encode: Encode = canonical
) -> tuple[list[str], bytes]:
    """The names of the fields that do not open their commitments, and the canonical bytes of the payload.

    `encode` is the encoder that `encoding.parse` gave with it. The bytes mean nothing if a field is misshapen.
    """
    wrong: list[str] = []
    written: list[bytes] = []
    plain = encode is not canonical
    for name in sorted(payload) if plain else sorted(payload, key=_utf16):
        found, data = _opened(payload[name], encode)
        if not found or commitments.get(name) != found:
            wrong.append(name)
        written.append(encode(name) + b":" + data)
    return wrong, b"{" + b",".join(written) + b"}"


def _opened(field: object, encode: Encode) -> tuple[str, bytes]:
    """The commitment that a payload field opens, empty if it is misshapen, and its canonical bytes."""
    if not isinstance(field, dict) or field.keys() != _FIELD:
        return "", b""
    salt = field["salt"]
    if not isinstance(salt, str) or not _HEX_SALT(salt):
        return "", b""
    try:
        value = encode(field["value"])
    except JournalError:
        return "", b""
    found = hashlib.sha256(_DOMAIN + bytes.fromhex(salt) + value).hexdigest()
    return found, b'{"salt":"' + salt.encode() + b'","value":' + value + b"}"


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-be", "surrogatepass")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What is hashed of an entry; `hash()` is the next entry's `prev` and `bytes()` the leaf of the tree.

    `at` and `event_at` are canonical instants (see `instant`); `commit` maps each payload field to its
    commitment; `verdict` is an outcome of the law, None where no law was asked; `stamp` is the law's stamp.
    """

    stream: str
    index: int
    prev: str
    act: str
    actor: str
    at: str
    event_at: str | None
    verdict: str | None
    stamp: Mapping[str, Any] | None
    commit: Mapping[str, str]
    v: int = 1

    def __post_init__(self) -> None:
        # Copied, so that what later happens to the caller's dict does not happen to a sealed header.
        object.__setattr__(self, "commit", dict(self.commit))

    @classmethod
    def read(cls, found: object) -> Self:
        """The header held by a parsed JSON object. Raises MalformedHeader naming the field that is wrong."""
        wrong = misshapen(found)
        if wrong is not None or not isinstance(found, dict):
            raise MalformedHeader(
                zh=f"条目头的 {wrong} 不合规格。", en=f"The header's {wrong} is not well-formed."
            )
        return cls(**found)

    def to_json(self) -> dict[str, Any]:
        """The header as the JSON object that `bytes()` encodes."""
        return {
            "act": self.act,
            "actor": self.actor,
            "at": self.at,
            "commit": dict(self.commit),
            "event_at": self.event_at,
            "index": self.index,
            "prev": self.prev,
            "stamp": None if self.stamp is None else dict(self.stamp),
            "stream": self.stream,
            "v": self.v,
            "verdict": self.verdict,
        }

    def bytes(self) -> bytes:
        """The canonical bytes (RFC 8785): what the chain hashes and the Merkle tree holds as a leaf."""
        return canonical(self.to_json())

    def hash(self) -> str:
        """Hex SHA-256 of `bytes()`."""
        return hashlib.sha256(self.bytes()).hexdigest()


_FIELDS = {"act", "actor", "at", "commit", "event_at", "index", "prev", "stamp", "stream", "v", "verdict"}


def misshapen(found: object) -> str | None:
    """The name of the first field that keeps a parsed object from being a header, or None if it is one."""
    if not isinstance(found, dict):
        return "object"
    if found.keys() != _FIELDS:
        return ", ".join(sorted(found.keys() ^ _FIELDS, key=str))
    if type(found["v"]) is not int or found["v"] != 1:
        return "v"
    if type(found["index"]) is not int or found["index"] < 0:
        return "index"
    for name in ("stream", "act", "actor", "prev", "at"):
        if not isinstance(found[name], str) or not found[name]:
            return name
    if found["stream"] in RESERVED_STREAMS:
        return "stream"
    if not _HEX64(found["prev"]):
        return "prev"
    event_at, verdict = found["event_at"], found["verdict"]
    if not _INSTANT(found["at"]):
        return "at"
    if event_at is not None and not (isinstance(event_at, str) and _INSTANT(event_at)):
        return "event_at"
    if verdict is not None and not (isinstance(verdict, str) and verdict):
        return "verdict"
    if found["stamp"] is not None and not isinstance(found["stamp"], dict):
        return "stamp"
    return None if _commitments(found["commit"]) else "commit"


def _commitments(value: object) -> bool:
    if not isinstance(value, dict) or not all(isinstance(name, str) and name for name in value):
        return False
    hexed = [value for value in value.values() if isinstance(value, str) and len(value) == 64]
    # One match over all of them: this runs for every entry that is verified.
    return len(hexed) == len(value) and _HEX("".join(hexed)) is not None


def seal(
    stream: str,
    index: int,
    prev: str,
    *,
    act: str,
    actor: str,
    at: datetime,
    event_at: datetime | None,
    verdict: str | None,
    stamp: Mapping[str, Any] | None,
    fields: Mapping[str, Any],
    salts: Mapping[str, bytes] | None = None,
    head_at: str | None = None,
) -> tuple[Header, Payload]:
    """The next entry of a stream and its payload `{name: {"salt": hex, "value": value}}`.

    `prev` is the hash of the stream's head (GENESIS for index 0); `head_at`, if given, is that head's `at`,
    and an earlier `at` raises WentBack. `salts` (16 bytes each) are for tests and for sealing a payload
    again; a field without one gets a fresh random salt. Raises NotCanonical, MalformedHeader.
    """
    moment = _not_before(head_at, instant(at))
    commitments, payload = _committed(fields, salts or {})
    header = Header.read(
        {
            "stream": stream,
            "index": index,
            "prev": prev,
            "act": act,
            "actor": actor,
            "at": moment,
            "event_at": None if event_at is None else instant(event_at),
            "verdict": verdict,
            "stamp": None if stamp is None else dict(stamp),
            "commit": commitments,
            "v": 1,
        }
    )
    return header, payload


def _not_before(head_at: str | None, moment: str) -> str:
    if head_at is not None and moment < head_at:
        raise WentBack(
            zh=f"条目时间 {moment} 早于该序列最近条目的时间 {head_at}。",
            en=f"The entry's moment {moment} is before the head of its stream, {head_at}.",
        )
    return moment


def _committed(fields: Mapping[str, Any], salts: Mapping[str, bytes]) -> tuple[dict[str, str], Payload]:
    fresh = os.urandom(SALT_BYTES * len(fields))  # one call for all of them
    commitments: dict[str, str] = {}
    payload: Payload = {}
    for place, (name, value) in enumerate(fields.items()):
        salt = salts.get(name) or fresh[place * SALT_BYTES : (place + 1) * SALT_BYTES]
        commitments[name] = commit(salt, value)
        payload[name] = {"salt": salt.hex(), "value": value}
    return commitments, payload
