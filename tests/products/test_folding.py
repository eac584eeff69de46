"""Names that differ in writing only meet; folding is idempotent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.products import AliasKind, NameUnreadable, alias_key, fold, fold_company


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(name):
    assert fold(fold(name)) == fold(name)


@given(st.text(max_size=60))
def test_folding_a_company_twice_changes_nothing(name):
    assert fold_company(fold_company(name)) == fold_company(name)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Magic B0", "magic-b0"),
        ("ＱＹ－４２００", "QY-4200"),
        ("瑞星 杀毒软件", "瑞星殺毒軟體"[:2] + "杀毒软件"),
        ("華為 Mate", "华为Mate"),
        ("网关 NG 200", "网关NG200"),
    ],
)
def test_spellings_of_one_product_meet(first, second):
    assert fold(first) == fold(second) != ""


@pytest.mark.parametrize(
    ("legal", "short"),
    [
        ("新华三技术有限公司", "新华三技术"),
        ("青屿科技股份有限公司", "青屿科技"),
        ("Qingyu Networks Co., Ltd.", "Qingyu Networks"),
        ("Rising Inc", "RISING"),
        ("山河集团有限公司", "山河"),
    ],
)
def test_the_legal_form_is_no_part_of_the_name(legal, short):
    assert fold_company(legal) == fold_company(short)


def test_a_version_in_a_name_keeps_its_dots():
    assert fold("Server 2.1") != fold("Server 21")


def test_each_kind_of_alias_has_its_own_key():
    found = {
        kind: alias_key(kind, text)
        for kind, text in {
            AliasKind.LEGAL_NAME: "新華三技術有限公司",
            AliasKind.BRAND: "Ｈ３Ｃ",
            AliasKind.DOMAIN: "WWW.h3c.com.",
            AliasKind.CPE: "cpe:/o:h3c:magic_b0_firmware:100",
            AliasKind.PURL: "pkg:PyPI/Django_Rest@1.0",
            AliasKind.MODEL: "DS-2CD2T47",
            AliasKind.CNCPE: "CNCPE:/应用:瑞星:瑞星 杀毒软件:2010",
        }.items()
    }

    assert found == {
        AliasKind.LEGAL_NAME: "新华三技术",
        AliasKind.BRAND: "h3c",
        AliasKind.DOMAIN: "h3c.com",
        AliasKind.CPE: "o:h3c:magic_b0_firmware",
        AliasKind.PURL: "pypi/django-rest",
        AliasKind.MODEL: "ds2cd2t47",
        AliasKind.CNCPE: "瑞星:瑞星杀毒软件",
    }


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (AliasKind.CPE, "cpe:2.3:a:vendor"),
        (AliasKind.CPE, "cpe:2.3:a:瑞星:杀毒:1:*:*:*:*:*:*:*"),
        (AliasKind.PURL, "npm/left-pad"),
        (AliasKind.DOMAIN, "not a domain"),
        (AliasKind.CNCPE, "瑞星杀毒软件"),
        (AliasKind.BRAND, "——"),
    ],
)
def test_what_is_no_name_of_its_kind_is_refused_in_both_languages(kind, text):
    with pytest.raises(NameUnreadable) as refused:
        alias_key(kind, text)

    assert refused.value.zh
    assert refused.value.en
