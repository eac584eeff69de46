"""What a party itself does: come in, write, answer, agree or not, propose, leave.

A party on this node is spoken for by the leads of its organisation, one outside by whoever came in by its link.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts import embargoes
from bulou.acts.abuse import suspension
from bulou.acts.act import CaseAct, asked
from bulou.acts.coordination import AnswerParty, answered, confirm_notices, facts_of
from bulou.acts.discussion import ForParties, taking_part
from bulou.acts.outcome import InvalidAct, Outcome, Refusal
from bulou.acts.parties import leave, write_to
from bulou.acts.permissions import Right
from bulou.acts.posts import demand_text, next_index, the_topic, write_post
from bulou.acts.work import Work
from bulou.cases.embargo import IN_FORCE
from bulou.law import Conduct, Fact
from bulou.records.facts import as_fact
from bulou.records.models import EmbargoTerms, Party


@dataclass(frozen=True, kw_only=True)
class AsParty(CaseAct):
    """An act of the party `party_id`."""

    party_id: UUID

    @property
    def speaks_for(self) -> UUID:
        return self.party_id

    def party(self, work: Work) -> Party:
        """The party that acts; it is in the case, or this act would not have begun."""
        return Party.objects.select_related("organisation").get(id=self.party_id, case=work.the_case)


@dataclass(frozen=True, kw_only=True)
class InsideAct(AsParty):
    """An act of a party that has come in."""

    def begin(self, work: Work) -> bool:
        return Party.objects.filter(id=self.party_id, case=work.case, reads_from__isnull=False).exists()


@dataclass(frozen=True, kw_only=True)
class EnterCase(AsParty, title=_("Come into the case as a party"), right=Right.PARTY, conduct=Conduct.SHARE):
    """The shared part is opened by a party, sealed each time; the first time it comes in, and agrees to the embargo if there is one.

    The law is asked of what the organisation said at the invitation; what nobody has said there stays open.
    """

    agrees: bool = asked(_("We agree to the embargo"), widget="check", default=False)

    def supposes(self, work: Work) -> Mapping[str, Fact]:
        party = Party.objects.filter(id=self.party_id, case=work.case).first()
        if party is None:
            return {}
        said = {name: as_fact(stored) for name, stored in party.invited_with.items()}
        return facts_of(party) | said | {"already_public": Fact(False, source=work.source)}

    def barred(self, work: Work) -> Refusal | None:
        return suspension(work, [self.party_id])

    def do(self, work: Work) -> None:
        party = self.party(work)
        if party.reads_from is None:
            if work.the_case.em in IN_FORCE:
                if not self.agrees:
                    raise InvalidAct({"agrees": _("An embargo is in force: agree to it before you come in.")})
                terms = EmbargoTerms.objects.filter(case=work.the_case, state="in_force").first()
                if terms is not None:
                    embargoes.agree(work, party, terms)
            party.reads_from = next_index(work)
        party.seen_at = work.at
        party.save(update_fields=["reads_from", "seen_at"])
        confirm_notices(work, party)
        work.keep(party=str(party.id))


@dataclass(frozen=True, kw_only=True)
class LeaveCase(AsParty, title=_("Leave the case as a party"), right=Right.PARTY):
    """An invitation is declined, or a party goes. What it has agreed to keep to itself it still keeps by the law."""

    def do(self, work: Work) -> None:
        leave(work, self.party(work))


@dataclass(frozen=True, kw_only=True)
class WriteAsParty(InsideAct, title=_("Write to the coordinating organisation"), right=Right.PARTY):
    """Read by the organisation that handles the case, and by this party: by no other."""

    text: str = asked(_("Text"), widget="textarea")
    topic_id: UUID | None = None

    def do(self, work: Work) -> None:
        demand_text(self.text)
        party = self.party(work)
        topic = the_topic(work, self.topic_id, shared=True)
        write_post(work, "one_party", self.text, topic=topic, party=party, author=party)
        work.keep(party=str(party.id))


@dataclass(frozen=True, kw_only=True)
class WriteToAllAsParty(
    ForParties,
    InsideAct,
    title=_("Write to all parties as a party"),
    right=Right.PARTY,
    conduct=Conduct.SHARE,
):
    """Read by every party that takes part now: the law is asked of each kind of them, as of the organisation's own posts."""

    topic_id: UUID | None = None

    def recipients(self, work: Work) -> list[Party]:
        return [party for party in taking_part(work.the_case) if party.id != self.party_id]

    def barred(self, work: Work) -> Refusal | None:
        return suspension(work, [self.party_id]) or super().barred(work)

    def do(self, work: Work) -> None:
        demand_text(self.text)
        readers = self.recipients(work)
        topic = the_topic(work, self.topic_id, shared=True)
        write_post(work, "party", self.text, topic=topic, author=self.party(work), readers=len(readers))
        work.keep(readers=len(readers), party=str(self.party_id))
        self.conceal_grounds(work)
        for party in readers:
            write_to(work, party, "party_post")


@dataclass(frozen=True, kw_only=True)
class AnswerAsParty(InsideAct, title=_("Say how we are affected"), right=Right.PARTY):
    """Of one product, or of the case as a whole."""

    ANSWERS: ClassVar = AnswerParty.ANSWERS
    answer: str = asked(_("Answer"), widget="choice", choices=AnswerParty.ANSWERS)
    product: str = asked(_("Product"), hint=_("Left empty: the case as a whole"), longest=200, default="")

    def do(self, work: Work) -> None:
        answered(work, self.party(work), self.answer, self.product)


@dataclass(frozen=True, kw_only=True)
class AnswerEmbargo(InsideAct, title=_("Answer the proposed embargo"), right=Right.PARTY):
    """Agree, or decline; each party answers for itself, and silence is a no."""

    agrees: bool = asked(_("We agree"), widget="check", default=False)

    def do(self, work: Work) -> None:
        party = self.party(work)
        open_terms = embargoes.shortest(work)
        terms = open_terms or EmbargoTerms.objects.filter(case=work.the_case, state="in_force").first()
        if terms is None:
            raise InvalidAct({"agrees": _("No embargo is proposed or in force.")})
        work.keep(party=str(party.id), terms=str(terms.id), agrees=self.agrees)
        if self.agrees:
            embargoes.agree(work, party, terms)
            if terms.state == "open" and terms.by_id is None:
                embargoes.put_in_force(work, terms)  # both sides have said yes
        else:
            embargoes.consent(work, party, "decline")


@dataclass(frozen=True, kw_only=True)
class ProposeAsParty(InsideAct, title=_("Propose an embargo as a party"), right=Right.PARTY):
    """Another end, earlier or later; the organisation that handles the case answers."""

    until: datetime = asked(_("Until"), widget="instant")
    zone: str = asked(_("Time zone"), longest=40, default="Asia/Shanghai")

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        return [("EM", work.the_case.em, "propose")]

    def do(self, work: Work) -> None:
        party = self.party(work)
        embargoes.propose(work, self.until, self.zone, None, by=party)
        work.keep(party=str(party.id))


def why_not(outcome: Outcome) -> Any:
    """Why an act of a party was refused, as that party may know it: nothing of the other parties; "" where it was not."""
    if outcome.refusal is None:
        return ""
    if outcome.act == WriteToAllAsParty.name:
        return _(
            "This cannot be shown to all parties as the law stands. Write to the coordinating organisation."
        )
    return outcome.refusal.reason
