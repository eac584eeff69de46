"""《网络产品安全漏洞管理规定》, 工信部联网安〔2021〕66号, in force since 2021-09-01 (Article 16)."""

from datetime import date
from typing import Final

from bulou.law.norms import Instrument
from bulou.law.release import Release
from bulou.law.rmsv.v2021.sentences import SENTENCES
from bulou.law.text import Text

PROVISIONS: Final = Instrument("rmsv", Text("规定", "RMSV"), in_force=date(2021, 9, 1), sentences=SENTENCES)

# The first encoding. A mistake in it is mended by a later release, beside it.
first: Final = Release(PROVISIONS, date(2026, 11, 22))

# Grants reach as far as the Provisions do: whom they do not address they do not permit anything either.
second: Final = Release(PROVISIONS, date(2026, 11, 23))
