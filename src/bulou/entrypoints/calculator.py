"""The pickers of GB/T 30279 and CVSS as a page shows them, and the grade of what is chosen. Nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bulou.severity import SOURCE_STATUS_EN, SOURCE_STATUS_ZH, Cvss, Gbt30279, SeverityError
from bulou.severity.scales import CVSS31, CVSS40, GBT30279, SCALES, UNDEFINED, Group, Metric, Scale

CVSS_SCALES = (CVSS31, CVSS40)


@dataclass(frozen=True, slots=True)
class Picker:
    """One side of the page: a scale, what is chosen of it, and what that comes to.

    `missing` holds the metrics still to be answered; only when it is empty there is a `read` grade or an `error`.
    """

    side: str
    scale: Scale
    chosen: Mapping[str, str]
    missing: tuple[Metric, ...]
    read: Cvss | Gbt30279 | None
    error: SeverityError | None

    @property
    def vector(self) -> str:
        """The vector as far as it is chosen."""
        return self.scale.vector(self.chosen)

    @property
    def begun(self) -> bool:
        return any(value != UNDEFINED for value in self.chosen.values())

    @property
    def rating(self) -> dict[str, str]:
        """The word of a CVSS score in both languages."""
        return (
            {"zh": self.read.rating_zh, "en": self.read.rating.capitalize()}
            if isinstance(self.read, Cvss)
            else {}
        )

    @property
    def groups(self) -> list[tuple[Group, bool, list[tuple[Metric, str, list[tuple[str, Any, bool]]]]]]:
        """Each group, whether it stands open, and its metrics with the name of the control and (value, label, chosen)."""
        return [
            (group, group.needed or self._touched(group), [self._control(metric) for metric in group.metrics])
            for group in self.scale.groups
        ]

    def _touched(self, group: Group) -> bool:
        return any(self.chosen.get(metric.code, UNDEFINED) != UNDEFINED for metric in group.metrics)

    def _control(self, metric: Metric) -> tuple[Metric, str, list[tuple[str, Any, bool]]]:
        now = self.chosen.get(metric.code, UNDEFINED if UNDEFINED in metric.values else "")
        options = [(code, label, code == now) for code, label in metric.values.items()]
        return metric, f"{self.side}-{metric.code}", options


def pickers(sent: Mapping[str, str], *, gbt: str = "", cvss: str = "") -> list[Picker]:
    """Both sides, from what a form sent (`gbt-AV`, `cvss-AV`, `version`), else from the vectors given."""
    return [_picker("gbt", GBT30279, sent, gbt), _picker("cvss", _version(sent, cvss), sent, cvss)]


def _version(sent: Mapping[str, str], vector: str) -> Scale:
    asked = sent.get("version", "")
    if asked in SCALES and SCALES[asked] in CVSS_SCALES:
        return SCALES[asked]
    return CVSS40 if vector.startswith(CVSS40.prefix) else CVSS31


def _picker(side: str, scale: Scale, sent: Mapping[str, str], vector: str) -> Picker:
    chosen = {
        metric.code: sent[f"{side}-{metric.code}"]
        for metric in scale.metrics
        if sent.get(f"{side}-{metric.code}") in metric.values
    } or scale.chosen(vector)
    missing = scale.missing(chosen)
    read, error = None, None
    if not missing:
        try:
            read = scale.read(scale.vector(chosen))
        except SeverityError as found:
            error = found
    return Picker(side, scale, chosen, missing, read, error)


def tables() -> dict[str, str]:
    """How far the tables of GB/T 30279 are known, in both languages; shown wherever its grade is."""
    return {"zh": SOURCE_STATUS_ZH, "en": SOURCE_STATUS_EN}
