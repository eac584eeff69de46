"""Keep the Chinese translation whole: find every message in code and templates, add what is new, compile.

    scripts/translations.py           add new messages (untranslated), drop old ones, compile the .mo
    scripts/translations.py --check   say what is missing, doubtful, old or not compiled; exit 1 if anything is

It needs neither gettext's programs nor a database. Messages are English; see docs/glossary.md for the words.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "bulou"
PO = SOURCE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")

# which argument of a gettext function is what
_PLAIN, _PLURAL, _CONTEXT = ("id",), ("id", "plural"), ("context", "id")
_FUNCTIONS = {
    "_": _PLAIN,
    "gettext": _PLAIN,
    "gettext_lazy": _PLAIN,
    "gettext_noop": _PLAIN,
    "ngettext": _PLURAL,
    "ngettext_lazy": _PLURAL,
    "pgettext": _CONTEXT,
    "pgettext_lazy": _CONTEXT,
    "npgettext": (*_CONTEXT, "plural"),
    "npgettext_lazy": (*_CONTEXT, "plural"),
}
_LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\b({'|'.join(_FUNCTIONS)})\(\s*({_LITERAL}(?:\s*,\s*{_LITERAL})*)", re.DOTALL)
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


class Message(NamedTuple):
    """A message as gettext knows it."""

    context: str | None
    id: str
    plural: str | None


def found() -> dict[Message, list[str]]:
    """Every message of the code and the templates, with the files it stands in."""
    places: dict[Message, list[str]] = {}
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix == ".py":
            messages = _in_python(path)
        elif path.suffix in {".html", ".txt", ".xml"} and "templates" in path.parts:
            messages = _in_template(path)
        else:
            continue
        for message in messages:
            names = places.setdefault(message, [])
            name = path.relative_to(ROOT).as_posix()
            if name not in names:
                names.append(name)
    return places


def _in_python(path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        roles = _FUNCTIONS.get(name)
        if roles is None or len(node.args) < len(roles):
            continue
        texts = [arg.value for arg in node.args[: len(roles)] if isinstance(arg, ast.Constant)]
        if len(texts) == len(roles) and all(isinstance(text, str) for text in texts):
            yield _message(roles, [str(text) for text in texts])


def _in_template(path: Path) -> Iterator[Message]:
    from django.utils.translation.template import templatize

    for call in _CALL.finditer(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        texts = [ast.literal_eval(text) for text in re.findall(_LITERAL, call[2], re.DOTALL)]
        roles = _FUNCTIONS[call[1]]
        if len(texts) >= len(roles):
            yield _message(roles, texts)


def _message(roles: tuple[str, ...], texts: list[str]) -> Message:
    parts = dict(zip(roles, texts, strict=False))
    return Message(parts.get("context"), parts["id"], parts.get("plural"))


def catalogue() -> polib.POFile:
    """The .po file, or an empty one."""
    if PO.is_file():
        return polib.pofile(str(PO), wrapwidth=110)
    empty = polib.POFile(wrapwidth=110)
    empty.metadata = {
        "Project-Id-Version": "bulou",
        "Language": "zh_Hans",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    return empty


def renew(po: polib.POFile, messages: dict[Message, list[str]]) -> None:
    """Add what is new, drop what is gone, keep every translation, and order all by message."""
    known = {_key(entry): entry for entry in po if not entry.obsolete}
    entries = []
    for message, places in messages.items():
        entry = known.get(message) or polib.POEntry(
            msgctxt=message.context,
            msgid=message.id,
            msgid_plural=message.plural or "",
            msgstr_plural={0: ""} if message.plural else {},
        )
        entry.occurrences = [(place, "") for place in places]
        entry.flags = [flag for flag in entry.flags if flag == "fuzzy"]
        if re.search(r"%\(\w+\)[sd]", message.id):
            entry.flags.append("python-format")
        entries.append(entry)
    po[:] = sorted(entries, key=lambda entry: (entry.msgid, entry.msgctxt or ""))


def faults(po: polib.POFile, messages: dict[Message, list[str]]) -> Iterator[str]:
    """What is wrong with the catalogue, one line each."""
    known = {_key(entry): entry for entry in po if not entry.obsolete}
    for message, places in messages.items():
        entry = known.get(message)
        if entry is None:
            yield f"not in the catalogue: {message.id!r} ({places[0]})"
        elif "fuzzy" in entry.flags:
            yield f"doubtful: {message.id!r}"
        elif not all(_translations(entry)):
            yield f"untranslated: {message.id!r} ({places[0]})"
        else:
            wanted = set(_PLACEHOLDER.findall(message.plural or message.id))
            for text in _translations(entry):
                if set(_PLACEHOLDER.findall(text)) != wanted:
                    yield f"placeholders differ: {message.id!r} / {text!r}"
    for message in known.keys() - messages.keys():
        yield f"no longer used: {message.id!r}"
    if not MO.is_file() or MO.read_bytes() != po.to_binary():
        yield "the .mo is not compiled from the .po: run scripts/translations.py"


def _key(entry: polib.POEntry) -> Message:
    return Message(entry.msgctxt, entry.msgid, entry.msgid_plural or None)


def _translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def main() -> int:
    """Renew the catalogue, or with --check return 1 if it has faults."""
    from django.conf import settings

    settings.configure(USE_I18N=True)
    po, messages = catalogue(), found()
    if "--check" not in sys.argv:
        renew(po, messages)
        PO.parent.mkdir(parents=True, exist_ok=True)
        po.save(str(PO))
        MO.write_bytes(po.to_binary())
    wrong = list(faults(po, messages))
    print("\n".join([*wrong, f"{len(messages)} messages, {len(wrong)} faults"]))
    return int(bool(wrong) and "--check" in sys.argv)


if __name__ == "__main__":
    raise SystemExit(main())
