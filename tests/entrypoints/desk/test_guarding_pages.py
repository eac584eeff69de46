"""The pages that guard the house against itself: for whom they are there, what they show, and a leak followed back."""

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from click.testing import CliRunner
from django.utils import timezone

from bulou.entrypoints.cli.main import bulou
from tests.browsers import Desk

if TYPE_CHECKING:
    from tests.world import World

PAGES = ("accounts", "watch", "leaks", "emergency")


@pytest.fixture
def house(world: "World") -> "World":
    world.appoint("sysadmin", "vendor", "system_admin")
    return world


def test_ac11_each_page_is_there_for_its_office_alone_and_shows_no_case(house: "World", desk: Desk) -> None:
    house.open(UUID(house.submit().ids["case_id"]), "lead")
    people = ("sysadmin", "admin", "auditor", "lead", "handler", "foreigner")
    answers = {who: [desk(who).get(f"/desk/{page}/") for page in PAGES] for who in people}

    assert {who: [each.status_code for each in found] for who, found in answers.items()} == {
        "sysadmin": [200, 404, 404, 404],
        "admin": [404, 200, 200, 404],
        "auditor": [404, 200, 200, 404],
        "lead": [404, 200, 404, 200],
        "handler": [404, 404, 404, 200],
        "foreigner": [404, 200, 404, 200],
    }
    shown = "".join(each.content.decode() for found in answers.values() for each in found)
    assert not any(canary in shown for canary in ("命令注入", "secret steps", "QY-4200"))
    assert "lead" in answers["auditor"][1].content.decode()


def test_a_retyped_reception_log_is_followed_back_to_who_took_it(house: "World", desk: Desk) -> None:
    for _each in range(6):
        house.submit()
    copies = {
        who: b"".join(desk(who).get("/desk/reception/export.csv").streaming_content).decode()
        for who in ("lead", "auditor")
    }
    rows = [line.split(",") for line in copies["lead"].splitlines()[1:]]
    leak = "\n".join(f"{row[2][:10]}  {row[-1].lower().replace('-', ' ')}" for row in rows[1:4])
    answered = desk("admin").post("/desk/leaks/", {"act": "trace_leak", "leak": leak}, follow=True)
    nobody = desk("admin").post("/desk/leaks/", {"act": "trace_leak", "leak": "何人所写"}, follow=True)
    plain = [{tuple(line.split(",")[:-1]) for line in copy.splitlines()[1:]} for copy in copies.values()]

    assert desk("lead").head("/desk/reception/export.csv").status_code == 405  # no copy that nobody took
    assert copies["lead"].splitlines()[0].endswith(",copy_reference")
    assert plain[0] == plain[1] and copies["lead"] != copies["auditor"]
    assert re.findall(r'<th scope="row">(\w+)<', answered.content.decode()) == ["lead"]
    assert re.findall(r'<th scope="row">(\w+)<', nobody.content.decode()) == ["lead"]
    assert nobody.content.decode().count('<th scope="row">') == 2


def test_attempts_that_were_refused_hide_no_leak_that_was_followed(
    house: "World", desk: Desk, tmp_path: Path
) -> None:
    from bulou.acts.guarding.copies import TraceLeak
    from bulou.records.copies import traced
    from bulou.records.models import Entry

    vendor, (found, leak) = house.organisations["vendor"], (tmp_path / name for name in ("found.csv", "leak"))
    house.submit()
    found.write_bytes(b"".join(desk("lead").get("/desk/reception/export.csv").streaming_content))
    leak.write_text("何人所写", encoding="utf-8")
    answers = [
        CliRunner().invoke(bulou, ["trace", str(file), "--organisation", "vendor"]) for file in (found, leak)
    ]
    for _each in range(20):
        house.act(TraceLeak(organisation_id=vendor, leak="何人所写"), "lead")
    rows = traced(vendor)

    assert [(each.exit_code, each.stdout) for each in answers] == [
        (0, "lead <lead@vendor.example>\n"),
        (1, ""),
    ]
    assert [row.person and row.person.name for row, _hash in rows] == [None, "lead"]
    assert all(Entry.objects.get(hash=entry).index == row.index for row, entry in rows)


def test_a_long_leak_is_taken_by_the_form(house: "World", desk: Desk) -> None:
    leak = "\n".join(f"QY-2026-{row:06d},安全网关" for row in range(4_000))

    assert len(leak) > 65_536
    assert desk("admin").post("/desk/leaks/", {"act": "trace_leak", "leak": leak}).status_code == 302


def test_a_token_that_has_ended_already_is_said_to_have(house: "World", desk: Desk) -> None:
    from bulou.acts.tokens import CreateToken

    who, until = house.people["handler"].person_id, house.now + timedelta(days=30)
    act = CreateToken(
        person_id=who, organisation_id=house.organisations["vendor"], label="工单", expires_at=until
    )
    house.done(act, "handler")
    client = desk("sysadmin")
    token = re.findall(
        r'name="token_id" value="([0-9a-f-]+)"', client.get("/desk/accounts/").content.decode()
    )[0]
    first, again = (
        client.post("/desk/accounts/", {"act": "end_token", "token_id": token}) for _each in range(2)
    )

    assert (first.status_code, again.status_code) == (302, 422)
    assert 'role="alert"' in again.content.decode()


def test_the_glass_is_broken_read_and_reviewed_on_pages(house: "World", desk: Desk) -> None:
    from bulou.records.glass import behind
    from bulou.records.models import Case

    case = Case.objects.get(id=house.submit().ids["case_id"])
    client, person = desk("handler"), house.people["handler"].person_id
    form = {"act": "break_glass", "number": case.number, "emergency": "due", "grounds": "三人均无法联系"}
    page = client.post("/desk/emergency/", form, follow=True).content.decode()
    address = re.findall(r"/desk/emergency/[0-9a-f-]{36}/", page)[0]
    watched = desk("admin").get("/desk/watch/").content.decode()
    review = {
        "act": "review_glass",
        "glass_id": address.split("/")[3],
        "judgement": "approved",
        "remark": "属实",
    }
    reviewed = desk("admin").post("/desk/watch/", review, follow=True).content.decode()

    read = [
        behind(person, house.organisations[slug], UUID(review["glass_id"]), at=timezone.now())
        for slug in ("vendor", "other")
    ]

    assert [each is None for each in read] == [False, True]  # nor by a token for another organisation
    assert "secret steps" in client.get(address).content.decode()
    assert {
        who: desk(who).get(address).status_code for who in ("lead", "admin", "auditor", "foreigner")
    } == dict.fromkeys(("lead", "admin", "auditor", "foreigner"), 404)
    assert client.get(f"/desk/cases/{case.number}/").status_code == 404
    assert case.number in watched and "三人均无法联系" not in watched and "secret steps" not in watched
    assert "review_glass" in watched and "review_glass" not in reviewed


def test_the_system_administrator_suspends_and_restores_an_account(house: "World", desk: Desk) -> None:
    client, handler = desk("sysadmin"), desk("handler")
    person = {"person_id": str(house.people["handler"].person_id)}
    client.post("/desk/accounts/", {"act": "suspend_account"} | person)
    locked = handler.get("/desk/").status_code
    client.post("/desk/accounts/", {"act": "restore_account"} | person)
    back = desk("handler").get("/desk/").status_code

    assert (locked, back) == (302, 200)


def test_pages_ask_few_queries_at_any_size(house: "World", desk: Desk, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _each in range(5):
        house.open(UUID(house.submit().ids["case_id"]), "lead")
    for who, page in (
        ("admin", "watch"),
        ("admin", "leaks"),
        ("sysadmin", "accounts"),
        ("handler", "emergency"),
    ):
        client = desk(who)
        with django_assert_max_num_queries(15):
            assert client.get(f"/desk/{page}/").status_code == 200
