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
}  # fmt: skip

EVENTS: Final[Mapping[str, Text]] = MappingProxyType(_KNOWN)


def declare(events: Mapping[str, Text]) -> None:
    """Add the events that a regime brings along. Raises ValueError where a name means something else."""
    for name, text in events.items():
        if _KNOWN.setdefault(name, text) != text:
            raise ValueError(f"the event {name} is declared twice and differently")
