"""What a text is made of when texts are compared or searched: identifiers, names and numbers, words, Chinese pairs.

Words of letters are folded and lose their commonest endings; Chinese is cut into overlapping pairs, so that every word
of two characters is found without a dictionary. The same cut serves every database.
"""

import re
import unicodedata
from functools import lru_cache

LONGEST = 20_000  # characters of one text that are looked at
MOST = 600  # tokens of one text

IDENTIFIERS = re.compile(
    r"(?<![a-z0-9])(?:"
    r"cve-\d{4}-\d{4,19}|cnvd-(?:c-)?\d{4}-\d{4,9}|cnnvd-\d{6}-\d{3,6}"
    r"|ghsa(?:-[23456789cfghjmpqrvwx]{4}){3}|euvd-\d{4}-\d{4,9}"
    r")(?![a-z0-9])"
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−﹣－"), "-")
_HAN = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
_PARTS = re.compile(
    rf"(?P<path>(?<![a-z0-9])/[a-z0-9_.~-]+(?:/[a-z0-9_.~-]+)+)"
    rf"|(?P<version>(?<![a-z0-9.])[vr]?\d+(?:\.\d+)+[a-z]?\d*)"
    rf"|(?P<word>[a-z0-9_](?:[a-z0-9_]|-(?=[a-z0-9]))*)"
    rf"|(?P<han>[{_HAN}]+)"
)
_COMMON = frozenset(
    """the a an of in on to and or is are was be by for with that this it its as at from not no any all can i we my you
    has have one which who when what then than so if only into may will there does do""".split()  # noqa: SIM905
)
_ENDINGS = ("ing", "ed", "es", "s")


def folded(text: str) -> str:
    """The text as it is compared: compatible forms made one, case and kinds of dashes levelled."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_DASHES)


def identifiers(text: str) -> tuple[str, ...]:
    """The numbers of CVE, CNVD, CNNVD, GHSA and EUVD in a text, in upper case, each once, in their order."""
    found = IDENTIFIERS.findall(folded(text[:LONGEST]))
    return tuple(dict.fromkeys(each.upper() for each in found))


def tokens(text: str) -> tuple[str, ...]:
    """What the text is made of, each once, in order of appearance.

    The first character says what a token is: `#` identifier, `/` path, `.` version, `+` a name with a digit in it, `=` word,
    `*` Chinese pair (or a character that stands alone).
    """
    plain = folded(text[:LONGEST])
    found: dict[str, None] = dict.fromkeys(f"#{each}" for each in IDENTIFIERS.findall(plain))
    for part in _PARTS.finditer(IDENTIFIERS.sub(" ", plain)):
        found.update(dict.fromkeys(_cut(str(part.lastgroup), part[0])))
        if len(found) >= MOST:
            break
    return tuple(found)[:MOST]


def _cut(kind: str, part: str) -> list[str]:
    match kind:
        case "path":
            steps = [step for step in part.split("/") if step]
            return [part.rstrip("./"), *(each for step in steps for each in _cut("word", step))]
        case "version":
            return [f".{part.lstrip('vr')}"]
        case "han":
            return [f"*{part[at : at + 2]}" for at in range(max(len(part) - 1, 1))]
        case _:
            return _words(part)


def _words(part: str) -> list[str]:
    """A word; one of several parts also in its parts, and whole without what joins them (QY-4200 and QY4200 are one)."""
    pieces = [piece for piece in re.split(r"[-_.~]", part) if piece]
    found = [_named(piece) for piece in pieces]
    if len(pieces) > 1:
        found.append(_named("".join(pieces)))
    return [each for each in found if each]


def _named(piece: str) -> str:
    if any(character.isdigit() for character in piece):
        return f"+{piece}" if len(piece) > 1 else ""
    stem = _stem(piece)
    return f"={stem}" if len(stem) > 1 and piece not in _COMMON else ""


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def language_of(text: str) -> str:
    """`zh` where at least a tenth of what is written is Chinese characters, else `en`."""
    han = sum(len(part) for part in re.findall(rf"[{_HAN}]+", text[:LONGEST]))
    letters = sum(map(str.isalpha, text[:LONGEST]))
    return "zh" if han and han * 10 >= letters else "en"
