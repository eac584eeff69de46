"""How people write versions, as regular expressions: the forms that `reading` tries in turn."""

import re

_SUFFIX = r"(?:build|r|rev|sp|p|patch|hotfix|update|release|rc|beta|b)[\s.]?\d[0-9.]*\)?"
_VERSION = r"(?P<{0}>(?:v(?:er)?[\s.]{{0,2}}|[a-z]{{1,6}})?\d[0-9a-z.\-_+]*(?:[\s_\-(]+" + _SUFFIX + r")*)"
_V, _W = _VERSION.format("v"), _VERSION.format("w")
_BEFORE_ZH = r"(?:以前|之前|以下)"
_WORDS = (
    r"(?:all versions|versions|version|ver\.?|固件版本|软件版本|所有版本|全部版本|版本|固件|所有|全部)?\s*"
)
_NAMES = r"(?:的?(?:所有)?版本|固件版本|versions?|releases?)?"
_EARLIER = r"(?:earlier|prior|below|older|lower|before|previous)"
_LATER = r"(?:later|above|newer|higher)"
_UPTO = rf"(?:及其?(?:{_BEFORE_ZH}|更早)|{_BEFORE_ZH}?\(?含\)?{_BEFORE_ZH}?|and (?:all )?{_EARLIER}|or {_EARLIER})"
_ONWARDS = rf"(?:及其?(?:以后|之后|以上|更高)|and {_LATER}|or {_LATER})"
_TO = r"(?:至|到|~|–|—|-{1,2}>?|through|thru)"
_ENDS = r"(?:\s*(?:版本|之间|\(?含\)?|inclusive))*"

# (form, which event `v` is at the beginning, which the last version is at the end, whether the first itself is out)
FORMS: tuple[tuple[re.Pattern[str], tuple[str, str, bool]], ...] = tuple(
    (re.compile(form, re.IGNORECASE), meaning)
    for form, meaning in (
        (rf"{_WORDS}{_V}\s*{_NAMES}\s*{_UPTO}\s*{_NAMES}", ("", "last", False)),
        (rf"(?:up to and including|through|until and including|截至|至)\s*{_WORDS}{_V}", ("", "last", False)),
        (rf"(?:up to|until)\s*{_WORDS}{_V}\s*\(?(?:inclusive|including)\)?", ("", "last", False)),
        (
            rf"{_WORDS}(?:before|prior to|(?:earlier|lower|less) than|below|低于|早于|小于)\s*{_WORDS}{_V}(?:\s*版本)?",
            ("", "fixed", False),
        ),
        (rf"{_WORDS}{_V}\s*{_NAMES}\s*{_BEFORE_ZH}\s*{_NAMES}", ("", "vague", False)),
        (rf"{_WORDS}{_V}\s*{_NAMES}\s*{_ONWARDS}\s*{_NAMES}", ("first", "", False)),
        (
            rf"(?:since|from|starting (?:with|from)|自)\s*{_WORDS}{_V}(?:\s*(?:起|开始|onwards?))?",
            ("first", "", False),
        ),
        (rf"(?:after|later than|高于)\s*{_WORDS}{_V}", ("first", "", True)),
        (
            rf"(?:from |between |自|从)?\s*{_WORDS}{_V}\s*{_TO}\s*{_WORDS}{_W}{_ENDS}",
            ("first", "last", False),
        ),
        (rf"(?:from )?{_WORDS}{_V}\s*(?:to|up to)\s*{_WORDS}{_W}", ("first", "last", False)),
        (rf"between {_WORDS}{_V}\s*and\s*{_WORDS}{_W}", ("first", "last", False)),
        (
            rf"(?:from )?{_WORDS}{_V}\s*(?:before|up to \(excluding\)|to before|至\(不含\))\s*{_WORDS}{_W}",
            ("first", "fixed", False),
        ),
        (rf"{_WORDS}{_V}\s*版?", ("only", "", False)),
    )
)
ALL = re.compile(r"\*|all|all versions?|any|所有|全部|所有版本|全部版本|全版本|vers:[a-z]+/\*", re.IGNORECASE)
# What may stand before an operator without changing what it says.
ONLY_WORDS = re.compile(r"(all )?(versions?|ver\.?)|所有版本|全部版本|版本|固件版本", re.IGNORECASE)
WILD = re.compile(r"v?(?P<stem>\d+(?:\.\d+)*)\.(?:x|\*)", re.IGNORECASE)
OPERATOR = re.compile(r"(<=|>=|=<|=>|==|!=|<|>|=)\s*")
PARTS = re.compile(
    r"[;；、，\n]|,(?!\d{3}\b)|\s(?:or|和|或|以及)\s|\sand\s(?=v?\d)|(?:以及|和|或|及)(?=\s*v?\d)",
    re.IGNORECASE,
)
ALTERNATIVES = re.compile(r"\|\||[;；、]|\sor\s|或", re.IGNORECASE)
TAIL = re.compile(
    r"(?P<name>.+?)\s*(?P<versions>[<>=]{1,2}.+)"
    r"|(?P<name2>.+?)(?:\s+|(?<=[\u4e00-\u9fff]))"
    r"(?P<versions2>(?:v(?:er(?:sion)?)?\.?\s*)?\d+(?:\.\d+)+.*|v\d+[a-z0-9.]*(?:\s.*)?)",
    re.IGNORECASE | re.DOTALL,
)
