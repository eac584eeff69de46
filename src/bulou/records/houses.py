"""Organisations as one of ours sees them: those of this node, and those of the nodes that it has confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from bulou.law.competence import Power, competent
from bulou.records.models import Organisation
from bulou.records.peers import Counterpart, counterparts


@dataclass(frozen=True, slots=True)
class House:
    """An organisation that one of ours may write to. `bodies` are those of its row here, or of the introduction that a named
    person has confirmed; `there` is how it is reached on another node, None on this one, where it has a `slug`.
    """

    id: UUID
    zh: str
    en: str
    bodies: tuple[str, ...]
    is_authority: bool
    slug: str = ""
    there: Counterpart | None = None

    @classmethod
    def here(cls, row: Organisation) -> Self:
        return cls(row.id, row.name_zh, row.name_en, tuple(row.bodies), row.is_authority, row.slug)

    @classmethod
    def elsewhere(cls, there: Counterpart) -> Self:
        said = there.hosted
        bodies = said.bodies if "authority" in said.roles else ()
        return cls(said.id, said.name_zh, said.name_en, bodies, "authority" in said.roles, there=there)


def house(viewer: UUID, house_id: UUID | str) -> House | None:
    """The organisation of this id, here or at a node that `viewer` has confirmed; two queries at most."""
    return named(viewer, [UUID(str(house_id))]).get(UUID(str(house_id)))


def named(viewer: UUID, ids: Iterable[UUID | None]) -> dict[UUID, House]:
    """Those of these organisations that `viewer` may know, by id; two queries at most."""
    wanted = {each for each in ids if each is not None}
    if not wanted:
        return {}
    found = {row.id: House.here(row) for row in Organisation.objects.filter(id__in=wanted)}
    if wanted - found.keys():
        far = (House.elsewhere(each) for each in counterparts(viewer) if each.hosted.id in wanted)
        found = {each.id: each for each in far} | found
    return found


def authorities(viewer: UUID) -> list[House]:
    """The authorities that receive: those of this node, the oldest first, then those in the mainland at nodes that `viewer` has
    confirmed, by name; two queries.
    """
    rows = Organisation.objects.filter(is_authority=True, receives=True).order_by("created_at", "id")
    far = (House.elsewhere(each) for each in counterparts(viewer) if not each.overseas)
    return [House.here(row) for row in rows] + [each for each in far if each.is_authority]


def authority_for(viewer: UUID, power: Power) -> House | None:
    """The first authority that has this power; two queries."""
    return next((each for each in authorities(viewer) if competent(each.bodies, power)), None)
