"""From one organisation of this node to another: what it sends, applied exactly once however often it is delivered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from bulou.acts import Actor, perform
from bulou.acts.peers.arrived import UNREADABLE, Arrived, NotYet
from bulou.acts.peers.kinds import KINDS
from bulou.journal import canonical
from bulou.transport.errors import Undeliverable


def deliver(to: str, body: Mapping[str, Any], *, key: str, at: datetime) -> str:
    """Hand `body` to the organisation `to`; returns the number under which it received it, or nothing where it gives none.

    The delivery's key is the report's key: delivered again it is the same report. Raises Undeliverable.
    """
    kind = KINDS.get(body.get("kind", "notification"))
    if kind is None:
        raise Undeliverable("unknown kind", final=True)
    content = dict(body["content"])
    arrived = Arrived(
        organisation_id=UUID(to),
        content=content,
        raw=canonical(content),
        key=key,
        channel=body.get("channel", "notification"),
        language=body.get("language", "zh-hans"),
    )
    try:
        act = kind.act(arrived)
    except NotYet:
        raise Undeliverable("what it is about has not arrived", final=False) from None
    except UNREADABLE:
        act = None
    outcome = perform(act, by=Actor.system(), at=at) if act else None
    if not outcome:
        raise Undeliverable("no such organisation, or it cannot be read there", final=True)
    return outcome.ids.get("number", "")
