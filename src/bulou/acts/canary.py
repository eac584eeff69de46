"""Canaries (Article 5, 保持畅通): a report of the node's own goes in by each channel each day, and its absence is an alarm.

Each is sealed in the organisation's stream when it is sent, when it arrives, when it is missed. It opens no case.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.actor import Actor
from bulou.acts.gate import perform
from bulou.acts.outcome import InvalidAct, Outcome
from bulou.acts.permissions import Right
from bulou.acts.receipt import SubmitReport
from bulou.acts.work import Work
from bulou.cases import MACHINES
from bulou.records.canaries import awaited, channels_here, is_word
from bulou.records.models import Canary
from bulou.records.reception_log import day_of

SWITCH = [("on", _("Prove the channels open, each day")), ("off", _("Send no canaries"))]


@dataclass(frozen=True, kw_only=True)
class SwitchCanaries(OrganisationAct, title=_("Switch the canaries on or off"), right=Right.RELEASE):
    """Whether the node sends a canary by each of the organisation's channels each day."""

    switch: str = asked(_("Canaries"), widget="choice", choices=SWITCH)

    def do(self, work: Work) -> None:
        wanted = self.switch == "on"
        if work.organisation.sends_canaries is wanted:
            raise InvalidAct({"switch": _("Nothing would change.")})
        work.organisation.sends_canaries = wanted
        work.organisation.save(update_fields=["sends_canaries"])
        work.keep(canaries=self.switch)


@dataclass(frozen=True, kw_only=True)
class SendCanary(OrganisationAct, title=_("Send a canary"), right=Right.SYSTEM):
    """The day's canary for one channel is about to be sent; sealed first, so that one that vanishes is missed."""

    channel: str
    canary_id: UUID = field(default_factory=uuid4)

    def do(self, work: Work) -> None:
        if self.channel not in channels_here():
            raise InvalidAct({"channel": _("No canary can be sent by this channel.")})
        day = day_of(work.at)
        sent = {"day": day, "channel": self.channel, "organisation": work.organisation}
        if Canary.objects.filter(**sent).exists():
            raise InvalidAct({"channel": _("Today's canary has been sent by this channel.")})
        state = MACHINES["CANARY"].next("due", "send")
        Canary.objects.create(id=self.canary_id, state=state, sent_at=work.at, tried_at=work.at, **sent)
        work.ids = {"canary_id": str(self.canary_id)}
        work.keep(**_named(self.canary_id, self.channel, day))


@dataclass(frozen=True, kw_only=True)
class ReceiveCanary(OrganisationAct, title=_("Receive a canary"), right=Right.ANYONE):
    """A canary has come in the way that reports come in. Whoever brings its word brings nothing else."""

    channel: str
    word: str
    raw: bytes

    def begin(self, work: Work) -> bool:
        return awaited(self.word, self.organisation_id, self.channel, at=work.at) is not None

    def do(self, work: Work) -> None:
        canary = awaited(self.word, self.organisation_id, self.channel, at=work.at)
        if canary is None:
            raise InvalidAct({"word": _("No canary is expected here.")})
        recovered = canary.state == "missing" or _was_silent(canary)
        canary.state = MACHINES["CANARY"].next(canary.state, "arrive")
        canary.arrived_at = work.at
        canary.save(update_fields=["state", "arrived_at"])
        work.ids = {"canary_id": str(canary.id)}
        digest = hashlib.sha256(self.raw).hexdigest()
        work.keep(**_named(canary.id, self.channel, canary.day), raw_sha256=digest, recovered=recovered)
        if recovered:
            _tell(work, "canary_recovered", canary)


@dataclass(frozen=True, kw_only=True)
class MissCanary(OrganisationAct, title=_("Note a missing canary"), right=Right.SYSTEM):
    """A canary has not arrived in time: the channel may be closed to reporters, and the organisation is told at once."""

    canary_id: UUID

    def do(self, work: Work) -> None:
        canary = Canary.objects.filter(id=self.canary_id, organisation=work.organisation).first()
        if canary is None or canary.state != "sent":
            raise InvalidAct({"canary_id": _("No canary is expected here.")})
        canary.state = MACHINES["CANARY"].next(canary.state, "miss")
        canary.missed_at = work.at
        canary.save(update_fields=["state", "missed_at"])
        work.keep(**_named(canary.id, canary.channel, canary.day))
        if not _was_silent(canary):
            _tell(work, "canary_missing", canary)


def caught(report: SubmitReport, *, at: datetime) -> Outcome | None:
    """What became of a report that is a canary of ours; None for every other, which is then received as a report.

    It must say its word and nothing else, anonymously and without files: whatever holds more than that is a report.
    """
    if not is_word(report.content) or report.attachments or report.identity != "anonymous":
        return None
    act = ReceiveCanary(
        organisation_id=report.organisation_id,
        channel=report.channel,
        word=str(report.content["note"]),
        raw=report.raw,
    )
    outcome = perform(act, by=Actor.stranger(), at=at)
    return outcome if outcome else None


def _named(canary_id: UUID, channel: str, day: date) -> dict[str, Any]:
    return {"canary": str(canary_id), "channel": channel, "day": str(day)}


def _was_silent(canary: Canary) -> bool:
    """Whether the canary before this one, by the same channel, never came: the alarm of then still stands."""
    earlier = Canary.objects.filter(organisation_id=canary.organisation_id, channel=canary.channel)
    before = earlier.filter(day__lt=canary.day).order_by("-day").values_list("state", flat=True).first()
    return before == "missing"


def _tell(work: Work, template: str, canary: Canary) -> None:
    if work.organisation.contact_email:
        work.send("mail", work.organisation.contact_email, template=template, channel=canary.channel,
                  day=str(canary.day))  # fmt: skip
