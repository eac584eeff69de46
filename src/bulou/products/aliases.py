"""The typed names under which one product or its maker goes, and the key by which each is found."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bulou.products.cpe import Cpe
from bulou.products.errors import NameUnreadable
from bulou.products.folding import fold, fold_company
from bulou.products.purl import purl_key

SHORTEST_KEY = 2
_DOMAIN = re.compile(r"(?=.{4,253}$)([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]", re.IGNORECASE)
_CNCPE = re.compile(r"cncpe:/[^:]+:([^:]+):([^:]+)(:.*)?", re.IGNORECASE)


class AliasKind(StrEnum):
    """What sort of name an alias is. The value is stored; CNCPE is CNNVD's naming rule, in which both languages stand."""

    LEGAL_NAME = "legal_name"
    BRAND = "brand"
    ENGLISH = "english"
    COMMON = "common"
    FORMER = "former"
    DOMAIN = "domain"
    CPE = "cpe"
    PURL = "purl"
    MODEL = "model"
    CNCPE = "cncpe"


@dataclass(frozen=True, slots=True)
class Alias:
    """A name as its people write it; `text` is stored as written, `key` only finds it."""

    kind: AliasKind
    text: str

    @property
    def key(self) -> str:
        """By what two spellings meet. Raises NameUnreadable when the text is no name of its kind."""
        return alias_key(self.kind, self.text)


def alias_key(kind: AliasKind, text: str) -> str:
    """The key of a name of that kind. Raises NameUnreadable with what to write instead."""
    match kind:
        case AliasKind.CPE:
            return Cpe.parse(text).key
        case AliasKind.PURL:
            return purl_key(text)
        case AliasKind.DOMAIN:
            return _domain(text)
        case AliasKind.CNCPE:
            return _cncpe(text)
        case AliasKind.LEGAL_NAME:
            key = fold_company(text)
        case _:
            key = fold(text)
    if len(key) < SHORTEST_KEY:
        raise NameUnreadable("名称至少含两个文字或数字。", "A name has at least two letters or digits.")
    return key


def _domain(text: str) -> str:
    name = text.strip().lower().rstrip(".")
    if not _DOMAIN.fullmatch(name):
        raise NameUnreadable(f"“{text[:80]}”不是域名。", f"“{text[:80]}” is no domain name.")
    return name.removeprefix("www.")


def _cncpe(text: str) -> str:
    found = _CNCPE.fullmatch(text.strip())
    if not found:
        raise NameUnreadable(
            f"“{text[:80]}”不是 CNCPE，应形如 CNCPE:/应用:厂商:产品:版本。",
            f"“{text[:80]}” is no CNCPE name; it looks like CNCPE:/a:vendor:product:version.",
        )
    return f"{fold(found[1])}:{fold(found[2])}"
