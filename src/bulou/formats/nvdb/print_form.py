"""The packet as a Chinese document for paper."""

from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import Any

from bulou.formats.nvdb.libraries import PLATFORM, ProductClass, route
from bulou.formats.nvdb.packet import NvdbPacket, Receipt, missing
from bulou.formats.nvdb.schema import ARTICLE_ZH, OPTIONAL, STATUTORY, Exploitation, Field, SourceStatus
from bulou.formats.paper import moment, sheet, table
from bulou.severity import SOURCE_STATUS_ZH, Gbt30279

_LACKING = '<strong class="lacking">尚缺，获知后补充报送</strong>'


def render_print(packet: NvdbPacket, receipt: Receipt | None = None) -> str:
    """A complete HTML document in Chinese for A4; everything of the packet is escaped.

    The receipt block is filled from `receipt`, or left to be filled in by hand. Times are in UTC+08:00.
    """
    statuses = [status for status in SourceStatus if any(field.status is status for field in _shown(packet))]
    mark = {status: n for n, status in enumerate(statuses, 1)}
    return sheet(
        f"漏洞信息报送材料 {packet.case_number}",
        [
            "<h1>网络产品安全漏洞信息报送材料</h1>",
            table("报送", _head(packet)),
            f"<h2>一、法定事项（{ARTICLE_ZH}）</h2>",
            table(_completeness(packet), _rows(packet, STATUTORY, mark)),
            "<h2>二、补充信息</h2>",
            table("法条未列举的事项，由提供者决定是否填写", _rows(packet, _told(packet), mark)),
            "<h2>三、来源说明</h2>",
            _notes(packet, mark),
            "<h2>四、报送与回执</h2>",
            table("由报送人填写；平台回执附后", _receipt(receipt), "receipt"),
        ],
    )


def _told(packet: NvdbPacket) -> list[Field]:
    return [field for field in OPTIONAL if getattr(packet, field.name) not in ("", None, ())]


def _shown(packet: NvdbPacket) -> list[Field]:
    return [*STATUTORY, *_told(packet)]


def _head(packet: NvdbPacket) -> list[tuple[str, str]]:
    library = route(packet.product_class)
    address = f"（{library.code}，{library.address}）" if library.address else f"（{library.code}）"
    rows = [
        ("案件编号", escape(packet.case_number)),
        ("报送单位", escape(packet.sender)),
        ("接收平台", escape(PLATFORM.zh)),
        ("专业库", escape(library.zh + address) if library is not PLATFORM else "待定：产品类别未填"),
        ("编制时间", moment(packet.prepared_at) if packet.prepared_at else ""),
    ]
    if packet.supplement_of:
        before = packet.supplement_of
        sent = f"，{moment(before.sent_at)} 报送" if before.sent_at else ""
        number = f"，平台编号 {escape(before.number)}" if before.number else ""
        rows.append(("补充报送", f"补充 {escape(before.reference)}{sent}{number}"))
    return rows


def _completeness(packet: NvdbPacket) -> str:
    lacking = "、".join(field.zh for field in missing(packet))
    return f"尚缺：{lacking}" if lacking else "六项均已填写"


def _rows(
    packet: NvdbPacket, fields: Iterable[Field], mark: dict[SourceStatus, int]
) -> list[tuple[str, str]]:
    return [
        (
            f'{field.zh}<sup><a href="#n{mark[field.status]}" aria-label="来源说明 {mark[field.status]}">'
            f"[{mark[field.status]}]</a></sup>",
            _value(getattr(packet, field.name)),
        )
        for field in fields
    ]


def _value(value: Any) -> str:
    match value:
        case ProductClass():
            return escape(route(value).zh)
        case Exploitation():
            return escape(value.zh)
        case str():
            return escape(value) if value.strip() else _LACKING
        case bool():
            return "是" if value else "否"
        case datetime():
            return moment(value)
        case Gbt30279():
            overall = f"综合分级 {value.overall.zh}；" if value.overall else ""
            return escape(f"{overall}技术分级 {value.technical.zh}\n{value.vector}")
        case tuple():
            return "\n".join(escape(f"{read.score} {read.rating_zh}\n{read.vector}") for read in value)
    raise TypeError(f"a field cannot hold {type(value).__name__}")


def _notes(packet: NvdbPacket, mark: dict[SourceStatus, int]) -> str:
    items = [f'<li id="n{n}">{escape(status.zh)}</li>' for status, n in mark.items()]
    loose = [
        f"专业库：{route(packet.product_class).status_zh}",
        "平台网页表单未能核实，本材料供报送人逐项填报，不代表与该表单一致。",
    ]
    if packet.gbt30279:
        loose.append(f"GB/T 30279-2020：{SOURCE_STATUS_ZH}")
    return "\n".join(
        [
            '<ol class="notes">',
            *items,
            "</ol>",
            '<ul class="notes">',
            *(f"<li>{escape(text)}</li>" for text in loose),
            "</ul>",
        ]
    )


def _receipt(receipt: Receipt | None) -> list[tuple[str, str]]:
    if receipt is None:
        return [(label, "") for label in _RECEIPT_LABELS]
    values = (
        moment(receipt.submitted_at),
        escape(receipt.submitted_by),
        escape(receipt.temporary_number),
        escape(receipt.number),
        "",
    )
    return list(zip(_RECEIPT_LABELS, values, strict=True))


_RECEIPT_LABELS = ("提交时间", "提交人", "平台临时编号", "平台正式编号", "签字")
