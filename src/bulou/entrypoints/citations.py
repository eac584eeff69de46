"""Where a sentence of the law stands on this node: its page, by its own anchor or by the id of a norm that encodes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bulou.law.norms import Norm
from bulou.law.passages import passages
from bulou.law.regimes import REGIMES
from bulou.law.register import norms, sentences
from bulou.law.text import Citation


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence's place: the regime that answers, the edition (`rmsv/v2021`) and the anchor in its text."""

    regime: str
    edition: str
    anchor: str

    @property
    def path(self) -> str:
        """The path of its page, and of nothing else."""
        return f"/law/{self.edition}/{self.anchor}"


def place_of(id: str) -> Place | None:
    """The place of a norm (`RMSV-9-7`) or of a sentence (`R9.7`); None for an id that no regime knows."""
    return _places(len(REGIMES)).get(id)


def place_cited(citation: Citation) -> Place | None:
    """The first sentence that stands where the citation says; None where it is cited otherwise than any norm is."""
    return _cited(len(REGIMES)).get((citation.instrument, citation.article.en))


def norm_called(id: str) -> Norm | None:
    """The norm of this id as it was released last; None where no regime knows it."""
    return _norms(len(REGIMES)).get(id)


@lru_cache(maxsize=2)
def _places(_regimes: int) -> Mapping[str, Place]:
    """Every id with its place; regimes are only ever added."""
    found: dict[str, Place] = {}
    for regime in REGIMES:
        texts = passages("zh", regime)
        for sentence in sentences(regime):
            if sentence.id in texts:
                place = Place(regime, texts[sentence.id].edition, sentence.id)
                for id in (sentence.id, *sentence.norms):
                    found.setdefault(id, place)
    return found


@lru_cache(maxsize=2)
def _cited(_regimes: int) -> Mapping[tuple[str, str], Place]:
    """Every article as norms cite it."""
    found: dict[tuple[str, str], Place] = {}
    for norm in (norm for regime in REGIMES for norm in norms(regime)):
        place = place_of(norm.id)
        if place is not None:
            found.setdefault((norm.citation.instrument, norm.citation.article.en), place)
    return found


@lru_cache(maxsize=2)
def _norms(_regimes: int) -> Mapping[str, Norm]:
    released = sorted((norm for regime in REGIMES for norm in norms(regime)), key=lambda norm: norm.released)
    return {norm.id: norm for norm in released}
