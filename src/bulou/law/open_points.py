"""The open points of the Provisions (CATALOGUE §8), each a reading with its strict default."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bulou.law.reading import Reading
from bulou.law.text import Text

_NO_AUTHORITY = Text("未见有权解释。", "No authority on the point was found.")
_QA = Text("官方问答仅称“于2日内”，未定起算点。", "The official Q&A says only “within 2 days”; no starting point was found.")
_YES, _NO = Text("是", "yes"), Text("否", "no")


def _reading(name: str, bears_on: str, question: Text, options: dict[str, Text], argument: Text, source: Text = _NO_AUTHORITY) -> Reading:
    """The first option is the strict default."""
    return Reading(name, question, next(iter(options)), MappingProxyType(options), argument, source, tuple(bears_on.split()))


_ALL = (
    _reading(
        "clock_start", "RMSV-7-2",
        Text("两日自何时起算？", "When do the two days start?"),
        {
            "receipt": Text("收到报告时", "on receipt of the report"),
            "triage": Text("初步研判时", "at triage"),
            "confirmation": Text("验证确认时", "on confirmation"),
        },
        Text("第七条（二）无起算词；（一）称“发现或者获知”，收到报告即为获知。", "Item (2) has no starting words; item (1) says found or learned of, and a report received is learned of."),
        _QA,
    ),
    _reading(
        "two_day_mode", "RMSV-7-2",
        Text("“2日”如何计算？", "How are the “2 days” counted?"),
        {
            "hours48": Text("四十八小时", "48 hours"),
            "natural": Text("自然日，当日不计", "calendar days, the first not counted"),
            "rolled": Text("自然日，末日为休息日则顺延", "calendar days, moved on from a rest day"),
            "working": Text("工作日", "working days"),
        },
        Text("民法典第二百零一条至第二百零三条可类推；行政处罚法第八十五条的工作日仅限该法。", "Civil Code 201 to 203 by analogy; the working days of the Administrative Penalty Law 85 are limited to that law."),
    ),
    _reading(
        "report_known_component", "RMSV-7-2",
        Text("组件的已公开漏洞是否仍须报送？", "Must a flaw of a component that is already public be notified?"),
        {"on": _YES, "off": _NO},
        Text("条文未排除：自身产品即存在该漏洞。", "The text does not except it: one's own product has the flaw."),
    ),
    _reading(
        "min_severity", "RMSV-7-2",
        Text("报送是否有危害等级下限？", "Is there a severity below which nothing is notified?"),
        {"none": Text("无下限", "none")},
        Text("条文未设下限，故无其他可选。", "The text sets none, so there is nothing else to choose."),
    ),
    _reading(
        "overseas_scope", "RMSV-9-7",
        Text("“境外”的范围？", "What is overseas?"),
        {
            "outside_mainland_and_branches": Text("中国内地以外，并标注境外机构的境内分支", "outside the mainland, and branches of overseas bodies flagged"),
            "outside_mainland": Text("中国内地以外（含港澳台）", "outside the mainland, Hong Kong, Macao and Taiwan included"),
            "foreign_only": Text("仅指外国", "foreign countries only"),
        },
        Text("通常含港澳台；反间谍法实施细则第三条的界定仅限该法。", "Usually with Hong Kong, Macao and Taiwan; the definition of the Counter-Espionage Rules 3 is for that law only."),
    ),
    _reading(
        "oss_maintainer_is_provider", "RMSV-9-7",
        Text("开源维护者是否为网络产品提供者？", "Is the maintainer of free software a vendor?"),
        {"ask": Text("逐案判断", "judged case by case"), "yes": _YES, "no": _NO},
        Text("2021年曾督促阿帕奇基金会修补，倾向于是，但非定论。", "In 2021 the Apache foundation was urged to mend, which suggests yes but rules nothing."),
        Text("工业和信息化部2021年通报（转载）", "Notice of MIIT, 2021 (as reported)"),
    ),
    _reading(
        "partner_member", "RMSV-10-p2",
        Text("是否为平台的合作单位？", "Is the organisation a partner of the platform?"),
        {"no": _NO, "yes": Text("是，另有报送约定", "yes, with an agreement to notify")},
        Text("第三方发现者仅受鼓励；合作单位另受约定约束（实践，非本规定）。", "A third-party finder is only encouraged; a partner is bound by agreement (practice, not the Provisions)."),
        Text("新闻报道（21世纪经济报道）", "Press reports"),
    ),
    _reading(
        "china_nexus", "R2",
        Text("境外提供者向境内销售是否适用？", "Do the Provisions reach an overseas vendor that sells into China?"),
        {"assumed": Text("视为适用", "taken to reach it"), "checklist": Text("按清单逐案判断", "judged by a checklist")},
        Text("第二条“境内”修饰何者不明；从严视为适用。", "What “in mainland China” qualifies in Article 2 is unclear; the strict side is taken."),
    ),
    _reading(
        "provider_under_art9", "RMSV-9-own RMSV-7-0-release",
        Text("第九条是否约束提供者发布自身产品的漏洞？", "Does Article 9 bind a vendor about its own product?"),
        {"yes": _YES, "no": _NO},
        Text("第九条首句指向发现、收集者；提供者的发布首先适用第七条。", "The head of Article 9 addresses finders and collectors; a vendor's own release falls first under Article 7."),
    ),
    _reading(
        "workaround_counts_as_fix", "RMSV-9-1",
        Text("防范措施是否即第九条（一）的修补措施？", "Is a mitigation a remediation in Article 9(1)?"),
        {"no": _NO, "yes": _YES},
        Text("第九条（五）区分修补与防范，故不当然等同。", "Item (5) tells remedies from precautions, so one is not the other by itself."),
        Text("条文本身", "The text itself"),
    ),
    _reading(
        "vendor_dissent_bars", "RMSV-9-1-early",
        Text("提供者不同意是否阻止提前发布？", "Does a vendor's dissent bar early publication?"),
        {"no": _NO, "yes": _YES},
        Text("条文要求共同评估协商，不要求一致；从严者可选“是”。", "The text asks for assessment and consultation, not for agreement; who wants to be stricter chooses yes."),
        Text("条文本身；转述文本称“协商一致”", "The text itself; a paraphrase says “agreed”"),
    ),
    _reading(
        "objection_bars", "RMSV-9-1-early",
        Text("主管部门评估有异议是否阻止提前发布？", "Does an objection in the ministries' assessment bar it?"),
        {"yes": _YES, "no": _NO},
        Text("条文要求“组织评估后进行发布”，未写须无异议。", "The text says published after the assessment, not that there be no objection."),
        Text("条文本身", "The text itself"),
    ),
    _reading(
        "log_start", "RMSV-5-2",
        Text("六个月自何时起算？", "When do the six months start?"),
        {"receipt": Text("收到时", "on receipt"), "closing": Text("结案时", "when the case is closed")},
        Text("条文为“接收日志”。", "The text says reception log."),
        Text("民法典第二百零二条（类推）", "Civil Code 202, by analogy"),
    ),
    _reading(
        "csl_version", "R12 R13 R14 R15",
        Text("所引网络安全法以何版本为准？", "Which Cybersecurity Law is meant?"),
        {"by_date": Text("按行为日期", "by date of the act"), "2017": Text("2017年版条号", "the numbers of 2017"), "2026": Text("2026年版条号", "the numbers of 2026")},
        Text("本规定印的是旧条号；行政处罚法第三十七条：从旧兼从轻。", "The Provisions print the old numbers; Administrative Penalty Law 37: the law at the time, unless the later is lighter."),
        Text("网络安全法（2025年修改）", "Cybersecurity Law as amended in 2025"),
    ),
)  # fmt: skip

READINGS: Final[Mapping[str, Reading]] = MappingProxyType({reading.name: reading for reading in _ALL})
