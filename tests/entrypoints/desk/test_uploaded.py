"""Files posted to the desk are encrypted as they come in, and gone when nothing took them."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World


def on_disk(settings: Any) -> list[bytes]:
    return [path.read_bytes() for path in settings.BULOU_FILES.rglob("*") if path.is_file()]


@pytest.fixture
def place(settings: Any, tmp_path: Any) -> Any:
    settings.BULOU_FILES = tmp_path / "files"
    return settings


def posted(world: "World", desk: Desk, content: bytes, number: str, **more: str) -> tuple[UUID, Any]:
    case_id = world.accepted()
    case = world_case(case_id)
    desk("lead").post(f"/desk/cases/{case}/open/")
    file = SimpleUploadedFile("决定.pdf", content)
    answer = desk("lead").post(
        f"/desk/cases/{case}/acts/record_official_decision/", {"number": number, **more, "attachments": file}
    )
    return case_id, answer


def world_case(case_id: UUID) -> str:
    from bulou.records.models import Case

    return Case.objects.get(id=case_id).number


def test_what_no_act_takes_leaves_nothing_on_the_disk(world: "World", desk: Desk, place: Any) -> None:
    _case_id, answer = posted(world, desk, b"SECRET" * 100_000, "")

    assert answer.status_code == 422
    assert on_disk(place) == []


def test_what_an_act_takes_is_kept_encrypted(world: "World", desk: Desk, place: Any) -> None:
    from bulou.records.models import Attachment

    decided = {"decision": "authorities_assessment:done_no_objection"}
    case_id, answer = posted(world, desk, b"SECRET" * 100_000, "工信 2026-1", **decided)

    assert answer.status_code == 302
    row = Attachment.objects.get(case_id=case_id)
    assert (row.size, row.kind) == (600_000, "text/plain")
    assert [b"SECRET" in kept for kept in on_disk(place)] == [False]


def test_a_handler_keeps_encrypted_what_is_taken(place: Any) -> None:
    from bulou.acts import blobs
    from bulou.entrypoints.uploaded import EncryptingHandler, taken

    content = b"SECRET" * 50_000
    handler = EncryptingHandler()
    handler.new_file("files", "a.pdf", "application/pdf", None)
    for start in range(0, len(content), 65536):
        handler.receive_data_chunk(content[start : start + 65536], start)
    upload = handler.file_complete(len(content))
    assert upload is not None

    blob = taken(upload)
    assert blob is not None
    upload.close()

    assert (blob.name, blob.size, upload.size) == ("a.pdf", len(content), len(content))
    assert [b"SECRET" in kept for kept in on_disk(place)] == [False]
    with blobs.opened_blob(blob) as file:
        assert file.read() == content


def test_a_file_over_the_ceiling_is_counted_and_not_kept(place: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from bulou.entrypoints import uploaded

    monkeypatch.setattr(uploaded, "FILE_CEILING", 1000)
    handler = uploaded.EncryptingHandler()
    handler.new_file("files", "a.bin", "application/pdf", None)
    handler.receive_data_chunk(b"1" * 900, 0)
    handler.receive_data_chunk(b"1" * 900, 900)
    upload = handler.file_complete(1800)
    assert upload is not None
    upload.close()

    assert (upload.size, on_disk(place)) == (1800, [])
