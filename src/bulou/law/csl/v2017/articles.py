"""Articles 21, 22, 25, 26 and 27 as numbered in 2017."""

from typing import Final

from bulou.law.conducts import PUBLICATIONS, Conduct
from bulou.law.csl.v2017.instrument import first
from bulou.law.outcomes import Effect, Forbid
from bulou.law.terms import Terms
from bulou.law.text import Text, place

AWARE: Final = ("report_received", "triaged", "flaw_confirmed")
MENDED: Final = ("remediation_provided", "mitigation_provided")
USERS: Final = Text("用户", "users")
AUTHORITY: Final = Text("有关主管部门", "the competent authority")
ITSELF: Final = Text("运营者自身", "the operator itself")

EXPLOITS: Final = frozenset({Conduct.PUBLISH_EXPLOIT, Conduct.SUPPLY_EXPLOIT})


# 第二十一条: network logs for six months at least
@first.provision(
    "CSL17-21-log", place(21), {Conduct.PURGE_LOG},
    "网络日志留存满六个月之前不得清除。",
    "Network logs may not be purged before six months have passed.",
)  # fmt: skip
def network_logs_are_kept(network_log: bool, six_months_elapsed: bool) -> Effect | None:
    return Forbid if network_log and not six_months_elapsed else None


# 第二十二条: remedy at once, tell users, report
@first.duty(
    "CSL17-22-remedy", place(22),
    "立即采取补救措施",
    "Take remedial measures at once",
    Terms(None, USERS, AWARE, done_by=MENDED),
)  # fmt: skip
def vendor_remedies(actor_role: str, own_product: bool, flaw_exists: bool) -> bool:
    return actor_role == "vendor" and own_product and flaw_exists


@first.duty(
    "CSL17-22-users", place(22),
    "按照规定及时告知用户",
    "Tell users in good time as the rules say",
    Terms(Conduct.NOTIFY_USERS, USERS, ("flaw_confirmed",), done_by=("users_notified",)),
)  # fmt: skip
def vendor_tells_users(actor_role: str, own_product: bool, flaw_exists: bool) -> bool:
    return actor_role == "vendor" and own_product and flaw_exists


@first.duty(
    "CSL17-22-report", place(22),
    "按照规定向有关主管部门报告",
    "Report to the competent authority as the rules say",
    Terms(Conduct.NOTIFY_AUTHORITY, AUTHORITY, AWARE, done_by=("authority_notified",)),
)  # fmt: skip
def vendor_reports(actor_role: str, own_product: bool, flaw_exists: bool) -> bool:
    return actor_role == "vendor" and own_product and flaw_exists


# 第二十五条 及时处置系统漏洞
@first.duty(
    "CSL17-25", place(25),
    "及时处置系统漏洞",
    "Deal with system vulnerabilities in good time",
    Terms(None, ITSELF, AWARE, done_by=("system_mended", *MENDED)),
)  # fmt: skip
def operator_deals_with_flaws(actor_role: str, own_system: bool, flaw_exists: bool) -> bool:
    return actor_role == "operator" and own_system and flaw_exists


# 第二十六条: what is published of 系统漏洞 follows the national rules, the Provisions above all
@first.provision(
    "CSL17-26", place(26), PUBLICATIONS,
    "向社会发布系统漏洞等网络安全信息，应当遵守国家有关规定。",
    "Publishing system vulnerabilities and the like must follow the national rules.",
)  # fmt: skip
def publication_follows_the_rules(national_rules_followed: bool) -> Effect | None:
    return None if national_rules_followed else Forbid


# 第二十七条: no intrusion, no dedicated tools, no aid
@first.provision(
    "CSL17-27-intrusion", place(27), {Conduct.TEST_LIVE_SYSTEM},
    "未经授权不得侵入他人网络。",
    "Nobody may intrude into the network of another who has not authorised it.",
)  # fmt: skip
def no_intrusion(own_system: bool, system_owner_authorised: bool) -> Effect | None:
    return None if own_system or system_owner_authorised else Forbid


@first.provision(
    "CSL17-27-tools", place(27), PUBLICATIONS | EXPLOITS,
    "不得提供专门用于危害网络安全的程序、工具。",
    "No program or tool made for endangering network security may be provided.",
)  # fmt: skip
def no_dedicated_tools(exploit_included: bool, tool_exclusively_for_attack: bool) -> Effect | None:
    return Forbid if exploit_included and tool_exclusively_for_attack else None


@first.definition(
    "CSL17-27-exploit", place(27), "exploit_included", EXPLOITS,
    "发布、提供利用程序即涉及程序、工具。",
    "Publishing or supplying an exploit always concerns a tool.",
)  # fmt: skip
def an_exploit_is_a_tool() -> bool:
    return True


@first.provision(
    "CSL17-27-aid", place(27), {Conduct.ASSIST_ABUSER},
    "明知他人危害网络安全，不得为其提供帮助。",
    "Whoever knows that another endangers network security may not help.",
)  # fmt: skip
def no_aid(knows_of_abuse: bool) -> Effect | None:
    return Forbid if knows_of_abuse else None
