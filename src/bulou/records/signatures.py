"""Who has signed which sentence of the law: by name, bound to the exact text and code, lapsed when either changes."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any
from uuid import UUID

from bulou.law import Text
from bulou.law.fact_errors import meant, nearest
from bulou.law.regimes import REGIMES
from bulou.law.register import norms, passages, sentences
from bulou.law.replay.lock import locked
from bulou.law.stamp import sha256
from bulou.records.models import SentenceSignature


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is signed: the edition, the hash of everything the text files say under the anchor in both languages, and of
    each released norm that encodes the sentence by its key in the lock file. `sha256` is over all of it.
    """

    edition: str
    text_sha256: str
    norms: Mapping[str, str]

    @property
    def sha256(self) -> str:
        return sha256({"edition": self.edition, "text": self.text_sha256, "norms": dict(self.norms)})


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that was not withdrawn. `lapsed`: the text or a norm is no longer what was signed."""

    name: str
    at: datetime
    remark: str
    lapsed: bool
    organisation: Any = None
    organisation_id: UUID | None = None


class UnknownSentence(Exception):
    """No such regime or sentence; `field` says which, `text` names the nearest that exists."""

    def __init__(self, field: str, text: Text) -> None:
        super().__init__(text.en)
        self.field, self.text = field, text


def fingerprint(regime: str, sentence: str) -> Fingerprint:
    """What there is to sign under this anchor. Raises UnknownSentence."""
    if regime not in REGIMES:
        raise UnknownSentence("regime", _no_such("法律", "body of law", regime, REGIMES))
    known = _fingerprints(regime)
    if sentence not in known:
        raise UnknownSentence("sentence", _no_such("句", "sentence", sentence, known))
    return known[sentence]


def _no_such(zh: str, en: str, name: str, known: Iterable[str]) -> Text:
    hint = meant(nearest(name, list(known)))
    return Text(f"没有名为 {name} 的{zh}{hint.zh}", f"There is no {en} named {name}{hint.en}")


@cache
def _fingerprints(regime: str) -> Mapping[str, Fingerprint]:
    zh, en, lock = passages("zh", regime), passages("en", regime), locked()
    released = norms(regime)
    found = {}
    for sentence in sentences(regime):
        keys = [f"{norm.id}@{norm.released}" for norm in released if norm.id in sentence.norms]
        told = [_told(texts[sentence.id]) for texts in (zh, en) if sentence.id in texts]
        edition = zh[sentence.id].edition if sentence.id in zh else ""
        found[sentence.id] = Fingerprint(
            edition, sha256(told), MappingProxyType({key: lock.get(key, "") for key in keys})
        )
    return MappingProxyType(found)


def _told(passage: Any) -> dict[str, str]:
    """A passage without its line for a signer, which is not part of what is signed."""
    return {name: value for name, value in asdict(passage).items() if name != "signed_by"}


def stands(row: SentenceSignature) -> bool:
    """Whether the signature is neither withdrawn nor lapsed."""
    return row.withdrawn_at is None and not _lapsed(row)


def _lapsed(row: SentenceSignature) -> bool:
    try:
        now = fingerprint(row.regime, row.sentence)
    except UnknownSentence:
        return True
    return row.text_sha256 != now.text_sha256 or dict(row.norms) != dict(now.norms)


def current(regime: str = "rmsv") -> Mapping[str, Signature]:
    """The signatures on the sentences of a regime by anchor, from any organisation of the node; one query.

    Withdrawn ones are left out. Where there are several, one that stands comes before a lapsed one, then the newest.
    """
    rows = SentenceSignature.objects.filter(regime=regime, withdrawn_at=None).select_related("organisation")
    found: dict[str, Signature] = {}
    for row in rows.order_by("at", "id"):
        signature = Signature(
            row.name, row.at, row.remark, _lapsed(row), row.organisation, row.organisation_id
        )
        earlier = found.get(row.sentence)
        if earlier is None or not signature.lapsed or earlier.lapsed:
            found[row.sentence] = signature
    return MappingProxyType(found)


def history(regime: str, sentence: str) -> list[SentenceSignature]:
    """Every signature on one sentence, withdrawn and lapsed ones too, newest first; one query."""
    rows = SentenceSignature.objects.filter(regime=regime, sentence=sentence)
    return list(rows.select_related("organisation", "withdrawn_by").order_by("-at", "-id"))
