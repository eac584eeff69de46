"""What comes in from other organisations: matters at an authority, and words of an authority at a case.

The transport calls these, once for each delivery however often it arrives; nobody else can.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from bulou.acts.act import Act, CaseAct
from bulou.acts.actor import ActorKind
from bulou.acts.authority.arrivals import complete, lacking, matter_row, onward
from bulou.acts.authority.matters import send_word, tell_sharers, the_matter
from bulou.acts.authority.sizes import SIZES
from bulou.acts.outcome import InvalidAct, Outcome, Status
from bulou.acts.peers.sending import send_to
from bulou.acts.permissions import Right
from bulou.acts.receipt import SubmitReport
from bulou.acts.work import Work
from bulou.cases import MACHINES
from bulou.formats.instants import read_instant
from bulou.journal import canonical
from bulou.law import Conduct
from bulou.law.competence import Power, competent
from bulou.records.houses import House, house
from bulou.records.models import (
    Arrival,
    AuthorityNotification,
    Circulation,
    Matter,
    OfficialRequest,
    OfficialWord,
)
from bulou.records.rows import Insertable

KINDS = ("notification", "assessment", "consent", "circulation", "share")


@dataclass(frozen=True, kw_only=True)
class ReceiveMatter(
    SubmitReport,
    title=_("Receive a matter"),
    right=Right.ANYONE,
    conduct=Conduct.RECEIVE,
    refusable=False,
):
    """Something arrives at an authority from another organisation: received like any report, and told on at once.

    `kind` is one of KINDS; `origin` says from whom: organisation, name, case, reference (the sender's own id of what it sent),
    sent_at, limit_at, lead.
    """

    channel: str = "notification"
    identity: str = "self_declared"
    kind: str = "notification"
    origin: Mapping[str, Any] = field(default_factory=dict)

    def begin(self, work: Work) -> bool:
        known = work.by.kind is ActorKind.SYSTEM and self.kind in KINDS
        return known and bool(work.organisation.bodies) and self._competent(work)

    def _competent(self, work: Work) -> bool:
        """Only whom the table lets circulate or share does, by what is known here of the sender."""
        power = {"circulation": Power.CIRCULATE, "share": Power.SHARE}.get(self.kind)
        sender = house(work.organisation.id, str(self.origin.get("organisation"))) if power else None
        return power is None or (sender is not None and competent(sender.bodies, power))

    def register(self, work: Work, digest: str, content: Mapping[str, Any]) -> list[Insertable]:
        origin = self.origin
        work.keep(kind=self.kind, sender=origin.get("organisation", ""))
        if self.kind in ("assessment", "consent"):
            # That both ministries know of it is a fact of the early route (Article 9(1)).
            send_word(work, origin, "received", number=work.the_case.number)
        elif self.kind in ("circulation", "share"):
            self._receipt(work)
        known = {name: UUID(str(origin[key])) for name, key in _IDS.items() if origin.get(key)}
        sender = house(work.organisation.id, known["sender_id"]) if "sender_id" in known else None
        sent_at = _instant(origin.get("sent_at")) or work.at
        row = matter_row(
            work,
            self.kind,
            digest,
            content,
            name=sender.zh if sender else str(origin.get("name", "")),
            sent_at=sent_at,
            limit_at=_instant(origin.get("limit_at")),
            missing=lacking(content) if self.kind in ("notification", "circulation", "share") else [],
            remedied_at=sent_at if self.kind == "notification" and content.get("remedy") else None,
            sender_size=size if (size := str(origin.get("size", ""))) in SIZES else "",
            **known,
        )
        return [row, *onward(work, self.kind, content, origin)]

    def _receipt(self, work: Work) -> None:
        said = {"case": self.origin["case"], "number": work.the_case.number}
        send_to(work, self.origin["organisation"], "receipt", said | {"authority": str(work.organisation.id)})


def _instant(text: str | None) -> datetime | None:
    return read_instant(text) if text else None


_IDS = {"sender_id": "organisation", "sender_case": "case", "reference": "reference", "lead": "lead"}


@dataclass(frozen=True, kw_only=True)
class ReceivingAct(CaseAct):
    """A delivery for a case that exists. `key` is the delivery's: under one key it is applied once."""

    key: str
    content: Mapping[str, Any] = field(default_factory=dict)

    def again(self, error: IntegrityError) -> Act | Outcome:
        if Arrival.objects.filter(key=self.key).exists():
            return Outcome(status=Status.DONE, act=self.name)
        return self

    def do(self, work: Work) -> None:
        Arrival.objects.create(key=self.key, case=work.the_case, act=self.name, at=work.at)
        work.keep(delivery=self.key)
        try:
            self.take(work)
        except (KeyError, ValueError, TypeError):
            raise InvalidAct({"content": _("This delivery cannot be read.")}) from None

    def take(self, work: Work) -> None:
        """Apply the content. Raises KeyError, ValueError or TypeError for one that cannot be read."""


WORDS = ("received", "registered", "returned", "urged")


@dataclass(frozen=True, kw_only=True)
class ReceiveWord(ReceivingAct, title=_("Receive a word of an authority"), right=Right.SYSTEM):
    """An authority says something to the case that wrote to it: received, registered, returned for supplement, urged.

    Its name and which bodies it is are what is known of it here, whatever the word says.
    """

    def take(self, work: Work) -> None:
        said = self.content
        speaker = house(work.organisation.id, said["authority"])
        if said["kind"] not in WORDS or speaker is None or not speaker.is_authority:
            raise ValueError("no word of an authority")
        if said["kind"] == "urged" and not competent(speaker.bodies, Power.URGE):
            raise ValueError("not urged by a competent body")
        word = OfficialWord(
            case=work.the_case,
            kind=said["kind"],
            authority=speaker.zh[:200],
            number=str(said.get("number", ""))[:80],
            items=[str(item) for item in said.get("items", [])],
            until=_instant(said.get("until")),
            received_at=work.at,
        )
        word.text_sealed = work.key.close(str(said.get("text", "")).encode(), f"word:{word.id}")
        word.save()
        work.keep(word=word.kind, number=word.number, authority=str(speaker.id))
        if said.get("text"):
            work.conceal(text=str(said["text"]))
        self._request(work, speaker)
        if word.kind == "returned":
            self._returned(work)

    def _request(self, work: Work, speaker: House) -> None:
        """A request for assessment that has arrived is a report to each ministry that received it (Article 9(1))."""
        said = self.content
        asked = OfficialRequest.objects.filter(case=work.case, id=said["reference"]).first()
        if asked is None or said["kind"] not in ("received", "registered"):
            return
        asked.received |= {body: str(said.get("number", ""))[:80] for body in speaker.bodies}
        asked.save(update_fields=["received"])
        for body in {"miit", "mps"} & set(speaker.bodies) if asked.kind == "assessment" else ():
            work.fact(
                f"reported_to_{body}",
                True,
                source=speaker.zh,
                evidence=str(said.get("number", ""))[:80],
            )

    def _returned(self, work: Work) -> None:
        rows = AuthorityNotification.objects.filter(case=work.case, id=self.content["reference"])
        rows.update(state="returned")
        if MACHINES["REG"].allows(work.the_case.reg, "return"):
            work.step("REG", "return")


@dataclass(frozen=True, kw_only=True)
class ReceiveSupplement(ReceivingAct, title=_("Receive a supplement"), right=Right.SYSTEM):
    """A vendor completes what it had sent: the matter it completes gets it, and what it now lacks is counted anew."""

    def begin(self, work: Work) -> bool:
        return Matter.objects.filter(case=work.case).exists()

    def take(self, work: Work) -> None:
        packet = {name: str(said) for name, said in self.content["packet"].items()}
        matter = complete(work, packet)
        assert matter is not None
        digest = hashlib.sha256(canonical(packet)).hexdigest()
        work.ids["number"] = work.the_case.number
        work.keep(content_sha256=digest, missing=matter.missing)
        work.conceal(report=packet)
        tell_sharers(
            work, matter, supplemented_at=work.at.isoformat(), remedied=matter.remedied_at is not None
        )


@dataclass(frozen=True, kw_only=True)
class ReceiveReceipt(ReceivingAct, title=_("Receive a receipt of circulation"), right=Right.SYSTEM):
    """A body that was told says so, with the number under which it has it."""

    def take(self, work: Work) -> None:
        rows = Circulation.objects.filter(
            matter_id=work.the_case.id, organisation_id=self.content["authority"]
        )
        found = rows.filter(receipt_at=None)
        if not found.update(receipt_at=work.at, receipt_number=str(self.content["number"])[:80]):
            raise ValueError("nothing was circulated to it")
        work.keep(authority=str(self.content["authority"]), number=str(self.content["number"])[:80])


NEWS = ("number", "registered_at", "decision", "result", "decided_at", "urged_at", "supplemented_at")


@dataclass(frozen=True, kw_only=True)
class ReceiveNews(ReceivingAct, title=_("Receive how a shared matter stands"), right=Right.SYSTEM):
    """The authority that shared a matter says how it stands with it (Article 3); of a joint assessment, the one that leads it.

    Its decision is the end of the assessment here too.
    """

    def begin(self, work: Work) -> bool:
        return Matter.objects.filter(case=work.case).exists()

    def take(self, work: Work) -> None:
        matter = the_matter(work)
        told_by = {"share": matter.sender_id, "circulation": matter.sender_id, "assessment": matter.lead}
        speaker = told_by.get(matter.kind)
        known = house(work.organisation.id, speaker) if speaker else None
        if known is None or not competent(known.bodies, Power.SHARE):
            raise ValueError("no authority shared it")
        said = self.content["news"]
        news = {name: said[name][:80] for name in NEWS if isinstance(said.get(name), str)}
        news |= {"remedied": said["remedied"]} if isinstance(said.get("remedied"), bool) else {}
        matter.elsewhere |= news
        if matter.kind == "assessment" and "decided_at" in news:
            matter.decided_at = matter.decided_at or min(read_instant(news["decided_at"]), work.at)
        matter.save(update_fields=["elsewhere", "decided_at"])
        work.keep(news=news)
