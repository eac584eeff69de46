"""The pages of the law: every sentence has one, a stranger may read it, and a citation leads to it."""

import re

import pytest

from bulou.entrypoints.citations import place_of
from bulou.entrypoints.editions import all_editions, edition_called
from bulou.law.open_points import ARRANGEMENTS, READINGS
from bulou.law.regimes import REGIMES
from bulou.law.register import norms, sentences
from bulou.records import signatures

pytestmark = pytest.mark.django_db
EDITIONS = [edition.name for edition in all_editions()]


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_every_sentence_and_every_norm_has_a_place():
    ids = [each.id for regime in REGIMES for each in (*sentences(regime), *norms(regime))]

    assert [id for id in ids if place_of(id) is None] == []


def test_the_list_names_every_edition_with_its_days(stranger):
    shown = page(stranger, "/law")

    for edition in all_editions():
        assert f'href="{edition.path}"' in shown
        assert f"{edition.in_force}" in shown


@pytest.mark.parametrize("name", EDITIONS)
def test_every_sentence_has_a_page_in_both_languages(stranger, chinese, name):
    edition = edition_called(name)
    listed = page(stranger, edition.path)
    for line in edition.lines:
        assert f'href="{line.path}"' in listed
        shown = page(stranger, line.path)
        assert "Unsigned: nobody has signed this sentence." in shown
        assert [id for id in line.sentence.norms if f'id="{id}"' not in shown] == []

    assert "未签署：没有任何人签署过本句。" in page(chinese, edition.lines[0].path)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("9(7)", {"R9.7"}),
        ("第9条（一）", {"R9.1a", "R9.1b"}),
        ("第十一条", {"R11"}),
        ("art. 8", {"R8"}),
        ("rmsv-9-6", {"R9.6"}),
        ("重大活动", {"R9.6"}),
        ("no such word anywhere", set()),
    ],
)
def test_a_sentence_is_found_by_article_number_or_word(stranger, asked, found):
    shown = stranger.get("/law/rmsv/v2021", {"q": asked}).content.decode()

    assert set(re.findall(r'href="/law/rmsv/v2021/([^"?]+)"', shown)) == found


@pytest.mark.parametrize(
    "address", ["/law/rmsv/v1999", "/law/rmsv/v2021/R99", "/law/nothing/v2021", "/law/rmsv/v2021/%00"]
)
def test_what_is_not_there_is_not_found(stranger, address):
    assert stranger.get(address).status_code == 404


def test_what_people_look_for_is_escaped(stranger):
    assert b"<script>x" not in stranger.get("/law", {"q": "<script>x"}).content


def test_open_duties_show_to_those_who_may_know_the_case_and_to_nobody_else(world, desk, stranger):
    from bulou.records.models import Case

    address = "/law/rmsv/v2021/R7.2"
    before = page(stranger, address)
    number = Case.objects.get(id=world.accepted()).number

    assert number in page(desk("lead"), address)
    for person in ("handler", "foreigner"):
        assert number not in page(desk(person), address)
        assert "Open duties on it" in page(desk(person), address)
    assert page(stranger, address) == before
    assert "Open duties on it" not in before


@pytest.mark.parametrize("address", ["/law", "/law/rmsv/v2021", "/law/rmsv/v2021/R7.2"])
def test_nobody_keeps_a_page_that_bears_the_name_of_someone_signed_in(desk, stranger, address):
    assert "no-store" in desk("lead").get(address).headers["Cache-Control"]
    assert "Cache-Control" not in stranger.get(address).headers


def test_a_signed_sentence_says_by_whom(world, stranger):
    from bulou.acts.counsel import SignSentence

    world.appoint("counsel", "vendor", "counsel")
    world.done(
        SignSentence(
            organisation_id=world.organisations["vendor"],
            sentence="R9.7",
            seen=signatures.fingerprint("rmsv", "R9.7").sha256,
        ),
        "counsel",
    )

    assert "Signed by counsel (vendor (test)), in this wording and this code." in page(
        stranger, "/law/rmsv/v2021/R9.7"
    )
    assert "Unsigned: nobody has signed this sentence." in page(stranger, "/law/rmsv/v2021/R9.6")


def test_a_page_takes_few_queries(world, desk, django_assert_max_num_queries):
    for _each in range(4):
        world.accepted()
    client = desk("lead")

    with django_assert_max_num_queries(5):
        page(client, "/law/rmsv/v2021/R7.2")


def test_a_sanction_is_linked_both_ways_and_under_both_numbers(stranger):
    duty, sanction = page(stranger, "/law/rmsv/v2021/R7.2"), page(stranger, "/law/rmsv/v2021/R12")

    assert 'href="/law/rmsv/v2021/R12"' in duty
    assert "An exposure, never a verdict" in duty
    assert [
        link
        for link in ("/law/csl/v2017?q=60", "/law/csl/v2026?q=62", "/law/rmsv/v2021/R7.2")
        if f'href="{link}"' not in sanction
    ] == []


def test_a_renumbered_article_leads_to_its_other_number(stranger):
    assert 'href="/law/csl/v2026?q=62"' in page(stranger, "/law/csl/v2017/CSL17.60")
    assert 'href="/law/csl/v2017?q=60"' in page(stranger, "/law/csl/v2026/CSL26.62")
    assert 'href="/law/csl/v2017"' in page(stranger, "/law/csl/v2026/CSL26.73")


@pytest.mark.parametrize("name", EDITIONS)
def test_every_link_within_the_law_leads_somewhere(stranger, name):
    links = {
        link
        for line in edition_called(name).lines[::5]
        for link in re.findall(r'href="(/law/[^"#]+)"', page(stranger, line.path))
        if "what-if" not in link
    }

    assert {link: stranger.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_every_open_point_is_told_with_its_default_and_where_it_bears(stranger):
    shown = page(stranger, "/law/open-points")
    links = set(re.findall(r'href="(/law[^"]*)"', shown[shown.index("<h1") :]))

    names = [*READINGS, *(each.name for each in ARRANGEMENTS)]
    assert [name for name in names if f'id="{name}"' not in shown] == []
    assert "/law" not in links  # which is where an id leads that no sentence has
