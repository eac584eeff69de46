"""Incidents are reported within six hours; logs are kept for 180 days."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bulou.law.certin.v2022.instrument import first
from bulou.law.clocks import DAY
from bulou.law.conducts import Conduct
from bulou.law.limits import within_hours
from bulou.law.outcomes import Effect, Forbid
from bulou.law.terms import Terms
from bulou.law.text import Text
from bulou.law.vocabulary import Known

BOUND: Final = ("vendor", "operator", "platform")
CERT_IN: Final = Text(
    "印度计算机应急响应小组（CERT-In）", "the Indian Computer Emergency Response Team (CERT-In)"
)
REPORTS: Final = Text("事件报告", "Reports of incidents")
LOGS: Final = Text("日志", "Logs")
TO_CERT_IN: Final[Mapping[str, Known]] = {
    "recipient_overseas": True, "recipient_place": "foreign", "recipient_is_state_platform": False,
    "recipient_is_product_vendor": False, "recipient_is_another_vendor": False,
    "recipient_maintains_free_software": False, "recipient_is_affected_party": False, "exploit_included": False,
}  # fmt: skip


# Reports of incidents: within 6 hours of noticing or being told
@first.duty(
    "CERTIN-report", REPORTS,
    "发现或者被告知附件一所列事件后六小时内向CERT-In报告",
    "Report an incident of Annexure I to CERT-In within 6 hours of noticing it or being told",
    Terms(
        Conduct.NOTIFY_AUTHORITY, CERT_IN, ("incident_known",), done_by=("certin_notified",),
        clock=within_hours(6), performed_as=TO_CERT_IN,
    ),
)  # fmt: skip
def incident_is_reported(actor_role: str, bound_by_certin: bool, certin_incident: bool) -> bool:
    return actor_role in BOUND and bound_by_certin and certin_incident


def days_180(start: datetime) -> datetime:
    """When 180 days from the aware instant `start` are over."""
    return start + 180 * DAY


# Logs: a rolling 180 days
@first.duty(
    "CERTIN-logs", LOGS,
    "滚动保存日志一百八十日",
    "Keep logs for a rolling 180 days",
    Terms(
        None, CERT_IN, ("report_received", "incident_known"), maintenance=True, broken_by="log_purged",
        kept_until=days_180, kept_for=Text("一百八十日", "180 days"),
    ),
)  # fmt: skip
def logs_are_kept(actor_role: str, bound_by_certin: bool) -> bool:
    return actor_role in BOUND and bound_by_certin


@first.provision(
    "CERTIN-logs-purge", LOGS, {Conduct.PURGE_LOG},
    "日志留存满一百八十日之前不得清除。",
    "Logs may not be purged before 180 days have passed.",
)  # fmt: skip
def no_purge_before_180_days(bound_by_certin: bool, days_180_elapsed: bool) -> Effect | None:
    return Forbid if bound_by_certin and not days_180_elapsed else None
