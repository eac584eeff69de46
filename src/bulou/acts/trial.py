"""A draft tried before it is saved: what the law says, what the pre-check asks, what CSAF would want."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bulou import law, precheck
from bulou.acts.actor import Actor
from bulou.acts.drafting import document
from bulou.acts.opening import on_known_case
from bulou.acts.permissions import Standing
from bulou.formats import csaf
from bulou.formats.csaf import AdvisoryDocument
from bulou.law import Conduct, Cure, Fact, FactKind, Verdict
from bulou.records.models import Advisory, Affected, Case


@dataclass(frozen=True, slots=True)
class Trial:
    """What would be answered if this text were published now. Nothing of it is kept."""

    document: AdvisoryDocument | None
    verdict: Verdict
    cures: tuple[Cure, ...]
    remarks: tuple[precheck.Remark, ...]
    problems: tuple[csaf.Problem, ...]
    unread: Any = None


def tried(
    case: Case, written: Mapping[str, Any], advisory_id: UUID | None, *, by: Actor, at: datetime
) -> Trial:
    """Try `written` (fields of SaveDraft) on `case` at `at`; judgements count only if signed for this very text."""
    content = dict(written.items()) | _of_case(case)
    facts: dict[str, Fact] = {}
    found: AdvisoryDocument | None = None
    unread: Any = None
    try:
        found = document(content, case.organisation, "PREVIEW", at=at)
        facts |= precheck.facts_of(found)
    except ValueError as error:
        unread = error
    for name in ("operator_in_use_detail", "exploit_included"):
        if content.get(name):
            facts[name] = Fact(content[name] == "yes", source="draft")
    facts |= _signed(case, advisory_id)
    work = on_known_case(case, by, at, Standing())
    facts = {**work.circumstances.facts, **facts}
    readings = work.circumstances.readings
    verdict = law.decide(Conduct.PUBLISH, facts, at=at, readings=readings)
    cures = () if verdict else law.cures(Conduct.PUBLISH, facts, at=at, readings=readings)
    remarks = precheck.look(found) if found else ()
    problems = csaf.problems(found) if found else ()
    return Trial(found, verdict, cures, remarks, problems, unread)


def _of_case(case: Case) -> dict[str, Any]:
    products = Affected.objects.filter(case=case).order_by("id")
    return {
        "products": list(products.values("name", "model", "versions", "status", "fixed_in")),
        "cvss": case.cvss_vector,
        "grade": case.grade,
        "gbt": case.gbt_vector,
    }


def _signed(case: Case, advisory_id: UUID | None) -> dict[str, Fact]:
    advisory = Advisory.objects.filter(id=advisory_id, case=case).first() if advisory_id else None
    if advisory is None:
        return {}
    return {
        name: Fact(signed["value"], FactKind.JUDGEMENT, signed["by"])
        for name, signed in advisory.judgements.items()
    }
