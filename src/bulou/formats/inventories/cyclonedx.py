"""CycloneDX 1.0–1.7, as JSON and as XML: the components with their names. Read leniently, since producers are lenient."""

from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from bulou.formats.inventories.document import (
    InventoryDocument,
    Item,
    UnreadableInventory,
    kept,
    list_of,
    object_of,
    text_of,
)

DEEPEST = 200
_NAMED_BY = ("name", "version", "group", "purl", "cpe", "publisher")


def read_json(tree: dict[str, Any]) -> InventoryDocument:
    """The inventory in the JSON of a bill of materials. Raises UnreadableInventory."""
    items, problems = kept(_item(each) for each in _components(tree))
    subject = object_of(object_of(tree.get("metadata")).get("component"))
    shown = " ".join(part for part in (text_of(subject.get("name")), text_of(subject.get("version"))) if part)
    return InventoryDocument(f"CycloneDX {text_of(tree.get('specVersion'))}".strip(), shown, items, problems)


def _components(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every component, those inside others too, in document order."""
    waiting = [(each, 0) for each in reversed(list_of(tree.get("components")))]
    while waiting:
        component, depth = waiting.pop()
        if depth > DEEPEST:
            raise _too_deep()
        component = object_of(component)
        yield component
        waiting += [(each, depth + 1) for each in reversed(list_of(component.get("components")))]


def _item(component: dict[str, Any]) -> Item:
    makers = (component.get("supplier"), component.get("manufacturer"))
    named = (text_of(object_of(maker).get("name")) for maker in makers)
    return _made(
        {name: text_of(component.get(name)) for name in _NAMED_BY},
        ref=text_of(component.get("bom-ref")),
        maker=next((name for name in named if name), ""),
    )


def _made(found: dict[str, str], *, ref: str, maker: str) -> Item:
    purl = found.get("purl", "")
    version = found.get("version", "")
    if not version and "@" in purl:
        version = purl.rpartition("@")[2].partition("?")[0].partition("#")[0]
    group = "" if purl else found.get("group", "")
    return Item(
        ref=ref or purl or found.get("name", ""),
        vendor=maker or found.get("publisher", "") or group,
        product=found.get("name", ""),
        version=version,
        purl=purl,
        cpe=found.get("cpe", ""),
    )


class _Reader:
    """Collects components while expat reads; never builds the tree, so that size costs no memory."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.space = ""
        self._path: list[str] = []
        self._open: list[tuple[int, dict[str, str], str]] = []
        self._text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _sep, local = tag.rpartition(" ")
        if not self._path:
            self.space = space
        if len(self._path) >= DEEPEST:
            raise _too_deep()
        self._path.append(local)
        self._text = []
        if local == "component":
            self._open.append((len(self._path), {}, attributes.get("bom-ref", "")))

    def text(self, data: str) -> None:
        self._text.append(data)

    def end(self, _tag: str) -> None:
        depth, local = len(self._path), self._path.pop()
        value = text_of("".join(self._text))
        self._text = []
        if not self._open:
            return
        begun, found, ref = self._open[-1]
        if depth == begun:
            self._open.pop()
            if "metadata" not in self._path:
                self.items.append(_made(found, ref=text_of(ref), maker=found.get("maker", "")))
        elif depth == begun + 1 and local in _NAMED_BY:
            found[local] = value
        elif depth == begun + 2 and local == "name" and self._path[-1] in ("supplier", "manufacturer"):
            found.setdefault("maker", value)


def read_xml(content: bytes) -> InventoryDocument:
    """The inventory in the XML of a bill of materials. Raises UnreadableInventory, for entities and for any DTD too."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refused_doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnreadableInventory(
            f"XML 在第 {error.lineno} 行有误；请重新导出。",
            f"The XML is broken at line {error.lineno}; export it again.",
        ) from None
    if "cyclonedx" not in reader.space:
        raise UnreadableInventory(
            "此 XML 不是 CycloneDX 清单。", "This XML is no CycloneDX bill of materials."
        )
    items, problems = kept(reader.items)
    return InventoryDocument(f"CycloneDX {reader.space.rpartition('/')[2]}", "", items, problems)


def _refused_doctype(*_declared: Any) -> None:
    raise UnreadableInventory(
        "XML 含 DTD 或实体声明，出于安全不予读取；请去掉后再导入。",
        "The XML declares a DTD or entities, which are not read for safety; remove them.",
    )


def _too_deep() -> UnreadableInventory:
    return UnreadableInventory(
        f"组件嵌套超过 {DEEPEST} 层；请导出不嵌套的清单。",
        f"Components are nested more than {DEEPEST} deep; export a flat inventory.",
    )
