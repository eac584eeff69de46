"""What is found out about a vulnerability: attempts to reproduce it, its class, its public numbers."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.weaknesses import lazy_choices
from bulou.acts.work import Work
from bulou.cases.tokens import folded, identifiers
from bulou.formats.csaf.validation import UnknownWeakness, weakness
from bulou.records.assessments import current

RESULTS = [
    ("reproduced", _("Reproduced")),
    ("partly", _("Partly reproduced")),
    ("not_reproduced", _("Not reproduced")),
]
TOOL = re.compile(r"^(?P<name>\S.*?)\s+(?:sha-?256[:=\s]\s*)?(?P<sha256>[0-9a-f]{64})$", re.IGNORECASE)
MOST_TOOLS = 50


@dataclass(frozen=True, kw_only=True)
class RecordVerification(CaseAct, title=_("Record an attempt to reproduce"), right=Right.CASEWORK):
    """One attempt, so that another can repeat it: what was tested, where, how, and what came of it. Sealed under the case's key.

    An attempt decides nothing; who confirms the vulnerability (validate_report) may name it. `tools` is a line a tool: its name, then its SHA-256.
    """

    result: str = asked(_("Result"), widget="choice", choices=RESULTS)
    product: str = asked(_("Product"), longest=200)
    version: str = asked(_("Version or build"), longest=200)
    environment: str = asked(
        _("Test environment"),
        hint=_("System, configuration, network; what someone must set up again"),
        widget="textarea",
    )
    steps: str = asked(_("Steps"), hint=_("One a line, so that they can be repeated"), widget="textarea")
    expected: str = asked(_("What should happen"), widget="textarea", default="")
    observed: str = asked(_("What was observed"), widget="textarea")
    tools: str = asked(
        _("Tools and their hashes"),
        hint=_("One a line: name, then SHA-256. What proves the flaw stays in the files of the case."),
        widget="textarea",
        default="",
    )
    impact: str = asked(
        _("Scope of impact"), hint=_("As far as this attempt shows it"), widget="textarea", default=""
    )
    performed_by: str = asked(_("By whom"), hint=_("If someone else did it"), longest=120, default="")
    performed_at: datetime | None = asked(_("When"), widget="instant", default=None)

    def do(self, work: Work) -> None:
        needed = ("product", "version", "environment", "steps", "observed")
        missing = [name for name in needed if not getattr(self, name).strip()]
        if missing:
            raise InvalidAct(
                {name: _("Without this nobody can repeat it: write what is known.") for name in missing}
            )
        if self.result not in dict(RESULTS):
            raise InvalidAct({"result": _("Choose what came of it.")})
        if self.performed_at and self.performed_at > work.at:
            raise InvalidAct({"performed_at": _("This lies in the future.")})
        work.event_at = self.performed_at
        work.keep(result=self.result, tool_sha256=_hashes(self.tools))
        work.conceal(
            product=self.product.strip(),
            version=self.version.strip(),
            environment=self.environment,
            steps=self.steps,
            expected=self.expected,
            observed=self.observed,
            tools=self.tools,
            impact=self.impact,
            performed_by=self.performed_by.strip(),
        )


def _hashes(tools: str) -> list[str]:
    """The SHA-256 of each tool. Raises InvalidAct for a line that names none: a tool without one is not the same tool later."""
    lines = [line.strip() for line in tools.splitlines() if line.strip()]
    read = [TOOL.match(line) for line in lines]
    wrong = next((line for line, found in zip(lines, read, strict=True) if found is None), None)
    if wrong is not None:
        say = _("“%(line)s” has no SHA-256. Write the tool's name, a blank, then 64 hexadecimal digits.")
        raise InvalidAct({"tools": say % {"line": wrong[:60]}})
    if len(lines) > MOST_TOOLS:
        raise InvalidAct({"tools": _("At most 50 tools.")})
    return [found["sha256"].lower() for found in read if found is not None]


def attempt_of(work: Work, index: int) -> str:
    """The hash of the entry in which this attempt of the case is sealed. Raises InvalidAct when there is none such."""
    found = current(work.the_case, ("record_verification",)).filter(index=index).first()
    if found is None or "refused" in found.payload:
        raise InvalidAct({"attempt": _("The case has no attempt under this entry.")})
    return found.hash


@dataclass(frozen=True, kw_only=True)
class RecordWeakness(CaseAct, title=_("Record the weakness"), right=Right.CASEWORK):
    """Of which kind the flaw is: its CWE, its class of GB/T 30279, or both. Neither follows from the other: no source says how."""

    cwe: str = asked(_("CWE"), hint=_("For example CWE-79"), longest=12, default="")
    gbt_class: str = asked(_("Class of GB/T 30279"), widget="choice", choices=lazy_choices(), default="")

    def do(self, work: Work) -> None:
        cwe = self.cwe.strip().upper()
        if not cwe and not self.gbt_class:
            raise InvalidAct({"cwe": _("Give a CWE or a class.")})
        if self.gbt_class not in dict(lazy_choices()):
            raise InvalidAct({"gbt_class": _("Choose a class of the list.")})
        try:
            name = weakness(cwe).name if cwe else ""
        except UnknownWeakness as unknown:
            raise InvalidAct({"cwe": unknown}) from None
        work.keep(cwe=cwe, cwe_name=name, gbt_class=self.gbt_class)


@dataclass(frozen=True, kw_only=True)
class AddIdentifier(CaseAct, title=_("Add a public number"), right=Right.CASEWORK):
    """A number under which others know this vulnerability: CVE, CNVD, CNNVD, GHSA, EUVD."""

    identifier: str = asked(_("Number"), hint=_("For example CVE-2026-12345 or CNVD-2026-12345"), longest=40)

    def do(self, work: Work) -> None:
        number = _number(self.identifier)
        work.keep(identifier=number)


@dataclass(frozen=True, kw_only=True)
class RemoveIdentifier(CaseAct, title=_("Take back a public number"), right=Right.CASEWORK):
    """The number is another vulnerability's; that it was here, and why it went, stays sealed."""

    identifier: str = asked(_("Number"), longest=40)
    grounds: str = asked(_("Grounds"), widget="textarea")

    def do(self, work: Work) -> None:
        if not self.grounds.strip():
            raise InvalidAct({"grounds": _("Say why.")})
        work.keep(identifier=_number(self.identifier))
        work.conceal(grounds=self.grounds)


def _number(text: str) -> str:
    found = identifiers(text)
    if len(found) != 1 or found[0] != folded(text).strip().upper():
        raise InvalidAct(
            {
                "identifier": _(
                    "This is not the number of a CVE, CNVD, CNNVD, GHSA or EUVD. Write one, such as CVE-2026-12345."
                )
            }
        )
    return found[0]
