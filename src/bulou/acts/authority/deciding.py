"""Opinions of several authorities, one decision with number and signature, and what it becomes at the case that asked."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import asked
from bulou.acts.authority.matters import MatterAct, next_number, tell_sharers, the_matter
from bulou.acts.authority.receiving import ReceivingAct
from bulou.acts.outcome import InvalidAct, Question, Refusal
from bulou.acts.peers.sending import send_to
from bulou.acts.permissions import Right
from bulou.acts.posts import demand_text
from bulou.acts.work import Work
from bulou.formats.exchange.envelope import FRESH
from bulou.formats.instants import read_instant
from bulou.law import FactKind
from bulou.law.competence import Power, competence, competent
from bulou.records.decisions import Statement, signed, verified
from bulou.records.houses import House, house
from bulou.records.models import Decision, Matter, OfficialRequest, Opinion

OPINIONS = [("no_objection", _("No objection")), ("objection", _("Objection"))]
RESULTS = [
    ("no_objection", _("Assessed: no objection")),
    ("objection", _("Assessed: objection")),
    ("granted", _("Consent given")),
    ("refused", _("Consent refused")),
]
OF_KIND = {"assessment": ("no_objection", "objection"), "consent": ("granted", "refused")}


@dataclass(frozen=True, kw_only=True)
class GiveOpinion(MatterAct, title=_("Give an opinion"), right=Right.RELEASE):
    """What this authority says in a joint assessment (Articles 3, 9(1)); it goes to the one that leads."""

    result: str = asked(_("Opinion"), widget="choice", choices=OPINIONS)
    text: str = asked(_("Grounds"), widget="textarea")

    def power(self, matter: Matter) -> Power:
        return Power.OPINE

    def do(self, work: Work) -> None:
        matter = the_matter(work)
        if matter.lead is None and matter.kind != "share":
            raise InvalidAct({"result": _("Nobody asked for an assessment here.")})
        if self.result not in dict(OPINIONS):
            raise InvalidAct({"result": _("Choose an opinion.")})
        demand_text(self.text)
        keep_opinion(work, matter, House.here(work.organisation), self.result, self.text)
        leads = matter.lead == work.organisation.id
        to = matter.lead if matter.lead else matter.sender_id
        if not leads and to is not None:
            content = {
                "reference": str(matter.reference),
                "authority": str(work.organisation.id),
                "result": self.result,
                "text": self.text,
            }
            leader = house(work.organisation.id, to)
            if leader is None or not leader.is_authority:
                raise InvalidAct(
                    {"result": _("The authority that leads is on no node that you have confirmed.")}
                )
            send_to(work, leader, "opinion", content, discloses=True)
        work.keep(opinion=self.result)
        work.conceal(text=self.text)


def keep_opinion(work: Work, matter: Matter, speaker: House, result: str, text: str) -> None:
    """Keep what an authority says of a matter; what it said before is replaced, and stays sealed."""
    row = Opinion.objects.filter(matter=matter, organisation=speaker.id).first()
    row = row or Opinion(matter=matter, organisation_id=speaker.id)
    row.bodies, row.result, row.given_at = list(speaker.bodies), result, work.at
    row.text_sealed = work.key.close(text.encode(), f"opinion:{row.id}")
    row.save()


@dataclass(frozen=True, kw_only=True)
class ReceiveOpinion(ReceivingAct, title=_("Receive an opinion"), right=Right.SYSTEM):
    """Another authority's opinion reaches the one that leads; from a body that has none to give it is not taken."""

    def begin(self, work: Work) -> bool:
        return Matter.objects.filter(case=work.case).exists()

    def take(self, work: Work) -> None:
        said = self.content
        speaker = house(work.organisation.id, said["authority"])
        if (
            speaker is None
            or not competent(speaker.bodies, Power.OPINE)
            or said["result"] not in dict(OPINIONS)
        ):
            raise ValueError("not an opinion of a competent body")
        keep_opinion(work, the_matter(work), speaker, said["result"], str(said["text"]))
        work.keep(authority=str(speaker.id), opinion=said["result"])
        work.conceal(text=str(said["text"]))


@dataclass(frozen=True, kw_only=True)
class DecideRequest(MatterAct, title=_("Decide"), right=Right.RELEASE):
    """One decision with a number of its own, signed; it becomes an official fact at the case that asked (DECISIONS 6)."""

    result: str = asked(_("Decision"), widget="choice", choices=RESULTS)
    text: str = asked(_("Grounds"), widget="textarea")
    valid_until: datetime | None = asked(
        _("Valid until"), hint=_("A consent is given for one event"), widget="instant", default=None
    )

    def power(self, matter: Matter) -> Power:
        return Power.CONSENT if matter.kind == "consent" else Power.ASSESS

    def barred(self, work: Work) -> Refusal | None:
        """Competence first; then, of an assessment, that every ministry that organises it has spoken (Article 9(1))."""
        refusal, matter = MatterAct.barred(self, work), Matter.objects.filter(case=work.case).first()
        if refusal is not None or matter is None or matter.kind != "assessment":
            return refusal
        row = competence(Power.ASSESS)
        spoken = {body for each in matter.opinions.all() for body in each.bodies} | set(
            work.organisation.bodies
        )
        silent = [body for body in row.bodies if body not in spoken]
        if not silent:
            return None
        return Refusal(
            Question.TURN,
            _("Not every ministry that organises the assessment has given its opinion."),
            _("Wait for the opinion that is missing; it arrives in this case."),
            row.citation,
        )

    def do(self, work: Work) -> None:
        matter = the_matter(work)
        self._check(work, matter)
        drawn = next_number(work.organisation, Decision.objects, work.at, "决")
        statement = Statement(
            number=drawn["number"],
            authority=str(work.organisation.id),
            authority_zh=work.organisation.name_zh,
            bodies=tuple(work.organisation.bodies),
            subject=matter.kind,
            result=self.result,
            request=str(matter.reference),
            request_sha256=matter.content_sha256,
            case=str(matter.sender_case),
            grounds_sha256=hashlib.sha256(self.text.encode()).hexdigest(),
            decided_at=work.at.isoformat(),
            valid_until=self.valid_until.isoformat() if self.valid_until else None,
        )
        content, signature = signed(statement)
        row = Decision(
            matter=matter, organisation=work.organisation, **drawn, result=self.result, valid_until=self.valid_until,
            statement=content, signature=signature, decided_at=work.at,
        )  # fmt: skip
        row.grounds_sealed = work.key.close(self.text.encode(), f"decision:{row.id}")
        row.save()
        matter.decided_at = work.at
        matter.save(update_fields=["decided_at"])
        self._send(work, matter, row)
        work.ids["number"] = row.number
        work.keep(
            decision=row.number, result=self.result, statement_sha256=hashlib.sha256(content).hexdigest()
        )
        work.conceal(text=self.text)

    def _check(self, work: Work, matter: Matter) -> None:
        if matter.kind not in OF_KIND or matter.sender_case is None:
            raise InvalidAct({"result": _("Nothing was asked here that could be decided.")})
        if matter.lead != work.organisation.id:
            raise InvalidAct({"result": _("Another authority leads this assessment: give it your opinion.")})
        if matter.decided_at is not None:
            raise InvalidAct({"result": _("It is decided already.")})
        if self.result not in OF_KIND[matter.kind]:
            raise InvalidAct({"result": _("Choose a decision of the kind that was asked for.")})
        demand_text(self.text)
        if self.result == "granted" and (self.valid_until is None or self.valid_until <= work.at):
            raise InvalidAct({"valid_until": _("Until when does the consent hold?")})

    def _send(self, work: Work, matter: Matter, row: Decision) -> None:
        content = {
            "case": str(matter.sender_case),
            "authority": str(work.organisation.id),
            "statement": bytes(row.statement).decode(),
            "signature": row.signature,
            "text": self.text,
        }
        send_to(work, str(matter.sender_id), "decision", content)
        spoken = matter.opinions.exclude(organisation=work.organisation)
        also = list(spoken.values_list("organisation_id", flat=True))
        tell_sharers(
            work, matter, also, decision=row.number, result=row.result, decided_at=work.at.isoformat()
        )


FACTS: dict[str, tuple[str, Any]] = {
    "no_objection": ("authorities_assessment", "done_no_objection"),
    "objection": ("authorities_assessment", "done_objection"),
    "granted": ("mps_consent", True),
    "refused": ("mps_consent", False),
}


@dataclass(frozen=True, kw_only=True)
class ReceiveDecision(ReceivingAct, title=_("Receive a decision"), right=Right.SYSTEM):
    """A decision becomes an official fact of the case: only under a good signature, of a competent body, on what was asked.

    The signature is that of the authority's node, by the key that was pinned for the moment of the decision.
    """

    def take(self, work: Work) -> None:
        content = str(self.content["statement"]).encode()
        text = str(self.content["text"])
        said = self._verified(work, content)
        if said.grounds_sha256 != hashlib.sha256(text.encode()).hexdigest():
            raise ValueError("these are not its grounds")
        asked_for = OfficialRequest.objects.filter(
            case=work.case, id=UUID(said.request), kind=said.subject, decided_at=None
        ).first()
        if asked_for is None or said.case != str(work.the_case.id):
            raise ValueError("nothing of this was asked")
        until = read_instant(said.valid_until) if said.valid_until else None
        decided_at = read_instant(said.decided_at)
        if not asked_for.asked_at - FRESH <= decided_at <= work.at + FRESH:
            raise ValueError("not decided after it was asked")
        asked_for.number, asked_for.result, asked_for.valid_until = said.number, said.result, until
        asked_for.statement, asked_for.signature = content, str(self.content["signature"])
        asked_for.decided_at = decided_at
        asked_for.save()
        name, value = FACTS[said.result]
        digest = hashlib.sha256(content).hexdigest()
        source = f"{said.authority_zh} {said.number}"
        work.fact(name, value, kind=FactKind.OFFICIAL, source=source, evidence=digest, until=until,
                  event_at=asked_for.decided_at)  # fmt: skip
        work.keep(decision=said.number, result=said.result, statement_sha256=digest)
        work.conceal(text=text)

    def _verified(self, work: Work, content: bytes) -> Statement:
        """The statement. Raises ValueError unless the authority that speaks signed it and has the power, by what is known of it here."""
        authority = house(work.organisation.id, self.content["authority"])
        said = verified(content, str(self.content["signature"]), authority) if authority else None
        if authority is None or said is None or said.authority != str(authority.id):
            raise ValueError("the signature does not hold")
        power = Power.CONSENT if said.subject == "consent" else Power.ASSESS
        if not competent(authority.bodies, power) or said.result not in OF_KIND[said.subject]:
            raise ValueError("not a decision of a competent body")
        return said
