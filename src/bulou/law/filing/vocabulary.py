"""The facts and events that only the filing measures ask about."""

from bulou.law import events, vocabulary
from bulou.law.text import Text
from bulou.law.vocabulary import FactKind, FactSpec

_RUNNERS = ("vendor", "operator", "platform")

vocabulary.declare(
    FactSpec(
        "collection_platform",
        Text("属于漏洞收集平台", "Is a collection platform"),
        Text("是否属于备案管理办法所称的漏洞收集平台？", "Is it a collection platform as the filing measures mean it?"),
        kind=FactKind.DERIVED,
        suppliers=("record",),
    ),
    FactSpec(
        "public_internet_platform",
        Text("公共互联网平台", "Public Internet platform"),
        Text("该渠道是否为公共互联网平台？", "Is the channel a platform on the public Internet?"),
        suppliers=_RUNNERS,
    ),
    FactSpec(
        "own_repair_only",
        Text("仅用于修补自身产品、网络和系统", "For mending one's own only"),
        Text(
            "收集是否仅用于修补自身网络产品、网络和系统的漏洞？",
            "Are vulnerabilities collected only to mend one's own products, networks and systems?",
        ),
        suppliers=_RUNNERS,
    ),
    FactSpec(
        "online_before_measures",
        Text("二〇二三年一月一日前已上线", "Online before 2023"),
        Text(
            "该平台在2023年1月1日备案管理办法施行之前是否已经上线？",
            "Was the platform already online when the filing measures took force on 2023-01-01?",
        ),
        suppliers=_RUNNERS,
    ),
)  # fmt: skip

events.declare({
    "platform_data_changed": Text("平台备案信息发生变更", "What was filed of the platform changed"),
    "platform_filing_amended": Text("已变更平台备案", "The platform's filing was amended"),
    "platform_stopped": Text("平台终止服务", "The platform stopped its service"),
    "platform_filing_cancelled": Text("已注销平台备案", "The platform's filing was cancelled"),
})  # fmt: skip
