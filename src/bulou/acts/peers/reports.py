"""Reports from another organisation, what it adds to them, and the number under which another keeps ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import Act, CaseAct
from bulou.acts.authority.arrivals import complete
from bulou.acts.notification import RecordOfficialReceipt
from bulou.acts.peers.arrived import Arrived
from bulou.acts.permissions import Right
from bulou.acts.receipt import SubmitReport
from bulou.acts.work import Work
from bulou.records.models import Matter
from bulou.records.outbox import receipt_is_open


@dataclass(frozen=True, kw_only=True)
class TakeSupplement(CaseAct, title=_("Take in what the sender adds"), right=Right.SYSTEM):
    """What another organisation adds in a case's conversation; the words are sealed under the key of the case.

    It completes a matter of an authority only where the matter is the sender's own.
    """

    content: Mapping[str, Any]
    sender: UUID | None = None

    def do(self, work: Work) -> None:
        work.keep(items=sorted(str(name)[:60] for name in self.content)[:50])
        work.conceal(supplement=dict(self.content))
        matters = Matter.objects.filter(case=work.case, sender__isnull=False)
        if not matters.exclude(sender=self.sender).exists():
            complete(work, self.content)


def as_report(arrived: Arrived) -> Act:
    """A report to the organisation: a case of its own, or more about the one that the conversation has."""
    if arrived.case_id is not None:
        return TakeSupplement(case_id=arrived.case_id, content=arrived.content, sender=arrived.sender)
    content = dict(arrived.content)
    to_party = content.pop("channel", "") == "peer"  # as `channel` says it on one node
    return SubmitReport(
        organisation_id=arrived.organisation_id,
        channel="peer" if to_party else arrived.channel,
        raw=arrived.raw,
        content=content,
        identity="self_declared",
        language=arrived.language,
        key=arrived.key,
    )


def as_void(arrived: Arrived) -> None:
    """What stood under this number was withheld: nothing is left to do."""


def as_acknowledgement(arrived: Arrived) -> Act | None:
    """Under which number the recipient keeps it: the official receipt of a notification."""
    what, _sep, name = arrived.about.partition(":")
    if what != "notification" or arrived.case_id is None or not receipt_is_open(name):
        return None
    number = str(arrived.content.get("number", ""))[:80]
    return RecordOfficialReceipt(case_id=arrived.case_id, notification_id=UUID(name), receipt_number=number)
