"""The sentences that Bulou itself puts into a document, in the document's language, and how they are read back."""

import re

from bulou.formats.csaf.document import Language
from bulou.severity import SOURCE_STATUS_EN, SOURCE_STATUS_ZH, Cvss, Gbt30279, Grade

# The title of the summary note, and the summary of the reference to the document itself.
SUMMARY_TITLES: dict[Language, tuple[str, str]] = {
    "zh-CN": ("摘要", "本文件的规范地址"),
    "en": ("Summary", "Canonical address of this document"),
}
CVSS_TITLES = {"3.1": "CVSS v3.1", "4.0": "CVSS v4.0"}
GBT_TITLE = "GB/T 30279-2020"

_TECHNICAL = {
    "zh-CN": "技术分级：{technical}（被利用性 {exploitability}，影响程度 {impact}）",
    "en": "Technical grade: {technical} (exploitability {exploitability}, impact {impact})",
}
_OVERALL = {
    "zh-CN": "综合分级：{overall}（环境因素 {environment}）\n",
    "en": "Overall grade: {overall} (environment {environment})\n",
}
_TAIL = {
    "zh-CN": "\n向量：{vector}\n" + SOURCE_STATUS_ZH,
    "en": "\nVector: {vector}\n" + SOURCE_STATUS_EN,
}


def cvss_text(read: Cvss, lang: Language) -> str:
    """The vector on the first line, score and rating on the second."""
    return f"{read.vector}\n{read.score} {read.rating_zh if lang == 'zh-CN' else read.rating}"


def aggregate_severity(graded: Gbt30279, lang: Language) -> str:
    """The one word of the grade, saying by which standard."""
    return f"{graded.result.zh}（{GBT_TITLE}）" if lang == "zh-CN" else f"{graded.result} ({GBT_TITLE})"


def gbt_text(graded: Gbt30279, lang: Language) -> str:
    """Grades, vector and the status of the tables' source."""
    return _gbt_template(lang, overall=graded.overall is not None).format(
        technical=_word(graded.technical, lang),
        overall=_word(graded.overall, lang) if graded.overall else "",
        exploitability=graded.exploitability,
        impact=graded.impact,
        environment=graded.environment,
        vector=graded.vector,
    )


def read_gbt_text(text: str, lang: Language) -> Gbt30279:
    """The grading as `gbt_text` wrote it, not graded anew. Raises ValueError for any other text."""
    for overall in (True, False):
        parts = re.split(r"\{(\w+)\}", _gbt_template(lang, overall=overall))
        pattern = "".join(f"(?P<{part}>.+?)" if n % 2 else re.escape(part) for n, part in enumerate(parts))
        match = re.fullmatch(pattern, text)
        if match is None:
            continue
        return Gbt30279(
            vector=match["vector"],
            exploitability=int(match["exploitability"]),
            impact=int(match["impact"]),
            technical=_grade(match["technical"], lang),
            environment=int(match["environment"]) if overall else None,
            overall=_grade(match["overall"], lang) if overall else None,
        )
    raise ValueError("this is no grading note of ours")


def _gbt_template(lang: Language, *, overall: bool) -> str:
    return (_OVERALL[lang] if overall else "") + _TECHNICAL[lang] + _TAIL[lang]


def _word(value: Grade, lang: Language) -> str:
    return value.zh if lang == "zh-CN" else str(value)


def _grade(word: str, lang: Language) -> Grade:
    for value in Grade:
        if _word(value, lang) == word:
            return value
    raise ValueError(f"{word!r} is no grade")
