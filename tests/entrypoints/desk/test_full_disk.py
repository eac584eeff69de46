"""A full disk never costs a report: what cannot stand beside it stays inside it, and what is not stored is never acknowledged."""

import base64
import json
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client

if TYPE_CHECKING:
    from tests.world import World

ADDRESS = "/api/v1/organisations/vendor/reports"


@contextmanager
def no_file_grows() -> Iterator[None]:
    """Every write to a file of this process fails as on a full disk; the database of these tests is in memory."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def report(**more: Any) -> str:
    return json.dumps({"title": "越界", "steps": "发送长包"} | more)


def test_a_file_that_the_disk_does_not_take_stays_inside_its_report(world: "World", client: Client) -> None:
    from bulou.records.models import Attachment, Report
    from bulou.records.sealed import case_key

    body = report(attachments=[{"name": "poc.txt", "content": base64.b64encode(b"proof").decode()}])
    with no_file_grows():
        answer = client.post(
            ADDRESS, body, content_type="application/json", headers={"accept-language": "en"}
        )

    kept = Report.objects.select_related("case").get()
    raw = case_key(kept.case_id, kept.case.key_wrapped).open(kept.raw_sealed, f"report:{kept.case_id}:raw")
    assert (answer.status_code, [each["mark"] for each in answer.json()["marks"]]) == (201, ["file_inside:1"])
    assert (raw, Attachment.objects.count()) == (body.encode(), 0)


@pytest.mark.only("sqlite")
def test_a_full_database_acknowledges_nothing_and_says_when_to_come_again(
    transactional_db: None, world: "World", client: Client
) -> None:
    from bulou.records.models import Entry, Report

    before = Entry.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        full = client.post(ADDRESS, report(note="x" * 500_000), content_type="application/json")
        form = client.post(
            "/report/vendor", {"title": "越界", "steps": "y" * 50_000, "note": "z" * 60_000, "step": "submit"}
        )
    finally:
        connection.connection.execute("PRAGMA max_page_count = 1073741823")
    later = client.post(ADDRESS, report(note="x" * 500_000), content_type="application/json")

    assert (full.status_code, full["Retry-After"]) == (503, "5")
    assert form.status_code == 503
    assert "y" * 1000 in form.content.decode()  # nothing typed is lost
    assert (later.status_code, Report.objects.count(), Entry.objects.count()) == (201, 1, before + 1)


def test_staff_are_told_at_its_field_of_a_file_that_was_not_stored(world: "World", desk: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from bulou.records.models import Report

    told = {
        "channel": "phone",
        "came_at": "2026-11-20T09:30",
        "steps": "来电称可绕过登录",
        "identity": "anonymous",
    }
    client = desk("lead")
    with no_file_grows():
        scan = SimpleUploadedFile("scan.png", b"letter")
        entry = client.post("/desk/reception/enter/", told | {"attachments": scan})
        upload = SimpleUploadedFile("reports.csv", "标题,产品\n越界,QY\n".encode())
        page = client.post("/desk/reception/import/", {"file": upload})
        nothing = Report.objects.count()
        without = client.post("/desk/reception/enter/", told)

    said = "could not be stored just now"
    assert (entry.status_code, page.status_code, nothing) == (422, 422, 0)
    assert said in entry.content.decode() and said in page.content.decode()
    assert "来电称可绕过登录" in entry.content.decode()
    assert (without.status_code, Report.objects.get().channel) == (200, "phone")
