"""Instants as the formats write them: UTC, RFC 3339, microseconds."""

from datetime import UTC, date, datetime

FIRST_YEAR, LAST_YEAR = 1970, 2199


def is_usual(at: date) -> bool:
    """Whether a day or an instant lies in the years 1970 to 2199, whatever its zone.

    Near the ends of the calendar other zones cannot say it any more: a page that shows such a moment would fail for everyone.
    """
    return FIRST_YEAR <= at.year <= LAST_YEAR


def write_instant(at: datetime) -> str:
    """`2026-11-22T06:05:00.000000Z` for an aware instant of any zone. Raises ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone; pass an aware datetime")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read_instant(text: str) -> datetime:
    """The instant of an RFC 3339 text, in UTC. Raises ValueError for anything else or without a zone."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone")
    return at.astimezone(UTC)
