"""Receipt (ISO/IEC 30111 §7.2): a report comes in, messages go both ways, a report may be declined."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from bulou.acts.abuse import suspension
from bulou.acts.act import Act, CaseAct, OpeningAct, asked
from bulou.acts.authority.arrivals import public_report
from bulou.acts.blobs import Blob
from bulou.acts.entered import keepable
from bulou.acts.outcome import InvalidAct, Outcome, Refusal, Status
from bulou.acts.permissions import Right
from bulou.acts.posts import the_topic, write_post
from bulou.acts.proofs import committed, hold_against
from bulou.acts.replying import tell_reporter
from bulou.acts.work import Work
from bulou.cases import MACHINES
from bulou.law import Conduct, Fact
from bulou.records.models import Attachment, Party, Report
from bulou.records.rows import Insertable, New
from bulou.records.sealed import return_code

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LONGEST_TITLE = 200
FLOOD = "flood"  # the mark of a report that is read after the others


@dataclass(frozen=True, kw_only=True)
class SubmitReport(
    OpeningAct, title=_("Submit a report"), right=Right.ANYONE, conduct=Conduct.RECEIVE, refusable=False
):
    """A report arrives. It is never refused (Article 5); what could not be read is marked and kept raw.

    `content` holds what was understood, by field name (title, product, versions, weakness, severity, steps, impact,
    public_state, commitment, name, contact, note); `raw` the bytes as received; `key` makes a repeated submission the same one.
    """

    channel: str
    raw: bytes
    content: Mapping[str, Any] = field(default_factory=dict)
    identity: str = "anonymous"
    language: str = "zh-hans"
    attachments: tuple[Blob, ...] = ()
    marks: tuple[str, ...] = ()
    key: str | None = None

    def do(self, work: Work) -> None:
        case, content = work.the_case, keepable(dict(self.content))
        case.number = new_number(work)
        case.channel = self.channel
        case.title_sealed = work.key.close(_title(content).encode(), f"case:{case.id}:title")
        case.product = str(content.get("product", ""))[:200]
        case.versions = str(content.get("versions", ""))[:300]
        case.flood = FLOOD in self.marks
        digest = hashlib.sha256(self.raw).hexdigest()
        work.event("report_received")
        work.keep(
            number=case.number,
            channel=self.channel,
            identity=self.identity,
            marks=list(self.marks),
            raw_sha256=digest,
            raw_size=len(self.raw),
            files=[hashes_of(blob) for blob in self.attachments],
        )
        work.conceal(report=content)
        proof = committed(work, str(content.get("commitment", "")))
        work.opens(
            case,
            self._report(work, digest),
            *self._attached(work),
            self._party(work, content),
            *proof,
            *self.register(work, digest, content),
        )
        work.ids = {
            "case_id": str(case.id),
            "number": case.number,
            "code": return_code(case.id),
            "raw_sha256": digest,
        }
        if work.organisation.contact_email and not case.flood:  # a flood must not become one of mails
            work.send("mail", work.organisation.contact_email, template="report_arrived", number=case.number)

    def register(self, work: Work, digest: str, content: Mapping[str, Any]) -> list[Insertable]:
        """What the receiver keeps besides: an authority enters it in its register."""
        return list(public_report(work, digest, content))

    def again(self, error: IntegrityError) -> "Act | Outcome":
        """The same report under the same key is that report; a number that was taken is drawn anew.

        Another report under a key that was used is received without it: whoever guesses a key learns no return code.
        """
        fresh = replace(self, case_id=uuid4())
        earlier = (
            Report.objects.filter(organisation_id=self.organisation_id, key=self.key) if self.key else None
        )
        report = earlier.select_related("case").first() if earlier is not None else None
        if report is None:
            return fresh
        if report.raw_sha256 != hashlib.sha256(self.raw).hexdigest():
            return replace(fresh, key=None, marks=(*self.marks, "key_reused"))
        ids = {
            "case_id": str(report.case_id),
            "number": report.case.number,
            "code": return_code(report.case_id),
            "raw_sha256": report.raw_sha256,
        }
        return Outcome(status=Status.DONE, act=self.name, ids=ids)

    def _report(self, work: Work, digest: str) -> New:
        return New(
            Report,
            case_id=work.the_case.id,
            organisation_id=work.organisation.id,
            channel=self.channel,
            received_at=work.at,
            raw_sealed=work.key.close(self.raw, f"report:{work.the_case.id}:raw"),
            raw_sha256=digest,
            raw_size=len(self.raw),
            identity=self.identity,
            language=self.language,
            marks=list(self.marks),
            key=self.key,
        )

    def _attached(self, work: Work) -> list[Attachment]:
        return [attached(work, blob, position) for position, blob in enumerate(self.attachments, start=1)]

    def _party(self, work: Work, content: Mapping[str, Any]) -> New:
        name = str(content.get("name") or "")[:200] if self.identity != "anonymous" else ""
        return New(Party, case_id=work.the_case.id, name=name, role="reporter", seen_at=work.at)


def _title(content: Mapping[str, Any]) -> str:
    named = str(content.get("title") or content.get("product") or "").strip()
    return " ".join(named.split())[:LONGEST_TITLE] or "—"


def hashes_of(blob: Blob) -> dict[str, Any]:
    """What an entry seals of a file: its hashes and its size."""
    return {"sha256": blob.sha256, "sm3": blob.sm3, "size": blob.size}


def attached(work: Work, blob: Blob, position: int, *, purpose: str = "received") -> Attachment:
    """The row of a file that is already on disk; its name and key are closed under the case's key.

    `purpose` is "received" for what the reception log keeps, "document" for an official one and "evidence" for what
    shows a filing, which are not purged with it.
    """
    identity = uuid4()
    return Attachment(
        id=identity,
        case=work.the_case,
        position=position,
        name_sealed=work.key.close(blob.name.encode(), f"attachment:{identity}:name"),
        key_sealed=work.key.close(blob.key, f"attachment:{identity}:key"),
        size=blob.size,
        sha256=blob.sha256,
        sm3=blob.sm3,
        kind=blob.kind,
        blob=blob.blob,
        purpose=purpose,
        received_at=work.at,
    )


def new_number(work: Work) -> str:
    """A case number that tells nothing of how many there are (ADR 0005)."""
    drawn = secrets.randbelow(len(ALPHABET) ** 8)  # one draw: each goes to the system
    signs = "".join(ALPHABET[drawn // len(ALPHABET) ** place % len(ALPHABET)] for place in range(8))
    return f"{work.organisation.prefix}-{work.at.year}-{signs[:4]}-{signs[4:]}"


THREADS = [
    ("internal", _("Internal: only your organisation")),
    ("public", _("With the reporter: the reporter and your organisation")),
]


@dataclass(frozen=True, kw_only=True)
class PostMessage(CaseAct, title=_("Write a message"), right=Right.CASEWORK):
    """A note for one's own organisation, or a message to the reporter. What parties are told is asked of the law (PostToParties)."""

    thread: str = asked(_("Thread"), widget="choice", choices=THREADS, default="internal")
    text: str = asked(_("Text"), widget="textarea")
    question: bool = asked(_("Wait for the reporter's answer"), widget="check", default=False)
    topic_id: UUID | None = None

    def barred(self, work: Work) -> Refusal | None:
        """No message to a party with whom sharing is suspended; notes of one's own always."""
        if self.thread == "public":
            return suspension(
                work, [each.party_id for each in work.suspended.values() if each.role == "reporter"]
            )
        return None

    def do(self, work: Work) -> None:
        if self.thread not in dict(THREADS):
            raise InvalidAct({"thread": _("Choose a thread.")})
        if not self.text.strip():
            raise InvalidAct({"text": _("Write something first.")})
        write_post(
            work,
            self.thread,
            self.text,
            topic=the_topic(work, self.topic_id, shared=self.thread != "internal"),
        )
        if self.thread == "public":
            work.the_case.awaiting_reporter = self.question
            work.touch("awaiting_reporter")
            work.event("reporter_answered")
            tell_reporter(work, self.text)


@dataclass(frozen=True, kw_only=True)
class WriteAsReporter(CaseAct, title=_("Write as the reporter"), right=Right.REPORTER):
    """The reporter writes back with the return code; files may come with it."""

    text: str = asked(_("Text"), widget="textarea")
    attachments: tuple[Blob, ...] = ()

    def do(self, work: Work) -> None:
        if not self.text.strip() and not self.attachments:
            raise InvalidAct({"text": _("Write something first.")})
        case = work.the_case
        first = Attachment.objects.filter(case=case).count() + 1
        rows = [attached(work, blob, first + offset) for offset, blob in enumerate(self.attachments)]
        Attachment.objects.bulk_create(rows)
        write_post(work, "public", self.text)
        work.keep(files=[hashes_of(blob) for blob in self.attachments])
        hold_against(work, self.text, self.attachments)
        case.awaiting_reporter = False
        work.touch("awaiting_reporter")


ASSERTED = {
    "not_a_vulnerability": ("flaw_exists", False),
    "out_of_scope": ("own_product", False),
    "duplicate": ("duplicate_report", True),
}


@dataclass(frozen=True, kw_only=True)
class DeclineReport(CaseAct, title=_("Decline the report"), right=Right.CASEWORK, conduct=Conduct.DECLINE):
    """Not a vulnerability, out of scope, or a duplicate: the reason is kept and the reporter is told."""

    REASONS: ClassVar = [
        ("not_a_vulnerability", _("Not a vulnerability")),
        ("out_of_scope", _("Out of scope, not our product")),
        ("duplicate", _("Duplicate of another report")),
    ]
    reason: str = asked(_("Reason"), widget="choice", choices=REASONS)
    text: str = asked(_("What the reporter is told"), widget="textarea")

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        # A duplicate describes a real flaw: it is valid and deferred, never invalid (COORDINATION §4.1).
        return [("RM", work.the_case.rm, "validate" if self.reason == "duplicate" else "invalidate")]

    def supposes(self, work: Work) -> Mapping[str, Fact]:
        """What the reason asserts, where the case itself does not say otherwise."""
        if self.reason not in ASSERTED:
            return {}
        name, value = ASSERTED[self.reason]
        known = work.the_case.facts
        names = (name, "own_system") if name == "own_product" else (name,)
        return {each: Fact(value, source=work.source) for each in names if each not in known}

    def do(self, work: Work) -> None:
        if not self.text.strip():
            raise InvalidAct({"text": _("The reporter is owed a reason: write it.")})
        if self.reason == "duplicate":
            work.step("RM", "validate")
            work.learned["states"]["rm"] = MACHINES["RM"].next("valid", "defer")
        else:
            work.step("RM", "invalidate")
        if self.reason == "not_a_vulnerability":
            work.fact("flaw_exists", False)
        if self.reason == "out_of_scope":
            work.fact("own_product", False)
            work.fact("own_system", False)
        work.event("reporter_answered")
        work.keep(thread="public", reason=self.reason)
        work.conceal(text=self.text)
        tell_reporter(work, self.text)
