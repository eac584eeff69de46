"""A sentence of an instrument: whom it binds and what our encoding makes of it.

Every sentence is registered, so that what the encoding is silent about is known by name and is never taken for
permission.
"""

from collections.abc import Mapping
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


MAY_BE_NON_OPERATIVE = frozenset({Modality.ENCOURAGEMENT, Modality.NONE})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, named by its anchor in the text files.

    `zh` and `en` say where it stands. `norms` are the ids of the functions that encode it. Where there are none and the
    sentence is operative, `governs` names the conducts that answer `not_modelled` because of it, `where` the facts
    under which it reaches them (none: always). The reason for these choices stands beside the sentence in the text files.
    """

    id: str
    zh: str
    en: str
    modality: Modality
    bearers: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()
    governs: tuple[str, ...] = ()
    where: tuple[tuple[str, str | bool], ...] = ()

    @property
    def standing(self) -> Standing:
        """Encoded, operative but not yet encoded, or without effect of its own."""
        if self.norms:
            return Standing.ENCODED
        return Standing.NON_OPERATIVE if self.modality in MAY_BE_NON_OPERATIVE else Standing.NOT_YET

    def leaves_open(self, conduct: str, known: Mapping[str, object]) -> bool:
        """Whether `conduct` cannot be answered because this sentence is operative and not yet encoded.

        `known` maps fact names to values; a fact that is absent or None counts as one under which the sentence reaches.
        """
        if self.standing is not Standing.NOT_YET or conduct not in self.governs:
            return False
        return all(known.get(fact) in (None, value) for fact, value in self.where)
