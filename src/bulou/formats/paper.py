"""Chinese documents for paper: one HTML file with its style inside, no script, nothing remote."""

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from html import escape

_BEIJING = timezone(timedelta(hours=8))  # China keeps one zone and no summer time

_STYLE = """
@page { size: A4; margin: 18mm 16mm; }
body { font: 11pt/1.55 "Noto Serif CJK SC", "Songti SC", SimSun, serif; color: #000; background: #fff;
  max-width: 178mm; margin: 0 auto; padding: 4mm; }
h1 { font-size: 17pt; text-align: center; margin: 0 0 4mm; }
h2 { font-size: 12.5pt; margin: 6mm 0 2mm; break-after: avoid; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
caption { text-align: left; font-size: 9.5pt; padding-bottom: 1mm; }
th, td { border: .3mm solid #000; padding: 1.4mm 2mm; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; white-space: pre-wrap; }
th { width: 34%; font-weight: 600; }
tr { break-inside: avoid; }
.lacking { font-weight: 600; text-decoration: underline; }
.notes { font-size: 9.5pt; padding-left: 6mm; }
.receipt td { height: 9mm; }
sup { font-size: 8pt; }
"""


def sheet(title: str, body: Iterable[str]) -> str:
    """A complete document of this title (escaped here) around markup."""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="zh-CN">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{escape(title)}</title>",
            f"<style>{_STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            *body,
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def table(caption: str, rows: Iterable[tuple[str, str]], css_class: str = "") -> str:
    """A table of headed rows; the caption is escaped here, the cells are markup already."""
    opening = f'<table class="{css_class}">' if css_class else "<table>"
    body = [f'<tr><th scope="row">{label}</th><td>{value}</td></tr>' for label, value in rows]
    return "\n".join(
        [opening, f"<caption>{escape(caption)}</caption>", "<tbody>", *body, "</tbody>", "</table>"]
    )


def moment(at: datetime) -> str:
    """An aware instant in Beijing time, to the second, with its zone."""
    local = at.astimezone(_BEIJING)
    return f"{local:%Y}年{local:%m}月{local:%d}日 {local:%H:%M:%S}（UTC+08:00）"
