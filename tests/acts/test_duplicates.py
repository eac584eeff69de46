"""Two reports of one vulnerability: linked, both with their dates; the second reporter learns one word."""

from datetime import timedelta
from uuid import UUID

import pytest

from bulou.acts import Actor, Outcome, Status
from bulou.acts.correspondence import KeepCorrespondent
from bulou.acts.duplicates import MarkDifferent, MarkDuplicate, UnmarkDuplicate
from bulou.records import outbox
from bulou.records.correspondents import MailReporter
from bulou.records.models import Case, Comparison, Duty, Party
from bulou.records.public.reporter import status_page
from tests.world import World


def reported(world: World, slug: str = "vendor", **content: str) -> Case:
    made = world.submit(slug, content={"title": "命令注入", "product": "QY-4200", "name": "某人"} | content)
    return Case.objects.get(id=UUID(made.ids["case_id"]))


def errors(outcome: Outcome) -> tuple[str, list[str]]:
    return str(outcome.status), [str(each) for each in outcome.errors.values()]


def test_a_duplicate_is_valid_and_deferred_and_both_keep_dates_and_credit(world: World) -> None:
    first = reported(world)
    world.now += timedelta(hours=5)
    second = reported(world)
    before = {each.id: (each.received_at, each.party_names) for each in _with_parties(first, second)}
    clocks = _clocks(first)

    world.done(MarkDuplicate(case_id=second.id, original=first.number), "lead")

    second.refresh_from_db()
    assert second.rm == "deferred"
    assert {each.id: (each.received_at, each.party_names) for each in _with_parties(first, second)} == before
    assert _clocks(first) == clocks
    assert list(Comparison.objects.values_list("case", "other", "answer")) == [
        (second.id, first.id, "duplicate")
    ]


def _with_parties(*cases: Case) -> list[Case]:
    rows = list(Case.objects.filter(id__in=[case.id for case in cases]))
    for row in rows:
        row.party_names = list(Party.objects.filter(case=row).values_list("name", "role"))  # type: ignore[attr-defined]
    return rows


def _clocks(case: Case) -> list[tuple[object, ...]]:
    return list(
        Duty.objects.filter(case=case).order_by("duty_id").values_list("duty_id", "started_at", "due_at")
    )


def test_the_second_reporter_is_told_duplicate_and_nothing_else(world: World) -> None:
    first = reported(world, title="机密标题甲")
    second = reported(world)

    world.done(MarkDuplicate(case_id=second.id, original=first.number), "lead")

    page = status_page(second.id)
    assert page is not None
    assert [message.text for message in page.messages] == [
        "您报告的漏洞我们已经知悉，属于重复报告。报告时间和署名仍予保留。"
    ]
    for secret in (first.number, str(first.id), "机密标题甲"):
        assert secret not in str(page)


@pytest.mark.parametrize(("plain", "language"), [(True, "en"), (False, "zh-hans")])
def test_a_reporter_who_wrote_by_mail_is_mailed_that_it_is_a_duplicate(
    world: World, plain: bool, language: str
) -> None:
    first = reported(world)
    second = UUID(world.submit(language=language).ids["case_id"])
    who = MailReporter("finder@reporter.example", plain=plain)
    world.done(KeepCorrespondent(case_id=second, reporter=who, receipt=False), Actor.system())

    done = world.done(MarkDuplicate(case_id=second, original=first.number), "lead")

    assert done.entry is not None
    due = outbox.claim("test", at=world.now, lease=timedelta(minutes=1), most=99)
    [mail] = [each for each in due if each.key.startswith(f"case:{second}:{done.entry.index}:")]
    body = mail.body()
    assert (body["template"], body["address"]) == ("reporter_message", "finder@reporter.example")
    assert body["text"].startswith("Your report describes a vulnerability") is plain
    assert bool(body["text"]) is plain
    assert first.number not in str(body)


def test_the_earlier_report_is_never_the_duplicate(world: World) -> None:
    first, second, third = (reported(world) for _each in range(3))

    early = world.act(MarkDuplicate(case_id=first.id, original=second.number), "lead")
    world.done(MarkDuplicate(case_id=second.id, original=first.number), "lead")
    chain = world.act(MarkDuplicate(case_id=third.id, original=second.number), "lead")
    twice = world.act(MarkDuplicate(case_id=second.id, original=first.number), "lead")

    assert [outcome.status for outcome in (early, chain, twice)] == [Status.INVALID] * 3
    assert Comparison.objects.count() == 1


def test_taking_it_back_takes_the_case_up_again(world: World) -> None:
    first, second = reported(world), reported(world)
    world.done(MarkDuplicate(case_id=second.id, original=first.number), "lead")

    world.done(UnmarkDuplicate(case_id=second.id, reason="另一处参数"), "lead")

    second.refresh_from_db()
    assert (second.rm, Comparison.objects.count()) == ("accepted", 0)


def test_ac13_no_duplicate_links_into_another_organisation_and_none_is_told_to_exist(world: World) -> None:
    """What is another tenant's, what a handler may not know and what there is not at all: one answer."""
    own, hidden = reported(world), reported(world)
    foreign = reported(world, "other")
    world.now += timedelta(minutes=5)
    mine = reported(world)
    from bulou.acts.membership import GrantCase

    person = world.people["handler"].person_id
    assert person is not None
    world.done(GrantCase(case_id=mine.id, person_id=person), "lead")

    answers = [
        errors(world.act(MarkDuplicate(case_id=mine.id, original=number), "handler"))
        for number in (
            foreign.number,
            str(foreign.id),
            hidden.number,
            own.number,
            "QY-1999-AAAA-AAAA",
            "x" * 40,
        )
    ]
    different = [
        errors(world.act(MarkDifferent(case_id=mine.id, reference=number), "handler"))
        for number in (foreign.number, str(foreign.id), hidden.number, mine.number, "CVE-1999-0000")
    ]

    assert len({str(each) for each in answers}) == len({str(each) for each in different}) == 1
    assert answers[0][0] == different[0][0] == "invalid"
    assert Comparison.objects.count() == 0
