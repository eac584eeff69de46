"""Tags of the portal's templates."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

from bulou.acts.release import FIRST_REVISION
from bulou.records import public

register = template.Library()


@register.simple_tag
def icp_number() -> str:
    """The number of the ICP filing that the footer shows; empty where none is set."""
    return str(settings.BULOU_ICP)


@register.simple_tag(takes_context=True)
def filing_numbers(context: template.Context) -> list[str]:
    """The filing numbers that the footer shows: of the organisation that the page is about; on the home page of every platform."""
    organisation = context.get("organisation")
    if organisation is not None and "platform" in getattr(organisation, "roles", ()):
        return [organisation.filing_number] if organisation.filing_number else []
    return public.filing_numbers() if here(context) == "home" else []


@register.simple_tag(takes_context=True)
def here(context: template.Context) -> str:
    """The name of this page's address; empty on a page that is the same wherever it appears (`nowhere`)."""
    match = getattr(context.get("request"), "resolver_match", None)
    return "" if match is None or context.get("nowhere") else str(match.url_name)


@register.filter
def language_tag(language: str) -> str:
    """The `lang` attribute of a language as documents and reports name it."""
    return "zh-CN" if str(language).lower().startswith("zh") else "en"


@register.filter
def position(items: Any) -> list[tuple[int, Any]]:
    """Items with their places, counted from 0, as forms send them back."""
    return list(enumerate(items))


@register.filter
def revision_said(summary: str) -> str:
    """What a revision says of itself; that it was the first one, which we wrote ourselves, in the reader's language."""
    return _("Initial version.") if summary in FIRST_REVISION.values() else summary
