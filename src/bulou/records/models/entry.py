"""The journal as rows: streams, entries, the nodes of the Merkle tree, signed checkpoints."""

from django.db import models


class Stream(models.Model):
    """The head of one stream; locked by whoever appends to it."""

    key = models.CharField(max_length=80, primary_key=True)
    length = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64)
    head_at = models.DateTimeField()


class Entry(models.Model):
    """One sealed entry. `header` is the canonical text that was hashed; `payload` the opened fields."""

    id = models.BigAutoField(primary_key=True)
    stream = models.CharField(max_length=80)
    index = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    header = models.TextField()
    payload = models.JSONField()
    leaf = models.BigIntegerField(null=True, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "index"], name="one_entry_per_index")]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(leaf__isnull=True), name="entries_without_leaf")
        ]


class TreeNode(models.Model):
    """A complete node of the Merkle tree; level 0 holds the leaf hashes."""

    id = models.BigAutoField(primary_key=True)
    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="one_tree_node")]


class Checkpoint(models.Model):
    """A signed statement of the tree's size and root."""

    id = models.BigAutoField(primary_key=True)
    size = models.BigIntegerField(unique=True)
    root = models.CharField(max_length=64)
    note = models.TextField()
    at = models.DateTimeField()
