"""Fairness: a source gets its share whatever others do, and the first of a source always passes."""

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bulou.entrypoints import limits
from bulou.entrypoints.limits import Fair


@hypothesis_settings(deadline=None)
@given(names=st.lists(st.sampled_from("abc"), max_size=60), burst=st.integers(1, 5))
def test_the_first_of_a_source_is_never_stopped_whatever_others_did(names: list[str], burst: int) -> None:
    fair = Fair(burst=burst, per_second=1)
    for name in names:
        fair.wait(name, now=0.0)

    assert fair.wait("someone new", now=0.0) == 0.0


@hypothesis_settings(deadline=None)
@given(burst=st.integers(1, 50), per_second=st.floats(0.1, 10), seconds=st.floats(0, 100))
def test_no_more_than_the_burst_and_the_rate_ever_pass(burst: int, per_second: float, seconds: float) -> None:
    fair = Fair(burst=burst, per_second=per_second)

    passed = sum(not fair.wait("a", now=0.0) for _turn in range(burst + 10))
    passed += sum(not fair.wait("a", now=seconds) for _turn in range(burst + 10))

    assert passed <= burst + min(burst, seconds * per_second) + 1


@hypothesis_settings(deadline=None)
@given(burst=st.integers(1, 20), per_second=st.floats(0.1, 10))
def test_who_waits_as_long_as_told_may_go_on(burst: int, per_second: float) -> None:
    fair = Fair(burst=burst, per_second=per_second)
    while not (seconds := fair.wait("a", now=0.0)):
        pass

    assert fair.wait("a", now=seconds + 1e-6) == 0.0


def test_memory_is_bounded(monkeypatch) -> None:
    monkeypatch.setattr(limits, "REMEMBERED", 10)
    fair = Fair(burst=1, per_second=1)

    for name in range(1000):
        fair.wait(str(name), now=0.0)

    assert len(fair._seen) == 10
