"""Authorities that were founded before they said which body they are, and what they had received by then."""

from typing import Any

from django.db import migrations


def enter(apps: Any, _editor: Any) -> None:
    """They were all that MIIT's platform was; a notification was told by its channel."""
    houses, cases, matters = (apps.get_model("records", name) for name in ("Organisation", "Case", "Matter"))
    houses.objects.filter(is_authority=True).update(bodies=["miit"])
    for case in cases.objects.filter(organisation__is_authority=True).select_related("report").iterator(500):
        matters.objects.create(
            case=case,
            organisation_id=case.organisation_id,
            kind="notification" if case.channel == "notification" else "report",
            content_sha256=case.report.raw_sha256,
            sent_at=case.received_at,
            received_at=case.received_at,
        )


class Migration(migrations.Migration):
    dependencies = [("records", "0025_authority")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
