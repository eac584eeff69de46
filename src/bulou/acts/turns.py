"""Why an act has to wait, said in acts: which of them comes first, and which may be done as things stand.

The machines of `cases` speak of states and events; whoever presses buttons knows acts only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from bulou.acts.act import ACTS
from bulou.cases import MACHINES, OutOfTurn, Text

STEPS: Mapping[tuple[str, str], str] = {
    ("RM", "validate"): "validate_report",
    ("RM", "invalidate"): "decline_report",
    ("RM", "accept"): "accept_case",
    ("RM", "defer"): "defer_case",
    ("RM", "close"): "close_case",
    ("EM", "propose"): "propose_embargo",
    ("EM", "accept"): "accept_embargo",
    ("EM", "reject"): "reject_embargo",
    ("EM", "terminate"): "terminate_embargo",
    ("REG", "acknowledge"): "record_official_receipt",
    ("GATE", "redraft"): "save_draft",
    ("GATE", "publish"): "publish_advisory",
    ("GATE", "correct"): "correct_advisory",
    ("GATE", "withdraw"): "withdraw_advisory",
    ("SUPPORT", "ask"): "ask_support",
    ("SUPPORT", "answer"): "answer_support",
    ("SUPPORT", "solve"): "solve_support",
    ("SUPPORT", "reopen"): "ask_support",
    ("SUPPORT", "close"): "close_support",
    ("LOG", "purge"): "purge_log",
}
"""The act by which people bring about an event of a machine; an event that no act names comes from outside."""

STANDS: Mapping[str, Any] = {
    "RM": gettext_lazy("The case stands at “%(state)s”."),
    "EM": gettext_lazy("The embargo stands at “%(state)s”."),
    "GATE": gettext_lazy("The advisory stands at “%(state)s”."),
    "LOG": gettext_lazy("The reception log stands at “%(state)s”."),
    "REG": gettext_lazy("The packet stands at “%(state)s”."),
    "SUPPORT": gettext_lazy("The support thread stands at “%(state)s”."),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """An act that is not in turn. `done` says whether it has brought about this very state already, `waits` whether its
    turn can still come. `first` are the acts that come before it,
    in their order, if people bring them about; `possible` are the acts that the state allows now. Both are names in ACTS.

    `str(turn)` says where things stand and what that means for the act, in the reader's language.
    """

    act: str
    machine: str
    state: str
    event: str
    done: bool
    waits: bool
    first: tuple[str, ...]
    possible: tuple[str, ...]

    def __str__(self) -> str:
        stands = STANDS.get(self.machine, STANDS["RM"]) % {"state": _side(self._label)}
        return _("%(stands)s %(consequence)s") % {"stands": stands, "consequence": self._consequence()}

    @property
    def remedy(self) -> str:
        """What can be pressed instead, in one line; empty where nothing can."""
        if self.first and not self.done:
            return _("First: %(acts)s.") % {"acts": _titles(self.first, _(", then "))}
        return _("Possible now: %(acts)s.") % {"acts": _titles(self.possible)} if self.possible else ""

    @property
    def _label(self) -> Text:
        return MACHINES[self.machine].states[self.state]

    def _consequence(self) -> str:
        title = {"act": str(ACTS[self.act].title)}
        if self.done:
            return _("“%(act)s” has been done already.") % title
        if self.waits:
            return _("“%(act)s” has to wait until what comes before it is done.") % title
        if self.possible:
            return _("“%(act)s” has no place there any more.") % title
        return (
            _("“%(act)s” has no place there any more, and nothing else has: this is where it ends.") % title
        )


def turn_of(act: str, error: OutOfTurn) -> Turn:
    """What an event out of turn means for the act of this name."""
    machine = MACHINES[error.machine]
    path = machine.path(error.state, error.event)
    reached = {there for (_here, event), there in machine.transitions.items() if event == error.event}
    known = [STEPS.get((machine.name, event)) for event in path or ()]
    first = tuple(name for name in known if name is not None and name != act)
    possible = [STEPS.get((machine.name, event)) for event in error.allowed]
    return Turn(
        act,
        machine.name,
        error.state,
        error.event,
        error.state in reached,
        path is not None,
        first if len(first) == len(known) else (),  # what comes from outside cannot be pressed
        tuple(name for name in possible if name is not None and name != act),
    )


def _titles(names: tuple[str, ...], between: str = "") -> str:
    quoted = [_("“%(act)s”") % {"act": ACTS[name].title} for name in names]
    return (between or str(pgettext_lazy("between acts", ", "))).join(quoted)


def _side(text: Text) -> str:
    return text.zh if (get_language() or "").startswith("zh") else text.en
