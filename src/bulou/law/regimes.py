"""The regimes the platform knows, and the instruments that make them up.

A regime is one folder and no other change: a package `bulou.law.NAME` that holds `regime = Regime("NAME", …)`, or a
`part = Part("OTHER", …)` of another regime, with one folder for each edition in which the text stands beside the functions.
Facts and events that no other regime knows are declared there too (`bulou.law.vocabulary.declare`,
`bulou.law.events.declare`), before its articles are imported.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Final

from bulou.law.facts import Fact
from bulou.law.norms import Instrument, check
from bulou.law.text import Text

PACKAGE: Final = __name__.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Regime:
    """A body of law that answers by itself and is never merged with another.

    `seat` is the country of its authorities. `points` gives the facts that it takes from what another body of law answers, each
    with what asks that one (see `bulou.law.pointed`).
    """

    name: str
    title: Text
    instruments: tuple[Instrument, ...]
    seat: str = "cn"
    points: Mapping[str, Callable[..., Fact]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """Further instruments of the regime `name` that stand in a package of their own, as its `part`."""

    name: str
    instruments: tuple[Instrument, ...]


REGIMES: dict[str, Regime] = {}
_HOMES: dict[str, list[Path]] = {}


def establish(regime: Regime) -> None:
    """Make the regime known, once its articles are imported. Raises ValueError for exceptions that point nowhere or in a circle."""
    check(regime.instruments)
    REGIMES[regime.name] = regime


def discover(path: Iterable[str]) -> None:
    """Establish the `regime` of every package in the folders of `path`, by name; those of `bulou.law.__path__` are on import.

    A package may hold a `part` of a regime instead. Whoever adds a folder to `bulou.law.__path__` calls this with it.
    Raises ValueError for a regime that is not named as its package, KeyError for a part of an unknown regime, and what
    `establish` raises.
    """
    packages = [import_module(f"{PACKAGE}.{found.name}") for found in iter_modules(path) if found.ispkg]
    for package in packages:
        regime = getattr(package, "regime", None)
        if isinstance(regime, Regime):
            folder = package.__name__.rpartition(".")[2]
            if regime.name != folder:
                raise ValueError(f"the regime {regime.name} stands in the package {folder}; name them alike")
            establish(regime)
            _HOMES[regime.name] = [_home(package)]
    for package in packages:
        part = getattr(package, "part", None)
        if isinstance(part, Part):
            whole = REGIMES[part.name]
            establish(replace(whole, instruments=whole.instruments + part.instruments))
            _HOMES[part.name].append(_home(package))


def editions(regime: str) -> tuple[Path, ...]:
    """The folders of the regime's editions that hold its text, oldest first. Raises KeyError for an unknown regime."""
    return tuple(file.parent for home in _HOMES[regime] for file in sorted(home.glob("*/text.zh.md")))


def _home(package: ModuleType) -> Path:
    return Path(next(iter(package.__path__)))
