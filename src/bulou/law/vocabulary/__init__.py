"""Every fact the law may read, declared once."""

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType
from typing import Final

from bulou.law.vocabulary import actor, consent, custody, publication, recipient, vulnerability
from bulou.law.vocabulary.spec import FactKind, FactSpec, Known, Phrase

__all__ = ["VOCABULARY", "FactKind", "FactSpec", "Known", "Phrase"]

VOCABULARY: Final[Mapping[str, FactSpec]] = MappingProxyType({
    spec.name: spec
    for spec in chain(actor.FACTS, vulnerability.FACTS, consent.FACTS, publication.FACTS, recipient.FACTS, custody.FACTS)
})  # fmt: skip
