"""The case's one timeline: every entry with its words, tinted by who can read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from bulou.acts import ACTS
from bulou.records.pages import CasePage, TimelineRow

ACTORS = {"reporter": _("Reporter"), "stranger": _("Reporter"), "system": _("This node")}
PROSE = ("text", "method", "harm", "scope", "grounds", "source")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as components/timeline_entry.html wants it."""

    kind: str
    who: Any
    at: datetime
    text: str
    visible_to: Any
    entry_index: int
    entry_hash: str
    act_title: Any
    verdict: str | None
    event_at: datetime | None


def timeline(page: CasePage) -> list[Item]:
    """Newest first; a refusal is shown as what did not happen."""
    return [_item(row, page) for row in page.timeline]


def _item(row: TimelineRow, page: CasePage) -> Item:
    kind = "refused" if row.refused else str(row.fields.get("thread", "sealed"))
    return Item(
        kind=kind,
        who=_who(row, page),
        at=row.at,
        text="\n".join(str(row.fields[name]) for name in PROSE if row.fields.get(name)),
        visible_to=_readers(kind, page),
        entry_index=row.index,
        entry_hash=row.hash,
        act_title=ACTS[row.act].title if row.act in ACTS else row.act,
        verdict=row.verdict,
        event_at=row.event_at,
    )


def _who(row: TimelineRow, page: CasePage) -> Any:
    if row.person_id is None:
        return ACTORS.get(row.actor, row.actor)
    person = page.people.by_id.get(row.person_id)
    return person.name if person else _("Someone outside the organisation")


def _readers(kind: str, page: CasePage) -> Any:
    if kind == "public":
        return _("the reporter and %(count)d people of %(organisation)s")
    if kind == "party":
        return _("%(organisation)s and the parties who were told")
    return _("%(count)d people of %(organisation)s")
