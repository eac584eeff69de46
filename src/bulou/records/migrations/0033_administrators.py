from django.db import migrations, models

OFFICES = [
    ("lead", "Lead"),
    ("handler", "Handler"),
    ("system_admin", "System Admin"),
    ("security_admin", "Security Admin"),
    ("auditor", "Auditor"),
    ("counsel", "Counsel"),
]


class Migration(migrations.Migration):
    dependencies = [("records", "0032_houses_elsewhere")]

    operations = [
        migrations.AlterField("office", "kind", models.CharField(choices=OFFICES, max_length=20)),
        migrations.AlterField("invitation", "office", models.CharField(choices=OFFICES, max_length=20)),
        migrations.AddConstraint(
            "office",
            models.UniqueConstraint(
                condition=models.Q(kind__in=["system_admin", "security_admin", "auditor"], revoked_at=None),
                fields=("person", "organisation"),
                name="one_administration",
            ),
        ),
    ]
