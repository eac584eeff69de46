"""What an inventory holds once it is read, whatever it was written in; and what makes one unreadable."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bulou.products import Component, Naming

LARGEST = 50 * 1024 * 1024
MOST = 200_000
LONGEST = 500


class UnreadableInventory(ValueError):
    """The file gives no inventory: `zh` and `en` tell the cause and the remedy."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that was left out: `place` is a line or a component's position, from 1."""

    place: int
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the inventory. `asset`, `address` and `note` are details of systems in use (Article 9(2))."""

    ref: str
    vendor: str = ""
    product: str = ""
    version: str = ""
    model: str = ""
    purl: str = ""
    cpe: str = ""
    asset: str = ""
    address: str = ""
    note: str = ""

    @property
    def naming(self) -> Naming:
        return Naming(self.vendor, self.product, self.model, self.purl, self.cpe)

    @property
    def component(self) -> Component:
        """As the matching takes it."""
        return Component(self.ref, self.naming, self.version)

    @property
    def named(self) -> bool:
        return bool(self.product or self.model or self.purl or self.cpe)


@dataclass(frozen=True, slots=True)
class InventoryDocument:
    """An inventory: `format` such as "CycloneDX 1.6", what it is about, its items, and what was left out."""

    format: str
    subject: str
    items: Sequence[Item]
    problems: Sequence[Problem] = ()


def text_of(value: Any) -> str:
    """A value of the file as one line that can be kept; blank for what is no text."""
    if not isinstance(value, str):
        return ""
    value = value.strip()
    if not value.isprintable():
        value = "".join(each if each.isprintable() else " " for each in value).strip()
    return str(value[:LONGEST])


def object_of(value: Any) -> dict[str, Any]:
    """The value, if it is an object; an empty one otherwise."""
    return value if isinstance(value, dict) else {}


def list_of(value: Any) -> list[Any]:
    """The value, if it is a list; an empty one otherwise."""
    return value if isinstance(value, list) else []


def loaded(content: bytes) -> Any:
    """The JSON in `content`. Raises UnreadableInventory."""
    try:
        return json.loads(content)
    except RecursionError:
        raise UnreadableInventory(
            "JSON 嵌套过深，无法读取；请导出不嵌套的清单。",
            "The JSON is nested too deeply; export a flat inventory.",
        ) from None
    except (ValueError, UnicodeDecodeError):
        raise UnreadableInventory(
            "文件不是完整的 JSON；请重新导出。", "The file is not complete JSON; export it again."
        ) from None


def kept(items: Iterable[Item]) -> tuple[list[Item], list[Problem]]:
    """The items that name something, and a problem for each of the others. Raises UnreadableInventory for too many."""
    good: list[Item] = []
    problems: list[Problem] = []
    for place, item in enumerate(items, start=1):
        if len(good) >= MOST:
            raise UnreadableInventory(
                f"组件超过 {MOST:,} 个；请按系统拆分后分别导入。",
                f"There are more than {MOST:,} components; split the file by system.",
            )
        if item.named:
            good.append(item)
        else:
            problems.append(
                Problem(
                    place, "没有名称、型号、purl 或 CPE，未导入。", "No name, model, purl or CPE; left out."
                )
            )
    return good, problems
