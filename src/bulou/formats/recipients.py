"""A notice list as a CSV file: what its columns may be called, and what each line says. No line stops the others."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "email": ("email", "e-mail", "mail", "邮箱", "电子邮箱", "电子邮件", "邮件地址"),
    "name": ("name", "姓名", "名称", "联系人"),
    "kind": ("kind", "type", "类型", "类别"),
    "house": ("organisation", "organization", "company", "单位", "组织", "公司"),
    "tags": ("tags", "tag", "segment", "segments", "标签", "分组"),
    "language": ("language", "lang", "语言"),
    "overseas": ("overseas", "境外"),
    "product": ("product", "产品"),
}
KINDS = {
    "user": "user", "users": "user", "customer": "user", "用户": "user", "客户": "user",
    "downstream": "downstream", "vendor": "downstream", "oem": "downstream", "下游": "downstream", "下游厂商": "downstream",
}  # fmt: skip
LANGUAGES = {
    "zh": "zh-hans",
    "zh-hans": "zh-hans",
    "zh-cn": "zh-hans",
    "中文": "zh-hans",
    "en": "en",
    "英文": "en",
}
TRUE = frozenset({"yes", "y", "true", "1", "是", "境外"})
FALSE = frozenset({"no", "n", "false", "0", "否", "境内"})
UNKNOWN = frozenset({"", "unknown", "?", "未知", "不明"})
LONGEST_TAGS = 290
LONGEST_ADDRESS = 254
_MAILBOX = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)


class NoAddresses(ValueError):
    """The first line names no column of e-mail addresses."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One line that can be taken in. `kind` is user or downstream, `overseas` None when it is not known."""

    line: int
    email: str
    name: str = ""
    house: str = ""
    kind: str = "user"
    tags: tuple[str, ...] = ()
    language: str = "zh-hans"
    overseas: bool | None = None
    product: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One line that cannot: `why` is address, kind, language, overseas or tags."""

    line: int
    why: str


def is_mailbox(text: str) -> bool:
    """Whether `text` is one plain e-mail address: nothing that could add a header or a second recipient."""
    return len(text) <= LONGEST_ADDRESS and _MAILBOX.fullmatch(text) is not None


def read(lines: Iterable[str]) -> Iterator[Recipient | LeftOut]:
    """What each line after the heading says, one at a time; empty lines are passed over, lines count from 1.

    Raises NoAddresses at once when the heading has no column for addresses, csv.Error where it is no CSV.
    """
    rows = csv.reader(lines)
    heading = _heading(next(rows, []))
    return _read(rows, heading)


def _heading(cells: list[str]) -> dict[str, int]:
    known = {called: name for name, all_called in COLUMNS.items() for called in all_called}
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = known.get(cell.strip().lstrip("\ufeff").casefold())
        if name is not None:
            found.setdefault(name, place)
    if "email" not in found:
        raise NoAddresses
    return found


def _read(rows: Iterator[list[str]], heading: Mapping[str, int]) -> Iterator[Recipient | LeftOut]:
    for line, cells in enumerate(rows, start=2):
        if any(cell.strip() for cell in cells):
            yield _line(line, {name: _cell(cells, place) for name, place in heading.items()})


def _cell(cells: list[str], place: int) -> str:
    return " ".join(cells[place].split()) if place < len(cells) else ""


def _line(line: int, said: Mapping[str, str]) -> Recipient | LeftOut:
    kind = KINDS.get(said.get("kind", "").casefold() or "user")
    language = LANGUAGES.get(said.get("language", "").casefold() or "zh")
    overseas = said.get("overseas", "").casefold()
    tags = tuple(dict.fromkeys(tag for tag in re.split(r"[,;，；、|\s]+", said.get("tags", "")) if tag))
    wrong = {
        "address": not is_mailbox(said["email"]),
        "kind": kind is None,
        "language": language is None,
        "overseas": overseas not in TRUE | FALSE | UNKNOWN,
        "tags": sum(len(tag) + 1 for tag in tags) > LONGEST_TAGS,
    }
    why = next((name for name, is_wrong in wrong.items() if is_wrong), None)
    if why is not None or kind is None or language is None:
        return LeftOut(line, why or "kind")
    return Recipient(
        line, said["email"], said.get("name", "")[:200], said.get("house", "")[:200], kind, tags, language,
        None if overseas in UNKNOWN else overseas in TRUE, said.get("product", "")[:200],
    )  # fmt: skip
