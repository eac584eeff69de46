"""CVSS 3.1 and 4.0 (FIRST), computed by the `cvss` library behind a value type of our own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from cvss import CVSS3, CVSS4, CVSSError
from cvss import constants3 as v31
from cvss import constants4 as v40

from bulou.severity.errors import SeverityError

Rating = Literal["none", "low", "medium", "high", "critical"]

# FIRST's qualitative scale with the Chinese words in common use.
RATINGS: Mapping[Rating, str] = MappingProxyType(
    {"none": "无", "low": "低危", "medium": "中危", "high": "高危", "critical": "严重"}
)


_SHOWN = 40  # characters of a faulty item that a message repeats


@dataclass(frozen=True, slots=True)
class Cvss:
    """A read vector with its score.

    `vector` is in the library's canonical order, without metrics that are "not defined". `score` (0.0 to 10.0) and
    `rating` are the base score in 3.1 and the score of all metrics given in 4.0. `temporal` and `environmental`
    exist in 3.1 only, and only when the vector carries metrics of that group.
    """

    vector: str
    version: Literal["3.1", "4.0"]
    score: float
    rating: Rating
    temporal: float | None = None
    environmental: float | None = None

    @classmethod
    def parse(cls, vector: str) -> "Cvss":
        """Read a CVSS 3.1 or 4.0 vector; surrounding blanks are dropped, letters keep their case.

        Raises SeverityError with cause and remedy in both languages.
        """
        text = vector.strip()
        prefix, _, metrics = text.partition("/")
        if prefix not in _VERSIONS:
            raise SeverityError(vector, *_bad_prefix(prefix))
        names, mandatory, read = _VERSIONS[prefix]
        for zh, en in _faults(metrics.split("/"), names, mandatory):
            raise SeverityError(vector, zh, en)
        try:
            return read(text)
        except CVSSError as error:
            raise SeverityError(
                vector,
                f"无法解析该向量：{error}。请对照 FIRST 的规范改正。",
                f"The vector cannot be read: {error}. Correct it by FIRST's specification.",
            ) from error

    @property
    def rating_zh(self) -> str:
        return RATINGS[self.rating]


def _read_v31(text: str) -> Cvss:
    read = CVSS3(text)
    base, temporal, environmental = (float(score) for score in read.scores())
    given = {metric.partition(":")[0] for metric in read.clean_vector().split("/")}
    return Cvss(
        vector=read.clean_vector(),
        version="3.1",
        score=base,
        rating=read.severities()[0].lower(),
        temporal=temporal if given & set(v31.TEMPORAL_METRICS) else None,
        environmental=environmental if given & set(v31.ENVIRONMENTAL_METRICS) else None,
    )


def _read_v40(text: str) -> Cvss:
    read = CVSS4(text)
    return Cvss(read.clean_vector(), "4.0", float(read.base_score), read.severity.lower())


_Names = Mapping[str, Mapping[str, str]]
_VERSIONS: dict[str, tuple[_Names, list[str], Callable[[str], Cvss]]] = {
    "CVSS:3.1": (v31.METRICS_VALUE_NAMES, v31.METRICS_MANDATORY, _read_v31),
    "CVSS:4.0": (v40.METRICS_VALUE_NAMES, v40.METRICS_MANDATORY, _read_v40),
}


def _bad_prefix(prefix: str) -> tuple[str, str]:
    if prefix.upper().startswith("CVSS:"):
        return (
            f"不支持 {prefix}：只接受 CVSS 3.1 与 4.0。请换用 CVSS:3.1/ 或 CVSS:4.0/ 开头的向量。",
            f"{prefix} is not supported, only CVSS 3.1 and 4.0 are. Give a vector beginning CVSS:3.1/ or CVSS:4.0/.",
        )
    return (
        "向量缺少版本前缀。请以 CVSS:3.1/ 或 CVSS:4.0/ 开头。",
        "The vector has no version prefix. Begin it with CVSS:3.1/ or CVSS:4.0/.",
    )


def _faults(fields: list[str], names: _Names, mandatory: list[str]) -> Iterator[tuple[str, str]]:
    """What is wrong, first fault first, in words of ours: the library's are English only."""
    seen: set[str] = set()
    for field in fields:
        metric, colon, value = (part[:_SHOWN] for part in field.partition(":"))
        if not colon:
            yield (
                f"“{metric}”不是“指标:取值”的形式。请在两个斜线之间写成 AV:N 这样的一项。",
                f"“{metric}” is not of the form metric:value. Write one item such as AV:N between two slashes.",
            )
        elif metric not in names:
            yield (
                f"没有名为“{metric}”的指标。可用：{'、'.join(names)}。",
                f"There is no metric “{metric}”. Known ones: {', '.join(names)}.",
            )
        elif value not in names[metric]:
            yield (
                f"指标 {metric} 没有取值“{value}”。可用：{'、'.join(names[metric])}。",
                f"Metric {metric} has no value “{value}”. Known ones: {', '.join(names[metric])}.",
            )
        elif metric in seen:
            yield (
                f"指标 {metric} 出现了两次。请只保留一次。",
                f"Metric {metric} occurs twice. Keep one of them.",
            )
        seen.add(metric)
    missing = [metric for metric in mandatory if metric not in seen]
    if missing:
        yield (
            f"缺少必填指标：{'、'.join(missing)}。请补全。",
            f"Mandatory metrics are missing: {', '.join(missing)}. Add them.",
        )
