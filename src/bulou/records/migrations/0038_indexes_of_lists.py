from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

UNANSWERED = Q(("receipt_at", None), ("receipt_number", ""))


class AddIndexMeanwhile(AddIndexConcurrently):
    """While others go on writing, on PostgreSQL; SQLite has one writer anyhow."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        else:
            migrations.AddIndex.database_forwards(self, app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
        else:
            migrations.AddIndex.database_backwards(self, app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("records", "0037_followed_leaks")]

    operations = [
        AddIndexMeanwhile(
            "matter",
            models.Index("organisation", "sender", F("received_at").desc(), "case", name="matters_by_sender"),
        ),
        AddIndexMeanwhile(
            "matter",
            models.Index("organisation", Coalesce("remedy_by", "received_at"), "case", name="matters_due"),
        ),
        AddIndexMeanwhile("circulation", models.Index(fields=["told_at"], name="circulations_told")),
        AddIndexMeanwhile(
            "circulation",
            models.Index(fields=["matter"], condition=UNANSWERED, name="circulations_untold"),
        ),
    ]
