"""What becomes of what goes between an authority and whom it supervises, by its kind (`acts.peers.kinds`)."""

from datetime import date
from uuid import UUID

from bulou.acts.act import Act
from bulou.acts.peers.arrived import Arrived
from bulou.acts.supervision.corrections import ReceiveCorrection
from bulou.acts.supervision.inspections import ReceiveInspection
from bulou.formats.instants import read_instant


def correction(arrived: Arrived) -> Act:
    """An order, its answer or its end, for the other side of it."""
    told = arrived.content
    return ReceiveCorrection(
        organisation_id=arrived.organisation_id,
        order=UUID(told["order"]),
        part=str(told["part"]),
        sender=UUID(told["sender"]),
        text=str(told["text"]),
        number=str(told.get("number", "")),
        norm=str(told.get("norm", "")),
        due_at=read_instant(told["due_at"]) if told.get("due_at") else None,
    )


def inspection(arrived: Arrived) -> Act:
    """That an authority has read the reception log, or asks to, for whom it concerns."""
    told = arrived.content
    return ReceiveInspection(
        organisation_id=arrived.organisation_id,
        sender=UUID(told["sender"]),
        person=UUID(told["person"]),
        grounds=str(told["grounds"]),
        first=date.fromisoformat(told["first"]),
        last=date.fromisoformat(told["last"]),
    )
