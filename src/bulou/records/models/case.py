"""A case: one vulnerability as one organisation handles it, and who takes part."""

import uuid

from django.db import models
from django.db.models import F, Q

# Said as two, for SQLite does not see that a list of values is that of an index's condition.
EMBARGOED = Q(em="active") | Q(em="revise")
_BY_DUE = ("due_at", F("received_at").desc(), "id")


class Case(models.Model):
    """What the desk works on. `facts` and `events` are folded from the case's entries and can be rebuilt.

    Prose of an undisclosed case is kept only encrypted, under the case's own key (`key_wrapped`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40)
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, related_name="cases", db_index=False
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="children", db_index=False
    )
    role = models.CharField(max_length=12)
    channel = models.CharField(max_length=20)
    key_wrapped = models.BinaryField()
    title_sealed = models.BinaryField()
    product = models.CharField(max_length=200, blank=True)
    versions = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    handler = models.ForeignKey(
        "records.Person", on_delete=models.PROTECT, null=True, related_name="handled_cases", db_index=False
    )

    rm = models.CharField(max_length=12, default="received")
    em = models.CharField(max_length=12, default="none")
    reg = models.CharField(max_length=14, default="not_due")
    embargo_until = models.DateTimeField(null=True)
    embargo_zone = models.CharField(max_length=40, blank=True)
    awaiting_reporter = models.BooleanField(default=False)
    facts = models.JSONField(default=dict)
    events = models.JSONField(default=dict)
    grade = models.CharField(max_length=10, blank=True)
    gbt_vector = models.CharField(max_length=120, blank=True)
    cvss_vector = models.CharField(max_length=200, blank=True)
    cvss_score = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    due_at = models.DateTimeField(null=True)
    disclosed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    hold = models.BooleanField(default=False)

    # What orders the inbox and decides nothing: a slow lane, the report's quality (null until the worker has read it),
    # and what an organisation answered to SSVC's questions.
    flood = models.BooleanField(default=False)
    quality = models.SmallIntegerField(null=True)
    quality_points = models.JSONField(default=list)
    priority = models.SmallIntegerField(default=0)
    ssvc = models.JSONField(default=dict)

    class Meta:
        # Each index is named with the list that it serves. Those marked * are paid for by every report that comes in:
        # none of them another one covers, and the others hold only the cases that their list shows.
        constraints = [
            models.UniqueConstraint(fields=["number"], name="one_case_number")
        ]  # * one case, by its number
        indexes = [
            # Child cases on the page of their case.
            models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="cases_by_parent"),
            # View "mine".
            models.Index(
                "organisation",
                "handler",
                *_BY_DUE,
                condition=Q(handler__isnull=False, closed_at=None),
                name="open_cases_by_handler",
            ),
            # * Views "open", "overdue" and "due within 24 hours", nearest limit first.
            models.Index("organisation", *_BY_DUE, condition=Q(closed_at=None), name="open_cases_by_due"),
            # Any view by quality; those of one lane find it said here, and not in each of the others' cases.
            models.Index(
                "organisation",
                F("quality").desc(),
                F("received_at").desc(),
                "id",
                "flood",
                "rm",
                condition=Q(closed_at=None, quality__isnull=False),
                name="open_cases_by_quality",
            ),
            # View "closed".
            models.Index(
                "organisation",
                F("closed_at").desc(),
                F("received_at").desc(),
                "id",
                condition=Q(closed_at__isnull=False),
                name="closed_cases_by_end",
            ),
            # View "waiting for the reporter".
            models.Index(
                "organisation",
                *_BY_DUE,
                condition=Q(awaiting_reporter=True, closed_at=None),
                name="open_cases_asking",
            ),
            # View "under embargo".
            models.Index(
                "organisation",
                *_BY_DUE,
                condition=EMBARGOED & Q(closed_at=None),
                name="open_cases_embargoed",
            ),
            # * Views "new" and "slow lane": few among very many open ones, or very many themselves while a flood lasts.
            models.Index(
                "organisation",
                "flood",
                *_BY_DUE,
                condition=Q(closed_at=None, rm="received"),
                name="new_cases_by_due",
            ),
            # Any view by priority.
            models.Index(
                "organisation",
                F("priority").desc(),
                F("received_at").desc(),
                condition=Q(priority__gt=0),
                name="cases_by_priority",
            ),
            # * The worker's next cases to score; a case leaves it at once.
            models.Index(fields=["received_at"], condition=Q(quality=None), name="cases_to_score"),
            # * Any view newest first, sums over days, and searches, which read the names here and not in the cases.
            models.Index(
                "organisation",
                F("received_at").desc(),
                "id",
                "number",
                "product",
                "versions",
                name="cases_newest_first",
            ),
            # * Following an organisation's cases from outside.
            models.Index(fields=["organisation", "updated_at", "id"], name="cases_by_update"),
        ]

    @property
    def stream(self) -> str:
        return f"case:{self.id}"


class Grant(models.Model):
    """Need-to-know: this person may open this case. Revoked grants stay, with their moment."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="grants")
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="grants")
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(revoked_at=None), name="one_live_grant"
            )
        ]


class Party(models.Model):
    """Someone outside the organisation who takes part in the case: reporter, upstream, downstream, authority.

    An invited party reads the shared part of the case from `reads_from` on (an index of the case's stream), which is set
    when it comes in and never moves back; while it is None, or `removed_at` is set, it reads nothing. `invited_with` holds the facts that
    were stated at its invitation of what it will be shown, by name. `organisation` is set where it is one of this node,
    `elsewhere` where it is one of a node that was confirmed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        "records.Organisation", on_delete=models.PROTECT, null=True, db_index=False
    )
    elsewhere = models.UUIDField(null=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20)
    overseas = models.BooleanField(null=True)
    product_vendor = models.BooleanField(null=True)
    pec = models.CharField(max_length=12, default="no_embargo")
    asked_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    secret_sha256 = models.CharField(max_length=64, blank=True)
    mailbox_abroad = models.BooleanField(null=True)
    state_platform = models.BooleanField(null=True)
    sharing_lawful = models.BooleanField(null=True)
    shown = models.BooleanField(default=False)
    invited_at = models.DateTimeField(null=True)
    invited_with = models.JSONField(default=dict)
    reads_from = models.BigIntegerField(null=True)
    removed_at = models.DateTimeField(null=True)
    rsvp_at = models.DateTimeField(null=True)
    agreed_to = models.ForeignKey(
        "records.EmbargoTerms", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reminded_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation"], condition=Q(organisation__isnull=False), name="parties_by_house"
            ),
            models.Index(fields=["rsvp_at"], condition=Q(rsvp_at__isnull=False), name="parties_by_rsvp"),
        ]


class PartyStatus(models.Model):
    """What a party says of one product; the latest word of it."""

    id = models.BigAutoField(primary_key=True)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="statuses", db_index=False)
    product = models.CharField(max_length=200)
    status = models.CharField(max_length=24)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "product"], name="one_status_a_product")]


class EmbargoTerms(models.Model):
    """One proposal for the end of an embargo: open, in_force, rejected, superseded or ended. Terms are never edited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="terms")
    by = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    until = models.DateTimeField()
    zone = models.CharField(max_length=40)
    state = models.CharField(max_length=12, default="open")
    proposed_at = models.DateTimeField()
    rsvp_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["until"], condition=Q(state="in_force"), name="terms_in_force_by_end"),
            models.Index(
                fields=["rsvp_at"], condition=Q(state="open", rsvp_at__isnull=False), name="terms_by_rsvp"
            ),
        ]


class Affected(models.Model):
    """What the case says of one product: which versions, which status, fixed where."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="affected")
    name = models.CharField(max_length=200)
    model = models.CharField(max_length=120, blank=True)
    versions = models.CharField(max_length=300)
    status = models.CharField(max_length=24)
    fixed_in = models.CharField(max_length=120, blank=True)
    own = models.BooleanField(default=False)
    must_update = models.BooleanField(default=False)
    registered = models.ForeignKey(
        "records.RegisteredProduct", on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
