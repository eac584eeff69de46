"""What people wrote, shown as it is: text with links, where nothing can hide (AC19, AC20)."""

import re
import unicodedata

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from bulou.entrypoints.desk.names import pretends, unseen

register = template.Library()

LINK = re.compile(r"https?://[^\s<>\"'\u2028\u2029\u3000-\u303f\uff00-\uffef]+", re.ASCII)
TRAILING = ".,;:!?)]}"


@register.filter
def prose(text: str) -> SafeString:
    """Plain text as HTML: http and https addresses become links that say where they lead; signs that are not seen are shown."""
    found, end = [], 0
    for match in LINK.finditer(text):
        address = match[0].rstrip(TRAILING)
        found.append(_shown(text[end : match.start()]))
        found.append(
            format_html('<a href="{}" rel="noopener noreferrer nofollow ugc">{}</a>', address, address)
        )
        end = match.start() + len(address)
    found.append(_shown(text[end:]))
    return mark_safe("".join(found))  # noqa: S308  every part was escaped


@register.filter
def name_warning(name: str) -> str:
    """`authority` for a name that looks like an authority's, `unseen` for one with hidden signs, else empty."""
    if unseen(name):
        return "unseen"
    return "authority" if pretends(name) else ""


@register.filter
def shown_signs(text: str) -> SafeString:
    """Text in which signs that nobody sees stand as their code points."""
    return mark_safe(_shown(text))  # noqa: S308  every part was escaped


def _shown(text: str) -> str:
    parts = []
    for sign in text:
        if unicodedata.category(sign) in ("Cf", "Cc", "Co") and sign not in "\n\t":
            parts.append(f'<span class="unseen">U+{ord(sign):04X}</span>')
        else:
            parts.append(escape(sign))
    return "".join(parts)
