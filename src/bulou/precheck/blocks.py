"""A passage cut into blocks (headings, prose, code) and prose into sentences, each knowing where it begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. `kind` is heading, prose or code; `under` the heading above, `info` the word behind a fence."""

    kind: str
    text: str
    start: int
    under: str = ""
    info: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, its line breaks made blanks; `start` is its offset in the passage."""

    text: str
    start: int
    under: str
    first: bool = False  # of its block


LONGEST: Final = 2000
_MARKS: Final = "#*【】:：" + " \t"
_FENCE: Final = re.compile(r"\s{0,3}(`{3,}|~{3,})\s*([\w+-]*)")
_HEADING: Final = re.compile(r"\s{0,3}(#{1,6}\s+\S|【[^】]{1,30}】\s*$|\*\*[^*]{1,60}\*\*\s*[:：]?\s*$)")
_LABEL_LINE: Final = re.compile(
    r"\s*(?:[一二三四五六七八九十\d]+[、.]\s*)?(?:[A-Za-z][\w /&'()-]{0,40}|[^\s:：,，。.|]{1,10})[:：]\s*$"
)
_ITEM: Final = re.compile(r"\s*(?:[-*+•]\s|\d{1,3}[.)、）]\s*\D|[（(]\d+[)）]|[一二三四五六七八九十]+、)")
_FIELD: Final = re.compile(r"\s*[-*]?\s*\**[\w一-鿿][\w一-鿿 /.-]{0,24}\**[:：]")
_ENDING: Final = re.compile(r"[。！？!?;；：:.]\s*$|[一-鿿）】》”]\s*$")
_CUT: Final = re.compile(
    r"[。！？；]+[”’」』）)]*|[!?]+(?=\s|$)[\"”’)]*|;(?=\s)|\.[\"”’)]*(?=\s+[\"“‘'(\[A-Z0-9一-鿿]|\s*$)|\n"
)
_SHORT: Final = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|No|approx|Mr|Ms|Dr|Inc|Ltd|Co|ver)|\s[A-Z])\.$")


@lru_cache(maxsize=2048)
def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a passage in order, none longer than LONGEST: what is longer is cut, so that no pattern runs away."""
    return tuple(
        Block(block.kind, block.text[start : start + LONGEST], block.start + start, block.under, block.info)
        for block in _cut(text)
        for start in range(0, max(len(block.text), 1), LONGEST)
    )


def _cut(text: str) -> Iterator[Block]:
    lines, offset, under = [], 0, ""
    for line in text.split("\n"):
        lines.append((offset, line))
        offset += len(line) + 1
    place = 0
    while place < len(lines):
        start, line = lines[place]
        fence = _FENCE.match(line)
        if fence:
            stop = _closing(lines, place + 1, fence[1])
            yield Block("code", _joined(lines[place + 1 : stop]), _offset(lines, place + 1), under, fence[2])
            place = stop + 1
        elif not line.strip():
            place += 1
        elif _indented(line) and _blank_before(lines, place):
            stop = next(
                (n for n in range(place, len(lines)) if lines[n][1].strip() and not _indented(lines[n][1])),
                len(lines),
            )
            yield Block("code", _joined(lines[place:stop]), start, under)
            place = stop
        elif _HEADING.match(line) or _LABEL_LINE.match(line):
            under = line[:LONGEST].strip(_MARKS).lower()
            yield Block("heading", line, start, under)
            place += 1
        elif place + 1 < len(lines) and re.fullmatch(r"\s*(=+|-{3,})\s*", lines[place + 1][1]):
            under = line.strip().lower()
            yield Block("heading", line, start, under)
            place += 2
        else:
            stop = _paragraph(lines, place)
            yield Block("prose", _joined(lines[place:stop]), start, under)
            place = stop


def _closing(lines: list[tuple[int, str]], place: int, fence: str) -> int:
    return next(
        (n for n in range(place, len(lines)) if lines[n][1].strip().startswith(fence[:3])), len(lines)
    )


def _paragraph(lines: list[tuple[int, str]], place: int) -> int:
    stop = place + 1
    while stop < len(lines):
        line = lines[stop][1]
        if not line.strip() or _FENCE.match(line) or _HEADING.match(line) or _ITEM.match(line):
            break
        if line.lstrip().startswith("|") or lines[stop - 1][1].lstrip().startswith("|"):
            break
        stop += 1
    return stop


def _indented(line: str) -> bool:
    return line.startswith(("    ", "\t"))


def _blank_before(lines: list[tuple[int, str]], place: int) -> bool:
    return place == 0 or not lines[place - 1][1].strip()


def _offset(lines: list[tuple[int, str]], place: int) -> int:
    return lines[min(place, len(lines) - 1)][0]


def _joined(lines: list[tuple[int, str]]) -> str:
    return "\n".join(line for _, line in lines)


@lru_cache(maxsize=2048)
def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a passage's prose, code and headings left out."""
    return tuple(
        sentence for block in blocks(text) if block.kind == "prose" for sentence in _sentences(block)
    )


def _sentences(block: Block) -> Iterator[Sentence]:
    start, first = 0, True
    for cut in _CUT.finditer(block.text):
        if cut[0] == "\n" and not _breaks(block.text, cut.start()):
            continue
        if cut[0].startswith(".") and _SHORT.search(block.text, start, cut.end()):
            continue
        if block.text[start : cut.end()].strip():
            yield _sentence(block, start, cut.end(), first)
            first = False
        start = cut.end()
    if block.text[start:].strip():
        yield _sentence(block, start, len(block.text), first)


def _breaks(text: str, place: int) -> bool:
    """Whether a line break ends a sentence: after a full stop or Chinese, before or after a field `name: value`."""
    line = text[text.rfind("\n", 0, place) + 1 : place]
    rest = text[place + 1 :].split("\n", 1)[0]
    return bool(_ENDING.search(line) or _FIELD.match(rest) or _FIELD.match(line))


def _sentence(block: Block, start: int, end: int, first: bool) -> Sentence:
    text = block.text[start:end]
    lead = len(text) - len(text.lstrip())
    return Sentence(text.strip().replace("\n", " "), block.start + start + lead, block.under, first)
