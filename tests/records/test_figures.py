"""Sums over a small known world: whole tables, for whom they are, in few queries."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bulou.cases.wishes import Observed

if TYPE_CHECKING:
    from uuid import UUID

    from bulou.records.figures import Asked
    from tests.world import World

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def asked(step: str = "week", channel: str = "") -> "Asked":
    from bulou.records.figures import Asked

    return Asked(*NOVEMBER, step, channel)


def known(world: "World", name: str = "lead"):
    from bulou.records.inbox import known_cases

    who = world.people[name]
    return known_cases(who.person_id, who.organisation_id)


def answer(world: "World", case_id: "UUID", after: timedelta) -> None:
    from bulou.acts.receipt import PostMessage
    from bulou.records.models import Case

    world.now = Case.objects.get(id=case_id).received_at + after
    world.done(PostMessage(case_id=case_id, thread="public", text="谢谢。"), "lead")


def submitted(world: "World", at: datetime, **more) -> "UUID":
    from uuid import UUID

    world.now = at
    return UUID(world.submit(**more).ids["case_id"])


def test_intake_is_summed_by_period_of_beijing_and_by_channel(world: "World") -> None:
    from bulou.records import figures
    from bulou.records.models import Case

    submitted(world, MONDAY)
    submitted(world, MONDAY + timedelta(days=6, hours=14))  # 23:00 on Sunday in Beijing
    submitted(world, MONDAY + timedelta(days=6, hours=15))  # midnight: Monday
    mail = submitted(world, MONDAY)
    Case.objects.filter(id=mail).update(channel="email")  # writes: a case as the mail room opens it
    submitted(world, datetime(2026, 10, 31, 15, 59, tzinfo=UTC))  # October still

    weeks = {
        (date(2026, 11, 2), "email"): 1,
        (date(2026, 11, 2), "portal"): 2,
        (date(2026, 11, 9), "portal"): 1,
    }
    assert figures.intake(known(world), asked()) == weeks
    assert figures.intake(known(world), asked("month")) == {
        (date(2026, 11, 1), "email"): 1,
        (date(2026, 11, 1), "portal"): 3,
    }
    assert figures.intake(known(world), asked("day", "email")) == {(date(2026, 11, 2), "email"): 1}
    assert figures.channels(known(world)) == ["email", "portal"]


def test_a_duplicate_is_never_counted_as_invalid(world: "World") -> None:
    from bulou.acts.duplicates import MarkDuplicate
    from bulou.acts.receipt import DeclineReport
    from bulou.acts.verification import CloseCase, DeferCase
    from bulou.records import figures
    from bulou.records.models import Case

    world.now = MONDAY
    first, deferred = world.accepted(), world.accepted()
    world.done(DeferCase(case_id=deferred, reason="其后"), "lead")
    number = Case.objects.get(id=first).number
    world.done(MarkDuplicate(case_id=submitted(world, world.now), original=number), "lead")
    for reason, closed in (
        ("duplicate", True),
        ("duplicate", False),
        ("not_a_vulnerability", True),
        ("out_of_scope", False),
    ):
        case_id = submitted(world, world.now)
        world.open(case_id, "lead")
        world.done(DeclineReport(case_id=case_id, reason=reason, text="说明"), "lead")
        if closed:
            world.done(CloseCase(case_id=case_id, reason="完"), "lead")
    submitted(world, world.now)

    week = date(2026, 11, 2)
    assert figures.validity(known(world), asked()) == {
        (week, "confirmed"): 2,
        (week, "duplicate"): 3,
        (week, "invalid"): 2,
        (week, "undecided"): 1,
    }


def test_the_wait_is_for_a_person_and_ranked_within_its_period(world: "World") -> None:
    from bulou.records import figures
    from bulou.records.figures import Wait

    hour = timedelta(hours=1)
    first = [submitted(world, MONDAY + timedelta(minutes=n)) for n in range(10)]
    later = submitted(world, MONDAY + timedelta(days=7))
    submitted(world, MONDAY)  # never answered
    for number, case_id in enumerate(first, start=1):
        answer(world, case_id, number * hour)
    answer(world, later, 5 * hour)
    answer(world, later, 9 * hour)  # a second answer is not the first

    assert figures.waits(known(world), asked()) == {
        date(2026, 11, 2): Wait(10, 5 * hour, 9 * hour),
        date(2026, 11, 9): Wait(1, 5 * hour, 5 * hour),
    }


def test_duties_are_in_time_late_overdue_or_running(world: "World") -> None:
    from bulou.records import figures
    from bulou.records.models import Duty

    cases = []
    for day in range(4):
        world.now = MONDAY + timedelta(days=day)
        cases.append(world.accepted())
    two_days = Duty.objects.filter(duty_id="RMSV-7-2")
    due = [two_days.get(case=case).due_at for case in cases]
    # writes: two duties as they stand once they were done, to the second
    two_days.filter(case=cases[0]).update(done_at=due[0], live=False, standing="done_in_time")
    two_days.filter(case=cases[1]).update(
        done_at=due[1] + timedelta(seconds=1), live=False, standing="done_late"
    )

    rows = {row.duty_id: row for row in figures.kept(known(world), asked(), at=due[2] + timedelta(seconds=1))}
    kept, untimed = rows["RMSV-7-2"], rows["RMSV-7-1a"]

    assert (kept.in_time, kept.late, kept.overdue, kept.running, kept.rate) == (1, 1, 1, 1, 1 / 3)
    assert (untimed.untimed_done, untimed.rate) == (4, None)
    assert figures.kept(known(world), asked(channel="email"), at=world.now) == []


def test_open_cases_by_age_and_stage(world: "World") -> None:
    from bulou.acts.verification import CloseCase, DeferCase
    from bulou.records import figures

    world.now = MONDAY
    world.accepted()
    closed = world.accepted()
    world.done(DeferCase(case_id=closed, reason="其后"), "lead")
    world.done(CloseCase(case_id=closed, reason="完"), "lead")
    for days in (0, 5, 7, 8):
        submitted(world, MONDAY + timedelta(days=days))
    at = MONDAY + timedelta(days=9)

    assert figures.ageing(known(world), at=at) == {
        (0, "received"): 1,
        (1, "received"): 2,  # of exactly two days, and of four
        (2, "received"): 1,
        (2, "in_hand"): 1,
    }


def test_histories_follow_when_things_happened_and_not_when_they_were_recorded(world: "World") -> None:
    from bulou.acts.remediation import RecordRemediation
    from bulou.acts.verification import RecordObservation
    from bulou.records.histories import histories

    unseen = frozenset({"fix_deployed"})
    world.now = MONDAY
    world.accepted()
    mended = world.accepted()
    leaked = world.accepted()
    submitted(world, world.now)  # not confirmed: it has no history to judge
    for case_id in (mended, leaked):
        world.done(RecordRemediation(case_id=case_id, text="升级", location="官网"), "lead")
    for case_id, observed, when in (
        (mended, "public", world.now),
        (leaked, "exploit_public", MONDAY - timedelta(days=1)),
    ):
        world.done(
            RecordObservation(case_id=case_id, observed=observed, source="公告", observed_at=when), "lead"
        )

    found = histories(known(world), asked())
    assert sorted(found, key=lambda each: each.history) == [
        Observed(("exploit_public", "public_aware", "vendor_aware", "fix_ready"), 1, unseen),
        Observed(("vendor_aware",), 1, unseen),
        Observed(("vendor_aware", "fix_ready", "public_aware"), 1, unseen),
    ]


def test_ac03_sums_hold_only_the_cases_that_the_reader_may_know(world: "World") -> None:
    from bulou.acts.membership import GrantCase
    from bulou.records import figures
    from bulou.records.histories import histories

    world.now = MONDAY
    granted, hidden = world.accepted(), world.accepted()
    for case_id in (granted, hidden):
        answer(world, case_id, timedelta(hours=2))
    handler = world.people["handler"].person_id
    world.done(GrantCase(case_id=granted, person_id=handler), "lead")
    at = world.now

    def all_of(name: str) -> list:
        cases = known(world, name)
        return [
            figures.channels(cases),
            figures.intake(cases, asked()),
            figures.validity(cases, asked()),
            {day: wait.answered for day, wait in figures.waits(cases, asked()).items()},
            {
                row.duty_id: row.overdue + row.running
                for row in figures.kept(cases, asked(), at=at)
                if row.duty_id == "RMSV-7-2"
            },
            figures.ageing(cases, at=at),
            [each.count for each in histories(cases, asked())],
        ]

    def of(number: int) -> list:
        week = date(2026, 11, 2)
        return [
            ["portal"], {(week, "portal"): number}, {(week, "confirmed"): number}, {week: number}, {"RMSV-7-2": number},
            {(0, "in_hand"): number}, [number],
        ]  # fmt: skip

    nothing = [[], {}, {}, {}, {}, {}, []]
    assert [all_of(name) for name in ("lead", "handler", "auditor", "admin", "foreigner")] == [
        of(2), of(1), nothing, nothing, nothing,
    ]  # fmt: skip


def test_what_is_asked_is_put_in_order_and_never_makes_too_many_periods() -> None:
    from bulou.records.figures import Asked

    today = date(2026, 11, 22)
    usual = Asked.of(None, None, today=today)

    assert usual == Asked(date(2026, 8, 31), today, "week")
    assert len(usual.periods()) == 12
    assert Asked.of(today, date(2026, 11, 1), "day", "email", today=today) == Asked(
        date(2026, 11, 1), today, "day", "email"
    )
    assert Asked.of(date(2026, 1, 1), today, "day", today=today).step == "week"
    assert Asked.of(date(2024, 1, 1), today, "day", today=today).step == "month"
    assert Asked.of(date(1990, 1, 1), today, "nonsense", today=today).first == date(2016, 11, 21)
    assert Asked(date(2026, 1, 31), date(2026, 3, 1), "month").periods() == [
        date(2026, month, 1) for month in (1, 2, 3)
    ]
