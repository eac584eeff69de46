"""Where a string of a JSON document stands in its file.

The standard parser does not tell. But the strings of the file and the strings of the parsed document come in the same
order, so the n-th is the n-th; the file is looked through only once something has been found in it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

Keys: TypeAlias = tuple[str | int, ...]

_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_SIGN: Final = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|.", re.DOTALL)


class Places:
    """The places of one document's strings."""

    def __init__(self, text: str, document: Any) -> None:
        self._text, self._document = text, document
        self._starts: list[int] = []
        self._counts: dict[int, int] = {}

    def at(self, keys: Keys) -> Callable[[int], int]:
        """A function from an offset in the string under `keys` to the offset in the file."""

        def offset(inside: int) -> int:
            start = self._start(keys) + 1
            if not inside:
                return start
            end = start
            for _ in range(inside):
                sign = _SIGN.match(self._text, end)
                if sign is None:
                    break
                end = sign.end()
            return end

        return offset

    def _start(self, keys: Keys) -> int:
        if not self._starts:
            self._starts = [found.start() for found in _STRING.finditer(self._text)]
        number, node = 0, self._document
        for key in keys:
            if isinstance(key, int):
                number += sum(self._count(each) for each in node[:key])
            else:
                for name, value in node.items():
                    number += 1  # the name is a string too
                    if name == key:
                        break
                    number += self._count(value)
            node = node[key]
        return self._starts[number]

    def _count(self, node: Any) -> int:
        """How many strings are in this part; containers are counted once."""
        if isinstance(node, str):
            return 1
        if not isinstance(node, Mapping | list):
            return 0
        known = self._counts.get(id(node))
        if known is None:
            parts: Sequence[Any] = list(node.values()) if isinstance(node, Mapping) else node
            own = len(parts) if isinstance(node, Mapping) else 0
            known = self._counts[id(node)] = own + sum(self._count(each) for each in parts)
        return known
