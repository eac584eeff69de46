"""From one organisation of this node to another: the peer's report, applied exactly once however often it is delivered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from bulou.acts import Actor, perform
from bulou.acts.receipt import SubmitReport
from bulou.journal import canonical
from bulou.transport.errors import Undeliverable


def deliver(to: str, body: Mapping[str, Any], *, key: str, at: datetime) -> str:
    """Hand `body` to the organisation `to`; returns the number under which it received it.

    The delivery's key is the report's key: delivered again it is the same report. Raises Undeliverable.
    """
    if body.get("act") != "submit_report":
        raise Undeliverable("unknown act", final=True)
    content = dict(body["content"])
    report = SubmitReport(
        organisation_id=UUID(to),
        channel=body["channel"],
        raw=canonical(content),
        content=content,
        identity="self_declared",
        language=body.get("language", "zh-hans"),
        key=key,
    )
    outcome = perform(report, by=Actor.system(), at=at)
    if not outcome:
        raise Undeliverable("no such organisation", final=True)
    return outcome.ids["number"]
