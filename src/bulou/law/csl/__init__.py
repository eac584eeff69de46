"""The regime of the Cybersecurity Law: 《网络安全法》, as far as it meets what is done with vulnerabilities."""

from bulou.law.csl import vocabulary
from bulou.law.csl.pointer import national_rules_followed
from bulou.law.csl.v2017 import articles as articles_2017
from bulou.law.csl.v2017.instrument import LAW_2017
from bulou.law.csl.v2026 import articles as articles_2026
from bulou.law.csl.v2026.instrument import LAW_2026
from bulou.law.regimes import Regime
from bulou.law.text import Text

__all__ = ["articles_2017", "articles_2026", "regime", "vocabulary"]

regime = Regime(
    "csl",
    Text("网络安全法", "Cybersecurity Law"),
    (LAW_2017, LAW_2026),
    points={"national_rules_followed": national_rules_followed},
)
