"""The pages of the reception: the log for leads and auditors, the inspection, staff entry with its receipt, file import."""

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

LOG = "/desk/reception/"
CNVD = (
    "<vulnerabilitys><vulnerability><number>CNVD-2020-1</number><title>A & B</title><serverity>高</serverity>"
    "<description>甲</description></vulnerability><vulnerability><number>CNVD-2020-2</number><title>乙</title>"
    "</vulnerability></vulnerabilitys>"
).encode()


def test_ac11_only_leads_and_auditors_see_the_log_and_never_a_title(world: "World", desk: Desk) -> None:
    number = world.submit().ids["number"]

    pages = {name: desk(name).get(LOG) for name in ("lead", "auditor", "handler", "admin", "foreigner")}

    assert {name: page.status_code for name, page in pages.items()} == {
        "lead": 200, "auditor": 200, "handler": 404, "admin": 404, "foreigner": 200,
    }  # fmt: skip
    assert [number in pages[name].content.decode() for name in ("lead", "auditor", "foreigner")] == [
        True,
        True,
        False,
    ]
    assert not any("命令注入" in page.content.decode() for page in pages.values())


def test_the_log_asks_as_many_queries_for_a_hundred_receptions_as_for_one(world: "World", desk: Desk) -> None:
    client, counts = desk("lead"), []
    for more in (1, 60):
        for _unused in range(more):
            world.submit()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(LOG).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 15


def test_the_log_is_filtered_by_channel_state_and_day(world: "World", desk: Desk) -> None:
    number = world.submit().ids["number"]
    day = (world.now + timedelta(hours=8)).date()
    asked = {
        "": True, "?channel=portal": True, "?channel=api": False, "?state=held": True, "?state=purged": False,
        f"?first={day}&last={day}": True, f"?first={day + timedelta(days=1)}": False, "?first=x&page=x&state=y": True,
    }  # fmt: skip
    client = desk("lead")

    assert {query: number in client.get(LOG + query).content.decode() for query in asked} == asked


def test_ac16_an_export_holds_no_formula_and_no_content(world: "World", desk: Desk) -> None:
    from bulou.formats.cells import safe

    world.submit()
    table = b"".join(desk("auditor").get(LOG + "export.csv").streaming_content).decode()
    document = json.loads(b"".join(desk("lead").get(LOG + "export.json").streaming_content))
    row = document["rows"][0]

    assert table.splitlines()[0].startswith("\ufeffnumber,channel,received_at")
    assert "命令注入" not in table + json.dumps(document, ensure_ascii=False)
    assert (row["channel"], row["state"], len(row["raw_sha256"]), len(row["entry"])) == (
        "portal",
        "held",
        64,
        64,
    )
    assert [safe(text) for text in ("=1+1", "+86", "@x", " -1", "\t=1", "＝1", "1=1", "标题", None)] == [
        "'=1+1", "'+86", "'@x", "' -1", "'\t=1", "'＝1", "1=1", "标题", "",
    ]  # fmt: skip


def test_an_inspection_opens_its_days_to_whoever_opened_it(world: "World", desk: Desk) -> None:
    from bulou.records.models import Entry

    world.submit()
    client = desk("auditor")
    today = timezone.localdate()
    given = {
        "act": "inspect_reception",
        "inspector": "通信管理局",
        "grounds": "3号",
        "first": today,
        "last": today,
    }
    incomplete = client.post(LOG, given | {"inspector": ""})
    answer = client.post(LOG, given)
    shown = client.get(answer["Location"])
    other = desk("lead").get(answer["Location"])

    assert incomplete.status_code == 422
    assert (shown.status_code, other.status_code) == (200, 404)
    assert "通信管理局" in shown.content.decode()
    sealed = Entry.objects.filter(stream=f"org:{world.organisations['vendor']}").order_by("-index").first()
    assert sealed is not None and json.loads(sealed.header)["act"] == "inspect_reception"


def test_what_came_by_telephone_gets_a_receipt_to_hand_over(world: "World", desk: Desk) -> None:
    from bulou.records.models import Report

    client = desk("handler")
    given = {
        "channel": "phone", "came_at": "2026-11-20T09:30", "steps": "来电称可绕过登录", "identity": "anonymous",
    }  # fmt: skip
    wrong = client.post(LOG + "enter/", given | {"came_at": "2999-01-01T00:00"})
    page = client.post(LOG + "enter/", given)

    report = Report.objects.select_related("case").get()
    assert (wrong.status_code, page.status_code, report.channel) == (422, 200, "phone")
    assert "来电称可绕过登录" in wrong.content.decode()
    assert all(text in page.content.decode() for text in (report.case.number, report.raw_sha256))
    assert [desk(name).get(LOG + "enter/").status_code for name in ("auditor", "admin")] == [404, 404]


def test_a_file_is_looked_at_first_and_received_once(world: "World", desk: Desk) -> None:
    from bulou.records.models import Report

    client = desk("lead")
    preview = client.post(LOG + "import/", {"file": SimpleUploadedFile("cnvd.xml", CNVD)})
    before = Report.objects.count()
    waiting = {"waiting": preview.context["waiting"]}
    first, again = client.post(LOG + "import/", waiting), client.post(LOG + "import/", waiting)

    assert (before, Report.objects.count()) == (0, 2)
    assert "serverity" in preview.content.decode()
    assert [(page.context["found"].new, page.context["found"].known) for page in (first, again)] == [
        (2, 0),
        (0, 2),
    ]
    assert sorted(Report.objects.values_list("channel", "marks")) == [
        ("file", []), ("file", ["import_markup", "import_serverity"]),
    ]  # fmt: skip


@pytest.mark.parametrize("given", [{}, {"waiting": "x"}, {"waiting": "é"}])
def test_a_file_that_is_not_there_is_asked_for_again(
    world: "World", desk: Desk, given: dict[str, Any]
) -> None:
    from bulou.records.models import Report

    assert desk("lead").post(LOG + "import/", given).status_code == 422
    assert Report.objects.count() == 0


def test_ac13_a_file_previewed_for_one_organisation_is_not_received_for_another(
    world: "World", desk: Desk
) -> None:
    from bulou.records.models import Report

    preview = desk("lead").post(LOG + "import/", {"file": SimpleUploadedFile("cnvd.xml", CNVD)})
    page = desk("foreigner").post(LOG + "import/", {"waiting": preview.context["waiting"]})

    assert (page.status_code, Report.objects.count()) == (422, 0)


def test_ac19_nothing_in_a_file_becomes_markup(world: "World", desk: Desk) -> None:
    raw = "标题,产品\n<script>alert(1)</script>,<img src=x>\n".encode()
    page = desk("lead").post(LOG + "import/", {"file": SimpleUploadedFile("<b>x.csv", raw)}).content.decode()

    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page and "<img src=x" not in page and "<b>x" not in page


def test_a_silent_channel_is_a_red_notice_on_the_desk(world: "World", desk: Desk) -> None:
    from bulou.acts import Actor
    from bulou.acts.canary import MissCanary, SendCanary, SwitchCanaries

    vendor = world.organisations["vendor"]
    client = desk("lead")
    client.post(LOG, {"act": SwitchCanaries.name, "switch": "on"})
    before = client.get("/desk/").content.decode()
    sent = world.done(SendCanary(organisation_id=vendor, channel="portal"), Actor.system())
    world.done(MissCanary(organisation_id=vendor, canary_id=sent.ids["canary_id"]), Actor.system())

    words = "A way in for reporters may be closed"
    assert (words in before, words in client.get("/desk/").content.decode()) == (False, True)
    assert "No canary has come in by" in client.get(LOG).content.decode()
