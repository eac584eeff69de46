"""The regime of the CII Regulation: 《关键信息基础设施安全保护条例》, of which Article 31 gates testing."""

from bulou.law.cii.v2021 import article_31
from bulou.law.cii.v2021.instrument import REGULATION
from bulou.law.regimes import Regime
from bulou.law.text import Text

__all__ = ["article_31", "regime"]

regime = Regime(
    "cii",
    Text("关键信息基础设施安全保护条例", "CII Regulation (critical information infrastructure)"),
    (REGULATION,),
)
