"""A report is told in the reader's words, whichever way it came."""

from datetime import timedelta, timezone

from django.utils import timezone as zones
from django.utils.translation import override

from bulou.entrypoints.desk.received import report_fields

PACKET = {
    "title": "诊断页命令注入",
    "product": "QY-4200",
    "name": "青砚设备",
    "product_name": "QY-4200",
    "model": "QY-4200A",
    "learned_at": "2026-11-22T11:35:57.000000Z",
    "already_public": "no",
    "exploitation": "none_known",
    "gbt30279": "GBT30279:2020/AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H",
}
BEIJING = timezone(timedelta(hours=8))


def told(report: dict[str, str], language: str) -> list[tuple[str, str]]:
    with override(language), zones.override(BEIJING):
        return [(str(label), value) for label, value in report_fields(report)]


def test_a_packet_is_read_by_its_labels_with_moments_and_choices_in_the_readers_language() -> None:
    assert told(PACKET, "zh-hans") == [
        ("标题", "诊断页命令注入"),
        ("产品", "QY-4200"),
        ("署名", "青砚设备"),
        ("型号", "QY-4200A"),
        ("获知时间", "2026-11-22 19:35 (UTC+8)"),
        ("利用状态", "未发现利用"),
        ("是否已公开", "否"),
        ("GB/T 30279-2020 分级", "GBT30279:2020/AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H"),
    ]
    assert ("Learned at", "2026-11-22 19:35 (UTC+8)") in told(PACKET, "en")


def test_the_class_that_was_chosen_on_the_form_is_told_in_the_readers_language() -> None:
    report = {
        "weakness": "代码问题 > 输入验证错误 > 注入 > 命令注入",
        "severity": "high",
        "public_state": "no",
    }

    assert told(report, "en") == [
        ("Kind of flaw", "Input validation › Injection › Command injection"),
        ("Severity, as the reporter sees it", "High"),
        ("Public already?", "Not public"),
    ]


def test_what_nobody_foresaw_is_shown_as_it_came() -> None:
    assert told({"learned_at": "昨天", "odd": ["a", "b"]}, "en") == [("Learned at", "昨天"), ("odd", "a, b")]
