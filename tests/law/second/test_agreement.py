"""Two encodings of the Provisions, written apart from each other, answer alike, but for what is listed in `known.py`."""

from collections.abc import Iterator
from functools import cache

import pytest

from bulou.law import Conduct
from tests.law.second import comparing, known
from tests.law.second.comparing import Difference

CONDUCTS = [str(conduct.value) for conduct in Conduct]


@cache
def found(conduct: str) -> tuple[Difference, ...]:
    return tuple(
        difference
        for readings in comparing.profiles(conduct)
        for difference in comparing.differences(conduct, readings)
    )


def covering(difference: Difference) -> Iterator[known.Known]:
    for each in known.in_conducts():
        alike = difference.program in each.program and difference.second in each.second
        if alike and difference.conduct in each.subjects and each.where.holds(difference.known):
            yield each


@pytest.mark.parametrize("conduct", CONDUCTS)
def test_both_encodings_answer_alike(conduct: str) -> None:
    new = [difference for difference in found(conduct) if not any(covering(difference))]
    assert new[:3] == []


def test_every_known_difference_still_exists() -> None:
    settled = [
        (each.name, conduct)
        for each in known.in_conducts()
        for conduct in each.subjects
        if not any(list(covering(difference)) == [each] for difference in found(conduct))
    ]
    assert settled == [], "settled: take them out of known.py"
