"""The calendar of duties: what is owed in the cases one may know, and a file of it that tells no word of a case."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

pytestmark = pytest.mark.django_db


@pytest.fixture
def recent(world):
    """A case that came in an hour ago by the clock of the server, and one that came in three days ago."""
    world.now = timezone.now() - timedelta(days=3)
    late = world.accepted()
    world.now = timezone.now() - timedelta(hours=1)
    return late, world.accepted()


def numbers(world, *cases):
    from bulou.records.models import Case

    return [Case.objects.get(id=case).number for case in cases]


def events(body):
    lines = body.decode().replace("\r\n ", "").split("\r\n")
    return [(line.partition(":")[2]) for line in lines if line.startswith("SUMMARY:")]


def test_what_is_overdue_comes_first(world, desk, recent):
    late, fresh = numbers(world, *recent)
    shown = desk("lead").get("/desk/calendar/").content.decode()
    overdue, rest = shown[shown.index('id="overdue"') :].split("</section>", 1)

    assert late in overdue
    assert fresh not in overdue
    assert fresh in rest
    assert "Asia/Shanghai (UTC+8)" in shown
    assert "4 readings" in overdue


def test_a_month_holds_each_duty_on_the_day_in_which_it_ends(world, desk, recent):
    _late, fresh = numbers(world, *recent)
    due = timezone.localdate(timezone.now() - timedelta(hours=1, microseconds=1) + timedelta(days=2))
    shown = desk("lead").get(f"/desk/calendar/?view=month&month={due:%Y-%m}").content.decode()
    cells = {
        found[0]: found[1]
        for found in re.findall(r'<time datetime="(\d{4}-\d\d-\d\d)">(.*?)</td>', shown, re.DOTALL)
    }

    assert [day for day, cell in cells.items() if fresh in cell] == [f"{due}"]


@pytest.mark.parametrize("month", ["", "2026-13", "9999-12", "x", "2026-1"])
def test_a_month_that_cannot_be_read_is_this_one(world, desk, month):
    shown = desk("lead").get("/desk/calendar/", {"view": "month", "month": month})

    assert (shown.status_code, f"{timezone.localdate():%Y-%m}" in shown.content.decode()) == (200, True)


def test_the_file_holds_numbers_duties_and_articles_and_no_word_of_a_case(world, desk, recent):
    late, fresh = numbers(world, *recent)
    answer = desk("lead").get("/desk/calendar/duties.ics")

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert events(answer.content) == [
        f"{number} Notify MIIT's platform RMSV Art. 7(2)" for number in (late, fresh)
    ]
    assert "命令注入" not in answer.content.decode()
    assert "QY-4200" not in answer.content.decode()


def test_the_same_duty_keeps_its_uid(world, desk, recent):
    files = [desk("lead").get("/desk/calendar/duties.ics").content for _again in range(2)]
    uids = [re.findall(rb"UID:(.*)\r\n", file) for file in files]

    assert uids[0] == uids[1]
    assert len(set(uids[0])) == 2


def test_whoever_may_not_know_a_case_sees_nothing_of_it(world, desk, recent):
    for person in ("handler", "foreigner"):
        client = desk(person)
        assert events(client.get("/desk/calendar/duties.ics").content) == []
        assert b"Nothing with a limit is owed." in client.get("/desk/calendar/").content
    assert desk("admin").get("/desk/calendar/").status_code == 404


def test_it_takes_as_many_queries_for_one_case_as_for_many(
    world, desk, recent, django_assert_max_num_queries
):
    for _each in range(5):
        world.submit()
    client = desk("lead")

    with django_assert_max_num_queries(6):
        client.get("/desk/calendar/")


def test_a_limit_at_midnight_belongs_to_the_day_that_ends():
    from bulou.entrypoints.desk.calendar import ends_in

    assert f"{ends_in(datetime(2026, 11, 22, 16, tzinfo=UTC))}" == "2026-11-22"


def feed_of(world, desk, who="lead"):
    """The address that the page shows once to someone who makes a token for their calendar."""
    until = timezone.localtime(timezone.now() + timedelta(days=30))
    sent = {"label": "手机日历", "scope": "calendar", "expires_at": f"{until:%Y-%m-%dT%H:%M}"}
    shown = desk(who).post("/desk/mine/", sent).content.decode()
    return re.search(r"(/desk/calendar/feed/[\w-]+\.ics)", shown)[1]


def test_a_calendar_program_fetches_what_the_file_holds_by_a_secret_address(world, desk, recent, client):
    address = feed_of(world, desk)
    answer = client.get(address)

    held = [each.split()[0] for each in events(desk("lead").get("/desk/calendar/duties.ics").content)]
    assert [each.split() for each in events(answer.content)] == [
        [number, "报送工信部平台", "规定", "第七条(二)"] for number in held
    ]
    assert "no-store" in answer.headers["Cache-Control"]
    assert "命令注入" not in answer.content.decode()


def test_the_address_ends_with_its_token_and_opens_nothing_else(world, desk, recent, client):
    from bulou.records.models import ApiToken

    address = feed_of(world, desk)
    secret = address.rpartition("/")[2].removesuffix(".ics")
    api = client.get("/api/v1/cases", headers={"Authorization": f"Bearer {secret}"})
    desk("lead").post("/desk/mine/", {"revoke": str(ApiToken.objects.get(scope="calendar").id)})

    assert api.status_code == 401
    assert [client.get(each).status_code for each in (address, address.replace("bulou_", "bulou_x"))] == [
        404,
        404,
    ]


def test_a_token_for_the_api_opens_no_calendar(world, desk, recent, client):
    from bulou.acts.tokens import CreateToken

    made = CreateToken(
        person_id=world.people["lead"].person_id, organisation_id=world.organisations["vendor"], label="程序",
        scope="read", expires_at=world.now + timedelta(days=30),
    )  # fmt: skip
    secret = world.done(made, "lead").ids["secret"]

    assert client.get(f"/desk/calendar/feed/{secret}.ics").status_code == 404
