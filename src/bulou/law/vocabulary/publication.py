"""What is to be published."""

from typing import Final

from bulou.law.text import Text
from bulou.law.vocabulary.spec import FactKind, FactSpec, do

_JUDGED, _PUBLISHERS = FactKind.JUDGEMENT, ("finder", "vendor", "platform")

FACTS: Final = (
    FactSpec(
        "operator_in_use_detail",
        Text("含在用系统细节", "Details of a system in use"),
        Text(
            "内容是否含网络运营者在用的网络、信息系统及其设备的漏洞细节？",
            "Does it hold details of flaws in an operator's systems in use?",
        ),
        suppliers=_PUBLISHERS,
        phrases={False: do("删去在用系统的细节", "Take out the details of systems in use")},
    ),
    FactSpec(
        "exaggerates",
        Text("刻意夸大", "Deliberately exaggerates"),
        Text("内容是否刻意夸大危害和风险？", "Does it deliberately exaggerate harm and risk?"),
        kind=_JUDGED,
        suppliers=("person",),
        phrases={False: do("改写夸大之处，重新判断", "Rewrite what exaggerates, then have it judged again")},
    ),
    FactSpec(
        "overstates",
        Text("夸大（不论是否刻意）", "Overstates, on purpose or not"),
        Text(
            "内容是否夸大危害和风险，不论是否刻意（仅按转述的读法过问）？",
            "Does it overstate harm and risk, on purpose or not (asked on the paraphrase's reading only)?",
        ),
        kind=_JUDGED,
        suppliers=("person",),
        phrases={False: do("改写夸大之处，重新判断", "Rewrite what overstates, then have it judged again")},
    ),
    FactSpec(
        "hype_or_extortion",
        Text("恶意炒作、诈骗或者敲诈勒索", "Hype, fraud or extortion"),
        Text(
            "是否恶意炒作，或者借此诈骗、敲诈勒索？", "Is it malicious hype, or used for fraud or extortion?"
        ),
        kind=_JUDGED,
        suppliers=("person",),
    ),
    FactSpec(
        "truthful_and_necessary",
        Text("必要、真实、客观", "Necessary, truthful, objective"),
        Text(
            "内容是否必要、真实、客观，且有利于防范风险？",
            "Is it necessary, truthful, objective and helpful against risk?",
        ),
        kind=_JUDGED,
        suppliers=("person",),
        phrases={
            True: do(
                "改写失实或者不必要之处，重新判断",
                "Rewrite what is untrue or needless, then have it judged again",
            )
        },
    ),
    FactSpec(
        "reasonable_release",
        Text("合理发布", "Reasonable release"),
        Text(
            "在修补之前发布自身产品漏洞是否属于“合理发布”？",
            "Is releasing one's own flaw before a fix a reasonable release?",
        ),
        kind=_JUDGED,
        suppliers=("person",),
    ),
    FactSpec(
        "exploit_included",
        Text("含利用程序或者工具", "Holds an exploit"),
        Text(
            "内容是否包含或者链接利用漏洞的程序、工具？",
            "Does it contain or link a program or tool that exploits the flaw?",
        ),
        suppliers=_PUBLISHERS,
        phrases={False: do("删去利用程序、工具及其链接", "Take out the program or tool and links to it")},
    ),
    FactSpec(
        "tool_exclusively_for_attack",
        Text("专门用于危害网络安全", "Exclusively for attack"),
        Text(
            "该程序、工具是否专门用于利用漏洞从事危害网络安全活动？",
            "Is the tool made exclusively for endangering network security?",
        ),
        kind=_JUDGED,
        suppliers=("person",),
    ),
    FactSpec(
        "remedy_or_precaution_included",
        Text("同步发布修补或者防范措施", "Remedy or precaution included"),
        Text("是否同步发布修补或者防范措施？", "Is a remedy or precaution published with it?"),
        suppliers=_PUBLISHERS,
        phrases={True: do("同步发布修补或者防范措施", "Publish a remedy or precaution with it")},
    ),
)
