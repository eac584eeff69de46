"""A moment that somebody claims is one that can be."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.acts.claimed import moment
from bulou.acts.outcome import InvalidAct
from bulou.acts.work import Work

NOW = datetime(2026, 11, 22, 9, 30, 20, tzinfo=UTC)
AGO = st.integers(0, 400_000).map(lambda seconds: NOW - timedelta(seconds=seconds))


def said(claimed: datetime | None, *, after: datetime) -> Any:
    work = cast("Work", SimpleNamespace(at=NOW))
    return moment(work, "received_at", claimed, after=after, wrong="not then")


@given(after=AGO, claimed=AGO)
def test_it_is_never_before_what_it_follows_and_a_minute_counts_as_a_whole(
    after: datetime, claimed: datetime
) -> None:
    if claimed < after.replace(second=0):
        with pytest.raises(InvalidAct) as refused:
            said(claimed, after=after)
        assert refused.value.errors == {"received_at": "not then"}
    else:
        assert said(claimed, after=after) == max(after, claimed)


def test_nothing_claimed_is_now_and_the_future_is_refused() -> None:
    assert said(None, after=NOW - timedelta(days=1)) == NOW
    with pytest.raises(InvalidAct):
        said(NOW + timedelta(seconds=1), after=NOW - timedelta(days=1))
