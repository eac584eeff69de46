"""An authority takes up what arrived: a number in its register, return for supplement, merging, urging."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import asked
from bulou.acts.authority.matters import MatterAct, next_number, tell, tell_sharers, the_matter
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.posts import demand_text
from bulou.acts.work import Work
from bulou.formats import nvdb
from bulou.law.competence import Power
from bulou.records.listing import case_in
from bulou.records.models import Circulation, Matter


@dataclass(frozen=True, kw_only=True)
class RegisterMatter(MatterAct, title=_("Register"), right=Right.CASEWORK):
    """It gets its number in the authority's register of the year, and whoever sent it is told that number."""

    remedy_by: datetime | None = asked(
        _("A remedy is expected by"),
        hint=_("Your own date: the Provisions say “in time” and no number of days"),
        widget="instant",
        default=None,
    )

    def do(self, work: Work) -> None:
        matter = the_matter(work)
        if matter.registered_at is not None:
            raise InvalidAct({"": _("It is registered already as %s.") % matter.number})
        if self.remedy_by is not None and self.remedy_by <= work.at:
            raise InvalidAct({"remedy_by": _("This moment has passed.")})
        drawn = next_number(work.organisation, Matter.objects, work.at)
        matter.year, matter.serial, matter.number = drawn["year"], drawn["serial"], drawn["number"]
        matter.registered_at, matter.remedy_by = work.at, self.remedy_by
        matter.save(update_fields=[*drawn, "registered_at", "remedy_by"])
        until = self.remedy_by.isoformat() if self.remedy_by else None
        tell(work, matter, "registered", number=matter.number, until=until)
        tell_sharers(work, matter, number=matter.number, registered_at=work.at.isoformat())
        work.ids["number"] = matter.number
        work.keep(register_number=matter.number, remedy_by=until)


@dataclass(frozen=True, kw_only=True)
class ReturnForSupplement(MatterAct, title=_("Return for supplement"), right=Right.CASEWORK):
    """What is missing is asked for; what was sent stays sent, and its time is not undone."""

    text: str = asked(_("What the sender is told"), widget="textarea")
    until: datetime | None = asked(_("Answer expected by"), widget="instant", default=None)

    def do(self, work: Work) -> None:
        matter = the_matter(work)
        demand_text(self.text)
        if matter.sender_case is None:
            raise InvalidAct({"text": _("The public sent this: ask the reporter in the discussion.")})
        if self.until is not None and self.until <= work.at:
            raise InvalidAct({"until": _("This moment has passed.")})
        matter.returned_at = work.at
        matter.save(update_fields=["returned_at"])
        until = self.until.isoformat() if self.until else None
        tell(work, matter, "returned", self.text, items=matter.missing, number=matter.number, until=until)
        work.keep(missing=matter.missing, until=until)
        work.conceal(text=self.text)


@dataclass(frozen=True, kw_only=True)
class UrgeVendor(MatterAct, title=_("Urge the vendor"), right=Right.RELEASE):
    """Remediation is overdue by the authority's own date: the vendor is urged, and its case says so."""

    text: str = asked(_("What the vendor is told"), widget="textarea")
    until: datetime = asked(_("A remedy is expected by"), widget="instant")

    def power(self, matter: Matter) -> Power:
        return Power.URGE

    def do(self, work: Work) -> None:
        matter = the_matter(work)
        demand_text(self.text)
        if matter.kind != "notification" or matter.sender_case is None:
            raise InvalidAct({"text": _("Only the vendor who notified this can be urged here.")})
        if matter.remedied_at is not None:
            raise InvalidAct({"text": _("The vendor has told of a remedy already.")})
        if self.until <= work.at:
            raise InvalidAct({"until": _("This moment has passed.")})
        matter.urged_at, matter.remedy_by = work.at, self.until
        matter.save(update_fields=["urged_at", "remedy_by"])
        tell(work, matter, "urged", self.text, number=matter.number, until=self.until.isoformat())
        tell_sharers(work, matter, urged_at=work.at.isoformat())
        work.keep(until=self.until.isoformat())
        work.conceal(text=self.text)


@dataclass(frozen=True, kw_only=True)
class MergeMatter(MatterAct, title=_("Merge into another notification"), right=Right.CASEWORK):
    """Several senders mean one vulnerability: theirs are read together here, and none of them learns of another."""

    into: str = asked(_("Case number of the leading one"), longest=40)

    def do(self, work: Work) -> None:
        matter = the_matter(work)
        found = (
            case_in(work.by.person_id, work.organisation.id, self.into.strip()) if work.by.person_id else None
        )
        leading = Matter.objects.filter(case_id=found[0]).exclude(case=work.case).first() if found else None
        if leading is None or matter.kind != leading.kind:
            raise InvalidAct({"into": _("There is no other notification of this kind under this number.")})
        if leading.merged_into_id is not None or matter.merged.exists():
            raise InvalidAct({"into": _("One leads, the others follow: unmerge first.")})
        matter.merged_into = leading
        matter.save(update_fields=["merged_into"])
        work.keep(merged_into=str(leading.case_id))


@dataclass(frozen=True, kw_only=True)
class UnmergeMatter(MatterAct, title=_("Unmerge"), right=Right.CASEWORK):
    """It was another vulnerability after all."""

    def do(self, work: Work) -> None:
        matter = the_matter(work)
        if matter.merged_into_id is None:
            raise InvalidAct({"": _("It is not merged into another.")})
        work.keep(unmerged_from=str(matter.merged_into_id))
        matter.merged_into = None
        matter.save(update_fields=["merged_into"])


@dataclass(frozen=True, kw_only=True)
class RecordCirculation(MatterAct, title=_("Record a circulation by hand"), right=Right.CASEWORK):
    """A body that is not on this node was told by other means; its receipt, if it gave one."""

    circulation_id: UUID = asked(_("Circulation"), widget="hidden")
    reference: str = asked(_("Reference"), hint=_("Number or means by which it can be found"), longest=80)

    def power(self, matter: Matter) -> Power:
        row = Circulation.objects.filter(id=self.circulation_id, matter=matter).first()
        return Power.SHARE if row is not None and row.purpose == "share" else Power.CIRCULATE

    def do(self, work: Work) -> None:
        row = Circulation.objects.filter(id=self.circulation_id, matter_id=work.the_case.id).first()
        if row is None or row.told_at is not None:
            raise InvalidAct({"circulation_id": _("Nothing waits to be circulated under this id.")})
        if not self.reference.strip():
            raise InvalidAct({"reference": _("Write by what it can be found.")})
        row.told_at, row.receipt_number = work.at, self.reference.strip()
        row.save(update_fields=["told_at", "receipt_number"])
        work.keep(body=row.body, purpose=row.purpose, reference=row.receipt_number)


ITEMS = {field.name: field for field in nvdb.STATUTORY}
"""The items of Article 7(2) by field name, as people are told of them."""
