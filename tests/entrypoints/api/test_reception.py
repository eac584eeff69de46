"""The reception over HTTP: the log for leads and auditors, staff entry as an act, files as a channel."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.test import Client

if TYPE_CHECKING:
    from tests.world import World

API = "/api/v1"
CSV = "标题,产品\n=cmd,QY\n乙,QY\n".encode()


def test_the_log_is_there_for_leads_and_for_nobody_who_handles(
    world: "World", client_of: Callable[..., Client]
) -> None:
    number = world.submit().ids["number"]
    paths = ("/reception", "/reception/proof", "/reception/canaries")

    statuses = {
        name: [client_of(name).get(API + path).status_code for path in paths]
        for name in ("lead", "handler", "admin")
    }
    lead = client_of("lead", scope="read")
    rows = lead.get(f"{API}/reception?channel=portal&state=held").json()["rows"]
    proof = lead.get(f"{API}/reception/proof").json()

    assert statuses == {"lead": [200, 200, 200], "handler": [404, 404, 404], "admin": [404, 404, 404]}
    assert [(row["number"], row["state"], len(row["entry"])) for row in rows] == [(number, "held", 64)]
    assert client_of("foreigner").get(f"{API}/reception").json()["total"] == 0
    assert proof == {"seals": [], "gaps": []}
    assert lead.get(f"{API}/reception?state=odd").status_code == 422


def test_a_report_received_otherwise_is_entered_as_an_act(
    world: "World", client_of: Callable[..., Client]
) -> None:
    from bulou.records.models import Report

    act = {"act": "enter_report", "channel": "phone", "came_at": "2026-01-05T10:00:00+08:00", "steps": "来电"}
    done = client_of("handler").post(f"{API}/acts", act, content_type="application/json")
    admin = client_of("admin").post(f"{API}/acts", act, content_type="application/json")

    assert (done.status_code, admin.status_code) == (200, 404)
    assert Report.objects.get().case.number == done.json()["ids"]["number"]


def test_a_file_is_received_record_by_record_and_once(
    world: "World", client_of: Callable[..., Client]
) -> None:
    from bulou.records.models import Report

    handler = client_of("handler")
    answers = [
        handler.post(f"{API}/imports", CSV, content_type="application/octet-stream").json()
        for _unused in range(2)
    ]
    refused = [
        client_of("handler", scope="read").post(f"{API}/imports", CSV, content_type="text/csv").status_code,
        client_of("admin").post(f"{API}/imports", CSV, content_type="text/csv").status_code,
    ]

    assert [(each["kind"], each["new"], each["known"]) for each in answers] == [("csv", 2, 0), ("csv", 0, 2)]
    assert (refused, Report.objects.filter(channel="file").count()) == ([403, 404], 2)
