"""Every kind from another node: taken from whom it may come, refused and sealed from everyone else."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone

from bulou.records.exchange_keys import own_keys
from tests.acts.peered import correction
from tests.exchanging import FarNode, answering
from tests.transport.test_peers import applied, deliver, introduce, refusals, sent
from tests.world import World

if TYPE_CHECKING:
    from bulou.formats.exchange.envelope import Envelope


def outcomes() -> list[str]:
    from bulou.records.models import ReceivedEnvelope

    return list(ReceivedEnvelope.objects.order_by("id").values_list("outcome", flat=True))


def facts(case_id: UUID) -> dict[str, Any]:
    from bulou.records.models import Case

    return dict(Case.objects.get(id=case_id).facts)


@dataclass
class Asking:
    """A vendor here has asked the ministry at a far node for consent, and its request has arrived there."""

    world: World
    far: FarNode
    case_id: UUID
    asked: "Envelope"

    def word(self, seq: int = 1, **changed: Any) -> "Envelope":
        """What the ministry says back to the case."""
        content = {
            "case": str(self.case_id), "authority": str(self.far.organisation), "kind": "received",
            "reference": self.asked.content["origin"]["reference"], "number": "MPS-1",
        }  # fmt: skip
        return self.envelope("word", content | changed, seq)

    def decision(self, seq: int = 1, *, key: Ed25519PrivateKey | None = None, **changed: Any) -> "Envelope":
        """The ministry's signed consent; `changed` is what the statement says otherwise."""
        from bulou.journal import canonical
        from bulou.records.decisions import PREFIX

        at = self.asked.issued_at + timedelta(minutes=1)
        said = {
            "number": "决1号", "authority": str(self.far.organisation), "authority_zh": "公安部", "bodies": ["mps"],
            "subject": "consent", "result": "granted", "request": self.asked.content["origin"]["reference"],
            "request_sha256": "0" * 64, "case": str(self.case_id), "grounds_sha256": hashlib.sha256(b"ok").hexdigest(),
            "decided_at": at.isoformat(), "valid_until": (at + timedelta(days=3)).isoformat(),
        }  # fmt: skip
        statement = canonical(said | changed)
        signature = (key or self.far.journal).sign(PREFIX + statement).hex()
        content = {
            "case": str(self.case_id), "authority": said["authority"], "statement": statement.decode(),
            "signature": signature, "text": "ok",
        }  # fmt: skip
        return self.envelope("decision", content, seq)

    def envelope(self, kind: str, content: dict[str, Any], seq: int = 1) -> "Envelope":
        conversation = self.asked.conversation
        to = self.world.organisations["vendor"]
        return self.far.envelope(to, seq, kind=kind, content=content, conversation=conversation)


def asking(world: World, far: FarNode) -> Asking:
    from bulou.acts.authority.asking import RequestConsent
    from bulou.records.models import Organisation

    Organisation.objects.filter(slug="authority").delete()  # writes: nobody founds one here
    with answering(far, own_keys()[0].public):
        introduce(world, far)
        case_id = world.accepted()
        world.done(RequestConsent(case_id=case_id, text="请准予"), "lead")
        assert deliver(world) == 1
    return Asking(world, far, case_id, far.arrived[0])


@pytest.fixture
def ministry(world: World) -> Asking:
    return asking(world, FarNode(bodies=("mps",)))


def test_a_request_is_answered_by_a_signed_decision_that_becomes_an_official_fact(ministry: Asking) -> None:
    from bulou.records.models import OfficialRequest, OfficialWord

    asked = ministry.asked
    assert (asked.kind, asked.content["kind"], asked.content["origin"]["case"]) == (
        "matter", "consent", str(ministry.case_id),
    )  # fmt: skip

    answers = [sent(ministry.far, each).status_code for each in (ministry.word(), ministry.decision(2))]

    assert (answers, applied(), outcomes()) == ([200, 200], 2, ["applied", "applied"])
    consent = facts(ministry.case_id)["mps_consent"]
    assert (consent["value"], consent["kind"], consent["source"]) == (True, "official", "公安部 决1号")
    word = OfficialWord.objects.get()
    assert (word.kind, word.authority, word.number) == ("received", "远方机构", "MPS-1")
    assert OfficialRequest.objects.get().number == "决1号"


def test_ac41_a_decision_again_changes_nothing_and_another_for_the_same_request_is_not_taken(
    ministry: Asking,
) -> None:
    first = ministry.decision()
    for each in (first, first, ministry.decision(2, number="决2号", result="refused")):
        assert sent(ministry.far, each).status_code == 200
    applied()

    assert outcomes() == ["applied", "rejected"]
    assert facts(ministry.case_id)["mps_consent"]["value"] is True


def _of_another_case(asking: Asking) -> "Envelope":
    other = asking.world.accepted()
    return asking.decision(case=str(other))


def _decided_before(asking: Asking) -> "Envelope":
    return asking.decision(decided_at=(asking.asked.issued_at - timedelta(days=1)).isoformat())


def _changed(asking: Asking) -> "Envelope":
    envelope = asking.decision()
    statement = envelope.content["statement"].replace("granted", "refused")
    return replace(envelope, content=dict(envelope.content) | {"statement": statement})


@pytest.mark.parametrize(
    "made",
    [
        lambda asking: asking.decision(key=Ed25519PrivateKey.generate()),
        _changed,
        _of_another_case,
        _decided_before,
        lambda asking: asking.decision(subject="assessment", result="no_objection"),
        lambda asking: asking.decision(authority=str(uuid4())),
        lambda asking: asking.decision(request=str(uuid4())),
        lambda asking: asking.envelope("decision", {"case": str(asking.case_id), "authority": str(asking.far.organisation)}),
    ],
    ids=["another key", "changed", "another case", "before the request", "beyond its power", "another authority",
         "another request", "unreadable"],
)  # fmt: skip
def test_ac41_a_decision_that_does_not_hold_is_rejected_and_sealed(ministry: Asking, made: Any) -> None:
    from bulou.records.models import Entry

    assert sent(ministry.far, made(ministry)).status_code == 200
    assert applied() == 1

    assert outcomes() == ["rejected"]
    assert "mps_consent" not in facts(ministry.case_id)
    assert Entry.objects.filter(payload__outcome__value="rejected").count() == 1


def test_ac53_what_a_message_says_of_bodies_counts_for_nothing(world: World) -> None:
    """The centre at a far node was introduced as that; it signs as the ministry and says so."""
    asked = asking(world, FarNode(bodies=("mps",)))
    from bulou.records.models import Peer

    (row,) = Peer.objects.all()
    row.hosted[0]["bodies"] = ["mps_centre"]
    row.save()  # writes: as it would be, had it been introduced so

    sent(asked.far, asked.decision())
    sent(asked.far, asked.word(2, bodies=["mps"], names={"zh": "公安部"}))
    applied()

    assert outcomes() == ["rejected", "applied"]
    assert "mps_consent" not in facts(asked.case_id)


def _other_house(asking: Asking) -> "Envelope":
    return asking.word(authority=str(asking.world.organisations["other"]))


def _foreign_case(asking: Asking) -> "Envelope":
    return asking.word(case=str(asking.world.accepted()))


def test_ac53_nobody_speaks_for_another_or_of_a_case_that_is_not_the_conversations(ministry: Asking) -> None:
    answer = sent(ministry.far, _other_house(ministry))
    assert (answer.status_code, answer.json()["reason"], refusals()) == (
        403,
        "misaddressed",
        ["misaddressed"],
    )

    assert sent(ministry.far, _foreign_case(ministry)).status_code == 200
    applied()
    assert outcomes() == ["rejected"]


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
        ("news", lambda far: {"reference": str(ORDER)}, "out-of-place"),
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
