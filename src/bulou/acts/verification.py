"""Verification (ISO/IEC 30111 §7.3, Article 7(1)): open what is undisclosed, verify, grade, find what is affected."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, ReadingAct, asked
from bulou.acts.assessing import attempt_of
from bulou.acts.embargoes import meets_the_world
from bulou.acts.guarding.reading import note_reading
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.law import Conduct
from bulou.records.models import Affected, Grant, Office, Reading
from bulou.records.read_log import OPENING
from bulou.records.registry import is_own
from bulou.severity import Cvss, SeverityError, gbt30279

PURPOSES = [("casework", _("Casework")), ("inspection", _("Inspection")), ("emergency", _("Emergency"))]


@dataclass(frozen=True, kw_only=True)
class OpenUndisclosed(ReadingAct, title=_("Open undisclosed detail"), right=Right.SELF):
    """Reading what is undisclosed is an act; it is sealed in the reader's own stream, not in the case's."""

    purpose: str = asked(_("Purpose"), widget="choice", choices=PURPOSES, default="casework")
    grounds: str = asked(_("Grounds"), widget="textarea", default="")

    def do(self, work: Work) -> None:
        if self.purpose == "emergency" and not self.grounds.strip():
            raise InvalidAct({"grounds": _("An emergency needs its grounds.")})
        work.keep(case=str(self.case_id), purpose=self.purpose)
        if self.grounds:
            work.conceal(grounds=self.grounds)
        Reading.objects.update_or_create(
            person_id=self.person_id, case_id=self.case_id, defaults={"at": work.at}
        )
        note_reading(work, OPENING, case=work.the_case)


@dataclass(frozen=True, kw_only=True)
class AssignHandler(CaseAct, title=_("Assign a handler"), right=Right.CASEWORK):
    """Make someone of the organisation the handler; they are granted the case if they were not."""

    person_id: UUID = asked(_("Handler"), widget="person")

    def do(self, work: Work) -> None:
        if not assigned(work, self.person_id):
            raise InvalidAct({"person_id": _("This person holds no desk office in your organisation.")})
        work.event("triaged")


def assigned(work: Work, person_id: UUID) -> bool:
    """Make this person the handler, with a grant if they had none; False, and nothing done, without a desk office."""
    case = work.the_case
    holds = Office.objects.filter(
        person_id=person_id,
        organisation=work.organisation,
        kind__in=[Office.Kind.LEAD, Office.Kind.HANDLER],
        revoked_at=None,
    )
    if not holds.exists():
        return False
    if not Grant.objects.filter(case=case, person_id=person_id, revoked_at=None).exists():
        Grant.objects.create(case=case, person_id=person_id, granted_at=work.at)
        work.ids["granted"] = str(person_id)
    case.handler_id = person_id
    work.touch("handler")
    work.keep(person=str(person_id))
    return True


@dataclass(frozen=True, kw_only=True)
class ValidateReport(
    CaseAct, title=_("Confirm the vulnerability"), right=Right.CASEWORK, conduct=Conduct.VERIFY
):
    """The verification of Article 7(1): it is real; how harmful, how far it reaches.

    Where an `attempt` of the case is named by the index of its entry, how it was verified stands there and may be left blank.
    """

    method: str = asked(
        _("How it was verified"),
        hint=_("Steps, device or build, environment; or name an attempt below"),
        widget="textarea",
        default="",
    )
    harm: str = asked(_("Harm"), hint=_("What an attacker gains"), widget="textarea")
    scope: str = asked(_("Scope of impact"), hint=_("Which products, versions, users"), widget="textarea")
    attempt: int | None = asked(_("Attempt to reproduce"), widget="attempt", default=None)

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        return [("RM", work.the_case.rm, "validate")]

    def do(self, work: Work) -> None:
        attempt = {} if self.attempt is None else {"attempt_sha256": attempt_of(work, self.attempt)}
        needed = ("harm", "scope") if attempt else ("method", "harm", "scope")
        missing = [name for name in needed if not getattr(self, name).strip()]
        if missing:
            raise InvalidAct(
                {name: _("Article 7(1) asks for this: write what is known.") for name in missing}
            )
        work.step("RM", "validate")
        work.event("triaged")
        work.event("verified")
        work.event("flaw_confirmed")
        work.fact("flaw_exists", True)
        if attempt:
            work.keep(attempt=self.attempt, **attempt)
        work.conceal(method=self.method, harm=self.harm, scope=self.scope)


@dataclass(frozen=True, kw_only=True)
class AcceptCase(CaseAct, title=_("Accept for remediation"), right=Right.CASEWORK):
    """The organisation takes the case on."""

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        return [("RM", work.the_case.rm, "accept")]

    def do(self, work: Work) -> None:
        work.step("RM", "accept")


@dataclass(frozen=True, kw_only=True)
class DeferCase(CaseAct, title=_("Defer"), right=Right.CASEWORK):
    """Not now, with the reason; duties go on."""

    reason: str = asked(_("Reason"), widget="textarea")

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        return [("RM", work.the_case.rm, "defer")]

    def do(self, work: Work) -> None:
        if not self.reason.strip():
            raise InvalidAct({"reason": _("Say why.")})
        work.step("RM", "defer")
        work.conceal(text=self.reason)


@dataclass(frozen=True, kw_only=True)
class CloseCase(CaseAct, title=_("Close the case"), right=Right.CASEWORK):
    """Work has ended. Closing discharges no duty: live ones stay on the strip."""

    reason: str = asked(_("Reason"), widget="textarea")

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        return [("RM", work.the_case.rm, "close")]

    def do(self, work: Work) -> None:
        if not self.reason.strip():
            raise InvalidAct({"reason": _("Say why.")})
        work.step("RM", "close")
        work.event("case_closed")
        work.the_case.closed_at = work.at
        work.touch("closed_at")
        work.conceal(text=self.reason)


@dataclass(frozen=True, kw_only=True)
class GradeSeverity(CaseAct, title=_("Grade the severity"), right=Right.CASEWORK, conduct=Conduct.GRADE):
    """GB/T 30279-2020 and CVSS, side by side; neither is computed from the other. Grading anew needs its grounds."""

    gbt_vector: str = asked(
        _("GB/T 30279 vector"), hint=_("For example AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H"), longest=120, default=""
    )
    cvss_vector: str = asked(_("CVSS vector"), hint=_("CVSS 3.1 or 4.0"), longest=200, default="")
    grounds: str = asked(
        _("Grounds"), hint=_("Why so; needed where there is a grade already"), widget="textarea", default=""
    )

    def do(self, work: Work) -> None:
        case = work.the_case
        before = (case.gbt_vector, case.cvss_vector)
        if not self.gbt_vector and not self.cvss_vector:
            raise InvalidAct({"gbt_vector": _("Give at least one vector.")})
        if self.gbt_vector:
            graded = _parsed("gbt_vector", gbt30279.grade, self.gbt_vector)
            # As the standard's terms are coded here, whatever a tool called them: page, packet and CSAF say the same.
            case.gbt_vector = graded.vector.removeprefix(f"{gbt30279.PREFIX}/")
            case.grade = str(graded.technical.value)
            work.touch("gbt_vector", "grade")
        if self.cvss_vector:
            scored = _parsed("cvss_vector", Cvss.parse, self.cvss_vector)
            case.cvss_vector, case.cvss_score = self.cvss_vector, scored.score
            work.touch("cvss_vector", "cvss_score")
        again = any(
            was and was != now for was, now in zip(before, (case.gbt_vector, case.cvss_vector), strict=True)
        )
        if again and not self.grounds.strip():
            raise InvalidAct({"grounds": _("There is a grade already. Say why it changes.")})
        given = case.gbt_vector if self.gbt_vector else ""
        work.keep(gbt_vector=given, cvss_vector=self.cvss_vector, grade=case.grade)
        if self.grounds:
            work.conceal(grounds=self.grounds)


def _parsed(field: str, parse: Any, vector: str) -> Any:
    try:
        return parse(vector)
    except SeverityError as error:
        raise InvalidAct({field: error}) from None


STATUSES = [
    ("affected", _("Affected")),
    ("not_affected", _("Not affected")),
    ("under_investigation", _("Under investigation")),
    ("fixed", _("Fixed")),
]


@dataclass(frozen=True, kw_only=True)
class IdentifyProduct(CaseAct, title=_("Record an affected product"), right=Right.CASEWORK):
    """Say of one product which versions are affected and whether it is the organisation's own."""

    product: str = asked(_("Product"), longest=200)
    registered_id: UUID | None = asked(
        _("Registered product"), hint=_("Of your organisation"), widget="registered_product", default=None
    )
    model: str = asked(_("Model"), longest=120, default="")
    versions: str = asked(
        _("Versions"), hint=_("As written on the product, for example 3.1.0–3.4.6"), longest=300
    )
    status: str = asked(_("Status"), widget="choice", choices=STATUSES, default="affected")
    fixed_in: str = asked(_("Fixed in"), longest=120, default="")
    own_product: bool = asked(_("It is our own product"), widget="check", default=False)
    users_must_update: bool = asked(
        _("Users must update software or firmware"), widget="check", default=False
    )
    placed_on_eu_market: bool | None = asked(
        _("It is made available on the EU market"),
        hint=_("Then the EU Cyber Resilience Act may demand reports of its own"),
        widget="yes_no",
        default=None,
    )

    def do(self, work: Work) -> None:
        if not self.product.strip():
            raise InvalidAct({"product": _("Name the product.")})
        if self.status not in dict(STATUSES):
            raise InvalidAct({"status": _("Choose a status.")})
        case = work.the_case
        if self.registered_id and not is_own(work.organisation.id, self.registered_id):
            raise InvalidAct({"registered_id": _("Your organisation has no such product.")})
        Affected.objects.update_or_create(
            case=case,
            name=self.product.strip(),
            model=self.model.strip(),
            versions=self.versions.strip(),
            defaults={
                "status": self.status,
                "fixed_in": self.fixed_in,
                "own": self.own_product,
                "must_update": self.users_must_update,
                "registered_id": self.registered_id,
            },
        )
        if self.status == "affected":
            case.product, case.versions = self.product.strip()[:200], self.versions.strip()[:300]
            work.touch("product", "versions")
            # One product of our own is enough, whatever else is affected.
            others = Affected.objects.filter(case=case, status="affected")
            own = others.filter(own=True).exists()
            work.fact("own_product", own)
            if work.the_case.role == "operator":
                work.fact("own_system", own)
            work.fact("users_must_update", others.filter(must_update=True).exists())
            if self.placed_on_eu_market is not None:
                work.fact("placed_on_eu_market", self.placed_on_eu_market)
            work.event("triaged")
        work.keep(product=self.product, model=self.model, versions=self.versions, status=self.status)


@dataclass(frozen=True, kw_only=True)
class IdentifyUpstream(CaseAct, title=_("Record an upstream component"), right=Right.CASEWORK):
    """The flaw lies in something the product is built on: Article 7(1) owes its provider a notice at once."""

    component: str = asked(_("Component"))
    provider: str = asked(_("Its provider"))
    overseas: bool | None = asked(_("The provider is outside the mainland"), widget="yes_no", default=None)

    def do(self, work: Work) -> None:
        if not self.component.strip() or not self.provider.strip():
            raise InvalidAct({"component": _("Name the component and its provider.")})
        work.opens_party(self.provider, role="upstream", overseas=self.overseas, product_vendor=None)
        if "upstream_notified" in work.the_case.events:
            work.event_anew("upstream_notified", None)  # another provider, who is owed a notice of their own
            work.event_anew("upstream_identified", work.at)
        work.event("upstream_identified")
        work.fact("upstream_component", True)
        work.keep(component=self.component)


OBSERVED = [
    ("public", _("The vulnerability is public")),
    ("exploit_public", _("An exploit is public")),
    ("attacks", _("Attacks have been seen")),
]


@dataclass(frozen=True, kw_only=True)
class RecordObservation(CaseAct, title=_("Record what was observed"), right=Right.CASEWORK):
    """A fact of the world: a leak, an exploit, an attack. Always recordable, with its source (DECISIONS 8)."""

    observed: str = asked(_("Observed"), widget="choice", choices=OBSERVED)
    source: str = asked(_("Source"), hint=_("Where it can be checked"))
    observed_at: datetime | None = asked(_("When"), widget="instant", default=None)

    def do(self, work: Work) -> None:
        if self.observed not in dict(OBSERVED):
            raise InvalidAct({"observed": _("Choose what was observed.")})
        if not self.source.strip():
            raise InvalidAct({"source": _("Give the source; an unsourced observation helps nobody.")})
        if self.observed_at and self.observed_at > work.at:
            raise InvalidAct({"observed_at": _("This lies in the future.")})
        work.event_at = self.observed_at
        work.event(f"observed_{self.observed}", self.observed_at)
        meets_the_world(work, self.observed)
        if self.observed == "public":
            work.fact("already_public", True, event_at=self.observed_at)
        if self.observed == "attacks":
            work.fact("actively_exploited", True, event_at=self.observed_at)
            work.event("exploitation_known", self.observed_at)
        work.keep(observed=self.observed)
        work.conceal(source=self.source)
