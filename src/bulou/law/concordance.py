"""The Cybersecurity Law was renumbered on 2026-01-01: which number of 2017 is which since, and back.

The Provisions still print the numbers of 2017, so both are always shown.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from bulou.law.fact_errors import Bilingual
from bulou.law.text import NUMERALS, Text

OLD, NEW = "2017", "2026"
EDITIONS: Final = (OLD, NEW)
FIRST_DAY: Final = {OLD: date(2017, 6, 1), NEW: date(2026, 1, 1)}


@dataclass(frozen=True, slots=True)
class Renumbering:
    """One subject under both numbers; `before` is None for what is new."""

    subject: Text
    before: int | None
    after: int


CONCORDANCE: Final = (
    Renumbering(Text("等级保护；网络日志不少于六个月", "graded protection; network logs for six months"), 21, 23),
    Renumbering(Text("提供者：补救、告知用户、报告", "vendors: remedy, tell users, report"), 22, 24),
    Renumbering(Text("运营者：应急预案，及时处置系统漏洞", "operators: emergency plan, dealing with flaws"), 25, 27),
    Renumbering(Text("发布系统漏洞须守国家规定", "publication follows the national rules"), 26, 28),
    Renumbering(Text("不得侵入、提供专门工具、帮助", "no intrusion, dedicated tools or aid"), 27, 29),
    Renumbering(Text("处罚：运营者", "sanction: operators"), 59, 61),
    Renumbering(Text("处罚：提供者", "sanction: vendors"), 60, 62),
    Renumbering(Text("处罚：测试、发布", "sanction: testing, publishing"), 62, 65),
    Renumbering(Text("处罚：攻击、工具、帮助", "sanction: attacks, tools, aid"), 63, 66),
    Renumbering(Text("信用档案、公示", "credit record and publicity"), 71, 72),
    Renumbering(Text("依行政处罚法从宽", "leniency per the Administrative Penalty Law"), None, 73),
    Renumbering(Text("境外行为", "acts from outside China"), 75, 77),
)  # fmt: skip


class NotInConcordance(Bilingual):
    """No such edition, or an article of it whose other number is not known. `edition`, `article` are what was given."""

    def __init__(self, edition: str, article: int) -> None:
        self.edition, self.article = edition, article
        known = sorted(number for each in CONCORDANCE if (number := _number(each, edition)))
        listed = ", ".join(map(str, known or EDITIONS))
        super().__init__(
            Text(
                f"对照表没有网络安全法 {edition} 版第 {article} 条；现有：{listed}。",
                f"The concordance has no Art. {article} of the Cybersecurity Law of {edition}; it has {listed}.",
            )
        )


def edition_on(day: date) -> str | None:
    """The edition in force on `day` in Asia/Shanghai: 2017, 2026, or None before there was any."""
    return next((edition for edition in reversed(EDITIONS) if day >= FIRST_DAY[edition]), None)


def renumbered(article: int, *, source: str, target: str) -> int | None:
    """The number in edition `target` of `article` of edition `source`; None where the target has none.

    Raises NotInConcordance for an unknown edition, or an article that the concordance does not hold.
    """
    if target not in EDITIONS:
        raise NotInConcordance(target, article)
    for each in CONCORDANCE:
        if _number(each, source) == article:
            return _number(each, target)
    raise NotInConcordance(source, article)


def both_numbers(article: int, *, edition: str) -> Text:
    """The article under its number in `edition`, with the other beside it. Raises NotInConcordance."""
    other_edition = OLD if edition == NEW else NEW
    other = renumbered(article, source=edition, target=other_edition)
    here = Text(f"第{NUMERALS[article]}条", f"Art. {article}")
    if other is None:
        return Text(
            f"{here.zh}（{other_edition}年文本无）", f"{here.en} (not in the text of {other_edition})"
        )
    return Text(
        f"{here.zh}（{other_edition}年文本第{NUMERALS[other]}条）",
        f"{here.en} (Art. {other} of {other_edition})",
    )


def _number(each: Renumbering, edition: str) -> int | None:
    return {OLD: each.before, NEW: each.after}.get(edition)
