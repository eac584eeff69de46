"""Who has been asked, told or has agreed before publication."""

from typing import Final

from bulou.law.text import Text
from bulou.law.vocabulary.spec import FactKind, FactSpec, do, obtain, wait

_PUBLISHERS = ("finder", "vendor", "platform")

FACTS: Final = (
    FactSpec(
        "assessed_jointly_with_vendor",
        Text("已与提供者共同评估协商", "Assessed jointly with the vendor"),
        Text(
            "是否已与相关网络产品提供者共同评估协商？",
            "Has early publication been assessed and discussed with the vendor?",
        ),
        suppliers=_PUBLISHERS,
        phrases={
            True: do("与相关网络产品提供者共同评估协商", "Assess and discuss it with the vendor concerned")
        },
    ),
    FactSpec(
        "vendor_dissents",
        Text("提供者有不同意见", "The vendor dissents"),
        Text("协商中提供者是否持不同意见？", "Did the vendor dissent in that discussion?"),
        suppliers=_PUBLISHERS,
    ),
    FactSpec(
        "reported_to_miit",
        Text("已向工业和信息化部报告", "Reported to MIIT"),
        Text(
            "是否已向工业和信息化部报告？",
            "Has it been reported to the Ministry of Industry and Information Technology?",
        ),
        suppliers=_PUBLISHERS,
        phrases={True: do("向工业和信息化部报告", "Report to MIIT")},
    ),
    FactSpec(
        "reported_to_mps",
        Text("已向公安部报告", "Reported to MPS"),
        Text("是否已向公安部报告？", "Has it been reported to the Ministry of Public Security?"),
        suppliers=_PUBLISHERS,
        phrases={True: do("向公安部报告", "Report to MPS")},
    ),
    FactSpec(
        "authorities_assessment",
        Text("两部门组织的评估", "Assessment by the ministries"),
        Text(
            "工业和信息化部、公安部是否已组织评估，结果如何？",
            "Have MIIT and MPS had it assessed, and with what result?",
        ),
        domain=("done_no_objection", "done_objection", "none"),
        kind=FactKind.OFFICIAL,
        suppliers=("authority",),
        phrases={
            "done_no_objection": obtain(
                "取得两部门组织的评估，且无异议", "Obtain the ministries' assessment, without objection"
            )
        },
        values={
            "none": Text("未评估", "none"),
            "done_no_objection": Text("已评估，无异议", "done, no objection"),
            "done_objection": Text("已评估，有异议", "done, objection"),
        },
    ),
    FactSpec(
        "early_publication_approved",
        Text("两部门已批准提前发布", "Early publication approved"),
        Text(
            "工业和信息化部、公安部是否已批准提前发布（仅按转述的读法须有）？",
            "Have MIIT and MPS approved early publication (asked on the paraphrase's reading only)?",
        ),
        kind=FactKind.OFFICIAL,
        suppliers=("authority",),
        phrases={True: obtain("取得两部门批准", "Obtain the approval of both ministries")},
    ),
    FactSpec(
        "major_event",
        Text("国家举办重大活动期间", "During a major national event"),
        Text("是否处于国家举办重大活动期间？", "Is a major national event under way?"),
        suppliers=("record", "authority"),
        phrases={False: wait("待重大活动结束", "Wait until the major event is over")},
    ),
    FactSpec(
        "mps_consent",
        Text("公安部同意", "Consent of MPS"),
        Text("是否已取得公安部同意？", "Has the Ministry of Public Security consented?"),
        kind=FactKind.OFFICIAL,
        suppliers=("authority",),
        phrases={True: obtain("取得公安部同意", "Obtain the consent of MPS")},
    ),
)
