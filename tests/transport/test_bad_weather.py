"""Each half of the exchange against a far node in bad weather: requests and answers lost, copies, disorder, days of silence.

The far node is a double; ours, its database and its journal are real, and the clock is injected.
"""

import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bulou.formats.exchange.envelope import Receipt, sha256_of
from bulou.records.exchange_keys import own_keys
from tests.exchanging import FarNode, answering
from tests.transport.test_peers import applied, introduce
from tests.world import World

EACH = 10


def posted(raw: bytes) -> Any:
    return Client().post("/exchange/inbox", raw, content_type="application/jose")


def disorderly(count: int, chance: random.Random) -> Iterator[int]:
    """The numbers 0 … count-1, each once to four times, out of order within a window; every one comes at last."""
    copies = [number for number in range(count) for _copy in range(3 if chance.random() < 0.2 else 1)]
    yield from sorted(copies, key=lambda number: number + chance.uniform(0, 8))
    yield from range(count)


def received_through_weather(world: World, deliveries: int, seed: int) -> None:
    """Envelopes of many conversations, cut, repeated and disordered on their way in."""
    from bulou.records.models import Entry, ReceivedEnvelope, Report

    chance = random.Random(seed)
    far = FarNode()
    introduce(world, far)
    house, ours = world.organisations["vendor"], own_keys()[0].public
    letters = []
    for _conversation in range(max(1, deliveries // EACH)):
        far.conversation = far.envelope(house).id
        letters += [
            far.envelope(house, seq, content={"title": "t", "n": str(seq)}) for seq in range(1, EACH + 1)
        ]
    receipts: dict[Any, set[str]] = {each.id: set() for each in letters}
    for number in disorderly(len(letters), chance):
        if chance.random() < 0.06 and receipts[letters[number].id]:
            continue  # cut; it comes again, as everything does
        answer = posted(far.sealed(letters[number], ours, timezone.now()))
        assert answer.status_code == 200
        if chance.random() > 0.06:  # else the answer is lost
            receipts[letters[number].id].add(answer.json()["receipt"])
        if chance.random() < 0.1:
            applied()
    applied()

    assert {len(found) for found in receipts.values()} <= {0, 1}
    assert all(
        Receipt.read(found.pop(), ours).sha256 == sha256_of(each.text())
        for each in letters
        if (found := set(receipts[each.id]))
    )
    assert ReceivedEnvelope.objects.filter(outcome="applied").count() == len(letters)
    assert Report.objects.count() == len(letters) // EACH
    seqs: dict[str, list[int]] = {}
    for entry in Entry.objects.filter(stream=f"org:{house}").order_by("index"):
        if json.loads(entry.header)["act"] == "apply_envelope":
            seqs.setdefault(entry.payload["conversation"]["value"], []).append(entry.payload["seq"]["value"])
    assert list(seqs.values()) == [list(range(1, EACH + 1))] * (len(letters) // EACH)


@dataclass
class Stormy(FarNode):
    """A far node whose inbox loses what it is asked, or the answer, or is away for days."""

    chance: random.Random = field(default_factory=lambda: random.Random(3))
    away_until: datetime | None = None
    now: datetime = field(default_factory=timezone.now)

    def answer(self, raw: bytes, ours: Any, at: datetime) -> Any:
        away = self.away_until is not None and self.now < self.away_until
        if away or self.chance.random() < 0.08:
            return 503, {}
        found = super().answer(raw, ours, self.now)
        return found if self.chance.random() > 0.08 else (502, {})


def sent_through_weather(world: World, deliveries: int, *, days: int) -> None:
    """Envelopes of many cases to a node that is away for days, then loses requests and answers; the clock is injected."""
    from bulou.entrypoints.worker.peers import deliver_due
    from bulou.records.models import Conversation, Delivery, Entry, SentEnvelope

    far = Stormy()
    with answering(far, own_keys()[0].public):
        introduce(world, far)
        cases = max(1, deliveries // EACH)
        for _case in range(cases):
            told(world)
        far.now = timezone.now()
        far.away_until = far.now + timedelta(days=days)
        for _turn in range(100_000):
            if not Delivery.objects.filter(kind="peer", delivered_at=None).exists():
                break
            if not deliver_due("a worker", at=far.now):
                far.now += timedelta(hours=1)

    total = cases * EACH
    assert SentEnvelope.objects.filter(received_at__isnull=False, refusal="").count() == total
    assert len(far.arrived) == len({each.id for each in far.arrived}) == total
    for conversation in Conversation.objects.all():
        numbers = sorted(each.seq for each in far.arrived if each.conversation == conversation.key)
        assert numbers == list(range(1, EACH + 1))
    receipts = [
        each for each in Entry.objects.all() if json.loads(each.header)["act"] == "record_peer_receipt"
    ]
    assert len({each.payload["envelope"]["value"] for each in receipts}) == len(receipts) == total


def told(world: World) -> None:
    """A case of which the far authority is told, with what is added later."""
    from bulou.acts import Actor
    from bulou.acts.act import ACTS, CaseAct
    from bulou.acts.peers.sending import send_to_peer
    from bulou.acts.permissions import Right
    from bulou.records import peers

    class Tell(CaseAct, title="Tell", right=Right.SYSTEM):
        def do(self, work: Any) -> None:
            (to,) = peers.counterparts(work.organisation.id)
            for number in range(1, EACH + 1):
                send_to_peer(work, to, "supplement" if number > 1 else "notification", {"n": str(number)})

    del ACTS[Tell.name]  # an act of this test alone
    case_id = world.submit().ids["case_id"]
    world.done(Tell(case_id=case_id), Actor.system())


def test_what_comes_in_bad_weather_is_applied_once_and_in_order(world: World) -> None:
    received_through_weather(world, 20, seed=1)


def test_what_goes_out_in_bad_weather_is_receipted_once_even_after_days(world: World) -> None:
    sent_through_weather(world, 20, days=2)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("half", ["in", "out"])
def test_ten_thousand_come_and_go_in_bad_weather(world: World, half: str) -> None:
    deliveries = int(os.environ.get("BULOU_TEST_DELIVERIES", "10000")) // 2
    if half == "in":
        received_through_weather(world, deliveries, seed=2)
    else:
        sent_through_weather(world, deliveries, days=10)
