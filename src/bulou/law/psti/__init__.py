"""The regime of the PSTI Act of the United Kingdom: what a manufacturer publishes about itself. No report to an authority."""

from bulou.law.psti.v2024 import requirements
from bulou.law.psti.v2024.instrument import PSTI
from bulou.law.regimes import Regime
from bulou.law.text import Text

__all__ = ["regime", "requirements"]

regime = Regime("psti", Text("英国PSTI制度", "UK PSTI regime"), (PSTI,), seat="gb")
