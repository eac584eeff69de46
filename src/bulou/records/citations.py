"""Where the norms and sentences of the law stand, by their ids: what people name when two of them clash."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from bulou.law import Citation, Text
from bulou.law.norms import Instrument
from bulou.law.regimes import REGIMES


def citations() -> Mapping[str, Citation]:
    """Every norm and every sentence of every regime by its id, in the order of the texts."""
    return _citations(len(REGIMES))


@lru_cache(maxsize=2)
def _citations(_regimes: int) -> Mapping[str, Citation]:
    """Regimes are only ever added."""
    found: dict[str, Citation] = {}
    for regime in REGIMES.values():
        for instrument in regime.instruments:
            for sentence in instrument.sentences:
                found.setdefault(sentence.id, _place(instrument, Text(sentence.zh, sentence.en)))
            for norm in instrument.norms:
                found.setdefault(norm.id, norm.citation)
    return MappingProxyType(found)


def _place(instrument: Instrument, place: Text) -> Citation:
    if not instrument.norms:
        return Citation(instrument.name.en, instrument.name.zh, place)
    known = instrument.norms[0].citation
    return Citation(known.instrument, known.instrument_zh, place)
