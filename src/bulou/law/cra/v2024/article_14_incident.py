"""Article 14(3) to (5): a severe incident that affects the security of the product, reported in three stages."""

from bulou.law.conducts import Conduct
from bulou.law.cra.counting import hours, one_month
from bulou.law.cra.v2024.instrument import first
from bulou.law.cra.v2024.recipients import AUTHORITIES, TO_AUTHORITIES
from bulou.law.terms import Terms
from bulou.law.text import Text


# Art. 14(3), (4)(a): early warning within 24 hours of becoming aware
@first.duty(
    "CRA-14-4-a", Text("第十四条第四款(a)", "Art. 14(4)(a)"),
    "获知严重事件后二十四小时内，向协调CSIRT和欧盟网络安全局发出预警",
    "Send the coordinating CSIRT and ENISA an early warning within 24 hours of becoming aware of the severe incident",
    Terms(
        Conduct.NOTIFY_AUTHORITY, AUTHORITIES, ("incident_known",),
        done_by=("incident_warned", "incident_notified"), clock=hours(24), performed_as=TO_AUTHORITIES,
    ),
)  # fmt: skip
def incident_is_warned_of(
    actor_role: str, own_product: bool, placed_on_eu_market: bool, severe_incident: bool
) -> bool:
    return actor_role == "vendor" and own_product and placed_on_eu_market and severe_incident


# Art. 14(4)(b): notification within 72 hours of becoming aware
@first.duty(
    "CRA-14-4-b", Text("第十四条第四款(b)", "Art. 14(4)(b)"),
    "获知严重事件后七十二小时内提交事件通知",
    "Notify the incident within 72 hours of becoming aware of it",
    Terms(
        Conduct.NOTIFY_AUTHORITY, AUTHORITIES, ("incident_known",),
        done_by=("incident_notified",), clock=hours(72), performed_as=TO_AUTHORITIES,
    ),
)  # fmt: skip
def incident_is_notified(
    actor_role: str, own_product: bool, placed_on_eu_market: bool, severe_incident: bool
) -> bool:
    return actor_role == "vendor" and own_product and placed_on_eu_market and severe_incident


# Art. 14(4)(c): final report within one month after the notification of point (b)
@first.duty(
    "CRA-14-4-c", Text("第十四条第四款(c)", "Art. 14(4)(c)"),
    "提交七十二小时通知后一个月内提交最终报告",
    "Send the final report within one month after the 72-hour notification",
    Terms(
        Conduct.NOTIFY_AUTHORITY, AUTHORITIES, ("incident_notified",),
        done_by=("incident_final_report",), clock=one_month, performed_as=TO_AUTHORITIES,
    ),
)  # fmt: skip
def incident_is_reported_at_last(
    actor_role: str, own_product: bool, placed_on_eu_market: bool, severe_incident: bool
) -> bool:
    return actor_role == "vendor" and own_product and placed_on_eu_market and severe_incident
