"""The regimes the platform knows, and the instruments that make them up."""

from dataclasses import dataclass

from bulou.law.norms import Instrument
from bulou.law.text import Text


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
