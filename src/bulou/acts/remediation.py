"""Remediation (ISO/IEC 30111 §7.4, Article 7(3)): mended, mitigated, and the users told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.tools import AboutTools
from bulou.acts.work import Work
from bulou.law import Conduct, Fact
from bulou.records.models import Notice


@dataclass(frozen=True, kw_only=True)
class RecordRemediation(CaseAct, title=_("Record the remediation"), right=Right.CASEWORK):
    """The fix is there for users to take, from this moment and at this place."""

    text: str = asked(_("What users do"), hint=_("For example: update to 3.4.7"), widget="textarea")
    location: str = asked(_("Where it is"), hint=_("Download address or service contact"))
    provided_at: datetime | None = asked(_("Provided since"), widget="instant", default=None)

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        state = work.the_case.rm
        own = work.circumstances.facts.get("own_product")
        if state in MENDABLE or (own is not None and own.value is False):
            return []  # someone else's fix is a fact of the world (DECISIONS 8)
        # No event mends: what has to come first is said by the step that is out of turn until then.
        return [("RM", state, "close" if state == "valid" else "accept")]

    def do(self, work: Work) -> None:
        if not self.text.strip() or not self.location.strip():
            raise InvalidAct({"location": _("Say what users do and where they find it.")})
        if self.provided_at and self.provided_at > work.at:
            raise InvalidAct({"provided_at": _("Record it once it is provided, not before.")})
        work.event_at = self.provided_at
        work.event("remediation_provided", self.provided_at)
        if (
            work.the_case.role == "operator"
        ):  # Article 8: who records it as operator has mended its own system
            work.event("system_mended", self.provided_at)
        work.fact("remediation_provided", True, event_at=self.provided_at or work.at)
        work.keep(location=self.location)
        work.conceal(text=self.text)


MENDABLE = ("accepted", "deferred", "closed")  # invariant I3: a fix only from one who has taken the case on


@dataclass(frozen=True, kw_only=True)
class RecordMitigation(CaseAct, title=_("Record a precaution"), right=Right.CASEWORK):
    """What protects users until there is a fix; by itself it is no remediation (reading workaround_counts_as_fix)."""

    text: str = asked(_("Precaution"), widget="textarea")
    provided_at: datetime | None = asked(_("Provided since"), widget="instant", default=None)

    def do(self, work: Work) -> None:
        if not self.text.strip():
            raise InvalidAct({"text": _("Write the precaution.")})
        if self.provided_at and self.provided_at > work.at:
            raise InvalidAct({"provided_at": _("Record it once it is provided, not before.")})
        work.event_at = self.provided_at
        work.event("mitigation_provided", self.provided_at)
        work.fact("mitigation_provided", True, event_at=self.provided_at or work.at)
        work.conceal(text=self.text)


@dataclass(frozen=True, kw_only=True)
class PlanRemediation(CaseAct, title=_("Plan the remediation"), right=Right.CASEWORK):
    """When the fix is meant to be there, and how. A plan is no fix: no duty ends and nothing may be published by it."""

    expected_at: datetime = asked(_("Expected"), widget="instant")
    text: str = asked(_("Plan"), hint=_("Who mends what, and what holds it up"), widget="textarea")

    def do(self, work: Work) -> None:
        if not self.text.strip():
            raise InvalidAct({"text": _("Write the plan.")})
        if self.expected_at <= work.at:
            raise InvalidAct(
                {
                    "expected_at": _(
                        "A plan is for the future; what is there already is recorded as remediation."
                    )
                }
            )
        work.keep(expected_at=self.expected_at.isoformat())
        work.conceal(text=self.text)


def users_were_told(work: Work) -> None:
    """Learn that users were told; once there is a fix, what they were told before it does not count for it."""
    mended = work.circumstances.events.get("remediation_provided")
    told = work.circumstances.events.get("users_notified")
    if mended and told and told < mended:
        work.event_anew("users_notified", work.at)
    work.event("users_notified")


@dataclass(frozen=True, kw_only=True)
class ToUsers(CaseAct):
    """Which users an act tells what."""

    recipients: str = asked(_("Recipients"), hint=_("One e-mail address a line"), widget="textarea")
    text: str = asked(_("What they are told"), hint=_("Risk, versions, remedy, support"), widget="textarea")
    overseas: bool | None = asked(
        _("Some recipients are outside the mainland"), widget="yes_no", default=None
    )


@dataclass(frozen=True, kw_only=True)
class NotifyUsers(
    AboutTools,
    ToUsers,
    title=_("Tell users and downstream vendors"),
    right=Right.CASEWORK,
    conduct=Conduct.NOTIFY_USERS,
):
    """Article 7(3): users who may be affected learn of the risk and the remedy; one notice a recipient."""

    def supposes(self, work: Work) -> Mapping[str, Fact]:
        return {
            "recipient_overseas": Fact(self.overseas, source=work.source),
            "recipient_is_product_vendor": Fact(False, source=work.source),
            "recipient_is_state_platform": Fact(False, source=work.source),
            "supplied_for_verification": Fact(False, source=work.source),
            **self.tool_facts(work),
        }

    def do(self, work: Work) -> None:
        addresses = list(dict.fromkeys(line.strip() for line in self.recipients.splitlines() if line.strip()))
        for address in addresses:
            try:
                validate_email(address)
            except ValidationError:
                raise InvalidAct({"recipients": _("“%s” is not an e-mail address.") % address}) from None
        if not addresses or not self.text.strip():
            raise InvalidAct({"recipients": _("Name the recipients and what they are told.")})
        notices = [
            Notice(case=work.the_case, kind="user", recipient=address, state="pending", queued_at=work.at)
            for address in addresses
        ]
        Notice.objects.bulk_create(notices)
        for notice in notices:
            work.send("mail", notice.recipient, template="user_notice", text=self.text, notice=str(notice.id),
                      number=work.the_case.number)  # fmt: skip
        users_were_told(work)
        work.keep(recipients=len(addresses), thread="party")
        work.conceal(text=self.text)
        self.conceal_grounds(work)
