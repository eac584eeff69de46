"""The regime of incident reports: 《国家网络安全事件报告管理办法》, whose clocks run when a flaw has become an incident."""

from bulou.law.incident import vocabulary
from bulou.law.incident.v2025 import reporting
from bulou.law.incident.v2025.instrument import MEASURES
from bulou.law.regimes import Regime
from bulou.law.text import Text

__all__ = ["regime", "reporting", "vocabulary"]

regime = Regime(
    "incident",
    Text("国家网络安全事件报告管理办法", "Measures on reporting network security incidents"),
    (MEASURES,),
)
