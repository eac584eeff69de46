"""What a decision's signature covers, how it is made, and whether it holds (ADR 0027)."""

import json
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidSignature

from bulou.journal import canonical
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


def verified(content: bytes, signature: str) -> Statement | None:
    """The statement, if this node signed these very bytes; None for anything else."""
    try:
        signing_key().public_key().verify(bytes.fromhex(signature), PREFIX + content)
        said = json.loads(content)
        return Statement(**said | {"bodies": tuple(said["bodies"])})
    except (InvalidSignature, ValueError, TypeError, KeyError):
        return None
