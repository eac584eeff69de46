"""Severity words held against the score that the draft states. Whether a difference exaggerates, a person judges."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from bulou.law import Text
from bulou.precheck.blocks import blocks
from bulou.precheck.detectors.family import Family
from bulou.precheck.draft import Draft, Passage, Role
from bulou.precheck.found import Hit
from bulou.severity import Cvss, SeverityError

BANDS: Final = ("none", "low", "medium", "high", "critical")
_SAID_ZH: Final = ("无", "低危", "中危", "高危", "严重")
_WORDS: Final = {
    "超危": 4,
    "严重": 4,
    "危急": 4,
    "紧急": 4,
    "致命": 4,
    "critical": 4,
    "高危": 3,
    "高": 3,
    "重要": 3,
    "high": 3,
    "important": 3,
    "中危": 2,
    "中": 2,
    "中等": 2,
    "medium": 2,
    "moderate": 2,
    "低危": 1,
    "低": 1,
    "一般": 1,
    "low": 1,
    "none": 0,
}

_NUMBER: Final = re.compile(
    r"(?:CVSS|base\s+score|severity\s+score|基本分|基础评分|基础分|(?<!EPSS)(?<!VPR)(?<!\s)(?:漏洞|风险)?评分|得分)(?:\s*(?:v|版本)?\s*(?:3\.[01]|4\.0|2\.0|v?[234]))?(?:[\s*|"
    r":：=(（/,，是为a-z一-鿿-]){0,40}?(?<![\d.])(10(?:\.0)?|\d\.\d)(?![\d.]*\d)(?!\s*/\s*AV)",
    re.IGNORECASE,
)
_NUMBER_BEFORE: Final = re.compile(
    r"(?<![\d.])(10\.0|\d\.\d)(?![\d.]*\d)\s*分?\s*[（(]?\s*(?:on the )?CVSS", re.IGNORECASE
)
_CELL: Final = re.compile(r"\|\s*(10(?:\.0)?|\d\.\d)\s*\|")
_VECTOR: Final = re.compile(r"CVSS:(?:3\.[01]|4\.0)(?:/[A-Za-z]{1,3}:[A-Z][a-z]*)+")
_WORD_ZH: Final = Family(
    r"(?:(?:漏洞|危害|危险|严重|安全|风险|综合|技术)?(?:等级|级别|程度|分级|定级|评级)(?:均)?(?:[\s*|"
    r":：为是达到属于])*)(超危|严重|危急|高危|中危|低危|高|中等|中|低|一般)(?!于)"
    r"|(超危|高危|中危|低危|严重|危急|致命|一般)(?:级别?|等级|安全)?(?:的)?漏洞|【(超危|严重|高危|中危|低危)】|[,，、(（|"
    r"]\s*(超危|高危|中危|低危|严重)\s*(?=[)）。|,，;；]|$)|^\W*(超危|高危)(?=[!！:：])|(超危|高危|中危|低危)(?:级别|级)"
    r"|(?:为|属|属于|定为|评为|列为|评定为|判定为|归为|标为|达到)\s*“?(超危|严重|高危|中危|低危)(?!害|影响|后果|[^，。]{0,6}端口)"
    r"|(超危|高危|中危|低危)(?:的)?[^\s，。,；;：:（(、]{0,8}?(?:漏洞|注入|越权|溢出|泄[露漏]|绕过|执行|RCE|XSS|SSRF|0day)"
    r"|(?<![\d.])(?:10\.0|\d\.\d)\s*分?\s*[（(]\s*(超危|严重|高危|中危|低危|高|中|低)\s*[）)]"
)
_FLAW_EN: Final = (
    r"xss|rce|sqli|injection|overflow|bypass|escalation|disclosure|leak|csrf|ssrf|xxe|traversal|execution|deseriali[sz]ation|"
    r"use-after-free|dos|denial of service|flaws?|bugs?|holes?|issues?|vulnerabilit(?:y|ies)|0-?day|zero-day|weakness|redirect"
)
_WORD_EN: Final = Family(
    r"\b(?:severity|rating|impact rating|risk rating|rated|rate this|rate it|classified as|severity level)\b(?:\s+is|\s+of|"
    r"\s+as)?[\s*|:：=]*\b(critical|high|important|medium|moderate|low)\b"
    r"|\b(critical|high|important|medium|moderate|low)[- ](?:severity|risk rating|rated)\b|\b(critical|high|medium|moderate|"
    r"low)[- ](?:vulnerabilit|issue|flaw|bug|hole|advisory|information leak)\w*"
    rf"|\b(critical|high|medium|moderate|low)[ -](?:[\w-]{{1,20}}[ -]){{0,2}}?(?:{_FLAW_EN})\b"
    r"|\b(?:considered|deemed|labell?ed|marked|graded|assessed|listed|scored|ranked|classified|rated|rate|call|called)(?: it| this| them)?"
    r"(?: as| to be)?(?: of)?(?: an?)? (critical|high|medium|moderate|low)\b"
    r"|\bis (?:a |an |of )?(critical|high|medium|moderate|low)(?=\s*(?:severity|[,.;(]|$))"
    r"|(?<![\d.])(?:10\.0|\d\.\d)(?:\s*/\s*10)?\s*[(/|–-]?\s*(critical|high|medium|moderate|low)\b"
    r"|[,(|]\s*(critical|high|medium|moderate|low)\s*(?=[,)|;.]|$)|(?m:^)\W*(critical|important|moderate|medium|high|low)\s*(?:[:,|/–—]|-\s)",
)
_NOT_GRADED: Final = re.compile(
    r"(?i)complexity|chromium|privileges|critical (?:infrastructure|manufacturing|sectors?|assets?|to|mass)|reward|bounty|"
    r"奖励|端口|关键"
)


class Graded(NamedTuple):
    """A severity word, as a band, and where it stands."""

    band: int
    passage: Passage
    start: int
    end: int


def severity_above(draft: Draft) -> Iterator[Hit]:
    """Words above the score."""
    return _differing(draft, above=True)


def severity_below(draft: Draft) -> Iterator[Hit]:
    """Words below the score."""
    return _differing(draft, above=False)


def _differing(draft: Draft, *, above: bool) -> Iterator[Hit]:
    paired, words, scores = [], [], []
    for passage in draft.passages:
        if passage.role is Role.RATING:
            band, score = _WORDS.get(passage.text.strip().lower()), _score(passage.detail)
            if score is not None:
                scores.append(score)
            if band is not None and score is not None:
                paired.append((Graded(band, passage, 0, len(passage.text)), score))
            elif band is not None:
                words.append(Graded(band, passage, 0, len(passage.text)))
        elif passage.role in (Role.PROSE, Role.TITLE):
            scores += _scores(passage.text)
            words += [Graded(band, passage, start, end) for band, start, end in _words(passage.text)]
    for graded, score in paired:
        if _differs(graded.band, score, above):
            yield _hit(graded, score, above)
    if words and scores:
        highest = max(scores)
        top = max(word.band for word in words)
        if _differs(top, highest, above):
            yield from (_hit(word, highest, above) for word in words if word.band == top)


def _differs(band: int, score: float, above: bool) -> bool:
    return band > _band(score) if above else band < _band(score)


def _band(score: float) -> int:
    """FIRST's qualitative scale."""
    return 4 if score >= 9 else 3 if score >= 7 else 2 if score >= 4 else 1 if score > 0 else 0


@lru_cache(maxsize=1024)
def _scores(text: str) -> tuple[float, ...]:
    if (
        "CVSS" not in text.upper()
        and "评分" not in text
        and "base score" not in text
        and "基本分" not in text
    ):
        return ()
    numbers = [float(found[1]) for found in _NUMBER.finditer(text)]
    if not numbers:
        numbers = [float(found[1]) for found in _NUMBER_BEFORE.finditer(text)]
    if not numbers:
        numbers = [float(found[1]) for found in _CELL.finditer(text)]
    vectors = [score for found in _VECTOR.finditer(text) if (score := _score(found[0])) is not None]
    return tuple(numbers or vectors)


@lru_cache(maxsize=1024)
def _score(said: str) -> float | None:
    """A number, or the score of the first vector that can be read."""
    for part in said.split():
        try:
            return float(part)
        except ValueError:
            try:
                return Cvss.parse(part.replace("CVSS:3.0/", "CVSS:3.1/")).score
            except SeverityError:
                continue
    return None


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[tuple[int, int, int], ...]:
    found = []
    for block in blocks(text):
        if block.kind == "code":
            continue
        for pattern in (_WORD_ZH, _WORD_EN):
            for match in pattern.finditer(block.text):
                number = next(n for n, group in enumerate(match.groups(), 1) if group)
                around = block.text[max(0, match.start() - 12) : match.end() + 16]
                if not _NOT_GRADED.search(around):
                    start, end = match.span(number)
                    found.append((_WORDS[match[number].lower()], block.start + start, block.start + end))
    return tuple(found)


def _hit(word: Graded, score: float, above: bool) -> Hit:
    said, band = word.passage.text[word.start : word.end], _band(score)
    zh = f"此处称“{said}”，而评分 {score} 对应{_SAID_ZH[band]}：用词{'偏高' if above else '偏低'}。"
    en = f"Here it says “{said}”, but the score {score} is {BANDS[band]}: the word is too {'high' if above else 'low'}."
    return Hit(word.passage, word.start, word.end, Text(zh, en))
