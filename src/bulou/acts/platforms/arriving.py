"""What becomes of what goes between a platform and the authority, by its kind (`acts.peers.kinds`)."""

from base64 import b64decode
from uuid import UUID

from bulou.acts.act import Act
from bulou.acts.blobs import keep
from bulou.acts.peers.arrived import Arrived
from bulou.acts.platforms.answers import ReceiveFilingAnswer
from bulou.acts.platforms.examining import ReceiveFiling
from bulou.formats.instants import read_instant


def filing(arrived: Arrived) -> Act:
    """A filing for the authority to which it is delivered; its documents are kept as files first."""
    told, documents = arrived.content, arrived.content["documents"]
    return ReceiveFiling(
        organisation_id=arrived.organisation_id,
        thread=UUID(told["thread"]),
        revision=told["revision"],
        kind=told["kind"],
        content=told["values"],
        documents=tuple(keep(each["name"], b64decode(each["content"])) for each in documents),
        of_fields=tuple(each["field"] for each in documents),
        answer_to=UUID(told["answer_to"]),
    )


def answer(arrived: Arrived) -> Act:
    """The authority's answer, for the platform."""
    told = arrived.content
    named = ("answer", "authority", "number", "reception", "remarks", "evidence")
    return ReceiveFilingAnswer(
        organisation_id=arrived.organisation_id,
        thread=UUID(told["thread"]),
        revision=told["revision"],
        answered_at=read_instant(told["answered_at"]),
        **{name: told[name] for name in named},
    )
