from typing import Any

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

UNANSWERED = Q(("receipt_at", None), ("receipt_number", ""))


class AddIndexMeanwhile(migrations.AddIndex):
    """While others go on writing, on PostgreSQL, whose driver need not be there for SQLite; that has one writer anyhow."""

    atomic = False

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.add_index(model, self.index, **_meanwhile(schema_editor))

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.remove_index(model, self.index, **_meanwhile(schema_editor))


def _meanwhile(schema_editor: Any) -> dict[str, bool]:
    return {"concurrently": True} if schema_editor.connection.vendor == "postgresql" else {}


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
