"""What an archive holds is told without unpacking it, whatever it claims."""

import gzip
import io
import random
import struct
import tarfile
import time
import zipfile

import pytest

from bulou.formats import archives
from bulou.formats.archives import Listing, Member, listing
from bulou.formats.filetypes import kind_of


def read(content: bytes) -> Listing | None:
    return listing(kind_of(content[:4096]), io.BytesIO(content), len(content))


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(mode: str, **members: int) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, size in members.items():
            about = tarfile.TarInfo(name)
            about.size = size
            archive.addfile(about, io.BytesIO(b"x" * size))
    return out.getvalue()


def test_a_zip_is_listed_with_names_sizes_and_what_is_odd() -> None:
    content = zipped(**{"poc.py": b"print(1)" * 100, "../../etc/passwd": b"", "说明.txt": b"abc"})

    found = read(content)

    assert found is not None
    assert [(each.name, each.size) for each in found.members] == [
        ("poc.py", 800),
        ("../../etc/passwd", 0),
        ("说明.txt", 3),
    ]
    assert (found.count, found.size, found.packed, found.remarks) == (3, 803, len(content), ("leads_out",))


def test_an_encrypted_member_and_a_name_in_gbk_are_told() -> None:
    content = bytearray(zipped(AAAA=b"secret"))
    entry = content.rfind(b"PK\x01\x02")
    content[entry + 8] |= 1
    content[entry + 46 : entry + 50] = "漏洞".encode("gbk")

    found = read(bytes(content))

    assert found is not None
    assert (found.members[0].name, found.members[0].encrypted, found.remarks) == (
        "漏洞",
        True,
        ("encrypted",),
    )


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_tar_is_listed_plain_or_through_gzip(mode: str) -> None:
    content = tarred(mode, **{"logs/a.log": 700, "/etc/shadow": 3})

    found = read(content)

    assert found is not None
    assert found.members == (Member("logs/a.log", 700), Member("/etc/shadow", 3))
    assert found.remarks == ("leads_out",)


def test_a_single_gzip_tells_its_name_and_what_it_claims() -> None:
    out = io.BytesIO()
    with gzip.GzipFile("dump.bin", "wb", fileobj=out) as file:
        file.write(b"0" * 5000)
    content = out.getvalue()

    assert read(content) == Listing((Member("dump.bin", 5000, len(content)),), 1, 5000, len(content), ())


def test_ac23_a_bomb_is_named_by_what_it_claims_and_costs_nothing() -> None:
    content = bytearray(zipped(bomb=b"0" * 100))
    entry = content.rfind(b"PK\x01\x02")
    struct.pack_into("<L", content, entry + 24, 0xFFFFFFF0)

    found = read(bytes(content))

    assert found is not None
    assert (found.size, found.remarks) == (0xFFFFFFF0, ("bomb",))


def test_ac23_a_compressed_tar_is_followed_to_a_limit_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "FOLLOWED", 1024 * 1024)
    content = tarred("w:gz", first=10, zeros=3_000_000, after=5)

    found = read(content)

    assert found is not None
    assert (found.members, found.remarks) == ((Member("first", 10), Member("zeros", 3_000_000)), ("cut",))


@pytest.mark.parametrize("kind", [b"L", b"K", b"x"], ids=["name", "link", "pax"])
def test_ac23_a_tar_whose_headers_speak_of_headers_without_end_is_answered(kind: bytes) -> None:
    member = tarfile.TarInfo("x")
    member.type, member.size = kind, 12
    header = member.tobuf(tarfile.GNU_FORMAT) + b"12 path=abc\n".ljust(512, b"\0")

    found = read(header * 3_000)

    assert found is not None
    assert found.remarks == ("broken",)


def test_ac23_a_million_members_are_counted_to_a_limit_and_few_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 1000)
    content = zipped(**{f"f{number}": b"" for number in range(1500)})

    found = read(content)

    assert found is not None
    assert (len(found.members), found.count, found.remarks) == (500, 1000, ("cut",))


def test_ac23_whatever_bytes_claim_to_be_an_archive_are_answered() -> None:
    good = [zipped(a=b"1" * 500, b=b"2"), tarred("w", a=600), tarred("w:gz", a=600)]
    chance = random.Random(5)
    began = time.monotonic()

    for number in range(600):
        content = bytearray(good[number % 3])
        for _each in range(chance.randrange(1, 12)):
            content[chance.randrange(4, len(content))] = chance.randrange(256)
        content = content[: chance.randrange(20, len(content) + 1)] if number % 2 else content
        assert isinstance(read(bytes(content)), Listing | None)
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"%PDF-1.7", "application/pdf"),
        (b"MZ\x90\x00", "application/x-dosexec"),
        ("漏洞报告".encode(), "text/plain"),
        ("漏洞报告".encode("gbk"), "text/plain"),
        (b"\x00\x01\x02", "application/octet-stream"),
        (b"", "application/octet-stream"),
        (b"hello <SVG onload=alert(1)>", "image/svg+xml"),
        (b"GIF89a/*<script>*/", "image/gif"),
        (b"  <!DOCTYPE html>", "text/html"),
    ],
)
def test_ac22_a_file_is_what_its_bytes_say(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind
