"""An act whose turn has not come: why, and the buttons of the acts that come first."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from bulou.acts import ACTS
from bulou.acts.prospects import Prospect
from bulou.acts.turns import Turn
from bulou.entrypoints.desk.remedies import Button
from bulou.records.pages import CasePage


@dataclass(frozen=True, slots=True)
class Waiting:
    """One act that is not in turn, as desk/out_of_turn.html shows it; `words` are reason and remedy in one."""

    title: Any
    reason: str
    remedy: str
    words: str
    buttons: tuple[Button, ...]


def waiting(turn: Turn, page: CasePage, about: UUID | None = None) -> Waiting:
    """Why the act has to wait, with a button for what comes first, else for what may be done now."""
    names = turn.first[:1] if turn.first and not turn.done else turn.possible
    query = f"?about={about}" if about else ""
    buttons = [
        Button(reverse("desk:act", args=[page.case.number, name]) + query, ACTS[name].title) for name in names
    ]
    words = _("%(stands)s %(consequence)s") % {"stands": turn, "consequence": turn.remedy}
    return Waiting(ACTS[turn.act].title, str(turn), turn.remedy, words.strip(), tuple(buttons))


def not_now(found: list[Prospect], page: CasePage) -> list[Waiting]:
    """The acts that are not in turn: those a rule asks about, and of the others those whose turn can still come."""
    kept = []
    for prospect in found:
        turn = turn_in(prospect)
        if turn is not None and (prospect.act.conduct is not None or (turn.waits and not turn.done)):
            kept.append(waiting(turn, page, prospect.about_id))
    return kept


def turn_in(prospect: Prospect) -> Turn | None:
    """What a prospect says of its turn, None if it is in turn."""
    return prospect.outcome.refusal.turn if prospect.outcome.refusal is not None else None
