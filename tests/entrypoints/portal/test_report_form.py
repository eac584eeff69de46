"""A stranger reports: the form, its preview, the receipt. Nothing is refused and nothing typed is lost."""

import hashlib
import json
import re
import time

import pytest
from django.db import DatabaseError
from django.test import Client

from bench.triage import HOSTILE as BOMBS
from bulou.acts import blobs
from bulou.entrypoints.portal import body, report
from bulou.records import public
from tests.entrypoints.portal.reading import FORM, SAID, all_hidden, file, hidden, page, receipt, sent, shown

HOSTILE = {
    "empty": {},
    "nul": {"steps": "a\x00b", "product": "\x00"},
    "five megabytes": {"steps": "漏" * 1_700_000},
    "thirteen megabytes": {"steps": "x" * 13_000_000},
    "script": {
        "product": "<script>alert(1)</script>",
        "name": '"><img src=x onerror=alert(1)>',
        "identity": "pseudonym",
    },
    "unknown choices": {"severity": "??", "public_state": "??", "identity": "root", "weakness": "x" * 5000},
    "line breaks": {"product": "a\r\nSet-Cookie: x", "contact": "a%0d%0aBcc: b", "identity": "pseudonym"},
    "a field of another form": {"description": "from a script"},
    "an unknown step": {"step": "launch", "steps": "x"},
    "an unknown language": {"lang": "xx", "steps": "x"},
}


def submitted(client, **fields):
    response = sent(client, "submit", **{**SAID, **fields})
    assert response.status_code == 200
    return response.content.decode()


def stored(html):
    """What the node holds of the report that this receipt is for."""
    given = receipt(html)
    case_id = public.case_of(given["number"], given["code"])
    return public.status_page(case_id), public.raw_report(case_id)


def test_one_organisation_is_not_asked_for_and_several_are(world, stranger):
    assert stranger.get("/report").headers["Location"] == FORM

    world.found("other", "OT", "vendor")
    world.found("closed", "CL", "vendor", receives=False)

    text = page(stranger, "/report")
    listed = re.findall(r'href="/report/([a-z]+)"', text[text.index("<main") : text.index("</main>")])
    assert listed == ["other", "vendor"]


def test_the_form_sets_no_cookie_and_is_never_cached(world, stranger):
    response = stranger.get(FORM)

    assert response.cookies == {}
    assert "no-store" in response.headers["Cache-Control"]


def test_a_report_gets_a_receipt_that_proves_it(world, stranger):
    preview = sent(
        stranger, "preview", files=[file("复现.zip", b"PK\x03\x04"), file("b.txt", b"two")], **SAID
    )
    html = stranger.post(FORM, {**all_hidden(preview.content.decode()), "step": "submit"}).content.decode()
    status, raw = stored(html)

    assert re.fullmatch(r"QY-\d{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", receipt(html)["number"])
    assert re.fullmatch(r"([A-Z2-7]{4}-){3}[A-Z2-7]{4}", receipt(html)["code"])
    assert re.findall(r'<code class="portal-hash">([0-9a-f]{64})</code>', html) == [
        status.entry_hash,
        hashlib.sha256(raw).hexdigest(),
        hashlib.sha256(b"PK\x03\x04").hexdigest(),
        hashlib.sha256(b"two").hexdigest(),
    ]
    assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(UTC\+8\)", shown(html))
    assert [(kept.name, kept.size) for kept in status.files] == [("复现.zip", 4), ("b.txt", 3)]
    assert json.loads(raw)["fields"] == {**SAID, "steps": SAID["steps"].replace("\r\n", "\n")}
    assert dict(status.report) == {
        "product": "QY-4200 工业路由器",
        "versions": "3.4.6",
        "steps": "1. 恢复出厂设置。\n2. 访问诊断页。",
        "impact": "控制设备",
        "public_state": "no",
        "name": "苔原",
    }
    assert status.identity == "pseudonym"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("name", HOSTILE)
def test_no_report_is_refused_whatever_it_holds(world, stranger, name, language):
    draft = hidden(page(stranger, FORM), "draft")

    response = stranger.post(FORM, {"draft": draft, "lang": language, "step": "submit"} | HOSTILE[name])

    assert response.status_code == 200
    assert receipt(response.content.decode())["number"].startswith("QY-")
    assert "alert(1)<" not in response.content.decode()
    assert "<img" not in response.content.decode()


@pytest.mark.parametrize(
    ("content", "content_type", "mark"),
    [
        (b'{"title": "x"}', "application/json", "not_a_form"),
        ("固件可被改写".encode("gb18030"), "text/plain", "not_a_form"),
        (b"\x00\xff" * 1000, "application/octet-stream", "not_a_form"),
        (b"", "multipart/form-data", "not_a_form"),
        (b"--frontier\r\nnonsense", "multipart/form-data; boundary=frontier", "empty"),
    ],
)
def test_what_is_no_form_is_received_as_it_came(world, stranger, content, content_type, mark):
    response = stranger.post(FORM, content, content_type=content_type)
    status, raw = stored(response.content.decode())

    assert mark in status.marks
    assert mark == "empty" or raw == content


def test_the_preview_shows_everything_with_what_is_odd_at_its_field(world, stranger):
    response = sent(
        stranger,
        "preview",
        **{**SAID, "steps": "漏" * 30_000, "name": ""},
        files=[file("empty.bin", b""), file("a.txt", b"x")],
    )
    text = shown(response.content.decode())

    assert "QY-4200 工业路由器" in text
    assert "3 things you may want to mend." in text
    for said in ("longer than 64 kB", "Give the name you want to go by", "empty.bin is empty"):
        assert said in text
    assert "It has not been submitted yet." in text
    assert receipt_count(world) == 0


def receipt_count(world):
    from bulou.records.public import gauges

    return sum(gauges(at=world.now).reports.values())


def test_nothing_typed_is_lost_between_the_steps(world, stranger):
    typed = {
        **SAID,
        "steps": 'a <b>&amp;"quoted"</b>\r\n\r\n  indented\t漏' * 50,
        "note": "n",
        "title": "一句话",
    }
    preview = sent(stranger, "preview", **typed, files=[file("复现.zip", b"PK")]).content.decode()
    edit = stranger.post(FORM, {**all_hidden(preview), "step": "edit"}).content.decode()
    again = stranger.post(
        FORM,
        {
            **typed,
            "draft": hidden(edit, "draft"),
            "lang": "en",
            "step": "preview",
            "files": [file("b", b"2")],
        },
    ).content.decode()

    carried = {name: value.replace("\r\n", "\n") for name, value in typed.items()}
    assert {name: all_hidden(preview)[name] for name in typed} == carried
    assert "一句话" in edit
    assert "复现.zip" in edit
    assert {name: all_hidden(again)[name] for name in typed} == carried
    assert [name for name in ("复现.zip", ">b<") if name in again] == ["复现.zip", ">b<"]


def test_the_other_language_loses_nothing_and_stays_without_a_cookie(world):
    first = Client(headers={"accept-language": "en"})
    preview = sent(first, "preview", **SAID, files=[file("a.zip", b"PK")]).content.decode()

    chinese = first.post(FORM, {**all_hidden(preview), "step": "lang:zh-hans:preview"}).content.decode()
    without_cookies = Client(headers={"accept-language": "en"})
    html = without_cookies.post(FORM, {**all_hidden(chinese), "step": "submit"}).content.decode()

    assert '<html lang="zh-CN">' in chinese
    assert "a.zip" in chinese
    assert '<html lang="zh-CN">' in html
    status, raw = stored(html)
    assert (json.loads(raw)["language"], [kept.name for kept in status.files]) == ("zh-hans", ["a.zip"])


def test_a_file_can_be_taken_out_again(world, stranger):
    preview = sent(stranger, "preview", **SAID, files=[file("a", b"1"), file("b", b"2")]).content.decode()
    edit = stranger.post(FORM, {**all_hidden(preview), "step": "remove:0"}).content.decode()
    html = stranger.post(FORM, {**SAID, "draft": hidden(edit, "draft"), "step": "submit"}).content.decode()

    status, _raw = stored(html)
    assert [kept.name for kept in status.files] == ["b"]


def test_a_double_click_is_one_report(world, stranger):
    preview = all_hidden(sent(stranger, "preview", **SAID, files=[file("a", b"1")]).content.decode())

    first = stranger.post(FORM, {**preview, "step": "submit"}).content.decode()
    second = stranger.post(FORM, {**preview, "step": "submit"}).content.decode()

    assert receipt(first) == receipt(second)
    assert re.findall(r"[0-9a-f]{64}", first) == re.findall(r"[0-9a-f]{64}", second)
    assert receipt_count(world) == 1


def test_another_text_in_the_same_form_is_another_report(world, stranger):
    preview = all_hidden(sent(stranger, "preview", **SAID).content.decode())

    first = stranger.post(FORM, {**preview, "step": "submit"}).content.decode()
    second = stranger.post(FORM, {**preview, "impact": "and more", "step": "submit"}).content.decode()

    assert receipt(first)["number"] != receipt(second)["number"]


def test_two_people_with_the_same_words_get_two_reports(world, stranger, chinese):
    first, second = submitted(stranger), submitted(chinese)

    assert receipt(first)["number"] != receipt(second)["number"]


def test_a_file_over_the_ceiling_is_answered_with_another_way(world, stranger, monkeypatch):
    monkeypatch.setattr(body, "FILE_CEILING", 1000)
    large = b"x" * 5000
    preview = sent(stranger, "preview", **SAID, files=[file("large.iso", large), file("a", b"1")])
    html = stranger.post(FORM, {**all_hidden(preview.content.decode()), "step": "submit"}).content.decode()
    status, raw = stored(html)

    assert "large.iso: larger than 50 MB" in shown(preview.content.decode())
    assert "Another way for what is too large" in html
    assert hashlib.sha256(large).hexdigest() in html
    assert [kept.name for kept in status.files] == ["a"]
    assert status.marks == ("file_too_large",)
    assert json.loads(raw)["files_not_kept"][0]["sha256"] == hashlib.sha256(large).hexdigest()


def test_ceilings_count_over_all_steps(world, stranger, monkeypatch):
    monkeypatch.setattr(body, "FILES_CEILING", 10)
    preview = sent(stranger, "preview", **SAID, files=[file("a", b"12345678")]).content.decode()
    again = sent(stranger, "preview", **SAID, draft=hidden(preview, "draft"), files=[file("b", b"123")])

    assert "b: the files are larger than 200 MB altogether" in shown(again.content.decode())


def test_a_form_from_another_organisation_brings_no_files_along(world, stranger):
    world.found("other", "OT", "vendor")
    preview = sent(stranger, "preview", **SAID, files=[file("a", b"1")]).content.decode()

    html = stranger.post("/report/other", {**all_hidden(preview), "step": "submit"}).content.decode()

    status, _raw = stored(html)
    assert (receipt(html)["number"][:2], status.files) == ("OT", [])


def test_an_organisation_that_has_closed_its_reception_still_receives_a_form_that_was_open(
    world, stranger, monkeypatch
):
    preview = all_hidden(sent(stranger, "preview", **SAID).content.decode())
    found = public.organisation
    monkeypatch.setattr(
        public, "organisation", lambda slug, receiving=True: None if receiving else found(slug)
    )

    assert stranger.get(FORM).status_code == 404
    assert stranger.post(FORM, {**SAID, "step": "submit"}).status_code == 404
    assert "QY-" in stranger.post(FORM, {**preview, "step": "submit"}).content.decode()


@pytest.mark.parametrize("address", ["/report/nobody", "/report/closed"])
def test_an_organisation_that_is_not_there_is_not_found(world, stranger, address):
    world.found("closed", "CL", "vendor", receives=False)

    answers = [stranger.get(address), stranger.post(address, SAID)]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_when_the_database_fails_the_report_can_be_sent_again(world, stranger, monkeypatch):
    def fail(*_args, **_kwargs):
        raise DatabaseError("the disk is full")

    preview = all_hidden(sent(stranger, "preview", **SAID, files=[file("a", b"1")]).content.decode())
    monkeypatch.setattr(report, "perform", fail)
    response = stranger.post(FORM, {**preview, "step": "submit"})
    monkeypatch.undo()
    again = stranger.post(FORM, {**all_hidden(response.content.decode()), "step": "submit"})

    assert response.status_code == 503
    assert "Nothing you typed is lost" in shown(response.content.decode())
    assert [kept.name for kept in stored(again.content.decode())[0].files] == ["a"]


def test_what_is_sent_is_nowhere_in_clear(world, stranger, settings):
    submitted(stranger, steps="TOP SECRET STEPS", files=[file("SECRET-NAME.txt", b"SECRET CONTENT")])

    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("records_report", "records_entry", "records_attachment", "records_case"):
            cursor.execute(f"SELECT * FROM {table}")
            rows = repr(cursor.fetchall())
            assert "SECRET" not in rows
    for path in settings.BULOU_FILES.glob("*/*"):
        assert b"SECRET" not in path.read_bytes()


def test_what_is_sent_never_touches_the_disk_in_clear(world, stranger, monkeypatch, tmp_path):
    written = []
    opening = blobs.NamedTemporaryFile
    monkeypatch.setattr(
        blobs, "NamedTemporaryFile", lambda **given: written.append(given["dir"]) or opening(**given)
    )
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    submitted(stranger, files=[file("large.bin", b"SECRET" * 1_000_000)])

    assert list(tmp_path.iterdir()) == []
    assert len(written) == 1


def test_a_cross_site_form_does_what_a_stranger_may_and_no_more(world):
    """AC37: There is no CSRF token because there is no right to borrow: the case is the same as any stranger's."""
    client = Client(enforce_csrf_checks=True, headers={"origin": "https://elsewhere.example"})

    assert receipt(client.post(FORM, {**SAID, "step": "submit"}).content.decode())["number"].startswith("QY-")


def test_submitting_takes_few_queries_and_one_commit(world, stranger, django_assert_max_num_queries):
    preview = all_hidden(sent(stranger, "preview", **SAID, files=[file("a", b"1")]).content.decode())

    with django_assert_max_num_queries(15):
        stranger.post(FORM, {**preview, "step": "submit"})


@pytest.mark.parametrize("text", BOMBS, ids=range(len(BOMBS)))
def test_ac47_no_text_makes_the_form_slow(world, stranger, text):
    start = time.process_time()

    sent(
        stranger,
        "preview",
        **{**SAID, **dict.fromkeys(("title", "product", "versions", "steps", "impact"), text)},
    )
    html = submitted(stranger, **dict.fromkeys(("title", "product", "versions", "steps", "impact"), text))

    assert receipt(html)["number"]
    assert time.process_time() - start < 2
