"""kill -9 at random moments while a notice to many is queued and sent: nobody is forgotten, none gets it twice but in flight."""

import os
import random
from collections import Counter

import pytest

from tests.mailing_node import IN_FLIGHT, killed_and_ended
from tests.nodes import Node

ROUNDS = int(os.environ.get("BULOU_TEST_ROUNDS", "20"))
COUNT = 6_000
ENOUGH = 10  # rounds after which chance has met every stage

pytestmark = [pytest.mark.soak, pytest.mark.database]


def test_nobody_is_forgotten_when_the_worker_is_killed_again_and_again(node: Node) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    box, kills, state = killed_and_ended(node, count=COUNT, rounds=ROUNDS, moments=random.Random(seed))
    times = Counter(mail["Message-ID"] for mail in box.mails)

    if ROUNDS >= ENOUGH:
        assert any(0 < queued < COUNT for queued in kills.queued), kills
        assert any(0 < taken < COUNT for taken in kills.taken), kills
    assert (state["mails"], state["sent"], len(times)) == (COUNT, COUNT, COUNT)
    assert sum(times.values()) - COUNT <= ROUNDS * IN_FLIGHT
