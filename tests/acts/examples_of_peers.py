"""The acts between nodes: introduced, confirmed, renewed, revoked; envelopes received, refused, applied, acknowledged."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from bulou.acts.peers import introducing as it
from bulou.acts.peers import receiving as rv
from bulou.acts.peers import reports as rp
from bulou.acts.peers import withholding as wh
from bulou.formats.exchange.jose import SecretKeys
from tests.acts.example import NOBODY, Example, of, on
from tests.acts.peered import far
from tests.acts.scene import Scene


def _text(scene: Scene) -> str:
    return far().envelope(scene.world.organisations["vendor"], 3).text()


def _renewed(scene: Scene) -> str:
    node = far()
    node.keys.insert(0, SecretKeys(b"\x08" * 32))
    return node.statement(scene.world.now + timedelta(days=1))


def _id(name: str) -> Any:
    return lambda scene: scene.ids[name]


OF_PEERS: dict[str, Example] = {
    "introduce_peer": of(
        it.IntroducePeer,
        "admin",
        statement=lambda scene: far("https://third.example").statement(scene.world.now),
        overseas=False,
        bad={"statement": "{}"},
        wrong="statement",
    ),
    "confirm_peer": of(
        it.ConfirmPeer,
        "admin",
        peer_id=_id("introduced_peer"),
        fingerprint=lambda _scene: far().fingerprint,
        grounds="当面核对",
        bad={"fingerprint": "ABCD"},
        wrong="fingerprint",
    ),
    "revoke_peer": of(
        it.RevokePeer,
        "admin",
        peer_id=_id("confirmed_peer"),
        reason="密钥泄露",
        bad={"reason": " "},
        wrong="reason",
    ),
    "renew_peer_keys": of(
        it.RenewPeerKeys,
        "admin",
        peer_id=_id("confirmed_peer"),
        statement=_renewed,
        bad={"peer_id": NOBODY},
        wrong="peer_id",
    ),
    "receive_envelope": of(
        rv.ReceiveEnvelope,
        "system",
        peer_id=_id("confirmed_peer"),
        text=_text,
        bad={"text": "{}"},
        wrong="unreadable",
    ),
    "refuse_envelope": of(rv.RefuseEnvelope, "system", reason="forged", raw=b"raw"),
    "apply_envelope": of(
        rv.ApplyEnvelope,
        "system",
        received_id=_id("received_envelope"),
        bad={"received_id": 0},
        wrong="received_id",
    ),
    "take_supplement": on("accepted", rp.TakeSupplement, "system", content={"harm": "更正"}),
    "acknowledge_envelope": on(
        "accepted",
        rv.AcknowledgeEnvelope,
        "system",
        ids={"conversation_id": "conversation", "envelope_id": "envelope"},
        bad={"conversation_id": uuid4()},
        wrong="conversation_id",
    ),
    "record_peer_receipt": on(
        "accepted",
        rv.RecordPeerReceipt,
        "system",
        ids={"sent_id": "sent_envelope"},
        receipt="signed",
        received_at=datetime(2026, 11, 20, tzinfo=UTC),
        peer_entry="e" * 64,
        bad={"sent_id": NOBODY},
        wrong="sent_id",
    ),
    "note_peer_refusal": on(
        "accepted",
        rv.NotePeerRefusal,
        "system",
        ids={"sent_id": "sent_envelope"},
        reason="replayed",
        bad={"sent_id": NOBODY},
        wrong="sent_id",
    ),
    "withhold_envelope": on(
        "accepted",
        wh.WithholdEnvelope,
        "system",
        ids={"sent_id": "sent_envelope"},
        bad={"sent_id": NOBODY},
        wrong="sent_id",
    ),
    "record_peer_receipt_of_thread": of(
        rv.RecordPeerReceiptOfThread,
        "system",
        sent_id=_id("sent_of_thread"),
        receipt="signed",
        received_at=datetime(2026, 11, 20, tzinfo=UTC),
        peer_entry="e" * 64,
        bad={"sent_id": NOBODY},
        wrong="sent_id",
    ),
    "note_peer_refusal_of_thread": of(
        rv.NotePeerRefusalOfThread,
        "system",
        sent_id=_id("sent_of_thread"),
        reason="replayed",
        bad={"sent_id": NOBODY},
        wrong="sent_id",
    ),
}
