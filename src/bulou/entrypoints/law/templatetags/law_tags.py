"""Filters of the law's templates."""

from typing import Any

from django import template
from django.utils import translation

from bulou.law import VOCABULARY
from bulou.law.facts import Value

register = template.Library()


@register.filter
def own(pair: tuple[Any, Any]) -> Any:
    """Of a pair (Chinese, English), the side of the reader's language."""
    return pair[0 if (translation.get_language() or "").startswith("zh") else 1]


@register.filter
def other(pair: tuple[Any, Any]) -> Any:
    """Of a pair (Chinese, English), the side that is not the reader's language."""
    return pair[1 if (translation.get_language() or "").startswith("zh") else 0]


@register.filter
def fact_label(name: str) -> Any:
    """What a fact is called, as a bilingual text; the name itself where no fact has it."""
    spec = VOCABULARY.get(name)
    return spec.label if spec else name


@register.filter
def fact_value(value: Value, name: str) -> Any:
    """A value of a fact in words, as a bilingual text; nothing for unknown."""
    spec = VOCABULARY.get(name)
    return spec.values.get(value, str(value)) if spec and value is not None else None
