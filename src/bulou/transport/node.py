"""From one organisation of this node to another: the peer's report, applied exactly once however often it is delivered."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from bulou.acts import Actor, perform
from bulou.acts.authority.deliveries import HERE, NotYet
from bulou.acts.peers.kinds import KINDS, Arrived
from bulou.acts.supervision.corrections import ReceiveCorrection
from bulou.acts.supervision.inspections import ReceiveInspection
from bulou.journal import canonical
from bulou.transport.errors import Undeliverable

SUPERVISING = {ReceiveCorrection.name: ReceiveCorrection, ReceiveInspection.name: ReceiveInspection}
_TYPED: Mapping[str, Callable[[str], Any]] = {
    "order": UUID, "sender": UUID, "person": UUID, "due_at": datetime.fromisoformat,
    "first": date.fromisoformat, "last": date.fromisoformat,
}  # fmt: skip


def deliver(to: str, body: Mapping[str, Any], *, key: str, at: datetime) -> str:
    """Hand `body` to the organisation `to`; returns the number under which it received it, or nothing where it gives none.

    The delivery's key is the report's key: delivered again it is the same report. Raises Undeliverable.
    """
    if body.get("act") in SUPERVISING:
        return _supervising(to, body, at=at)
    name = body.get("kind", "notification")
    kind = HERE.get(name) or KINDS.get(name)
    if kind is None or not (kind.opens or name in HERE):
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
    outcome = perform(act, by=Actor.system(), at=at) if act else None
    if not outcome:
        raise Undeliverable("no such organisation, or it cannot be read there", final=True)
    return outcome.ids.get("number", "")


def _supervising(to: str, body: Mapping[str, Any], *, at: datetime) -> str:
    """Word of supervision from one organisation to another; what it brings is applied once. Raises Undeliverable."""
    given = {name: _TYPED.get(name, str)(value) for name, value in body.items() if name != "act"}
    outcome = perform(SUPERVISING[body["act"]](organisation_id=UUID(to), **given), by=Actor.system(), at=at)
    if not outcome:
        raise Undeliverable(f"not taken: {sorted(outcome.errors)}", final=True)
    return ""
