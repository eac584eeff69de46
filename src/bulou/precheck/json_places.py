"""Where a string of a JSON document stands in its file.

The standard parser does not tell. But the strings of the file and the strings of the parsed document come in the same
order, so the n-th is the n-th; the file is looked through only once something has been found in it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

Keys: TypeAlias = tuple[str | int, ...]

_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_ESCAPED: Final = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|\"", re.DOTALL)


class Places:
    """The places of one document's strings."""

    def __init__(self, text: str, document: Any) -> None:
        self._text, self._document = text, document
        self._starts: list[int] = []
        self._before: dict[int, dict[str | int, int]] = {}
        self._escapes: dict[int, tuple[list[int], list[int]]] = {}

    def at(self, keys: Keys) -> Callable[[int], int]:
        """A function from an offset in the string under `keys` to the offset in the file."""

        def offset(inside: int) -> int:
            start = self._start(keys) + 1
            if not inside:
                return start
            read, written = self._unescaped(start)
            nearest = bisect_right(read, inside) - 1
            return min(written[nearest] + inside - read[nearest], len(self._text))

        return offset

    def _unescaped(self, start: int) -> tuple[list[int], list[int]]:
        """The offsets right behind each escape of a string: as the string is read, and as it is written in the file."""
        known = self._escapes.get(start)
        if known is None:
            read, written = [0], [start]
            for found in _ESCAPED.finditer(self._text, start):
                if found[0] == '"':
                    break
                read.append(read[-1] + found.start() - written[-1] + 1)
                written.append(found.end())
            known = self._escapes[start] = read, written
        return known

    def _start(self, keys: Keys) -> int:
        if not self._starts:
            self._starts = [found.start() for found in _STRING.finditer(self._text)]
        number, node = 0, self._document
        for key in keys:
            number += self._strings_before(node)[key]
            node = node[key]
        return self._starts[number]

    def _strings_before(self, node: Any) -> Mapping[str | int, int]:
        """How many strings of this container stand before each of its parts; a container is gone through once."""
        known = self._before.get(id(node))
        if known is None:
            number, known = 0, {}
            named = isinstance(node, Mapping)
            for key, value in node.items() if named else enumerate(node):
                number += named  # the name is a string too
                known[key] = number
                number += _strings_in(value)
            self._before[id(node)] = known
        return known


def _strings_in(node: Any) -> int:
    """How many strings are in this part, however deep; no recursion, for a document may be as deep as the parser goes."""
    number, waiting = 0, [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            number += 1
        elif isinstance(each, dict):
            number += len(each)
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
    return number
