"""Reading a draft: which format it is in, and its passages. Nothing is fetched and nothing is kept."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from bulou.precheck.decoding import BadDraft, decoded
from bulou.precheck.draft import Draft, Format, Passage, Role
from bulou.precheck.json_places import Places
from bulou.precheck.records import Piece, csaf, cve, osv

READERS: Final[Mapping[Format, Callable[[Mapping[str, Any]], list[Piece]]]] = {
    Format.CSAF: csaf,
    Format.CVE: cve,
    Format.OSV: osv,
}
_MARKUP: Final = re.compile(r"(?m)^(#{1,6} |```|~~~|[-*] |\d+\. |\||> )|\]\(\w+://")
_PAGE: Final = re.compile(r"\s*<(\?xml|!DOCTYPE|html|svg|rss|feed)\b", re.IGNORECASE)
_PROSE_NAMES: Final = (".md", ".markdown", ".txt", ".text")
_ACCEPTED: Final = "CSAF 2.0, CVE JSON 5, OSV, Markdown"


def read(raw: bytes, name: str = "") -> Draft:
    """The draft in `raw`; `name` is that of its file, if it has one. Raises BadDraft with cause and remedy."""
    text = decoded(raw)
    if _PAGE.match(text):
        raise BadDraft(
            f"这是 XML 或者 HTML，不在可读格式之列：{_ACCEPTED}、纯文本。请导出其中一种再试。",
            f"This is XML or HTML, which is not read: {_ACCEPTED} and plain text are. Export one of these.",
        )
    if _is_json(text, name.lower()):
        return _json(text, name)
    format = (
        Format.MARKDOWN
        if name.lower().endswith((".md", ".markdown")) or _MARKUP.search(text)
        else Format.TEXT
    )
    return Draft(name, format, text, (Passage(text, Role.PROSE, lambda offset: offset),))


def _is_json(text: str, name: str) -> bool:
    """Whether to read it as JSON, by its name or its first sign; a Markdown text may well begin with a link."""
    if name.endswith(".json"):
        return True
    first = text.lstrip()[:2]
    listed = not name.endswith(_PROSE_NAMES) and re.match(r"\[[\s\d{\[\"]", first)
    return first[:1] == "{" or bool(listed)


def _json(text: str, name: str) -> Draft:
    try:
        document = json.loads(text, object_pairs_hook=_once_each)
    except json.JSONDecodeError as error:
        raise BadDraft(
            f"JSON 有误：第 {error.lineno} 行第 {error.colno} 列。请改正后再试。",
            f"The JSON is broken at line {error.lineno}, column {error.colno}: {error.msg}. Mend it and try again.",
        ) from None
    except (RecursionError, ValueError):
        raise BadDraft(
            "JSON 嵌套过深，或者其中的数字过长，无法读取。请简化后再试。",
            "The JSON is nested too deeply, or a number in it is too long. Simplify it and try again.",
        ) from None
    format = _format(document)
    places = Places(text, document)
    passages = [
        Passage(piece.text, piece.role, places.at(piece.keys), dotted(piece.keys), piece.detail)
        for piece in READERS[format](document)
    ]
    return Draft(name, format, text, tuple(passages))


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [key for key, _ in pairs]
        twice = next(key for key in names if names.count(key) > 1)[:60].encode(errors="replace").decode()
        raise BadDraft(
            f"JSON 的同一对象中“{twice}”出现两次，无法判断以哪个为准。请只留一处。",
            f"“{twice}” stands twice in one JSON object, and nobody can tell which counts. Keep one.",
        )
    return found


def _format(document: Any) -> Format:
    if isinstance(document, dict):
        head = document.get("document")
        if isinstance(head, dict) and ("csaf_version" in head or "publisher" in head):
            return Format.CSAF
        if document.get("dataType") == "CVE_RECORD" or "cveMetadata" in document:
            return Format.CVE
        if isinstance(document.get("id"), str) and (
            "affected" in document or "schema_version" in document or "details" in document
        ):
            return Format.OSV
    raise BadDraft(
        f"认不出这个 JSON 的格式。可读的是 {_ACCEPTED} 和纯文本；CSAF 须有 document，CVE 须有 cveMetadata，OSV 须有 id 和 affected。",
        f"This JSON is of no format that is read. Read are {_ACCEPTED} and plain text; CSAF has document, CVE cveMetadata, "
        "OSV id and affected.",
    )


def dotted(keys: tuple[str | int, ...]) -> str:
    """`vulnerabilities[0].notes[1].text`."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).lstrip(".")
