"""Whoever is named in a matter, an order or a case may live on another node; what waits for a third node steps aside."""

import django.db.models.deletion
from django.db import migrations, models


def _of_another_node(**options):
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="records.organisation",
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [("records", "0031_house_rules")]

    operations = [
        migrations.AddField("peer", "journal_keys", models.JSONField(default=list)),
        migrations.AddField("receivedenvelope", "apply_after", models.DateTimeField(null=True)),
        migrations.AddField("party", "elsewhere", models.UUIDField(null=True)),
        migrations.AlterField("matter", "sender", _of_another_node(null=True)),
        migrations.AlterField("circulation", "organisation", _of_another_node(null=True)),
        migrations.AlterField("opinion", "organisation", _of_another_node()),
        migrations.AlterField("correction", "other", _of_another_node()),
    ]
