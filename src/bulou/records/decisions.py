"""What a decision's signature covers, how it is made, and whether it holds (ADR 0027)."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bulou.journal import canonical
from bulou.records.houses import House
from bulou.records.peers import journal_keys
from bulou.records.signing import signing_key

PREFIX = b"bulou decision v1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Everything that the signature covers. Moments are ISO 8601 with zone; `request` and `case` are the asker's own ids.

    `request_sha256` is the hash of the request as it arrived, `grounds_sha256` of the grounds, which are not in it: so it can
    be shown to a third person without either.
    """

    number: str
    authority: str
    authority_zh: str
    bodies: tuple[str, ...]
    subject: str
    result: str
    request: str
    request_sha256: str
    case: str
    grounds_sha256: str
    decided_at: str
    valid_until: str | None


def signed(statement: Statement) -> tuple[bytes, str]:
    """The canonical bytes of a statement, and the node's Ed25519 signature over them in hex."""
    content = canonical(asdict(statement) | {"bodies": list(statement.bodies)})
    return content, signing_key().sign(PREFIX + content).hex()


def verified(content: bytes, signature: str, authority: House) -> Statement | None:
    """The statement, if the node of this authority signed these very bytes under a key that was its own at the moment they name;
    None for anything else.
    """
    try:
        said = json.loads(content)
        statement = Statement(**said | {"bodies": tuple(said["bodies"])})
        keys = _keys(authority, datetime.fromisoformat(statement.decided_at))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return statement if any(_signed(content, signature, key) for key in keys) else None


def _keys(authority: House, at: datetime) -> list[Ed25519PublicKey]:
    if authority.there is None:
        return [signing_key().public_key()]
    pinned = journal_keys(authority.there.peer, at=at)
    return [Ed25519PublicKey.from_public_bytes(key) for key in pinned]


def _signed(content: bytes, signature: str, key: Ed25519PublicKey) -> bool:
    try:
        key.verify(bytes.fromhex(signature), PREFIX + content)
    except (InvalidSignature, ValueError):
        return False
    return True
