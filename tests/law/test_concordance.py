from datetime import date

import pytest

from bulou.law.concordance import (
    CONCORDANCE,
    EDITIONS,
    NEW,
    OLD,
    NotInConcordance,
    both_numbers,
    edition_on,
    renumbered,
)
from bulou.law.csl.v2026.articles import RENUMBERED
from bulou.law.register import sentences
from bulou.law.text import Text

PAIRS = {21: 23, 22: 24, 25: 27, 26: 28, 27: 29, 59: 61, 60: 62, 62: 65, 63: 66, 71: 72, 75: 77}


def test_every_old_number_has_its_new_one():
    assert {each.before: each.after for each in CONCORDANCE if each.before} == PAIRS
    assert {old: renumbered(old, source=OLD, target=NEW) for old in PAIRS} == PAIRS


def test_there_and_back_is_where_one_began():
    for old, new in PAIRS.items():
        assert renumbered(renumbered(old, source=OLD, target=NEW), source=NEW, target=OLD) == old
        assert renumbered(renumbered(new, source=NEW, target=OLD), source=OLD, target=NEW) == new


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_number_of_the_same_edition_stays(edition):
    assert renumbered(62, source=edition, target=edition) == 62


def test_what_is_new_has_no_old_number():
    assert renumbered(73, source=NEW, target=OLD) is None


@pytest.mark.parametrize(
    ("article", "edition", "shown"),
    [
        (60, OLD, Text("第六十条（2026年文本第六十二条）", "Art. 60 (Art. 62 of 2026)")),
        (62, OLD, Text("第六十二条（2026年文本第六十五条）", "Art. 62 (Art. 65 of 2026)")),
        (62, NEW, Text("第六十二条（2017年文本第六十条）", "Art. 62 (Art. 60 of 2017)")),
        (73, NEW, Text("第七十三条（2017年文本无）", "Art. 73 (not in the text of 2017)")),
    ],
)
def test_both_numbers_are_shown(article, edition, shown):
    assert both_numbers(article, edition=edition) == shown


@pytest.mark.parametrize(
    ("article", "source", "target", "told"),
    [
        (99, OLD, NEW, "Art. 99 of the Cybersecurity Law of 2017; it has 21, 22, 25"),
        (73, OLD, NEW, "Art. 73 of the Cybersecurity Law of 2017"),
        (60, "2016", NEW, "of 2016; it has 2017, 2026"),
        (60, OLD, "2016", "of 2016; it has 2017, 2026"),
    ],
)
def test_what_the_concordance_does_not_hold_is_said_with_what_it_holds(article, source, target, told):
    with pytest.raises(NotInConcordance) as raised:
        renumbered(article, source=source, target=target)

    assert told in raised.value.en
    assert str(article) in raised.value.zh


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2017, 5, 31), None),
        (date(2017, 6, 1), OLD),
        (date(2025, 12, 31), OLD),
        (date(2026, 1, 1), NEW),
    ],
)
def test_an_edition_is_that_of_the_day(day, edition):
    assert edition_on(day) == edition


def test_the_register_and_the_concordance_number_alike():
    for was, now, article in RENUMBERED:
        old, new = int(was.split("-")[1]), int(now.split("-")[1])
        assert (article, renumbered(old, source=OLD, target=NEW)) == (new, new)


def test_what_the_provisions_refer_to_agrees_with_the_concordance():
    referring = [each for each in sentences() if each.refers]

    assert [each.id for each in referring] == ["R12", "R13", "R14", "R15", "F9b"]
    for each in referring:
        numbers = {reference.edition: reference.article for reference in each.refers}
        assert renumbered(numbers[OLD], source=OLD, target=NEW) == numbers[NEW], each.id
