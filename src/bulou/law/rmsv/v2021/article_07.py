"""Article 7: what a vendor owes about its own products. 立即 and 及时 carry no number, so no instant is made up for them."""

from bulou.law.clocks import two_days
from bulou.law.conducts import PUBLICATIONS, Conduct
from bulou.law.outcomes import Effect, Forbid
from bulou.law.rmsv.v2021.instrument import first
from bulou.law.terms import Terms
from bulou.law.text import Text, place

USERS = Text("可能受影响的产品用户，含下游厂商", "users who may be affected, downstream vendors included")
NVDB = Text("工业和信息化部网络安全威胁和漏洞信息共享平台", "MIIT's vulnerability sharing platform (NVDB)")
UPSTREAM = Text("上游产品或者组件的提供者", "the vendor of the upstream product or component")
ITSELF = Text("提供者自身", "the vendor itself")

# 发现或者获知: when the two days start is open; on the strict side whichever came first, one's own finding included.
AWARE = {
    "receipt": ("report_received", "triaged", "flaw_confirmed"),
    "triage": ("triaged", "flaw_confirmed"),
    "confirmation": ("flaw_confirmed",),
}


# 第七条 指导支持产品用户采取防范措施
@first.duty(
    "RMSV-7-0", place(7),
    "指导支持产品用户采取防范措施",
    "Guide and support users in protecting themselves",
    Terms(Conduct.NOTIFY_USERS, USERS, ("flaw_confirmed",), done_by=("mitigation_provided", "users_notified")),
)  # fmt: skip
def users_are_guided(actor_role: str, own_product: bool, flaw_exists: bool) -> bool:
    return actor_role == "vendor" and own_product and flaw_exists


# 第七条 合理发布: asked only where Article 9 is read as not reaching a vendor about its own product.
@first.provision(
    "RMSV-7-0-release", place(7), PUBLICATIONS,
    "提供者对自身产品漏洞应当合理发布。",
    "A vendor must publish vulnerabilities of its own product only reasonably.",
)  # fmt: skip
def reasonable_release_only(
    actor_role: str,
    own_product: bool,
    remediation_provided: bool,
    reasonable_release: bool,
    *,
    provider_under_art9: str,
) -> Effect | None:
    if provider_under_art9 == "yes" or not (actor_role == "vendor" and own_product):
        return None
    return None if remediation_provided or reasonable_release else Forbid


# 第七条（一） 应当立即采取措施并组织…验证，评估…危害程度和影响范围
@first.duty(
    "RMSV-7-1a", place(7, 1),
    "立即验证漏洞，评估危害程度和影响范围",
    "Verify at once and assess harm and scope",
    Terms(Conduct.VERIFY, ITSELF, AWARE["receipt"], also=(Conduct.GRADE,), done_by=("verified",)),
)  # fmt: skip
def verified_at_once(actor_role: str, own_product: bool, flaw_exists: bool) -> bool:
    return actor_role == "vendor" and own_product and flaw_exists


# A report that shows a flaw in one's own product starts Article 7 instead of ending there.
@first.provision(
    "RMSV-7-1a-decline", place(7, 1), {Conduct.DECLINE},
    "报告显示自身产品存在漏洞的，不得不予受理。",
    "A report that shows a vulnerability in one's own product may not be declined.",
)  # fmt: skip
def no_declining_of_own_flaws(
    actor_role: str, own_product: bool, flaw_exists: bool, duplicate_report: bool
) -> Effect | None:
    own_flaw = actor_role == "vendor" and own_product and flaw_exists
    return Forbid if own_flaw and not duplicate_report else None


# 第七条（一） 应当立即通知相关产品提供者
@first.duty(
    "RMSV-7-1b", place(7, 1),
    "立即通知上游产品提供者",
    "Notify the upstream vendor at once",
    Terms(Conduct.NOTIFY_UPSTREAM, UPSTREAM, ("upstream_identified",), done_by=("upstream_notified",)),
)  # fmt: skip
def upstream_is_told(actor_role: str, own_product: bool, flaw_exists: bool, upstream_component: bool) -> bool:
    return actor_role == "vendor" and own_product and flaw_exists and upstream_component


# 第七条（二） 应当在2日内向…平台报送相关漏洞信息
@first.duty(
    "RMSV-7-2", place(7, 2),
    "两日内向工业和信息化部平台报送",
    "Notify MIIT's platform within two days",
    Terms(
        Conduct.NOTIFY_AUTHORITY, NVDB, start_by=("clock_start", AWARE), done_by=("authority_notified",),
        clock=two_days, clock_by="two_day_mode",
    ),
)  # fmt: skip
def authority_is_notified(
    actor_role: str,
    own_product: bool,
    flaw_exists: bool,
    already_public: bool,
    upstream_component: bool,
    *,
    report_known_component: str,
) -> bool:
    if report_known_component == "off" and already_public and upstream_component:
        return False
    return actor_role == "vendor" and own_product and flaw_exists


# 第七条（三） 及时组织…修补
@first.duty(
    "RMSV-7-3a", place(7, 3),
    "及时修补漏洞",
    "Mend the flaw in good time",
    Terms(None, USERS, ("flaw_confirmed",), done_by=("remediation_provided",)),
)  # fmt: skip
def flaw_is_mended(actor_role: str, own_product: bool, flaw_exists: bool) -> bool:
    return actor_role == "vendor" and own_product and flaw_exists


# 第七条（三） 及时将…漏洞风险及修补方式告知可能受影响的产品用户，并提供必要的技术支持
@first.duty(
    "RMSV-7-3b", place(7, 3),
    "及时告知用户风险及修补方式",
    "Tell users of the risk and the remedy in good time",
    Terms(Conduct.NOTIFY_USERS, USERS, ("remediation_provided",), done_by=("users_notified",), not_before_start=True),
)  # fmt: skip
def users_are_told(actor_role: str, own_product: bool, flaw_exists: bool, users_must_update: bool) -> bool:
    return actor_role == "vendor" and own_product and flaw_exists and users_must_update


# 第七条第三款 鼓励…建立…奖励机制
@first.grant(
    "RMSV-7-p3", place(7, paragraph=3), {Conduct.REWARD},
    "鼓励提供者建立漏洞奖励机制。",
    "Vendors are encouraged to reward those who report flaws in their products.",
)  # fmt: skip
def finders_may_be_rewarded(actor_role: str, own_product: bool) -> bool:
    return actor_role == "vendor" and own_product
