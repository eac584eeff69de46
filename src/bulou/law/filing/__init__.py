"""The filing of collection platforms: 《网络产品安全漏洞收集平台备案管理办法》, which carries out Article 10 of the Provisions."""

from bulou.law.filing import vocabulary
from bulou.law.filing.v2022 import gate, keeping
from bulou.law.filing.v2022.instrument import MEASURES
from bulou.law.regimes import Part

__all__ = ["gate", "keeping", "part", "vocabulary"]

part = Part("rmsv", (MEASURES,))
