"""The regimes the platform knows, and the instruments that make them up.

A regime is one folder and no other change: a package `bulou.law.NAME` that holds `regime = Regime("NAME", …)`, with one
folder for each edition in which the text stands beside the functions. Facts and events that no other regime knows are
declared there too (`bulou.law.vocabulary.declare`, `bulou.law.events.declare`), before its articles are imported.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Final

from bulou.law.norms import Instrument
from bulou.law.text import Text

PACKAGE: Final = __name__.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Regime:
    """A body of law that answers by itself and is never merged with another."""

    name: str
    title: Text
    instruments: tuple[Instrument, ...]


REGIMES: dict[str, Regime] = {}


def establish(regime: Regime) -> None:
    """Make the regime known, once its articles are imported. Raises ValueError for exceptions that point nowhere or in a circle."""
    for instrument in regime.instruments:
        instrument.check()
    REGIMES[regime.name] = regime


def discover(path: Iterable[str]) -> None:
    """Establish the `regime` of every package in the folders of `path`, by name; those of `bulou.law.__path__` are on import.

    Whoever adds a folder to `bulou.law.__path__` calls this with it. Raises ValueError for a regime that is not named as
    its package, and what `establish` raises.
    """
    for found in iter_modules(path):
        if not found.ispkg:
            continue
        regime = getattr(import_module(f"{PACKAGE}.{found.name}"), "regime", None)
        if isinstance(regime, Regime):
            if regime.name != found.name:
                raise ValueError(
                    f"the regime {regime.name} stands in the package {found.name}; name them alike"
                )
            establish(regime)


def editions(regime: str) -> tuple[Path, ...]:
    """The folders of the regime's editions that hold its text, oldest first. Raises KeyError for an unknown regime."""
    home = Path(next(iter(sys.modules[f"{PACKAGE}.{REGIMES[regime].name}"].__path__)))
    return tuple(sorted(each.parent for each in home.glob("*/text.zh.md")))
