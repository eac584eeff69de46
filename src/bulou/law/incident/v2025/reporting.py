"""How soon an operator reports an incident of the grade 较大 or above. A flaw alone is none."""

from typing import Final

from bulou.law.conducts import Conduct
from bulou.law.incident.v2025.instrument import LIMITS, first
from bulou.law.limits import within_hours
from bulou.law.terms import Terms
from bulou.law.text import Text

FOUND: Final = ("network_incident_found",)
REPORTED: Final = ("network_incident_reported",)
AUTHORITY: Final = Text("主管部门", "the competent authority")
PROVINCE: Final = Text("省级网信部门", "the provincial cyberspace administration")


@first.duty(
    "INC-cii", LIMITS,
    "关键信息基础设施发生较大以上事件，一小时内报告",
    "Report a larger incident of critical information infrastructure within one hour",
    Terms(Conduct.NOTIFY_AUTHORITY, AUTHORITY, FOUND, done_by=REPORTED, clock=within_hours(1)),
)  # fmt: skip
def reported_within_one_hour(actor_role: str, incident_is_larger: bool, target_is_cii: bool) -> bool:
    return actor_role == "operator" and incident_is_larger and target_is_cii


@first.duty(
    "INC-central", LIMITS,
    "中央和国家机关发生较大以上事件，两小时内报告",
    "Report a larger incident of a central organ within two hours",
    Terms(Conduct.NOTIFY_AUTHORITY, AUTHORITY, FOUND, done_by=REPORTED, clock=within_hours(2)),
)  # fmt: skip
def reported_within_two_hours(
    actor_role: str, incident_is_larger: bool, target_is_cii: bool, central_organ: bool
) -> bool:
    return actor_role == "operator" and incident_is_larger and central_organ and not target_is_cii


@first.duty(
    "INC-other", LIMITS,
    "其他运营者发生较大以上事件，四小时内向省级网信部门报告",
    "Report a larger incident of any other operator to the province within four hours",
    Terms(Conduct.NOTIFY_AUTHORITY, PROVINCE, FOUND, done_by=REPORTED, clock=within_hours(4)),
)  # fmt: skip
def reported_within_four_hours(
    actor_role: str, incident_is_larger: bool, target_is_cii: bool, central_organ: bool
) -> bool:
    return actor_role == "operator" and incident_is_larger and not (target_is_cii or central_organ)
