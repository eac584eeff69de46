"""A form that begins with an answer template's words."""

from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from bulou.acts.templates import filled
from bulou.entrypoints.desk.seat import Seat
from bulou.records import answer_templates

# The acts whose form a template can fill, and the field it fills.
FILLS = {"post_message": "text", "decline_report": "text"}


def offered(seat: Seat, act: str) -> list[dict[str, Any]]:
    """The templates to choose from in the form of this act, as (id, name); none where it holds no answer. One query at most."""
    if act not in FILLS:
        return []
    return [{"id": row.id, "name": row.name} for row in answer_templates.live(seat.current.organisation.id)]


def prefilled(seat: Seat, act: str, chosen: str, case: Any) -> dict[str, str]:
    """The field of an act's form with the chosen template's words, in the reporter's language, variables put in."""
    try:
        template = answer_templates.one(seat.current.organisation.id, UUID(chosen)) if act in FILLS else None
    except ValueError:
        template = None
    if template is None:
        return {}
    language = case.report.language if hasattr(case, "report") else get_language() or "zh-hans"
    text = answer_templates.text_for(template, language)
    return {FILLS[act]: filled(text, answer_templates.values_of(case, language))}
