"""Other nodes as records: whom one may write to, what came from them, what is still to be applied or acknowledged."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Q

from bulou.formats.exchange.envelope import Envelope, Receipt
from bulou.formats.exchange.jose import PublicKeys
from bulou.formats.exchange.statement import Hosted
from bulou.records.models import (
    Conversation,
    Entry,
    Organisation,
    Peer,
    ReceivedEnvelope,
    RefusedEnvelope,
    SentEnvelope,
)
from bulou.records.sealed import node_key

MOST_LACKING = 200


@dataclass(frozen=True, slots=True)
class Counterpart:
    """An organisation of another node that one of ours may write to."""

    peer: Peer
    hosted: Hosted

    @property
    def overseas(self) -> bool:
        """Whether what is sent there leaves the mainland: the node may, or the organisation (Article 9(7))."""
        return self.peer.overseas or self.hosted.overseas


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An envelope on its way, with the peer as it is now."""

    peer: Peer
    sent: SentEnvelope
    organisation_id: UUID
    case_id: UUID | None


def keys_of(peer: Peer) -> PublicKeys:
    """The keys that are pinned."""
    return PublicKeys(peer.sign_key, peer.encrypt_key)


def counterparts(organisation_id: UUID) -> list[Counterpart]:
    """Every organisation of every node that this organisation has confirmed; one query."""
    peers = Peer.objects.filter(organisation_id=organisation_id, state=Peer.State.CONFIRMED)
    return [
        Counterpart(peer, Hosted.read(each)) for peer in peers.order_by("name", "id") for each in peer.hosted
    ]


def called(organisation_id: UUID, name: str) -> list[Counterpart]:
    """The organisations of confirmed nodes that go by this very name, in either language, or have this id; one query.

    Their nodes name them as they like, so there may be several. Nobody goes by a blank.
    """
    wanted = name.strip().casefold()
    found = counterparts(organisation_id) if wanted else []
    return [each for each in found if wanted in _names(each.hosted)]


def _names(hosted: Hosted) -> tuple[str, ...]:
    return hosted.name_zh.strip().casefold(), hosted.name_en.strip().casefold(), str(hosted.id)


def counterpart(conversation: Conversation) -> Counterpart | None:
    """The other side of a conversation while its node hosts it."""
    peer = conversation.peer
    found = [Hosted.read(each) for each in peer.hosted if each["id"] == str(conversation.counterpart)]
    return Counterpart(peer, found[0]) if found else None


def journal_keys(peer: Peer, *, at: datetime) -> list[bytes]:
    """The keys under which the node signed at `at` what its authorities decided, as they are pinned."""
    valid = [key for key, until in peer.journal_keys if until is None or at <= datetime.fromisoformat(until)]
    return [bytes.fromhex(key) for key in valid]


def lives_elsewhere(organisation_id: UUID, origin: str, hosted: Iterable[Hosted]) -> bool:
    """Whether the node at `origin` claims an organisation of this node, or one that another live peer hosts; two queries."""
    claimed = {str(each.id) for each in hosted}
    if Organisation.objects.filter(id__in=claimed).exists():
        return True
    peers = Peer.objects.filter(organisation_id=organisation_id).exclude(state=Peer.State.REVOKED)
    return any(each["id"] in claimed for peer in peers.exclude(origin=origin) for each in peer.hosted)


def hosted_here() -> list[Hosted]:
    """The organisations of this node as it introduces them to others, with those that do not receive: a platform files before
    it may; one query.
    """
    rows = Organisation.objects.order_by("slug")
    return [
        Hosted(row.id, row.name_zh, row.name_en, tuple(row.roles), row.overseas, tuple(row.bodies))
        for row in rows
    ]


def known_by(fingerprint: str) -> list[Peer]:
    """Every introduction of the node with these keys, to whichever of our organisations, the newest first; one query."""
    return list(Peer.objects.filter(fingerprint=fingerprint).order_by("-introduced_at"))


def received(organisation_id: UUID, envelope: Envelope) -> ReceivedEnvelope | None:
    """What came before under the same id or the same number of the conversation; one query."""
    rows = ReceivedEnvelope.objects.select_related("conversation__peer").filter(
        conversation__organisation_id=organisation_id, conversation__key=envelope.conversation
    )
    return rows.filter(envelope=envelope.id).first() or rows.filter(seq=envelope.seq).first()


def receipt_of(row: ReceivedEnvelope) -> Receipt:
    """The receipt for an envelope, the same whenever it is asked for; one query."""
    stream = f"org:{row.conversation.organisation_id}"
    entry = Entry.objects.only("hash").get(stream=stream, index=row.entry_index)
    return Receipt(row.envelope, row.sha256, row.received_at.astimezone(UTC), entry.hash)


def lacking(conversation_id: UUID) -> list[int]:
    """The numbers that have not come although later ones have, the first two hundred; three queries at most."""
    conversation = Conversation.objects.get(id=conversation_id)
    held = ReceivedEnvelope.objects.filter(conversation=conversation, applied_at=None)
    last = held.aggregate(last=Max("seq"))["last"]
    if last is None:
        return []
    have = set(held.values_list("seq", flat=True))
    numbers = (seq for seq in range(conversation.received + 1, last) if seq not in have)
    return [seq for seq, _ in zip(numbers, range(MOST_LACKING), strict=False)]


def to_apply(*, at: datetime, most: int) -> Sequence[tuple[UUID, int]]:
    """(organisation, row) of envelopes whose turn has come, the oldest first; those that were held back after all others; one query."""
    rows = ReceivedEnvelope.objects.filter(applied_at=None, seq=F("conversation__received") + 1)
    rows = rows.filter(Q(apply_after=None) | Q(apply_after__lte=at))
    rows = rows.order_by(F("apply_after").asc(nulls_first=True), "received_at", "id")
    return list(rows.values_list("conversation__organisation_id", "id")[:most])


def hold_back(received_id: int, *, until: datetime) -> None:
    """An envelope could not be applied now: it stands in nobody's way until then."""
    ReceivedEnvelope.objects.filter(id=received_id).update(apply_after=until)


def outgoing(place: str) -> Outgoing | None:
    """What the outbox row under this place sends; one query."""
    named, seq = place.split("/")
    row = (
        SentEnvelope.objects.select_related("conversation__peer")
        .filter(conversation_id=named, seq=int(seq))
        .first()
    )
    if row is None:
        return None
    conversation = row.conversation
    return Outgoing(conversation.peer, row, conversation.organisation_id, conversation.case_id)


def place(conversation_id: object, seq: int) -> str:
    """What an outbox row sends: in the order of these places an envelope follows the one before it."""
    return f"{conversation_id}/{seq:07d}"


def waiting_places(peer_id: UUID, *, most: int = 1000) -> list[str]:
    """What has been sent to a peer and is not acknowledged, the oldest first; one query."""
    rows = SentEnvelope.objects.filter(conversation__peer_id=peer_id, received_at=None, refusal="")
    found = rows.order_by("queued_at").values_list("conversation_id", "seq")[:most]
    return [place(conversation, seq) for conversation, seq in found]


def about_raw(conversation_id: object, envelope_id: object) -> str:
    """The binding of a kept envelope to its place."""
    return f"envelope:{conversation_id}:{envelope_id}"


def opened(row: ReceivedEnvelope) -> Envelope:
    """A kept envelope in clear. Raises SealBroken."""
    raw = node_key().open(row.raw_sealed, about_raw(row.conversation_id, row.envelope))
    return Envelope.read(json.loads(raw)["envelope"])


def of_organisation(organisation_id: UUID) -> list[Peer]:
    """Every node that was introduced to an organisation, those that were revoked last; one query."""
    rows = Peer.objects.filter(organisation_id=organisation_id).select_related("confirmed_by")
    return sorted(rows.order_by("name", "introduced_at"), key=lambda row: row.state == Peer.State.REVOKED)


def grouped(fingerprint: str) -> str:
    """A fingerprint as it is read out: eight groups of four."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


@dataclass(frozen=True, slots=True)
class Traffic:
    """What went to and came from one peer: envelopes without a receipt, refused over there, acknowledged; received, held
    until an earlier one comes.
    """

    waiting: int = 0
    refused: int = 0
    receipted: int = 0
    received: int = 0
    held: int = 0


def traffic(organisation_id: UUID) -> dict[UUID, Traffic]:
    """By peer, for every one that has written or was written to; two queries."""
    mine = {"conversation__organisation_id": organisation_id}
    has_receipt = Q(received_at__isnull=False)
    out = (
        SentEnvelope.objects.filter(**mine)
        .values(peer=F("conversation__peer_id"))
        .annotate(
            receipted=Count("id", filter=has_receipt),
            refused=Count("id", filter=~Q(refusal="") & ~has_receipt),
            waiting=Count("id", filter=Q(refusal="") & ~has_receipt),
        )
    )
    came = (
        ReceivedEnvelope.objects.filter(**mine)
        .values(peer=F("conversation__peer_id"))
        .annotate(received=Count("id"), held=Count("id", filter=Q(applied_at=None)))
    )
    found: dict[UUID, dict[str, int]] = {}
    rows: list[dict[str, Any]] = [*out, *came]  # type: ignore[list-item]
    for row in rows:
        counts = {name: value for name, value in row.items() if name != "peer"}
        found.setdefault(row["peer"], {}).update(counts)
    return {peer_id: Traffic(**counts) for peer_id, counts in found.items()}


def refusals(organisation_id: UUID, *, most: int = 50) -> list[RefusedEnvelope]:
    """What was refused lately of the organisation's own peers, and of senders who proved nothing; one query."""
    rows = RefusedEnvelope.objects.filter(Q(peer__organisation_id=organisation_id) | Q(peer=None))
    return list(rows.select_related("peer").defer("raw_sealed").order_by("-id")[:most])
