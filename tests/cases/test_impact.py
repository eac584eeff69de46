"""What all impacts of one vulnerability say together of Article 8."""

from datetime import UTC, datetime

import pytest

from bulou.cases.impact import OwnSystem, Step, own_system


def at(hour: int) -> datetime:
    return datetime(2026, 11, 20, hour, tzinfo=UTC)


FOUND = Step("found")
VERIFIED = Step("verified", at(2))
MENDED = Step("mended", at(3), at(5))
DONE = Step("done", at(1), at(6), at(7))
UNTOUCHED = Step("untouched", closed_at=at(4))
ACCEPTED = Step("accepted")


@pytest.mark.parametrize(
    ("steps", "answer"),
    [
        ([], OwnSystem()),
        ([FOUND], OwnSystem()),
        ([UNTOUCHED], OwnSystem(touches=False, verified_at=at(4))),
        ([UNTOUCHED, FOUND], OwnSystem()),
        ([VERIFIED, FOUND], OwnSystem(touches=True, confirmed_at=at(2))),
        ([VERIFIED, UNTOUCHED], OwnSystem(touches=True, confirmed_at=at(2), verified_at=at(4))),
        ([MENDED, DONE], OwnSystem(touches=True, confirmed_at=at(1), verified_at=at(3))),
        ([DONE, UNTOUCHED], OwnSystem(True, at(1), at(4), at(6))),
        ([DONE, Step("done", at(2), at(9), at(10))], OwnSystem(True, at(1), at(2), at(9))),
        ([DONE, ACCEPTED], OwnSystem(touches=True, confirmed_at=at(1))),
        ([Step("found", at(1))], OwnSystem()),
    ],
)
def test_the_answer_of_all_impacts(steps: list[Step], answer: OwnSystem) -> None:
    assert own_system(steps) == answer
    assert own_system(steps[::-1]) == answer
