"""The reception log (Article 5): days sealed, gaps found, inspections sealed, staff entry that starts the clocks in time."""

import json
from datetime import date, timedelta
from uuid import UUID

from bulou.acts import Actor, Status
from bulou.acts.custody import PurgeLog
from bulou.acts.entering import EnterReport
from bulou.acts.reception import InspectReception, SealReceptionDay
from bulou.entrypoints.worker.reception import seal_days
from bulou.law import six_months
from bulou.records.models import Case, Delivery, Entry, Organisation, ReceptionSeal, Report
from bulou.records.public import reception
from bulou.records.reception_log import Span, beginning, day_of, log_page, log_rows
from bulou.records.reception_seals import Gap, every_gap, to_seal
from bulou.records.streams import opened
from tests.world import START, World

DAY = day_of(START)


def house(world: World) -> Organisation:
    return Organisation.objects.get(slug="vendor")


def sealed(world: World, reports: int = 3) -> list[str]:
    """That many reports on one day, which is then over and sealed; their numbers in order."""
    numbers = [world.submit().ids["number"] for _unused in range(reports)]
    world.now = beginning(DAY + timedelta(days=2)) + timedelta(hours=9)
    while seal_days(at=world.now):
        pass
    return sorted(numbers)


def test_each_day_is_sealed_once_it_is_over_and_empty_days_together(world: World) -> None:
    numbers = sealed(world)
    world.now += timedelta(days=10)
    seal_days(at=world.now)

    rows = ReceptionSeal.objects.filter(organisation=house(world)).order_by("first_day")
    assert [(row.first_day, row.last_day, row.count, row.total) for row in rows] == [
        (DAY, DAY, 3, 3),
        (DAY + timedelta(days=1), DAY + timedelta(days=1), 0, 3),
        (DAY + timedelta(days=2), DAY + timedelta(days=11), 0, 3),
    ]
    entry = Entry.objects.get(stream=f"org:{house(world).id}", index=rows[0].entry_index)
    assert (opened(entry, None)["numbers"], opened(entry, None)["root"]) == (numbers, rows[0].root)
    assert to_seal(at=world.now) is None
    assert every_gap(house(world), at=world.now) == []


def test_no_day_is_sealed_before_it_is_over_or_out_of_order(world: World) -> None:
    sealed(world)
    organisation_id = house(world).id
    today, gap = day_of(world.now), day_of(world.now) + timedelta(days=1)

    answers = [
        world.act(SealReceptionDay(organisation_id=organisation_id, first=first, last=last), Actor.system())
        for first, last in ((today, today), (gap, gap), (DAY, DAY))
    ]

    assert [(each.status, list(each.errors)) for each in answers] == [
        (Status.INVALID, ["last"]),
        (Status.INVALID, ["first"]),
        (Status.INVALID, ["first"]),
    ]


def test_ac45_a_report_deleted_to_escape_the_log_is_named(world: World) -> None:
    numbers = sealed(world)
    Report.objects.filter(case__number=numbers[1]).delete()  # writes: someone with the database at hand

    assert every_gap(house(world), at=world.now) == [Gap("missing", DAY, DAY, numbers[1])]


def test_ac45_a_lawful_purge_leaves_no_gap_and_cannot_come_early(world: World) -> None:
    numbers = sealed(world)
    case_id = Case.objects.get(number=numbers[0]).id
    early = world.act(PurgeLog(case_id=case_id, grounds="腾出空间"), "lead")
    world.now = six_months(START) + timedelta(days=2)
    world.done(PurgeLog(case_id=case_id, grounds="期满"), "lead")
    while seal_days(at=world.now):
        pass

    page = log_page(house(world), Span(state="purged"), at=world.now)
    assert early.status is Status.REFUSED
    assert [row.number for row in page.rows] == [numbers[0]]
    assert every_gap(house(world), at=world.now) == []


def test_ac46_gaps_edits_additions_and_lost_seals_are_found(world: World) -> None:
    numbers = sealed(world)
    house_id, first = house(world).id, Report.objects.get(case__number=numbers[0])

    def found(change: object, undo: object) -> list[Gap]:
        change()  # type: ignore[operator]
        wrong = every_gap(house(world), at=world.now)
        undo()  # type: ignore[operator]
        return wrong

    reports, seals = (
        Report.objects.filter(id=first.id),
        ReceptionSeal.objects.filter(first_day=DAY, organisation=house_id),
    )
    row = seals.get()
    hashed = found(
        lambda: reports.update(raw_sha256="0" * 64),  # writes: tampering
        lambda: reports.update(raw_sha256=first.raw_sha256),  # writes: tampering undone
    )
    moved = found(
        lambda: reports.update(received_at=first.received_at - timedelta(seconds=1)),  # writes: tampering
        lambda: reports.update(received_at=first.received_at),  # writes: tampering undone
    )
    away = found(
        lambda: reports.update(received_at=first.received_at + timedelta(days=1)),  # writes: tampering
        lambda: reports.update(received_at=first.received_at),  # writes: tampering undone
    )
    recounted = found(
        lambda: seals.update(count=2, total=2),  # writes: tampering
        lambda: seals.update(count=3, total=3),  # writes: tampering undone
    )
    stream = first.case.stream
    here, away_from = (Entry.objects.filter(stream=each, index=0) for each in (stream, "case:elsewhere"))
    lost = found(
        lambda: here.update(stream="case:elsewhere"),  # writes: tampering
        lambda: away_from.update(stream=stream),  # writes: tampering undone
    )
    dropped = found(seals.delete, row.save)  # writes: tampering and its undoing

    next_day = DAY + timedelta(days=1)
    assert (hashed, moved) == ([Gap("altered", DAY, DAY)], [Gap("altered", DAY, DAY)])
    assert away == [Gap("missing", DAY, DAY, numbers[0]), Gap("added", next_day, next_day, numbers[0])]
    assert Gap("seal", DAY, DAY) in recounted
    assert lost == [Gap("entry", DAY, DAY, numbers[0])]
    assert Gap("seal", DAY, DAY) in dropped


def test_days_that_should_have_been_sealed_are_named(world: World) -> None:
    sealed(world)
    world.now += timedelta(days=5)

    begins = DAY + timedelta(days=2)
    assert every_gap(house(world), at=world.now) == [Gap("unsealed", begins, begins + timedelta(days=3))]


def test_the_log_says_until_when_each_reception_is_kept(world: World) -> None:
    number = world.submit().ids["number"]
    until = six_months(START)
    before, after = until - timedelta(seconds=1), until

    found = {
        (at, state): [row.number for row in log_page(house(world), Span(state=state), at=at).rows]
        for at in (before, after)
        for state in ("held", "releasable")
    }
    (row,) = log_rows(house(world), Span(), at=after)

    assert found == {
        (before, "held"): [number],
        (before, "releasable"): [],
        (after, "held"): [],
        (after, "releasable"): [number],
    }
    assert (row.state, row.purge_from, row.channel) == ("releasable", until, "portal")


def test_an_inspection_is_sealed_with_who_looked_and_at_which_days(world: World) -> None:
    act = InspectReception(
        organisation_id=house(world).id, inspector="通信管理局 王工", grounds="通知3号", first=DAY, last=DAY
    )
    done, refused = world.done(act, "auditor"), world.act(act, "handler")
    backwards = world.act(
        InspectReception(
            organisation_id=house(world).id, inspector="x", grounds="y", first=DAY, last=date(2026, 1, 1)
        ),
        "lead",
    )

    entry = Entry.objects.get(stream=f"org:{house(world).id}", index=int(done.ids["inspection"]))
    assert (opened(entry, None)["inspector"], opened(entry, None)["first"]) == ("通信管理局 王工", str(DAY))
    assert (refused.status, backwards.status, list(backwards.errors)) == (
        Status.REFUSED,
        Status.INVALID,
        ["last"],
    )


def test_what_staff_enter_is_a_report_whose_clock_starts_when_it_came(world: World) -> None:
    came = world.now - timedelta(hours=20)
    act = EnterReport(
        organisation_id=house(world).id,
        channel="letter",
        came_at=came,
        heading="固件签名可绕过",
        product="QY-4100",
        steps="信中写道：签名不校验。",
        reporter="蓝鹊实验室",
        contact="lab@example.org",
    )
    made = world.done(act, "handler")

    case = Case.objects.select_related("report").get(id=UUID(made.ids["case_id"]))
    entry = Entry.objects.get(stream=case.stream, index=0)
    header = json.loads(entry.header)
    raw = act._raw(act._content())
    assert (case.channel, case.report.channel, case.report.raw_size) == ("letter", "letter", len(raw))
    assert case.events["report_received"] == came.isoformat()
    assert case.received_at == world.now - timedelta(minutes=1)
    assert (header["act"], header["event_at"][:16]) == ("enter_report", came.isoformat()[:16])
    assert opened(entry, None)["taken_by"] == f"person:{world.people['handler'].person_id}"
    assert reception(case.id).hash == entry.hash
    assert Delivery.objects.filter(to="psirt@vendor.example").count() == 1


def test_staff_entry_tells_what_is_wrong_at_its_field(world: World) -> None:
    well = {"organisation_id": house(world).id, "channel": "phone", "came_at": world.now, "steps": "说了"}
    wrong = [
        {"channel": "fax"},
        {"steps": " "},
        {"came_at": world.now + timedelta(days=1)},
        {"reporter": "x" * 201},
    ]

    answers = [world.act(EnterReport(**(well | each)), "handler") for each in wrong]

    assert [(answer.status, list(answer.errors)) for answer in answers] == [
        (Status.INVALID, [next(iter(each))]) for each in wrong
    ]
    assert Report.objects.count() == 0
