"""The facts and events that only the Network Data Regulation asks about."""

from bulou.law import events, vocabulary
from bulou.law.text import Text
from bulou.law.vocabulary import FactKind, FactSpec

vocabulary.declare(
    FactSpec(
        "network_data_handler",
        Text("网络数据处理者", "Network data handler"),
        Text(
            "行为人是否为网络数据处理者，并提供所涉网络产品、服务？",
            "Is the actor a handler of network data that provides the product or service concerned?",
        ),
    ),
    FactSpec(
        "touches_national_security_or_public_interest",
        Text("涉及国家安全、公共利益", "Touches national security or public interest"),
        Text(
            "该漏洞是否涉及危害国家安全、公共利益？",
            "Does the vulnerability touch on harm to national security or the public interest?",
        ),
        kind=FactKind.JUDGEMENT,
        suppliers=("person",),
    ),
)  # fmt: skip

events.declare({
    "competent_authority_notified": Text("已向有关主管部门报告", "The competent authority was told"),
})  # fmt: skip
