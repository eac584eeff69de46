from dataclasses import replace

import pytest

from bulou.formats.csaf import Remediation
from bulou.law.facts import Fact, parse_facts
from bulou.precheck import facts_of
from tests.formats.advisories import CHINESE


@pytest.mark.parametrize("kind", ["vendor_fix", "mitigation", "workaround"])
def test_a_remedy_or_a_precaution_in_words_is_included(kind):
    draft = replace(CHINESE, remediations=(Remediation(kind, "在管理口限制来源地址。"),))

    assert facts_of(draft) == {"remedy_or_precaution_included": Fact(True, source="draft: remediations")}


@pytest.mark.parametrize(
    "remediations", [(), (Remediation("vendor_fix", " \n", url="https://psirt.qingyan.example/fw"),)]
)
def test_without_words_none_is_included(remediations):
    draft = replace(CHINESE, remediations=remediations)

    assert facts_of(draft) == {"remedy_or_precaution_included": Fact(False, source="draft: remediations")}


def test_the_facts_are_of_the_laws_vocabulary():
    values = {name: fact.value for name, fact in facts_of(CHINESE).items()}

    assert parse_facts(values).keys() == values.keys()
