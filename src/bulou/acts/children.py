"""Child cases: one for a component or an upstream product, of the same organisation, under the case that it came from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, OpeningAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right, Standing, standing
from bulou.acts.receipt import LONGEST_TITLE, new_number
from bulou.acts.work import Work
from bulou.cases.embargo import IN_FORCE
from bulou.journal import canonical
from bulou.law import Fact
from bulou.records.models import Case, EmbargoTerms, Grant, Organisation, Party, Report
from bulou.records.rows import New


@dataclass(frozen=True, kw_only=True)
class OpenChildCase(OpeningAct, title=_("Open a child case"), right=Right.CASEWORK):
    """The flaw also concerns a component or another product: a case of its own. An embargo in force goes with it."""

    parent_id: UUID
    heading: str = asked(_("Title"), longest=LONGEST_TITLE)
    product: str = asked(_("Component or product"), longest=200)
    versions: str = asked(_("Versions"), longest=300, default="")
    own_product: bool | None = asked(_("It is our own product"), widget="yes_no", default=None)
    text: str = asked(_("What is known of it"), widget="textarea", default="")

    def begin(self, work: Work) -> bool:
        parent = self._parent()
        if parent is None or parent.organisation_id != self.organisation_id:
            return False
        work.organisation = Organisation.objects.get(id=self.organisation_id)
        work.standing = standing(work.by, work.organisation, parent)
        return work.standing.knows_case

    def _parent(self) -> Case | None:
        return Case.objects.filter(id=self.parent_id).first()

    def supposes(self, work: Work) -> Mapping[str, Fact]:
        return {}

    def do(self, work: Work) -> None:
        if not self.heading.strip() or not self.product.strip():
            raise InvalidAct({"heading": _("Name the case and the component or product.")})
        parent, case = self._parent(), work.the_case
        assert parent is not None
        content = {"title": self.heading.strip(), "product": self.product.strip(), "versions": self.versions.strip(),
                   "steps": self.text}  # fmt: skip
        case.number, case.channel, case.parent_id = new_number(work), "child", parent.id
        case.title_sealed = work.key.close(content["title"].encode(), f"case:{case.id}:title")
        case.product, case.versions = content["product"][:200], content["versions"][:300]
        work.event("report_received")
        if self.own_product is not None:
            work.fact("own_product", self.own_product)
        raw = canonical(content)
        digest = hashlib.sha256(raw).hexdigest()
        report = New(
            Report, case_id=case.id, organisation_id=work.organisation.id, channel=case.channel, received_at=work.at,
            raw_sealed=work.key.close(raw, f"report:{case.id}:raw"), raw_sha256=digest, raw_size=len(raw),
            identity="self_declared", language="zh-hans", marks=[], key=None,
        )  # fmt: skip
        rows = [
            report,
            New(Party, case_id=case.id, name=work.organisation.name_zh, role="reporter", seen_at=work.at),
        ]
        if work.by.person_id is not None:
            rows.append(New(Grant, case_id=case.id, person_id=work.by.person_id, granted_at=work.at))
        work.opens(case, *rows, *self._embargo(work, parent))
        work.ids = {"case_id": str(case.id), "number": case.number}
        work.keep(number=case.number, channel=case.channel, parent=str(parent.id), raw_sha256=digest)
        work.conceal(report=content)

    def _embargo(self, work: Work, parent: Case) -> list[New]:
        """The parent's embargo, if one is in force: the child promises the same silence."""
        if parent.em not in IN_FORCE or parent.embargo_until is None or parent.embargo_until <= work.at:
            return []
        case = work.the_case
        case.embargo_until, case.embargo_zone = parent.embargo_until, parent.embargo_zone
        work.learned.setdefault("states", {})["em"] = "active"
        work.keep(until=case.embargo_until.isoformat(), zone=case.embargo_zone)
        return [New(EmbargoTerms, case_id=case.id, until=case.embargo_until, zone=case.embargo_zone, state="in_force",
                    proposed_at=work.at, settled_at=work.at)]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class LinkCase(CaseAct, title=_("Put a case under another"), right=Right.CASEWORK):
    """Two cases of one organisation that belong together; of their two embargoes the one that ends first holds here."""

    parent: str = asked(_("Number of the parent case"), longest=40)

    def do(self, work: Work) -> None:
        case = work.the_case
        parent = Case.objects.filter(number=self.parent.strip(), organisation=work.organisation).first()
        if parent is None or not self._known(work, parent):
            raise InvalidAct({"parent": _("No case of yours has this number.")})
        if parent.id == case.id or parent.parent_id == case.id or case.parent_id == parent.id:
            raise InvalidAct({"parent": _("These two stand in that relation already.")})
        case.parent = parent
        work.touch("parent")
        work.keep(parent=str(parent.id))
        own, other = _silent_until(case), _silent_until(parent)
        if own is not None and other is not None and other < own:
            self._shorten(work, other, parent.embargo_zone)

    def _known(self, work: Work, parent: Case) -> bool:
        """Whoever links knows both: nobody learns of a case, or drags one in, by its number (AC13)."""
        who: Standing = standing(work.by, work.organisation, parent)
        return who.knows_case and not who.reporter

    def _shorten(self, work: Work, until: datetime, zone: str) -> None:
        case = work.the_case
        terms = EmbargoTerms.objects.filter(case=case, state="in_force")
        terms.update(state="superseded", settled_at=work.at)
        EmbargoTerms.objects.create(
            case=case, until=until, zone=zone, state="in_force", proposed_at=work.at, settled_at=work.at
        )
        case.embargo_until, case.embargo_zone = until, zone
        work.touch("embargo_until", "embargo_zone")
        work.keep(until=until.isoformat(), zone=zone)


def _silent_until(case: Case) -> datetime | None:
    """The end of a case's embargo, if one is in force."""
    return case.embargo_until if case.em in IN_FORCE else None
