"""What may happen in a case that starts, performs or ends a duty: the published names of an events file."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bulou.law.text import Text

_KNOWN: Final = {
    "report_received": Text("收到报告", "A report was received"),
    "triaged": Text("完成初步研判", "The report was triaged"),
    "flaw_confirmed": Text("确认漏洞属实", "The flaw was confirmed"),
    "verified": Text("完成验证和评估", "Verification and assessment were done"),
    "upstream_identified": Text("查明源自上游产品或者组件", "The upstream product or component was identified"),
    "upstream_notified": Text("已通知上游产品提供者", "The upstream vendor was notified"),
    "authority_notified": Text("已向主管部门平台报送", "The authority's platform was notified"),
    "remediation_provided": Text("已提供修补措施", "The remediation was provided"),
    "mitigation_provided": Text("已提供防范措施", "A mitigation was provided"),
    "users_notified": Text("已告知产品用户", "Users were told"),
    "log_purged": Text("接收日志已清除", "The log of receipt was purged"),
    "case_closed": Text("已结案", "The case was closed"),
    "published": Text("已向社会发布", "The vulnerability was published"),
    "channel_closed": Text("接收渠道已关闭或者不通", "The channel for reports was closed or out of order"),
    "system_mended": Text("自身网络、系统已完成修补", "The operator's own network or system was mended"),
    "information_leaked": Text("漏洞信息泄露", "Vulnerability information leaked"),
    "breach_flagged": Text("收到违规线索", "A suspected breach was flagged to the authority"),
    "breach_handled": Text("违规已依法处理或者移送", "The breach was handled or referred"),
    "authorities_informed": Text("已与其他主管部门共享", "The other authorities were informed"),
    "jointly_assessed": Text("已联合评估和处置", "The authorities assessed and handled it together"),
    "circulated": Text("已向通报中心、协调中心通报", "The notification and coordination centres were told"),
    "platform_set_up": Text("设立收集平台", "A collection platform was set up"),
    "platform_filed": Text("平台已备案", "The platform was filed"),
    "filing_passed_on": Text("备案情况已通报", "MPS and CAC were told of the filing"),
    "filing_listed": Text("通过备案的平台已公布", "The filed platform was published"),
}  # fmt: skip

EVENTS: Final[Mapping[str, Text]] = MappingProxyType(_KNOWN)


def declare(events: Mapping[str, Text]) -> None:
    """Add the events that a regime brings along. Raises ValueError where a name means something else."""
    for name, text in events.items():
        if _KNOWN.setdefault(name, text) != text:
            raise ValueError(f"the event {name} is declared twice and differently")
