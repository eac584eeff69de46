"""What a case looks like: reasons for whoever may know them, and not a trace of another organisation."""

import re
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

FLAW = {
    "title": "诊断页面命令注入",
    "product": "QY-4200",
    "versions": "3.1",
    "steps": "在 /cgi-bin/diag/ping 后加分号",
    "impact": "以最高权限执行任意命令",
}
AGAIN = FLAW | {"title": "网络测试可执行命令", "steps": "地址后面跟分号就能执行命令，接口 /cgi-bin/diag/ping"}


def indexed(world: "World") -> None:
    from bulou.acts.indexing import index
    from bulou.acts.sequencing import sequence
    from bulou.records.likeness import waits

    while sequence(world.now) or waits():
        index(world.now)


def page_of(world: "World", desk: Desk, number: str, who: str = "lead") -> str:
    client = desk(who)
    client.post(f"/desk/cases/{number}/open/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"/desk/cases/{number}/alike/").content.decode()
    assert len(asked) <= 15, len(asked)
    return re.sub(r'\b[A-Za-z0-9]{64}\b|nonce="[^"]*"|\d\d:\d\d(:\d\d)?', "", page)


def test_a_report_is_found_with_its_reasons_marked_and_put_aside(world: "World", desk: Desk) -> None:
    first, second = (world.submit(content=content).ids for content in (FLAW, AGAIN))
    indexed(world)

    closed = page_of(world, desk, second["number"])
    world.open(UUID(first["case_id"]), "lead")
    opened = page_of(world, desk, second["number"])

    assert "<mark>" not in closed
    assert first["number"] in closed
    assert "<mark>执行</mark>" in opened
    assert "<code>/cgi-bin/diag/ping</code>" in opened

    client = desk("lead")
    url = f"/desk/cases/{second['number']}/alike/"
    client.post(url, {"number": first["number"], "answer": "different"})
    assert first["number"] not in page_of(world, desk, second["number"])


def test_a_duplicate_is_marked_from_the_page_and_both_sides_say_so(world: "World", desk: Desk) -> None:
    first, second = (world.submit(content=content).ids for content in (FLAW, AGAIN))
    indexed(world)
    client = desk("lead")
    for each in (first, second):
        client.post(f"/desk/cases/{each['number']}/open/")

    url = f"/desk/cases/{second['number']}/alike/"
    wrong = client.post(url, {"number": "QY-1999-AAAA-AAAA", "answer": "duplicate"})
    client.post(url, {"number": first["number"], "answer": "duplicate"})

    assert wrong.status_code == 422
    assert f'A duplicate of <a href="/desk/cases/{first["number"]}/">' in client.get(url).content.decode()
    assert second["number"] in client.get(f"/desk/cases/{first['number']}/alike/").content.decode()


def test_ac03_the_page_is_the_same_whether_or_not_another_tenant_has_the_report(
    world: "World", desk: Desk
) -> None:
    """Same words, same number of queries; and a handler's page says nothing of cases that they may not know."""
    number = world.submit(content=FLAW).ids["number"]
    indexed(world)
    alone = page_of(world, desk, number)

    world.submit("other", content=FLAW)
    indexed(world)

    assert page_of(world, desk, number) == alone


def test_ac03_a_handler_sees_no_likeness_to_cases_not_granted(world: "World", desk: Desk) -> None:
    from bulou.acts.membership import GrantCase

    hidden, mine = (world.submit(content=content).ids for content in (FLAW, AGAIN))
    person = world.people["handler"].person_id
    assert person is not None
    world.done(GrantCase(case_id=UUID(mine["case_id"]), person_id=person), "lead")
    indexed(world)

    assert hidden["number"] not in page_of(world, desk, mine["number"], "handler")
    assert desk("foreigner").get(f"/desk/cases/{mine['number']}/alike/").status_code == 404
