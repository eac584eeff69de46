"""Severities across scales: what a record's own words come to on a scale that a format demands."""

from collections.abc import Mapping

from bulou.formats.databases.record import Record
from bulou.severity import Cvss, SeverityError

CNVD: Mapping[str, str] = {"critical": "高", "high": "高", "medium": "中", "low": "低"}
CNNVD: Mapping[str, str] = {"critical": "超危", "high": "高危", "medium": "中危", "low": "低危"}
SCALES: Mapping[str, Mapping[str, str]] = {"cnvd": CNVD, "cnnvd": CNNVD, "gbt30279": CNNVD}
UNKNOWN = "未知"
_MEANS: Mapping[str, str] = {
    "超危": "critical", "严重": "critical", "高危": "high", "高": "high", "中危": "medium", "中": "medium", "低危": "low",
    "低": "low", "critical": "critical", "high": "high", "important": "high", "medium": "medium", "moderate": "medium",
    "low": "low",
}  # fmt: skip


def level(scale: str, value: str) -> str:
    """critical, high, medium or low for a severity in whatever words; blank where it says neither.

    Only for ordering and for formats with a scale of their own: pages show the words themselves.
    """
    if scale.startswith("cvss-"):
        try:
            rating = Cvss.parse(value).rating
        except SeverityError:
            return ""
        return "" if rating == "none" else rating
    return _MEANS.get(value.strip().casefold(), "")


def grade_for(record: Record, scale: str) -> str:
    """The record's severity on CNVD's or CNNVD's scale: its own words there, else by the first that can be read."""
    own = next((each.value for each in record.severities if each.scale == scale), "")
    if own:
        return own
    ordered = sorted(record.severities, key=lambda each: each.scale != "gbt30279")
    levels = (level(each.scale, each.value) for each in ordered)
    return next((SCALES[scale][found] for found in levels if found), "")


def differ(record_levels: list[str]) -> bool:
    """Whether severities that say something say different things."""
    return len({each for each in record_levels if each}) > 1
