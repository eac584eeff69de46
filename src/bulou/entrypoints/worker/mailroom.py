"""The mail room: each mail of the mailbox becomes a report, a message of its reporter or the note of a bounce.

A mail is put away on the server only after what it became is committed. Killed in between, it is taken up again, and its
bytes find what they became: nothing is lost and nothing is there twice (ADR 0016).
"""

import hashlib
import logging
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from bulou.acts import Act, Actor, Outcome, Status, canary, perform
from bulou.acts.blobs import Blob, keep
from bulou.acts.correspondence import (
    AnswerInPlainMail,
    KeepCorrespondent,
    NoteBounce,
    NoteReturned,
    WriteByMail,
)
from bulou.acts.receipt import SubmitReport
from bulou.entrypoints.worker.sorting import addressee, own_addresses
from bulou.records import correspondents, leases, outbox
from bulou.records.correspondents import MailReporter, Sent
from bulou.transport import letters, mailbox, openpgp
from bulou.transport.letters import Letter
from bulou.transport.mailbox import MailboxAway
from bulou.transport.received import from_fields

NAME = "mailbox"
EVERY = timedelta(seconds=20)
BATCH = 200
LEAD = timedelta(minutes=10)  # two leaders would do no harm, only the same work twice
MOST_RECEIPTS = 3  # to one address within an hour: nobody is flooded in the name of someone else
LONGEST_TITLE = 200
log = logging.getLogger("bulou.mail")


class NobodyReceives(Exception):
    """No organisation of this node receives reports; the mail stays where it is."""


def is_due(at: datetime) -> bool:
    """Whether there is a mailbox and it is time to look into it."""
    if settings.BULOU_MAILBOX is None:
        return False
    last = leases.ran_at(NAME)
    return last is None or last <= at - EVERY


def collect(*, at: datetime) -> int:
    """Receive up to one batch of mails; returns how many. A mail that fails waits and holds up no other."""
    taken = 0
    try:
        with mailbox.opened() as box:
            for uid in box.waiting():
                if taken >= BATCH:
                    break
                taken += _collected(box, uid, at)
    except MailboxAway as error:
        log.warning("the mailbox does not answer: %s", error)
    return taken


def _collected(box: mailbox.OpenMailbox, uid: str, at: datetime) -> bool:
    mail = box.fetch(uid)
    if mail is None:
        return False
    try:
        became = receive(mail.raw, at=at, is_cut=mail.is_cut)
    except Exception:
        log.exception("mail %s could not be received and stays in the mailbox", uid)
        return False
    log.info("mail %s: %s", uid, became)
    box.put_away(uid)
    return True


def receive(raw: bytes, *, at: datetime, is_cut: bool = False) -> str:
    """Receive one mail at the aware instant `at`: "report", "message", "bounce", "canary" or "own". Durable when this returns.

    The same bytes again are the same. Raises only when nothing can be stored, or nobody receives.
    """
    outer = letters.outer(raw)
    if _made_here(outer):
        return "own"
    if outer.bounce is not None and (about := _sent(outer.bounce.ids)) is not None:
        _note_bounce(about, outer.bounce.detail, failed=outer.bounce.failed, at=at)
        return "bounce"
    answered = _sent(outer.ids)
    takes = answered is not None and answered.takes_answers and outer.bounce is None and not is_cut
    if answered is not None and takes and _add_message(raw, answered, at=at):
        return "message"
    return _report(raw, answered, at=at, is_cut=is_cut)


def _made_here(outer: Letter) -> bool:
    """A mail of this node that came back into its own mailbox, as one to an organisation whose contact that is."""
    return _sent(outer.own_ids) is not None


def _sent(ids: tuple[tuple[str, str], ...]) -> Sent | None:
    """The first delivery of this node among these ids; at most a query for each that is one by its MAC."""
    return next((found for left, _right in ids if (found := correspondents.sent(left)) is not None), None)


def _note_bounce(about: Sent, detail: str, *, failed: bool, at: datetime) -> None:
    if not failed or about.failed:
        return  # a delay is no end, and what is known is noted
    if about.case_id is None:
        outbox.returned(about.id, at=at, error=detail)
        return
    if about.mailed:
        returned = NoteReturned(
            case_id=about.case_id, notice_id=UUID(about.notice), delivery_id=about.id, detail=detail
        )
        perform(returned, by=Actor.system(), at=at)
        return
    act = NoteBounce(
        case_id=about.case_id,
        delivery_id=about.id,
        detail=detail,
        notice_id=UUID(about.notice) if about.notice else None,
        to_reporter=about.takes_answers,
    )
    perform(act, by=Actor.system(), at=at)


def _add_message(raw: bytes, answered: Sent, *, at: datetime) -> bool:
    """The answer of a reporter on their case; False when the case takes none."""
    assert answered.case_id is not None
    case_id = answered.case_id
    if correspondents.holds_file(case_id, hashlib.sha256(raw).hexdigest()):
        return True
    reporter = correspondents.reporter_of(case_id)
    known = next(iter(openpgp.read_keys(reporter.openpgp)), None) if reporter else None
    letter = letters.read(raw, known)
    letter.mark(*_standing_of(letter, reporter))
    act = WriteByMail(
        case_id=case_id,
        text=letter.text,
        raw=keep("message.eml", raw),
        attachments=_files(letter),
        marks=tuple(letter.marks),
        signature=letter.signature.fingerprint,
    )
    outcome = perform(act, by=Actor.reporter(case_id), at=at)
    if outcome and letter.wants_plain and "mail_other_sender" not in letter.marks and not letter.automatic:
        wish = AnswerInPlainMail(case_id=case_id, plain=True, grounds=letter.shown)
        perform(wish, by=Actor.system(), at=at)
    return bool(outcome) or outcome.status is Status.INVALID  # it is there already


def _standing_of(letter: Letter, reporter: MailReporter | None) -> list[str]:
    """What is known of whoever answered: proven by the key of the report, or merely claimed."""
    marks = []
    if reporter is None:
        return ["mail_other_sender"]
    signed = letter.signature
    if signed.state == "good" and reporter.fingerprint == signed.fingerprint:
        marks.append("mail_proven")
    elif letter.sender and letter.sender.casefold() == reporter.address.casefold():
        marks.append("mail_same_sender")
    else:
        marks.append("mail_other_sender")
    if letter.key is not None and letter.key.fingerprint != reporter.fingerprint:
        marks.append("mail_key_differs")
    return marks


def _report(raw: bytes, answered: Sent | None, *, at: datetime, is_cut: bool) -> str:
    letter = letters.read(raw)
    if is_cut:
        letter.mark("mail_cut")
    if letter.bounce is not None:
        letter.mark("mail_bounce_unmatched")
    elif answered is not None:
        letter.mark("mail_answers_node")
    found = addressee(letter.recipients)
    if found is None:
        raise NobodyReceives
    if not found.named:
        letter.mark("mail_no_recipient")
    answers = _can_answer(letter)
    receipt = (
        answers and correspondents.receipts_since(letter.sender, at - timedelta(hours=1)) < MOST_RECEIPTS
    )
    if not answers:
        letter.mark("mail_no_answer")
    elif not receipt:
        letter.mark("mail_receipts_many")
    act = _submission(letter, raw, found.organisation.id)
    if canary.caught(replace(act, content={"note": letter.text}, identity="anonymous"), at=at) is not None:
        return "canary"
    outcome = perform(act, by=Actor.stranger(), at=at)
    if not outcome:
        raise NobodyReceives
    if answers:
        perform(_correspondent(letter, outcome, receipt=receipt), by=Actor.system(), at=at)
    return "report"


def _can_answer(letter: Letter) -> bool:
    """Never a program, a list or an address of ours: what answers those may go round for ever (RFC 3834)."""
    return bool(letter.sender) and not letter.automatic and letter.sender.casefold() not in own_addresses()


def _submission(letter: Letter, raw: bytes, organisation_id: UUID) -> SubmitReport:
    first_line = next((line.strip() for line in letter.text.splitlines() if line.strip()), "")
    said = from_fields(
        {
            "title": letter.subject or first_line[:LONGEST_TITLE],
            "steps": letter.text,
            "name": letter.name or letter.sender,
            "contact": letter.sender,
            "identity": "self_declared" if letter.sender else "anonymous",
        }
    )
    content = {**said.content, "mail_headers": letter.shown}
    if letter.signature.fingerprint:
        content["mail_signature"] = letter.signature.fingerprint
    return SubmitReport(
        organisation_id=organisation_id,
        channel="email",
        raw=raw,
        content=content,
        identity=said.identity,
        language=letter.language,
        attachments=_files(letter),
        marks=tuple(dict.fromkeys([*letter.marks, *said.marks])),
        key=f"mail:{hashlib.sha256(raw).hexdigest()}",
    )


def _correspondent(letter: Letter, outcome: Outcome, *, receipt: bool) -> Act:
    key = letter.key
    who = MailReporter(
        address=letter.sender,
        openpgp=key.content if key else b"",
        fingerprint=key.fingerprint if key else "",
        user_ids=key.user_ids if key else (),
        plain=letter.wants_plain,
        thread=letter.message_id if letter.message_id.isascii() else "",
    )
    return KeepCorrespondent(case_id=UUID(outcome.ids["case_id"]), reporter=who, receipt=receipt)


def _files(letter: Letter) -> tuple[Blob, ...]:
    return tuple(keep(name, content) for name, content in letter.files)
