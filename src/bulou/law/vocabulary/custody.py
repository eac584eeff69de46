"""The reception log."""

from typing import Final

from bulou.law.text import Text
from bulou.law.vocabulary.spec import FactKind, FactSpec, do, wait

FACTS: Final = (
    FactSpec(
        "six_months_elapsed",
        Text("留存已满六个月", "Six months elapsed"),
        Text("接收日志留存是否已满六个月？", "Has the reception log been kept for six months?"),
        kind=FactKind.DERIVED,
        suppliers=("record",),
        phrases={True: wait("待接收日志留存满六个月", "Wait until the log has been kept for six months")},
    ),
    FactSpec(
        "legal_hold",
        Text("依法保全", "Legal hold"),
        Text("该日志是否被保全，不得清除？", "Is the log under a hold?"),
        suppliers=("record",),
        phrases={False: do("依据充分理由解除保全", "Lift the hold, on recorded grounds")},
    ),
)
