"""Hostile and broken mails: always a reading with marks, never a fault, never a long wait."""

import time
from base64 import b64encode
from email.message import EmailMessage

import pytest

from bulou.transport import letters, mime
from bulou.transport.received import LONGEST_PROSE
from tests.letters import letter

HEAD = b"From: Alice <alice@reporter.example>\r\nTo: security@node.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"


def nested(depth: int) -> bytes:
    opening = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
        for level in range(depth)
    )
    return HEAD + opening + b"Content-Type: text/plain\r\n\r\nat the bottom\r\n"


def forwarded(depth: int) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\r\n\r\n" * depth + b"Subject: y\r\n\r\ndeep\r\n"


def of_parts(count: int) -> bytes:
    body = b"--b\r\nContent-Type: application/x-y\r\n\r\nz\r\n" * count
    return HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + body + b"--b--\r\n"


def text(body: bytes, *, kind: bytes = b"text/plain", more: bytes = b"") -> bytes:
    return HEAD + b"Content-Type: " + kind + b"\r\n" + more + b"\r\n" + body


HOSTILE = {
    "nothing": b"",
    "no headers": b"\r\n\r\nonly a body",
    "not a mail": bytes(range(256)) * 40,
    "nested twenty-five deep": nested(25),
    "nested a thousand deep": nested(1000),
    "nested fifty thousand deep": nested(50_000),
    "forwarded a thousand times": forwarded(1000),
    "ten thousand parts": of_parts(10_000),
    "a boundary that never comes": HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\nbody\r\n',
    "no boundary": HEAD + b"Content-Type: multipart/mixed\r\n\r\nbody\r\n",
    "an odd type": text(b"body", kind=b"/;;=;charset"),
    "an unknown character set": text(b"body", kind=b"text/plain; charset=x-martian"),
    "a character set that is a codec": text(b"body", kind=b"text/plain; charset=zlib_codec"),
    "an RFC 2231 name": text(
        b"body", more=b"Content-Disposition: attachment; filename*0*=x''%FF%FE; filename*9=z\r\n"
    ),
    "broken base64": text(b"!!!!", more=b"Content-Transfer-Encoding: base64\r\n"),
    "broken quoted-printable": text(b"=ZZ=", more=b"Content-Transfer-Encoding: quoted-printable\r\n"),
    "an unknown encoding": text(b"body", more=b"Content-Transfer-Encoding: uuencode\r\n"),
    "a header of ten megabytes": HEAD + b"X: " + b"a" * 10_000_000 + b"\r\n\r\nbody",
    "an address of a megabyte": b"From: " + b'"(' * 500_000 + b"\r\n\r\nbody",
    "encoded words without end": b"Subject: " + b"=?utf-8?q?=?= " * 50_000 + b"\r\n\r\nbody",
    "a hundred thousand headers": b"A: b\r\n" * 100_000 + b"\r\nbody",
    "a million open tags": text(b"<a " * 1_000_000, kind=b"text/html"),
    "a million comments": text(b"<!--" * 1_000_000, kind=b"text/html"),
    "a delivery report of nothing": HEAD + b'Content-Type: multipart/report; boundary="b"\r\n\r\n--b--\r\n',
    "a signature over nothing": HEAD
    + b'Content-Type: multipart/signed; boundary="b"\r\n\r\n--b\r\n\r\n--b--\r\n',
    "encrypted with nothing": HEAD + b'Content-Type: multipart/encrypted; boundary="b"\r\n\r\n--b--\r\n',
    "an Autocrypt of nonsense": HEAD + b"Autocrypt: addr=alice@reporter.example; keydata=QUJD\r\n\r\nbody",
    "a key of nonsense": text(
        b"-----BEGIN PGP PUBLIC KEY BLOCK-----\r\n\r\nQUJD\r\n-----END PGP PUBLIC KEY BLOCK-----"
    ),
    "a million lines five hundred deep": nested(500) + b"x\r\n" * 1_000_000,
    "twenty million empty lines": text(b"\n" * 20_000_000),
    "a recipient in comments without end": b"To: " + b"(" * 8_000 + b"\r\n" + HEAD + b"\r\nbody",
    "a hundred thousand recipients": b"To: a@b.example\r\n" * 100_000 + HEAD + b"\r\nbody",
    "NUL everywhere": HEAD + b"X\x00Y: \x00\r\n\r\n\x00body\x00",
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_comes_is_read_in_short_time(raw: bytes) -> None:
    began = time.process_time()

    found = letters.read(raw)

    assert time.process_time() - began < 5
    assert "\x00" not in found.text + found.subject + found.name + found.shown
    assert len(found.text) <= LONGEST_PROSE
    assert len(found.files) <= mime.MOST_FILES


def test_what_is_cut_is_marked() -> None:
    found = {
        "depth": letters.read(nested(25)).marks,
        "too deep to parse": letters.read(nested(50_000)).marks,
        "parts": letters.read(of_parts(400)).marks,
        "header": letters.read(HEAD + b"X: " + b"a" * 10_000 + b"\r\n\r\nbody").marks,
        "text": letters.read(text(b"a" * (LONGEST_PROSE + 1))).marks,
    }

    assert {
        name: [mark for mark in marks if "cut" in mark or "unread" in mark] for name, marks in found.items()
    } == {
        "depth": ["mail_parts_cut"],
        "too deep to parse": ["mail_unreadable", "field_cut:steps"],
        "parts": ["files_cut:50", "mail_parts_cut"],
        "header": ["mail_header_cut"],
        "text": ["field_cut:steps"],
    }


def test_chinese_is_read_however_it_was_written() -> None:
    words = "缓冲区溢出漏洞，镕字不在 GB2312 之内"
    gbk = words.encode("gb18030")
    raw_header = b"From: \xc0\xee\xcb\xc4 <li@reporter.example>\r\nSubject: " + gbk + b"\r\n\r\n" + gbk
    named = b"Subject: =?GB2312?B?" + b64encode(gbk) + b"?=\r\nContent-Type: text/plain; charset=gb2312\r\n"

    found = [
        letters.read(raw_header),
        letters.read(named + b"\r\n" + gbk),
        letters.read(letter(words, subject=words).as_bytes()),
    ]

    assert [(each.subject, each.text.strip()) for each in found] == [(words, words)] * 3
    assert found[0].name == "李四"
    assert [each.language for each in found] == ["zh-hans"] * 3


def test_names_that_turn_or_hide_text_are_shown_plainly() -> None:
    raw = 'From: "Al\u202eecilA\u200b" <alice@reporter.example>\r\nSubject: a\u2066b\u200b\r\n\r\nbody\u202e'.encode()

    found = letters.read(raw)

    assert (found.name, found.subject, found.text) == ("AlecilA", "ab", "body")
    assert "hidden_characters" in found.marks


def test_a_formatted_mail_becomes_its_words_with_the_addresses_of_links() -> None:
    html = (
        "<html><head><title>t</title><style>p{}</style></head><body><p>One &lt;b&gt;</p><script>alert(1)</script>"
        '<a href="https://evil.example/x" onclick="y">vendor.example</a><br>two<!-- hidden --></body></html>'
    )

    found = letters.read(text(html.encode(), kind=b"text/html; charset=utf-8"))

    assert found.text == "One <b>\nvendor.example <https://evil.example/x>\ntwo"
    assert found.marks == ["mail_html"]


def test_of_two_forms_of_one_text_the_plain_one_is_read() -> None:
    mail = letter("plain words")
    mail.add_alternative("<p>other words</p>", subtype="html")

    assert letters.read(mail.as_bytes()).text == "plain words"


def test_files_keep_their_bytes_and_lose_their_paths() -> None:
    inner = EmailMessage()
    inner["Subject"] = "inner"
    inner.set_content("inner words")
    mail = letter("outer words")
    mail.add_attachment(b"\x00\xff", "application", "octet-stream", filename="../../etc/过程.pcap")
    mail.add_attachment(b"tnef", "application", "ms-tnef", filename="winmail.dat")
    mail.add_attachment(inner)

    found = letters.read(mail.as_bytes())

    assert found.text == "outer words"
    assert found.files[:2] == [("过程.pcap", b"\x00\xff"), ("winmail.dat", b"tnef")]
    assert b"inner words" in found.files[2][1]
    assert [mark for mark in found.marks if mark.startswith("mail")] == ["mail_winmail", "mail_inside"]
