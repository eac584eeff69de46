"""Sending to an organisation of another node: numbered in its conversation, sealed in the sender's stream, then queued."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from bulou.acts.outcome import InvalidAct
from bulou.acts.work import Work
from bulou.formats.exchange.envelope import Envelope, sha256_of
from bulou.records.models import Conversation, Peer, SentEnvelope
from bulou.records.peers import Counterpart, place


def send_to_peer(
    work: Work,
    to: Counterpart,
    kind: str,
    content: Mapping[str, Any],
    *,
    about: str = "",
    in_reply_to: UUID | None = None,
    discloses: bool = True,
    language: str = "zh-hans",
) -> UUID:
    """Queue an envelope of the act's case; returns its id. Its hash is sealed in the entry of this very act.

    `about` is what it speaks of here ("notification:" and an id). What `discloses` an undisclosed vulnerability goes abroad
    only where the act has asked the law of a recipient overseas (Article 9(7)). Raises InvalidAct("recipient").
    """
    _demand(work, to, discloses)
    conversation = _conversation(work, to)
    conversation.sent += 1
    conversation.save(update_fields=["sent"])
    envelope = Envelope(
        id=uuid4(), from_node=settings.BULOU_BASE_URL, to_node=to.peer.origin, from_organisation=work.organisation.id,
        to_organisation=to.hosted.id, kind=kind, conversation=conversation.key, seq=conversation.sent, issued_at=work.at,
        content=content, language=language, in_reply_to=in_reply_to,
    )  # fmt: skip
    text = envelope.text()
    sha256 = sha256_of(text)
    SentEnvelope.objects.create(
        id=envelope.id, conversation=conversation, seq=envelope.seq, kind=kind, sha256=sha256, about=about,
        queued_at=work.at,
    )  # fmt: skip
    proof = {"envelope": str(envelope.id), "sha256": sha256, "kind": kind, "seq": envelope.seq,
             "conversation": str(conversation.key), "peer": str(to.peer.id), "to": str(to.hosted.id)}  # fmt: skip
    work.keep(sent=[*work.fields.get("sent", ()), proof])
    work.send("peer", place(conversation.id, envelope.seq), envelope=text)
    return envelope.id


def _demand(work: Work, to: Counterpart, discloses: bool) -> None:
    if to.peer.state != Peer.State.CONFIRMED:
        raise InvalidAct({"recipient": _("The keys of this node have not been confirmed, or were revoked.")})
    asked = work.facts.get("recipient_overseas")
    undisclosed = work.the_case.disclosed_at is None
    if to.overseas and undisclosed and discloses and (asked is None or asked.value is not True):
        raise InvalidAct(
            {"recipient": _("This organisation is abroad: nothing undisclosed goes there this way.")}
        )


def _conversation(work: Work, to: Counterpart) -> Conversation:
    """The one of this case with this counterpart, held until the act is sealed. A node introduced anew goes on with it."""
    rows = Conversation.objects.select_for_update().filter(
        organisation=work.organisation,
        case=work.the_case,
        counterpart=to.hosted.id,
        peer__origin=to.peer.origin,
    )
    found = rows.first()
    if found is None:
        return Conversation.objects.create(
            organisation=work.organisation, peer=to.peer, counterpart=to.hosted.id, case=work.the_case
        )
    if found.peer_id != to.peer.id:
        found.peer = to.peer
        found.save(update_fields=["peer"])
    return found
