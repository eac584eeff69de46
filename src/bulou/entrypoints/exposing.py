"""What may follow a breach, in words, for the command and the pages of the law. An exposure, never a verdict."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bulou.law import Exposure, Text
from bulou.law.csl.penalties import Level, Liable

LEVELS: Final[Mapping[Level, Text]] = MappingProxyType({
    Level.BASE: Text("基本", "base"),
    Level.REFUSED_OR_HARM: Text("拒不改正或者造成危害后果", "correction refused, or harm caused"),
    Level.REFUSED_OR_SERIOUS: Text("拒不改正或者情节严重", "correction refused, or serious circumstances"),
    Level.SERIOUS_CIRCUMSTANCES: Text("情节较重", "serious circumstances"),
    Level.SERIOUS: Text("后果严重", "serious results"),
    Level.ESPECIALLY_SERIOUS: Text("后果特别严重", "especially serious results"),
})  # fmt: skip
LIABLE: Final[Mapping[Liable, Text]] = MappingProxyType({
    Liable.WHOEVER: Text("违法者", "whoever is in breach"),
    Liable.UNIT: Text("单位", "a unit"),
    Liable.INDIVIDUAL: Text("个人", "an individual"),
    Liable.PERSONS: Text("单位中的责任人员", "those responsible within it"),
})  # fmt: skip
NONE: Final = Text(
    "没有登记与之相连的法律责任，或者当时尚未施行；这不等于没有责任。",
    "No sanction is registered for it, or none was in force then; that does not mean that there is none.",
)
SHOWN: Final[Mapping[bool | None, Text]] = MappingProxyType({
    True: Text("事实已表明", "the facts bear it out"),
    False: Text("事实表明没有", "the facts do not bear it out"),
    None: Text("尚不清楚", "not known"),
})  # fmt: skip


def what(found: Exposure) -> Text:
    """Measures, detention in days, fine in yuan."""
    said = list(found.measures)
    if found.detention:
        least, most = found.detention
        zh, en = (f"{least}–{most}", f"{least}–{most}") if least else (f"不超过 {most}", f"up to {most}")
        said.append(Text(f"拘留 {zh} 日", f"detention, {en} days"))
    if found.fine:
        yuan = "{:,}–{:,}".format(*found.fine)
        may = Text("可以并处", "possibly ") if found.may else Text("", "")
        said.append(Text(f"{may.zh}罚款 {yuan} 元", f"{may.en}a fine of {yuan} yuan"))
    return Text("；".join(each.zh for each in said), ", ".join(each.en for each in said))
