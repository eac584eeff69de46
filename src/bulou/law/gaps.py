"""What keeps the register from being complete: no sentence may stay unclaimed, and no norm stand for nothing."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from bulou.law.passages import passages
from bulou.law.regimes import REGIMES
from bulou.law.sentence import Standing

WHOLE: Final = frozenset({"rmsv"})  # the regimes of which no sentence may wait


def gaps(regime: str) -> tuple[str, ...]:
    """Everything that is missing in the register of a regime, in words; empty when each sentence has its functions or the
    reason why it has none. Of a regime that is not encoded whole, and where nobody has read the words, a sentence may wait.
    Raises KeyError for an unknown regime.
    """
    return (*_of_norms(regime), *_of_sentences(regime))


def _of_norms(regime: str) -> Iterator[str]:
    instruments = REGIMES[regime].instruments
    claimed = Counter(id for each in instruments for sentence in each.sentences for id in sentence.norms)
    known = {norm.id for instrument in instruments for norm in instrument.norms}
    for id in sorted(known - claimed.keys()):
        yield f"the norm {id} is claimed by no sentence"
    for id, count in sorted(claimed.items()):
        if id not in known:
            yield f"{id} is claimed and no norm"
        elif count > 1:
            yield f"the norm {id} is claimed {count} times"


def _of_sentences(regime: str) -> Iterator[str]:
    registered = {each.id: each for part in REGIMES[regime].instruments for each in part.sentences}
    for lang in ("zh", "en"):
        said = passages(lang, regime)
        for id in sorted(registered.keys() ^ said.keys()):
            yield f"{id} stands only in the register or only in text.{lang}.md"
        for id, sentence in registered.items():
            if id in said and sentence.standing is not Standing.ENCODED and not said[id].remark:
                yield f"text.{lang}.md gives no reason why {id} has no function"
    for id, sentence in registered.items():
        if regime in WHOLE and sentence.standing is Standing.NOT_YET and sentence.status.verified:
            yield f"{id} is operative and not yet encoded"
        for each in set(sentence.sanctions) - registered.keys():
            yield f"{id} sanctions {each}, which is not registered"
