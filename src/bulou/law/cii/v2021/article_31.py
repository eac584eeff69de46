"""Article 31: who may probe critical information infrastructure and basic telecommunication networks, and after what."""

from typing import Final

from bulou.law.cii.v2021.instrument import first
from bulou.law.conducts import Conduct
from bulou.law.outcomes import Effect, needs_approval, needs_step
from bulou.law.text import place

PROBING: Final = frozenset({Conduct.TEST_LIVE_SYSTEM, Conduct.VERIFY})


# 漏洞探测、渗透性测试: approved by CAC and MPS, or authorised by the protection department or the operator itself
@first.provision(
    "CII-31-approval", place(31), PROBING,
    "未经批准或者授权，不得对关键信息基础设施进行漏洞探测、渗透性测试。",
    "Critical information infrastructure may not be probed without approval or authorisation.",
)  # fmt: skip
def approved_or_authorised(
    target_is_cii: bool, own_system: bool, system_owner_authorised: bool, cii_test_approved: bool
) -> Effect | None:
    if not target_is_cii or own_system or system_owner_authorised or cii_test_approved:
        return None
    return needs_approval("cac_and_mps_or_protection_department")


# 事先向国务院电信主管部门报告
@first.provision(
    "CII-31-telecom", place(31), PROBING,
    "探测、测试基础电信网络的，应当事先向国务院电信主管部门报告。",
    "Whoever probes a basic telecommunication network must report to the telecommunication authority first.",
)  # fmt: skip
def reported_beforehand(target_is_basic_telecom: bool, test_reported_to_miit: bool) -> Effect | None:
    return (
        needs_step("test_reported_to_miit") if target_is_basic_telecom and not test_reported_to_miit else None
    )
