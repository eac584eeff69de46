"""What is wrong with a field, in the reader's words rather than the validator's."""

from typing import Any

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "missing": _("This field is needed."),
    "extra_forbidden": _("There is no such field here."),
    "union_tag_invalid": _("There is no such act here; the OpenAPI document lists them."),
    "union_tag_not_found": _("Name the act."),
    "string_too_long": _("This is too long."),
    "string_type": _("This is text."),
    "string_unicode": _("Text cannot hold NUL or half a character here."),
    "literal_error": _("Choose one of: %s."),
    "value_error": _("Text cannot hold NUL or half a character here."),
    "timezone_aware": _("Give the time zone, as in 2026-11-22T14:05:00+08:00."),
    "datetime": _("This is not a moment; write it as 2026-11-22T14:05:00+08:00."),
    "date": _("This is not a day; write it as 2026-11-22."),
    "assertion_error": _("Give a year from 1970 to 2199."),
    "uuid": _("This is not an identifier."),
    "bool": _("This is true or false."),
    "int": _("This is a whole number."),
    "greater": _("This is too small."),
    "less": _("This is too large."),
    "list": _("This is a list."),
    "dict": _("This is an object."),
    "model": _("This is an object."),
}
UNREADABLE = _("This cannot be read.")


def message(error: Any) -> str:
    """The message for one of pydantic's errors: by its exact type, else by the first word of it."""
    kind = error["type"]
    text = str(MESSAGES.get(kind) or MESSAGES.get(kind.partition("_")[0], UNREADABLE))
    if kind != "literal_error":
        return text
    return text % error["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
