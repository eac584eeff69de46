"""The page docs/reference/nvdb_packet.md, written from the schema.

python -m bulou.formats.nvdb.reference > docs/reference/nvdb_packet.md
"""

import sys
from collections.abc import Sequence

from bulou.formats.nvdb.libraries import LIBRARIES, PLATFORM
from bulou.formats.nvdb.schema import ARTICLE_EN, ARTICLE_ZH, FIELDS, SCHEMA, SourceStatus

_INTRODUCTION = f"""\
# The packet for the authority · 报送材料

Schema `{SCHEMA}`. Written from `bulou.formats.nvdb.schema` by
`python -m bulou.formats.nvdb.reference > docs/reference/nvdb_packet.md`; a test compares the two.

{ARTICLE_ZH}列举六项内容，并以“等”字留有余地。平台没有公开接口，其网页表单未能核实：材料由人提交，回执由人录入。
其余各项逐一注明来源，不声称与平台表单一致。

{ARTICLE_EN} names six items and leaves the list open. The platform has no public interface and its web form could
not be read: a person submits the packet and records the receipt. Every other field says where it comes from.
"""


def markdown() -> str:
    """The whole page."""
    parts = [
        _INTRODUCTION,
        "## Fields · 字段\n",
        _fields(),
        "## Where fields come from · 来源\n",
        _statuses(),
        "## Libraries of the platform · 专业库\n",
        _libraries(),
    ]
    return "\n".join(parts)


def _fields() -> str:
    rows = [
        (
            f"`{field.name}`",
            field.zh,
            field.en,
            field.item or "–",
            field.status.name.lower(),
            field.kind.value,
            f"{field.hint_zh}<br>{field.hint_en}",
        )
        for field in FIELDS
    ]
    return _table(("JSON key", "中文", "English", "法条用语", "source", "kind", "hint"), rows)


def _statuses() -> str:
    return _table(
        ("source", "中文", "English"),
        [(status.name.lower(), status.zh, status.en) for status in SourceStatus],
    )


def _libraries() -> str:
    rows = [
        (
            f"`{library.product_class}`" if library.product_class else "not known 未填",
            library.code,
            library.zh,
            library.en,
            library.address or "–",
            f"{library.status_zh}<br>{library.status_en}",
        )
        for library in (*LIBRARIES, PLATFORM)
    ]
    return _table(("product class", "code", "中文", "English", "address", "status"), rows)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(markdown())
