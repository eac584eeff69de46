"""The index in which texts are found that are alike: sketches of texts, and which token stands in which of them."""

from django.db import models
from django.db.models import Q


class Space(models.Model):
    """What is compared with each other: the reports of one organisation, or, under the nil id, what is public.

    `texts` is how many sketches it holds, `segments` how many texts each of its segments had when it was written, by
    segment number as text. `leaf` (of the public space alone) is the last leaf of the journal that the index has seen.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    texts = models.BigIntegerField(default=0)
    segments = models.JSONField(default=dict)
    following = models.BigIntegerField(default=1)
    leaf = models.BigIntegerField(default=-1)


class Sketch(models.Model):
    """One text: the marks of its tokens, 4 bytes each; a closed box unless the text is public."""

    id = models.BigAutoField(primary_key=True)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+", db_index=False)
    case = models.OneToOneField("records.Case", on_delete=models.CASCADE, null=True, related_name="sketch")
    advisory = models.OneToOneField(
        "records.Advisory", on_delete=models.CASCADE, null=True, related_name="sketch"
    )
    known = models.OneToOneField(
        "records.KnownVulnerability", on_delete=models.CASCADE, null=True, related_name="sketch"
    )
    language = models.CharField(max_length=2)
    marks = models.BinaryField()


class Posting(models.Model):
    """In which sketches of one segment a mark stands: `held` ids, 8 bytes each; a closed box unless the space is public."""

    pk = models.CompositePrimaryKey("space", "mark", "segment")
    space = models.UUIDField()
    mark = models.IntegerField()
    segment = models.BigIntegerField()
    held = models.IntegerField()
    sketches = models.BinaryField()


class Comparison(models.Model):
    """What a person said of a case and something it looks like: the same vulnerability, or another one.

    Exactly one of `other`, `advisory` and `known` is set. A duplicate names the case that it repeats in `other`.
    """

    class Answer(models.TextChoices):
        DUPLICATE = "duplicate"
        DIFFERENT = "different"

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey("records.Case", on_delete=models.CASCADE, related_name="comparisons")
    other = models.ForeignKey("records.Case", on_delete=models.CASCADE, null=True, related_name="repeated_by")
    advisory = models.ForeignKey("records.Advisory", on_delete=models.CASCADE, null=True, related_name="+")
    known = models.ForeignKey(
        "records.KnownVulnerability", on_delete=models.CASCADE, null=True, related_name="+"
    )
    answer = models.CharField(max_length=10, choices=Answer.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(answer="duplicate"), name="a_duplicate_repeats_one_case"
            )
        ]
