"""《网络产品安全漏洞收集平台备案管理办法》, 工信部网安〔2022〕146号, in force since 2023-01-01; known from extracts only."""

from datetime import date
from typing import Final

from bulou.law.filing.v2022.sentences import SENTENCES
from bulou.law.norms import Instrument
from bulou.law.release import Release
from bulou.law.text import Text

MEASURES: Final = Instrument(
    "rmsv", Text("备案管理办法", "Filing Measures"), in_force=date(2023, 1, 1), sentences=SENTENCES
)

first: Final = Release(MEASURES, date(2026, 11, 22))
