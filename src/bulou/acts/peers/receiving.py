"""Envelopes of other nodes: received or refused, applied in their order, acknowledged; receipts of our own recorded."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bulou.acts.act import Act, CaseAct, NodeAct, OpeningAct, OrganisationAct
from bulou.acts.gate import follow
from bulou.acts.outcome import InvalidAct, Outcome, Status
from bulou.acts.peers.arrived import UNREADABLE, Arrived, NotYet, Unfit
from bulou.acts.peers.kinds import KINDS
from bulou.acts.peers.sending import send_to_peer
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.formats.exchange.envelope import Envelope, sha256_of
from bulou.formats.exchange.jose import CEILING, Untrusted
from bulou.records import outbox
from bulou.records.models import Case, Conversation, Peer, ReceivedEnvelope, RefusedEnvelope, SentEnvelope
from bulou.records.peers import about_raw, counterpart, opened, place
from bulou.records.sealed import node_key
from bulou.records.streams import hold

KEPT_OF_REFUSED = 64 * 1024  # bytes
AWAITED = timedelta(days=7)  # how long an envelope waits for what it is about


@dataclass(frozen=True, kw_only=True)
class ReceiveEnvelope(OrganisationAct, title=_("Receive an envelope"), right=Right.SYSTEM):
    """An envelope whose signature was verified is kept, and its hash sealed: the receipt names this entry.

    The one error has the name of the reason for which it is refused: misaddressed, replayed, out-of-place, unknown-kind. What
    the content says of its sender must be what the signature has proven: nobody speaks for another.
    """

    peer_id: UUID
    text: str = field(repr=False, metadata={"longest": CEILING})

    def do(self, work: Work) -> None:
        envelope = self._envelope()
        conversation = self._conversation(work, envelope)
        rows = ReceivedEnvelope.objects.filter(conversation=conversation)
        if rows.filter(envelope=envelope.id).exists() or rows.filter(seq=envelope.seq).exists():
            raise InvalidAct({"replayed": _("This number of the conversation was taken before.")})
        if envelope.seq <= conversation.received:
            raise InvalidAct({"replayed": _("This number of the conversation was taken before.")})
        sha256 = sha256_of(self.text)
        kept = json.dumps({"envelope": self.text}).encode()
        ReceivedEnvelope.objects.create(
            envelope=envelope.id, conversation=conversation, seq=envelope.seq, kind=envelope.kind, sha256=sha256,
            raw_sealed=node_key().close(kept, about_raw(conversation.id, envelope.id)), received_at=work.at,
            entry_index=work.head.length if work.head else 0,
        )  # fmt: skip
        Peer.objects.filter(id=self.peer_id).update(heard_at=work.at)
        work.ids["conversation_id"] = str(conversation.id)
        work.keep(envelope=str(envelope.id), sha256=sha256, kind=envelope.kind, seq=envelope.seq,
                  conversation=str(envelope.conversation), peer=str(self.peer_id))  # fmt: skip

    def _envelope(self) -> Envelope:
        try:
            envelope = Envelope.read(self.text)
        except Untrusted:
            raise InvalidAct({"unreadable": _("This is no envelope.")}) from None
        kind = KINDS.get(envelope.kind)
        if kind is None:
            raise InvalidAct({"unknown-kind": _("This node does not take that kind.")})
        sender, conversation = envelope.from_organisation, envelope.conversation
        if wrong := kind.wrong(envelope.content, sender=sender, conversation=conversation):
            raise InvalidAct({wrong: _("It speaks for another, or of what is another's.")})
        return envelope

    def _conversation(self, work: Work, envelope: Envelope) -> Conversation:
        peer = Peer.objects.filter(id=self.peer_id, organisation=work.organisation).first()
        if peer is None:
            raise InvalidAct({"misaddressed": _("This node was not introduced to the organisation.")})
        rows = Conversation.objects.select_for_update(of=("self",)).select_related("peer")
        found = rows.filter(organisation=work.organisation, key=envelope.conversation).first()
        if found is None:
            if envelope.seq == 1 and not KINDS[envelope.kind].opens:
                raise InvalidAct({"out-of-place": _("Nothing of this kind begins a conversation.")})
            return Conversation.objects.create(
                organisation=work.organisation, key=envelope.conversation, peer=peer,
                counterpart=envelope.from_organisation,
            )  # fmt: skip
        if found.counterpart != envelope.from_organisation:  # at whatever address, once that was confirmed
            raise InvalidAct({"misaddressed": _("This conversation is with another organisation.")})
        if found.peer_id != peer.id:
            found.peer = peer
            found.save(update_fields=["peer"])
        return found


@dataclass(frozen=True, kw_only=True)
class RefuseEnvelope(NodeAct, title=_("Refuse an envelope"), right=Right.SYSTEM):
    """Something came to the inbox and was not taken: the reason and its hash are sealed, its first 64 kB kept, encrypted."""

    reason: str = field(metadata={"longest": 24})
    raw: bytes = field(repr=False)
    peer_id: UUID | None = None

    def do(self, work: Work) -> None:
        digest = hashlib.sha256(self.raw).hexdigest()
        RefusedEnvelope.objects.create(
            peer_id=self.peer_id,
            reason=self.reason,
            sha256=digest,
            size=len(self.raw),
            raw_sealed=node_key().close(self.raw[:KEPT_OF_REFUSED], f"refused:{digest}"),
            refused_at=work.at,
        )
        peer = str(self.peer_id) if self.peer_id else None
        work.keep(refusal=self.reason, sha256=digest, size=len(self.raw), peer=peer)


@dataclass(frozen=True, kw_only=True)
class ApplyEnvelope(OrganisationAct, title=_("Apply an envelope"), right=Right.SYSTEM):
    """The next envelope of a conversation takes effect, once, by the act of its kind, in one transaction with its mark.

    What cannot be applied is marked so and stops none that follows. What it is about may still be on its way from a third
    node: for `AWAITED` the one error is not-yet.
    """

    received_id: int

    def do(self, work: Work) -> None:
        rows = ReceivedEnvelope.objects.filter(id=self.received_id, conversation__case__isnull=False)
        case_id = rows.values_list("conversation__case_id", flat=True).first()
        if case_id is not None:  # the case before its conversation, as acts on the case do
            Case.objects.select_for_update(of=("self",), no_key=True).get(id=case_id)
        rows = ReceivedEnvelope.objects.select_for_update(of=("self", "conversation"))
        row = rows.select_related("conversation").filter(id=self.received_id).first()
        if row is None or row.conversation.organisation_id != work.organisation.id or row.applied_at:
            raise InvalidAct({"received_id": _("There is no such envelope to apply.")})
        conversation = row.conversation
        if row.seq != conversation.received + 1:
            raise InvalidAct({"received_id": _("Its turn has not come: an earlier one is missing.")})
        envelope = opened(row)
        outcome = self._follow(work, row, envelope)
        row.applied_at, row.outcome = work.at, "applied" if outcome is not None else "rejected"
        row.save(update_fields=["applied_at", "outcome"])
        conversation.received = row.seq
        conversation.save(update_fields=["received"])
        if outcome is not None and KINDS[row.kind].answered:
            self._acknowledge(work, row)
        work.keep(envelope=str(row.envelope), seq=row.seq, conversation=str(conversation.key), outcome=row.outcome,
                  of_case=str(conversation.case_id) if conversation.case_id else None)  # fmt: skip

    def _acknowledge(self, work: Work, row: ReceivedEnvelope) -> None:
        """Where the sender can no longer be written to, what it sent stands all the same."""
        case_id, conversation_id = row.conversation.case_id, row.conversation_id
        if case_id is None:
            return
        answer = AcknowledgeEnvelope(
            case_id=case_id, conversation_id=conversation_id, envelope_id=row.envelope
        )
        try:
            with transaction.atomic():
                follow(answer, by=work.by, at=work.at)
        except InvalidAct:
            work.keep(unacknowledged=True)

    def _follow(self, work: Work, row: ReceivedEnvelope, envelope: Envelope) -> Outcome | None:
        conversation = row.conversation
        try:
            with transaction.atomic():
                act = KINDS[envelope.kind].act(_arrived(conversation, envelope))
                if act is None:
                    return Outcome(status=Status.DONE, act="")
                outcome = _followed(act, conversation, work)
        except NotYet:
            if work.at - row.received_at < AWAITED:
                raise InvalidAct({"not-yet": _("What it is about has not arrived.")}) from None
            return None
        except (InvalidAct, IntegrityError, *UNREADABLE):
            outcome = None
        conversation.refresh_from_db()
        return outcome or None


def _followed(act: Act, conversation: Conversation, work: Work) -> Outcome:
    """The outcome of `act`; a case that it opens has this conversation from its first moment, so that it is answered in it."""
    if isinstance(act, OpeningAct):
        conversation.case_id = act.case_id
        conversation.save(update_fields=["case"])
    outcome = follow(act, by=work.by, at=work.at)
    if not outcome and isinstance(act, OpeningAct):
        raise Unfit
    if work.head is not None and act.stream == work.head.stream:
        work.head = hold(act.stream)  # what it brought about is sealed in front of it
    return outcome


def _arrived(conversation: Conversation, envelope: Envelope) -> Arrived:
    sent = SentEnvelope.objects.filter(conversation=conversation)
    asked = sent.filter(id=envelope.in_reply_to).first() if envelope.in_reply_to else None
    return Arrived(
        organisation_id=conversation.organisation_id,
        content=envelope.content,
        raw=envelope.text().encode(),
        key=f"peer:{envelope.id}",
        language=envelope.language[:10],
        case_id=conversation.case_id,
        about=asked.about if asked else "",
        sender=conversation.counterpart,
    )


@dataclass(frozen=True, kw_only=True)
class AcknowledgeEnvelope(CaseAct, title=_("Acknowledge to the sender"), right=Right.SYSTEM):
    """The sender is told under which number the case is kept here; nothing of its content."""

    conversation_id: UUID
    envelope_id: UUID

    def do(self, work: Work) -> None:
        rows = Conversation.objects.select_related("peer").filter(id=self.conversation_id, case=work.the_case)
        conversation = rows.first()
        to = counterpart(conversation) if conversation else None
        if to is None:
            raise InvalidAct({"conversation_id": _("The case has no such conversation.")})
        number = {"number": work.the_case.number}
        send_to_peer(work, to, "acknowledgement", number, in_reply_to=self.envelope_id, discloses=False)


@dataclass(frozen=True, kw_only=True)
class _Receipt(Act):
    """The peer has signed that it has an envelope: when it came, and the hash of the entry that sealed it there.

    `lacks` are earlier numbers of the conversation that it has not got: they are sent again.
    """

    sent_id: UUID
    receipt: str = field(repr=False)
    received_at: datetime
    peer_entry: str
    lacks: tuple[int, ...] = ()

    def do(self, work: Work) -> None:
        sent = _unanswered(work).select_related("conversation").filter(id=self.sent_id).first()
        if sent is None:
            raise InvalidAct({"sent_id": _("Nothing waits for this receipt.")})
        sent.received_at, sent.receipt = self.received_at, self.receipt
        sent.save(update_fields=["received_at", "receipt"])
        peer_id = sent.conversation.peer_id
        Peer.objects.filter(id=peer_id).update(heard_at=work.at)
        places = [place(sent.conversation_id, seq) for seq in self.lacks if seq < sent.seq]
        if places:
            outbox.send_again(places, at=work.at)
        work.keep(envelope=str(sent.id), sha256=sent.sha256, peer=str(peer_id), peer_entry=self.peer_entry,
                  peer_received_at=self.received_at.isoformat(), receipt=self.receipt,
                  sent_again=len(places))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RecordPeerReceipt(_Receipt, CaseAct, title=_("Record the receipt of a peer"), right=Right.SYSTEM):
    """The receipt for an envelope of a case; sealed in the case's stream."""


@dataclass(frozen=True, kw_only=True)
class RecordPeerReceiptOfThread(
    _Receipt,
    OrganisationAct,
    title=_("Record the receipt of a peer for what concerns no case"),
    right=Right.SYSTEM,
):
    """The receipt for a filing, an order or an answer to them; sealed in the organisation's stream."""


@dataclass(frozen=True, kw_only=True)
class _Refusal(Act):
    """The other node will not take an envelope, or has not answered for a month: that is kept, and it is not tried again."""

    sent_id: UUID
    reason: str

    def do(self, work: Work) -> None:
        if not _unanswered(work).filter(id=self.sent_id).update(refusal=self.reason[:24]):
            raise InvalidAct({"sent_id": _("Nothing waits for this receipt.")})
        work.keep(envelope=str(self.sent_id), refusal=self.reason[:24])


@dataclass(frozen=True, kw_only=True)
class NotePeerRefusal(_Refusal, CaseAct, title=_("Note that a peer has refused"), right=Right.SYSTEM):
    """Of an envelope of a case: the case says so."""


@dataclass(frozen=True, kw_only=True)
class NotePeerRefusalOfThread(
    _Refusal,
    OrganisationAct,
    title=_("Note that a peer has refused what concerns no case"),
    right=Right.SYSTEM,
):
    """Of a filing, an order or an answer to them."""


def _unanswered(work: Work) -> QuerySet[SentEnvelope]:
    """What was sent in the act's case, or by its organisation about none, and has no receipt."""
    of = {"conversation__organisation": work.organisation, "conversation__case": work.case}
    return SentEnvelope.objects.filter(received_at=None, **of)
