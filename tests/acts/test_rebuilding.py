"""What is cached is what the entries say, whatever was done in whatever order; an edited cache is found."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from bulou.acts import Outcome, Status
from bulou.acts.act import OpeningAct
from bulou.acts.readings import ChooseReading
from bulou.acts.rebuilding import Difference, differences
from bulou.acts.verification import AcceptCase
from bulou.records.models import Case, Duty, Entry
from tests.acts.examples import EXAMPLES
from tests.acts.scene import Scene
from tests.records.tampering import put

SEQUENCES, LENGTH = 4, 60
NOT_HERE = {"choose_reading", "found_node", "accept_invitation"}
"""A reading changes what the law makes of the same entries (below); the others are done once in a node's life."""


def test_after_the_scene_nothing_differs(scene: Scene) -> None:
    assert list(differences()) == []


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_after_any_sequence_of_acts_nothing_differs(scene: Scene, seed: int) -> None:
    """Acts of every kind on cases in every stage by people of every standing, as time goes on; most are refused."""
    chance, world = random.Random(seed), scene.world
    names = sorted(EXAMPLES.keys() - NOT_HERE)
    answers: dict[Status, int] = {}
    for _ in range(LENGTH):
        example = EXAMPLES[chance.choice(names)]
        stage = chance.choice(sorted(scene.cases))
        world.now += timedelta(hours=chance.choice([0, 0, 1, 30, 200]))
        act = example.act(scene)
        if "case_id" in type(act).__dataclass_fields__ and not isinstance(act, OpeningAct):
            act = replace(act, case_id=scene.cases[stage])
        outcome = world.act(
            act, scene.actor(chance.choice([example.by, example.by, "granted", "lead"]), stage)
        )
        answers[outcome.status] = answers.get(outcome.status, 0) + 1

    assert list(differences()) == []
    assert answers[Status.DONE] > 10
    assert answers[Status.REFUSED] > 3


@pytest.mark.parametrize(
    ("what", "edit"),
    [
        ("facts", "UPDATE records_case SET facts = '{}' WHERE number = %s"),
        ("events", "UPDATE records_case SET events = '{}' WHERE number = %s"),
        ("rm", "UPDATE records_case SET rm = 'closed' WHERE number = %s"),
        ("em", "UPDATE records_case SET em = 'exited' WHERE number = %s"),
        ("reg", "UPDATE records_case SET reg = 'acknowledged' WHERE number = %s"),
        ("due_at", "UPDATE records_case SET due_at = NULL WHERE number = %s"),
    ],
)
def test_an_edited_cache_of_a_case_is_found_and_put_right(scene: Scene, what: str, edit: str) -> None:
    case = Case.objects.get(id=scene.cases["deferred"])
    before = _caches(case.id)
    put(edit, case.number)

    assert {(found.case, found.what) for found in differences()} == {(case.number, what)}
    _fix()
    assert _caches(case.id) == before


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE records_duty SET live = NOT live WHERE duty_id = 'RMSV-7-2'",
        "UPDATE records_duty SET standing = 'excused' WHERE duty_id = 'RMSV-7-2'",
        "UPDATE records_duty SET due_at = '2030-01-01 00:00:00+00:00' WHERE duty_id = 'RMSV-7-2'",
        "DELETE FROM records_duty WHERE duty_id = 'RMSV-7-2'",
        "UPDATE records_duty SET duty_id = 'RMSV-0-0' WHERE duty_id = 'RMSV-7-2'",
    ],
)
def test_an_edited_duty_is_found_and_put_right(scene: Scene, edit: str) -> None:
    before = {case_id: _caches(case_id) for case_id in scene.cases.values()}
    put(edit)

    found = {item.case for item in differences()}
    assert found == set(Case.objects.values_list("number", flat=True))
    _fix()
    assert {case_id: _caches(case_id) for case_id in scene.cases.values()} == before


def _fix() -> None:
    assert list(differences(write=True))
    assert list(differences()) == []


def _caches(case_id: UUID) -> tuple[Any, ...]:
    case = Case.objects.values("facts", "events", "rm", "em", "reg", "due_at").get(id=case_id)
    columns = ("duty_id", "standing", "live", "started_at", "due_at", "done_at")
    duties = Duty.objects.filter(case_id=case_id).exclude(standing="not_arisen").order_by("duty_id")
    return case, list(duties.values(*columns))


def test_a_difference_says_what_is_cached_and_what_the_entries_make(scene: Scene) -> None:
    case = Case.objects.get(id=scene.cases["deferred"])
    put("UPDATE records_case SET rm = 'closed' WHERE number = %s", case.number)

    assert list(differences()) == [Difference(case.number, "rm", "closed", "deferred")]


def test_looking_changes_nothing(scene: Scene) -> None:
    put("UPDATE records_case SET rm = 'closed' WHERE id IN (SELECT id FROM records_case)")

    assert list(differences()) == list(differences()) != []


def test_another_reading_changes_live_duties_and_no_entry(scene: Scene) -> None:
    """After it, caches are either anew already or said to differ; putting them right leaves nothing."""
    sealed = Entry.objects.count()
    reading = ChooseReading(
        organisation_id=scene.world.organisations["vendor"],
        reading="two_day_mode",
        value="natural",
        grounds="意见",
    )
    scene.world.done(reading, "lead")

    list(differences(write=True))

    assert list(differences()) == []
    assert Entry.objects.count() == sealed + 1


def test_the_clock_of_article_seven_keeps_its_first_start(scene: Scene) -> None:
    """Invalidated and confirmed again, closed and accepted again: never two new days (DECISIONS 8)."""
    world, case_id = scene.world, scene.cases["received"]
    starts: list[datetime | None] = [_start(case_id)]
    steps: list[Callable[[], Outcome]] = [
        lambda: world.done(EXAMPLES["decline_report"].act(scene), "lead"),
        lambda: world.done(EXAMPLES["identify_product"].act(scene), "lead"),
        lambda: world.done(EXAMPLES["validate_report"].act(scene), "lead"),
        lambda: world.done(AcceptCase(case_id=case_id), "lead"),
    ]
    for step in steps:
        world.now += timedelta(days=1)
        step()
        starts.append(_start(case_id))

    received = Case.objects.get(id=case_id).received_at
    assert {start.astimezone(UTC) for start in starts if start is not None} == {received}


def _start(case_id: UUID) -> datetime | None:
    return (
        Duty.objects.filter(case_id=case_id, duty_id="RMSV-7-2").values_list("started_at", flat=True).first()
    )
