"""The facts and events that only the incident measures ask about."""

from bulou.law import events, vocabulary
from bulou.law.text import Text
from bulou.law.vocabulary import FactKind, FactSpec

vocabulary.declare(
    FactSpec(
        "incident_is_larger",
        Text("较大以上事件", "Larger incident"),
        Text(
            "所发生的网络安全事件是否属于较大以上？",
            "Is the network security incident of the grade “larger” (较大) or above?",
        ),
        kind=FactKind.JUDGEMENT,
        suppliers=("person",),
    ),
    FactSpec(
        "central_organ",
        Text("中央和国家机关", "Central organ"),
        Text("行为人是否为中央和国家机关？", "Is the actor a central organ of the state?"),
        suppliers=("record",),
    ),
)  # fmt: skip

events.declare({
    "network_incident_found": Text("发现网络安全事件", "A network security incident was found"),
    "network_incident_reported": Text("已报告网络安全事件", "The network security incident was reported"),
})  # fmt: skip
