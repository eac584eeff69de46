"""Article 10: what handlers of network data owe about flaws of their products and services, with a second, shorter clock."""

from typing import Final

from bulou.law.conducts import Conduct
from bulou.law.limits import within_hours
from bulou.law.ndr.v2025.instrument import first
from bulou.law.terms import Terms
from bulou.law.text import Text, place

AWARE: Final = ("report_received", "triaged", "flaw_confirmed")
USERS: Final = Text("用户", "users")
AUTHORITY: Final = Text("有关主管部门", "the competent authority")


# remedy at once
@first.duty(
    "NDR-10-remedy", place(10),
    "立即采取补救措施",
    "Take remedial measures at once",
    Terms(None, USERS, AWARE, done_by=("remediation_provided", "mitigation_provided")),
)  # fmt: skip
def handler_remedies(network_data_handler: bool, own_product: bool, flaw_exists: bool) -> bool:
    return network_data_handler and own_product and flaw_exists


# tell users
@first.duty(
    "NDR-10-users", place(10),
    "按照规定及时告知用户",
    "Tell users in good time as the rules say",
    Terms(Conduct.NOTIFY_USERS, USERS, ("flaw_confirmed",), done_by=("users_notified",)),
)  # fmt: skip
def handler_tells_users(network_data_handler: bool, own_product: bool, flaw_exists: bool) -> bool:
    return network_data_handler and own_product and flaw_exists


# report
@first.duty(
    "NDR-10-report", place(10),
    "按照规定向有关主管部门报告",
    "Report to the competent authority as the rules say",
    Terms(Conduct.NOTIFY_AUTHORITY, AUTHORITY, AWARE, done_by=("competent_authority_notified",)),
)  # fmt: skip
def handler_reports(network_data_handler: bool, own_product: bool, flaw_exists: bool) -> bool:
    return network_data_handler and own_product and flaw_exists


# 涉及危害国家安全、公共利益的，…还应当在24小时内向有关主管部门报告
@first.duty(
    "NDR-10-24h", place(10),
    "二十四小时内向有关主管部门报告",
    "Report to the competent authority within 24 hours",
    Terms(
        Conduct.NOTIFY_AUTHORITY, AUTHORITY, AWARE, done_by=("competent_authority_notified",),
        clock=within_hours(24),
    ),
)  # fmt: skip
def handler_reports_within_a_day(
    network_data_handler: bool,
    own_product: bool,
    flaw_exists: bool,
    touches_national_security_or_public_interest: bool,
) -> bool:
    bound = network_data_handler and own_product and flaw_exists
    return bound and touches_national_security_or_public_interest
