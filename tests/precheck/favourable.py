"""Answers under which nothing but the draft itself can stand in the way, whatever the law asks by now."""

from datetime import UTC, datetime

from bulou.law import parse_facts
from bulou.precheck import check, read

AT = datetime(2026, 11, 22, 4, tzinfo=UTC)


def favourable() -> dict[str, bool | str | int]:
    """A finder who is in the way of nothing: every question of a draft with a remedy, answered so that it may be published."""
    known: dict[str, bool | str | int] = {"actor_role": "finder", "remediation_provided": True}
    found = check(read("请升级到 2.3。".encode()), parse_facts(known), at=AT)
    changes = found.cures[0].changes if found.cures else {}
    answers = {name: value for name, value in changes.items() if value is not None}
    return {"exploit_included": False, **known, **answers}
