"""The desk's search finds Chinese words of two characters, and nothing that the reader may not know."""

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.entrypoints.desk.conftest import Desk
from tests.entrypoints.desk.test_alike_page import FLAW, indexed

if TYPE_CHECKING:
    from tests.world import World


def searched(desk: Desk, query: str, who: str = "lead") -> str:
    client = desk(who)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/desk/search/", {"q": query})
    assert (answer.status_code, len(asked) <= 15) == (200, True)
    return answer.content.decode().split("</form>", 1)[-1]


def known(world: "World", *texts: str) -> None:
    from bulou.acts import Actor, perform
    from bulou.acts.known import LoadKnown
    from bulou.formats.known import Known

    records = tuple(
        Known(identifier=f"CVE-2099-{number}", text=text) for number, text in enumerate(texts, 1000)
    )
    assert perform(LoadKnown(records=records, source="f", sha256="0" * 64), by=Actor.system(), at=world.now)
    indexed(world)


def test_a_chinese_word_of_two_characters_is_found_in_public_text_and_only_as_written(
    world: "World", desk: Desk
) -> None:
    known(world, "用友系统存在缓冲区溢出", "溢价与输出", "缓存区内冲突")

    assert "CVE-2099-1000" in searched(desk, "溢出")
    assert "CVE-2099-1000" in searched(desk, "用友")
    assert [f"CVE-2099-{n}" in searched(desk, "缓冲区") for n in (1000, 1001, 1002)] == [True, False, False]


def test_cases_are_found_by_product_and_by_an_identifier_in_their_report(world: "World", desk: Desk) -> None:
    ids = world.submit(content=FLAW | {"steps": "与 CVE-2024-77777 相同"}).ids
    indexed(world)

    assert ids["number"] in searched(desk, "cve-2024-77777")
    assert ids["number"] in searched(desk, "QY-42")
    assert ids["number"] not in searched(desk, "cve-2024-77778")


def test_prose_is_found_only_in_a_case_that_is_open(world: "World", desk: Desk) -> None:
    ids = world.submit(content=FLAW).ids

    closed = searched(desk, "分号")
    desk("lead").post(f"/desk/cases/{ids['number']}/open/")
    world_is_open = searched(desk, "分号")

    assert ids["number"] not in closed
    assert "<mark>分号</mark>" in world_is_open


def test_ac03_nobody_finds_what_another_organisation_has(world: "World", desk: Desk) -> None:
    steps = {"steps": "与 CVE-2024-77777 相同"}
    number = world.submit(content=FLAW | steps).ids["number"]
    indexed(world)

    for query in ("QY-4200", "CVE-2024-77777", "分号", number, number[:6]):
        assert f"cases/{number}/" not in searched(desk, query, "foreigner")
        assert f"cases/{number}/" not in searched(desk, query, "handler")


@pytest.mark.parametrize(
    "query", ["%", "_", "' OR 1=1 --", "\x00", "((*", "a" * 5000, "溢" * 500, '"', "CVE-"]
)
def test_ac48_whatever_is_typed_is_text(world: "World", desk: Desk, query: str) -> None:
    number = world.submit(content=FLAW).ids["number"]
    known(world, "Some text.")

    found = searched(desk, query)

    assert number not in found
    assert "CVE-2099" not in found
