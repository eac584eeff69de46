"""YAML with the line of everything in it.

PyYAML's own constructor forgets lines, takes `no` and `on` for truth values, lets a name stand twice and can be made to
swell by merging; so the nodes that it parses are turned into plain values here.
"""

from typing import Any, Final

import yaml

from bulou.law.fact_errors import echoed, short
from bulou.law.text import Text

_CORE: Final = "tag:yaml.org,2002:"
_MERGE: Final = f"{_CORE}merge"
_PLAIN: Final = frozenset({"str", "int", "float", "bool", "null", "timestamp", "merge", "value"})
_TRUTH: Final = {"true": True, "false": False}


class Fault(Exception):
    """Something in a file that cannot be used: the line, counted from 1, and what to do about it in both languages."""

    def __init__(self, line: int, text: Text) -> None:
        super().__init__(text.en)
        self.line, self.zh, self.en = line, text.zh, text.en


class Block(dict[str, Any]):
    """A mapping of the file: `line` is its own, `lines` those of its names."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def line_of(self, name: str) -> int:
        """The line of the name, or the block's own where it does not stand."""
        return self.lines.get(name, self.line)


class Listed(list[Any]):
    """A list of the file: `lines` are those of its items."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


def parsed(text: str) -> Any:
    """The one document of the text as blocks, lists, text, whole numbers, truth values and None. Raises Fault."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        return None if node is None else _Reader().value(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Fault(mark.line + 1 if mark else 1, _no_yaml(mark)) from None
    except yaml.YAMLError as error:
        raise Fault(
            _line_of_character(text, error),
            Text("含有不可见的控制字符，请删去。", "It holds a control character. Delete it."),
        ) from None
    except RecursionError:
        raise Fault(1, Text("嵌套过深。", "It is nested too deeply.")) from None


def _no_yaml(mark: Any) -> Text:
    column = mark.column + 1 if mark else 1
    return Text(
        f"此处（第 {column} 个字符）不是 YAML：请检查缩进、冒号后的空格和引号是否成对。",
        f"Here, at character {column}, it is not YAML: look at the indentation, the space after each colon, and quotes that do not pair.",
    )


def _line_of_character(text: str, error: yaml.YAMLError) -> int:
    position = getattr(error, "position", 0)
    return text.count("\n", 0, position if isinstance(position, int) else 0) + 1


class _Reader:
    """Turns nodes into values, each node once, so that what is referred to again costs nothing."""

    def __init__(self) -> None:
        self._made: dict[int, Any] = {}
        self._making: set[int] = set()

    def value(self, node: yaml.Node) -> Any:
        key = id(node)
        if key in self._made:
            return self._made[key]
        if key in self._making:
            raise Fault(_line(node), Text("此处引用了自身。", "It refers to itself here."))
        self._making.add(key)
        self._made[key] = made = self._make(node)
        self._making.discard(key)
        return made

    def _make(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if isinstance(node, yaml.SequenceNode):
            listed = Listed()
            for each in node.value:
                listed.append(self.value(each))
                listed.lines.append(_line(each))
            return listed
        return self._block(node)

    def _block(self, node: yaml.Node) -> Block:
        block, merged = Block(_line(node)), []
        for key, value in node.value:
            if key.tag == _MERGE:
                merged += self._merged(value)
                continue
            name = _scalar(key) if isinstance(key, yaml.ScalarNode) else None
            if not isinstance(name, str):
                raise Fault(_line(key), Text("此处应为一个名称。", "A name is wanted here."))
            if name in block:
                told = short(name)
                raise Fault(
                    _line(key), Text(f"{told} 出现两次，请只留一处。", f"{told} stands twice. Keep one.")
                )
            block[name] = self.value(value)
            block.lines[name] = _line(key)
        for other in {id(each): each for each in merged}.values():
            for name in other.keys() - block.keys():
                block[name], block.lines[name] = other[name], other.line_of(name)
        return block

    def _merged(self, node: yaml.Node) -> list[Block]:
        found = self.value(node)
        blocks = found if isinstance(found, Listed) else [found]
        if not all(isinstance(each, Block) for each in blocks):
            raise Fault(
                _line(node), Text("“<<” 后应为一组事实。", "What follows “<<” must be a set of facts.")
            )
        return list(blocks)


def _scalar(node: yaml.ScalarNode) -> Any:
    """Text as it stands, but true, false, null and whole numbers; `yes`, `no`, `on`, dates and quoted words stay text."""
    tag, said = node.tag.removeprefix(_CORE), str(node.value)
    if tag not in _PLAIN:
        told = echoed(node.tag)
        raise Fault(_line(node), Text(f"此处不能使用标记 {told}。", f"The tag {told} cannot be used here."))
    if node.style is not None or tag == "str":
        return said
    if tag == "null":
        return None
    if tag == "bool":
        return _TRUTH.get(said.lower(), said)
    if tag == "int" and said.isascii() and said.isdecimal() and len(said) < 12:
        return int(said)
    return said


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
