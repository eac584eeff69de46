"""Who acts."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID


class ActorKind(StrEnum):
    PERSON = "person"
    REPORTER = "reporter"
    RECIPIENT = "recipient"
    PARTY = "party"
    STRANGER = "stranger"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, as the entrypoint established it. What they may do is asked in `permissions`, not here."""

    kind: ActorKind
    person_id: UUID | None = None
    organisation_id: UUID | None = None
    case_id: UUID | None = None
    notice_id: UUID | None = None
    party_id: UUID | None = None
    name: str = ""

    @classmethod
    def person(cls, person_id: UUID, *, organisation_id: UUID | None = None, name: str = "") -> Self:
        """A signed-in person, acting for an organisation."""
        return cls(kind=ActorKind.PERSON, person_id=person_id, organisation_id=organisation_id, name=name)

    @classmethod
    def reporter(cls, case_id: UUID) -> Self:
        """Whoever holds the return code of this case."""
        return cls(kind=ActorKind.REPORTER, case_id=case_id)

    @classmethod
    def recipient(cls, case_id: UUID, notice_id: UUID) -> Self:
        """Whoever holds the link of this notice; the entries name the notice, never a person."""
        return cls(kind=ActorKind.RECIPIENT, case_id=case_id, notice_id=notice_id)

    @classmethod
    def party(cls, case_id: UUID, party_id: UUID, *, name: str = "") -> Self:
        """Whoever came in by the invitation that was mailed to this party."""
        return cls(kind=ActorKind.PARTY, case_id=case_id, party_id=party_id, name=name)

    @classmethod
    def stranger(cls) -> Self:
        return cls(kind=ActorKind.STRANGER)

    @classmethod
    def system(cls, organisation_id: UUID | None = None) -> Self:
        """The node itself: the worker, set-up commands, and deliveries between organisations of this node."""
        return cls(kind=ActorKind.SYSTEM, organisation_id=organisation_id)

    @property
    def key(self) -> str:
        """How entries name this actor; never a name or an address."""
        named = {ActorKind.PERSON: self.person_id, ActorKind.PARTY: self.party_id}.get(self.kind)
        return f"{self.kind}:{named}" if named else str(self.kind)
