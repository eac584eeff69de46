"""Duties whose time comes: noted once a stage, in the case and to whoever handles it."""

import json
from datetime import timedelta
from uuid import UUID

from bulou.acts.verification import AssignHandler
from bulou.entrypoints.worker.loop import tick
from bulou.records.waiting import reminders
from tests import smtp
from tests.world import World


def noted(case_id: str) -> list[tuple[str, str]]:
    from bulou.records.models import Entry

    rows = Entry.objects.filter(stream=f"case:{case_id}").order_by("index")
    return [
        (row.payload["duty"]["value"], row.payload["stage"]["value"])
        for row in rows
        if json.loads(row.header)["act"] == "note_duty"
    ]


def two_days(case_id: str) -> list[str]:
    return [stage for duty, stage in noted(case_id) if duty == "RMSV-7-2"]


def test_every_stage_of_a_duty_is_noted_once_at_its_time(world: World, mailbox: smtp.Mailbox) -> None:
    from bulou.records.models import Duty

    made = world.submit()
    case_id = made.ids["case_id"]
    due = Duty.objects.get(case_id=case_id, duty_id="RMSV-7-2").due_at
    seen = []

    for hours in (-25, -24, -23, -7, -6, -5, -1, 0, 1, 30):
        tick(due + timedelta(hours=hours))
        seen.append((hours, two_days(case_id)))

    assert seen == [
        (-25, []),
        (-24, ["24h"]),
        (-23, ["24h"]),
        (-7, ["24h"]),
        (-6, ["24h", "6h"]),
        (-5, ["24h", "6h"]),
        (-1, ["24h", "6h"]),
        (0, ["24h", "6h"]),
        (1, ["24h", "6h", "overdue"]),
        (30, ["24h", "6h", "overdue"]),
    ]
    assert Duty.objects.get(case_id=case_id, duty_id="RMSV-7-2").standing == "overdue"


def test_a_worker_that_was_away_notes_only_the_stage_that_has_come(world: World, mailbox) -> None:
    from bulou.records.models import Duty

    made = world.submit()
    due = Duty.objects.get(case_id=made.ids["case_id"], duty_id="RMSV-7-2").due_at

    tick(due + timedelta(days=3))

    assert two_days(made.ids["case_id"]) == ["overdue"]


def test_a_duty_that_was_met_is_not_noted(world: World, mailbox) -> None:
    from bulou.acts.notification import NotifyAuthority, PreparePacket

    case_id = world.accepted()
    world.done(PreparePacket(case_id=case_id, packet={"product_name": "x"}), "lead")
    world.done(NotifyAuthority(case_id=case_id, method="by_hand", receipt_number="1"), "lead")

    tick(world.now + timedelta(days=3))

    assert two_days(str(case_id)) == []


def test_the_handler_is_told_else_the_organisation_by_number_and_duty_alone(world: World, mailbox) -> None:
    unassigned, assigned = world.submit().ids, world.submit().ids
    handler = world.people["handler"].person_id
    world.done(AssignHandler(case_id=UUID(assigned["case_id"]), person_id=handler), "lead")
    tick(world.now)
    mailbox.mails.clear()

    tick(world.now + timedelta(days=3))  # notes them, and queues the mails
    tick(world.now + timedelta(days=3, minutes=1))

    told = {(found["To"], number) for found in mailbox.mails for number in (unassigned["number"], assigned["number"])
            if number in found["Subject"] and "RMSV-7-2" in found["Subject"]}  # fmt: skip
    assert told == {
        ("psirt@vendor.example", unassigned["number"]),
        ("handler@vendor.example", assigned["number"]),
    }
    assert not any(
        "secret" in found.get_content() or "命令注入" in found.get_content() for found in mailbox.mails
    )


def test_the_longest_overdue_are_noted_first_and_in_batches(world: World) -> None:
    made = [world.submit().ids["case_id"] for _turn in range(3)]

    found = reminders(at=world.now + timedelta(days=3), most=1)

    assert [str(item.case_id) for item in found] == [made[0]]
    assert [item.stage for item in found] == ["overdue"]


def test_one_case_that_cannot_be_noted_keeps_no_other_from_it(world: World, mailbox, monkeypatch) -> None:
    from bulou.entrypoints.worker import duties

    broken, sound = world.submit().ids["case_id"], world.submit().ids["case_id"]
    real = duties.perform

    def perform(act, **rest):
        if str(act.case_id) == broken:
            raise RuntimeError("a fault of ours")
        return real(act, **rest)

    monkeypatch.setattr(duties, "perform", perform)

    tick(world.now + timedelta(days=3))

    assert two_days(broken) == []
    assert two_days(sound) == ["overdue"]


def test_a_duty_is_noted_where_there_is_nobody_to_tell(world: World, mailbox) -> None:
    from bulou.records.models import Delivery

    world.found("quiet", "QT", "vendor")
    case_id = world.submit("quiet").ids["case_id"]

    tick(world.now + timedelta(days=3))

    assert two_days(case_id) == ["overdue"]
    assert Delivery.objects.filter(case_id=case_id).count() == 0
