"""How the sentences of an edition are written down, with what encodes them."""

from collections.abc import Callable
from typing import TypeAlias

from bulou.law.sentence import Modality, Reference, Sentence
from bulou.law.text import place

Registering: TypeAlias = Callable[..., Sentence]


def of_edition(edition: str) -> Registering:
    """What registers a sentence of that edition; a sanction points to itself, so that it is found under every number it has."""

    def at(id: str, article: int, modality: Modality, bearers: tuple[str, ...], *norms: str,
           sanctions: tuple[str, ...] = ()) -> Sentence:  # fmt: skip
        where = place(article)
        itself = (Reference("csl", edition, article),) if modality is Modality.SANCTION else ()
        return Sentence(id, where.zh, where.en, modality, bearers, norms, refers=itself, sanctions=sanctions)

    return at
