"""Sending to another organisation wherever it lives: over the node's own outbox, or in an envelope to another node.

Acts say whom they write to; where that organisation is, they do not know.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from bulou.acts.outcome import InvalidAct
from bulou.acts.work import Work
from bulou.formats.exchange.envelope import Envelope, sha256_of
from bulou.formats.exchange.jose import CEILING
from bulou.records.houses import House, house
from bulou.records.models import Conversation, Peer, SentEnvelope
from bulou.records.peers import Counterpart, place
from bulou.records.rows import New, insert

LONGEST = CEILING // 2  # bytes; signing and encrypting make three quarters more of it


def send_to(
    work: Work,
    to: House | UUID | str,
    kind: str,
    content: Mapping[str, Any],
    *,
    about: str = "",
    thread: UUID | None = None,
    discloses: bool = False,
    party: UUID | None = None,
) -> bool:
    """Queue `content` for another organisation, as one of the kinds of `acts.peers.kinds`. False, and so sealed, when it is
    on no node that the sender has confirmed.

    `about`, `discloses` and `party` are as of `send_to_peer`. What concerns no case needs its `thread`; of a case it names what becomes a case
    of its own over there, and whatever is added to that.
    """
    found = to if isinstance(to, House) else house(work.organisation.id, to)
    if found is None:
        work.keep(unreachable=str(to))
        return False
    if found.there is not None:
        known: dict[str, Any] = {"about": about, "thread": thread, "discloses": discloses, "party": party}
        send_to_peer(work, found.there, kind, content, **known)
        return True
    what, _sep, name = about.partition(":")
    answer = {"answer_to": {"case": str(work.the_case.id), what: name}} if what == "notification" else {}
    work.send("internal", str(found.id), kind=kind, content=content, **answer)
    return True


def send_to_peer(
    work: Work,
    to: Counterpart,
    kind: str,
    content: Mapping[str, Any],
    *,
    about: str = "",
    in_reply_to: UUID | None = None,
    thread: UUID | None = None,
    discloses: bool = True,
    language: str = "zh-hans",
    party: UUID | None = None,
) -> UUID:
    """Queue an envelope of the act's case, or of `thread`; returns its id. Its hash is sealed in the entry of this very act.

    `about` is what it speaks of here ("notification:" or "notice:" and an id). What `discloses` an undisclosed vulnerability
    goes abroad only where the act has asked the law of a recipient overseas (Article 9(7)). Once the `party` it is for has been taken out, it does
    not leave. Raises InvalidAct("recipient").
    """
    _demand(work, to, discloses)
    conversation = _conversation(work, to, thread)
    envelope = Envelope(
        id=uuid4(), from_node=settings.BULOU_BASE_URL, to_node=to.peer.origin, from_organisation=work.organisation.id,
        to_organisation=to.hosted.id, kind=kind, conversation=conversation.key, seq=conversation.sent, issued_at=work.at,
        content=content, language=language, in_reply_to=in_reply_to,
    )  # fmt: skip
    text = envelope.text()
    if len(text.encode()) > LONGEST:
        raise InvalidAct({"recipient": _("This is too large for an envelope to another node.")})
    sha256 = sha256_of(text)
    sent = {"conversation_id": conversation.id, "seq": envelope.seq, "kind": kind, "sha256": sha256}
    insert([New(SentEnvelope, id=envelope.id, about=about, queued_at=work.at, **sent)])
    proof = {"envelope": str(envelope.id), "sha256": sha256, "kind": kind, "seq": envelope.seq,
             "conversation": str(conversation.key), "peer": str(to.peer.id), "to": str(to.hosted.id)}  # fmt: skip
    work.keep(sent=[*work.fields.get("sent", ()), proof])
    for_party = {"party": str(party)} if party else {}
    work.send("peer", place(conversation.id, envelope.seq), envelope=text, **for_party)
    return envelope.id


def _demand(work: Work, to: Counterpart, discloses: bool) -> None:
    if to.peer.state != Peer.State.CONFIRMED:
        raise InvalidAct({"recipient": _("The keys of this node have not been confirmed, or were revoked.")})
    asked = work.facts.get("recipient_overseas")
    undisclosed = work.case is not None and work.case.disclosed_at is None
    if to.overseas and undisclosed and discloses and (asked is None or asked.value is not True):
        raise InvalidAct(
            {"recipient": _("This organisation is abroad: nothing undisclosed goes there this way.")}
        )


def _conversation(work: Work, to: Counterpart, thread: UUID | None) -> Conversation:
    """The one of this case or thread with this counterpart, its next number drawn, held until the act is sealed.

    A node introduced anew goes on with it, at another address too. Nobody else can hold that of a case which this very act opens.
    A case may have several with one counterpart: what it asks of an authority is a case there, and each is answered in its own.
    Raises InvalidAct("recipient") for a thread that is with another organisation.
    """
    opens = work.case is not None and work.head is None
    rows = Conversation.objects if opens else Conversation.objects.select_for_update()
    known: dict[str, Any] = {"key": thread} if work.case is None else {"case_id": work.case.id}
    if work.case is not None and thread is not None:
        known["key"] = uuid5(thread, str(to.hosted.id))
    if "key" not in known:
        known["counterpart"] = to.hosted.id
    same = list(rows.filter(organisation_id=work.organisation.id, **known).order_by("id"))
    found = max(same, key=lambda row: row.peer_id == to.peer.id, default=None)
    if found is None:
        known |= {"organisation_id": work.organisation.id, "counterpart": to.hosted.id}
        found = Conversation(peer=to.peer, sent=1, **known)
        insert([found])
        return found
    if found.counterpart != to.hosted.id:
        raise InvalidAct(
            {"recipient": _("This was begun with another organisation: begin anew with this one.")}
        )
    found.sent, found.peer = found.sent + 1, to.peer
    found.save(update_fields=["sent", "peer"])
    return found
