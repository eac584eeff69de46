"""Tags of the desk's pages."""

from typing import Any

from django import template

from bulou.entrypoints.desk.rooms import doors

register = template.Library()


@register.inclusion_tag("desk/rooms.html", takes_context=True)
def rooms(context: template.Context, here: str, number: str) -> dict[str, Any]:
    """The row of a case's rooms with `here` marked: `{% rooms "packet" page.case.number %}`. Needs `seat`; no query."""
    return {"doors": doors(context["seat"], number, here)}
