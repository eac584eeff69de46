"""The case state (CS): six irreversible events, the 32 states they make, and what is forced next.

V, F and D belong to one vendor and product, P, X and A to the case; a case with several vendors has one CaseState
for each, which share P, X and A. A state is written as six letters, large once the event has happened: `VFdPxa`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Self

from bulou.cases.machine import Machine, Text

EVENTS: Mapping[str, Text] = {
    "vendor_aware": Text("提供者已知悉", "Vendor aware"),
    "fix_ready": Text("修补措施已就绪", "Fix ready"),
    "fix_deployed": Text("修补措施已部署", "Fix deployed"),
    "public_aware": Text("公众已知悉", "Public aware"),
    "exploit_public": Text("利用程序已公开", "Exploit public"),
    "attacks_seen": Text("已发现攻击", "Attacks seen"),
}
LETTERS: Mapping[str, str] = dict(zip(EVENTS, "VFDPXA", strict=True))
MITIGATION = "mitigation_available"
"""Event M (§4.5): a precaution exists. Recordable at any time, outside the 32 states (Art. 9(5) asks F or M)."""

_NEEDS = {"fix_ready": "vendor_aware", "fix_deployed": "fix_ready"}  # I1: V before F before D
_FORCES = {"exploit_public": "public_aware", "public_aware": "vendor_aware"}  # pX: P next; vP: V next


def code(happened: frozenset[str]) -> str:
    """The six letters of a state, e.g. `Vfdpxa` when only the vendor is aware."""
    return "".join(letter if event in happened else letter.lower() for event, letter in LETTERS.items())


def _open_events(happened: frozenset[str]) -> tuple[str, ...]:
    for event, forced in _FORCES.items():  # pX before vP: the public learns first, then the vendor
        if event in happened and forced not in happened:
            return (forced,)
    return tuple(
        event for event in EVENTS if event not in happened and _NEEDS.get(event, event) in {*happened, event}
    )


def _label(happened: frozenset[str]) -> Text:
    if not happened:
        return Text("均未发生", "Nothing yet")
    texts = [text for event, text in EVENTS.items() if event in happened]
    return Text(
        "、".join(text.zh for text in texts), ", ".join(text.en.lower() for text in texts).capitalize()
    )


def _states() -> tuple[frozenset[str], ...]:
    """The 32 valid states: four along V ≺ F ≺ D, eight of P, X and A."""
    names = tuple(EVENTS)
    paths = [names[:length] for length in range(4)]
    worlds = product((False, True), repeat=3)
    free = [tuple(name for name, there in zip(names[3:], world, strict=True) if there) for world in worlds]
    return tuple(frozenset(path + world) for path in paths for world in free)


_ALL = _states()

CS = Machine(
    name="CS",
    title=Text("案件状态", "Case state"),
    purpose=Text(
        "六个不可逆事件；大写字母表示已经发生。利用程序一经公开，下一步必为公众知悉；公众知悉则提供者随即知悉。",
        "Six irreversible events; a large letter has happened. X forces P next, and P forces V next.",
    ),
    initial=code(frozenset()),
    states={code(happened): _label(happened) for happened in _ALL},
    events=EVENTS,
    transitions={
        (code(happened), event): code(happened | {event})
        for happened in _ALL
        for event in _open_events(happened)
    },
)


@dataclass(frozen=True, slots=True)
class CaseState:
    """What has happened so far for one vendor and product, in order; immutable.

    `history` holds event names of CS, always a beginning of one of the 70 valid histories. `mitigation` is event M.
    """

    history: tuple[str, ...] = ()
    mitigation: bool = False

    @property
    def state(self) -> str:
        """The six letters of CS."""
        return code(frozenset(self.history))

    def happened(self, event: str) -> bool:
        """Whether an event of CS, or MITIGATION, has been recorded or is implied by one that has."""
        return self.mitigation if event == MITIGATION else event in self.history

    def record(self, event: str) -> Self:
        """The state after a fact of the world. Never refuses an event: guards bind acts, not facts (DECISIONS 8).

        What the fact implies is recorded with it: a deployed fix was ready, who has a fix is aware, a public
        exploit makes the public aware and that the vendor. A fact already known changes nothing; nothing is ever
        undone. Raises LookupError for an unknown name.
        """
        if event == MITIGATION:
            return type(self)(self.history, True)
        if event not in EVENTS:
            raise LookupError(f"CS has no event {event!r}; it has {', '.join(EVENTS)}, {MITIGATION}")
        known = list(self.history)
        for step in implied(event):
            if step not in known:
                known.append(step)
        return type(self)(tuple(known), self.mitigation)

    @classmethod
    def from_moments(cls, moments: Mapping[str, datetime]) -> Self:
        """The state told by the moments at which facts occurred, in whatever order they were learnt.

        Facts of one moment are taken in the order V F D P X A M.
        """
        order = [*EVENTS, MITIGATION]
        state = cls()
        for event in sorted(moments, key=lambda event: (moments[event], order.index(event))):
            state = state.record(event)
        return state


def implied(event: str) -> tuple[str, ...]:
    """The event with what must precede it before it and what it forces after it, in order."""
    before: list[str] = []
    step = event
    while step in _NEEDS:
        step = _NEEDS[step]
        before.insert(0, step)
    after: list[str] = []
    step = event
    while step in _FORCES:
        step = _FORCES[step]
        after.append(step)
    return (*before, event, *after)
