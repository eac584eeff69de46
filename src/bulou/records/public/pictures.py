"""Pictures that were published with an advisory: their captions and their bytes, and no other file of a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from bulou.records.models import PublishedPicture


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A published picture without its bytes."""

    id: UUID
    caption: str
    width: int
    height: int


def pictures_of(number: str) -> Sequence[PictureRow]:
    """The pictures of a published advisory that stands, oldest first; one query."""
    rows = _shown(number).order_by("at").values_list("id", "caption", "width", "height")
    return [PictureRow(*row) for row in rows]


def picture(number: str, picture_id: UUID) -> tuple[bytes, str] | None:
    """Bytes and media type of one of them, or None; one query."""
    row = _shown(number).filter(id=picture_id).values_list("content", "kind").first()
    return (bytes(row[0]), row[1]) if row else None


def _shown(number: str) -> QuerySet[PublishedPicture]:
    return PublishedPicture.objects.filter(
        advisory__number=number, advisory__published_at__isnull=False, advisory__withdrawn_at=None
    )
