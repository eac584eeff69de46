"""The pages of the law: every sentence has one, a stranger may read it, and a citation leads to it."""

import pytest

from bulou.entrypoints.citations import place_of
from bulou.entrypoints.law.editions import all_editions, edition_called
from bulou.law.regimes import REGIMES
from bulou.law.register import norms, sentences

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
