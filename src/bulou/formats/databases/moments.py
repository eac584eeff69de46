"""Dates as JSON formats demand them: an instant with a zone, from whatever a record says."""

from datetime import UTC, datetime


def instant(text: str) -> str:
    """`2026-11-22T06:05:00.000Z` for a date or an instant as written; one without a zone is UTC. Blank for anything else."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return ""
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    try:
        return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except OverflowError:  # the first hours of the year 1, east of Greenwich
        return ""
