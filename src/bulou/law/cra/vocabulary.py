"""What the Cyber Resilience Act asks that no other regime here asks: facts and events."""

from typing import Final

from bulou.law import events, vocabulary
from bulou.law.text import Text
from bulou.law.vocabulary import FactKind, FactSpec

FACTS: Final = (
    FactSpec(
        "placed_on_eu_market",
        Text("产品已投放欧盟市场", "Placed on the EU market"),
        Text(
            "该数字产品是否已在欧盟市场上提供？",
            "Is the product with digital elements made available on the market of the EU?",
        ),
    ),
    FactSpec(
        "actively_exploited",
        Text("漏洞已被实际利用", "Actively exploited"),
        Text(
            "是否有可靠证据（仅有善意研究不算）表明漏洞已被恶意利用？",
            "Is there reliable evidence, beyond good-faith research, of malicious exploitation?",
        ),
        suppliers=("finder", "vendor", "operator", "platform", "authority"),
    ),
    FactSpec(
        "severe_incident",
        Text("影响产品安全的严重事件", "Severe incident affecting product security"),
        Text(
            "是否发生影响该产品安全的严重事件？",
            "Has a severe incident occurred that affects the security of the product?",
        ),
    ),
    FactSpec(
        "dissemination_delay_granted",
        Text("欧盟CSIRT已推迟转发", "Onward dissemination delayed"),
        Text(
            "协调CSIRT是否已决定推迟向其他CSIRT转发该通知？",
            "Has the coordinating CSIRT decided to delay onward dissemination of the notification?",
        ),
        kind=FactKind.OFFICIAL,
        suppliers=("authority",),
    ),
)

EVENTS: Final = {
    "exploitation_known": Text("获知漏洞已被实际利用", "Became aware of active exploitation"),
    "exploitation_warned": Text(
        "已向欧盟平台发出漏洞预警", "Early warning of exploitation sent to the EU platform"
    ),
    "exploitation_notified": Text(
        "已向欧盟平台提交漏洞通知", "Vulnerability notification sent to the EU platform"
    ),
    "exploitation_final_report": Text(
        "已向欧盟平台提交漏洞最终报告", "Final report on the vulnerability sent to the EU platform"
    ),
    "incident_known": Text("获知事件", "Became aware of the incident"),
    "incident_warned": Text(
        "已向欧盟平台发出事件预警", "Early warning of the incident sent to the EU platform"
    ),
    "incident_notified": Text("已向欧盟平台提交事件通知", "Incident notification sent to the EU platform"),
    "incident_final_report": Text(
        "已向欧盟平台提交事件最终报告", "Final report on the incident sent to the EU platform"
    ),
}

vocabulary.declare(*FACTS)
events.declare(EVENTS)
