"""CPE names: the 2.3 formatted string (NISTIR 7695 §6.2) read and written, the older URI read.

Values are kept as the formatted string writes them, quoted with backslashes, so that binding gives back what was read.
"""

import re
from dataclasses import astuple, dataclass, fields
from typing import Self
from urllib.parse import unquote

from bulou.products.errors import NameUnreadable

PARTS = {"a": ("应用", "application"), "o": ("操作系统", "operating system"), "h": ("硬件", "hardware")}
ANY, NA = "*", "-"
_COMPONENT = re.compile(r"\*|-|(\*|\?+)?([a-z0-9._-]|\\[!-~])+(\*|\?+)?|\?+")
_PARTED = re.compile(r"(?:^|:)((?:[^:\\]|\\.|\\$)*)")
_UNQUOTED = re.compile(r"[a-z0-9_]")


@dataclass(frozen=True, slots=True)
class Cpe:
    """One name. `*` is any value, `-` not applicable; the rest is lower case and quoted. Order of the standard."""

    part: str
    vendor: str
    product: str
    version: str = ANY
    update: str = ANY
    edition: str = ANY
    language: str = ANY
    sw_edition: str = ANY
    target_sw: str = ANY
    target_hw: str = ANY
    other: str = ANY

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a 2.3 formatted string or a 2.2 URI. Raises NameUnreadable."""
        text = text.strip()
        lowered = text.lower()
        if lowered.startswith("cpe:2.3:"):
            values = _PARTED.findall(lowered[8:])
            if len(values) != 11:
                raise _unreadable(text, "应有 11 段", "it needs 11 components")
        elif lowered.startswith("cpe:/"):
            values = [_from_uri(each) for each in lowered[5:].split(":")]
            values += [ANY] * (11 - len(values))
        else:
            raise _unreadable(text, "应以 cpe:2.3: 开头", "it begins with cpe:2.3:")
        if not text.isascii():
            raise _unreadable(text, "CPE 不能含汉字，请改用 CNCPE", "CPE holds no Han characters; use CNCPE")
        if values[0] not in PARTS:
            raise _unreadable(text, "第一段应为 a、o 或 h", "the first component is a, o or h")
        if len(values) != 11 or not all(_COMPONENT.fullmatch(each) for each in values[1:]):
            raise _unreadable(text, "某一段未按规范转义", "a component is not quoted as the standard says")
        return cls(*values)

    @classmethod
    def named(cls, part: str, vendor: str, product: str, version: str = "") -> Self:
        """The name of plain values, quoted here. Raises NameUnreadable for what CPE cannot say."""
        plain = [_quoted(each.lower().replace(" ", "_")) for each in (vendor, product)]
        return cls.parse(f"cpe:2.3:{part}:{plain[0]}:{plain[1]}:{_quoted(version.lower()) or ANY}" + ":*" * 7)

    def __str__(self) -> str:
        return "cpe:2.3:" + ":".join(astuple(self))

    @property
    def key(self) -> str:
        """Part, vendor and product: what names the product without its version."""
        return f"{self.part}:{self.vendor}:{self.product}".replace("\\-", "-").replace("\\.", ".")

    @property
    def plain_version(self) -> str:
        """Version and update without quoting; blank when any or none is meant."""
        return " ".join(unquoted(each) for each in (self.version, self.update) if each not in (ANY, NA))


def unquoted(value: str) -> str:
    """A component's value without its quoting."""
    return re.sub(r"\\(.)", r"\1", value)


def _quoted(plain: str) -> str:
    return "".join(each if _UNQUOTED.fullmatch(each) or each in ".-" else f"\\{each}" for each in plain)


def _from_uri(value: str) -> str:
    if value in ("", "*"):
        return ANY
    if value == NA:
        return NA
    wild = value.replace("%01", "\x01").replace("%02", "\x02")
    return _quoted_wild(unquote(wild))


def _quoted_wild(plain: str) -> str:
    return "".join({"\x01": "?", "\x02": "*"}.get(each) or _quoted(each) for each in plain)


def _unreadable(text: str, zh: str, en: str) -> NameUnreadable:
    return NameUnreadable(f"“{text[:80]}”不是 CPE 名称：{zh}。", f"“{text[:80]}” is no CPE name: {en}.")


assert len(fields(Cpe)) == 11
