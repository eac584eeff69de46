"""The regime of the CERT-In Directions of India: incidents within six hours, logs for 180 days."""

from bulou.law.certin.v2022 import directions
from bulou.law.certin.v2022.instrument import DIRECTIONS
from bulou.law.regimes import Regime
from bulou.law.text import Text

__all__ = ["directions", "regime"]

regime = Regime("certin", Text("印度CERT-In指令", "CERT-In Directions of India"), (DIRECTIONS,), seat="in")
