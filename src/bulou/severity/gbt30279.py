"""GB/T 30279-2020 grading (漏洞分级): tables A to E and the vector that selects their cells.

The tables come from one public calculator that states it follows the standard. They were never compared with the
standard's own annexes; SOURCE_STATUS says so and is shown wherever a grade is.

Vector syntax: metrics joined by "/", each `code:value`, in any order, after the optional prefix `GBT30279:2020/`:

    GBT30279:2020/AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H/EC:L/FD:H/SC:H

The first seven are always needed and give the technical grade (技术分级). EC, FD and SC come together or not at
all and give the overall grade (综合分级). The Chinese names of metrics and values are read too
(访问路径:网络), full-width punctuation as well.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bulou.severity.errors import SeverityError

PREFIX = "GBT30279:2020"

SOURCE_STATUS_ZH = "分级表取自单一公开来源，未经与标准附录核对。"
SOURCE_STATUS_EN = (
    "The tables come from one public source and are not confirmed against the standard's annexes."
)


class Grade(StrEnum):
    """超危, 高危, 中危, 低危; the values are the English words, strictest first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def zh(self) -> str:
        return GRADE_ZH[self]


GRADE_ZH: Mapping[Grade, str] = {
    Grade.CRITICAL: "超危",
    Grade.HIGH: "高危",
    Grade.MEDIUM: "中危",
    Grade.LOW: "低危",
}


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: its code, names, and per value code the two names; `also` are other codes that are read."""

    code: str
    zh: str
    en: str
    values: Mapping[str, tuple[str, str]]
    also: tuple[str, ...] = ()


_DEGREE = {"L": ("低", "low"), "M": ("中", "medium"), "H": ("高", "high")}
_HARM = {"H": ("严重", "severe"), "L": ("一般", "ordinary"), "N": ("无", "none")}

METRICS: tuple[Metric, ...] = (
    Metric(
        "AV",
        "访问路径",
        "access path",
        {
            "N": ("网络", "network"),
            "A": ("邻接", "adjacent"),
            "L": ("本地", "local"),
            "P": ("物理", "physical"),
        },
    ),
    Metric("TR", "触发要求", "trigger requirement", {"L": _DEGREE["L"], "H": _DEGREE["H"]}, also=("AC",)),
    Metric(
        "PR", "权限需求", "privileges required", {"N": ("无", "none"), "L": _DEGREE["L"], "H": _DEGREE["H"]}
    ),
    Metric("UI", "交互条件", "user interaction", {"N": ("不需要", "not needed"), "R": ("需要", "needed")}),
    Metric("C", "保密性", "confidentiality", _HARM),
    Metric("I", "完整性", "integrity", _HARM),
    Metric("A", "可用性", "availability", _HARM),
    Metric("EC", "被利用成本", "cost of exploitation", _DEGREE),
    Metric("FD", "修复难度", "difficulty of fixing", _DEGREE),
    Metric("SC", "影响范围", "scope of impact", {**_DEGREE, "N": ("无", "none")}),
)
BASE = METRICS[:7]
ENVIRONMENT = METRICS[7:]

# Table A, 被利用性分级: [AV][TR + PR] = value without, value with user interaction.
TABLE_A: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "N": {"LN": (9, 8), "LL": (8, 7), "LH": (7, 3), "HN": (8, 5), "HL": (5, 4), "HH": (3, 2)},
    "A": {"LN": (8, 6), "LL": (7, 5), "LH": (3, 3), "HN": (5, 4), "HL": (4, 2), "HH": (2, 1)},
    "L": {"LN": (8, 6), "LL": (6, 4), "LH": (2, 2), "HN": (4, 2), "HL": (3, 1), "HH": (2, 1)},
    "P": {"LN": (2, 2), "LL": (2, 1), "LH": (1, 1), "HN": (1, 1), "HL": (1, 1), "HH": (1, 1)},
}

# Table B, 影响程度分级: how many of C, I, A are severe and how many ordinary. No impact at all is not rated.
TABLE_B: Mapping[tuple[int, int], int] = {
    (3, 0): 9,
    (2, 1): 8,
    (2, 0): 7,
    (1, 2): 6,
    (1, 1): 5,
    (1, 0): 4,
    (0, 3): 3,
    (0, 2): 2,
    (0, 1): 1,
}

# Table C, 环境因素分级: [SC][EC] = values for FD high, medium, low. The source has no row for SC none.
TABLE_C: Mapping[str, Mapping[str, tuple[int, int, int]]] = {
    "H": {"L": (9, 8, 7), "M": (8, 7, 6), "H": (7, 6, 5)},
    "M": {"L": (8, 7, 6), "M": (7, 6, 5), "H": (6, 5, 4)},
    "L": {"L": (5, 4, 3), "M": (4, 3, 2), "H": (3, 2, 1)},
}

_WORD = {"超": Grade.CRITICAL, "高": Grade.HIGH, "中": Grade.MEDIUM, "低": Grade.LOW}

# Table D, 技术分级: [A value] = grades for B value 1 to 9.
TABLE_D: Mapping[int, tuple[Grade, ...]] = {
    value: tuple(_WORD[word] for word in row)
    for value, row in {
        9: "中中高高高高超超超",
        8: "低中中中高高高高高",
        7: "低中中中中中高高高",
        6: "低中中中中中高高高",
        5: "低中中中中中中高高",
        4: "低中中中中中中中高",
        3: "低中中中中中中中高",
        2: "低低低中中中中中高",
        1: "低低低低中中中中中",
    }.items()
}

# Table E, 综合分级: [technical grade] = grades for C value 1 to 9.
TABLE_E: Mapping[Grade, tuple[Grade, ...]] = {
    _WORD[technical]: tuple(_WORD[word] for word in row)
    for technical, row in {
        "超": "中中中高高高超超超",
        "高": "低低低低中中高超超",
        "中": "低低低低低中中高超",
        "低": "低低低低低低中中高",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Gbt30279:
    """A graded vector: `vector` in canonical order with prefix; the table values 1 to 9; the two grades.

    `environment` and `overall` are None when the vector has no environment metrics.
    """

    vector: str
    exploitability: int
    impact: int
    technical: Grade
    environment: int | None = None
    overall: Grade | None = None

    @property
    def result(self) -> Grade:
        """The overall grade where there is one, else the technical grade."""
        return self.overall or self.technical


def grade(vector: str) -> Gbt30279:
    """Grade a vector by tables A to E.

    Raises SeverityError, with cause and remedy in both languages, for what cannot be read and for the two cases that
    the source leaves unrated: no impact on C, I and A, and 影响范围 "none".
    """
    chosen = _read(vector)
    severe, ordinary = (sum(chosen[m] == level for m in "CIA") for level in "HL")
    if not severe and not ordinary:
        raise SeverityError(
            vector,
            "保密性、完整性、可用性均为“无”，标准对此不分级。请至少选择一项影响。",
            "C, I and A are all none, which the standard does not grade. State at least one impact.",
        )
    a_value = TABLE_A[chosen["AV"]][chosen["TR"] + chosen["PR"]]["NR".index(chosen["UI"])]
    b_value = TABLE_B[severe, ordinary]
    technical = TABLE_D[a_value][b_value - 1]
    text = "/".join(
        [PREFIX, *(f"{metric.code}:{chosen[metric.code]}" for metric in METRICS if metric.code in chosen)]
    )
    if "SC" not in chosen:
        return Gbt30279(text, a_value, b_value, technical)
    if chosen["SC"] == "N":
        raise SeverityError(
            vector,
            "所据来源没有“影响范围:无”一行，无法综合分级。请去掉 EC、FD、SC，只作技术分级。",
            "The source has no row for scope none, so there is no overall grade. "
            "Leave out EC, FD and SC for the technical grade alone.",
        )
    c_value = TABLE_C[chosen["SC"]][chosen["EC"]]["HML".index(chosen["FD"])]
    return Gbt30279(text, a_value, b_value, technical, c_value, TABLE_E[technical][c_value - 1])


_BY_NAME = {name: metric for metric in METRICS for name in (metric.code, metric.zh, *metric.also)}
_SHOWN = 40  # characters of a faulty item that a message repeats


def _read(vector: str) -> dict[str, str]:
    """Value code by metric code; every base metric is there, and all or none of the environment's."""
    text = unicodedata.normalize("NFKC", vector).strip()
    items = text.split("/")
    if items[0] == PREFIX:
        del items[0]
    elif items[0].upper().startswith("CVSS"):
        raise SeverityError(
            vector,
            "这是 CVSS 向量。GB/T 30279 按查表分级，不由 CVSS 换算，请另行给出其指标。",
            "This is a CVSS vector. GB/T 30279 grades by its own tables, not from CVSS: give its metrics.",
        )
    chosen: dict[str, str] = {}
    for item in items:
        metric, value = _item(vector, item)
        if metric.code in chosen:
            raise SeverityError(
                vector,
                f"指标 {metric.code}（{metric.zh}）出现了两次。请只保留一次。",
                f"Metric {metric.code} ({metric.en}) occurs twice. Keep one of them.",
            )
        chosen[metric.code] = value
    needed = METRICS if any(metric.code in chosen for metric in ENVIRONMENT) else BASE
    missing = [metric for metric in needed if metric.code not in chosen]
    if missing:
        raise SeverityError(
            vector,
            f"缺少指标：{'、'.join(f'{m.code}（{m.zh}）' for m in missing)}。请补全。",
            f"Metrics are missing: {', '.join(f'{m.code} ({m.en})' for m in missing)}. Add them.",
        )
    return chosen


def _item(vector: str, item: str) -> tuple[Metric, str]:
    name, colon, word = (part.strip()[:_SHOWN] for part in item.partition(":"))
    if not colon:
        raise SeverityError(
            vector,
            f"“{name}”不是“指标:取值”的形式。请在两个斜线之间写成 AV:N 这样的一项。",
            f"“{name}” is not of the form metric:value. Write one item such as AV:N between two slashes.",
        )
    if name not in _BY_NAME:
        raise SeverityError(
            vector,
            f"没有名为“{name}”的指标。可用：{'、'.join(f'{m.code}（{m.zh}）' for m in METRICS)}。",
            f"There is no metric “{name}”. Known: {', '.join(f'{m.code} ({m.en})' for m in METRICS)}.",
        )
    metric = _BY_NAME[name]
    for code, (zh, _) in metric.values.items():
        if word in (code, zh):
            return metric, code
    known_zh = "、".join(f"{code}（{zh}）" for code, (zh, _) in metric.values.items())
    known_en = ", ".join(f"{code} ({en})" for code, (_, en) in metric.values.items())
    raise SeverityError(
        vector,
        f"指标 {metric.code}（{metric.zh}）没有取值“{word}”。可用：{known_zh}。",
        f"Metric {metric.code} ({metric.en}) has no value “{word}”. Known: {known_en}.",
    )
