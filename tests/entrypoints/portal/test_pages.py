"""All public pages: their languages, what the browser is told, and what stands at their foot."""

import re
from dataclasses import replace

import pytest

from bulou.acts.membership import OpenReception
from bulou.entrypoints.portal import body, intake
from tests.entrypoints.portal.publishing import published
from tests.entrypoints.portal.reading import SAID, all_hidden, hidden, opened, page, receipt, sent, shown

PAGES = ["/", "/report/vendor", "/report/status", "/report/policy", "/advisories", "/thanks", "/platforms",
         "/organisations/vendor"]  # fmt: skip
INLINE = re.compile(r"<style|<script>|<script (?!src=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


def every_page(client, world):
    """Address and text of each page, those that answer a form included."""
    made = published(world)
    for address in [*PAGES, f"/advisories/{made.number}"]:
        yield address, page(client, address)
    form = page(client, "/report/vendor")
    language, draft = hidden(form, "lang"), hidden(form, "draft")
    preview = client.post(
        "/report/vendor", {**SAID, "draft": draft, "lang": language, "step": "preview"}
    ).content.decode()
    yield "preview", preview
    yield "edit", client.post("/report/vendor", {**all_hidden(preview), "step": "edit"}).content.decode()
    given = client.post("/report/vendor", {**all_hidden(preview), "step": "submit"}).content.decode()
    yield "receipt", given
    yield "wrong code", client.post("/report/status", {"step": "open", "lang": language}).content.decode()
    yield "status", opened(client, **receipt(given))
    yield "not found", client.get("/nothing/here").content.decode()


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_each_page_has_its_language_one_heading_and_nothing_inline(world, stranger, chinese, language):
    client = stranger if language == "en" else chinese
    for name, html in every_page(client, world):
        assert f'<html lang="{language}">' in html, name
        assert html.count("<h1") == 1, name
        assert html.count("<main") == 1, name
        assert not INLINE.search(html), (name, INLINE.search(html))
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids)), name
        for described in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html):
            assert set(described.split()) <= set(ids), (name, described)


def test_the_browser_is_told_to_run_nothing_of_ours_or_others(world, stranger):
    response = stranger.get("/report/vendor")

    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_every_moment_names_its_zone(world, stranger):
    for name, html in every_page(stranger, world):
        times = re.findall(r"<time[^>]*>([^<]*)</time>", html)
        assert all("(UTC+8)" in time for time in times), (name, times)


def test_what_addresses_lead_elsewhere_take_nothing_along(world, stranger):
    for name, html in every_page(stranger, world):
        for attributes in re.findall(r'<a ([^>]*href="https?:[^>]*)>', html):
            assert 'rel="noopener noreferrer nofollow"' in attributes, name


def test_the_foot_names_the_icp_filing_where_there_is_one(world, stranger, settings):
    assert "beian.miit.gov.cn" not in page(stranger, "/")

    settings.BULOU_ICP = "京ICP备00000000号"

    foot = page(stranger, "/")
    foot = foot[foot.index("<footer") :]
    assert "京ICP备00000000号" in foot
    assert 'href="https://beian.miit.gov.cn/"' in foot


def test_platforms_are_listed_only_with_their_filing(world, stranger):
    platform = world.found("platform", "PF", "platform")
    world.appoint("head", "platform", "lead")
    assert "No collection platform is filed on this node." in shown(page(stranger, "/platforms"))
    assert "platform (test)" not in page(stranger, "/")

    number = OpenReception(organisation_id=platform, filing_number="MIIT-2026-001")
    unproved = world.act(number, "head")
    assert (bool(unproved), "MIIT-2026-001" in page(stranger, "/platforms")) == (False, False)
    assert unproved.verdict.outcome == "forbidden"

    opening = world.act(replace(number, listing_sha256="0a" * 32), "head")
    assert (bool(opening), "MIIT-2026-001" in page(stranger, "/platforms")) == (True, True)


def test_an_organisation_shows_only_its_own_advisories(world, stranger):
    made = published(world)
    world.found("other", "OT", "vendor")
    world.found("closed", "CL", "vendor", receives=False)

    assert made.number in page(stranger, "/organisations/vendor")
    assert made.number not in page(stranger, "/organisations/other")
    assert stranger.get("/organisations/closed").status_code == 404


def test_the_published_ceilings_are_those_that_hold(world, stranger):
    text = shown(page(stranger, "/report/policy"))

    for ceiling in (
        f"{body.FILE_CEILING // 1024**2} MB for a file",
        f"{body.MOST_FILES} files",
        f"{body.FILES_CEILING // 1024**2} MB for a report",
        f"{intake.SHOWN // 1024} kB of each text field",
    ):
        assert ceiling in text


def test_the_first_page_names_who_receives(world, stranger):
    world.found("closed", "CL", "vendor", receives=False)

    text = page(stranger, "/")

    assert 'href="/report/vendor"' in text
    assert "closed" not in text


@pytest.mark.parametrize(
    "address",
    [
        "/files/0a",
        "/media/x",
        "/report/vendor/files/1",
        "/advisories/..%2f..",
        "/var",
        "/static/../manage.py",
    ],
)
def test_no_address_leads_to_a_file_of_a_report(world, stranger, address):
    """AC08."""
    assert stranger.get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/", "/advisories", "/thanks", "/healthz", "/feeds/advisories.atom", "/report/status/raw"]
)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_reading_pages_take_nothing_in(world, stranger, address, method):
    assert getattr(stranger, method)(address).status_code == 405


def test_not_found_is_one_page_for_everyone(world, stranger):
    texts = {
        re.sub(r'href="[^"]*"', "", stranger.get(address).content.decode())
        for address in (
            "/nothing",
            "/advisories/QY-SA-2026-AAAA-AAAA",
            "/report/nobody",
            "/organisations/nobody",
        )
    }

    assert len(texts) == 1


def test_an_error_of_ours_is_a_page_in_the_readers_language(world, chinese, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("boom")

    monkeypatch.setattr("bulou.records.public.latest_advisories", fail)
    chinese.raise_request_exception = False

    response = chinese.get("/")

    assert response.status_code == 500
    assert '<html lang="zh-CN">' in response.content.decode()
    assert "boom" not in response.content.decode()


def test_the_preview_of_a_form_keeps_the_demo_banner(world, stranger, settings):
    settings.BULOU_DEMO = True

    assert "Demo node" in sent(stranger, "preview", **SAID).content.decode()
