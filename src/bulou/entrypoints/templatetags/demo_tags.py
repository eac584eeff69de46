"""What only the pages of a demo node say."""

from dataclasses import dataclass
from typing import Any

from django import template

from bulou.entrypoints.desk.words import OFFICES

register = template.Library()


@dataclass(frozen=True, slots=True)
class Name:
    """An organisation's name in both languages."""

    zh: str
    en: str


@register.simple_tag
def demo_people() -> dict[str, Any]:
    """Everyone who may sign in on a node made by `bulou demo`, and their password. No query; ask `demo` first."""
    from bulou.entrypoints.cli.demo.stage import ORGANISATIONS, PASSWORD, PLAYERS

    names = {slug: Name(zh, en) for slug, _prefix, zh, en, _roles, _overseas in ORGANISATIONS}
    people = [
        {
            "name": player.name,
            "email": player.email,
            "organisation": names[player.organisation],
            "offices": [OFFICES.get(office, office) for office in player.offices],
        }
        for player in PLAYERS
    ]
    return {"password": PASSWORD, "people": people}
