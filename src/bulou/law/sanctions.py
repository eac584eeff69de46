"""Which sanction stands behind what: from a norm, a sentence or a role to the articles that answer its breach."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from bulou.law.concordance import renumbered
from bulou.law.fact_errors import Bilingual, meant, nearest, short
from bulou.law.norms import Instrument
from bulou.law.regimes import REGIMES
from bulou.law.sentence import Modality, Sentence, Status
from bulou.law.text import Citation, Text

# Whom Articles 12 to 15 of the Provisions are about; what authorities fail to do, they do not answer.
ROLES: Final = {
    "vendor": ("R12",),
    "operator": ("R13",),
    "finder": ("R14", "R15"),
    "platform": ("R14", "R15"),
    "anyone": ("R15",),
    "authority": (),
}


class UnknownBreach(Bilingual):
    """Nothing that can be breached has this name. `name` is what was given, `nearest` the likeliest meant or None."""

    def __init__(self, name: str) -> None:
        known = [*ROLES, *(each for _, sentence in _registered() for each in (sentence.id, *sentence.norms))]
        self.name, self.nearest = name, nearest(name, known)
        hint, told = meant(self.nearest), short(name)
        super().__init__(
            Text(
                f"没有名为 {told} 的规则、条文或者身份{hint.zh}",
                f"There is no norm, sentence or role named {told}{hint.en}",
            )
        )


@dataclass(frozen=True, slots=True)
class Sanction:
    """The article of the Cybersecurity Law that answers a breach, in the edition asked for.

    `breached` is the sentence, or the sanction itself where that or a role was named; `pointed_by` the article elsewhere that
    leads there, None where the law was named itself.
    """

    breached: str
    pointed_by: Citation | None
    article: int
    status: Status


def sanctions(breach: str, *, edition: str, day: date) -> tuple[Sanction, ...]:
    """The sanctions behind the id of a norm or of a sentence, or behind a role, for an act on `day` under that edition.

    None where the instrument that was breached was not yet in force, and where the catalogue connects none.
    Raises UnknownBreach.
    """
    found = (_sanction(*each, edition, day) for each in _behind(breach, day))
    return tuple(each for each in found if each is not None)


def _behind(breach: str, day: date) -> Iterator[tuple[str, Instrument, Sentence]]:
    """Every sanction with what it answers."""
    if breach in ROLES:
        yield from ((id, *_of(id)) for id in ROLES[breach])
        return
    instrument, sentence = _of(breach)
    if instrument.regime != "csl" and day < instrument.in_force:
        return
    if sentence.modality is Modality.SANCTION:
        yield sentence.id, instrument, sentence
        return
    for where, each in _registered():
        if sentence.id in each.sanctions:
            yield sentence.id, where, each


def _sanction(
    breached: str, instrument: Instrument, sentence: Sentence, edition: str, day: date
) -> Sanction | None:
    direct = instrument.regime == "csl"
    if not sentence.refers or (not direct and day < instrument.in_force):
        return None
    reference = next((each for each in sentence.refers if each.edition == edition), sentence.refers[0])
    article = renumbered(reference.article, source=reference.edition, target=edition)
    if article is None:
        return None
    where = Citation(instrument.name.en, instrument.name.zh, Text(sentence.zh, sentence.en))
    return Sanction(breached, None if direct else where, article, sentence.status)


def _of(name: str) -> tuple[Instrument, Sentence]:
    for instrument, sentence in _registered():
        if name == sentence.id or name in sentence.norms:
            return instrument, sentence
    raise UnknownBreach(name)


def _registered() -> Iterator[tuple[Instrument, Sentence]]:
    for regime in REGIMES.values():
        for instrument in regime.instruments:
            for sentence in instrument.sentences:
                yield instrument, sentence
