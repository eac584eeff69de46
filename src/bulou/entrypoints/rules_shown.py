"""The published rules as pages show them: what the system enforces, and what is a promise."""

from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from bulou.records.rules import PARTS

TITLES: dict[str, Any] = {
    "collection": gettext_lazy("Collection"),
    "verification": gettext_lazy("Verification"),
    "notification": gettext_lazy("Notification"),
    "publication": gettext_lazy("Publication"),
}
ALWAYS: dict[str, tuple[Any, ...]] = {
    "collection": (
        gettext_lazy("A report is received whoever sends it, anonymous ones too; none is refused."),
        gettext_lazy(
            "The receipt is given once the report is stored; the reception log is sealed every day."
        ),
    ),
    "verification": (
        gettext_lazy(
            "What is undisclosed opens for the leads and for who was let into the case; who else opens it in an emergency states the grounds and is reviewed."
        ),
    ),
    "notification": (gettext_lazy("What is sent and who received it is sealed."),),
    "publication": (
        gettext_lazy("Every publication is asked of the rules of Article 9 first; a refusal is sealed."),
    ),
}


def shown(rules: Any) -> list[dict[str, Any]]:
    """The four parts in order: title, text with its language, and the statements that the system enforces."""
    english = (get_language() or "").startswith("en")
    parts = []
    for part in PARTS:
        told = rules.texts[part]
        translated = english and told["en"]
        parts.append(
            {
                "name": part,
                "title": TITLES[part],
                "text": told["en"] if translated else told["zh"],
                "lang": "en" if translated else "zh-CN",
                "enforced": [*ALWAYS[part], *enforced(rules).get(part, ())],
            }
        )
    return parts


def enforced(rules: Any) -> dict[str, list[str]]:
    """What this edition has the system enforce, by part."""
    found: dict[str, list[str]] = {}
    if rules.first_answer_days:
        days = rules.first_answer_days
        said = _("A clock of the house runs from receipt: a first answer within %(days)s days (24 hours each). What is late is shown to the desk.")  # fmt: skip
        found["collection"] = [said % {"days": days}]
    if rules.reproduced_first:
        found["verification"] = [_("Nothing is published before an attempt to reproduce it is recorded.")]
    if rules.four_eyes:
        found["publication"] = [_("Nobody publishes a text they wrote themselves.")]
    return found
