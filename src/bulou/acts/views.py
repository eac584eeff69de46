"""A person's own saved views: a preference, not an act on any case, so it is kept but not sealed."""

from typing import Any
from uuid import UUID

from bulou.records.models import SavedView


def save_view(person_id: UUID, organisation_id: UUID, name: str, query: dict[str, Any]) -> None:
    """Keep `query` under `name`; the same name again replaces it."""
    SavedView.objects.update_or_create(
        person_id=person_id, organisation_id=organisation_id, name=name, defaults={"query": query}
    )


def forget_view(person_id: UUID, view_id: int) -> None:
    """Drop one of the person's own views; another's stays."""
    SavedView.objects.filter(person_id=person_id, id=view_id).delete()
