"""Uploads in pieces: what has arrived stays, only its sender goes on with it, and what nobody finishes is swept."""

import base64
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.http import UnreadablePostError
from django.test import Client

from bulou.acts import blobs, uploads
from bulou.acts.uploads import NoUpload
from bulou.entrypoints.portal.drafts import Draft
from bulou.records.sealed_file import CHUNK

if TYPE_CHECKING:
    from tests.world import World

TUS = {"Tus-Resumable": "1.0.0"}
START = "/report/vendor/uploads"
CONTENT = os.urandom(2 * CHUNK + 777)


@pytest.fixture
def place(settings: Any, tmp_path: Any) -> Any:
    settings.BULOU_FILES = tmp_path / "files"
    return settings.BULOU_FILES


def begun(client: Client, length: int, draft: Draft | None = None, name: str = "poc.bin") -> str:
    told = {"filename": name} | ({"draft": draft.sealed()} if draft else {})
    words = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())
    answer = client.post(START, headers={**TUS, "Upload-Length": str(length), "Upload-Metadata": words})
    assert answer.status_code == 201, answer
    return str(answer["Location"])


def patched(client: Client, url: str, offset: int, piece: bytes, draft: Draft | None = None) -> Any:
    headers = {**TUS, "Upload-Offset": str(offset)} | ({"Upload-Draft": draft.sealed()} if draft else {})
    return client.patch(url, piece, content_type="application/offset+octet-stream", headers=headers)


def offset(client: Client, url: str) -> int:
    return int(client.head(url, headers=TUS)["Upload-Offset"])


def test_a_file_in_pieces_of_any_size_is_the_file(world: "World", client: Client, place: Any) -> None:
    url = begun(client, len(CONTENT))
    at = 0
    for size in (1, CHUNK - 1, CHUNK, 10, 700, len(CONTENT)):
        answer = patched(client, url, at, CONTENT[at : at + size])
        at = min(at + size, len(CONTENT))
        assert (answer.status_code, answer["Upload-Offset"]) == (204, str(at))
        assert offset(client, url) == at

    blob = uploads.take("report:vendor", url.rsplit("/", 1)[1])

    assert (blob.name, blob.size) == ("poc.bin", len(CONTENT))
    with blobs.opened_blob(blob) as file:
        assert file.read() == CONTENT
    assert uploads.take("report:vendor", url.rsplit("/", 1)[1]) == blob


def test_an_upload_goes_on_after_a_torn_write(world: "World", client: Client, place: Any) -> None:
    url = begun(client, len(CONTENT))
    patched(client, url, 0, CONTENT[:100_000])
    (path,) = [each for each in place.glob("uploads/*") if each.suffix == ""]
    with path.open("ab") as file:
        file.write(b"\0\0\1\0half of a record")

    assert offset(client, url) == 100_000
    patched(client, url, 100_000, CONTENT[100_000:])
    with blobs.opened_blob(uploads.take("report:vendor", url.rsplit("/", 1)[1])) as file:
        assert file.read() == CONTENT


def test_a_line_that_breaks_is_no_full_disk_and_what_has_arrived_stays(place: Any) -> None:
    def breaking() -> Iterator[bytes]:
        yield CONTENT[:1000]
        raise UnreadablePostError("the line broke")

    token = uploads.begin("here", "poc.bin", len(CONTENT)).token

    with pytest.raises(UnreadablePostError):
        uploads.append("here", token, 0, breaking())
    assert uploads.find("here", token).offset == 1000


def test_nothing_of_an_upload_stands_on_the_disk_in_clear(world: "World", client: Client, place: Any) -> None:
    url = begun(client, 60_000, name="SECRETNAME")
    patched(client, url, 0, b"SECRET" * 10_000)
    token = url.rsplit("/", 1)[1]

    for path in place.rglob("*"):
        assert token not in path.name
        assert path.is_dir() or b"SECRET" not in path.read_bytes()


def test_ac30_an_upload_opens_only_to_its_token_and_its_form(
    world: "World", client: Client, place: Any
) -> None:
    mine, other = Draft("vendor"), Draft("vendor")
    url = begun(client, 4, mine)
    token = url.rsplit("/", 1)[1]

    assert len(token) >= 43
    for draft in (other, None):
        assert patched(client, url, 0, b"evil", draft).status_code == 404
    assert client.head(url, headers=TUS).status_code == 404
    assert client.delete(url, headers=TUS).status_code == 404
    assert client.head(f"/report/vendor/uploads/{'A' * 43}", headers=TUS).status_code == 404
    assert patched(client, url, 0, b"good", mine).status_code == 204
    with pytest.raises(NoUpload):
        uploads.take(f"draft:vendor:{other.nonce}", token)
    assert uploads.take(f"draft:vendor:{mine.nonce}", token).size == 4


def test_the_protocol_is_kept(world: "World", client: Client, place: Any) -> None:
    told = client.options(START)
    assert (told["Tus-Version"], told["Tus-Extension"]) == ("1.0.0", "creation,termination,expiration")
    assert client.post(START, headers={"Upload-Length": "4"}).status_code == 412
    assert client.post(START, headers={**TUS, "Upload-Length": "four"}).status_code == 400
    url = begun(client, 8)
    assert patched(client, url, 3, b"late").status_code == 409
    assert (
        client.patch(url, b"x", content_type="text/plain", headers={**TUS, "Upload-Offset": "0"}).status_code
        == 415
    )
    assert patched(client, url, 0, b"12345678 and more than was announced")["Upload-Offset"] == "8"
    head = client.head(url, headers=TUS)
    assert (head["Upload-Length"], head["Cache-Control"], head["Tus-Resumable"]) == ("8", "no-store", "1.0.0")
    assert client.delete(url, headers=TUS).status_code == 204
    assert client.head(url, headers=TUS).status_code == 404


def test_a_file_over_the_ceiling_is_answered_with_another_way_in_and_sealed(
    world: "World", client: Client, place: Any
) -> None:
    from bulou.records.models import Entry

    answer = client.post(START, headers={**TUS, "Upload-Length": str(51 * 1024**2)})

    assert answer.status_code == 413
    assert answer.json()["ways"] == ["mailto:psirt@vendor.example"]
    stream = f"org:{world.organisations['vendor']}"
    last = Entry.objects.filter(stream=stream).order_by("-index").first()
    assert last is not None
    assert last.payload["size"]["value"] == 51 * 1024**2


def test_the_uploads_of_one_form_share_its_ceiling(world: "World", client: Client, place: Any) -> None:
    mine = Draft("vendor")
    for _each in range(4):
        begun(client, 50 * 1024**2, mine)

    words = f"draft {base64.b64encode(mine.sealed().encode()).decode()}"
    answer = client.post(START, headers={**TUS, "Upload-Length": "1", "Upload-Metadata": words})
    assert answer.status_code == 413


def test_what_nobody_finishes_is_swept_after_a_day(world: "World", client: Client, place: Any) -> None:
    url = begun(client, 8)
    now = datetime.now(UTC)

    assert blobs.sweep(now) == 0
    assert offset(client, url) == 0
    blobs.sweep(now + timedelta(days=2))
    assert client.head(url, headers=TUS).status_code == 404


def test_a_report_takes_the_files_of_its_form_and_of_no_other(
    world: "World", client: Client, place: Any
) -> None:
    from bulou.records.models import Attachment

    mine, other = Draft("vendor"), Draft("vendor")
    urls = [
        begun(client, 4, mine, "a.txt"),
        begun(client, 4, other, "b.txt"),
        begun(client, 4, mine, "half.txt"),
    ]
    patched(client, urls[0], 0, b"mine", mine)
    patched(client, urls[1], 0, b"evil", other)
    tokens = " ".join(url.rsplit("/", 1)[1] for url in urls)

    answer = client.post(
        "/report/vendor",
        {
            "draft": mine.sealed(),
            "uploads": tokens,
            "steps": "步骤",
            "identity": "anonymous",
            "step": "submit",
        },
    )

    assert answer.status_code in (200, 201)
    assert [(row.size, row.kind) for row in Attachment.objects.all()] == [(4, "text/plain")]


def test_a_report_over_the_api_names_uploads(world: "World", client: Client, place: Any) -> None:
    from bulou.records.models import Attachment

    url = begun(client, 4)
    patched(client, url, 0, b"file")
    body = {"title": "x", "attachments": [{"upload": url.rsplit("/", 1)[1]}, {"upload": "none"}]}

    answer = client.post("/api/v1/organisations/vendor/reports", body, content_type="application/json")

    assert answer.status_code == 201
    assert len(answer.json()["marks"]) == 1
    assert [row.size for row in Attachment.objects.all()] == [4]


OWN = "/report/status/uploads"


def opened_report(world: "World") -> tuple[Client, str]:
    """A browser that has a report open, and the draft on its page."""
    ids = world.submit().ids
    client = Client(headers={"accept-language": "en"})
    client.post("/report/status", {"step": "open", "number": ids["number"], "code": ids["code"]})
    page = client.get("/report/status").content.decode()
    assert f'data-uploads="{OWN}"' in page
    return client, page.partition('name="draft" value="')[2].partition('"')[0]


def own_begun(client: Client, draft: str, length: int) -> Any:
    words = ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}"
        for key, value in (("filename", "a.bin"), ("draft", draft))
    )
    return client.post(OWN, headers={**TUS, "Upload-Length": str(length), "Upload-Metadata": words})


def test_a_file_for_an_opened_report_goes_in_pieces_and_with_its_message(world: "World", place: Any) -> None:
    from bulou.records.models import Attachment

    client, draft = opened_report(world)
    url = own_begun(client, draft, 6)["Location"]
    for at in (0, 3):
        headers = {**TUS, "Upload-Offset": str(at), "Upload-Draft": draft}
        client.patch(url, b"abc", content_type="application/offset+octet-stream", headers=headers)

    form = {"step": "write", "text": "see file", "draft": draft, "uploads": url.rsplit("/", 1)[1]}
    sent = client.post("/report/status", form)

    assert sent.status_code == 302, sent.content
    assert [(row.size, row.purpose) for row in Attachment.objects.all()] == [(6, "received")]


def test_an_upload_for_a_report_needs_its_session_and_its_form(world: "World", place: Any) -> None:
    client, draft = opened_report(world)
    other, others_draft = opened_report(world)
    url = own_begun(client, draft, 6)["Location"]

    assert own_begun(Client(), draft, 6).status_code == 404
    assert own_begun(client, "no draft", 6).status_code == 404
    assert other.head(url, headers={**TUS, "Upload-Draft": others_draft}).status_code == 404
    assert Client().head(url, headers={**TUS, "Upload-Draft": draft}).status_code == 404
    assert own_begun(client, draft, 60 * 1024 * 1024).status_code == 413


def test_ac47_one_stranger_uses_up_nothing_for_the_others(world: "World", client: Client, place: Any) -> None:
    """Uploads without a form have one place for all: no ceiling for their number there, but one for each network."""
    for _each in range(60):
        begun(client, 50 * 1024**2)

    assert patched(client, begun(client, 4), 0, b"file").status_code == 204


def test_ac47_a_network_opens_so_many_uploads_and_seals_no_more_refusals(
    world: "World", client: Client, place: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bulou.entrypoints import limits
    from bulou.records.models import Entry

    monkeypatch.setattr(limits, "UPLOADS", limits.Fair(burst=2, per_second=0.01))
    stream = f"org:{world.organisations['vendor']}"
    before = Entry.objects.filter(stream=stream).count()

    def asked(address: str) -> Any:
        return client.post(START, headers={**TUS, "Upload-Length": str(51 * 1024**2)}, REMOTE_ADDR=address)

    mine = [asked("203.0.113.9") for _each in range(4)]

    assert [each.status_code for each in mine] == [413, 413, 429, 429]
    assert 0 < int(mine[-1]["Retry-After"]) <= 200
    assert asked("203.0.113.10").status_code == 413
    assert Entry.objects.filter(stream=stream).count() == before + 3


def test_ac47_uploads_that_were_opened_while_there_was_room_leave_the_last_of_the_disk(
    world: "World", client: Client, place: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls = [begun(client, 8) for _each in range(2)]
    patched(client, urls[0], 0, b"1234")
    monkeypatch.setattr(blobs, "RESERVE", 10**18)

    full = [patched(client, urls[0], 4, b"5678"), patched(client, urls[1], 0, b"1")]

    assert [each.status_code for each in full] == [507, 507]
    assert [offset(client, url) for url in urls] == [4, 0]
    monkeypatch.undo()
    assert patched(client, urls[0], 4, b"5678").status_code == 204


def test_more_files_than_a_query_takes_are_swept(
    world: "World", place: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "SWEPT_AT_ONCE", 2)
    kept = [blobs.keep(f"{each}.txt", b"x") for each in range(5)]
    world.submit(attachments=tuple(kept[:2]))
    now = datetime.now(UTC) + timedelta(days=2)

    assert blobs.sweep(now) == 3
    assert [blobs.place(each.blob).exists() for each in kept] == [True, True, False, False, False]
