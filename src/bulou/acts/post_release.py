"""Post-release (ISO/IEC 30111 §7.6): revise, correct, withdraw, thank. What was published stays, with its revisions."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.release import DraftAct, as_read, gate_turn, issue, the_advisory
from bulou.acts.work import Work
from bulou.cases import MACHINES
from bulou.law import Conduct
from bulou.records.credits import naming
from bulou.records.models import Thanks


@dataclass(frozen=True, kw_only=True)
class FurtherAct(DraftAct):
    """The saved draft becomes the next revision of a published advisory; it is a publication like the first."""

    summary: str = asked(_("What changed"), longest=300)

    def do(self, work: Work) -> None:
        if not self.summary.strip():
            raise InvalidAct({"summary": _("Readers need to know what changed.")})
        advisory = as_read(work, self.advisory_id, self.draft_sha256)
        if advisory.published_at is None or advisory.withdrawn_at is not None:
            raise InvalidAct({"advisory_id": _("Only a published advisory has further revisions.")})
        self.mark(work)
        issue(work, advisory, summary=self.summary.strip())

    def mark(self, work: Work) -> None:
        """What tells this kind of revision from others."""


@dataclass(frozen=True, kw_only=True)
class ReviseAdvisory(FurtherAct, title=_("Publish a revision"), right=Right.RELEASE, conduct=Conduct.PUBLISH):
    """New knowledge: more products, a new fix, a better remedy."""


@dataclass(frozen=True, kw_only=True)
class CorrectAdvisory(
    FurtherAct, title=_("Publish a correction"), right=Right.RELEASE, conduct=Conduct.PUBLISH
):
    """Something published was wrong; the correction says so."""

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        return gate_turn(work, self.advisory_id, "correct")

    def mark(self, work: Work) -> None:
        advisory = the_advisory(work, self.advisory_id)
        advisory.gate = MACHINES["GATE"].next(advisory.gate, "correct")
        advisory.save(update_fields=["gate"])


@dataclass(frozen=True, kw_only=True)
class WithdrawAdvisory(CaseAct, title=_("Withdraw the advisory"), right=Right.RELEASE):
    """The advisory is marked withdrawn, with the reason; its address and its revisions stay."""

    advisory_id: UUID = asked(_("Advisory"), widget="hidden")
    reason: str = asked(_("Reason, as readers will see it"), widget="textarea")

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        return gate_turn(work, self.advisory_id, "withdraw")

    def do(self, work: Work) -> None:
        if not self.reason.strip():
            raise InvalidAct({"reason": _("Readers are owed a reason.")})
        advisory = the_advisory(work, self.advisory_id)
        advisory.gate = MACHINES["GATE"].next(advisory.gate, "withdraw")
        advisory.withdrawn_at = work.at
        advisory.withdrawal = self.reason.strip()
        advisory.save(update_fields=["gate", "withdrawn_at", "withdrawal"])
        work.ids["advisory_id"] = str(advisory.id)
        work.keep(advisory=str(advisory.id), number=advisory.number, reason=self.reason)


@dataclass(frozen=True, kw_only=True)
class ThankReporter(CaseAct, title=_("Thank the reporter"), right=Right.RELEASE):
    """A public word of thanks after publication, in the name the reporter chose; without their consent there is none."""

    credited: str = asked(
        _("Name to thank"), hint=_("Empty: the name the reporter chose"), longest=120, default=""
    )
    words: str = asked(_("Words"), longest=300, default="")

    def do(self, work: Work) -> None:
        if work.the_case.disclosed_at is None:
            raise InvalidAct({"credited": _("Thanks would tell that the case exists: publish first.")})
        who = naming(work.the_case, work.key)
        agreed = who.named("on_thanks")
        if not agreed:
            raise InvalidAct({"credited": _("The reporter has not agreed to be thanked by name. Ask them.")})
        if self.credited.strip() not in ("", agreed):
            raise InvalidAct({"credited": _("The reporter chose another name: leave this empty.")})
        Thanks.objects.create(
            case=work.the_case,
            organisation=work.organisation,
            name=agreed,
            words=self.words.strip(),
            link=who.link,
            at=work.at,
        )
        work.keep(name=agreed, words=self.words)
