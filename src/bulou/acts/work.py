"""One act in progress: what it may read, what it has learned, what it will leave behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from bulou.acts.actor import Actor
from bulou.acts.permissions import Standing
from bulou.cases import MACHINES
from bulou.law import DutyState, Fact, FactKind, Verdict
from bulou.records.concerns import Suspended, suspended
from bulou.records.facts import Circumstances, as_stored, learn
from bulou.records.models import Case, HouseRules, Organisation, Party
from bulou.records.rows import Insertable
from bulou.records.rules import in_force
from bulou.records.sealed import Key, case_key
from bulou.records.streams import Head


@dataclass(frozen=True, slots=True)
class Queued:
    """Something to deliver after commit: `kind` is "mail", "internal" or "peer", `body` what the transport needs."""

    kind: str
    to: str
    body: Mapping[str, Any]


@dataclass(slots=True)
class Work:
    """Handed to an act by the gate. Nothing here is kept until the gate seals it."""

    by: Actor
    at: datetime
    organisation: Organisation
    case: Case | None = None
    standing: Standing = field(default_factory=Standing)
    circumstances: Circumstances = field(default_factory=lambda: Circumstances({}, {}, {}, {}))
    facts: dict[str, Fact] = field(default_factory=dict)
    duties: tuple[DutyState, ...] = ()
    verdict: Verdict | None = None
    event_at: datetime | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    secrets: dict[str, Any] = field(default_factory=dict)
    learned: dict[str, dict[str, Any]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    queue: list[Queued] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    opening: list[Insertable] = field(default_factory=list)
    head: Head | None = None
    prepared: Any = None
    _suspended: Mapping[UUID, Suspended] | None = None
    _key: Key | None = None
    _rules: list[HouseRules | None] = field(default_factory=list)

    @property
    def the_case(self) -> Case:
        assert self.case is not None
        return self.case

    @property
    def key(self) -> Key:
        """The key of the case."""
        if self._key is None:
            self._key = case_key(self.the_case.id, self.the_case.key_wrapped)
        return self._key

    @key.setter
    def key(self, key: Key) -> None:
        self._key = key

    @property
    def suspended(self) -> Mapping[UUID, Suspended]:
        """The parties of the case with whom sharing is suspended (Article 4), by id; read once."""
        if self._suspended is None:
            self._suspended = suspended(self.the_case)
        return self._suspended

    @suspended.setter
    def suspended(self, known: Mapping[UUID, Suspended]) -> None:
        self._suspended = known

    @property
    def rules(self) -> HouseRules | None:
        """The organisation's published rules in force, None where it has none; read once."""
        if not self._rules:
            self._rules.append(in_force(self.organisation.id, at=self.at))
        return self._rules[0]

    @property
    def title(self) -> str:
        """The title of the case, in clear."""
        case = self.the_case
        return self.key.open(case.title_sealed, f"case:{case.id}:title").decode()

    def keep(self, **fields: Any) -> None:
        """Seal these fields readable beside the entry: identifiers, hashes, enums; never prose of a case."""
        self.fields |= fields

    def conceal(self, **fields: Any) -> None:
        """Seal these fields encrypted under the case's key: whatever a person wrote."""
        self.secrets |= fields

    def fact(self, name: str, value: Any, *, source: str = "", kind: FactKind = FactKind.OBSERVED,
             event_at: datetime | None = None, evidence: str | None = None,
             until: datetime | None = None) -> None:  # fmt: skip
        """Learn a fact of the case from this act; one that holds only `until` then lapses by itself."""
        stored = as_stored(Fact(value, kind, source or self.source, event_at, self.at, evidence))
        if until is not None:
            stored["until"] = until.isoformat()
        self.learned.setdefault("facts", {})[name] = stored

    def event(self, name: str, at: datetime | None = None) -> None:
        """Something has happened, now or at a claimed moment; the first moment of an event stays."""
        self.learned.setdefault("events", {}).setdefault(name, (at or self.at).isoformat())

    def event_anew(self, name: str, at: datetime | None) -> None:
        """An event that counts from `at` now, because its object is another one; None: it is outstanding again."""
        self.learned.setdefault("anew", {})[name] = at.isoformat() if at else None

    def step(self, machine: str, event: str) -> str:
        """Move one of the case's own machines (rm, em, reg). Raises OutOfTurn."""
        attribute = machine.lower()
        state = MACHINES[machine].next(getattr(self.the_case, attribute), event)
        self.learned.setdefault("states", {})[attribute] = state
        return state

    def send(self, kind: str, to: str, /, **body: Any) -> None:
        """Deliver this after commit, at least once, always under the same key."""
        self.queue.append(Queued(kind, to, body))

    def opens(self, case: Case, *rows: Insertable) -> None:
        """The case that this act opens, with the rows that belong to it; saved by the gate, one statement a table."""
        self.opening = [case, *rows]

    def opens_party(self, name: str, *, role: str, **known: Any) -> Party:
        """Someone outside the organisation takes part in the case from now on (one row a name and role).

        Who takes part already stays as they are: what was judged of them is not undone by naming them again.
        """
        party, _made = Party.objects.get_or_create(
            case=self.the_case, name=name.strip()[:200], role=role, defaults=known
        )
        self.ids["party_id"] = str(party.id)
        self.keep(party=str(party.id), role=role, overseas=party.overseas)
        return party

    def touch(self, *attributes: str) -> None:
        """Columns of the case that the act has set on `the_case` and that must be saved."""
        self.touched |= set(attributes)

    @property
    def source(self) -> str:
        """How a fact names whoever supplied it."""
        return self.by.name or self.by.key

    def undo(self) -> None:
        """Drop everything the act had prepared: it was stopped."""
        for kept in (self.fields, self.secrets, self.learned, self.ids, self.queue, self.touched):
            kept.clear()

    def settle(self) -> None:
        """Fold what was learned into the case (not saved)."""
        learn(self.the_case, self.learned)
