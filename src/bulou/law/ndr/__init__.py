"""The regime of the Network Data Regulation: 《网络数据安全管理条例》, of which Article 10 meets vulnerabilities."""

from bulou.law.ndr import vocabulary
from bulou.law.ndr.v2025 import article_10
from bulou.law.ndr.v2025.instrument import REGULATION
from bulou.law.regimes import Regime
from bulou.law.text import Text

__all__ = ["article_10", "regime", "vocabulary"]

regime = Regime("ndr", Text("网络数据安全管理条例", "Network Data Regulation"), (REGULATION,))
