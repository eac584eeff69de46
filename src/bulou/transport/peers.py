"""Envelopes over the network: out to the inbox of another node, in through our own.

Only nodes that a person of ours has introduced are spoken to, at the origin that their statement signed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from bulou.acts import Actor, Status, perform
from bulou.acts.peers.kinds import KINDS
from bulou.acts.peers.receiving import ReceiveEnvelope, RefuseEnvelope
from bulou.formats.exchange import envelope as envelopes
from bulou.formats.exchange import statement
from bulou.formats.exchange.envelope import FRESH, Envelope, Receipt
from bulou.formats.exchange.jose import Untrusted
from bulou.records import peers
from bulou.records.exchange_keys import own_keys
from bulou.records.peers import Outgoing
from bulou.transport.errors import NoAnswer, Undeliverable

INBOX = "/exchange/inbox"
WELL_KNOWN = "/.well-known/bulou-node.json"
PATIENCE = 15.0  # seconds that one exchange may take to go on
LONGEST_ANSWER = 64 * 1024
FINAL = frozenset({"misaddressed", "replayed", "out-of-place", "unknown-kind", "too-large"})


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The peer's receipt, verified: its text, what it says, and the earlier numbers that the peer lacks."""

    token: str
    receipt: Receipt
    lacks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """Our receipt for what came, and the earlier numbers that we lack."""

    receipt: str
    lacks: tuple[int, ...]


class Refused(Exception):
    """What came is not taken. `peer_id` is set only where a signature has proven who sent it."""

    def __init__(self, reason: str, peer_id: UUID | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.peer_id = peer_id


def deliver(going: Outgoing, body: Mapping[str, Any], *, at: datetime) -> Acknowledged:
    """Bring one envelope to its peer. Raises Undeliverable; final when this peer will never take it."""
    if going.peer.state != "confirmed":
        raise Undeliverable(f"the node is {going.peer.state}", final=going.peer.state == "revoked")
    keys = peers.keys_of(going.peer)
    sealed = envelopes.seal(body["envelope"], sent_at=at, own=own_keys()[0], to=keys)
    status, answer = _exchanged(going.peer.origin, "POST", INBOX, sealed)
    said = _document(answer)
    if status >= 500 or status == 429:  # it is there and cannot now, whatever it is asked
        raise NoAnswer(f"status {status}")
    if status != 200:
        reason = str(said.get("reason", ""))[:24] or f"status {status}"
        raise Undeliverable(reason, final=reason in FINAL)
    token = str(said.get("receipt", ""))
    try:
        receipt = Receipt.read(token, keys)
    except Untrusted:
        raise Undeliverable("the receipt is not signed by the node's keys") from None
    if (receipt.id, receipt.sha256) != (going.sent.id, going.sent.sha256):
        raise Undeliverable("the receipt is for something else")
    lacks = said.get("lacks")
    numbers = lacks if isinstance(lacks, list) else []
    return Acknowledged(token, receipt, tuple(each for each in numbers if type(each) is int)[:200])


def take(raw: bytes, *, at: datetime) -> Taken:
    """Verify and keep what came to our inbox; durable when this returns. The same envelope again gets the same receipt.

    Raises Refused.
    """
    try:
        opened = envelopes.unseal(raw, own_keys())
        known = peers.known_by(opened.signer)
        if not known:
            raise Refused("unknown")
        sent_at, text = opened.signed_by(peers.keys_of(known[0]))
        envelope = Envelope.read(text)
    except Untrusted as error:
        raise Refused(error.reason) from None
    peer = next((each for each in known if each.organisation_id == envelope.to_organisation), None)
    if peer is None:
        raise Refused("misaddressed")
    if reason := _wrong(peer, envelope):
        raise Refused(reason, peer.id)
    if earlier := _again(envelope, text):
        return earlier
    if not abs(at - sent_at) <= FRESH:
        raise Refused("stale", peer.id)
    act = ReceiveEnvelope(organisation_id=envelope.to_organisation, peer_id=peer.id, text=text)
    outcome = perform(act, by=Actor.system(), at=at)
    if outcome.status is Status.INVALID:  # another process may have been first with the very same
        earlier = _again(envelope, text) if "replayed" in outcome.errors else None
        if earlier is None:
            raise Refused(next(iter(outcome.errors)), peer.id)
        return earlier
    taken = _again(envelope, text)
    assert taken is not None
    return taken


def note_refusal(refused: Refused, raw: bytes, *, at: datetime) -> None:
    """Seal that something was not taken."""
    act = RefuseEnvelope(reason=refused.reason, raw=raw, peer_id=refused.peer_id)
    perform(act, by=Actor.system(), at=at)


def _wrong(peer: Any, envelope: Envelope) -> str:
    """Why a verified envelope is not taken at all, or ""."""
    if peer.state != "confirmed":
        return "revoked" if peer.state == "revoked" else "unconfirmed"
    hosted = {each["id"] for each in peer.hosted}
    ours = (envelope.to_node, envelope.from_node) == (settings.BULOU_BASE_URL, peer.origin)
    if not ours or str(envelope.from_organisation) not in hosted:
        return "misaddressed"
    return "" if envelope.kind in KINDS else "unknown-kind"


def _again(envelope: Envelope, text: str) -> Taken | None:
    """The receipt for an envelope that is here already, if it is the very same. Raises Refused for another one."""
    row = peers.received(envelope.to_organisation, envelope)
    if row is None:
        return None
    if (row.envelope, row.sha256) != (envelope.id, envelopes.sha256_of(text)):
        raise Refused("replayed", row.conversation.peer_id)
    receipt = peers.receipt_of(row).signed(own_keys()[0])
    return Taken(receipt, tuple(peers.lacking(row.conversation_id)))


def fetch_statement(origin: str) -> str:
    """What the node at this address says of itself, unverified. Raises Undeliverable."""
    origin = origin.strip().rstrip("/").removesuffix(WELL_KNOWN)
    if not statement.is_reachable(origin):
        raise Undeliverable("no https address", final=True)
    status, answer = _exchanged(origin, "GET", WELL_KNOWN, None, most=statement.CEILING)
    if status != 200:
        raise Undeliverable(f"status {status}")
    try:
        return answer.decode()
    except UnicodeDecodeError:
        raise Undeliverable("no text", final=True) from None


def _exchanged(
    origin: str, method: str, path: str, body: bytes | None, *, most: int = LONGEST_ANSWER
) -> tuple[int, bytes]:
    """One request, no redirect followed. Raises Undeliverable where no whole answer came."""
    parts = urlsplit(origin)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    headers = {"User-Agent": "bulou", "Accept": "application/json"}
    if body is not None:
        headers["Content-Type"] = "application/jose"
    try:
        connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            answer = response.read(most + 1)
        finally:
            connection.close()
    except (OSError, HTTPException, ValueError) as error:
        raise NoAnswer(f"{parts.netloc}: {type(error).__name__}") from error
    if len(answer) > most:
        raise Undeliverable(f"{parts.netloc}: the answer is too long")
    return response.status, answer


def _document(answer: bytes) -> dict[str, Any]:
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
