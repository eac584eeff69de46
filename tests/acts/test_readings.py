"""A chosen reading reaches every case of the organisation, once, and no decision that was made before it."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bulou import law
from bulou.acts import Status
from bulou.acts.notification import NotifyAuthority, PreparePacket
from bulou.acts.reach import JudgeReach
from bulou.acts.readings import ChooseReading, sweep
from bulou.acts.rebuilding import differences
from bulou.acts.release import PublishAdvisory
from bulou.acts.remediation import RecordMitigation
from bulou.acts.verification import CloseCase
from bulou.records import sweeping
from bulou.records.models import Case, Duty, Entry, Organisation, ReadingChoice
from tests.acts.scene import PACKET
from tests.world import World

TWO_DAYS = "RMSV-7-2"


def choose(world: World, reading: str = "two_day_mode", value: str = "natural", by: str = "lead") -> Any:
    return world.act(
        ChooseReading(
            organisation_id=world.organisations["vendor"], reading=reading, value=value, grounds="法务意见"
        ),
        by,
    )


def swept(world: World, *, batch: int = 2) -> int:
    """Run the sweep to its end; how many steps it took."""
    steps = 0
    while sweeping.waiting() is not None:
        sweep(world.now, batch=batch)
        steps += 1
        assert steps < 50
    return steps


def sealed(act: str) -> list[dict[str, Any]]:
    rows = [row for row in Entry.objects.order_by("id") if f'"act":"{act}"' in row.header]
    return [
        {name: field["value"] for name, field in row.payload.items()} | {"stream": row.stream} for row in rows
    ]


def due(case_id: UUID) -> datetime | None:
    return Duty.objects.get(case_id=case_id, duty_id=TWO_DAYS).due_at


@pytest.fixture
def cases(world: World) -> list[UUID]:
    """Three open cases whose two days run, and one of another organisation."""
    found = [world.accepted() for _ in range(3)]
    world.submit("other")
    return found


def test_live_duties_move_with_the_reading_and_each_case_says_so(world: World, cases: list[UUID]) -> None:
    before = {case_id: due(case_id) for case_id in cases}
    assert choose(world)
    assert {case_id: due(case_id) for case_id in cases} == before  # the act itself is quick

    steps = swept(world)

    midnight = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
    assert steps == 2
    assert {due(case_id) for case_id in cases} == {midnight}
    assert {Case.objects.get(id=case_id).due_at for case_id in cases} == {midnight}
    entries = sealed("reevaluate_duties")
    assert sorted(entry["stream"] for entry in entries) == sorted(f"case:{case_id}" for case_id in cases)
    assert {(entry["reading"], entry["value"]) for entry in entries} == {("two_day_mode", "natural")}
    changed = next(entry for entry in entries if entry["stream"] == f"case:{cases[0]}")["duties"]
    assert list(changed) == [TWO_DAYS]
    assert changed[TWO_DAYS]["was"]["due_at"] < changed[TWO_DAYS]["is"]["due_at"]
    choice = ReadingChoice.objects.get()
    assert (choice.looked, choice.changed, choice.swept_at is not None) == (3, 3, True)
    assert list(differences()) == []


def test_back_to_the_default_is_a_choice_too(world: World, cases: list[UUID]) -> None:
    before = due(cases[0])
    assert choose(world)
    swept(world)
    assert choose(world, value="hours48")
    swept(world)

    assert due(cases[0]) == before
    assert Organisation.objects.get(slug="vendor").readings == {}
    assert [(entry["previous"], entry["value"], entry["grounds"]) for entry in sealed("choose_reading")] == [
        ("hours48", "natural", "法务意见"),
        ("natural", "hours48", "法务意见"),
    ]


def test_a_default_may_be_confirmed_by_name_and_moves_nothing(world: World, cases: list[UUID]) -> None:
    assert choose(world, value="hours48")

    assert sweeping.waiting() is None
    assert sealed("reevaluate_duties") == []


def test_a_sweep_that_was_stopped_goes_on_and_seals_nothing_twice(world: World, cases: list[UUID]) -> None:
    assert choose(world)
    sweep(world.now, batch=2)
    after = ReadingChoice.objects.get().after
    ReadingChoice.objects.update(after=None)  # writes: as if the worker had died before it noted where it was
    swept(world)

    assert after is not None
    assert len(sealed("reevaluate_duties")) == 3


def test_a_later_choice_takes_the_sweep_over(world: World, cases: list[UUID]) -> None:
    assert choose(world)
    sweep(world.now, batch=1)
    assert choose(world, value="working")
    swept(world)

    assert list(differences()) == []
    assert ReadingChoice.objects.filter(swept_at=None).count() == 0


def test_closed_cases_and_duties_that_end_are_put_right_too(world: World, cases: list[UUID]) -> None:
    """A closed case still shows what was owed, so it must not say one thing in the list and another on its page."""
    world.done(CloseCase(case_id=cases[0], reason="已修"), "lead")
    assert choose(world)
    swept(world)
    assert list(differences()) == []


def test_a_case_that_is_not_the_organisations_is_left_alone(world: World, cases: list[UUID]) -> None:
    other = Case.objects.get(organisation__slug="other")
    assert choose(world)
    swept(world)

    assert not Entry.objects.filter(stream=other.stream, header__contains="reevaluate_duties").exists()


def test_reminders_that_were_sent_for_the_old_moment_are_sent_again(world: World, cases: list[UUID]) -> None:
    Duty.objects.filter(duty_id=TWO_DAYS).update(reminded="overdue")  # writes: as the worker leaves it
    assert choose(world)
    swept(world)

    assert set(
        Duty.objects.filter(case_id__in=cases, duty_id=TWO_DAYS).values_list("reminded", flat=True)
    ) == {""}


def test_past_decisions_keep_the_readings_they_were_made_under(world: World, cases: list[UUID]) -> None:
    """Every sealed decision is made again from what its entry holds and comes out with the same stamp, before and after."""
    world.done(PreparePacket(case_id=cases[0], packet=PACKET), "lead")
    world.done(NotifyAuthority(case_id=cases[0], method="by_hand"), "lead")
    advisory = world.drafted(cases[0], remediation="", precaution="关闭端口。")
    world.done(RecordMitigation(case_id=cases[0], text="关闭端口"), "lead")
    refused = world.act(PublishAdvisory(case_id=cases[0], advisory_id=advisory), "lead")
    before = decisions()
    assert choose(world, "workaround_counts_as_fix", "yes")
    assert choose(world)
    swept(world)
    published = world.act(PublishAdvisory(case_id=cases[0], advisory_id=advisory), "lead")

    after = decisions()
    assert (refused.status, published.status) == (Status.REFUSED, Status.DONE)
    assert after[: len(before)] == before
    assert [made_again(each) for each in after] == [(each["verdict"], each["stamp"]) for each in after]
    assert {each["decision"].get("readings", {}).get("workaround_counts_as_fix") for each in before} == {None}
    assert after[-1]["decision"]["readings"] == {"two_day_mode": "natural", "workaround_counts_as_fix": "yes"}


def decisions() -> list[dict[str, Any]]:
    """Every sealed decision with its verdict, stamp and moment, in the order of the journal."""
    found = []
    for entry in Entry.objects.order_by("id"):
        if decision := entry.payload.get("decision"):
            header = json.loads(entry.header)
            kept = {name: header[name] for name in ("verdict", "stamp", "at")}
            found.append({"decision": decision["value"], **kept})
    return found


def made_again(sealed: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """What the law answers to what the entry holds, with the readings that it holds."""
    decision = sealed["decision"]
    verdict = law.decide(
        decision["conduct"],
        law.parse_facts(decision["facts"]),
        at=datetime.fromisoformat(sealed["at"]),
        readings=decision.get("readings", {}),
        owed=tuple(decision.get("owed", ())),
    )
    return str(verdict.outcome), verdict.stamp.to_json()


@pytest.mark.parametrize(
    ("reading", "value", "field", "proposed"),
    [
        ("clock_strat", "triage", "reading", "clock_start"),
        ("clock_start", "triages", "value", "triage"),
    ],
)
def test_a_wrong_name_or_value_is_told_with_the_nearest(
    world: World, reading: str, value: str, field: str, proposed: str
) -> None:
    outcome = choose(world, reading, value)

    assert (outcome.status, list(outcome.errors)) == (Status.INVALID, [field])
    assert [proposed in text for text in (outcome.errors[field].zh, outcome.errors[field].en)] == [True, True]


def test_the_preview_counts_what_the_sweep_will_change_and_keeps_to_four_queries(
    world: World, cases: list[UUID]
) -> None:
    organisation = Organisation.objects.get(slug="vendor")
    with CaptureQueriesContext(connection) as asked:
        found = [
            sweeping.preview(organisation, "two_day_mode", "natural"),
            sweeping.preview(organisation, "workaround_counts_as_fix", "yes"),
        ]
    assert [(each.looked, each.changed, each.open) for each in found] == [(3, 3, 3), (3, 0, 3)]
    assert len(asked) <= 8
    assert choose(world)
    swept(world)
    assert len(sealed("reevaluate_duties")) == found[0].changed


def test_a_preview_over_many_cases_says_how_many_it_looked_at(world: World, cases: list[UUID]) -> None:
    found = sweeping.preview(Organisation.objects.get(slug="vendor"), "two_day_mode", "natural", most=2)

    assert (found.looked, found.changed, found.open) == (2, 2, 3)


def test_an_organisation_overseas_owes_nothing_once_a_named_person_has_judged_that_it_is_not_reached(
    world: World,
) -> None:
    case_id = UUID(world.submit("supplier").ids["case_id"])
    world.appoint("abroad", "supplier", "lead")
    choice = ChooseReading(
        organisation_id=world.organisations["supplier"],
        reading="china_nexus",
        value="checklist",
        grounds="不销售",
    )
    world.done(choice, "abroad")
    swept(world)
    assert Duty.objects.filter(case_id=case_id, live=True).exists()  # nobody has judged this case yet

    world.done(JudgeReach(case_id=case_id, bound=False, grounds="境内无实体，不销售"), "abroad")

    assert not Duty.objects.filter(case_id=case_id, live=True).exists()
    assert Case.objects.get(id=case_id).due_at is None
    assert list(differences()) == []
