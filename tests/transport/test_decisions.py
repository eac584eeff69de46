"""A request to an authority at a far node, what it says back, and decisions that do not hold."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bulou.records.exchange_keys import own_keys
from tests.exchanging import FarNode, answering
from tests.transport.test_peers import applied, deliver, introduce, outcomes, refusals, sent
from tests.world import World

if TYPE_CHECKING:
    from bulou.formats.exchange.envelope import Envelope


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


def test_each_thing_that_a_case_asks_is_a_conversation_of_its_own(world: World) -> None:
    from bulou.acts.authority.asking import RequestConsent
    from bulou.acts.notification import NotifyAuthority, PreparePacket
    from bulou.records.models import Organisation, SentEnvelope
    from tests.acts.scene import PACKET

    Organisation.objects.filter(slug="authority").delete()  # writes: nobody founds one here
    introduce(world, FarNode(bodies=("miit", "mps")))
    case_id = world.accepted()
    for packet in (PACKET | {"impact_scope": ""}, PACKET):
        world.done(PreparePacket(case_id=case_id, packet=packet), "lead")
        world.done(NotifyAuthority(case_id=case_id, method="node", checked=True), "lead")
    world.done(RequestConsent(case_id=case_id, text="请准予"), "lead")

    rows = list(SentEnvelope.objects.order_by("queued_at").values_list("kind", "seq", "conversation"))
    first, _completion, asked = (conversation for _kind, _seq, conversation in rows)
    assert [each[:2] for each in rows] == [("matter", 1), ("completion", 2), ("matter", 1)]
    assert (rows[1][2], asked == first) == (first, False)


def assessed(world: World, far: FarNode, *, lead: UUID) -> tuple[UUID, str]:
    """What a vendor here asked the ministry here and one at the far node to assess; its case and its reference."""
    from bulou.acts.actor import Actor
    from bulou.acts.authority.receiving import ReceiveMatter

    house, reference = world.organisations["authority"], str(uuid4())
    world.appoint("admin", "authority", "security_admin")
    world.appoint("officer", "authority", "lead")
    introduce(world, far, slug="authority")
    origin = {
        "organisation": str(world.organisations["vendor"]), "case": str(uuid4()), "reference": reference, "lead": str(lead),
    }  # fmt: skip
    asked = ReceiveMatter(
        organisation_id=house, raw=b"{}", content={"title": "t"}, kind="assessment", origin=origin, key="k"
    )
    return UUID(world.done(asked, Actor.system()).ids["case_id"]), reference


def test_a_ministry_elsewhere_that_gave_its_opinion_is_told_the_decision(world: World) -> None:
    from bulou.acts.authority.deciding import DecideRequest
    from tests.transport.test_kinds import queued

    far = FarNode(bodies=("mps",))
    case_id, reference = assessed(world, far, lead=world.organisations["authority"])
    opinion = {
        "reference": reference, "authority": str(far.organisation), "result": "no_objection", "text": "无异议",
    }  # fmt: skip
    sent(far, far.envelope(world.organisations["authority"], kind="opinion", content=opinion))
    applied()
    world.open(case_id, "officer")
    decided = world.done(DecideRequest(case_id=case_id, result="no_objection", text="同意"), "officer")

    (news,) = queued("news")
    assert (news["to_organisation"], news["content"]["reference"]) == (str(far.organisation), reference)
    assert news["content"]["news"]["decision"] == decided.ids["number"]


def test_the_lead_at_another_node_ends_the_assessment_here_and_says_only_what_is_known_of_news(
    world: World,
) -> None:
    from bulou.records.models import Matter

    far = FarNode(bodies=("miit",))
    case_id, reference = assessed(world, far, lead=far.organisation)
    news = {
        "decision": "决" * 90, "result": "no_objection", "decided_at": "2026-11-20T12:00:00+00:00", "remedied": False,
        "number": ["x"], "rumour": "x",
    }  # fmt: skip
    told = {"reference": reference, "news": news}
    sent(far, far.envelope(world.organisations["authority"], kind="news", content=told))
    applied()

    matter = Matter.objects.get(case_id=case_id)
    assert (outcomes(), matter.decided_at is not None) == (["applied"], True)
    assert matter.elsewhere == {
        "decision": "决" * 80, "result": "no_objection", "decided_at": "2026-11-20T12:00:00+00:00", "remedied": False,
    }  # fmt: skip


def test_ac53_a_vendor_that_notified_says_nothing_of_how_an_authority_stands(world: World) -> None:
    from bulou.records.models import Matter

    far = FarNode(role="vendor", bodies=())
    _case, reference = assessed(world, far, lead=far.organisation)
    house = world.organisations["authority"]
    origin = {"organisation": str(far.organisation), "case": str(uuid4()), "reference": str(uuid4())}
    matter = {"kind": "notification", "said": {"title": "t"}, "origin": origin}
    sent(far, far.envelope(house, kind="matter", content=matter))
    for seq, named in ((2, reference), (3, origin["reference"])):
        told = {"reference": named, "news": {"decision": "假的"}}
        sent(far, far.envelope(house, seq, kind="news", content=told))
        applied()

    assert outcomes() == ["applied", "rejected", ""]
    assert [each.elsewhere for each in Matter.objects.all()] == [{}, {}]


def test_ac53_whoever_is_told_of_a_matter_does_not_complete_what_another_has_sent(world: World) -> None:
    from bulou.acts.authority.registering import RegisterMatter
    from bulou.records.models import Circulation, Entry, Matter
    from tests.transport.test_kinds import queued

    far = FarNode(bodies=("cac",))
    case_id, _reference = assessed(world, far, lead=world.organisations["authority"])
    world.open(case_id, "officer")
    world.done(RegisterMatter(case_id=case_id), "officer")
    (news,) = queued("news")
    supplement = far.envelope(
        world.organisations["authority"], kind="supplement", conversation=news["conversation"],
        content={"harm": "另一说法"},
    )  # fmt: skip
    sent(far, supplement)
    applied()

    assert Circulation.objects.get(matter_id=case_id, body="cac").organisation_id == far.organisation
    assert (outcomes(), Matter.objects.get(case_id=case_id).supplemented_at) == (["applied"], None)
    assert Entry.objects.filter(stream=f"case:{case_id}", payload__supplement__isnull=False).count() == 1
