"""An envelope between two organisations of two nodes, and the receipt for it.

The envelope is written once, and its text never changes; what travels is that text with the moment of this attempt, signed
and then encrypted. So a copy that somebody kept goes stale, an attempt after a week's cut does not, and the hash of the
text names the envelope whichever keys carried it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bulou.formats.exchange.jose import PublicKeys, SecretKeys, Untrusted, decrypt, encrypt, signer, verify

KIND = "bulou-envelope+jws"
RECEIPT = "bulou-receipt+jws"
FRESH = timedelta(minutes=15)  # how far apart the clocks of two nodes may be
MOST_SEQ = 1_000_000


@dataclass(frozen=True, slots=True)
class Envelope:
    """What one organisation writes to another. Nodes are named by their origin; `seq` counts from 1 for each direction of
    a conversation; moments are aware.
    """

    id: UUID
    from_node: str
    to_node: str
    from_organisation: UUID
    to_organisation: UUID
    kind: str
    conversation: UUID
    seq: int
    issued_at: datetime
    content: Mapping[str, Any]
    language: str = "zh-hans"
    in_reply_to: UUID | None = None

    def text(self) -> str:
        """The text that is hashed, kept and sent."""
        members = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(members, ensure_ascii=False, sort_keys=True, default=_plain)

    @classmethod
    def read(cls, text: str) -> "Envelope":
        """Raises Untrusted("unreadable") for whatever is no envelope."""
        try:
            said = json.loads(text)
            envelope = cls(
                id=UUID(said["id"]),
                from_node=_line(said["from_node"]),
                to_node=_line(said["to_node"]),
                from_organisation=UUID(said["from_organisation"]),
                to_organisation=UUID(said["to_organisation"]),
                kind=_line(said["kind"]),
                conversation=UUID(said["conversation"]),
                seq=said["seq"],
                issued_at=datetime.fromisoformat(said["issued_at"]),
                content=said["content"],
                language=_line(said["language"]),
                in_reply_to=UUID(said["in_reply_to"]) if said["in_reply_to"] else None,
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Untrusted("unreadable") from None
        if (
            type(envelope.seq) is not int
            or not 0 < envelope.seq <= MOST_SEQ
            or not isinstance(envelope.content, dict)
        ):
            raise Untrusted("unreadable")
        if envelope.issued_at.tzinfo is None:
            raise Untrusted("unreadable")
        return envelope


@dataclass(frozen=True, slots=True)
class Opened:
    """An envelope that was for us: who claims to have signed it, until `signed_by` has proven it."""

    token: str
    signer: str

    def signed_by(self, keys: PublicKeys) -> tuple[datetime, str]:
        """The moment of the attempt and the envelope's text, if these keys signed them. Raises Untrusted."""
        payload = verify(self.token, keys, KIND)
        try:
            said = json.loads(payload)
            sent_at, text = datetime.fromisoformat(said["sent_at"]), said["envelope"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise Untrusted("unreadable") from None
        if sent_at.tzinfo is None or not isinstance(text, str):
            raise Untrusted("unreadable")
        return sent_at, text


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a node has an envelope: its hash, when it came, and the hash of the entry that sealed it there (hex)."""

    id: UUID
    sha256: str
    received_at: datetime
    entry: str

    def signed(self, own: SecretKeys) -> str:
        """The same receipt always has the same text."""
        members = {name: getattr(self, name) for name in self.__slots__}
        return own.sign(json.dumps(members, sort_keys=True, default=_plain).encode(), RECEIPT)

    @classmethod
    def read(cls, token: str, keys: PublicKeys) -> "Receipt":
        """Raises Untrusted unless these keys signed it."""
        try:
            said = json.loads(verify(token, keys, RECEIPT))
            return cls(
                UUID(said["id"]), _line(said["sha256"]), datetime.fromisoformat(said["received_at"]),
                _line(said["entry"]),
            )  # fmt: skip
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Untrusted("unreadable") from None


def sha256_of(text: str) -> str:
    """By which an envelope is named in receipts and in the journal (hex)."""
    return hashlib.sha256(text.encode()).hexdigest()


def seal(text: str, *, sent_at: datetime, own: SecretKeys, to: PublicKeys) -> bytes:
    """What travels: the text and the moment of this attempt, signed by us and encrypted to them."""
    payload = json.dumps({"sent_at": sent_at.isoformat(), "envelope": text}, ensure_ascii=False).encode()
    return encrypt(own.sign(payload, KIND).encode(), to)


def unseal(raw: bytes, own: Sequence[SecretKeys]) -> Opened:
    """Open what came. Raises Untrusted."""
    try:
        token = decrypt(raw, own).decode("ascii")
    except UnicodeDecodeError:
        raise Untrusted("unreadable") from None
    return Opened(token, signer(token))


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _line(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 200:
        raise TypeError("a short text is expected")
    return value
