"""The editions of the law that this node holds, as pages show them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from bulou.law.norms import Instrument
from bulou.law.passages import Passage, passages
from bulou.law.regimes import REGIMES, Regime, editions
from bulou.law.sentence import Sentence
from bulou.law.text import Text

HOME, HERE = "rmsv", "cn"  # what the platform is about comes first, then the other law of its country
_FIRST_ANCHOR = re.compile(r'^<a id="', re.M)
_MARKS = re.compile(r"\*\*|(?<!\w)`|`(?!\w)")
_ARTICLE = re.compile(r"\d+")
_NUMBER = r"(\d+|[一二三四五六七八九十百]+)"
_ASKED = re.compile(
    rf"(?:art(?:icle)?s?\.?\s*|第\s*)?{_NUMBER}\s*条?\s*(?:[(（]\s*{_NUMBER}\s*[)）])?\s*", re.I
)
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an edition with what its text says in both languages."""

    sentence: Sentence
    instrument: Instrument
    zh: Passage
    en: Passage

    @property
    def id(self) -> str:
        return self.sentence.id

    @property
    def place(self) -> Text:
        return Text(self.zh.place, self.en.place)

    @property
    def gloss(self) -> Text:
        return Text(self.zh.gloss, self.en.gloss)

    @property
    def remark(self) -> Text:
        return Text(self.zh.remark, self.en.remark)

    @property
    def source(self) -> Text:
        return Text(self.zh.source, self.en.source)

    @property
    def path(self) -> str:
        return f"/law/{self.zh.edition}/{self.id}"

    @property
    def number(self) -> int | None:
        """The number of its article."""
        found = _ARTICLE.search(self.sentence.en)
        return int(found[0]) if found else None

    @property
    def article(self) -> Text:
        """The article without item or paragraph, under which an edition groups its sentences."""
        number = _ARTICLE.search(self.sentence.en)
        zh = re.match(r"第[一二三四五六七八九十百零]+条(?:之[一二三四五六七八九十])?", self.sentence.zh)
        en = self.sentence.en[: number.end()] if number else self.sentence.en
        return Text(zh[0] if zh else self.sentence.zh, en)


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: `name` is its folder (`rmsv/v2021`), `title` and `about` come from the head of its text."""

    name: str
    regime: Regime
    title: Text
    about: tuple[tuple[str, ...], tuple[str, ...]]
    lines: tuple[Line, ...]

    @property
    def path(self) -> str:
        return f"/law/{self.name}"

    @property
    def in_force(self) -> date:
        return min(line.instrument.in_force for line in self.lines)

    @property
    def until(self) -> date | None:
        ends = [line.instrument.until for line in self.lines]
        return None if None in ends else max(end for end in ends if end)

    @property
    def short(self) -> Text:
        return self.lines[0].instrument.name

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return self.in_force <= day and (self.until is None or day < self.until)

    def articles(self, lines: tuple[Line, ...] | None = None) -> list[tuple[Text, list[Line]]]:
        """The sentences under their articles, in the order of the text."""
        found: dict[Text, list[Line]] = {}
        for line in self.lines if lines is None else lines:
            found.setdefault(line.article, []).append(line)
        return list(found.items())

    def line(self, anchor: str) -> Line | None:
        """The sentence under an anchor."""
        return next((line for line in self.lines if line.id == anchor), None)


def all_editions() -> tuple[Edition, ...]:
    """Every edition, regime by regime (ours first, then those of its country), oldest first; those without a single sentence are left out."""
    return _all(tuple((name, len(regime.instruments)) for name, regime in REGIMES.items()))


def edition_called(name: str) -> Edition | None:
    """The edition in the folder `rmsv/v2021`."""
    return next((edition for edition in all_editions() if edition.name == name), None)


@lru_cache(maxsize=2)
def _all(_known: tuple[Any, ...]) -> tuple[Edition, ...]:
    known = sorted(
        REGIMES.values(), key=lambda regime: (regime.name != HOME, regime.seat != HERE, regime.name)
    )
    return tuple(edition for regime in known for edition in _of(regime))


def _of(regime: Regime) -> Iterator[Edition]:
    zh, en = passages("zh", regime.name), passages("en", regime.name)
    for folder in editions(regime.name):
        name = "/".join(folder.parts[-2:])
        lines = tuple(
            Line(sentence, instrument, zh[sentence.id], en[sentence.id])
            for instrument in regime.instruments
            for sentence in instrument.sentences
            if sentence.id in zh and sentence.id in en and zh[sentence.id].edition == name
        )
        heads = [_head((folder / f"text.{lang}.md").read_text(encoding="utf-8")) for lang in ("zh", "en")]
        if lines:
            (title_zh, about_zh), (title_en, about_en) = heads
            yield Edition(name, regime, Text(title_zh, title_en), (about_zh, about_en), lines)


def _head(text: str) -> tuple[str, tuple[str, ...]]:
    """The title of a text file and what it says of itself, paragraph by paragraph, without Markdown's marks."""
    first = _FIRST_ANCHOR.search(text)
    head = text[: first.start()] if first else text
    title, _newline, rest = head.removeprefix("# ").partition("\n")
    about = tuple(_MARKS.sub("", each.strip()) for each in rest.split("\n\n") if each.strip())
    return title.strip(), about


def matching(lines: tuple[Line, ...], asked: str) -> tuple[Line, ...]:
    """The sentences whose article, words, gloss, anchor or norms hold what was asked; all of them for an empty question.

    `9`, `9(1)`, `Art. 9`, `第9条`, `第九条（一）` ask for an article; everything else is looked for as it stands, whatever its case.
    """
    asked = asked.strip().lower()
    if not asked:
        return lines
    numbers = _ASKED.fullmatch(asked)
    if numbers:
        wanted = [_arabic(number) for number in numbers.groups() if number]
        return tuple(line for line in lines if _ARTICLE.findall(line.sentence.en)[: len(wanted)] == wanted)
    return tuple(line for line in lines if asked in _said(line))


def _arabic(number: str) -> str:
    """`59` of `五十九` or `59`."""
    if number.isdecimal():
        return str(int(number))
    hundreds, _mark, rest = number.rpartition("百")
    tens, mark, ones = rest.rpartition("十")
    value = 100 * _digit(hundreds) + 10 * (_digit(tens) if tens else bool(mark)) + _digit(ones)
    return str(value)


def _digit(number: str) -> int:
    return max(_DIGITS.find(number[-1]), 0) if number else 0


def _said(line: Line) -> str:
    parts = (line.id, *line.sentence.norms, line.sentence.zh, line.sentence.en)
    texts = (text for each in (line.zh, line.en) for text in (each.place, each.quotation, each.gloss))
    return "\n".join((*parts, *texts)).lower()
