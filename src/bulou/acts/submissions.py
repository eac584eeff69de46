"""Article 10 ¶2: one report, a packet for each body that may be told of it voluntarily.

MIIT's platform has the packet of Article 7(2) (acts.notification); nothing here fulfils that duty.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, asked
from bulou.acts.blobs import Blob
from bulou.acts.filing import CHECKED, evidence, filed, looked_through, receipt_came
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.tools import AboutTools
from bulou.acts.work import Work
from bulou.formats import platforms
from bulou.law import Conduct, Fact, FactKind
from bulou.records.models import Submission

PLATFORMS = [
    ("mps", _("Platform of the MPS notification centre")),
    ("cnvd", _("CNVD (CNCERT/CC)")),
    ("cnnvd", _("CNNVD (CNITSEC)")),
]


@dataclass(frozen=True, kw_only=True)
class ToPlatform(CaseAct):
    """An act about one body's packet."""

    platform: str = asked(_("Platform"), widget="choice", choices=PLATFORMS)

    def the_platform(self) -> platforms.Platform:
        """The body. Raises InvalidAct for one that Article 10 does not name."""
        if self.platform not in dict(PLATFORMS):
            raise InvalidAct({"platform": _("Choose the platform.")})
        return platforms.Platform(self.platform)


@dataclass(frozen=True, kw_only=True)
class PrepareSubmission(ToPlatform, title=_("Save a packet of Article 10"), right=Right.CASEWORK):
    """One body's packet, within its limits; saved, not filed. After a filing, what is saved next supplements it."""

    packet: Mapping[str, str] = field(default_factory=dict)

    def do(self, work: Work) -> None:
        platform = self.the_platform()
        rows = Submission.objects.filter(case=work.case, platform=self.platform)
        earlier = rows.filter(submitted_at__isnull=False).order_by("-submitted_at", "-prepared_at").first()
        draft = rows.filter(state="draft").first() or Submission(case=work.the_case, platform=self.platform)
        packet = platforms.PlatformPacket(
            platform=platform,
            case_number=work.the_case.number,
            sender=work.organisation.name_zh,
            prepared_at=work.at,
            values={name: text for name, text in self.packet.items() if text.strip()},
            supplement_of=_supplemented(earlier),
        )
        try:
            content = platforms.render_json(packet)
        except platforms.BadPacket as error:
            raise InvalidAct(error.problems) from None
        draft.packet_sealed = work.key.close(content, f"submission:{draft.id}")
        draft.packet_sha256 = hashlib.sha256(content).hexdigest()
        draft.prepared_at, draft.supplements = work.at, earlier
        draft.save()
        work.ids["submission_id"] = str(draft.id)
        work.keep(submission=str(draft.id), platform=self.platform, packet_sha256=draft.packet_sha256)


def _supplemented(earlier: Submission | None) -> platforms.Supplemented | None:
    if earlier is None or earlier.submitted_at is None:
        return None
    return platforms.Supplemented(earlier.packet_sha256, earlier.submitted_at, earlier.number)


@dataclass(frozen=True, kw_only=True)
class SubmitToPlatform(
    ToPlatform,
    AboutTools,
    title=_("Submit to a platform of Article 10"),
    right=Right.CASEWORK,
    conduct=Conduct.SHARE,
):
    """A person has filed the saved packet on the body's own site; the law is asked as of any sharing."""

    filed_at: datetime | None = asked(_("When it was filed"), widget="instant", default=None)
    number: str = asked(_("Number given there"), longest=80, default="")
    for_verification: bool | None = asked(
        _("It is supplied only so that the vulnerability can be verified"), widget="yes_no", default=None
    )
    checked: bool = asked(CHECKED, widget="check", default=False)
    attachments: tuple[Blob, ...] = asked(_("Screenshots of the filing"), widget="file", default=())

    def supposes(self, work: Work) -> Mapping[str, Fact]:
        return {
            "recipient_is_state_platform": Fact(True, source="RMSV 10"),
            "recipient_overseas": Fact(False, source="RMSV 10"),
            "recipient_is_product_vendor": Fact(False, FactKind.JUDGEMENT, "RMSV 10"),
            "supplied_for_verification": Fact(self.for_verification, source=work.source),
            **self.tool_facts(work),
        }

    def do(self, work: Work) -> None:
        platform = self.the_platform()
        draft = Submission.objects.filter(case=work.case, platform=self.platform, state="draft").first()
        if draft is None:
            raise InvalidAct({"platform": _("Save the packet first.")})
        packet = platforms.read_json(work.key.open(draft.packet_sealed, f"submission:{draft.id}"))
        lacking = platforms.lacking(platform, packet.values)
        if lacking:
            raise InvalidAct({each.name: _("Fill it in as it was filed.") for each in lacking})
        looked_through(packet.values, self.checked)
        draft.submitted_at = work.event_at = filed(work, self.filed_at)
        draft.state, draft.number = "submitted", self.number.strip()
        draft.evidence = evidence(work, self.attachments)
        draft.save()
        work.ids["submission_id"] = str(draft.id)
        work.keep(
            submission=str(draft.id),
            platform=self.platform,
            packet_sha256=draft.packet_sha256,
            number=draft.number,
        )
        self.conceal_grounds(work)


@dataclass(frozen=True, kw_only=True)
class RecordSubmissionReceipt(CaseAct, title=_("Record a platform's receipt"), right=Right.CASEWORK):
    """What came back from a body of Article 10: its number and moment."""

    submission_id: UUID = asked(_("Submission"), widget="hidden")
    number: str = asked(_("Receipt number"), longest=80)
    received_at: datetime | None = asked(_("When it came"), widget="instant", default=None)

    def do(self, work: Work) -> None:
        sent = Submission.objects.filter(id=self.submission_id, case=work.case).first()
        if sent is None or sent.submitted_at is None:
            raise InvalidAct({"submission_id": _("Nothing was submitted under this notification.")})
        if not self.number.strip():
            raise InvalidAct({"number": _("Enter the number on the receipt.")})
        sent.state, sent.number = "acknowledged", self.number.strip()
        sent.receipt_at = receipt_came(work, self.received_at, sent.submitted_at)
        sent.save()
        work.keep(submission=str(sent.id), platform=sent.platform, number=sent.number)
