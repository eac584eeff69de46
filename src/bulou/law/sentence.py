"""A sentence of an instrument: whom it binds and what our encoding makes of it.

Every sentence is registered, so that what the encoding is silent about is known by name and is never taken for
permission.
"""

from dataclasses import dataclass
from enum import StrEnum


class Modality(StrEnum):
    """What kind of sentence it is."""

    DUTY = "duty"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    ENCOURAGEMENT = "encouragement"  # no sanction stands behind it
    AUTHORITY = "authority"  # a duty or competence of the authorities
    SCOPE = "scope"
    SANCTION = "sanction"
    NONE = "none"  # purpose, entry into force


class Standing(StrEnum):
    """What our encoding makes of a sentence."""

    ENCODED = "encoded"
    NOT_YET = "not_yet_encoded"
    NON_OPERATIVE = "non_operative"
    EXPOSURE = "exposure"  # a sanction: shown by `bulou.law.exposure`, never part of a verdict


class Status(StrEnum):
    """How far the words of a sentence are known."""

    READ = "read"  # in full copies that agree; whether on the official page too, its source says
    EXCERPT = "excerpt"  # only as others quote or summarise it
    UNVERIFIED = "unverified"  # not read anywhere: to be confirmed before anyone relies on it

    @property
    def verified(self) -> bool:
        """Whether the words were read at all."""
        return self is not Status.UNVERIFIED


MAY_BE_NON_OPERATIVE = frozenset({Modality.ENCOURAGEMENT, Modality.NONE})


@dataclass(frozen=True, slots=True)
class Reference:
    """An article of another instrument that a sentence points to: the regime's name, its edition and the number there."""

    regime: str
    edition: str
    article: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, named by its anchor in the text files.

    `zh` and `en` say where it stands. `norms` are the ids of the functions that encode it. `governs` names the conducts that
    answer `not_modelled` because of it: it is then not yet encoded, or not yet for these; `roles`, if any, restricts that
    to actors in those roles. The reason for these choices stands beside the sentence in the text files. `status` is how far
    its words are known. `refers` are the articles elsewhere that it points to: first as it prints them, then as they were
    renumbered; `sanctions` the ids of the sentences whose breach it answers.
    """

    id: str
    zh: str
    en: str
    modality: Modality
    bearers: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()
    governs: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    status: Status = Status.READ
    refers: tuple[Reference, ...] = ()
    sanctions: tuple[str, ...] = ()

    @property
    def standing(self) -> Standing:
        """Encoded, operative but not (or not wholly) encoded, without effect of its own, or a sanction."""
        if self.norms and not self.governs:
            return Standing.ENCODED
        if self.modality is Modality.SANCTION and not self.governs:
            return Standing.EXPOSURE
        return Standing.NON_OPERATIVE if self.modality in MAY_BE_NON_OPERATIVE else Standing.NOT_YET
