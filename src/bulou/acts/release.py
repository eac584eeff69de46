"""Release (ISO/IEC 30111 §7.5, Article 9): drafts, signed judgements on their exact content, publication."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou import precheck
from bulou.acts.act import CaseAct, asked
from bulou.acts.credits import unnamed
from bulou.acts.drafting import document, published_content
from bulou.acts.embargoes import meets_the_world
from bulou.acts.house.rules import against_the_rules
from bulou.acts.outcome import InvalidAct, Refusal
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.cases import MACHINES
from bulou.formats import csaf
from bulou.law import Conduct, Fact, FactKind
from bulou.records.models import Advisory, Affected, Revision

ANSWERS = [("", _("Not answered")), ("no", _("No")), ("yes", _("Yes"))]
LANGUAGES = [("zh-CN", "中文"), ("en", "English")]
READ: dict[str, Any] = {"widget": "hidden_text", "longest": 64, "default": ""}
OUT = ("published", "corrected")  # what is out is not withdrawn by a new draft


@dataclass(frozen=True, kw_only=True)
class SaveDraft(CaseAct, title=_("Save the draft"), right=Right.CASEWORK):
    """A draft as it will be read. Another text is another content: judgements on the old one lapse."""

    advisory_id: UUID | None = None
    heading: str = asked(_("Title"))
    summary: str = asked(
        _("Summary"), hint=_("One or two sentences: who is concerned and what to do"), widget="textarea"
    )
    description: str = asked(
        _("Description"), hint=_("What the flaw is; no reproduction, no exploit"), widget="textarea"
    )
    remediation: str = asked(_("Remediation"), hint=_("The fix users apply"), widget="textarea", default="")
    remediation_url: str = asked(_("Where it is"), default="")
    precaution: str = asked(
        _("Precautions"), hint=_("What helps before the fix is applied"), widget="textarea", default=""
    )
    cve: str = asked(_("CVE"), hint=_("For example CVE-2026-12345"), default="")
    cwe: str = asked(_("CWE"), hint=_("For example CWE-78"), default="")
    references: str = asked(_("References"), hint=_("One address a line"), widget="textarea", default="")
    credits: str = asked(_("Thanks to"), default="")
    language: str = asked(
        _("Language"), hint=_("In which it is written"), widget="choice", choices=LANGUAGES, default="zh-CN"
    )
    operator_in_use_detail: str = asked(
        _("Does it tell details of a network or system that an operator has in use?"),
        widget="choice", choices=ANSWERS, default="",
    )  # fmt: skip
    exploit_included: str = asked(
        _("Does it contain or link a program or tool that exploits the flaw?"),
        widget="choice", choices=ANSWERS, default="",
    )  # fmt: skip

    NOT_CONTENT: ClassVar[frozenset[str]] = frozenset({"case_id", "advisory_id"})

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        return [turn for turn in gate_turn(work, self.advisory_id, "redraft") if turn[1] not in OUT]

    def do(self, work: Work) -> None:
        if not self.heading.strip():
            raise InvalidAct({"heading": _("An advisory needs a title.")})
        if self.cwe.strip():
            try:
                csaf.weakness(self.cwe.strip())
            except ValueError as error:
                raise InvalidAct({"cwe": error}) from None
        advisory = self._advisory(work)
        content = self.content(work)
        text = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
        digest = hashlib.sha256(text).hexdigest()
        if digest != advisory.draft_sha256:
            advisory.judgements = {}
        advisory.draft_sha256 = digest
        advisory.draft_sealed = work.key.close(text, f"advisory:{advisory.id}:draft")
        if advisory.gate not in OUT:
            advisory.gate = MACHINES["GATE"].next(advisory.gate, "redraft")
        advisory.save()
        work.ids |= {"advisory_id": str(advisory.id), "draft_sha256": digest}
        work.keep(advisory=str(advisory.id), draft_sha256=digest)

    def content(self, work: Work) -> dict[str, Any]:
        """The draft with what the case says of products and severity at this moment."""
        written = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in self.NOT_CONTENT}
        case = work.the_case
        products = Affected.objects.filter(case=case).order_by("id")
        written["products"] = list(products.values("name", "model", "versions", "status", "fixed_in"))
        written |= {"cvss": case.cvss_vector, "grade": case.grade, "gbt": case.gbt_vector}
        return written

    def _advisory(self, work: Work) -> Advisory:
        if self.advisory_id is not None:
            return the_advisory(work, self.advisory_id)
        number = f"{work.organisation.prefix}-SA-{work.the_case.number.split('-', 1)[1]}"
        taken = Advisory.objects.filter(case=work.case).count()
        number = f"{number}-{taken + 1}" if taken else number
        return Advisory(case=work.the_case, organisation=work.organisation, number=number)


JUDGEMENTS = [
    (
        "truthful_and_necessary",
        _("Publication is necessary, true, objective and helps prevention (Art. 9, head)"),
    ),
    ("exaggerates", _("It deliberately exaggerates harm or risk (Art. 9(3))")),
    ("hype_or_extortion", _("It serves hype, fraud or extortion (Art. 9(3))")),
    ("tool_exclusively_for_attack", _("What it contains is exclusively for attack (Art. 9(4))")),
]


@dataclass(frozen=True, kw_only=True)
class JudgeDraft(CaseAct, title=_("Sign a judgement on the draft"), right=Right.RELEASE):
    """A named person answers an open question of Article 9, with grounds, for exactly this content."""

    advisory_id: UUID = asked(_("Advisory"), widget="hidden")
    judgement: str = asked(_("Question"), widget="choice", choices=JUDGEMENTS)
    answer: str = asked(_("Answer"), widget="choice", choices=ANSWERS[1:])
    grounds: str = asked(_("Grounds"), widget="textarea")
    draft_sha256: str = asked(_("SHA-256 of the draft that was read"), **READ)

    def do(self, work: Work) -> None:
        if self.judgement not in dict(JUDGEMENTS) or self.answer not in ("yes", "no"):
            raise InvalidAct({"judgement": _("Choose the question and the answer.")})
        if not self.grounds.strip():
            raise InvalidAct({"grounds": _("A judgement needs its grounds.")})
        advisory = as_read(work, self.advisory_id, self.draft_sha256)
        advisory.judgements[self.judgement] = {
            "value": self.answer == "yes",
            "by": work.source,
            "at": work.at.isoformat(),
        }
        advisory.save(update_fields=["judgements"])
        work.keep(
            advisory=str(advisory.id),
            judgement=self.judgement,
            value=self.answer == "yes",
            draft_sha256=advisory.draft_sha256,
        )
        work.conceal(grounds=self.grounds)


@dataclass(frozen=True, kw_only=True)
class DraftAct(CaseAct):
    """An act on one advisory of the case, asked of the law with what its draft says; `draft_sha256`, if given, is the draft
    that was read, and another one stops the act.
    """

    advisory_id: UUID = asked(_("Advisory"), widget="hidden")
    draft_sha256: str = asked(_("SHA-256 of the draft that was read"), **READ)

    def supposes(self, work: Work) -> Mapping[str, Fact]:
        advisory = Advisory.objects.filter(id=self.advisory_id, case=work.case).first()
        return draft_facts(work, advisory) if advisory else {}

    def barred(self, work: Work) -> Refusal | None:
        return against_the_rules(work, self.advisory_id)


def draft_facts(work: Work, advisory: Advisory) -> dict[str, Fact]:
    """The facts of publishing this draft: read from it, answered in it, judged of it."""
    content = draft_content(work, advisory)
    facts = dict(precheck.facts_of(document(content, work.organisation, advisory.number, at=work.at)))
    for name in ("operator_in_use_detail", "exploit_included"):
        if content.get(name):
            facts[name] = Fact(content[name] == "yes", source="draft")
    for name, signed in advisory.judgements.items():
        facts[name] = Fact(signed["value"], FactKind.JUDGEMENT, signed["by"])
    return facts


def draft_content(work: Work, advisory: Advisory) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(
        work.key.open(advisory.draft_sealed, f"advisory:{advisory.id}:draft")
    )
    return content


@dataclass(frozen=True, kw_only=True)
class PublishAdvisory(
    DraftAct, title=_("Publish the advisory"), right=Right.RELEASE, conduct=Conduct.PUBLISH
):
    """The draft becomes public: the exact bytes are stored once and their hash is sealed."""

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        advisory = Advisory.objects.filter(id=self.advisory_id, case=work.case).first()
        if advisory is None or advisory.gate in ("checked", "authorised"):
            return []
        return [("GATE", advisory.gate, "check")]

    def do(self, work: Work) -> None:
        advisory = as_read(work, self.advisory_id, self.draft_sha256)
        if not draft_content(work, advisory)["summary"].strip():
            raise InvalidAct({"summary": _("Say in one or two sentences who is concerned and what to do.")})
        gate = MACHINES["GATE"]
        state = advisory.gate if advisory.gate == "authorised" else gate.next(advisory.gate, "check")
        advisory.gate = gate.next(state, "publish")
        advisory.published_at = work.at
        issue(work, advisory)
        work.event("published")
        meets_the_world(work, "public")
        work.fact("already_public", True, source=advisory.number)
        work.the_case.disclosed_at = work.the_case.disclosed_at or work.at
        work.touch("disclosed_at")


FIRST_REVISION = {"zh-CN": "首次发布。", "en": "Initial version."}


def issue(work: Work, advisory: Advisory, *, summary: str = "", status: str = "final") -> Revision:
    """Render, check and store the next revision of an advisory; its hash goes into the entry.

    Without a `summary` it is the first one, and says so in the advisory's own language.

    Raises InvalidAct, with the finding, when the document would not be a valid CSAF 2.0 advisory.
    """
    content = draft_content(work, advisory)
    unnamed(work, content.get("credits", ""))
    summary = summary or FIRST_REVISION[content["language"]]
    earlier = list(advisory.revisions.order_by("number").values("number", "at", "summary"))
    number = len(earlier) + 1
    history = [*earlier, {"number": number, "at": work.at, "summary": summary}]
    rendered = _rendered(work, content, advisory.number, history, status)
    revision = Revision.objects.create(
        advisory=advisory,
        number=number,
        at=work.at,
        summary=summary,
        language=content["language"],
        content=published_content(content),
        csaf=rendered,
        sha256=hashlib.sha256(rendered).hexdigest(),
    )
    advisory.title = content["heading"][:300]
    advisory.save()
    work.ids |= {"advisory_id": str(advisory.id), "number": advisory.number}
    work.keep(
        advisory=str(advisory.id),
        number=advisory.number,
        revision=number,
        draft_sha256=advisory.draft_sha256,
        csaf_sha256=revision.sha256,
    )
    return revision


def _rendered(work: Work, content: dict[str, Any], number: str, history: Any, status: str) -> bytes:
    try:
        written = document(content, work.organisation, number, at=work.at, history=history, status=status)
        rendered = csaf.render(written)
    except csaf.UnfinishedAdvisory as error:
        raise InvalidAct({ON_FORM.get(p.field, "heading"): p for p in error.problems}) from None
    except ValueError as error:
        raise InvalidAct({"cwe": error}) from None
    invalid = [finding for finding in csaf.validate(rendered) if finding.invalidates]
    if invalid:
        raise InvalidAct({"heading": f"CSAF {invalid[0].test}: {invalid[0].message}"})
    return rendered


ON_FORM = {"title": "heading", "remediations": "remediation", "acknowledgments": "credits"} | {
    name: name for name in ("summary", "description", "cve", "cwe", "references", "language")
}


def gate_turn(work: Work, advisory_id: UUID | None, event: str) -> list[tuple[str, str, str]]:
    """The turn of an event for an advisory of this case; none where there is no such advisory."""
    if advisory_id is None:
        return []
    found = Advisory.objects.filter(id=advisory_id, case=work.case).values_list("gate", flat=True)
    return [("GATE", gate, event) for gate in found]


def as_read(work: Work, advisory_id: UUID, draft_sha256: str) -> Advisory:
    """The advisory of this case, whose draft is still the one that was read, if it is said which. Raises InvalidAct (AC42)."""
    advisory = the_advisory(work, advisory_id)
    if draft_sha256 and draft_sha256 != advisory.draft_sha256:
        raise InvalidAct({"draft_sha256": _("The draft has changed since you read it: read it again.")})
    return advisory


def the_advisory(work: Work, advisory_id: UUID) -> Advisory:
    """The advisory of this case. Raises InvalidAct when the case has none such."""
    advisory = Advisory.objects.filter(id=advisory_id, case=work.case).first()
    if advisory is None:
        raise InvalidAct({"advisory_id": _("Choose an advisory of this case.")})
    return advisory
