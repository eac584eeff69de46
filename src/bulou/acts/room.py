"""The operator's room (Article 8): does it touch us, and what became of it; verified, mended, re-tested, or borne for a while."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.blobs import Blob
from bulou.acts.inventories import content_of
from bulou.acts.outcome import InvalidAct
from bulou.acts.own_system import carry_into
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.cases import OutOfTurn
from bulou.cases.impact import IMPACT
from bulou.formats.claims import UnreadableAdvisory, Vulnerability, read_claims
from bulou.products import Answer, Result
from bulou.records.assets import Touched, running, touched
from bulou.records.claims import claims_of_case
from bulou.records.models import Case, Impact, Revision
from bulou.records.sealed import node_key
from bulou.records.visible import cases_of

LONGEST_RISK = timedelta(days=366)
MOST = 10_000
UNDOING = ("reopen", "reopen_unverified", "fail")


@dataclass(frozen=True, kw_only=True)
class AskWhatItTouches(OrganisationAct, title=_("Ask what it touches"), right=Right.DESK):
    """Hold an advisory or a case against everything the organisation runs; what it touches, or may touch, is kept.

    Exactly one of: a file (CSAF or CVE JSON 5), the number of an advisory published on this node, a case that one may know.
    """

    advisory: str = asked(_("Published advisory"), hint=_("Its number on this node"), longest=60, default="")
    case_number: str = asked(_("Case"), hint=_("Its number"), longest=40, default="")
    files: tuple[Blob, ...] = asked(
        _("Advisory file"), hint=_("CSAF or CVE JSON 5"), widget="file", default=()
    )

    def do(self, work: Work) -> None:
        said, case, source = self._said(work)
        found = touched(running(work.organisation.id), said)
        if len(found) > MOST:
            raise InvalidAct({"files": _("It touches more than %s things; split the document.") % MOST})
        fresh = _recorded(work, found, case, source)
        results = [each.answer.result for each in found]
        work.ids["found"] = str(fresh)
        work.keep(
            about=source,
            affected=results.count(Result.AFFECTED),
            cannot_decide=results.count(Result.CANNOT_DECIDE),
            not_affected=results.count(Result.NOT_AFFECTED),
            found=fresh,
        )

    def _said(self, work: Work) -> tuple[Sequence[Vulnerability], Case | None, str]:
        given = [bool(self.files), bool(self.advisory.strip()), bool(self.case_number.strip())]
        if sum(given) != 1:
            raise InvalidAct({"advisory": _("Choose one: a published advisory, a case, or a file.")})
        if self.case_number.strip():
            case = _case(work, self.case_number.strip())
            return [Vulnerability(case.number, "", claims_of_case(case))], case, case.number
        content = content_of(self.files) if self.files else self._published()
        try:
            read = read_claims(content)
        except UnreadableAdvisory as error:
            raise InvalidAct({"files" if self.files else "advisory": error}) from None
        return read.vulnerabilities, None, (read.number or self.advisory.strip())[:200]

    def _published(self) -> bytes:
        revision = (
            Revision.objects.filter(
                advisory__number=self.advisory.strip(), advisory__published_at__isnull=False
            )
            .order_by("-number")
            .first()
        )
        if revision is None:
            raise InvalidAct({"advisory": _("No advisory of this number is published here.")})
        return bytes(revision.csaf)


def _case(work: Work, number: str) -> Case:
    """The case of the organisation, if it exists for whoever asks. Raises InvalidAct, the same for every other (AC13)."""
    person = work.by.person_id
    own = {"number": number, "organisation": work.organisation}
    case = cases_of(person).filter(**own).first() if person else None
    if case is None:
        raise InvalidAct({"case_number": _("There is no such case for you.")})
    return case


def _recorded(work: Work, found: Sequence[Touched], case: Case | None, source: str) -> int:
    """Keep what is affected or cannot be decided; what is known already stays as far as it has come.

    What is found of a vulnerability that is tied to a case goes with it, and its mending there is outstanding again.
    """
    tied = _ties(work, {_number(each, source) for each in found}) if case is None else {}
    rows = [
        Impact(
            organisation=work.organisation,
            inventory_id=each.inventory_id,
            item_id=each.item_id,
            case_id=case.id if case is not None else tied.get(_number(each, source)),
            source=source,
            number=_number(each, source),
            result=each.answer.result.value,
            reasons=_reasons(each.answer),
            found_at=work.at,
        )
        for each in found
        if each.answer.result is not Result.NOT_AFFECTED
    ]
    before = _counted(work)
    Impact.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    after = _counted(work)
    for case_id in after:
        if case_id is not None and after[case_id] > before.get(case_id, 0):
            carry_into(case_id, work, undone=True)
    return sum(after.values()) - sum(before.values())


def _number(each: Touched, source: str) -> str:
    return (each.number or source)[:60]


def _ties(work: Work, numbers: Collection[str]) -> dict[str, UUID]:
    """The cases to which the vulnerabilities of these numbers are tied already."""
    rows = Impact.objects.filter(organisation=work.organisation, number__in=numbers, case__isnull=False)
    return {number: case_id for number, case_id in rows.values_list("number", "case_id") if case_id}


def _counted(work: Work) -> dict[UUID | None, int]:
    """How many impacts the organisation has, by the case they are tied to."""
    rows = Impact.objects.filter(organisation=work.organisation).order_by().values("case_id")
    return {row["case_id"]: row["count"] for row in rows.annotate(count=Count("id"))}


def _reasons(answer: Answer) -> list[dict[str, Any]]:
    return [{"rule": each.rule.value, "zh": each.zh, "en": each.en} for each in answer.reasons]


@dataclass(frozen=True, kw_only=True)
class OneImpact(OrganisationAct):
    """An act on one impact of the organisation."""

    impact_id: UUID = asked(_("Impact"), widget="hidden")

    def the_impact(self, work: Work) -> Impact:
        """The impact, for this transaction alone. Raises InvalidAct when the organisation has none such."""
        row = (
            Impact.objects.select_for_update()
            .filter(id=self.impact_id, organisation=work.organisation)
            .first()
        )
        if row is None:
            raise InvalidAct({"impact_id": _("Your organisation has no such impact.")})
        return row


@dataclass(frozen=True, kw_only=True)
class ImpactAct(OneImpact):
    """A step of one impact. What is noted is kept only encrypted: it tells of a system in use."""

    event: ClassVar[str] = ""
    moment: ClassVar[str] = ""

    note: str = asked(_("Note"), widget="textarea", default="")

    def do(self, work: Work) -> None:
        self.step(work, self.the_impact(work), self.event)

    def step(self, work: Work, row: Impact, event: str, **also: Any) -> None:
        """Take the impact through `event`, save it and tell its case. Raises InvalidAct when it is not in turn."""
        try:
            row.state = IMPACT.next(row.state, event)
        except OutOfTurn as error:
            raise InvalidAct({"impact_id": error}) from None
        for name, value in also.items():
            setattr(row, name, value)
        if self.moment:
            setattr(row, self.moment, work.at)
        if self.note.strip():
            row.notes_sealed = with_note(row, self.note.strip(), work)
        if row.state == "found":  # to be looked at again
            row.verified_at = None
        row.save()
        work.keep(impact=str(row.id), state=row.state, number=row.number)
        if row.case_id is not None:
            carry_into(row.case_id, work, undone=event in UNDOING)


def with_note(row: Impact, text: str, work: Work, **more: Any) -> bytes:
    """The notes of an impact with one more, sealed as they are kept; `more` is what stands beside its text."""
    key, about = node_key(), notes_about(row.id)
    notes = json.loads(key.open(row.notes_sealed, about)) if row.notes_sealed else []
    notes.append({"at": work.at.isoformat(), "by": work.source, "text": text, **more})
    return key.close(json.dumps(notes).encode(), about)


def notes_about(impact_id: Any) -> str:
    """To what the notes of an impact are bound."""
    return f"impact:{impact_id}:notes"


@dataclass(frozen=True, kw_only=True)
class VerifyImpact(ImpactAct, title=_("Confirm that it touches us"), right=Right.DESK):
    """The first half of Article 8: what was reported is really there."""

    event, moment = "verify", "verified_at"


@dataclass(frozen=True, kw_only=True)
class DismissImpact(ImpactAct, title=_("Find that it does not touch us"), right=Right.DESK):
    """Someone looked, and says why it does not."""

    event, moment = "dismiss", "closed_at"

    def do(self, work: Work) -> None:
        if not self.note.strip():
            raise InvalidAct({"note": _("Say why.")})
        super().do(work)


@dataclass(frozen=True, kw_only=True)
class MendImpact(ImpactAct, title=_("Record that it is mended"), right=Right.DESK):
    """The second half of Article 8; done only once it has been tested again."""

    event, moment = "mend", "mended_at"

    def do(self, work: Work) -> None:
        row = self.the_impact(work)
        there = row.verified_at or work.at  # what is mended was there, even if nobody had looked
        self.step(work, row, self.event, accepted_until=None, verified_at=there)


@dataclass(frozen=True, kw_only=True)
class RetestImpact(ImpactAct, title=_("Record the re-test"), right=Right.DESK):
    """Whether the mend holds; one that does not goes back to be mended."""

    moment = "retested_at"

    holds: bool | None = asked(_("The mend holds"), widget="yes_no", default=None)

    def do(self, work: Work) -> None:
        if self.holds is None:
            raise InvalidAct({"holds": _("Say whether it holds.")})
        event, closed_at = ("pass", work.at) if self.holds else ("fail", None)
        self.step(work, self.the_impact(work), event, closed_at=closed_at)


@dataclass(frozen=True, kw_only=True)
class AcceptRisk(ImpactAct, title=_("Accept the risk until a day"), right=Right.RELEASE):
    """A lead bears it by name, with grounds, for at most a year. It discharges no duty, and it ends by itself."""

    until: datetime = asked(_("Until"), widget="instant")

    def do(self, work: Work) -> None:
        if not self.note.strip():
            raise InvalidAct({"note": _("Write the grounds.")})
        if not work.at < self.until <= work.at + LONGEST_RISK:
            raise InvalidAct({"until": _("Between now and a year from now.")})
        self.step(work, self.the_impact(work), "accept", accepted_until=self.until)
        work.keep(until=self.until.isoformat())


@dataclass(frozen=True, kw_only=True)
class ReopenImpact(ImpactAct, title=_("Reopen"), right=Right.DESK):
    """The mend was bypassed, or what was thought of it is wrong."""

    def do(self, work: Work) -> None:
        row = self.the_impact(work)
        self.step(work, row, reopening(row), accepted_until=None, closed_at=None)


def reopening(row: Impact) -> str:
    """The event by which this impact is open again: a risk accepted before anybody looked is still to be verified."""
    return "reopen_unverified" if row.state == "accepted" and row.verified_at is None else "reopen"


@dataclass(frozen=True, kw_only=True)
class TieImpact(OneImpact, title=_("Tie to a case"), right=Right.DESK):
    """The case in which the duties of Article 8 count: every impact of this vulnerability that has none yet goes with it."""

    case_number: str = asked(_("Case"), hint=_("Its number"), longest=40)

    def do(self, work: Work) -> None:
        row = self.the_impact(work)
        case = _case(work, self.case_number.strip())
        if row.case_id is not None:
            raise InvalidAct({"case_number": _("Choose a case of your organisation; a tie stays.")})
        tied = Impact.objects.filter(organisation=work.organisation, number=row.number, case=None)
        work.keep(number=row.number, case=str(case.id), count=tied.update(case=case))
        carry_into(case.id, work, undone=True)


@dataclass(frozen=True, kw_only=True)
class NoteRiskExpired(ImpactAct, title=_("Note that an accepted risk has expired"), right=Right.SYSTEM):
    """The day has come: the impact is open again, and the organisation is told, without a word of the system."""

    def do(self, work: Work) -> None:
        row = self.the_impact(work)
        self.step(work, row, reopening(row), accepted_until=None)
        if work.organisation.contact_email:
            work.send("mail", work.organisation.contact_email, template="risk_expired", number=row.number)
