"""Numbers that stand in addresses."""

from django.http import HttpRequest


def position(text: str) -> int:
    """The place that a button names, from 0; -1 for anything that is none, however long."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def page_number(request: HttpRequest) -> int:
    """The page asked for, from 1; anything that is no such number is the first page."""
    text = request.GET.get("page", "")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1
