"""Kinds from another node: taken from whom they may come, refused and sealed from everyone else."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from bulou.records.exchange_keys import own_keys
from tests.acts.peered import correction
from tests.exchanging import FarNode, answering
from tests.transport.test_peers import applied, deliver, introduce, outcomes, refusals, sent
from tests.world import World

if TYPE_CHECKING:
    from bulou.formats.exchange.envelope import Envelope


ORDER = UUID(int=5)


def _matter(far: FarNode, **changed: Any) -> dict[str, Any]:
    origin = {"organisation": str(far.organisation), "case": str(uuid4()), "reference": str(uuid4())}
    return {"kind": "notification", "said": {"title": "t"}, "origin": origin | changed}


def _filing(far: FarNode, **changed: Any) -> dict[str, Any]:
    return {
        "thread": str(ORDER), "revision": 1, "kind": "filing", "values": {}, "documents": [],
        "answer_to": str(far.organisation),
    } | changed  # fmt: skip


def _order(far: FarNode, **changed: Any) -> dict[str, Any]:
    due_at = timezone.now() + timedelta(days=3)
    return correction(ORDER, due_at=due_at, sender=far.organisation) | changed


def _inspection(far: FarNode, **changed: Any) -> dict[str, Any]:
    days = {"first": "2026-11-01", "last": "2026-11-02"}
    return {"sender": str(far.organisation), "person": str(uuid4()), "grounds": "函"} | days | changed


STRANGER = str(UUID(int=6))


@pytest.mark.parametrize(
    ("kind", "content", "reason"),
    [
        ("matter", lambda far: _matter(far, organisation=STRANGER), "misaddressed"),
        ("matter", lambda far: {"kind": "notification", "said": {}, "origin": "x"}, "misaddressed"),
        ("opinion", lambda far: {"authority": STRANGER}, "misaddressed"),
        ("filing", lambda far: _filing(far, answer_to=STRANGER), "misaddressed"),
        ("filing", lambda far: _filing(far, thread=STRANGER), "out-of-place"),
        ("filing_answer", lambda far: {"authority": STRANGER, "thread": str(ORDER)}, "misaddressed"),
        ("correction", lambda far: _order(far, sender=STRANGER), "misaddressed"),
        ("correction", lambda far: _order(far, order=STRANGER), "out-of-place"),
        ("inspection", lambda far: _inspection(far, sender=STRANGER), "misaddressed"),
        ("receipt", lambda far: {"authority": STRANGER, "case": str(ORDER)}, "misaddressed"),
        ("word", lambda far: {"authority": str(far.organisation), "case": str(ORDER)}, "out-of-place"),
        ("completion", lambda far: {"reference": str(ORDER)}, "out-of-place"),
    ],
)  # fmt: skip
def test_ac53_content_that_speaks_for_another_or_begins_what_it_may_not_is_refused_and_sealed(
    world: World, kind: str, content: Any, reason: str
) -> None:
    from bulou.records.models import ReceivedEnvelope

    far = FarNode()
    introduce(world, far)
    envelope = far.envelope(
        world.organisations["vendor"], kind=kind, content=content(far), conversation=ORDER
    )

    answer = sent(far, envelope)

    assert (answer.json()["reason"], refusals(), ReceivedEnvelope.objects.count()) == (reason, [reason], 0)


def test_an_order_from_elsewhere_is_taken_in_answered_and_closed(world: World) -> None:
    from bulou.acts.supervision.corrections import AnswerCorrection
    from bulou.records.models import Delivery, Entry
    from bulou.records.supervision import orders

    far, house = FarNode(), world.organisations["vendor"]
    with answering(far, own_keys()[0].public):
        introduce(world, far)
        ordered = far.envelope(house, kind="correction", conversation=ORDER, content=_order(far))
        assert [sent(far, ordered).status_code for _again in range(2)] == [200, 200]
        applied()
        world.done(AnswerCorrection(organisation_id=house, order=ORDER, text="已恢复。"), "lead")
        assert deliver(world) == 1
        closed = _order(far, part="closed", text="核查属实。")
        sent(far, far.envelope(house, 2, kind="correction", conversation=ORDER, content=closed))
        sent(far, far.envelope(house, kind="inspection", content=_inspection(far)))
        applied()

    (order,) = orders(house, issued=False)
    assert (order.row.state, order.text, order.answer, order.closing) == (
        "closed", "恢复接收渠道。", "已恢复。", "核查属实。",
    )  # fmt: skip
    assert order.other is not None and order.other.zh == "远方机构"
    (answer,) = far.arrived
    assert (answer.kind, answer.conversation, answer.content["part"]) == ("correction", ORDER, "answered")
    acts = [
        each.header.split('"act":"')[1].split('"')[0] for each in Entry.objects.filter(stream=f"org:{house}")
    ]
    assert acts.count("receive_correction") == 2
    assert {"record_peer_receipt_of_thread", "receive_inspection"} <= set(acts)
    assert Delivery.objects.get(kind="peer").delivered_at is not None


def test_an_order_of_a_body_without_the_power_is_not_taken(world: World) -> None:
    from bulou.records.models import Correction

    far = FarNode(bodies=("cncert",))
    introduce(world, far)
    sent(
        far,
        far.envelope(
            world.organisations["vendor"], kind="correction", conversation=ORDER, content=_order(far)
        ),
    )
    applied()

    assert (outcomes(), Correction.objects.count()) == (["rejected"], 0)


@dataclass
class Notified:
    """A vendor at a far node and the ministry here: what the vendor notifies is a matter, and is answered in one conversation."""

    world: World
    far: FarNode

    def envelope(self, kind: str, content: dict[str, Any], seq: int = 1, **changed: Any) -> "Envelope":
        return self.far.envelope(
            self.world.organisations["authority"], seq, kind=kind, content=content, **changed
        )


@pytest.fixture
def desk(world: World) -> Notified:
    world.appoint("security", "authority", "security_admin")
    world.appoint("officer", "authority", "lead")
    far = FarNode(role="vendor", bodies=())
    from bulou.acts.peers.introducing import ConfirmPeer, IntroducePeer

    house = world.organisations["authority"]
    said = IntroducePeer(organisation_id=house, statement=far.statement(world.now), overseas=False)
    peer_id = world.done(said, "security").ids["peer_id"]
    world.done(
        ConfirmPeer(organisation_id=house, peer_id=peer_id, fingerprint=far.fingerprint, grounds="电话核对"),
        "security",
    )
    return Notified(world, far)


def queued(kind: str) -> list[dict[str, Any]]:
    """What waits for other nodes, of one kind."""
    import json

    from bulou.records.models import Delivery
    from bulou.records.sealed import node_key

    texts = [
        json.loads(node_key().open(row.body_sealed, f"delivery:{row.key}"))["envelope"]
        for row in Delivery.objects.filter(kind="peer").order_by("queued_at", "to")
    ]
    found = [json.loads(text) for text in texts]
    return [each for each in found if each["kind"] == kind]


def test_a_notification_from_elsewhere_is_a_matter_and_every_word_goes_back_in_its_conversation(
    desk: Notified,
) -> None:
    from bulou.acts.authority.registering import RegisterMatter, ReturnForSupplement
    from bulou.records.models import Matter

    content = _matter(desk.far)
    case, reference = content["origin"]["case"], content["origin"]["reference"]
    sent(desk.far, desk.envelope("matter", content))
    applied()
    matter = Matter.objects.get()
    desk.world.open(matter.case_id, "officer")
    desk.world.done(RegisterMatter(case_id=matter.case_id), "officer")
    desk.world.done(ReturnForSupplement(case_id=matter.case_id, text="请补充"), "officer")
    added = {"reference": reference, "packet": {"harm": "控制设备"}}
    sent(desk.far, desk.envelope("completion", added, 2))
    applied()

    assert (matter.sender_id, matter.sender_name, str(matter.sender_case)) == (
        desk.far.organisation, "远方机构", case,
    )  # fmt: skip
    assert Matter.objects.get().supplemented_at is not None
    words = queued("word")
    assert [each["content"]["kind"] for each in words] == ["registered", "returned"]
    assert {(each["conversation"], each["content"]["case"]) for each in words} == {
        (str(desk.far.conversation), case)
    }
    assert len(queued("acknowledgement")) == 2


def test_ac01_nobody_completes_what_another_has_sent_and_no_vendor_circulates(desk: Notified) -> None:
    from bulou.acts.actor import Actor
    from bulou.acts.authority.receiving import ReceiveMatter
    from bulou.records.models import Matter

    reference, house = str(uuid4()), desk.world.organisations["authority"]
    origin = {
        "organisation": str(desk.world.organisations["vendor"]), "case": str(uuid4()), "reference": reference,
    }  # fmt: skip
    desk.world.done(
        ReceiveMatter(organisation_id=house, raw=b"{}", content={"title": "t"}, origin=origin, key="k"),
        Actor.system(),
    )
    sent(desk.far, desk.envelope("matter", _matter(desk.far)))
    applied()
    sent(desk.far, desk.envelope("completion", {"reference": reference, "packet": {"harm": "x"}}, 2))
    circulated = _matter(desk.far) | {"kind": "circulation"}
    sent(desk.far, desk.envelope("matter", circulated, conversation=uuid4()))
    applied()

    assert outcomes() == ["applied", "", "rejected"]  # the second waits, and is given up after a week
    assert Matter.objects.filter(supplemented_at__isnull=False).count() == 0
    assert Matter.objects.filter(kind="circulation").count() == 0


def test_what_waits_for_a_third_node_holds_up_nobody_and_is_given_up_after_a_week(desk: Notified) -> None:
    from bulou.entrypoints.worker.peers import BATCH, apply_due

    sent(desk.far, desk.envelope("matter", _matter(desk.far)))
    applied()
    sent(desk.far, desk.envelope("news", {"reference": str(uuid4()), "news": {}}, 2))
    at = timezone.now()
    first, second = apply_due(at=at), apply_due(at=at)
    later = at + timedelta(days=8)
    given_up = apply_due(at=later)

    assert BATCH and (first, second, given_up) == (0, 0, 1)
    assert outcomes() == ["applied", "rejected"]


def test_a_node_cannot_claim_an_organisation_that_lives_here(world: World) -> None:
    from bulou.acts import Status
    from bulou.acts.peers.introducing import IntroducePeer

    far = FarNode(organisation=world.organisations["authority"])
    house = world.organisations["vendor"]
    said = IntroducePeer(organisation_id=house, statement=far.statement(world.now), overseas=False)

    outcome = world.act(said, "admin")

    assert (outcome.status, list(outcome.errors)) == (Status.INVALID, ["statement"])


def test_a_body_that_nobody_has_confirmed_needs_a_new_introduction(world: World) -> None:
    from bulou.acts import Status
    from bulou.acts.peers.introducing import RenewPeerKeys

    far = FarNode(bodies=("cncert",))
    peer = introduce(world, far)
    later: datetime = world.now + timedelta(days=1)
    same = far.statement(later)
    far.bodies = ("cncert", "mps")

    def renew(text: str) -> Any:
        return world.act(
            RenewPeerKeys(organisation_id=peer.organisation_id, peer_id=peer.id, statement=text), "admin"
        )

    assert (renew(far.statement(later)).status, renew(same).status) == (Status.INVALID, Status.DONE)


def test_what_cannot_be_applied_is_rejected_and_stops_none_that_follows(world: World) -> None:
    from bulou.records.models import Conversation

    far, house = FarNode(), world.organisations["vendor"]
    introduce(world, far)
    sent(far, far.envelope(house))
    applied()
    case_id = str(Conversation.objects.get().case_id)
    word = {"case": case_id, "authority": str(far.organisation), "kind": "received", "reference": "None"}
    sent(far, far.envelope(house, 2, kind="word", content=word))
    sent(far, far.envelope(house, 3))
    applied()

    assert outcomes() == ["applied", "rejected", "applied"]


def test_a_filing_that_no_row_can_hold_is_rejected(desk: Notified) -> None:
    values = {"platform_name": "长" * 400}
    for seq, content in ((1, {"revision": 10**30}), (2, {"values": values})):
        filing = _filing(desk.far, **content)
        sent(desk.far, desk.envelope("filing", filing, seq, conversation=ORDER))
    applied()

    assert outcomes() == ["rejected", "rejected"]


def test_an_inspection_by_a_body_that_supervises_nobody_is_not_taken(world: World) -> None:
    far = FarNode(bodies=("cncert",))
    introduce(world, far)
    sent(far, far.envelope(world.organisations["vendor"], kind="inspection", content=_inspection(far)))
    applied()

    assert outcomes() == ["rejected"]


def test_an_authority_that_nobody_has_confirmed_needs_a_new_introduction(world: World) -> None:
    from bulou.acts import Status
    from bulou.acts.peers.introducing import RenewPeerKeys

    far = FarNode(role="vendor", bodies=())
    peer = introduce(world, far)
    far.role = "authority"
    text = far.statement(world.now + timedelta(days=1))
    renewed = RenewPeerKeys(organisation_id=peer.organisation_id, peer_id=peer.id, statement=text)

    assert world.act(renewed, "admin").status is Status.INVALID


def test_a_node_at_a_new_address_goes_on_with_its_threads(world: World) -> None:
    from bulou.acts.peers.introducing import RevokePeer
    from bulou.acts.supervision.corrections import AnswerCorrection
    from bulou.records.supervision import orders

    far, house = FarNode(), world.organisations["vendor"]
    peer = introduce(world, far)
    sent(far, far.envelope(house, kind="correction", conversation=ORDER, content=_order(far)))
    applied()
    world.done(RevokePeer(organisation_id=house, peer_id=peer.id, reason="地址变更"), "admin")
    far.origin, world.now = "https://moved.example", world.now + timedelta(days=1)
    introduce(world, far)
    world.done(AnswerCorrection(organisation_id=house, order=ORDER, text="已恢复。"), "lead")
    closed = _order(far, part="closed", text="核查属实。")
    sent(far, far.envelope(house, 2, kind="correction", conversation=ORDER, content=closed))
    applied()

    (answer,) = queued("correction")
    assert (answer["to_node"], answer["conversation"], answer["seq"]) == (far.origin, str(ORDER), 1)
    assert [each.row.state for each in orders(house, issued=False)] == ["closed"]


def test_a_thread_that_is_with_another_organisation_is_told_so(world: World) -> None:
    from bulou.acts.outcome import InvalidAct
    from bulou.acts.peers.sending import send_to
    from bulou.acts.work import Work
    from bulou.records.models import Organisation

    first, second = (FarNode(origin=f"https://{name}.example") for name in ("one", "two"))
    for far in (first, second):
        introduce(world, far)
    house = Organisation.objects.get(id=world.organisations["vendor"])
    work = Work(world.people["lead"], world.now, house)
    send_to(work, first.organisation, "correction", {}, thread=ORDER)

    with pytest.raises(InvalidAct) as told:
        send_to(work, second.organisation, "correction", {}, thread=ORDER)

    assert list(told.value.errors) == ["recipient"]
