import re
from dataclasses import fields, replace
from datetime import timedelta
from html.parser import HTMLParser

from hypothesis import given, settings

from bulou.formats.nvdb import FIELDS, STATUTORY, NvdbPacket, Receipt, Supplement, render_print
from tests.formats.packets import PACKET, packets

VOID = {"meta"}


class Page(HTMLParser):
    """The elements, their attributes and the text of a page; complains of tags that do not close."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.cells, self.open = [], [], {}, []
        self.head = self.row = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.head = self.row = ""

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag == "tr":
            self.cells[self.head] = self.row

    def handle_data(self, data):
        if "th" in self.open and "sup" not in self.open:
            self.head += data
        if "td" in self.open:
            self.row += data


def test_the_page_tells_every_field_and_the_two_halves():
    page = Page(render_print(PACKET))

    told = {field.zh: page.cells[field.zh] for field in FIELDS if field.zh in page.cells}
    assert told == {
        "产品名称": PACKET.product_name,
        "型号": PACKET.model,
        "版本": PACKET.version,
        "漏洞的技术特点": PACKET.technical_characteristics,
        "危害": PACKET.harm,
        "影响范围": PACKET.impact_scope,
        "产品类别": "通用网络产品安全漏洞专业库",
        "获知时间": "2026年03月02日 10:00:00（UTC+08:00）",
        "利用状态": "未发现利用",
        "是否已公开": "否",
        "GB/T 30279-2020 分级": "综合分级 超危；技术分级 超危\n"
        "GBT30279:2020/AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H/EC:L/FD:M/SC:H",
        "CVSS 评分": "10.0 严重\nCVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
        "上游产品或者组件": PACKET.upstream_component,
        "联系人及联系方式": PACKET.contact,
    }
    assert page.cells["专业库"] == "通用网络产品安全漏洞专业库（CNVDB，cnvdb.org.cn）"
    assert page.cells["接收平台"] == "工业和信息化部网络安全威胁和漏洞信息共享平台"


def test_what_the_law_names_and_is_not_known_is_shown_as_lacking():
    text = render_print(replace(PACKET, harm="", impact_scope=" ", product_class=None))
    page = Page(text)

    assert "<caption>尚缺：危害、影响范围</caption>" in text
    assert page.cells["危害"] == page.cells["影响范围"] == "尚缺，获知后补充报送"
    assert page.cells["专业库"] == "待定：产品类别未填"


def test_each_field_points_to_the_note_on_its_source():
    text = render_print(PACKET)

    targets = set(re.findall(r'href="#(n\d)"', text))
    assert targets == set(re.findall(r'<li id="(n\d)">', text))
    assert "法条列举的事项；条文据公开转载，未直接核对公报。" in text
    assert "GB/T 30279-2020：分级表取自单一公开来源，未经与标准附录核对。" in text
    assert "平台网页表单未能核实" in text


def test_the_receipt_block_is_blank_or_filled():
    blank = Page(render_print(PACKET)).cells
    filled = Page(
        render_print(
            PACKET, Receipt(PACKET.prepared_at + timedelta(hours=1), "陈望舒", "NVDB-TEMP-CNVDB-2026000001")
        )
    ).cells

    labels = ("提交时间", "提交人", "平台临时编号", "平台正式编号", "签字")
    assert [blank[label] for label in labels] == [""] * 5
    assert [filled[label] for label in labels] == [
        "2026年03月03日 07:00:00（UTC+08:00）",
        "陈望舒",
        "NVDB-TEMP-CNVDB-2026000001",
        "",
        "",
    ]


def test_a_supplement_names_the_packet_before_it():
    page = Page(
        render_print(replace(PACKET, supplement_of=Supplement("QY-1", PACKET.prepared_at, "CNVDB-1")))
    )

    assert page.cells["补充报送"] == "补充 QY-1，2026年03月03日 06:00:00（UTC+08:00） 报送，平台编号 CNVDB-1"


HOSTILE = """<script>alert(1)</script>"'><img src=x onerror=alert(1)></td></table><style>*{}</style>"""


def test_hostile_text_stays_text_in_every_field():
    texts = {field.name: HOSTILE for field in fields(NvdbPacket) if type(getattr(PACKET, field.name)) is str}
    hostile = replace(PACKET, **texts, supplement_of=Supplement(HOSTILE, None, HOSTILE))

    page = Page(render_print(hostile, Receipt(PACKET.prepared_at, HOSTILE, HOSTILE, HOSTILE)))

    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert page.tags.count("style") == 1
    assert all(page.cells[field.zh] == HOSTILE for field in STATUTORY)


@given(packets)
@settings(max_examples=40)
def test_any_packet_gives_one_closed_page_without_scripts_or_remote_parts(packet):
    text = render_print(packet)
    page = Page(text)

    assert text.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert set(page.tags) <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "h1",
        "h2",
        "table",
        "caption",
        "tbody",
        "tr",
        "th",
        "td",
        "sup",
        "a",
        "strong",
        "ol",
        "ul",
        "li",
    }
    assert all(value.startswith("#") for name, value in page.attributes if name == "href")
    assert not [name for name, _ in page.attributes if name == "src" or name.startswith("on")]
    assert page.attributes.count(("scope", "row")) == page.tags.count("th")
    assert "url(" not in text.partition("</style>")[0]
