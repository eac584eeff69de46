"""A house guarded against its own: unusual reading is counted and told, the glass is broken in the open."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from bulou.acts import Actor, Status
from bulou.acts.guarding import copies
from bulou.acts.guarding.accounts import SuspendAccount
from bulou.acts.guarding.glass import BreakGlass, ReviewGlass
from bulou.acts.guarding.reading import SetReadingLimits
from bulou.acts.membership import GrantCase, RevokeOffice
from bulou.acts.receipt import PostMessage
from bulou.acts.verification import AssignHandler, OpenUndisclosed
from bulou.records import glass, read_log
from bulou.records.models import BrokenGlass, Case, Delivery, Entry, ReadingAlarm
from bulou.records.sealed import node_key
from bulou.records.visible import case_page, cases_of
from tests.world import World

MONDAY = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)  # nine in the morning in China


def read(world: World, who: str, case_id: UUID) -> None:
    person = world.people[who].person_id
    assert person is not None
    world.done(OpenUndisclosed(person_id=person, case_id=case_id), who)


def told(world: World) -> set[str]:
    rows = Delivery.objects.filter(kind="mail", queued_at__gte=world.now - timedelta(minutes=30))
    return set(rows.values_list("to", flat=True))


def insider_story(world: World) -> tuple[list[UUID], list[UUID]]:
    """Twelve cases: four are the handler's, eight a colleague's. Limits as a small house would set them."""
    vendor = world.organisations["vendor"]
    world.now = MONDAY - timedelta(days=1)
    world.appoint("colleague", "vendor", "handler")
    world.done(
        SetReadingLimits(organisation_id=vendor, many=5, night=3, others=7, copies=2, rows=50), "admin"
    )
    cases = [UUID(world.submit().ids["case_id"]) for _each in range(12)]
    for place, case_id in enumerate(cases):
        owner = "handler" if place < 4 else "colleague"
        person = world.people[owner].person_id
        assert person is not None
        world.done(AssignHandler(case_id=case_id, person_id=person), "lead")
        if owner == "colleague":
            world.done(GrantCase(case_id=case_id, person_id=world.people["handler"].person_id), "lead")
    return cases[:4], cases[4:]


def test_ac10_an_insider_who_reads_on_for_weeks_raises_the_alarm_and_ordinary_weeks_do_not(
    world: World,
) -> None:
    own, others = insider_story(world)
    for day in range(
        0, 21, 2
    ):  # three weeks of ordinary work, with a look at a colleague's case now and then
        world.now = MONDAY + timedelta(days=day, hours=day % 6)
        read(world, "handler", own[day % 4])
        read(world, "handler", others[0 if day < 10 else 1])
    assert not ReadingAlarm.objects.exists()

    found = []
    for week, case_id in enumerate(others[2:]):  # slowly: one case more a week would not be many a day
        world.now = MONDAY + timedelta(days=21 + week, hours=3)
        read(world, "handler", case_id)
        found.append(list(ReadingAlarm.objects.values_list("rule", "counted", "limit")))

    assert found == [[], [], [], [], [], [("others", 8, 7)]]
    sealed = Entry.objects.filter(header__contains='"act":"raise_reading_alarm"')
    assert [entry.stream for entry in sealed] == [f"org:{world.organisations['vendor']}"]
    assert "admin@vendor.example" in told(world)


def test_ac10_a_burst_is_measured_by_the_persons_own_past(world: World) -> None:
    own, others = insider_story(world)
    for day in range(3):
        world.now = MONDAY + timedelta(days=day)
        for case_id in own[:3]:
            read(world, "handler", case_id)
    world.now = MONDAY + timedelta(days=5)
    organisation = Case.objects.get(id=own[0]).organisation
    person = world.people["handler"].person_id
    assert person is not None
    for case_id in [*own, *others][:9]:  # thrice the busiest day, which had three
        read(world, "handler", case_id)
    before = {
        each.rule: (each.counted, each.limit, each.usual)
        for each in read_log.counts(person, organisation, at=world.now)
    }
    read(world, "handler", others[5])

    assert before["many"] == (9, 9, 3)
    assert list(ReadingAlarm.objects.values_list("rule", "counted", "limit", "usual")) == [("many", 10, 9, 3)]
    read(world, "handler", others[6])
    assert ReadingAlarm.objects.filter(rule="many").count() == 1  # one a day


def test_ac10_reading_at_night_is_counted_by_the_clock_in_china(world: World) -> None:
    own, _others = insider_story(world)
    world.now = MONDAY + timedelta(hours=13, minutes=-3)  # 21:57 in China, the first three before ten
    for case_id in own[:3]:
        read(world, "handler", case_id)
    assert not read_log.at_night(MONDAY) and read_log.at_night(world.now)
    for case_id in own:
        read(world, "handler", case_id)

    assert list(ReadingAlarm.objects.values_list("rule", "counted", "limit")) == [("night", 4, 3)]


def broken(world: World, case_id: UUID, by: str = "handler") -> UUID:
    number = Case.objects.get(id=case_id).number
    act = BreakGlass(
        organisation_id=world.organisations["vendor"],
        number=number,
        emergency="due",
        grounds="三人均无法联系",
    )
    return UUID(world.done(act, by).ids["glass"])


def test_ac10_the_glass_shows_one_case_for_sixty_minutes_and_lets_nothing_be_changed(world: World) -> None:
    case_id, other = (UUID(world.submit().ids["case_id"]) for _each in range(2))
    glass_id, person = broken(world, case_id), world.people["handler"].person_id
    assert person is not None
    row = BrokenGlass.objects.get(id=glass_id)
    vendor = world.organisations["vendor"]
    found = glass.behind(person, vendor, glass_id, at=row.until - timedelta(seconds=1))
    write = world.act(PostMessage(case_id=case_id, text="改动"), "handler")

    assert found is not None and (found.title, found.report["steps"]) == ("命令注入", "secret steps")
    assert row.until - row.broken_at == timedelta(minutes=60)
    assert glass.behind(person, vendor, glass_id, at=row.until) is None
    assert glass.behind(world.people["lead"].person_id or person, vendor, glass_id, at=row.broken_at) is None
    assert write.status is Status.NOT_FOUND
    assert not cases_of(person).exists()
    assert case_page(person, Case.objects.get(id=other).number, at=world.now) is None


def test_ac10_whoever_owns_the_case_and_the_security_administrators_are_told_and_another_reviews(
    world: World,
) -> None:
    case_id = UUID(world.submit().ids["case_id"])
    glass_id = broken(world, case_id)
    about = {"organisation_id": world.organisations["vendor"], "glass_id": glass_id, "remark": "通话记录属实"}
    by = {name: world.people[name] for name in ("handler", "auditor", "lead")} | {"system": Actor.system()}
    others = {
        name: world.act(ReviewGlass(**about, judgement="approved"), actor).status
        for name, actor in by.items()
    }
    world.done(ReviewGlass(**about, judgement="objected"), "admin")
    again = world.act(ReviewGlass(**about, judgement="approved"), "admin")
    row = BrokenGlass.objects.get(id=glass_id)

    assert {"admin@vendor.example", "lead@vendor.example"} <= told(world)
    assert others == dict.fromkeys(("handler", "auditor", "lead"), Status.REFUSED) | {
        "system": Status.INVALID
    }
    assert (row.approved, row.reviewed_by_id, again.status) == (
        False, world.people["admin"].person_id, Status.INVALID,
    )  # fmt: skip


def test_ac10_grounds_are_sealed_with_the_case_and_no_administrator_breaks_a_glass(world: World) -> None:
    case_id = UUID(world.submit().ids["case_id"])
    number = Case.objects.get(id=case_id).number
    act = BreakGlass(
        organisation_id=world.organisations["vendor"], number=number, emergency="due", grounds="急"
    )
    refused = {name: world.act(act, name).status for name in ("admin", "auditor")}
    abroad = world.act(act, "foreigner").status
    broken(world, case_id)
    entry = Entry.objects.filter(header__contains='"act":"break_glass"').latest("id")

    assert refused == dict.fromkeys(("admin", "auditor"), Status.REFUSED)
    assert abroad is Status.NOT_FOUND
    assert "三人" not in str(entry.payload) and set(entry.payload["grounds"]) >= {"box"}


def test_ac10_a_glass_counts_as_reading_and_is_an_alarm_of_its_own(world: World) -> None:
    vendor, person = world.organisations["vendor"], world.people["handler"].person_id
    assert person is not None
    world.done(SetReadingLimits(organisation_id=vendor, many=1, night=9, others=9, copies=9, rows=9), "admin")
    cases = [UUID(world.submit().ids["case_id"]) for _each in range(3)]
    before = set(Delivery.objects.values_list("id", flat=True))
    for case_id in cases:
        broken(world, case_id)
    mails = Delivery.objects.exclude(id__in=before).filter(kind="mail")
    texts = [json.loads(node_key().open(row.body_sealed, f"delivery:{row.key}")) for row in mails]
    organisation = BrokenGlass.objects.latest("broken_at").organisation
    counted = {each.rule: each.counted for each in read_log.counts(person, organisation, at=world.now)}

    assert (counted["many"], BrokenGlass.objects.count()) == (3, 3)
    assert not ReadingAlarm.objects.exists()
    assert Counter((row.to, text["template"], text["number"]) for row, text in zip(mails, texts, strict=True)) == {
        (to, "glass_broken", number): 1
        for to in ("admin@vendor.example", "lead@vendor.example")
        for number in Case.objects.filter(id__in=cases).values_list("number", flat=True)
    }  # fmt: skip
    own = UUID(world.submit().ids["case_id"])
    world.done(GrantCase(case_id=own, person_id=person), "lead")
    read(world, "handler", own)  # what the glasses brought is raised with the next reading
    assert list(ReadingAlarm.objects.values_list("rule", "counted", "limit")) == [("many", 4, 1)]


def test_ac10_where_the_handler_is_suspended_the_leads_are_told(world: World) -> None:
    vendor, case_id = world.organisations["vendor"], UUID(world.submit().ids["case_id"])
    world.appoint("sysadmin", "vendor", "system_admin")
    away = world.appoint("away", "vendor", "handler").person_id
    assert away is not None
    world.done(AssignHandler(case_id=case_id, person_id=away), "lead")
    here = glass.owner_addresses(Case.objects.get(id=case_id))
    world.done(SuspendAccount(organisation_id=vendor, person_id=away), "sysadmin")

    assert here == ["away@vendor.example"]
    assert glass.owner_addresses(Case.objects.get(id=case_id)) == ["lead@vendor.example"]


def test_ac10_a_glass_closes_with_the_office(world: World) -> None:
    case_id = UUID(world.submit().ids["case_id"])
    glass_id, person = broken(world, case_id), world.people["handler"].person_id
    assert person is not None
    vendor = world.organisations["vendor"]
    world.done(RevokeOffice(organisation_id=vendor, person_id=person, office="handler"), "admin")

    assert glass.behind(person, vendor, glass_id, at=world.now) is None


def test_a_leak_is_traced_before_the_stream_is_held_and_only_for_who_may(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The transaction of the test itself does not count."""
    held: list[bool] = []
    trace = copies.trace

    def looking(*known: Any) -> Any:
        held.append(not all(block._from_testcase for block in connection.atomic_blocks))
        return trace(*known)

    monkeypatch.setattr(copies, "trace", looking)
    act = copies.TraceLeak(organisation_id=world.organisations["vendor"], leak="QY-2026-0001,…")
    answers = [world.act(act, who).status for who in ("lead", "foreigner", "auditor")]

    assert (answers, held) == ([Status.REFUSED, Status.NOT_FOUND, Status.DONE], [False])
