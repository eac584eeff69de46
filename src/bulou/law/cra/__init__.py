"""The regime of the EU Cyber Resilience Act, Regulation (EU) 2024/2847: what a manufacturer reports, to whom, by when."""

from bulou.law.cra.v2024 import (
    article_13,
    article_14_exploited,
    article_14_incident,
    article_14_users,
    article_16,
)
from bulou.law.cra.v2024.instrument import FROM_2027, REPORTING
from bulou.law.regimes import Regime
from bulou.law.text import Text

__all__ = [
    "article_13",
    "article_14_exploited",
    "article_14_incident",
    "article_14_users",
    "article_16",
    "regime",
]

regime = Regime("cra", Text("欧盟网络弹性法", "EU Cyber Resilience Act"), (REPORTING, FROM_2027), seat="eu")
