"""Published advisories: what was released and nothing else, found, read, compared and fetched byte for byte."""

import hashlib
import json
import re
import xml.etree.ElementTree as ElementTree

import pytest
from django.utils.translation import override

from bulou.acts import Actor
from bulou.acts.credits import ChooseCredit
from bulou.acts.post_release import ReviseAdvisory, ThankReporter, WithdrawAdvisory
from bulou.acts.receipt import PostMessage
from bulou.entrypoints.portal.advisories import changes, web_address
from bulou.records import public
from bulou.records.public import published as listing
from tests.entrypoints.portal.publishing import mended, published
from tests.entrypoints.portal.reading import page, shown

ATOM = {"atom": "http://www.w3.org/2005/Atom"}
PUBLIC = ["/", "/report", "/report/vendor", "/advisories", "/advisories?q=QY", "/thanks", "/platforms",
          "/organisations/vendor", "/feeds/advisories.atom", "/.well-known/security.txt", "/metrics"]  # fmt: skip


def test_an_advisory_shows_what_was_published(world, stranger):
    made = published(
        world,
        heading="QY-4200 命令注入漏洞",
        precaution="关闭远程管理。",
        remediation_url="https://vendor.example/fw/3.4.7",
        cve="CVE-2026-12345",
        cwe="CWE-78",
        references="https://vendor.example/psirt\nurn:x:not-a-link",
        credits="苔原",
    )
    html = page(stranger, f"/advisories/{made.number}")
    text = shown(html)

    for said in (
        "QY-4200 命令注入漏洞", "Critical (超危)", "CVSS 3.1 9.8", "CVE-2026-12345", "CWE-78", "诊断页未校验输入。",
        "升级至 3.4.7。", "关闭远程管理。", "石榴网关", "1.0–1.9", "2.0", "苔原", "reporter, as self-declared",
        "CSAF 2.0 (JSON)", "AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H",
    ):  # fmt: skip
        assert said in text
    links = re.findall(
        r'<a href="(https://[^"]+)"([^>]*)>', html[html.index("<main") : html.index("</main>")]
    )
    assert links == [
        ("https://vendor.example/fw/3.4.7", ' rel="noopener noreferrer nofollow"'),
        ("https://vendor.example/psirt", ' rel="noopener noreferrer nofollow"'),
    ]
    assert "urn:x:not-a-link" in text


def test_a_pseudonym_is_called_one_and_our_own_words_are_in_the_readers_language(world, stranger, chinese):
    made = published(world, credits="苔原", language="zh-CN", identity="pseudonym")

    address = f"/advisories/{made.number}"
    english, in_chinese = page(stranger, address), page(chinese, address)

    assert "reporter, under a pseudonym" in english
    assert "reporter, as self-declared" not in english
    assert "Initial version." in english
    assert "首次发布。" in in_chinese
    assert "报告人，笔名" in in_chinese


def test_the_words_of_an_advisory_carry_their_own_language(world, stranger, chinese):
    made = published(world, heading="Command injection", language="en")

    for client in (stranger, chinese):
        assert '<bdi lang="en">Command injection</bdi>' in page(client, f"/advisories/{made.number}")


def test_markup_in_an_advisory_is_text(world, stranger):
    made = published(
        world,
        product="<b>box</b>",
        heading="<script>alert(1)</script>",
        description="<img src=x onerror=alert(1)> **bold** [a](javascript:alert(1))",
        references="javascript:alert(1)\ndata:text/html,x",
        credits="<i>x</i>",
    )

    for address in (f"/advisories/{made.number}", "/advisories", "/", "/feeds/advisories.atom"):
        html = page(stranger, address)
        body = html[html.index("<main") :] if "<main" in html else html
        assert not re.search(r"<(script>|img|i>|b>)", body), address
        assert 'href="javascript' not in body
        assert 'href="//' not in body


def test_the_file_is_the_stored_bytes(world, stranger):
    made = published(world)
    html = page(stranger, f"/advisories/{made.number}")
    address = re.search(r'href="(/advisories/[^"]+\.json)"', html)[1]
    response = stranger.get(address)
    stored = public.csaf_file(made.number, address.rsplit("/", 1)[1])

    assert response.content == stored.content
    assert hashlib.sha256(response.content).hexdigest() == stored.sha256
    assert stored.sha256[:8] in html
    assert json.loads(response.content)["document"]["tracking"]["id"] == made.number
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["ETag"] == f'"{stored.sha256}"'
    assert stranger.get(address, headers={"if-none-match": response.headers["ETag"]}).status_code == 304


def test_a_file_answers_only_to_its_own_name(world, stranger):
    made = published(world)

    for name in (
        "other.json",
        f"{made.number}.json",
        "..%2f..%2fetc%2fpasswd",
        f"{made.number.lower()}.json.sha256",
    ):
        assert stranger.get(f"/advisories/{made.number}/{name}").status_code == 404


def test_a_revision_says_what_it_changed_and_the_first_stays_readable(world, stranger):
    made = published(world, description="第一行。\n第二行。")
    world.drafted(
        made.case_id,
        advisory_id=made.advisory_id,
        description="第一行。\n改过的第二行。",
        cve="CVE-2026-12345",
    )
    world.done(
        ReviseAdvisory(case_id=made.case_id, advisory_id=made.advisory_id, summary="补充编号。"), "lead"
    )

    now = shown(page(stranger, f"/advisories/{made.number}"))
    second = page(stranger, f"/advisories/{made.number}/revisions/2")
    first = shown(page(stranger, f"/advisories/{made.number}/revisions/1"))

    assert "补充编号。" in now
    assert "改过的第二行。" in now
    assert re.findall(r"<(ins|del)>([^<]+)<", second) == [
        ("del", "第二行。"),
        ("ins", "改过的第二行。"),
        ("ins", "CVE-2026-12345"),
    ]
    assert "This is revision 1, not the current one." in first
    assert "CVE-2026-12345" not in first
    assert stranger.get(f"/advisories/{made.number}/revisions/3").status_code == 404
    name = public.advisory(made.number).file
    files = [stranger.get(f"/advisories/{made.number}/revisions/{at}/{name}").content for at in (1, 2)]
    assert [json.loads(file)["document"]["tracking"]["version"] for file in files] == ["1", "2"]
    assert files[1] == stranger.get(f"/advisories/{made.number}/{name}").content


def test_a_withdrawn_advisory_stays_and_says_so_everywhere(world, stranger):
    made = published(world)
    world.done(
        WithdrawAdvisory(case_id=made.case_id, advisory_id=made.advisory_id, reason="<b>误报</b>"), "lead"
    )

    assert "This advisory was withdrawn" in page(stranger, f"/advisories/{made.number}")
    assert "&lt;b&gt;误报&lt;/b&gt;" in page(stranger, f"/advisories/{made.number}")
    assert "Withdrawn" in shown(page(stranger, "/advisories"))
    feed = ElementTree.fromstring(page(stranger, "/feeds/advisories.atom"))
    entry = feed.find("atom:entry", ATOM)
    assert entry.find("atom:title", ATOM).text == f"Withdrawn: {made.number} QY-4200 命令注入漏洞"
    assert entry.find("atom:updated", ATOM).text > entry.find("atom:published", ATOM).text


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("命令", 1), ("石榴", 1), ("qy-4200", 1), ("CVE-2026-12345", 1), ("cve-2026", 1), ("SA-2", 1), ("", 1),
        ("%", 0), ("_", 0), ("\\", 0), ("'", 0), ('"', 0), ("name", 0), ("诊断页未校验", 0), ("secret", 0),
        ("\x00", 1), ("x" * 5000, 0), ("); DROP TABLE records_case;--", 0), ("石%榴", 0),
    ],
)  # fmt: skip
def test_search_finds_title_product_number_and_cve(world, stranger, search, found):
    published(world, heading="QY-4200 命令注入漏洞", cve="CVE-2026-12345")

    text = shown(page(stranger, "/advisories", data={"q": search}))

    assert ("1 advisory" in text, "0 advisories" in text) == (bool(found), not found)


def test_search_looks_at_the_current_revision_only(world, stranger):
    made = published(world, heading="旧标题")
    world.drafted(made.case_id, advisory_id=made.advisory_id, heading="新标题")
    world.done(ReviseAdvisory(case_id=made.case_id, advisory_id=made.advisory_id, summary="改名。"), "lead")

    listed = {search: public.advisories(search=search).total for search in ("旧标题", "新标题")}

    assert listed == {"旧标题": 0, "新标题": 1}


def test_nothing_tells_a_stranger_of_what_is_not_published(world, stranger):
    """AC12: A draft of another case, a later draft of a published one, a title, a number, a name, a count."""
    world.found("other", "OT", "vendor")
    made = published(world, heading="公开的公告")
    world.drafted(
        made.case_id, advisory_id=made.advisory_id, heading="SECRET NEXT", description="SECRET NEXT"
    )
    hidden_case = mended(world, product="SECRETBOX")
    world.drafted(hidden_case, heading="SECRET TITLE", credits="SECRET NAME")
    report = world.submit(content={"title": "SECRET REPORT", "product": "SECRETBOX", "steps": "SECRET"}).ids
    world.done(PostMessage(case_id=hidden_case, thread="public", text="SECRET MESSAGE"), "lead")

    for address in [*PUBLIC, f"/advisories/{made.number}", "/advisories?q=SECRET", "/advisories?q=SECRETBOX"]:
        text = re.sub(
            r'(value|href)="[^"]*q?=?SECRET[^"]*"', "", page(stranger, address)
        )  # what was searched for
        assert "SECRET" not in text, address
        assert report["number"] not in text
    draft = f"QY-SA-{report['number'].split('-', 1)[1]}"
    missing = {stranger.get(f"/advisories/{number}").content for number in (draft, "QY-SA-2026-AAAA-AAAA")}
    assert len({re.sub(rb'href="[^"]*lang=[^"]*"', b"", text) for text in missing}) == 1
    assert public.advisories().total == 1


def test_thanks_stand_in_the_chosen_name(world, stranger):
    made = published(world)
    wishes = ChooseCredit(
        case_id=made.case_id, shown_as="name", credited="<b>苔原</b>\u202egnp", on_thanks=True
    )
    world.done(wishes, Actor.reporter(made.case_id))
    world.done(ThankReporter(case_id=made.case_id, words="命令注入"), "lead")

    html = page(stranger, "/thanks")

    assert "<bdi>&lt;b&gt;苔原&lt;/b&gt;" in html
    assert "vendor (test)" in html


def test_the_feed_is_atom_with_the_nodes_own_addresses(world, stranger, settings):
    settings.BULOU_BASE_URL = "https://psirt.example"
    made = published(world, heading="QY\u0008 & <漏洞>", summary="<b>升级</b>")

    response = stranger.get("/feeds/advisories.atom", headers={"host": "127.0.0.1"})
    feed = ElementTree.fromstring(response.content)
    entry = feed.find("atom:entry", ATOM)

    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.find("atom:id", ATOM).text == "https://psirt.example/feeds/advisories.atom"
    assert entry.find("atom:id", ATOM).text == f"https://psirt.example/advisories/{made.number}"
    assert entry.find("atom:title", ATOM).text == f"{made.number} QY & <漏洞>"
    assert entry.find("atom:summary", ATOM).text == "&lt;b&gt;升级&lt;/b&gt;"
    assert b"127.0.0.1" not in response.content


@pytest.mark.parametrize("count", [0, 3])
def test_pages_take_few_queries_however_much_is_published(
    world, stranger, count, django_assert_max_num_queries
):
    made = published(world)
    for _more in range(count):
        published(world)

    for address in ("/", "/advisories", "/advisories?q=石榴", f"/advisories/{made.number}", "/feeds/advisories.atom",
                    "/thanks", "/organisations/vendor"):  # fmt: skip
        with django_assert_max_num_queries(5):
            page(stranger, address)


def test_the_list_is_paged(world, stranger, monkeypatch):
    monkeypatch.setattr(listing, "PER_PAGE", 1)
    first, second = published(world), published(world)

    assert second.number in page(stranger, "/advisories")
    assert first.number in page(stranger, "/advisories?page=2&q=石榴")
    assert first.number in page(stranger, "/advisories?page=99")
    assert "page=2" in re.search(r'rel="next" href="\?([^"]+)"', page(stranger, "/advisories?q=石榴"))[1]
    assert "q=" in re.search(r'rel="next" href="\?([^"]+)"', page(stranger, "/advisories?q=石榴"))[1]


def test_changes_are_told_by_field_and_line():
    before = {"heading": "a", "products": [{"name": "x", "versions": "1"}], "description": "one\ntwo"}
    after = {"heading": "a", "products": [{"name": "x", "versions": "2"}], "description": "one\ntwo\nthree"}

    with override("en"):
        told = [(str(change.label), change.lines) for change in changes(before, after)]
    assert told == [
        ("Description", [("same", "one"), ("same", "two"), ("added", "three")]),
        ("Products", [("removed", "x · 1"), ("added", "x · 2")]),
    ]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" https://a.example/x ", "https://a.example/x"),
        ("http://a.example", "http://a.example"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//a.example", ""),
        ("https://a.example/漏", ""),
        ("ftp://a.example", ""),
    ],
)
def test_only_addresses_of_the_web_become_links(text, address):
    assert web_address(text) == address
