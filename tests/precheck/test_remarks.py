from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.formats.csaf import Reference, Remediation
from bulou.law.vocabulary import VOCABULARY
from bulou.precheck import look
from bulou.products import AffectedProduct, Product
from tests.formats.advisories import CHINESE, ENGLISH


def asked(draft):
    return [(remark.field, remark.line, remark.kind) for remark in look(draft)]


@pytest.mark.parametrize("draft", [CHINESE, ENGLISH])
def test_plain_prose_raises_no_question(draft):
    assert look(draft) == ()


def test_each_block_of_code_asks_once_where_it_opens():
    text = "成因如下：\n```python\nx = 1\n```\n配置：\n~~~\n```\n~~~\n```\n未关闭"

    assert asked(replace(CHINESE, description=text)) == [
        ("description", 2, "exploit_included"),
        ("description", 6, "exploit_included"),
        ("description", 9, "exploit_included"),
    ]


def test_code_in_a_line_is_no_block():
    assert look(replace(CHINESE, description="执行 `show version` 查看版本。")) == ()


@pytest.mark.parametrize(
    ("words", "host"),
    [
        ("在 240.0.0.9 上复现", "240.0.0.9"),
        ("登录10.20.0.5后", "10.20.0.5"),
        ("地址 fd00:8000::1 可达", "fd00:8000::1"),
        ("见 https://oa.hospital-of-nowhere.cn/login?a=1。", "oa.hospital-of-nowhere.cn"),
        ("见 HTTP://240.0.0.9:8080/", "240.0.0.9"),
        ("http://user@[fd00::9]/x", "fd00::9"),
    ],
)
def test_the_address_of_a_host_asks_whether_it_is_in_use(words, host):
    """AC51."""
    (remark,) = look(replace(CHINESE, summary=f"第一行\n{words}"))

    assert (remark.field, remark.line, remark.kind) == ("summary", 2, "operator_in_use_detail")
    assert host in remark.zh
    assert host in remark.en


@pytest.mark.parametrize(
    "words",
    [
        "监听 127.0.0.1 和 0.0.0.0",
        "例如 192.0.2.7 或 2001:db8::7",
        "访问 https://host.example/x",
        "版本 2.3.1.4 及以前",
        "升级到 V10.1.2.3",
        "2026-03-02 10:00:00",
        "见 http://localhost:8080/",
        "999.1.1.1",
        "公告 https://logging.apache.org/security.html",
        "下载 https://psirt.qingyan.example/fw",
    ],
)
def test_what_is_nobodys_system_or_cited_anyway_raises_no_question(words):
    products = (AffectedProduct(Product("边界网关"), "2.3.1.4 及以前版本", "affected", fixed_in="10.1.2.3"),)

    assert look(replace(CHINESE, description=words, products=products)) == ()


def test_remediations_and_title_are_read_too():
    draft = replace(
        CHINESE,
        title="240.0.0.9 上的漏洞",
        remediations=(Remediation("mitigation", "封禁。"), Remediation("workaround", "```\n代码")),
        references=(Reference("来源", "https://240.0.0.8/"),),
    )

    assert asked(draft) == [
        ("title", 1, "operator_in_use_detail"),
        ("remediations[1].text", 1, "exploit_included"),
    ]


def test_an_unfinished_draft_is_looked_through():
    draft = replace(
        CHINESE,
        publisher=replace(CHINESE.publisher, namespace="青砚"),
        canonical_url="https://[",
        references=(Reference("", "https://\u2100/"),),
    )

    assert look(draft) == ()


def test_every_kind_is_a_fact_of_the_law_and_asked_in_both_languages():
    remarks = look(replace(CHINESE, description="```\n240.0.0.9"))

    assert [remark.kind for remark in remarks] == ["exploit_included", "operator_in_use_detail"]
    assert all(remark.kind in VOCABULARY and "？" in remark.zh and "?" in remark.en for remark in remarks)


@given(st.text(st.sampled_from("```~\n http://1.2:[]fF@a青?#"), max_size=60))
def test_any_text_is_looked_through(text):
    for remark in look(replace(CHINESE, description=text)):
        assert 1 <= remark.line <= len(text.splitlines())
