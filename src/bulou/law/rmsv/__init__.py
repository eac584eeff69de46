"""The regime of the Provisions: 《网络产品安全漏洞管理规定》, one folder an edition."""

from bulou.law.regimes import Regime
from bulou.law.rmsv.v2021 import (
    article_02,
    article_03,
    article_04,
    article_05,
    article_07,
    article_07_sharing,
    article_08,
    article_09,
    article_09_providing,
    article_10,
    article_11,
)
from bulou.law.rmsv.v2021.instrument import PROVISIONS
from bulou.law.text import Text

__all__ = [
    "article_02",
    "article_03",
    "article_04",
    "article_05",
    "article_07",
    "article_07_sharing",
    "article_08",
    "article_09",
    "article_09_providing",
    "article_10",
    "article_11",
    "regime",
]

regime = Regime(
    "rmsv",
    Text("网络产品安全漏洞管理规定", "Provisions on security vulnerabilities of network products"),
    (PROVISIONS,),
)
