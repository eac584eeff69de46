"""The regime of the Data Security Law: 《数据安全法》, of which Articles 29 and 36 meet vulnerabilities."""

from bulou.law.dsl import vocabulary
from bulou.law.dsl.v2021 import articles
from bulou.law.dsl.v2021.instrument import LAW
from bulou.law.regimes import Regime
from bulou.law.text import Text

__all__ = ["articles", "regime", "vocabulary"]

regime = Regime("dsl", Text("数据安全法", "Data Security Law"), (LAW,))
