"""Reading versions as people write them, in Chinese and English, into spans; or not at all.

What is written decides: "2.3 及以前", "<= 3.40 R5", "1.0 至 2.3", "before 2.3", "vers:all/<V4.3.8" (malformed, but plain).
A text of which any part is left over is not read: half a sentence may mean the opposite.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

from bulou.products.firmware import LONGEST
from bulou.products.ranges import Span, VersionRange
from bulou.products.versions import FIRMWARE, compare, is_version, scheme_called
from bulou.products.written import ALL, ALTERNATIVES, FORMS, ONLY_WORDS, OPERATOR, PARTS, TAIL, WILD

LONGEST_TEXT = 1000
_OPERATORS = str.maketrans(
    {"≤": "<=", "≥": ">=", "＜": "<", "＞": ">", "〈": "<", "〉": ">", "～": "~", "＝": "="}
)


@lru_cache(maxsize=65536)
def read_versions(raw: str, scheme: str = FIRMWARE) -> VersionRange:
    """The versions that `raw` names under `scheme`; its `spans` are None when they cannot be read."""
    plain = unicodedata.normalize("NFKC", raw.translate(_OPERATORS)).strip()
    if plain.lower().startswith("vers:"):
        return _vers(raw, plain)
    if not plain or len(plain) > LONGEST_TEXT:
        return VersionRange(raw, None, scheme)
    return VersionRange(raw, _spans(plain, scheme), scheme)


def one_version(raw: str, scheme: str = FIRMWARE) -> VersionRange:
    """The range that holds just this version, with no reading of words in it."""
    text = raw.strip()
    return VersionRange(raw, (Span(text, "", text),) if text else None, scheme)


def split_versions(text: str) -> tuple[str, str]:
    """A product string "vendor product [op]version" as databases write it, parted; the second is blank if none stands there."""
    plain = unicodedata.normalize("NFKC", text.translate(_OPERATORS)).strip()
    found = TAIL.fullmatch(plain)
    if found is None:
        return plain, ""
    return (found["name"] or found["name2"]).strip(" ,"), (found["versions"] or found["versions2"]).strip()


def _spans(plain: str, scheme: str) -> tuple[Span, ...] | None:
    if ALL.fullmatch(plain):
        return (Span(),)
    if OPERATOR.search(plain):
        return _with_operators(ALTERNATIVES.split(plain), scheme)
    if whole := _said(plain, scheme):
        return (whole,)
    found: list[Span] = []
    for part in (each.strip() for each in PARTS.split(plain)):
        span = _said(part, scheme) if part else None
        if span is None:
            return None
        found.append(span)
    return tuple(found) or None


def _said(part: str, scheme: str) -> Span | None:
    if wild := WILD.fullmatch(part):
        *stem, last = wild["stem"].split(".")
        return Span(wild["stem"], fixed=".".join([*stem, str(int(last) + 1)]))
    if is_version(scheme, part):
        return Span(part, "", part)
    for form, meaning in FORMS:
        if found := form.fullmatch(part):
            return _meant(found, scheme, *meaning)
    return None


def _meant(found: re.Match[str], scheme: str, first: str, last: str, after: bool) -> Span | None:
    """Which event each version is. Chinese 以前 alone leaves open whether the version itself is among them."""
    groups = found.groupdict()
    lower, upper = groups["v"].strip(), (groups.get("w") or groups["v"]).strip()
    if not all(is_version(scheme, each) for each in (lower, upper)):
        return None
    if first == "only":
        return Span(lower, "", lower)
    if last == "vague":
        return Span(last_affected=upper, vague=True)
    span = Span(
        introduced=lower if first else "",
        fixed=upper if last == "fixed" else "",
        last_affected=upper if last == "last" else "",
        after=after,
    )
    return span if not _backwards(span, scheme) else None


def _with_operators(alternatives: list[str], scheme: str) -> tuple[Span, ...] | None:
    found: list[Span] = []
    for text in alternatives:
        pieces = _pieces(text, scheme)
        if pieces is None:
            return None
        spans = _between(pieces, scheme)
        if spans is None:
            return None
        found += spans
    return tuple(found) or None


def _pieces(text: str, scheme: str) -> list[tuple[str, str]] | None:
    """(operator, version) pairs; a version without one stands alone. None when anything else is left."""
    parts = OPERATOR.split(text.replace("&", " ").replace("|", " ").strip())
    before = parts[0].strip(" ,")
    if ONLY_WORDS.fullmatch(before):
        before = ""
    if before and not is_version(scheme, before):
        return None
    pairs = [("=", before)] if before else []
    for sign, rest in zip(parts[1::2], parts[2::2], strict=True):
        version = rest.strip(" ,")
        if not version or len(version) > LONGEST or not is_version(scheme, version):
            return None
        pairs.append(({"=<": "<=", "=>": ">=", "==": "="}.get(sign, sign), version))
    return pairs or None


def _between(pairs: list[tuple[str, str]], scheme: str) -> list[Span] | None:
    """Pairs read one after another: a lower bound opens a span, an upper one closes it. "3.0 <= 3.2" begins at 3.0."""
    spans: list[Span] = []
    lower: tuple[str, bool] | None = None
    for position, (sign, version) in enumerate(pairs):
        following = pairs[position + 1][0] if position + 1 < len(pairs) else ""
        if sign in (">", ">=") or (sign == "=" and following in ("<", "<=")):
            if lower is not None:
                return None
            lower = version, sign == ">"
        elif sign in ("<", "<="):
            first, after = lower or ("", False)
            end = (version, "") if sign == "<" else ("", version)
            spans.append(Span(first, *end, after=after))
            lower = None
        elif sign == "=":
            spans.append(Span(version, "", version))
        else:
            return None  # "!=" leaves out one version; what it is left out of is rarely said
    if lower is not None:
        spans.append(Span(lower[0], after=lower[1]))
    return None if any(_backwards(span, scheme) for span in spans) else spans


def _backwards(span: Span, scheme: str) -> bool:
    end = span.fixed or span.last_affected
    return bool(span.introduced and end) and compare(scheme, span.introduced, end) == 1


def _vers(raw: str, plain: str) -> VersionRange:
    """A `vers` range. `vers:all/<V4.3.8` is malformed (`all` takes only `*`), yet says plainly what it means."""
    name, _slash, listed = plain[5:].partition("/")
    scheme = scheme_called(name)
    if not listed or len(plain) > LONGEST_TEXT:
        return VersionRange(raw, None, scheme)
    if listed.strip() == "*":
        return VersionRange(raw, (Span(),), scheme)
    pairs: list[tuple[str, str]] = []
    for each in listed.split("|"):
        found = OPERATOR.match(each.strip())
        version = unquote(each.strip()[found.end() :] if found else each.strip()).strip()
        if OPERATOR.search(version):  # ">=2.3<V3.0": two constraints without the bar between them
            return VersionRange(raw, _spans(listed.replace("|", " "), scheme), scheme)
        if not version:
            return VersionRange(raw, None, scheme)
        pairs.append((found[1] if found else "=", version))
    if any(sign == "!=" for sign, _ in pairs) or (len(pairs) > 1 and pairs[0][0] == "=" and name == "all"):
        return VersionRange(raw, None, scheme)
    spans = _between(pairs, scheme)
    return VersionRange(raw, tuple(spans) if spans else None, scheme)
