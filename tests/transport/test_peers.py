"""Envelopes of another node: taken once and receipted, or refused and sealed."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from bulou.formats.exchange.envelope import Receipt, sha256_of
from bulou.formats.exchange.jose import SecretKeys
from bulou.records.exchange_keys import own_keys
from tests.exchanging import CONTENT, FarNode, answering
from tests.world import World

if TYPE_CHECKING:
    from bulou.acts import Outcome


@pytest.fixture
def far() -> FarNode:
    return FarNode()


def introduce(world: World, far: FarNode, *, confirm: bool = True, slug: str = "vendor") -> Any:
    from bulou.acts.peers.introducing import ConfirmPeer, IntroducePeer
    from bulou.records.models import Peer

    organisation = world.organisations[slug]
    said = IntroducePeer(
        organisation_id=organisation, statement=far.statement(world.now), overseas=far.overseas
    )
    peer_id = world.done(said, "admin").ids["peer_id"]
    if confirm:
        compared = ConfirmPeer(
            organisation_id=organisation, peer_id=peer_id, fingerprint=far.fingerprint, grounds="电话核对"
        )
        world.done(compared, "admin")
    return Peer.objects.get(id=peer_id)


def post(raw: bytes) -> Any:
    return Client().post("/exchange/inbox", raw, content_type="application/jose")


def sent(far: FarNode, envelope: Any) -> Any:
    return post(far.sealed(envelope, own_keys()[0].public, timezone.now()))


def applied() -> int:
    from bulou.entrypoints.worker.peers import apply_due

    count = 0
    while done := apply_due(at=timezone.now()):
        count += done
    return count


def outcomes() -> list[str]:
    from bulou.records.models import ReceivedEnvelope

    return list(ReceivedEnvelope.objects.order_by("id").values_list("outcome", flat=True))


def refusals() -> list[Any]:
    from bulou.records.models import Entry

    entries = Entry.objects.filter(stream="node").order_by("index")
    return [each.payload["refusal"]["value"] for each in entries if "refusal" in each.payload]


def test_an_envelope_is_receipted_sealed_and_becomes_a_report(world: World, far: FarNode) -> None:
    from bulou.records.models import Entry, Report

    introduce(world, far)
    envelope = far.envelope(world.organisations["vendor"])

    answer = sent(far, envelope)

    assert answer.status_code == 200
    receipt = Receipt.read(answer.json()["receipt"], own_keys()[0].public)
    sealed = Entry.objects.get(hash=receipt.entry)
    assert (receipt.id, receipt.sha256) == (envelope.id, sha256_of(envelope.text()))
    assert sealed.stream == f"org:{world.organisations['vendor']}"
    assert sealed.payload["sha256"]["value"] == receipt.sha256
    assert (applied(), Report.objects.count()) == (1, 1)
    report = Report.objects.select_related("case").get()
    assert (report.channel, report.case.product) == ("notification", "QY-4200")


def test_the_same_envelope_again_gets_the_same_receipt_and_is_applied_once(
    world: World, far: FarNode
) -> None:
    from bulou.records.models import ReceivedEnvelope, Report

    introduce(world, far)
    envelope = far.envelope(world.organisations["vendor"])

    receipts = {sent(far, envelope).json()["receipt"]}
    applied()
    receipts |= {sent(far, envelope).json()["receipt"] for _turn in range(2)}

    assert (len(receipts), applied()) == (1, 0)
    assert (ReceivedEnvelope.objects.count(), Report.objects.count()) == (1, 1)


def test_what_comes_out_of_order_waits_and_what_is_missing_is_named(world: World, far: FarNode) -> None:
    from bulou.records.models import Entry, ReceivedEnvelope

    introduce(world, far)
    to = world.organisations["vendor"]

    lacks = [sent(far, far.envelope(to, seq)).json()["lacks"] for seq in (4, 2)]
    before = applied()
    lacks += [sent(far, far.envelope(to, seq)).json()["lacks"] for seq in (1, 3)]
    after = applied()

    assert (lacks, before, after) == ([[1, 2, 3], [1, 3], [3], []], 0, 4)
    order = Entry.objects.filter(payload__outcome__value="applied").order_by("index")
    assert [each.payload["seq"]["value"] for each in order] == [1, 2, 3, 4]
    assert ReceivedEnvelope.objects.filter(outcome="applied").count() == 4


def test_a_replayed_number_with_another_content_is_refused_and_sealed(world: World, far: FarNode) -> None:
    from bulou.records.models import RefusedEnvelope

    peer = introduce(world, far)
    envelope = far.envelope(world.organisations["vendor"])
    sent(far, envelope)

    answers = [
        sent(far, replace(envelope, content=CONTENT | {"title": "别的"})),
        sent(far, replace(envelope, id=uuid4())),
    ]

    assert [(each.status_code, each.json()["reason"]) for each in answers] == [(409, "replayed")] * 2
    assert refusals() == ["replayed", "replayed"]
    assert {row.peer_id for row in RefusedEnvelope.objects.all()} == {peer.id}


def _stale(far: FarNode, world: World) -> bytes:
    envelope = far.envelope(world.organisations["vendor"])
    return far.sealed(envelope, own_keys()[0].public, timezone.now() - timedelta(hours=1))


def _misaddressed(far: FarNode, world: World, **changed: Any) -> bytes:
    envelope = far.envelope(world.organisations["vendor"], **changed)
    return far.sealed(envelope, own_keys()[0].public, timezone.now())


def _forged(far: FarNode, world: World) -> bytes:
    """Signed by a stranger under the peer's name."""
    stranger = FarNode(origin=far.origin, keys=[SecretKeys(b"\x09" * 32)], organisation=far.organisation)
    return stranger.sealed(far.envelope(world.organisations["vendor"]), own_keys()[0].public, timezone.now())


def _downgraded(far: FarNode, world: World) -> bytes:
    from joserfc import jwe
    from joserfc.jwk import OKPKey

    key = OKPKey.import_key({"kty": "OKP", "crv": "X25519", "x": own_keys()[0].public.encrypt})
    header = {"alg": "ECDH-ES+A128KW", "enc": "A128GCM", "kid": own_keys()[0].public.fingerprint}
    return jwe.encrypt_compact(header, b"{}", key, algorithms=["ECDH-ES+A128KW", "A128GCM"]).encode()


@pytest.mark.parametrize(
    ("made", "status", "said", "reason"),
    [
        (_stale, 409, "stale", "stale"),
        (_forged, 403, "unverified", "unknown"),
        (_downgraded, 400, "downgraded", "downgraded"),
        (lambda far, world: b"no envelope", 400, "unreadable", "unreadable"),
        (lambda far, world: _misaddressed(far, world, to_node="https://else.example"), 403, "misaddressed", "misaddressed"),
        (lambda far, world: _misaddressed(far, world, from_organisation=uuid4()), 403, "misaddressed", "misaddressed"),
        (lambda far, world: _misaddressed(far, world, to_organisation=uuid4()), 403, "misaddressed", "misaddressed"),
        (lambda far, world: _misaddressed(far, world, kind="rumour"), 422, "unknown-kind", "unknown-kind"),
        (lambda far, world: _misaddressed(far, world, kind="acknowledgement"), 422, "out-of-place", "out-of-place"),
        (lambda far, world: _misaddressed(far, world, seq=0), 400, "unreadable", "unreadable"),
    ],
    ids=["stale", "forged", "downgraded", "unreadable", "to another node", "from an unknown house", "to an unknown house",
         "unknown kind", "out of place", "no number"],
)  # fmt: skip
def test_what_is_not_to_be_trusted_is_refused_and_sealed(
    world: World, far: FarNode, made: Any, status: int, said: str, reason: str
) -> None:
    from bulou.records.models import ReceivedEnvelope

    introduce(world, far)

    answer = post(made(far, world))

    assert (answer.status_code, answer.json()["reason"]) == (status, said)
    assert answer["Content-Type"] == "application/problem+json"
    assert (refusals(), ReceivedEnvelope.objects.count()) == ([reason], 0)


def test_nothing_is_taken_before_a_person_has_confirmed_nor_after_the_node_was_revoked(
    world: World, far: FarNode
) -> None:
    from bulou.acts.peers.introducing import RevokePeer

    peer = introduce(world, far, confirm=False)
    envelope = far.envelope(world.organisations["vendor"])
    before = sent(far, envelope)
    world.done(RevokePeer(organisation_id=peer.organisation_id, peer_id=peer.id, reason="密钥泄露"), "admin")
    after = sent(far, envelope)

    assert [(each.status_code, each.json()["reason"]) for each in (before, after)] == [
        (403, "unconfirmed"),
        (403, "revoked"),
    ]


def test_what_lies_in_outbox_and_inbox_is_encrypted(world: World, far: FarNode) -> None:
    from bulou.records.models import Delivery, ReceivedEnvelope, RefusedEnvelope

    introduce(world, far)
    sent(far, far.envelope(world.organisations["vendor"]))
    post(b"secret steps")
    applied()

    kept = [bytes(row.raw_sealed) for row in ReceivedEnvelope.objects.all()]
    kept += [bytes(row.raw_sealed) for row in RefusedEnvelope.objects.all()]
    kept += [bytes(row.body_sealed) for row in Delivery.objects.all()]
    assert len(kept) >= 3
    assert [each for each in kept if b"secret" in each or b"QY-" in each or b"envelope" in each] == []


def notified(world: World) -> "Outcome":
    from bulou.acts.notification import NotifyAuthority, PreparePacket
    from tests.acts.scene import PACKET

    case_id = world.accepted()
    world.done(PreparePacket(case_id=case_id, packet=PACKET), "lead")
    return world.done(NotifyAuthority(case_id=case_id, method="node", checked=True), "lead")


@pytest.fixture
def no_authority(world: World) -> World:
    from bulou.records.models import Organisation

    Organisation.objects.filter(slug="authority").delete()  # writes: nobody founds one here
    return world


def deliver(world: World) -> int:
    from bulou.entrypoints.worker.peers import deliver_due

    return deliver_due("a worker", at=timezone.now())


def test_a_notification_goes_to_the_authority_elsewhere_and_its_receipt_is_sealed_in_the_case(
    no_authority: World, far: FarNode
) -> None:
    from bulou.records.models import AuthorityNotification, Delivery, Entry, SentEnvelope
    from bulou.transport.peers import own_keys as ours

    world = no_authority
    with answering(far, ours()[0].public):
        introduce(world, far)
        notified(world)
        proof = Entry.objects.filter(payload__act=None) or Entry.objects.order_by("-id")
        sealed = proof.first().payload["sent"]["value"][0]
        assert deliver(world) == 1

    row = SentEnvelope.objects.get()
    envelope = far.arrived[0]
    assert (sealed["sha256"], sealed["envelope"]) == (row.sha256, str(envelope.id))
    assert (envelope.kind, envelope.content["said"]["harm"], envelope.seq) == ("matter", "控制设备", 1)
    assert Delivery.objects.get(kind="peer").delivered_at is not None
    last = Entry.objects.order_by("-id").first()
    assert last is not None
    assert last.stream == f"case:{row.conversation.case_id}"
    assert (last.payload["peer_entry"]["value"], row.received_at is not None) == ("e" * 64, True)

    number = far.envelope(
        world.organisations["vendor"], kind="acknowledgement", conversation=row.conversation.key,
        in_reply_to=row.id, content={"number": "MIIT-1"},
    )  # fmt: skip
    assert sent(far, number).status_code == 200
    assert applied() == 1
    packet = AuthorityNotification.objects.get()
    assert (packet.state, packet.receipt_number) == ("acknowledged", "MIIT-1")


def test_a_peer_that_does_not_answer_is_waited_for_and_then_gets_everything(
    no_authority: World, far: FarNode
) -> None:
    from bulou.entrypoints.worker.peers import deliver_due
    from bulou.records.models import Delivery

    world, at = no_authority, timezone.now()
    with answering(far, own_keys()[0].public) as server:
        port = server.server_port
        introduce(world, far)
    far.origin = f"http://127.0.0.1:{port}"
    notified(world)
    notified(world)
    assert deliver_due("a worker", at=at) == 2
    assert set(Delivery.objects.filter(kind="peer").values_list("attempts", flat=True)) == {1}
    assert deliver_due("a worker", at=at) == 0


def test_an_envelope_of_a_megabyte_is_taken(world: World, far: FarNode) -> None:
    introduce(world, far)
    large = CONTENT | {"attachment": "x" * 1_000_000}

    answer = sent(far, far.envelope(world.organisations["vendor"], content=large))

    assert (answer.status_code, applied(), outcomes()) == (200, 1, ["applied"])


def test_what_a_node_sent_before_it_was_revoked_takes_effect_without_an_acknowledgement(
    world: World, far: FarNode
) -> None:
    from bulou.acts.peers.introducing import RevokePeer
    from bulou.records.models import Entry, Report, SentEnvelope

    peer = introduce(world, far)
    sent(far, far.envelope(world.organisations["vendor"]))
    world.done(RevokePeer(organisation_id=peer.organisation_id, peer_id=peer.id, reason="密钥泄露"), "admin")

    assert (applied(), outcomes(), Report.objects.count()) == (1, ["applied"], 1)
    assert SentEnvelope.objects.count() == 0
    assert Entry.objects.filter(payload__unacknowledged__value=True).count() == 1


def test_what_was_held_back_stands_behind_what_was_never_tried(world: World, far: FarNode) -> None:
    from bulou.records.models import ReceivedEnvelope
    from bulou.records.peers import hold_back, to_apply

    introduce(world, far)
    for _each in range(3):
        sent(far, far.envelope(world.organisations["vendor"], conversation=uuid4()))
    first, second, third = ReceivedEnvelope.objects.order_by("id").values_list("id", flat=True)
    at = timezone.now()
    hold_back(first, until=at)
    hold_back(second, until=at - timedelta(seconds=1))

    assert [row for _house, row in to_apply(at=at, most=2)] == [third, second]


@pytest.mark.only("postgresql")
def test_a_case_is_locked_before_its_conversation_as_acts_on_the_case_do(world: World, far: FarNode) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    introduce(world, far)
    for seq in (1, 2):
        sent(far, far.envelope(world.organisations["vendor"], seq))
    with CaptureQueriesContext(connection) as first:
        applied()

    locking = [
        each["sql"]
        for each in first.captured_queries
        if "FOR UPDATE" in each["sql"] or "FOR NO KEY" in each["sql"]
    ]
    of_second = locking[[i for i, sql in enumerate(locking) if "records_receivedenvelope" in sql][-1] - 1]
    assert "records_case" in of_second
