"""What every packet that a person files has in common: read before it goes, evidence kept, lateness told as it is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from bulou import precheck
from bulou.acts.blobs import Blob
from bulou.acts.claimed import moment
from bulou.acts.outcome import InvalidAct
from bulou.acts.receipt import attached, hashes_of
from bulou.acts.work import Work
from bulou.records.models import Attachment

TWO_DAYS = "RMSV-7-2"
CHECKED = _("I have looked at every place pointed out; it goes out as it stands")


def looked_through(fields: Mapping[str, str], checked: bool) -> None:
    """Whoever sends it has seen where it reads like exploit code or an operator's system. Raises InvalidAct until then."""
    if not checked and precheck.look_at(fields):
        raise InvalidAct(
            {
                "checked": _(
                    "Some places read like exploit code or like an operator's system in use: take them out, or "
                    "say that you have looked at each."
                )
            }
        )


def evidence(work: Work, blobs: tuple[Blob, ...]) -> list[str]:
    """Keep what shows the filing with the case, its hashes sealed; the ids of the attachments."""
    if not blobs:
        return []
    first = Attachment.objects.filter(case=work.case).count() + 1
    rows = [attached(work, blob, first + n, purpose="evidence") for n, blob in enumerate(blobs)]
    Attachment.objects.bulk_create(rows)
    work.keep(files=[hashes_of(blob) for blob in blobs])
    return [str(row.id) for row in rows]


def filed(work: Work, filed_at: datetime | None) -> datetime:
    """When it was filed. Raises InvalidAct for a moment that cannot be."""
    wrong = _("It was filed after the report came in and not in the future.")
    return moment(work, "filed_at", filed_at, after=work.the_case.received_at, wrong=wrong)


def receipt_came(work: Work, received_at: datetime | None, submitted_at: datetime) -> datetime:
    """When the receipt of what was submitted then came. Raises InvalidAct for a moment that cannot be."""
    wrong = _("A receipt comes after what it is for, and not in the future.")
    return moment(work, "received_at", received_at, after=submitted_at, wrong=wrong)


def lateness(work: Work, at: datetime) -> list[dict[str, Any]]:
    """The readings of the two days under which `at` is late, strictest first, each with the seconds past its end."""
    duty = next((duty for duty in work.duties if duty.duty_id == TWO_DAYS), None)
    return [
        {
            "reading": reading.name,
            "due_at": reading.due_at.isoformat(),
            "seconds": int((at - reading.due_at).total_seconds()),
        }
        for reading in (duty.readings if duty else ())
        if reading.due_at <= at
    ]
