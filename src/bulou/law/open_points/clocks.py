"""When limits start, how they are counted, and what has to be notified within them."""

from typing import Final

from bulou.law.open_points.reading import NO, NO_AUTHORITY, YES, Reading
from bulou.law.text import Text

READINGS: Final = (
    Reading(
        "clock_start",
        ("RMSV-7-2",),
        Text("两日自何时起算？", "When do the two days start?"),
        {
            "receipt": Text("收到报告时", "on receipt of the report"),
            "triage": Text("初步研判时", "at triage"),
            "confirmation": Text("验证确认时", "on confirmation"),
        },
        Text(
            "第七条（二）无起算词；（一）称“发现或者获知”，收到报告即为获知。",
            "Item (2) has no starting words; item (1) says found or learned of, and who has a report has learned of it.",
        ),
        Text(
            "官方问答仅称“于2日内”，未定起算点。",
            "The official Q&A says only “within 2 days”; no starting point was found.",
        ),
        point=1,
    ),
    Reading(
        "two_day_mode",
        ("RMSV-7-2",),
        Text("“2日”如何计算？", "How are the “2 days” counted?"),
        {
            "hours48": Text("四十八小时", "48 hours"),
            "natural": Text("自然日，当日不计", "calendar days, the first not counted"),
            "rolled": Text("自然日，末日为休息日则顺延", "calendar days, moved on from a rest day"),
            "working": Text("工作日", "working days"),
        },
        Text(
            "民法典第二百零一条至第二百零三条可类推；行政处罚法第八十五条的工作日仅限该法。",
            "Civil Code 201 to 203 by analogy; the working days of Administrative Penalty Law 85 are limited to that law.",
        ),
        NO_AUTHORITY,
        point=2,
    ),
    Reading(
        "report_known_component",
        ("RMSV-7-2",),
        Text(
            "组件的已公开漏洞是否仍须报送？", "Must a flaw of a component that is already public be notified?"
        ),
        {"on": YES, "off": NO},
        Text(
            "条文未排除：自身产品即存在该漏洞。",
            "The text does not except it: one's own product has the flaw.",
        ),
        NO_AUTHORITY,
        point=3,
    ),
    Reading(
        "min_severity",
        ("RMSV-7-2",),
        Text("报送是否有危害等级下限？", "Is there a severity below which nothing is notified?"),
        {"none": Text("无下限", "none")},
        Text("条文未设下限，故无其他可选。", "The text sets none, so there is nothing else to choose."),
        NO_AUTHORITY,
        point=4,
    ),
    Reading(
        "partner_member",
        ("R10.3", "RMSV-10-p2-partner"),
        Text("是否为国家平台的合作单位？", "Is the organisation a partner of the state platform?"),
        {"no": NO, "yes": Text("是，另有报送约定", "yes, with an agreement to notify")},
        Text(
            "第三方发现者仅受鼓励；合作单位另受约定约束（实践，非本规定）。",
            "A third-party finder is only encouraged; a partner is bound by agreement (practice, not the Provisions).",
        ),
        Text("新闻报道（二〇二一年）", "Press reports (2021)"),
        point=7,
    ),
    Reading(
        "log_start",
        ("RMSV-5-2",),
        Text("日志的六个月自何时起算？", "When do the six months of the log start?"),
        {"receipt": Text("收到时", "on receipt"), "closing": Text("结案时", "when the case is closed")},
        Text("条文为“接收日志”。", "The text says reception log."),
        Text("民法典第二百零二条（类推）", "Civil Code 202, by analogy"),
        point=13,
    ),
)
