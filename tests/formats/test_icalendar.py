"""The calendar file as RFC 5545 wants it: unfolded it says what was meant, and no line is too long."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.formats.icalendar import LONGEST, Moment, calendar

AT = datetime(2026, 11, 22, 18, 0, tzinfo=timezone(timedelta(hours=8)))


def written(*moments: Moment, name: str = "义务") -> bytes:
    return calendar(
        moments, name=name, zone="Asia/Shanghai", written_at=datetime(2026, 11, 20, 4, 5, 6, tzinfo=UTC)
    )


def unfolded(body: bytes) -> list[str]:
    """The content lines, as a reader joins them (RFC 5545, 3.1)."""
    assert body.endswith(b"\r\n")
    return body.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def text(value: str) -> str:
    """A TEXT value as a reader takes it (3.3.11)."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def test_a_moment_is_written_in_utc_and_says_nothing_else():
    assert unfolded(written(Moment("a@bulou", AT, "QY-1; 报送, 第七条"))) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Bulou//Duties//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:义务",
        "X-WR-TIMEZONE:Asia/Shanghai",
        "BEGIN:VEVENT",
        "UID:a@bulou",
        "DTSTAMP:20261120T040506Z",
        "DTSTART:20261122T100000Z",
        "SUMMARY:QY-1\\; 报送\\, 第七条",
        "CLASS:CONFIDENTIAL",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


@given(st.text(max_size=400))
def test_whatever_the_words_every_line_is_short_and_reads_back(words):
    body = written(Moment("a@bulou", AT, words))

    assert [line for line in body.split(b"\r\n") if len(line) > LONGEST] == []
    assert all(line.decode() is not None for line in body.split(b"\r\n"))
    summary = next(line for line in unfolded(body) if line.startswith("SUMMARY:")).removeprefix("SUMMARY:")
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    assert text(summary) == "".join(
        each for each in plain if each == "\n" or (each >= " " and each != "\x7f")
    )


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        written(Moment("a", datetime(2026, 11, 22), "x"))  # noqa: DTZ001  that it is naive is the point
