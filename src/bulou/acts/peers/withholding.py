"""What was queued for a party at another node and is not to leave any more."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.formats.exchange.envelope import Envelope, sha256_of
from bulou.records.models import SentEnvelope
from bulou.records.peers import place

VOID = "void"


@dataclass(frozen=True, kw_only=True)
class WithholdEnvelope(CaseAct, title=_("Withhold an envelope"), right=Right.SYSTEM):
    """The party was taken out before this left (AC05): in its place, under its number, an empty one leaves.

    So nothing of it is told, and the other node does not wait for a number that never comes. The hashes of both are sealed.
    """

    sent_id: UUID

    def do(self, work: Work) -> None:
        rows = SentEnvelope.objects.select_for_update(of=("self",)).select_related("conversation__peer")
        waiting = rows.filter(conversation__case=work.case, received_at=None).exclude(kind=VOID)
        sent = waiting.filter(id=self.sent_id).first()
        if sent is None:
            raise InvalidAct({"sent_id": _("Nothing waits for this receipt.")})
        conversation, withheld = sent.conversation, sent.sha256
        envelope = Envelope(
            id=sent.id, from_node=settings.BULOU_BASE_URL, to_node=conversation.peer.origin,
            from_organisation=conversation.organisation_id, to_organisation=conversation.counterpart, kind=VOID,
            conversation=conversation.key, seq=sent.seq, issued_at=work.at, content={},
        )  # fmt: skip
        text = envelope.text()
        sent.kind, sent.about, sent.sha256 = VOID, "", sha256_of(text)
        sent.save(update_fields=["kind", "about", "sha256"])
        work.keep(envelope=str(sent.id), withheld=withheld, sha256=sent.sha256, seq=sent.seq)
        work.send("peer", place(conversation.id, sent.seq), envelope=text)
