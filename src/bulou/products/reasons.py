"""Why an answer came out: a rule and the strings it looked at, said in both languages."""

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """What decided. The value is stable: programs may read it."""

    SAME_PURL = "same_purl"
    SAME_CPE = "same_cpe"
    SAME_MODEL = "same_model"
    SAME_NAME = "same_name"
    SAME_FULL_NAME = "same_full_name"
    OTHER_VENDOR = "other_vendor"
    NO_VENDOR = "no_vendor"
    IN_RANGE = "in_range"
    IN_FIXED = "in_fixed"
    IN_UNAFFECTED = "in_unaffected"
    OUT_OF_RANGE = "out_of_range"
    OTHERS_AFFECTED = "others_affected"
    OTHERS_UNKNOWN = "others_unknown"
    ONLY_NAMED = "only_named"
    SILENT = "silent"
    NO_VERSION = "no_version"
    INCOMPARABLE = "incomparable"
    UNREADABLE_RANGE = "unreadable_range"
    UNDER_INVESTIGATION = "under_investigation"
    CONTRADICTION = "contradiction"
    NEEDS = "needs"
    CONTAINS = "contains"


_SAID: dict[Rule, tuple[str, str]] = {
    Rule.SAME_PURL: ("purl 相同：{0}", "same purl: {0}"),
    Rule.SAME_CPE: ("CPE 相同：{0}", "same CPE: {0}"),
    Rule.SAME_MODEL: ("型号“{0}”符合“{1}”", "model “{0}” fits “{1}”"),
    Rule.SAME_NAME: ("厂商与产品名相同：“{0}”即“{1}”", "same vendor and product: “{0}” is “{1}”"),
    Rule.SAME_FULL_NAME: ("全称相同：“{0}”即“{1}”", "same full name: “{0}” is “{1}”"),
    Rule.OTHER_VENDOR: (
        "产品名相同而厂商写法不同：“{0}”与“{1}”是否同一产品，需人工判断",
        "the product's name is the same, the vendor's is not: a person has to say whether “{0}” is “{1}”",
    ),
    Rule.NO_VENDOR: (
        "产品名相同而一方没有厂商：“{0}”与“{1}”是否同一产品，需人工判断",
        "the product's name is the same, but one side names no vendor: a person has to say whether “{0}” is “{1}”",
    ),
    Rule.IN_RANGE: ("版本“{0}”在受影响范围“{1}”之内", "version “{0}” is among those affected, “{1}”"),
    Rule.IN_FIXED: ("版本“{0}”属于已修复版本“{1}”", "version “{0}” is among those with the fix, “{1}”"),
    Rule.IN_UNAFFECTED: (
        "版本“{0}”属于不受影响版本“{1}”",
        "version “{0}” is among those not affected, “{1}”",
    ),
    Rule.OUT_OF_RANGE: ("版本“{0}”在受影响范围“{1}”之外", "version “{0}” is beyond those affected, “{1}”"),
    Rule.OTHERS_AFFECTED: (
        "文件称未列出的版本均受影响，包括“{0}”",
        "the document says that every version it does not list is affected, “{0}” too",
    ),
    Rule.OTHERS_UNKNOWN: (
        "版本“{0}”不在“{1}”之内，而文件对其他版本未作说明",
        "version “{0}” is not among “{1}”, and the document leaves all others open",
    ),
    Rule.ONLY_NAMED: (
        "文件只列出个别版本“{1}”，未说明“{0}”是否受影响",
        "the document names single versions, “{1}”, and says nothing of “{0}”",
    ),
    Rule.SILENT: ("文件未说明版本“{0}”", "the document says nothing of version “{0}”"),
    Rule.NO_VERSION: (
        "清单没有写明版本，无法与“{1}”比较",
        "the inventory gives no version to compare with “{1}”",
    ),
    Rule.INCOMPARABLE: (
        "版本“{0}”与“{1}”的写法无法比较先后",
        "as they are written, “{0}” and “{1}” cannot be put in order",
    ),
    Rule.UNREADABLE_RANGE: ("无法读懂版本范围“{0}”", "the versions “{0}” cannot be read"),
    Rule.UNDER_INVESTIGATION: ("厂商仍在调查：“{0}”", "the vendor is still investigating: “{0}”"),
    Rule.CONTRADICTION: (
        "文件自相矛盾：既称“{0}”受影响，又称“{1}”不受影响",
        "the document contradicts itself: “{0}” affected, “{1}” not",
    ),
    Rule.NEEDS: (
        "仅在与“{0}”共同使用时受影响，而清单中没有它",
        "affected only together with “{0}”, which the inventory does not list",
    ),
    Rule.CONTAINS: (
        "默认包含受影响的组件“{0}”，是否因此受影响需人工判断",
        "it contains the affected component “{0}” by default; a person has to say whether that matters here",
    ),
}


@dataclass(frozen=True, slots=True, init=False)
class Reason:
    """`rule` decided, looking at `strings`, which stand as they were written."""

    rule: Rule
    strings: tuple[str, ...]

    def __init__(self, rule: Rule, *strings: str) -> None:
        object.__setattr__(self, "rule", rule)
        object.__setattr__(self, "strings", strings)

    @property
    def zh(self) -> str:
        return self._said(0)

    @property
    def en(self) -> str:
        return self._said(1)

    def _said(self, language: int) -> str:
        shown = [each if len(each) <= 120 else f"{each[:119]}…" for each in (*self.strings, "", "")]
        return _SAID[self.rule][language].format(*(each or "–" for each in shown))
