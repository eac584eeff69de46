"""Other nodes as an organisation knows them, its conversations with theirs, and every envelope that went or came."""

import uuid

from django.db import models
from django.db.models import Q


class Peer(models.Model):
    """Another node, introduced to one organisation of ours and trusted by it alone once a named person has confirmed it.

    Its keys are pinned: `fingerprint` names them, and nothing signed by others is taken for its own. `hosted` are its
    organisations as it introduced them; `overseas` is what the person who introduced it says of the node (Article 9(7)).
    `journal_keys` are those under which its authorities decide: [hex, until when], null for the present one.
    """

    class State(models.TextChoices):
        INTRODUCED = "introduced"
        CONFIRMED = "confirmed"
        REVOKED = "revoked"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, related_name="peers")
    name = models.CharField(max_length=120)
    origin = models.CharField(max_length=200)
    sign_key = models.CharField(max_length=60)
    encrypt_key = models.CharField(max_length=60)
    fingerprint = models.CharField(max_length=32, db_index=True)
    overseas = models.BooleanField(default=True)
    hosted = models.JSONField(default=list)
    journal_keys = models.JSONField(default=list)
    stated_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.INTRODUCED)
    introduced_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey("records.Person", on_delete=models.PROTECT, null=True, db_index=False)
    revoked_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "origin"],
                condition=~Q(state="revoked"),
                name="one_live_peer_an_origin",
            )
        ]


class Conversation(models.Model):
    """What one of our organisations and one of a peer's write to each other about one case, numbered in each direction.

    What concerns no case (a filing, an order) has its thread as `key`. It names the conversation at both nodes. `sent` and
    `received` are the last numbers that were given and applied.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(default=uuid.uuid4)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, db_index=False)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="conversations")
    counterpart = models.UUIDField()
    case = models.ForeignKey(
        "records.Case", on_delete=models.PROTECT, null=True, related_name="conversations"
    )
    sent = models.PositiveIntegerField(default=0)
    received = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="one_conversation_a_key")]


class SentEnvelope(models.Model):
    """An envelope that left, or waits to: what it was, and the receipt or the refusal that came back. Its text is in the outbox, sealed.

    `about` is what it speaks of here, as "notification:" and an id, so that the answer finds it again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="sent_envelopes")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=24)
    sha256 = models.CharField(max_length=64)
    about = models.CharField(max_length=60, blank=True)
    queued_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    receipt = models.TextField(blank=True)
    refusal = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "seq"], name="one_sent_a_number")]


class ReceivedEnvelope(models.Model):
    """An envelope that came and was acknowledged, kept sealed as it came; applied in its turn, exactly once.

    `entry` is the hash of the entry that sealed its receipt; `outcome` is empty until its turn, then applied or a reason.
    What could not be applied yet is tried again at `apply_after`.
    """

    id = models.BigAutoField(primary_key=True)
    envelope = models.UUIDField()
    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="received_envelopes"
    )
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=24)
    sha256 = models.CharField(max_length=64)
    raw_sealed = models.BinaryField()
    received_at = models.DateTimeField()
    entry_index = models.PositiveIntegerField()
    applied_at = models.DateTimeField(null=True)
    apply_after = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="one_received_a_number"),
            models.UniqueConstraint(fields=["conversation", "envelope"], name="one_received_an_envelope"),
        ]
        indexes = [
            models.Index(fields=["conversation", "seq"], condition=Q(applied_at=None), name="envelopes_held")
        ]


class RefusedEnvelope(models.Model):
    """Something that came to the inbox and was not taken: why, and what it was. `peer` only where a signature proved it."""

    id = models.BigAutoField(primary_key=True)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, null=True, related_name="refused_envelopes")
    reason = models.CharField(max_length=24)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    raw_sealed = models.BinaryField()
    refused_at = models.DateTimeField()
