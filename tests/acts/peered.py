"""Other nodes in the scene: one that is introduced, one that is confirmed and has written."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from bulou.acts import Actor
from bulou.acts.peers import introducing as it
from bulou.acts.peers import receiving as rv
from bulou.acts.supervision.corrections import AnswerCorrection
from bulou.records.models import Conversation, ReceivedEnvelope, SentEnvelope
from tests.exchanging import FarNode

if TYPE_CHECKING:
    from tests.acts.scene import Scene

ORGANISATION = UUID(int=77)
FAR = "https://far.example"


def far(origin: str = FAR) -> FarNode:
    """A node of which the scene knows, or another one by its address."""
    house = ORGANISATION if origin == FAR else uuid5(ORGANISATION, origin)
    return FarNode(origin=origin, organisation=house, conversation=UUID(int=78))


def peered(scene: "Scene") -> None:
    """A node that is introduced, one that is confirmed and has written, and what was answered in a case."""
    world, house = scene.world, scene.world.organisations["vendor"]
    for name, origin in (("introduced", "https://new.example"), ("confirmed", FAR)):
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
        "sent_of_thread": _answered(scene, peer_id),
    }


def _answered(scene: "Scene", peer_id: UUID) -> UUID:
    """The envelope in which the vendor answers a correction order of the far authority."""
    world, house, order = scene.world, scene.world.organisations["vendor"], UUID(int=79)
    ordered = correction(order, due_at=world.now + timedelta(days=30))
    text = far().envelope(house, 1, kind="correction", conversation=order, content=ordered).text()
    came = rv.ReceiveEnvelope(organisation_id=house, peer_id=peer_id, text=text)
    world.done(came, Actor.system())
    row = ReceivedEnvelope.objects.get(conversation__key=order)
    world.done(rv.ApplyEnvelope(organisation_id=house, received_id=row.id), Actor.system())
    world.done(AnswerCorrection(organisation_id=house, order=order, text="已恢复。"), "lead")
    return SentEnvelope.objects.get(conversation__key=order).id


def correction(order: UUID, *, due_at: datetime, sender: UUID = ORGANISATION) -> dict[str, str]:
    """What a far authority orders, as it travels."""
    said = {"part": "issued", "text": "恢复接收渠道。", "number": "改正〔2026〕9号", "norm": "RMSV-5-1"}
    return said | {"order": str(order), "sender": str(sender), "due_at": due_at.isoformat()}
