"""The shape of a state machine: a table of transitions, with a name in both languages for everything in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Chinese and in English."""

    zh: str
    en: str


class OutOfTurn(ValueError):
    """An event came in a state that has no transition for it.

    Carries `machine` (its name), `state`, `event`, `allowed` (the events that state has, in table order) and the
    message in both languages as `zh` and `en`; `str(error)` is the English one.
    """

    def __init__(self, machine: "Machine", state: str, event: str) -> None:
        self.machine = machine.name
        self.state = state
        self.event = event
        self.allowed = machine.allowed(state)
        now, wish = machine.states[state], machine.events[event]
        ways = [machine.events[other] for other in self.allowed]
        self.zh = f"{machine.title.zh}处于“{now.zh}”时不能“{wish.zh}”；" + (
            f"此时可以：{'、'.join(way.zh for way in ways)}。" if ways else "这是终态。"
        )
        self.en = f"{machine.title.en}: “{wish.en}” is not possible in “{now.en}”; " + (
            f"possible now: {', '.join(way.en for way in ways)}." if ways else "this state is final."
        )
        super().__init__(self.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A state machine as data. `states` and `events` map each name to its label, in the order of the table.

    `transitions` maps (state, event) to the next state; a pair that is absent is out of turn. `notes` says, for the
    pairs that the sources leave open, why we chose so. `purpose` says whose state this is.
    """

    name: str
    title: Text
    purpose: Text
    initial: str
    states: Mapping[str, Text]
    events: Mapping[str, Text]
    transitions: Mapping[tuple[str, str], str]
    notes: Mapping[tuple[str, str], Text] = field(default_factory=dict)

    @property
    def labels(self) -> dict[str, Text]:
        """The label of every state and every event (no state bears the name of an event)."""
        return {**self.states, **self.events}

    @property
    def final(self) -> tuple[str, ...]:
        """The states that nothing leaves."""
        return tuple(state for state in self.states if not self.allowed(state))

    def allowed(self, state: str) -> tuple[str, ...]:
        """The events that may happen in a state, in table order. Raises LookupError for an unknown state."""
        self._known(state)
        return tuple(event for event in self.events if (state, event) in self.transitions)

    def allows(self, state: str, event: str) -> bool:
        """Whether the event may happen in the state. Raises LookupError for an unknown name."""
        self._known(state, event)
        return (state, event) in self.transitions

    def next(self, state: str, event: str) -> str:
        """The state after the event. Raises OutOfTurn, or LookupError for an unknown name."""
        if not self.allows(state, event):
            raise OutOfTurn(self, state, event)
        return self.transitions[state, event]

    def path(self, state: str, event: str) -> tuple[str, ...] | None:
        """The fewest events after which `event` may happen, the earlier in the table preferred; None if no way leads there.

        Empty where it may happen already. Raises LookupError for an unknown name.
        """
        self._known(state, event)
        ways: dict[str, tuple[str, ...]] = {state: ()}
        ahead = [state]
        for here in ahead:
            if self.allows(here, event):
                return ways[here]
            for step in self.allowed(here):
                there = self.transitions[here, step]
                if there not in ways:
                    ways[there] = (*ways[here], step)
                    ahead.append(there)
        return None

    def _known(self, state: str, event: str | None = None) -> None:
        if state not in self.states:
            raise LookupError(f"{self.name} has no state {state!r}; it has {', '.join(self.states)}")
        if event is not None and event not in self.events:
            raise LookupError(f"{self.name} has no event {event!r}; it has {', '.join(self.events)}")
