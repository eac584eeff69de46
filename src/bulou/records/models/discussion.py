"""What is written in a case, by topic: posts, who each is for, and how far everyone has read.

The words themselves stand encrypted in the entries that sealed them; a post names its entry.
"""

import uuid

from django.db import models


class Topic(models.Model):
    """A product or a subject that posts are about. Whoever reads one of its posts reads its subject."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, related_name="topics")
    subject_sealed = models.BinaryField()
    shared = models.BooleanField(default=False)
    opened_at = models.DateTimeField()


class Post(models.Model):
    """Something said in a case. `audience` and `party` are set once, so that what is written for few is never read by more.

    `index` is the entry by which it was written, `text_index` the one with its present words, `earlier` those before.
    """

    class Audience(models.TextChoices):
        INTERNAL = "internal"  # the organisation alone
        PARTIES = "party"  # and every party that takes part when it is written
        ONE = "one_party"  # and one party
        REPORTER = "public"  # and the reporter

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, related_name="posts", db_index=False)
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, related_name="posts", db_index=False
    )
    audience = models.CharField(max_length=10, choices=Audience.choices)
    party = models.ForeignKey(
        "records.Party", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    author = models.CharField(max_length=60)
    author_party = models.ForeignKey(
        "records.Party", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    written_at = models.DateTimeField()
    readers = models.PositiveIntegerField(default=0)
    index = models.BigIntegerField()
    text_index = models.BigIntegerField()
    earlier = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "index"], name="one_post_an_entry")]
        indexes = [models.Index(fields=["case", "topic", "index"], name="posts_by_topic")]


class ReadMark(models.Model):
    """How far a person has read a topic; `topic` is the id of nobody where it is what stands under no topic."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey("records.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, related_name="+", db_index=False)
    topic = models.UUIDField()
    upto = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "case", "topic"], name="one_mark_a_topic")]
