"""Drafts against the law: the answer, the line at fault, the questions, the cures."""

import json
import time

import pytest

from bulou.law import BadFact, FactKind, parse_facts
from bulou.precheck import check, read, where
from bulou.precheck.check import look_through
from bulou.precheck.detectors import REMEMBERING, forget
from bulou.precheck.rules import RULES, Power
from tests.precheck.favourable import AT, favourable

FINE = favourable()


def checked(text, name="x.md", conduct="publish", **given):
    return check(read(text.encode(), name), parse_facts(given), at=AT, conduct=conduct)


def values(found):
    return {name: fact.value for name, fact in found.facts.items()}


def test_a_draft_with_a_remedy_and_every_question_answered_is_not_prohibited():
    found = checked("升级到 2.3 可消除该漏洞，请尽快升级。", **FINE)

    assert str(found.verdict.outcome) == "not_prohibited"
    assert found.questions == ()
    assert found.cures == ()


def test_without_a_remedy_a_step_is_needed_and_the_cure_says_which():
    found = checked("设备的诊断页面可以注入命令。", **FINE)

    assert str(found.verdict.outcome) == "needs_step"
    (finding,) = found.verdict.findings
    (fault,) = found.at_fault(finding)
    assert (fault.rule.id, fault.place) == ("remedy", None)
    assert dict(found.cures[0].changes) == {"remedy_or_precaution_included": True}


def test_a_draft_that_says_there_is_no_patch_is_told_the_article_and_the_line():
    text = "# 公告\n\n设备可被注入命令。\n厂商尚无补丁；请先关闭诊断页面。\n"
    answers = {**FINE, "assessed_jointly_with_vendor": False}
    del answers["remediation_provided"]

    found = checked(text, **answers)

    assert str(found.verdict.outcome) == "forbidden"
    fault = next(each for each in found.verdict.findings if each.norm_id == "RMSV-9-1")
    (quote,) = found.at_fault(fault)
    assert (quote.rule.id, quote.place.line, quote.place.column) == ("no-fix", 4, 1)
    assert where(quote.place).zh == "第 4 行第 1 列"
    assert found.questions == ()


def test_what_is_given_overrules_what_a_rule_settled():
    assert values(checked("尚无补丁。"))["remediation_provided"] is False
    assert values(checked("尚无补丁。", remediation_provided=True))["remediation_provided"] is True


def test_a_fix_named_beside_leaves_the_question_open():
    found = checked("XQ-3：升级到 4.4.0。\nXQ-1：暂无修补计划。\n")

    assert "remediation_provided" not in values(found)
    (question,) = [each for each in found.questions if each.spec.name == "remediation_provided"]
    assert {each.rule.id for each in question.beside} == {"no-fix", "fix-named"}


def test_words_that_exaggerate_only_ask_and_a_person_judges():
    found = checked("# 核弹级漏洞，全网沦陷！\n\n请升级到 2.0。")

    assert "exaggerates" not in values(found)
    (question,) = [each for each in found.questions if each.spec.name == "exaggerates"]
    assert question.judgement
    assert [each.place.line for each in question.beside] == [1]


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES.values() if rule.power is not Power.SETTLES], ids=lambda r: r.id
)
def test_a_rule_that_asks_never_sets_its_fact(rule):
    everything = (
        "厂商：青砚\n\n收件人：某某\n\n核弹级漏洞！CVSS 4.3，超危漏洞。出售漏洞，三天内不付款就公开。\n\n"
        "临江市供水集团调度系统在 240.18.77.5 上，已在 2.0 修复。发布于某某安全大会上。\n\n"
        "```\nimport requests\nrequests.get(target)\n```\nhttps://github.com/a/b-exploit\n"
    )
    found = checked(everything)

    if rule.id not in ("severity-below",):
        assert rule.id in found.counts
    assert rule.fact not in values(found)


def test_the_publisher_of_a_csaf_document_tells_the_role_and_the_speaker_may_say_otherwise():
    text = '{"document": {"csaf_version": "2.0", "publisher": {"category": "vendor"}}}'

    assert values(checked(text))["actor_role"] == "vendor"
    assert values(checked(text, actor_role="finder"))["actor_role"] == "finder"


def test_sharing_asks_about_the_recipient_beside_the_line_that_names_one():
    found = checked("To: partners\n\nPlease update to 2.0.", conduct="share")

    (question,) = [each for each in found.questions if each.spec.name == "recipient_overseas"]
    assert [each.rule.id for each in question.beside] == ["recipient"]


def test_every_finding_has_a_reason_in_both_languages():
    found = checked("Call for papers: talk at NullCon. 暂无补丁。", **FINE)

    assert found.found
    assert all(each.says.zh and each.says.en for each in found.found)


def test_no_rule_takes_the_place_of_a_person_or_an_authority():
    kinds = {fact.kind for fact in checked("核弹级！暂无补丁。公安部已同意发布。").facts.values()}

    assert not kinds & {FactKind.JUDGEMENT, FactKind.OFFICIAL}


def test_a_value_that_a_fact_cannot_have_is_told():
    with pytest.raises(BadFact):
        checked("x", remediation_provided="perhaps")


@pytest.mark.parametrize(
    "shape",
    [
        lambda n: {"document": {"csaf_version": "2.0"}, "vulnerabilities": [{"title": "Packet Storm"}] * n
                   + [{"references": [{"url": "https://exploit-db.com/exploits/1"}] * n}]},
        lambda n: {"cveMetadata": {}, "containers": {"cna": {**{f"x{i}": "y" for i in range(n)},
                   "descriptions": [{"value": "Upgrade to 1.2."}] * n}}},
        lambda n: {"id": "X", "affected": [], "details": "\n\n".join(f"Upgrade to 1.{i}." for i in range(n))},
    ],
    ids=["csaf", "cve", "one long string"],
)  # fmt: skip
def test_a_document_of_four_times_the_size_is_not_looked_through_sixteen_times_as_long(shape):
    spent = {}
    for size in (400, 1600):
        draft = read(json.dumps(shape(size)).encode(), "x.json")
        start = time.process_time()
        look_through(draft)
        forget()
        spent[size] = time.process_time() - start

    assert spent[1600] < 8 * spent[400] + 0.2


def test_a_place_is_told_in_a_document_as_deep_as_the_parser_goes():
    depth = 900
    deep = '{"document": {"csaf_version": "2.0", "x": ' + "[" * depth + "]" * depth
    text = deep + ', "notes": [{"category": "details", "text": "Upgrade to 1.2."}]}}'

    found = checked(text, "x.json").found

    assert {(each.place.line, each.place.column) for each in found if each.rule.id == "remedy"} == {
        (1, text.index("Upgrade") + 1)
    }


def test_nothing_of_a_draft_outlives_its_check():
    checked("The score is CVSS 9.8, severity low. There is no patch yet; disable the service.")

    assert {each.cache_info().currsize for each in REMEMBERING} == {0}
