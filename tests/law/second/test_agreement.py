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


@pytest.mark.parametrize(
    ("each", "conduct"),
    [
        pytest.param(each, conduct, id=f"{each.name}-{conduct}")
        for each in known.in_conducts()
        for conduct in each.subjects
    ],
)
def test_a_known_difference_still_exists(each: known.Known, conduct: str) -> None:
    only_by_it = (difference for difference in found(conduct) if list(covering(difference)) == [each])
    assert any(only_by_it), f"{each.name} is settled for {conduct}: take it out of known.py"
