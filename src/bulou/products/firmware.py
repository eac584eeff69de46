"""Versions as device makers write them: "V2.3.1 build 571848", "3.40 R5", "V500R006C10SPC600", "2019-01-01".

No library orders these (univers raises on `vers:generic`). What their writing does not decide stays undecided: whether
"2.3.1" is before "2.3.1 build 571848" nobody but the maker knows.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

LONGEST = 120
_DATE = re.compile(r"(19|20)\d{2}([-/]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])")
_HASH = re.compile(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}")
_LEADING = re.compile(r"(?:version|versions|ver|v|版本|固件版本|固件|firmware)[\s.:]*(?=\d)")
_MAIN = re.compile(r"(?P<prefix>[a-z]{0,12})[\-_.]?(?P<main>\d+(?:\.\d+)*)(?P<rest>.*)", re.DOTALL)
_QUALIFIER = re.compile(r"[\s\-_.+,;:()/]*(?:(?P<word>[a-z]+)[\s\-_.]*)?(?P<number>\d+(?:\.\d+)*)?[\s()]*")
_BEFORE = {"dev": 0, "alpha": 1, "beta": 2, "pre": 3, "preview": 3, "rc": 4}
_AFTER = {"sp", "spc", "p", "patch", "hotfix", "hf", "hp", "sph", "update", "cu"}

# Words that join or limit versions: a text with one of them is more than one version.
_OF_RANGES = re.compile(
    r"all|and|any|after|above|below|before|between|earlier|except|excluding|from|higher|inclusive|including|later|lower|newer"
    r"|not|older|only|or|other|prior|since|than|the|through|thru|to|until|unless|up|versions|with|without"
)

Numbers: TypeAlias = tuple[int, ...]
Qualifier: TypeAlias = tuple[str, Numbers]
Qualifiers: TypeAlias = tuple[Qualifier, ...]
END: Qualifier = ("", ())
LETTER = (11, "single letter")


@dataclass(frozen=True, slots=True)
class Firmware:
    """A version taken apart: versions of different `family` are not comparable; `main` without zeros at its end.

    `qualifiers` are (word, numbers) in order, such as ("build", (571848,)).
    """

    family: str
    main: Numbers
    qualifiers: Qualifiers = ()


@lru_cache(maxsize=65536)
def read_firmware(text: str) -> Firmware | None:
    """The version in `text`, or None when it is not one version in a form known here."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if not plain or len(plain) > LONGEST or _HASH.fullmatch(plain):
        return None
    plain = _LEADING.sub("", plain, count=1) if _LEADING.match(plain) else plain
    if date := _DATE.fullmatch(plain):
        year = int(plain[:4])
        return Firmware("date", (year, int(date[3]), int(date[4])))
    found = _MAIN.fullmatch(plain)
    if found is None:
        return None
    qualifiers = _qualifiers(found["rest"])
    if qualifiers is None:
        return None
    return Firmware(f"number:{found['prefix']}", _numbers(found["main"]), qualifiers)


def compare_firmware(left: str, right: str) -> int | None:
    """-1, 0 or 1 as `left` is before, the same as or after `right`; None where the writing does not decide.

    Where it is defined this is a preorder: reflexive, antisymmetric in its answers, transitive.
    """
    first, second = read_firmware(left), read_firmware(right)
    if first is None or second is None:
        return 0 if _plain(left) == _plain(right) != "" else None
    if first == second:
        return 0
    if first.family != second.family:
        return None
    if first.main != second.main:
        return -1 if first.main < second.main else 1
    return _by_qualifiers(first.qualifiers, second.qualifiers)


def _by_qualifiers(first: Qualifiers, second: Qualifiers) -> int | None:
    for position in range(max(len(first), len(second))):
        left = first[position] if position < len(first) else END
        right = second[position] if position < len(second) else END
        answer = _one_qualifier(left, right)
        if answer != 0:
            return answer
    return 0


def _one_qualifier(left: Qualifier, right: Qualifier) -> int | None:
    first, second = _sort(left), _sort(right)
    if first == second:
        if first == LETTER:
            return (left[0] > right[0]) - (left[0] < right[0])
        return (left[1] > right[1]) - (left[1] < right[1])
    if first[0] is None or second[0] is None or first[0] == second[0]:
        return None
    return -1 if first[0] < second[0] else 1


def _sort(qualifier: Qualifier) -> tuple[int | None, str]:
    """Where it stands to the bare version (pre-releases before it, patches and a single letter after it, builds nobody
    knows), and what it can be compared with.
    """
    word, numbers = qualifier
    if qualifier == END:
        return 10, ""
    if not numbers and len(word) == 1:
        return LETTER
    if word in _BEFORE:
        return _BEFORE[word], ""
    return (11 if word in _AFTER else None), word


def _qualifiers(rest: str) -> Qualifiers | None:
    found: list[Qualifier] = []
    place = 0
    while place < len(rest):
        match = _QUALIFIER.match(rest, place)
        if match is None or match.end() == place:
            return None
        if _OF_RANGES.fullmatch(match["word"] or "") or (
            not match["word"] and "." in (match["number"] or "")
        ):
            return None  # "3.1-3.4" is a span, or it is not: not one version in any case
        if match["word"] or match["number"]:
            found.append((match["word"] or "", _numbers(match["number"] or "")))
        place = match.end()
    return tuple(found)


def _numbers(dotted: str) -> Numbers:
    numbers = [int(each) for each in dotted.split(".")] if dotted else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
