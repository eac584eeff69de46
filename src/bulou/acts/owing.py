"""What an organisation owes itself by a day, as acts lay it down and settle it: reviews, amendments, documents that expire."""

from datetime import date, datetime, timedelta
from uuid import UUID

from bulou.acts.work import Work
from bulou.records.models import HouseDue
from bulou.records.reception_log import beginning


def owe(work: Work, kind: str, about: UUID, until: date | datetime) -> None:
    """The organisation owes this by `until` (a day counts to its end in Beijing); a new time is reminded of anew."""
    due_at = until if isinstance(until, datetime) else beginning(until + timedelta(days=1))
    HouseDue.objects.update_or_create(
        organisation=work.organisation, kind=kind, about=about, defaults={"due_at": due_at, "reminded": ""}
    )


def settle(work: Work, kind: str, about: UUID) -> None:
    """It is done, or no longer owed."""
    HouseDue.objects.filter(organisation=work.organisation, kind=kind, about=about).delete()
