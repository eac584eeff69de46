"""Every fact the law may read, declared once."""

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType
from typing import Final

from bulou.law.vocabulary import (
    actor,
    consent,
    custody,
    dealing,
    publication,
    recipient,
    target,
    vulnerability,
)
from bulou.law.vocabulary.spec import FactKind, FactSpec, Known, Phrase

__all__ = ["VOCABULARY", "FactKind", "FactSpec", "Known", "Phrase", "declare"]

_DECLARED: Final = {
    spec.name: spec
    for spec in chain(actor.FACTS, vulnerability.FACTS, consent.FACTS, publication.FACTS, recipient.FACTS, custody.FACTS, target.FACTS, dealing.FACTS)
}  # fmt: skip

VOCABULARY: Final[Mapping[str, FactSpec]] = MappingProxyType(_DECLARED)


def declare(*specs: FactSpec) -> None:
    """Add the facts that a regime brings along, before its norms read them. Raises ValueError where a name means something else."""
    for spec in specs:
        if _DECLARED.setdefault(spec.name, spec) != spec:
            raise ValueError(f"the fact {spec.name} is declared twice and differently")
