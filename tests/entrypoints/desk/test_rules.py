"""The published rules on the desk and before the public: which sentence is enforced, which is a promise, and every edition."""

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

PAGE, PUBLIC = "/desk/rules/", "/organisations/vendor/rules"


@pytest.fixture
def now(world: "World") -> "World":
    world.now = timezone.now()
    return world


def test_a_lead_adopts_rules_and_everyone_reads_them_in_either_language(now: "World", desk: Desk) -> None:
    from tests.acts.housed import TEXTS

    sent = {"act": "adopt_rules", "grounds": "首次<b>", "first_answer": "2", "four_eyes": "on", **TEXTS}
    before = Client().get(PUBLIC).status_code
    done = [desk(name).post(PAGE, sent).status_code for name in ("handler", "lead")]
    zh, en = (
        Client(headers={"accept-language": tongue}).get(PUBLIC).content.decode() for tongue in ("zh-CN", "en")
    )

    assert (before, done) == (404, [404, 302])
    assert "公众经网页表单报送" in zh
    assert "The public reports by the form." in en
    assert "两日内复现" in en  # where there is no English, the Chinese stands
    assert en.count("enforced by the system") == 7
    assert "首次&lt;b&gt;" in en


def test_the_pages_ask_few_queries_and_are_there_for_the_desk_alone(now: "World", desk: Desk) -> None:
    from tests.acts.housed import adopted

    for _each in range(4):
        adopted(now, first_answer="1")
        now.submit()
    counts = {}
    for name, client, address in (("desk", desk("lead"), PAGE), ("public", Client(), PUBLIC)):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts[name] = len(asked)
    shut = [desk(name).get(PAGE).status_code for name in ("auditor", "admin")]

    assert max(counts.values()) <= 15, counts
    assert shut == [404, 404]
    assert Client().get(f"{PUBLIC}?edition=9").status_code == 404
    assert Client().get(f"{PUBLIC}?edition=1").status_code == 200
