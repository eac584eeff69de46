"""What a node says of itself at /.well-known/bulou-node.json: address, keys, the organisations it hosts; signed by itself."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from bulou.formats.exchange.jose import PublicKeys, SecretKeys, Untrusted, claimed, verify
from bulou.formats.uris import is_https

FORM = 1
KIND = "bulou-node+jws"
CEILING = 256 * 1024
MOST_HOSTED = 500
_HERE = frozenset({"127.0.0.1", "localhost", "::1"})


class BadStatement(Exception):
    """It cannot be taken. `reason` is unreadable, forged, origin or too-large."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Hosted:
    """An organisation of a node as it introduces it. `overseas` and `bodies` (which bodies of the state it is) are what the node
    says; a named person confirms them.
    """

    id: UUID
    name_zh: str
    name_en: str
    roles: tuple[str, ...]
    overseas: bool
    bodies: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"id": str(self.id), "name_zh": self.name_zh, "name_en": self.name_en, "roles": list(self.roles),
                "overseas": self.overseas, "bodies": list(self.bodies)}  # fmt: skip

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> "Hosted":
        """Raises KeyError, TypeError or ValueError."""
        return cls(
            id=UUID(str(value["id"])),
            name_zh=str(value["name_zh"])[:200],
            name_en=str(value["name_en"])[:200],
            roles=tuple(str(role)[:20] for role in value["roles"])[:10],
            overseas=value["overseas"] is not False,  # what is not clearly at home counts as abroad
            bodies=tuple(str(body)[:12] for body in value.get("bodies", ()))[:10],
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """A node as it introduces itself at `issued_at` (aware). `journal` is the key (hex) that signs its journal and what its
    authorities decide.
    """

    node: str
    origin: str
    issued_at: datetime
    keys: PublicKeys
    hosted: tuple[Hosted, ...]
    journal: str = ""


def write(statement: Statement, own: Sequence[SecretKeys]) -> dict[str, Any]:
    """The document: what people read, and the same signed by every key in `own`, newest first."""
    payload = json.dumps(
        {
            "node": statement.node,
            "origin": statement.origin,
            "issued_at": statement.issued_at.isoformat(),
            "keys": statement.keys.to_json(),
            "journal": statement.journal,
            "hosted": [each.to_json() for each in statement.hosted],
        },
        ensure_ascii=False,
    ).encode()
    return {
        "bulou-node": FORM,
        "node": statement.node,
        "origin": statement.origin,
        "fingerprint": statement.keys.fingerprint,
        "signed": [keys.sign(payload, KIND) for keys in own],
    }


def read(text: str | bytes) -> Statement:
    """What the document says, signed by the very keys that it names. Raises BadStatement.

    That proves that whoever wrote it holds the keys, not who that is: people compare the fingerprint.
    """
    tokens = _tokens(text)
    try:
        said = _statement(claimed(tokens[0]))
        verify(tokens[0], said.keys, KIND)
    except Untrusted as error:
        raise BadStatement("forged" if error.reason == "forged" else "unreadable") from None
    return said


def is_vouched_for(text: str | bytes, by: PublicKeys) -> bool:
    """Whether `by`, the keys that are pinned, have signed the very same statement. Raises BadStatement."""
    tokens = _tokens(text)
    for token in tokens:
        try:
            if verify(token, by, KIND) == claimed(tokens[0]):
                return True
        except Untrusted:
            continue
    return False


def is_reachable(origin: str) -> bool:
    """Whether envelopes may be sent there: by https, or in clear to this very machine; a bare address without a path."""
    try:
        parts = urlsplit(origin)
        bare = origin == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc
        here = parts.scheme == "http" and parts.hostname in _HERE and parts.port is not None
    except ValueError:
        return False
    return bare and (here or is_https(origin))


def _tokens(text: str | bytes) -> list[str]:
    if len(text) > CEILING:
        raise BadStatement("too-large")
    try:
        document = json.loads(text)
        tokens = document["signed"]
        form = document["bulou-node"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadStatement("unreadable") from None
    if form != FORM or not isinstance(tokens, list) or not 0 < len(tokens) < 10:
        raise BadStatement("unreadable")
    return [str(token) for token in tokens]


def _statement(payload: bytes) -> Statement:
    try:
        said = json.loads(payload)
        statement = Statement(
            node=str(said["node"])[:120],
            origin=str(said["origin"])[:200],
            issued_at=datetime.fromisoformat(said["issued_at"]),
            keys=PublicKeys.read(said["keys"]),
            hosted=tuple(Hosted.read(each) for each in said["hosted"][:MOST_HOSTED]),
            journal=str(said.get("journal", ""))[:64],
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadStatement("unreadable") from None
    if not is_reachable(statement.origin):
        raise BadStatement("origin")
    return statement
