"""《数据安全法》 of 2021, in force since 2021-09-01 (the date was read nowhere)."""

from datetime import date
from typing import Final

from bulou.law.norms import Instrument
from bulou.law.release import Release
from bulou.law.sentence import Modality, Sentence
from bulou.law.text import Text, place

_TWENTY_NINE, _THIRTY_SIX = place(29), place(36)

SENTENCES: Final = (
    Sentence("DSL29", _TWENTY_NINE.zh, _TWENTY_NINE.en, Modality.DUTY, ("anyone",), ("DSL-29",)),
    Sentence("DSL36", _THIRTY_SIX.zh, _THIRTY_SIX.en, Modality.PROHIBITION, ("anyone",), ("DSL-36",)),
)

LAW: Final = Instrument("dsl", Text("数据安全法", "DSL"), in_force=date(2021, 9, 1), sentences=SENTENCES)

first: Final = Release(LAW, date(2026, 11, 22))
