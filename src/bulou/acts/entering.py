"""Staff entry: a report that came by telephone, by letter or in person is received like every other (Article 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulou.acts.act import Act, OpeningAct, asked
from bulou.acts.blobs import Blob
from bulou.acts.entered import problems
from bulou.acts.outcome import InvalidAct, Outcome
from bulou.acts.permissions import Right, standing
from bulou.acts.receipt import SubmitReport
from bulou.acts.work import Work
from bulou.journal import canonical, instant
from bulou.law import Conduct

CHANNELS = [
    ("phone", pgettext_lazy("channel", "By telephone")),
    ("letter", pgettext_lazy("channel", "By letter")),
    ("visit", pgettext_lazy("channel", "In person")),
]
IDENTITIES = [
    ("self_declared", pgettext_lazy("reporter", "Self-declared")),
    ("pseudonym", pgettext_lazy("reporter", "Pseudonym")),
    ("anonymous", pgettext_lazy("reporter", "Anonymous")),
]
TOLD = {
    "title": "heading", "product": "product", "versions": "versions", "steps": "steps", "impact": "impact",
    "name": "reporter", "contact": "contact", "note": "note",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class EnterReport(
    OpeningAct,
    title=_("Enter a report received otherwise"),
    right=Right.DESK,
    conduct=Conduct.RECEIVE,
    refusable=False,
):
    """A member of staff enters what was told or written to them. The clocks start when it came, not when it was entered."""

    channel: str = asked(_("How it came"), widget="choice", choices=CHANNELS)
    came_at: datetime = asked(_("When it came"), widget="instant")
    heading: str = asked(_("Title"), default="", longest=300)
    product: str = asked(_("Product"), default="", longest=200)
    versions: str = asked(_("Versions"), default="", longest=300)
    steps: str = asked(_("What was told"), hint=_("In the reporter's words where you can"), widget="textarea")
    impact: str = asked(_("Impact"), widget="textarea", default="")
    identity: str = asked(
        _("How the reporter goes by"), widget="choice", choices=IDENTITIES, default="self_declared"
    )
    reporter: str = asked(_("Name of the reporter"), default="", longest=200)
    contact: str = asked(_("How to reach the reporter"), default="", longest=300)
    note: str = asked(
        _("Note"), hint=_("For example the number of the letter"), widget="textarea", default=""
    )
    attachments: tuple[Blob, ...] = asked(
        _("Files"), hint=_("A scan of the letter"), widget="file", default=()
    )

    def begin(self, work: Work) -> bool:
        """Whoever holds no desk office here gets the answer that everyone else gets."""
        work.standing = standing(work.by, work.organisation)
        return work.standing.system or bool({"lead", "handler"} & work.standing.offices)

    def do(self, work: Work) -> None:
        if wrong := problems(self):
            raise InvalidAct(wrong)
        if self.came_at > work.at:
            raise InvalidAct({"came_at": _("A report cannot have come in the future.")})
        if not self.steps.strip():
            raise InvalidAct({"steps": _("Write what was told, if only a sentence.")})
        work.event_at = self.came_at
        work.event(
            "report_received", self.came_at
        )  # the earlier moment counts: it is when the organisation knew
        self._report().do(work)
        work.keep(taken_by=work.by.key)

    def again(self, error: IntegrityError) -> "Act | Outcome":
        return replace(self, case_id=uuid4())

    def _report(self) -> SubmitReport:
        content = self._content()
        return SubmitReport(
            organisation_id=self.organisation_id,
            case_id=self.case_id,
            channel=self.channel,
            raw=self._raw(content),
            content=content,
            identity=self.identity,
            attachments=self.attachments,
        )

    def _content(self) -> Mapping[str, str]:
        hidden = {"name", "contact"} if self.identity == "anonymous" else set()
        told = {name: getattr(self, own).strip() for name, own in TOLD.items() if name not in hidden}
        return {name: text for name, text in told.items() if text}

    def _raw(self, content: Mapping[str, Any]) -> bytes:
        """What was entered, in canonical JSON (RFC 8785): the bytes whose hash stands on the receipt."""
        files = [{"name": each.name, "size": each.size, "sha256": each.sha256} for each in self.attachments]
        entered = {"channel": self.channel, "came_at": instant(self.came_at), "identity": self.identity}
        return canonical({"bulou_entry": 1, **entered, "fields": dict(content), "files": files})
