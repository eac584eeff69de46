"""What the CERT-In Directions ask that no other regime here asks: facts and events."""

from typing import Final

from bulou.law import events, vocabulary
from bulou.law.text import Text
from bulou.law.vocabulary import FactKind, FactSpec
from bulou.law.vocabulary.spec import wait

FACTS: Final = (
    FactSpec(
        "bound_by_certin",
        Text("受CERT-In指令约束", "Bound by the CERT-In Directions"),
        Text(
            "行为人是否受CERT-In指令约束（在印度提供服务）？",
            "Do the CERT-In Directions bind the actor, as one that serves India?",
        ),
        suppliers=("vendor", "operator", "platform"),
    ),
    FactSpec(
        "certin_incident",
        Text("附件一所列事件", "Incident of Annexure I"),
        Text(
            "该事件是否属于CERT-In指令附件一所列的二十类事件？",
            "Is it an incident of the twenty types in Annexure I of the CERT-In Directions?",
        ),
        suppliers=("vendor", "operator", "platform"),
    ),
    FactSpec(
        "days_180_elapsed",
        Text("留存已满一百八十日", "180 days elapsed"),
        Text("日志留存是否已满一百八十日？", "Has the log been kept for 180 days?"),
        kind=FactKind.DERIVED,
        suppliers=("record",),
        phrases={True: wait("待日志留存满一百八十日", "Wait until the log has been kept for 180 days")},
    ),
)

EVENTS: Final = {
    "incident_known": Text("获知事件", "Became aware of the incident"),
    "certin_notified": Text("已向CERT-In报告", "CERT-In was notified"),
}

vocabulary.declare(*FACTS)
events.declare(EVENTS)
