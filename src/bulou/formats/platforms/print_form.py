"""A body's packet as a Chinese document for paper."""

from datetime import datetime
from html import escape

from bulou.formats import paper
from bulou.formats.platforms.packet import PlatformPacket, lacking
from bulou.formats.platforms.schema import PlatformField, SourceStatus

_VOLUNTARY = (
    "依据《网络产品安全漏洞管理规定》第十条第二款自愿报送；不代替第七条第（二）项向工业和信息化部平台的报送。"
)


def render_print(packet: PlatformPacket, submitted_at: datetime | None = None, number: str = "") -> str:
    """A complete HTML document for A4; everything of the packet is escaped. Times are in UTC+08:00."""
    told = [each for each in packet.form.fields if packet.values.get(each.name) or each.needed]
    statuses = [status for status in SourceStatus if any(each.status is status for each in told)]
    mark = {status: n for n, status in enumerate(statuses, 1)}
    short = "、".join(each.zh for each in lacking(packet.platform, packet.values))
    return paper.sheet(
        f"漏洞信息报送材料 {packet.case_number}",
        [
            "<h1>网络产品安全漏洞信息报送材料</h1>",
            paper.table("报送", _head(packet)),
            "<h2>一、报送内容</h2>",
            paper.table(f"尚缺：{short}" if short else "所需各项均已填写", [_row(packet, each, mark) for each in told]),
            "<h2>二、来源说明</h2>",
            '<ol class="notes">',
            *(f'<li id="n{n}">{escape(status.zh)}</li>' for status, n in mark.items()),
            "</ol>",
            f'<p class="notes">{escape(packet.form.known_zh)}{_VOLUNTARY}</p>',
            "<h2>三、报送与回执</h2>",
            paper.table(
                "由报送人填写；平台回执附后",
                [
                    ("提交时间", paper.moment(submitted_at) if submitted_at else ""),
                    ("提交人", ""),
                    ("平台编号", escape(number)),
                    ("签字", ""),
                ],
                "receipt",
            ),
        ],
    )  # fmt: skip


def _head(packet: PlatformPacket) -> list[tuple[str, str]]:
    rows = [
        ("案件编号", escape(packet.case_number)),
        ("报送单位", escape(packet.sender)),
        (
            "接收平台",
            escape(packet.form.zh + (f"，{packet.form.address}" if packet.form.address else "")),
        ),
        ("编制时间", paper.moment(packet.prepared_at)),
    ]
    if before := packet.supplement_of:
        number = f"，平台编号 {escape(before.number)}" if before.number else ""
        rows.append(
            ("补充报送", f"补充 {escape(before.reference)}，{paper.moment(before.sent_at)} 报送{number}")
        )
    return rows


def _row(packet: PlatformPacket, each: PlatformField, mark: dict[SourceStatus, int]) -> tuple[str, str]:
    n, said = mark[each.status], packet.values.get(each.name, "")
    label = f'{each.zh}<sup><a href="#n{n}" aria-label="来源说明 {n}">[{n}]</a></sup>'
    words = next((choice.zh for choice in each.choices if choice.value == said), said)
    return label, escape(words) if said else '<strong class="lacking">尚缺</strong>'
