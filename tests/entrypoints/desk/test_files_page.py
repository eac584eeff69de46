"""The files of a case: what they are by content, in quarantine until looked at, and never as their sender made them."""

import io
import zipfile
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.entrypoints.desk.conftest import Desk
from tests.pictures import photo

if TYPE_CHECKING:
    from tests.world import World

MOST = 18  # with the session and the person
EVIL = "<script>alert(1)</script>"


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("../../etc/cron.d/x", b"1" * 10)
        made.writestr(EVIL, b"2")
    return out.getvalue()


@pytest.fixture
def files(world: "World", desk: Desk) -> dict[str, Any]:
    """A case with one file of each sort; `number` is the case, the others ids by name."""
    from bulou.acts.blobs import keep
    from bulou.records.models import Attachment

    sent = {
        "poc.zip": archive(),
        "photo.jpg": photo("JPEG", behind=EVIL.encode()),
        "log.txt": f"登录失败 {EVIL}".encode(),
        "picture.png": b"MZ\x90\x00" + b"\0" * 60,
        "drawing.png": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        f"{EVIL}" + "很长" * 200: b"\0\1",
        "  ": b"",
    }
    done = world.submit(attachments=tuple(keep(name, content) for name, content in sent.items()))
    case_id = UUID(done.ids["case_id"])
    rows = Attachment.objects.filter(case_id=case_id).order_by("position")
    found: dict[str, Any] = dict(zip(sent, (row.id for row in rows), strict=True))
    found |= {"number": done.ids["number"], "case": case_id}
    desk("lead").post(f"/desk/cases/{found['number']}/open/")
    return found


def released(world: "World", files: dict[str, Any], *names: str) -> None:
    from bulou.acts.files import ReleaseFile

    for name in names:
        world.done(ReleaseFile(case_id=files["case"], attachment_id=files[name], text="看过"), "lead")


def test_the_list_says_what_files_are_by_their_bytes(desk: Desk, files: dict[str, Any]) -> None:
    page = desk("lead").get(f"/desk/cases/{files['number']}/files/?lang=en").content.decode()

    for words in (
        "Archive (zip)",
        "Program (Windows)",
        "Drawing that may hold programs (SVG)",
        "SM3",
        "Picture (JPEG)",
    ):
        assert words in page
    assert page.count("The name claims something else") == 2
    assert "<script>alert" not in page


def test_the_list_needs_few_queries(desk: Desk, files: dict[str, Any]) -> None:
    client = desk("lead")
    for url in (
        f"/desk/cases/{files['number']}/files/",
        f"/desk/cases/{files['number']}/files/{files['poc.zip']}/",
    ):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(url).status_code == 200
        assert len(seen) <= MOST, url


def test_ac23_an_archive_is_listed_and_never_unpacked(desk: Desk, files: dict[str, Any]) -> None:
    page = (
        desk("lead").get(f"/desk/cases/{files['number']}/files/{files['poc.zip']}/?lang=en").content.decode()
    )

    assert "../../etc/cron.d/x" in page
    assert "leads out of the folder" in page
    assert "<script>alert" not in page


def test_ac08_a_file_opens_for_nobody_else_and_at_no_other_address(
    world: "World", desk: Desk, files: dict[str, Any], client: Any
) -> None:
    released(world, files, "photo.jpg", "log.txt")
    for name in ("photo.jpg", "log.txt"):
        for who in ("foreigner", "handler", "admin", "auditor"):
            for url in (f"/desk/files/{files[name]}/", f"/desk/files/{files[name]}/picture/",
                        f"/desk/cases/{files['number']}/files/{files[name]}/"):  # fmt: skip
                assert desk(who).get(url).status_code == 404, (who, url)
        assert client.get(f"/desk/files/{files[name]}/").status_code == 302
    from bulou.acts.blobs import place
    from bulou.records.models import Attachment

    blob = Attachment.objects.get(id=files["log.txt"]).blob
    for url in (
        f"/files/{blob[:2]}/{blob}",
        f"/media/{blob}",
        f"/static/{blob}",
        f"/static/../files/{blob[:2]}/{blob}",
    ):
        assert client.get(url).status_code == 404
    assert place(blob).exists()


def test_ac22_nothing_is_shown_before_someone_has_looked(
    world: "World", desk: Desk, files: dict[str, Any]
) -> None:
    client = desk("lead")
    address = f"/desk/cases/{files['number']}/files/"

    assert client.get(f"/desk/files/{files['photo.jpg']}/picture/").status_code == 404
    assert "登录失败" not in client.get(f"{address}{files['log.txt']}/").content.decode()
    assert (
        client.get(f"/desk/files/{files['log.txt']}/")["Content-Disposition"]
        == 'attachment; filename="log.txt.quarantined"'
    )

    answer = client.post(
        f"/desk/cases/{files['number']}/acts/release_file/",
        {"attachment_id": files["log.txt"], "text": "看过：一段日志"},
    )
    assert answer.status_code == 302
    released(world, files, "photo.jpg")

    page = client.get(f"{address}{files['log.txt']}/").content.decode()
    assert "登录失败 &lt;script&gt;" in page
    picture = client.get(f"/desk/files/{files['photo.jpg']}/picture/")
    assert picture["Content-Type"] == "image/jpeg"
    assert EVIL.encode() not in picture.content
    assert b"SecretMaker" not in picture.content
    assert (
        client.get(f"/desk/files/{files['log.txt']}/")["Content-Disposition"]
        == 'attachment; filename="log.txt"'
    )


def test_ac22_only_pictures_that_are_pictures_are_shown(
    world: "World", desk: Desk, files: dict[str, Any]
) -> None:
    released(world, files, "drawing.png", "picture.png", "poc.zip")
    for name in ("drawing.png", "picture.png", "poc.zip"):
        assert desk("lead").get(f"/desk/files/{files[name]}/picture/").status_code == 404


def test_ac22_a_download_is_caged_whatever_it_is(world: "World", desk: Desk, files: dict[str, Any]) -> None:
    released(world, files, "drawing.png")
    for name in ("drawing.png", "poc.zip", "  "):
        answer = desk("lead").get(f"/desk/files/{files[name]}/")
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert len(b"".join(answer.streaming_content)) == int(answer["Content-Length"])


def test_ac23_a_huge_or_blank_name_is_a_name(desk: Desk, files: dict[str, Any]) -> None:
    for name in (f"{EVIL}" + "很长" * 200, "  "):
        answer = desk("lead").get(f"/desk/cases/{files['number']}/files/{files[name]}/")
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()


def test_a_file_of_another_case_is_not_there(world: "World", desk: Desk, files: dict[str, Any]) -> None:
    other = world.submit().ids["number"]
    desk("lead").post(f"/desk/cases/{other}/open/")

    assert desk("lead").get(f"/desk/cases/{other}/files/{files['log.txt']}/").status_code == 404


def test_the_closed_door_stands_before_the_files_too(
    world: "World", desk: Desk, files: dict[str, Any]
) -> None:
    from bulou.acts.blobs import keep

    number = world.submit(attachments=(keep("geheim.txt", b"1"),)).ids["number"]

    answer = desk("lead").get(f"/desk/cases/{number}/files/")

    there = quote(f"/desk/cases/{number}/files/", safe="")
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/cases/{number}/?room={there}")
