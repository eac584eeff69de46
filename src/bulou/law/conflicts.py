"""Conflicts between regimes that are known, and how they can be met: the tool shows, a lawyer decides.

The options are those of the catalogue of obligations, §6.1, in their order; none is preferred. No vendor's public statement
of its practice was found for any of them.
"""

from typing import Final

from bulou.law.conducts import Conduct
from bulou.law.conflict import Conflict
from bulou.law.text import Text

CONFLICTS: Final = (
    Conflict(
        "C1",
        Text(
            "规定第九条(七)（未公开信息不得向境外提供）与欧盟CRA第十四条（二十四小时内报CSIRT和ENISA）",
            "RMSV 9(7), nothing undisclosed overseas, and EU CRA Art. 14, within 24 hours to CSIRT and ENISA",
        ),
        (
            Text(
                "制造者自己就是网络产品提供者；第九条(七)的首句指向发布漏洞的发现者，是否约束提供者报告自身产品，尚无定论。",
                "The manufacturer itself is the vendor; whether 9(7), whose head addresses finders who publish, reaches a vendor on its own product is open.",
            ),
            Text(
                "由设在欧盟、以提供者身份合法持有数据的实体报告，境内实体不传输。",
                "The entity established in the EU, which holds the data lawfully as vendor, files; the entity in China does not transmit.",
            ),
            Text(
                "只填所要求的各项，标明敏感，请求推迟转发（推迟的是转发，不是制造者的时限）。",
                "File only the fields demanded, mark them sensitive, ask for delayed dissemination, which delays none of the manufacturer's clocks.",
            ),
            Text(
                "经第九条(一)的各项程序提前发布，使信息不再是“未公开”。",
                "Publish early through the gates of Article 9(1), so that the information is no longer undisclosed.",
            ),
            Text("取得书面法律意见并存档。", "Have a written legal opinion on record."),
        ),
        frozenset({Conduct.SHARE}),
        frozenset({"RMSV-9-7"}),
        to_authority=True,
    ),
    Conflict(
        "C2",
        Text("两套时限：两日（任何漏洞）与更短的时限", "Two clocks: 2 days for any vulnerability, and a shorter one"),
        (
            Text("以同一个获知时刻起算两个时限。", "Run two clocks from one stamp of awareness."),
            Text("已知被利用的，先办CRA。", "CRA first when exploitation is known."),
        ),
        two_clocks=True,
    ),
    Conflict(
        "C3",
        Text(
            "修补前向NVDB报送，与同境外协调者（CERT/CC、JPCERT/CC、上游邮件列表）约定的保密期",
            "The report to NVDB before a patch, and an embargo with a coordinator overseas (CERT/CC, JPCERT/CC, upstream mailing list)",
        ),
        (
            Text("向NVDB报送是提供者的法定义务。", "The report to NVDB is mandatory for the vendor."),
            Text(
                "与协调者分享是第九条(七)的问题：只可向境外的该产品提供者提供。",
                "Sharing with the coordinator is a question of 9(7): allowed to the overseas vendor of the product only.",
            ),
        ),
        frozenset({Conduct.SHARE, Conduct.NOTIFY_UPSTREAM}),
        frozenset({"RMSV-9-7"}),
        to_authority=False,
    ),
    Conflict(
        "C4",
        Text("满九十日即公布（Project Zero）与第九条(一)", "Publication on day 90 (Project Zero), and Article 9(1)"),
        (
            Text(
                "第九条(一)约束第二条所及的发现者；境外发现者除网络安全法第七十七条所及外不受约束。",
                "9(1) reaches finders under Article 2; a finder overseas is outside unless Cybersecurity Law 77 applies.",
            ),
            Text(
                "以发现者身份处理他人产品的提供者，不得在该产品修补之前发布，但走完提前发布程序的除外。",
                "A vendor acting as finder for another's product must not publish before that product's fix, unless by the early route.",
            ),
        ),
        frozenset({Conduct.PUBLISH, Conduct.PRESENT, Conduct.PUBLISH_EXPLOIT}),
        frozenset({"RMSV-9-1"}),
    ),
    Conflict(
        "C5",
        Text(
            "没有修补即告知用户（Project Zero、CRA）与第九条(五)",
            "Users told without a fix (Project Zero, CRA), and Article 9(5)",
        ),
        (
            Text(
                "同时给出防范措施（条文为“修补或者防范措施”）。",
                "Publish a mitigation with it; the text says remedy or precaution.",
            ),
        ),
        frozenset({Conduct.NOTIFY_USERS, Conduct.PUBLISH}),
        frozenset({"RMSV-9-5", "RMSV-9-7"}),
    ),
    Conflict(
        "C6",
        Text(
            "数据安全法第三十六条与外国机关的要求",
            "Data Security Law 36, and the demand of a foreign authority",
        ),
        (
            Text(
                "接收方为外国司法或者执法机构的，须经批准。",
                "Approval is needed where the recipient is a judicial or law-enforcement body.",
            ),
            Text(
                "ENISA、CSIRT是否属于此类机构，由律师判断。",
                "Whether ENISA or a CSIRT is one is a legal question.",
            ),
        ),
        frozenset({Conduct.SHARE}),
        frozenset({"RMSV-9-7", "DSL-36"}),
        to_authority=True,
    ),
    Conflict(
        "C7",
        Text(
            "境内关联企业可能在总部不知情时向中国报送",
            "Local affiliates may report to China without head office knowing",
        ),
        (
            Text(
                "建立集中登记；由总部向关联企业核实。", "Keep a central register; head office checks with affiliates."
            ),
        ),
        two_clocks=True,
    ),
)  # fmt: skip
