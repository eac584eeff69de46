"""The text files, the register of sentences and the page made from both."""

import hashlib
from pathlib import Path

import pytest

from bulou.law import Conduct
from bulou.law.norms import NormKind
from bulou.law.regimes import REGIMES
from bulou.law.register import LANGUAGES, main, norms, page, passages, sentence_of, sentences
from bulou.law.rmsv.v2021.instrument import PROVISIONS
from bulou.law.sentence import Modality, Sentence, Standing

ROOT = Path(__file__).parents[2]
ACTORS = {"vendor", "operator", "finder", "platform", "authority", "anyone"}
ANCHORS = """
R1 R2 R3.1 R3.2 R4.1 R4.2 R4.3 R5.1 R5.2 R6 R7.0 R7.1a R7.1b R7.2 R7.3a R7.3b R7.4 R7.5 R8
R9.0 R9.1a R9.1b R9.2 R9.3a R9.3b R9.4 R9.5 R9.6 R9.7 R9.8 R10.1 R10.2 R10.3 R11 R12 R13 R14 R15 R16
""".split()  # noqa: SIM905  # thirty-nine literals would hide the order


def test_every_sentence_of_the_provisions_is_registered_once_and_in_order():
    assert [sentence.id for sentence in PROVISIONS.sentences] == ANCHORS


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_text_has_exactly_the_registered_anchors_in_order(lang, regime):
    assert list(passages(lang, regime)) == [sentence.id for sentence in sentences(regime)]


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_quotation_has_the_hash_that_stands_beside_it(lang, regime):
    quoted = {id: each for id, each in passages(lang, regime).items() if each.quotation}

    assert {id: each.sha256 for id, each in quoted.items()} == {
        id: hashlib.sha256(each.quotation.encode()).hexdigest() for id, each in quoted.items()
    }


def test_both_languages_quote_the_same_official_words():
    zh, en = passages("zh"), passages("en")

    assert {id: each.quotation for id, each in zh.items()} == {id: each.quotation for id, each in en.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_has_place_gloss_and_source_in_its_language(lang):
    for each in passages(lang).values():
        assert each.place
        assert each.gloss
        assert each.source
        assert any("一" <= letter <= "鿿" for letter in each.gloss) == (lang == "zh"), each.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_quotations_stay_short_and_a_gloss_is_not_the_quotation(lang):
    for each in [each for each in passages(lang).values() if each.quotation]:
        assert len(each.quotation) <= 70, each.id
        assert each.quotation.strip("…") not in each.gloss, each.id


@pytest.mark.parametrize(("lang", "binding"), [("zh", "应当"), ("en", "must")])
def test_the_gloss_of_a_duty_says_that_it_binds(lang, binding):
    duties = [sentence.id for sentence in sentences() if sentence.modality is Modality.DUTY]

    assert [id for id in duties if binding not in passages(lang)[id].gloss] == []


def test_one_word_of_the_law_has_one_word_in_the_glosses():
    """发布 is to publish and 公布 what MIIT does with its list; 漏洞 is a vulnerability; 提供 is to provide."""
    zh, en = ({id: passages(lang)[id].gloss for id in ANCHORS} for lang in LANGUAGES)

    assert [id for id, gloss in zh.items() if "公布" in gloss] == ["R10.2"]
    assert [id for id, gloss in en.items() if "flaw" in gloss.lower()] == []
    assert [id for id, gloss in en.items() if "suppl" in gloss or "given" in gloss] == []


def test_who_handles_a_breach_does_so_according_to_law():
    sanctions = [sentence.id for sentence in sentences() if sentence.modality is Modality.SANCTION]

    assert [id for id in sanctions if "依法" not in passages("zh")[id].gloss] == []
    assert [id for id in sanctions if "according to law" not in passages("en")[id].gloss] == []


@pytest.mark.parametrize("id", ["R4.1", "R4.3"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_reading_under_which_item_4_does_not_answer_is_told(lang, id):
    assert "provider_under_art9=no" in passages(lang)[id].remark


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_ships_with_a_signer(lang):
    assert {id: each.signed_by for id, each in passages(lang).items() if each.signed_by} == {}


def test_no_norm_ships_with_a_signer():
    assert [norm.id for norm in norms() if norm.signed_by is not None] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_text_says_that_the_official_page_was_not_checked(lang):
    unchecked = {"zh": "官方网页未核对", "en": "official page not checked"}[lang]

    assert [each.id for each in passages(lang).values() if unchecked not in each.source] == []


def test_every_norm_is_claimed_by_exactly_one_sentence_and_every_claim_is_a_norm():
    claims = [id for sentence in sentences() for id in sentence.norms]

    assert sorted(claims) == sorted({norm.id for norm in norms()})


def test_a_norm_stands_in_the_article_of_its_sentence():
    for norm in PROVISIONS.norms:
        sentence = sentence_of(norm.id)
        assert sentence is not None
        assert norm.citation.article.zh.split("(")[0].split("第二款")[0] in sentence.zh, norm.id
        assert sentence.id.split(".")[0] == f"R{norm.id.split('-')[1]}", norm.id


def test_only_encouragements_and_sentences_without_effect_are_not_operative():
    not_operative = [sentence for sentence in sentences() if sentence.standing is Standing.NON_OPERATIVE]

    assert {sentence.modality for sentence in not_operative} <= {Modality.ENCOURAGEMENT, Modality.NONE}
    assert [sentence.id for sentence in not_operative] == ["R1", "R6", "R16", "F1", "F6"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_encoded_or_not_operative_gives_its_reason(lang):
    silent = [sentence.id for sentence in sentences() if sentence.standing is not Standing.ENCODED]

    assert [id for id in silent if not passages(lang)[id].remark] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_reason_names_every_conduct_that_a_sentence_leaves_open(lang):
    for sentence in sentences():
        for conduct in sentence.governs:
            assert conduct in passages(lang)[sentence.id].remark, sentence.id


def test_articles_5_7_9_and_10_paragraph_2_are_encoded_wherever_they_bind_others_than_authorities():
    meant = [
        each
        for each in sentences()
        if (each.id.split(".")[0] in ("R5", "R7", "R9") or each.id == "R10.3")
        and each.modality is not Modality.AUTHORITY
    ]

    assert [each.id for each in meant if each.standing is not Standing.ENCODED] == []


def test_the_register_speaks_of_known_conducts_and_actors_only():
    conducts = {name for sentence in sentences() for name in sentence.governs}
    actors = {name for sentence in sentences() for name in (*sentence.bearers, *sentence.roles)}

    assert conducts <= {str(conduct) for conduct in Conduct}
    assert actors <= ACTORS


def test_prohibitions_are_encoded_by_provisions_and_permissions_by_exceptions():
    kinds = {norm.id: norm.kind for norm in norms()}

    for sentence in sentences():
        found = {kinds[id] for id in sentence.norms}
        if sentence.modality is Modality.PROHIBITION and sentence.norms:
            assert NormKind.PROVISION in found, sentence.id
        if sentence.modality is Modality.PERMISSION:
            assert found == {NormKind.EXCEPTION}, sentence.id


def test_a_sentence_that_governs_conducts_is_not_called_encoded():
    partly = Sentence("R0", "第零条", "Art. 0", Modality.DUTY, norms=("RMSV-0",), governs=("sell",))

    assert partly.standing is Standing.NOT_YET


def test_the_page_of_the_law_is_up_to_date(tmp_path):
    assert main(["--check", str(ROOT / "docs" / "reference" / "law.md")]) == 0
    stale = tmp_path / "law.md"
    stale.write_text(page().replace("RMSV-9-7", "RMSV-9-77"), encoding="utf-8")

    assert main(["--check", str(stale)]) == 1
    assert main(["--write", str(stale)]) == 0
    assert main(["--check", str(stale)]) == 0
    assert main([]) == 2
