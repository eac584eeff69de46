"""What a case tells a party at another node: it leaves, arrives as what it is, and its arrival is noted."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from bulou.records.exchange_keys import own_keys
from tests.exchanging import CONTENT, FarNode, answering
from tests.transport.test_peers import applied, deliver, introduce, outcomes, sent
from tests.world import World

if TYPE_CHECKING:
    from bulou.records.models import Notice


@pytest.fixture
def far() -> Iterator[FarNode]:
    node = FarNode()
    with answering(node, own_keys()[0].public):
        yield node


@pytest.fixture
def party(world: World, far: FarNode) -> UUID:
    """The upstream vendor of a case lives at the far node."""
    from bulou.acts.coordination import AddParty

    introduce(world, far)
    known = {"party": "上游", "role": "upstream", "organisation": "远方机构"}
    return UUID(world.done(AddParty(case_id=world.accepted(), **known), "lead").ids["party_id"])


def tell(world: World, party: UUID) -> "Notice":
    from bulou.acts.coordination import NotifyUpstream
    from bulou.records.models import Notice, Party

    case_id = Party.objects.get(id=party).case_id
    world.done(
        NotifyUpstream(case_id=case_id, party_id=party, text="请核查。", exploit_included=False), "lead"
    )
    return Notice.objects.get()


def test_the_arrival_at_another_node_is_noted_after_a_kill_between_receipt_and_note(
    world: World, party: UUID
) -> None:
    from bulou.records.models import Delivery, Notice

    tell(world, party)
    deliver(world)
    Notice.objects.update(state="pending")  # writes: killed before it was noted,
    Delivery.objects.filter(kind="peer").update(delivered_at=None)  # writes: and before the row was settled
    deliver(world)

    assert Notice.objects.get().state == "sent"


def test_what_a_party_that_is_an_authority_is_told_is_no_notification_there(
    world: World, far: FarNode, party: UUID
) -> None:
    from bulou.records.models import Matter

    tell(world, party)
    deliver(world)
    (told,) = far.arrived
    world.appoint("security", "authority", "security_admin")
    world.people["admin"] = world.people["security"]
    introduce(world, far, slug="authority")
    sent(far, far.envelope(world.organisations["authority"], content=told.content))
    applied()

    matter = Matter.objects.select_related("case").get()
    assert (matter.kind, matter.case.channel, matter.case.product) == ("report", "peer", "QY-4200")


def test_ac05_what_waits_for_a_party_that_was_taken_out_does_not_leave_and_its_number_is_void(
    world: World, far: FarNode, party: UUID
) -> None:
    from bulou.acts.parties import InviteParty, RemoveParty
    from bulou.records.models import Delivery, Entry

    notice = tell(world, party)
    known = {"case_id": notice.case_id, "party_id": party}
    world.done(InviteParty(email="psirt@maker.cn", exploit_included=False, **known), "lead")
    world.done(RemoveParty(grounds="不再参与", **known), "lead")
    (sealed,) = Entry.objects.filter(payload__sent__isnull=False)
    while deliver(world):
        pass

    (void,) = far.arrived
    assert (void.kind, void.seq, void.content) == ("void", 1, {})
    notice.refresh_from_db()
    assert notice.state == "failed"
    errors = sorted(Delivery.objects.filter(kind="peer").values_list("error", flat=True))
    assert errors == ["", "the party was taken out of the case"]
    withheld = Entry.objects.get(payload__withheld__isnull=False)
    assert withheld.payload["withheld"] == {
        **withheld.payload["withheld"],
        "value": sealed.payload["sent"]["value"][0]["sha256"],
    }


def test_a_void_number_is_taken_and_what_follows_it_too(world: World, far: FarNode) -> None:
    introduce(world, far)
    for seq, kind in ((1, "void"), (2, "notification")):
        content = {} if kind == "void" else CONTENT
        sent(far, far.envelope(world.organisations["vendor"], seq, kind=kind, content=content))

    assert (applied(), outcomes()) == (2, ["applied", "applied"])
