"""The reporter's own page: only with number and code, only what is theirs, messages both ways."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from bulou.acts.discussion import PostToParties
from bulou.acts.receipt import DeclineReport, PostMessage
from bulou.acts.remediation import RecordRemediation
from bulou.acts.verification import IdentifyProduct
from bulou.entrypoints.portal import body
from bulou.records import public
from tests.entrypoints.portal.reading import all_hidden, file, hidden, opened, page, shown

STATUS = "/report/status"


@pytest.fixture
def reported(world):
    """A report with its number, code and case."""
    made = world.submit().ids
    return {"number": made["number"], "code": made["code"], "case_id": UUID(made["case_id"])}


def asked(client, number, code, **more):
    return client.post(STATUS, {"step": "open", "number": number, "code": code, **more})


def written(client, text="more", **more):
    draft = hidden(page(client, STATUS), "draft")
    return client.post(STATUS, {"step": "write", "text": text, "draft": draft, **more})


def test_number_and_code_open_the_report_however_they_are_typed(reported, stranger):
    number = reported["number"].lower()
    code = f" {reported['code'].replace('-', ' ').lower()} "
    wide = "".join(chr(ord(ch) + 0xFEE0) if ch.isalnum() else ch for ch in code)

    assert asked(stranger, number, code).headers["Location"] == STATUS
    assert asked(Client(), number, wide).headers["Location"] == STATUS


def test_the_code_stands_in_no_address_and_on_no_page(reported, stranger):
    text = opened(stranger, reported["number"], reported["code"])

    assert reported["code"] not in text
    assert reported["code"].replace("-", "") not in text


def test_wrong_code_and_unknown_number_get_one_answer(reported, stranger):
    """AC03."""
    other = {"number": "QY-2026-AAAA-AAAA", "code": reported["code"]}
    wrong = {"number": reported["number"], "code": "AAAA-AAAA-AAAA-AAAA"}

    answers = [asked(stranger, **pair) for pair in (other, wrong, {"number": "\x00", "code": ""})]

    texts = {re.sub(r' value="[^"]*"', "", answer.content.decode()) for answer in answers}
    assert {answer.status_code for answer in answers} == {404}
    assert len(texts) == 1


def test_wrong_code_and_unknown_number_ask_the_database_the_same(reported, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert public.case_of(reported["number"], "AAAA") is None
    with django_assert_num_queries(1):
        assert public.case_of("QY-2026-AAAA-AAAA", "AAAA") is None


def test_guessing_is_slowed_down_and_only_for_whoever_guesses(reported, stranger):
    """AC30."""
    wrong = {"number": reported["number"], "code": "AAAA"}
    right = {"number": reported["number"], "code": reported["code"]}

    codes = [asked(stranger, **wrong).status_code for _try in range(11)]
    blocked = asked(stranger, **right)
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")

    assert codes == [404] * 10 + [429]
    assert (blocked.status_code, blocked.headers["Retry-After"]) == (429, "900")
    assert asked(elsewhere, **right).status_code == 302


def test_one_ipv6_network_is_one_guesser(reported):
    wrong = {"number": reported["number"], "code": "AAAA"}
    codes = [asked(Client(REMOTE_ADDR=f"2001:db8::{at:x}"), **wrong).status_code for at in range(1, 12)]

    assert codes[-1] == 429


def test_a_forged_forwarding_header_gives_no_new_tries(reported):
    wrong = {"number": reported["number"], "code": "AAAA"}
    codes = [
        Client(headers={"x-forwarded-for": f"203.0.113.{at}"})
        .post(STATUS, {"step": "open", **wrong})
        .status_code
        for at in range(11)
    ]

    assert codes[-1] == 429


def test_without_a_session_nothing_is_shown_or_done(reported, stranger):
    assert reported["number"] not in page(stranger, STATUS)
    assert stranger.get(f"{STATUS}/raw").status_code == 404
    answer = stranger.post(STATUS, {"step": "write", "text": "my words"})

    assert "Your session has ended" in answer.content.decode()
    assert public.status_page(reported["case_id"]).messages == []


def test_words_written_after_the_session_ended_are_kept_until_it_is_open_again(reported, stranger):
    lost = stranger.post(STATUS, {"step": "write", "text": 'a "quoted" <word>'}).content.decode()
    carried = all_hidden(lost)["text"]

    answer = asked(stranger, reported["number"], reported["code"], text=carried)

    assert carried == 'a "quoted" <word>'
    assert "a &quot;quoted&quot; &lt;word&gt;</textarea>" in answer.content.decode()


def test_a_session_ends_by_itself_and_by_a_button(reported, stranger):
    opened(stranger, reported["number"], reported["code"])
    session = stranger.session
    session["report"] = {**session["report"], "until": (timezone.now() - timedelta(seconds=1)).isoformat()}
    session.save()  # writes: a session, to let its time pass
    assert reported["number"] not in page(stranger, STATUS)

    opened(stranger, reported["number"], reported["code"])
    stranger.post(STATUS, {"step": "leave"})
    assert reported["number"] not in page(stranger, STATUS)


def test_opening_a_report_changes_the_session_key(reported, stranger):
    page(stranger, STATUS)
    opened(stranger, reported["number"], reported["code"])
    before = stranger.session.session_key
    opened(stranger, reported["number"], reported["code"])

    assert stranger.session.session_key != before


def test_messages_go_both_ways_and_only_those_of_this_thread(world, reported, stranger):
    """AC02."""
    case_id = reported["case_id"]
    world.appoint("Zhongli", "vendor", "lead")
    world.done(PostMessage(case_id=case_id, thread="internal", text="INTERNAL WORDS"), "Zhongli")
    party_id = world.joined(case_id, "Zhongli")
    world.done(
        PostToParties(case_id=case_id, party_id=party_id, text="PARTY WORDS", exploit_included=False),
        "Zhongli",
    )
    world.done(
        PostMessage(case_id=case_id, thread="public", text="<b>Which</b> firmware?", question=True), "Zhongli"
    )
    text = opened(stranger, reported["number"], reported["code"])
    answered = written(stranger, "3.4.6 <script>", files=[file("log.txt", b"log")])
    after = page(stranger, STATUS)

    assert "The desk waits for your answer" in text
    assert "&lt;b&gt;Which&lt;/b&gt; firmware?" in text
    assert (answered.status_code, answered.headers["Location"]) == (302, STATUS)
    assert "3.4.6 &lt;script&gt;" in after
    assert "The desk waits for your answer" not in after
    for word in ("INTERNAL", "PARTY", "Zhongli"):
        assert word not in after
    assert [(item.mine, item.text) for item in public.status_page(case_id).messages] == [
        (False, "<b>Which</b> firmware?"),
        (True, "3.4.6 <script>"),
    ]
    assert public.status_page(case_id).messages[1].files[0].name == "log.txt"


def test_files_of_the_desk_are_not_shown_to_the_reporter(world, reported, stranger):
    """AC02."""
    from bulou.acts.blobs import keep
    from bulou.acts.notification import RecordOfficialDecision

    document = keep("OFFICIAL.pdf", b"%PDF")
    act = RecordOfficialDecision(
        case_id=reported["case_id"], decision="mps_consent", number="1", attachments=(document,)
    )
    world.act(act, "lead")

    assert "OFFICIAL" not in opened(stranger, reported["number"], reported["code"])


def test_a_declined_report_tells_its_reason(world, reported, stranger):
    case_id = reported["case_id"]
    world.done(IdentifyProduct(case_id=case_id, product="X", versions="1", own_product=False), "lead")
    world.done(DeclineReport(case_id=case_id, reason="out_of_scope", text="不是我们的产品。"), "lead")

    text = shown(opened(stranger, reported["number"], reported["code"]))

    assert "Not confirmed as a vulnerability." in text
    assert "declined the report" in text
    assert "不是我们的产品。" in text


def test_the_state_is_told_in_plain_words_with_its_moments(world, stranger):
    case_id = world.accepted()
    status = public.status_page(case_id)
    assert (status.state, [word for word, _at in status.milestones]) == ("working", ["received", "confirmed"])

    world.done(RecordRemediation(case_id=case_id, text="升级", location="https://vendor.example"), "lead")

    status = public.status_page(case_id)
    assert (status.state, [word for word, _at in status.milestones]) == (
        "remedied",
        ["received", "confirmed", "remedied"],
    )


def test_an_empty_message_and_one_too_long_wait_to_be_mended(reported, stranger):
    opened(stranger, reported["number"], reported["code"])

    empty = written(stranger, " ")
    long = written(stranger, "漏" * 30_000, files=[file("a.txt", b"1")])

    assert "Write something first" in shown(empty.content.decode())
    assert "Put it into a file" in shown(long.content.decode())
    assert "漏" * 30_000 in long.content.decode()
    assert "a.txt" in long.content.decode()
    assert public.status_page(reported["case_id"]).messages == []


def test_a_file_too_large_for_a_message_is_told_and_the_words_are_kept(reported, stranger, monkeypatch):
    opened(stranger, reported["number"], reported["code"])
    monkeypatch.setattr(body, "FILE_CEILING", 10)

    answer = written(stranger, "see the file", files=[file("large.bin", b"x" * 100)])
    again = stranger.post(
        STATUS, {"step": "write", **all_hidden(answer.content.decode()), "text": "see the file"}
    )

    assert "large.bin: larger than 50 MB" in shown(answer.content.decode())
    assert "see the file</textarea>" in answer.content.decode()
    assert again.status_code == 302


def test_a_message_sent_twice_is_one_message(reported, stranger):
    opened(stranger, reported["number"], reported["code"])
    form = {"step": "write", "text": "once", "draft": hidden(page(stranger, STATUS), "draft")}

    answers = [stranger.post(STATUS, form).status_code for _click in range(2)]

    assert answers == [302, 302]
    assert [item.text for item in public.status_page(reported["case_id"]).messages] == ["once"]


def test_the_other_language_keeps_what_was_typed(reported, stranger):
    turned = stranger.post(STATUS, {"step": "lang:zh-hans:open", "number": reported["number"], "code": "A"})
    opened(stranger, reported["number"], reported["code"])
    draft = hidden(page(stranger, STATUS), "draft")
    half = stranger.post(
        STATUS,
        {"step": "lang:en:page", "text": "half a mess", "draft": draft, "files": [file("a.txt", b"1")]},
    ).content.decode()

    assert '<html lang="zh-CN">' in turned.content.decode()
    assert f'value="{reported["number"]}"' in turned.content.decode()
    assert '<html lang="en">' in half
    assert "half a mess</textarea>" in half
    assert "a.txt" in half
    assert public.status_page(reported["case_id"]).messages == []


def test_files_of_someone_without_a_session_are_not_stored(reported, stranger, settings):
    before = set(settings.BULOU_FILES.glob("*/*"))

    stranger.post(STATUS, {"step": "write", "text": "x", "files": [file("a", b"1")]})

    assert set(settings.BULOU_FILES.glob("*/*")) == before


def test_writing_needs_the_sites_own_form(reported):
    client = Client(enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page(client, STATUS))[1]

    without = asked(client, reported["number"], reported["code"])
    with_token = asked(client, reported["number"], reported["code"], csrfmiddlewaretoken=token)

    assert (without.status_code, with_token.status_code) == (403, 302)
    assert "cookie" in without.content.decode().lower()


def test_the_report_as_received_can_be_fetched_byte_for_byte(world, stranger):
    made = world.submit(raw=b"\x00raw \xff bytes").ids
    opened(stranger, made["number"], made["code"])

    response = stranger.get(f"{STATUS}/raw")

    assert response.content == b"\x00raw \xff bytes"
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("messages", [0, 60])
def test_the_page_takes_the_same_few_queries_at_any_length(
    world, reported, stranger, messages, django_assert_max_num_queries
):
    for number in range(messages):
        world.done(
            PostMessage(case_id=reported["case_id"], thread="public", text=f"message {number}"), "lead"
        )
    opened(stranger, reported["number"], reported["code"])

    with django_assert_max_num_queries(15):
        text = page(stranger, STATUS)

    assert ("message 59" in text, "message 5<" in text) == ((True, False) if messages else (False, False))
    assert not messages or "message 5<" in page(stranger, f"{STATUS}?page=2")


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "٣", ""])
def test_a_page_that_is_not_there_is_the_nearest_one(reported, stranger, number):
    opened(stranger, reported["number"], reported["code"])

    assert reported["number"] in page(stranger, f"{STATUS}?page={number}")


def test_a_purged_report_keeps_its_hashes(world, stranger):
    from bulou.acts.custody import PurgeLog

    made = world.submit().ids
    world.now += timedelta(days=200)
    purged = world.act(PurgeLog(case_id=UUID(made["case_id"]), grounds="term over"), "lead")
    assert purged, purged

    text = opened(stranger, made["number"], made["code"])

    assert "deleted after the lawful term" in text
    assert made["raw_sha256"][:8] in text
    assert stranger.get(f"{STATUS}/raw").status_code == 404
