"""Group commit: whatever comes together, each sender gets the answer they would have got alone."""

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, connections
from django.utils import timezone

from bulou.acts import Actor, Outcome, together
from bulou.acts.receipt import SubmitReport
from bulou.acts.together import Turn, coming, perform_together
from tests.world import World


def report(world: World, raw: bytes = b"x", slug: str = "vendor", **more) -> SubmitReport:
    return SubmitReport(
        organisation_id=world.organisations.get(slug, UUID(int=0)),
        channel="api",
        raw=raw,
        content={"title": raw.decode(), "product": "QY-4200"},
        **more,
    )


def served(*acts: SubmitReport) -> list[Turn]:
    """What comes of these acts when they stand in line together."""
    turns = [Turn(act, Actor.stranger(), timezone.now()) for act in acts]
    together._serve(turns)
    return turns


def test_each_report_has_its_own_case_entry_duties_and_receipt(world: World) -> None:
    from bulou.records.models import Case, Delivery, Duty, Entry, Report

    turns = served(*(report(world, b"%d" % n) for n in range(5)))

    ids = [turn.outcome.ids for turn in turns]
    assert len({found["number"] for found in ids}) == len({found["code"] for found in ids}) == 5
    for n, turn in enumerate(turns):
        case = Case.objects.get(id=turn.outcome.ids["case_id"])
        entry = Entry.objects.get(stream=case.stream)
        assert (entry.index, entry.hash) == (0, turn.outcome.entry.hash)
        assert json.loads(entry.header)["prev"] == "0" * 64
        assert Report.objects.get(case=case).raw_size == len(b"%d" % n)
        assert Duty.objects.filter(case=case, duty_id="RMSV-7-2", live=True).count() == 1
        assert Delivery.objects.filter(case=case).count() == 1


def test_the_journal_of_what_came_together_verifies(world: World) -> None:
    from bulou.acts.sequencing import sequence
    from bulou.records.audit import audit

    served(*(report(world) for _turn in range(4)))
    sequence(world.now)

    assert audit() == []


def test_many_take_no_more_statements_than_one(world: World, django_assert_max_num_queries) -> None:
    served(report(world), report(world))
    with django_assert_max_num_queries(15):
        served(*(report(world) for _turn in range(16)))


def test_a_key_that_was_used_before_gets_the_earlier_receipt_and_holds_up_nobody(world: World) -> None:
    from bulou.records.models import Report

    [first] = served(report(world, b"same", key="k"))

    turns = served(report(world, b"one"), report(world, b"same", key="k"), report(world, b"two"))

    assert turns[1].outcome.ids == first.outcome.ids
    assert all(turn.outcome for turn in turns)
    assert Report.objects.count() == 3


def test_the_same_key_twice_in_one_party_is_one_report(world: World) -> None:
    from bulou.records.models import Report

    turns = served(report(world, b"same", key="k"), report(world, b"same", key="k"))

    assert turns[0].outcome.ids == turns[1].outcome.ids
    assert Report.objects.count() == 1


def test_who_writes_to_nobody_is_told_so_and_the_others_are_received(world: World) -> None:
    turns = served(report(world), report(world, slug="nobody"), report(world))

    assert [str(turn.outcome.status) for turn in turns] == ["done", "not_found", "done"]


def test_a_fault_of_one_is_its_own(world: World) -> None:
    broken = replace(report(world), content=None)  # nothing of ours sends this

    turns = served(report(world), broken, report(world))

    assert [bool(turn.outcome) for turn in turns] == [True, False, True]
    assert isinstance(turns[1].fault, TypeError)


def test_when_the_database_is_away_everyone_is_told(world: World, monkeypatch) -> None:
    def away(*_: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(together, "_at_once", away)

    turns = served(report(world), report(world))

    assert [type(turn.fault) for turn in turns] == [OperationalError, OperationalError]


def test_nothing_of_a_party_remains_when_its_transaction_fails(world: World, monkeypatch) -> None:
    from bulou.records.models import Case, Entry

    before = Entry.objects.count()

    def fall(*_: object, **__: object) -> None:
        raise OperationalError("disk full")

    monkeypatch.setattr("bulou.records.rows._values", fall)
    turns = served(report(world), report(world))
    monkeypatch.undo()

    assert all(turn.fault for turn in turns)
    assert Case.objects.count() == 0
    assert Entry.objects.count() == before


@pytest.fixture
def crowd(transactional_db: None) -> Callable[..., list[Outcome | BaseException]]:
    """Send acts from as many threads as there are acts, all at the same moment."""

    def send(*acts: SubmitReport) -> list[Outcome | BaseException]:
        answers: list[Outcome | BaseException] = [RuntimeError("no answer")] * len(acts)
        start = threading.Barrier(len(acts))

        def one(place: int, act: SubmitReport) -> None:
            start.wait()
            try:
                with coming():
                    answers[place] = perform_together(act, by=Actor.stranger(), at=timezone.now())
            except Exception as error:
                answers[place] = error
            finally:
                connections.close_all()

        threads = [threading.Thread(target=one, args=pair) for pair in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert not any(thread.is_alive() for thread in threads)
        return answers

    return send


@pytest.fixture
def open_world(transactional_db: None) -> World:
    world = World()
    world.found("vendor", "QY", "vendor")
    return world


def test_every_thread_gets_its_own_answer(open_world: World, crowd) -> None:
    acts = [report(open_world, b"%d" % n, case_id=uuid4()) for n in range(24)]

    answers = crowd(*acts)

    assert all(answers)
    assert [answer.entry.stream for answer in answers] == [f"case:{act.case_id}" for act in acts]


def test_threads_with_one_key_get_one_report(open_world: World, crowd) -> None:
    from bulou.records.models import Report

    answers = crowd(*(report(open_world, b"same", key="k") for _turn in range(12)))

    assert len({json.dumps(dict(answer.ids)) for answer in answers}) == 1
    assert Report.objects.count() == 1


def test_those_on_their_way_are_waited_for_and_those_alone_are_not(
    open_world: World, crowd, monkeypatch
) -> None:
    parties: list[int] = []
    real = together._serve
    monkeypatch.setattr(together, "_serve", lambda turns: (parties.append(len(turns)), real(turns)))

    crowd(*(report(open_world, case_id=uuid4()) for _turn in range(16)))
    crowded = list(parties)
    parties.clear()
    crowd(report(open_world))

    assert sum(crowded) == 16
    assert len(crowded) < 16
    assert parties == [1]
    assert together._queue._coming == 0


def test_someone_who_turns_back_is_not_waited_for(open_world: World) -> None:
    with pytest.raises(ZeroDivisionError), coming():
        raise ZeroDivisionError

    assert together._queue._coming == 0
