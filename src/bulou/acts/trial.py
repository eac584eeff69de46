"""A draft tried before it is saved: what the law says, what the pre-check asks, what CSAF would want."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from bulou import law, precheck
from bulou.acts.drafting import document
from bulou.acts.release import JUDGEMENTS, SaveDraft
from bulou.formats import csaf
from bulou.formats.csaf import AdvisoryDocument
from bulou.law import Conduct, Cure, Fact, FactKind, Verdict
from bulou.records.facts import Circumstances
from bulou.records.models import Advisory, Affected, Case

WRITTEN = tuple(item.name for item in fields(SaveDraft) if item.name not in SaveDraft.NOT_CONTENT)


@dataclass(frozen=True, slots=True)
class Trial:
    """What would be answered if this text were published now. Nothing of it is kept.

    `signed` holds the judgements that were signed for exactly this text; `lapsed` says that there were some, for
    another text.
    """

    document: AdvisoryDocument | None
    verdict: Verdict
    cures: tuple[Cure, ...]
    remarks: tuple[precheck.Remark, ...]
    problems: tuple[csaf.Problem, ...]
    signed: Mapping[str, Mapping[str, Any]]
    lapsed: bool = False
    unread: Any = None

    @property
    def wanting(self) -> tuple[csaf.Problem, ...]:
        """Without these no advisory can be written at all."""
        return tuple(problem for problem in self.problems if problem.blocking)

    @property
    def ready(self) -> bool:
        """Whether publishing this text would be done now, as far as law and format go."""
        return bool(self.verdict) and self.unread is None and not self.wanting


def tried(
    case: Case,
    written: Mapping[str, Any],
    advisory: Advisory | None,
    *,
    known: Circumstances,
    products: Sequence[Affected],
    at: datetime,
) -> Trial:
    """Try `written` (fields of SaveDraft) on `case` at `at`, given what is known of the case; no query.

    Judgements count only if they were signed for this very text.
    """
    content = _content(case, written, products)
    signatures = dict(advisory.judgements) if advisory else {}
    same = advisory is not None and unchanged(case, written, advisory, products)
    signed = signatures if same else {}
    found, unread = _document(content, case, at)
    facts = {**known.facts, **_drafted(content, found), **_judged(signed)}
    verdict = law.decide(Conduct.PUBLISH, facts, at=at, readings=known.readings)
    cures = () if verdict else law.cures(Conduct.PUBLISH, facts, at=at, readings=known.readings)
    return Trial(
        document=found,
        verdict=verdict,
        cures=cures,
        remarks=precheck.look(found) if found else (),
        problems=csaf.problems(found) if found else (),
        signed=signed,
        lapsed=bool(signatures) and not same,
        unread=unread,
    )


def unchanged(
    case: Case, written: Mapping[str, Any], advisory: Advisory, products: Sequence[Affected]
) -> bool:
    """Whether the draft of this advisory, as it is saved, is this very text with what the case says now."""
    text = json.dumps(_content(case, written, products), ensure_ascii=False, sort_keys=True)
    return advisory.draft_sha256 == hashlib.sha256(text.encode()).hexdigest()


def _content(case: Case, written: Mapping[str, Any], products: Sequence[Affected]) -> dict[str, Any]:
    return {name: written.get(name, "") or "" for name in WRITTEN} | _of_case(case, products)


def _document(content: Mapping[str, Any], case: Case, at: datetime) -> tuple[AdvisoryDocument | None, Any]:
    try:
        return document(content, case.organisation, "PREVIEW", at=at), None
    except ValueError as error:
        return None, error


def _drafted(content: Mapping[str, Any], found: AdvisoryDocument | None) -> dict[str, Fact]:
    """What the draft shows by itself, and what was answered in it."""
    facts = dict(precheck.facts_of(found)) if found else {}
    for name in ("operator_in_use_detail", "exploit_included"):
        if content.get(name):
            facts[name] = Fact(content[name] == "yes", source="draft")
    return facts


def _judged(signed: Mapping[str, Mapping[str, Any]]) -> dict[str, Fact]:
    known = dict(JUDGEMENTS)
    return {
        name: Fact(each["value"], FactKind.JUDGEMENT, each["by"])
        for name, each in signed.items()
        if name in known
    }


def _of_case(case: Case, products: Sequence[Affected]) -> dict[str, Any]:
    columns = ("name", "model", "versions", "status", "fixed_in")
    return {
        "products": [{name: getattr(row, name) for name in columns} for row in products],
        "cvss": case.cvss_vector,
        "grade": case.grade,
        "gbt": case.gbt_vector,
    }
