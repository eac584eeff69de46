"""What every act demands of what was entered, whatever it does with it: text that can be kept, choices that exist."""

import re
from collections.abc import Mapping
from dataclasses import Field, fields
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import Act
from bulou.formats.instants import is_usual

LONGEST = {"textarea": 100_000}
LONGEST_LINE = 1_000
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")  # no database of ours keeps these in a text


def problems(act: Act) -> Mapping[str, Any]:
    """The fields of `act` that cannot be acted on, with their messages; empty when there are none."""
    found = {item.name: _problem(item, getattr(act, item.name)) for item in fields(act)}
    return {name: message for name, message in found.items() if message is not None}


def _problem(item: Field[Any], value: Any) -> Any:
    if isinstance(value, datetime) and value.utcoffset() is None:
        return _("This moment has no time zone.")
    if isinstance(value, date) and not is_usual(value):
        return _("Give a year from 1970 to 2199.")
    if isinstance(value, Mapping):
        return next((said for text in value.values() if (said := _problem(item, text)) is not None), None)
    if not isinstance(value, str):
        return None
    if _UNWRITABLE.search(value):
        return _("This holds a character that cannot be kept.")
    choices = item.metadata.get("choices")
    if choices and value != item.default and value not in dict(choices):
        return _("Choose one of the values offered.")
    longest = item.metadata.get("longest") or LONGEST.get(
        item.metadata.get("widget", "textarea"), LONGEST_LINE
    )
    return _("This is longer than %s characters.") % longest if len(value) > longest else None


def keepable(value: Any, depth: int = 20) -> Any:
    """`value` in a form that can be sealed and stored, whatever it was: numbers with digits after the point, giant ones
    and everything strange or nested deeper than `depth` as text, without characters that no database keeps.
    """
    if value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < 2**53):
        return value
    if isinstance(value, Mapping) and depth:
        return {_written(key): keepable(member, depth - 1) for key, member in value.items()}
    if isinstance(value, list | tuple) and depth:
        return [keepable(member, depth - 1) for member in value]
    return _written(value)


def _written(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if text.isprintable() else _UNWRITABLE.sub("\ufffd", text)
