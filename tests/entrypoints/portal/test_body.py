"""Whatever bytes arrive as a form, they are read to their end, kept as far as the ceilings allow, and never refused."""

import hashlib
import io
import zipfile
from collections.abc import Iterator

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from bulou.acts.blobs import Blob
from bulou.entrypoints.portal import body as reading
from bulou.entrypoints.portal.body import Body, Unkept, read_body

BOUNDARY = "frontier"


class Shelf:
    """Keeps files in memory, as the disk would."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, bytes]] = []

    def __call__(self, name: str, chunks: Iterator[bytes]) -> Blob:
        content = b"".join(chunks)
        self.kept.append((name, content))
        sha256 = hashlib.sha256(content).hexdigest()
        return Blob(name, len(content), sha256, sha256, b"k" * 32)


def part(name: str, value: bytes, filename: bytes | None = None) -> bytes:
    head = f'Content-Disposition: form-data; name="{name}"'.encode()
    if filename is not None:
        head += b'; filename="' + filename + b'"\r\nContent-Type: application/octet-stream'
    return b"--" + BOUNDARY.encode() + b"\r\n" + head + b"\r\n\r\n" + value + b"\r\n"


def posted(content: bytes, content_type: str = f"multipart/form-data; boundary={BOUNDARY}", **options):
    shelf = Shelf()
    request = RequestFactory().post("/report/vendor", content, content_type=content_type)
    return read_body(request, shelf, **options), shelf


def multipart(*parts: bytes) -> bytes:
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def no_marker(value: bytes) -> bool:
    return b"--frontier" not in value


@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,12}", fullmatch=True), st.binary(max_size=300).filter(no_marker), max_size=6
    ),
    st.lists(st.binary(min_size=1, max_size=5000).filter(no_marker), max_size=3),
)
def test_fields_and_files_arrive_byte_for_byte(fields, files):
    content = multipart(
        *(part(name, value) for name, value in fields.items()),
        *(part("files", value, b"f%d.bin" % at) for at, value in enumerate(files)),
    )

    body, shelf = posted(content)

    assert body.fields == fields
    assert shelf.kept == [(f"f{at}.bin", value) for at, value in enumerate(files)]
    assert body.marks == []


@given(st.binary(max_size=2000), st.sampled_from(["multipart/form-data; boundary=frontier", "multipart/form-data",
       "application/x-www-form-urlencoded", "application/json", "text/plain", "multipart/form-data; boundary=\u00e9", ""]))  # fmt: skip
def test_no_bytes_of_any_type_make_it_fail(content, content_type):
    body, _shelf = posted(content, content_type)

    assert isinstance(body, Body)


@given(st.binary(max_size=600))
def test_no_head_of_a_part_makes_it_fail(head):
    body, _shelf = posted(b"--frontier\r\n" + head + b"\r\n\r\nvalue\r\n--frontier--\r\n")

    assert isinstance(body, Body)


def test_a_field_of_five_megabytes_is_kept_whole():
    value = b"\xe6\xbc\x8f" * (5 * 1024 * 1024 // 3)

    body, _shelf = posted(multipart(part("steps", value)))

    assert body.fields == {"steps": value}
    assert body.marks == []


def test_text_beyond_its_ceiling_is_cut_and_marked_and_what_follows_is_still_read():
    body, shelf = posted(
        multipart(
            part("product", b"QY"),
            part("steps", b"x" * (reading.TEXT_CEILING + 10)),
            part("files", b"PK", b"a.zip"),
        )
    )

    assert (body.fields["product"], len(body.fields["steps"])) == (b"QY", reading.TEXT_CEILING - 2)
    assert shelf.kept == [("a.zip", b"PK")]
    assert body.marks == ["text_cut"]


def test_a_file_over_its_ceiling_is_hashed_to_its_end_and_not_kept(monkeypatch):
    monkeypatch.setattr(reading, "FILE_CEILING", 100_000)
    large = bytes(range(256)) * 1000

    body, shelf = posted(multipart(part("files", large, b"large.bin"), part("files", b"small", b"small.txt")))

    assert body.unkept == [Unkept("large.bin", 256_000, hashlib.sha256(large).hexdigest(), "file_too_large")]
    assert shelf.kept == [("small.txt", b"small")]


def test_files_over_the_total_are_hashed_and_smaller_ones_still_fit(monkeypatch):
    monkeypatch.setattr(reading, "FILES_CEILING", 10)

    body, shelf = posted(
        multipart(part("files", b"12345", b"a"), part("files", b"1234567", b"b"), part("files", b"12", b"c")),
        held=lambda fields: (0, 1),
    )

    assert [(lost.name, lost.why) for lost in body.unkept] == [("b", "over_total")]
    assert [name for name, _content in shelf.kept] == ["a", "c"]


def test_files_beyond_the_count_are_named(monkeypatch):
    monkeypatch.setattr(reading, "MOST_FILES", 3)
    monkeypatch.setattr(reading, "MOST_UNKEPT", 2)

    body, shelf = posted(
        multipart(*(part("files", b"x", b"f%d" % at) for at in range(6))), held=lambda fields: (1, 1)
    )

    assert [name for name, _content in shelf.kept] == ["f0", "f1"]
    assert [(lost.name, lost.why) for lost in body.unkept] == [
        ("f2", "too_many_files"),
        ("f3", "too_many_files"),
    ]
    assert body.marks == ["too_many_files"]


def test_what_the_report_already_holds_is_told_by_the_fields_before_the_files():
    seen = []
    posted(
        multipart(part("draft", b"token"), part("files", b"x", b"a"), part("files", b"y", b"b")),
        held=lambda fields: seen.append(dict(fields)) or (0, 0),
    )

    assert seen == [{"draft": b"token"}]


def test_a_zip_bomb_is_kept_as_the_bytes_it_is():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 20_000_000)

    body, shelf = posted(multipart(part("files", packed.getvalue(), b"bomb.zip")))

    assert shelf.kept == [("bomb.zip", packed.getvalue())]
    assert body.files[0].size < 30_000


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (b"../../etc/passwd", "../../etc/passwd"),
        (b"C:\\\\temp\\\\a.txt", "C:\\temp\\a.txt"),
        ("漏洞𠮷.zip".encode(), "漏洞𠮷.zip"),
        ("漏洞.zip".encode("gb18030"), "漏洞.zip"),
        (b"\xff\xfe.bin", "\ufffd\ufffd.bin"),
        (b"a%22b.txt", 'a"b.txt'),
        (b"a" * 5000, "a" * 5000),
        (b"..", ".."),
        (b"x; name=evil", "x; name=evil"),
    ],
)
def test_a_hostile_file_name_is_only_a_name(sent, read):
    body, shelf = posted(multipart(part("files", b"content", sent)))

    assert shelf.kept == [(read, b"content")]
    assert body.fields == {}


def test_a_file_without_a_name_is_kept_and_an_empty_input_is_no_file():
    body, shelf = posted(
        multipart(part("files", b"content", b""), part("files", b"", b""), part("files", b"", b"empty.txt"))
    )

    assert shelf.kept == [("", b"content"), ("empty.txt", b"")]
    assert body.unkept == []


def test_an_extended_file_name_is_read():
    head = b"--frontier\r\nContent-Disposition: form-data; name=files; filename*=UTF-8''%E6%BC%8F.txt\r\n\r\nx\r\n"

    _body, shelf = posted(head + b"--frontier--\r\n")

    assert shelf.kept == [("漏.txt", b"x")]


def test_a_disk_that_takes_no_file_loses_no_report():
    request = RequestFactory().post(
        "/",
        multipart(part("steps", b"1."), part("files", b"x", b"a")),
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
    )

    body = read_body(request, lambda name, content: None)

    assert body.fields == {"steps": b"1."}
    assert [lost.why for lost in body.unkept] == ["not_stored"]


def test_a_body_cut_off_in_the_middle_keeps_what_came():
    body, shelf = posted(multipart(part("product", b"QY"), part("files", b"x" * 100, b"a"))[:-60])

    assert body.fields == {"product": b"QY"}
    assert [(name, len(content) > 0) for name, content in shelf.kept] == [("a", True)]


def test_more_fields_than_anyone_needs_are_marked():
    body, _shelf = posted(multipart(*(part(f"f{at}", b"x") for at in range(250))))

    assert (len(body.fields), body.marks) == (reading.MOST_FIELDS, ["too_many_fields"])


def test_a_plain_form_is_read_with_its_own_bytes():
    body, _shelf = posted(
        b"product=QY%2D4200&steps=a+b%0D%0A%ff%00&=x&empty=&steps2", "application/x-www-form-urlencoded"
    )

    assert body.fields == {"product": b"QY-4200", "steps": b"a b\r\n\xff\x00", "empty": b"", "steps2": b""}


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "", "multipart/form-data"])
def test_what_is_no_form_is_kept_as_it_came(content_type):
    body, _shelf = posted(b'{"title": "x"}', content_type)

    assert (body.other, body.marks) == (b'{"title": "x"}', ["not_a_form"])


def test_a_body_that_never_ends_is_left_at_a_published_length(monkeypatch):
    monkeypatch.setattr(reading, "_DRAINED", 300_000)

    body, _shelf = posted(multipart(part("product", b"QY"), part("files", b"x" * 900_000, b"a")))

    assert (body.fields, body.marks) == ({"product": b"QY"}, ["body_cut"])
