"""Other nodes in the scene: one that is introduced, one that is confirmed and has written."""

from typing import TYPE_CHECKING
from uuid import UUID

from bulou.acts import Actor
from bulou.acts.peers import introducing as it
from bulou.acts.peers import receiving as rv
from bulou.records.models import Conversation, ReceivedEnvelope, SentEnvelope
from tests.exchanging import FarNode

if TYPE_CHECKING:
    from tests.acts.scene import Scene

ORGANISATION = UUID(int=77)


def far(origin: str = "https://far.example") -> FarNode:
    """A node of which the scene knows, or another one by its address."""
    return FarNode(origin=origin, organisation=ORGANISATION, conversation=UUID(int=78))


def peered(scene: "Scene") -> None:
    """A node that is introduced, one that is confirmed and has written, and what was answered in a case."""
    world, house = scene.world, scene.world.organisations["vendor"]
    for name, origin in (("introduced", "https://new.example"), ("confirmed", "https://far.example")):
        said = far(origin).statement(world.now)
        made = world.done(it.IntroducePeer(organisation_id=house, statement=said, overseas=False), "admin")
        scene.ids[f"{name}_peer"] = UUID(made.ids["peer_id"])
    peer_id = scene.ids["confirmed_peer"]
    compared = it.ConfirmPeer(
        organisation_id=house, peer_id=peer_id, fingerprint=far().fingerprint, grounds="电话核对"
    )
    world.done(compared, "admin")
    case, system = scene.cases["accepted"], Actor.system()
    for seq, kind in ((1, "notification"), (2, "acknowledgement")):
        text = far().envelope(house, seq, kind=kind).text()
        came = rv.ReceiveEnvelope(organisation_id=house, peer_id=peer_id, text=text)
        conversation = UUID(world.done(came, system).ids["conversation_id"])
    Conversation.objects.filter(id=conversation).update(case=case)  # writes: a conversation of this case
    first, second = ReceivedEnvelope.objects.filter(conversation_id=conversation).order_by("seq")
    world.done(rv.ApplyEnvelope(organisation_id=house, received_id=first.id), system)
    scene.ids |= {
        "conversation": conversation,
        "envelope": first.envelope,
        "received_envelope": second.id,
        "sent_envelope": SentEnvelope.objects.get(conversation_id=conversation).id,
    }
