"""Article 7: what a vendor owes about its own products. 立即 and 及时 carry no number, so no instant is made up for them."""

from bulou.law.clocks import two_days
from bulou.law.conducts import Conduct
from bulou.law.outcomes import Effect, Forbid
from bulou.law.rmsv.v2021.instrument import FIRST, PROVISIONS
from bulou.law.terms import Terms
from bulou.law.text import Text, place

USERS = Text("产品用户", "product users")
MIIT = Text("工业和信息化部网络安全威胁和漏洞信息共享平台", "MIIT's vulnerability sharing platform (NVDB)")


# 第七条 确保其产品安全漏洞得到及时修补和合理发布，并指导支持产品用户采取防范措施
@PROVISIONS.duty(
    "RMSV-7-0",
    article=place(7),
    text=Text("指导支持产品用户采取防范措施", "Guide and support users in protecting themselves"),
    terms=Terms(
        performed_by=Conduct.NOTIFY_USERS,
        addressee=USERS,
        starts=("flaw_confirmed",),
        done_by=("mitigation_provided", "users_notified"),
    ),
    released=FIRST,
)
def users_are_guided(actor_role: str, own_product: bool, flaw_exists: bool) -> bool:
    return actor_role == "vendor" and own_product and flaw_exists


# 第七条 合理发布: asked only where Article 9 is read as not reaching the vendor's own product (D8.6).
@PROVISIONS.provision(
    "RMSV-7-0-release",
    article=place(7),
    conducts={Conduct.PUBLISH, Conduct.PRESENT},
    text=Text("提供者对自身产品漏洞应当合理发布。", "A vendor must release flaws of its own product reasonably."),
    released=FIRST,
)
def reasonable_release_only(
    actor_role: str, own_product: bool, remediation_provided: bool, reasonable_release: bool, *, provider_under_art9: str
) -> Effect | None:
    if provider_under_art9 == "yes" or not (actor_role == "vendor" and own_product):
        return None
    return None if remediation_provided or reasonable_release else Forbid


# 第七条（一） 应当立即采取措施并组织…验证，评估…危害程度和影响范围
@PROVISIONS.duty(
    "RMSV-7-1a",
    article=place(7, item=1),
    text=Text("立即验证漏洞，评估危害程度和影响范围", "Verify at once and assess harm and scope"),
    terms=Terms(
        performed_by=Conduct.VERIFY,
        also=(Conduct.GRADE,),
        addressee=Text("产品提供者自身", "the vendor itself"),
        starts=("report_received",),
        done_by=("verified",),
    ),
    released=FIRST,
)
def verified_at_once(actor_role: str, own_product: bool, flaw_exists: bool) -> bool:
    return actor_role == "vendor" and own_product and flaw_exists


# A report that shows a flaw in one's own product starts Article 7 instead of ending there (D2.3).
@PROVISIONS.provision(
    "RMSV-7-1a-decline",
    article=place(7, item=1),
    conducts={Conduct.DECLINE},
    text=Text("报告显示自身产品存在漏洞的，不得不予受理。", "A report that shows a flaw in one's own product may not be declined."),
    released=FIRST,
)
def no_declining_of_own_flaws(
    actor_role: str, own_product: bool, flaw_exists: bool, duplicate_report: bool
) -> Effect | None:
    if actor_role == "vendor" and own_product and flaw_exists and not duplicate_report:
        return Forbid
    return None


# 第七条（一） 应当立即通知相关产品提供者
@PROVISIONS.duty(
    "RMSV-7-1b",
    article=place(7, item=1),
    text=Text("立即通知上游产品提供者", "Notify the upstream vendor at once"),
    terms=Terms(
        performed_by=Conduct.NOTIFY_UPSTREAM,
        addressee=Text("上游产品或者组件的提供者", "the vendor of the upstream product or component"),
        starts=("upstream_identified",),
        done_by=("upstream_notified",),
    ),
    released=FIRST,
)
def upstream_is_told(actor_role: str, own_product: bool, flaw_exists: bool, upstream_component: bool) -> bool:
    return actor_role == "vendor" and own_product and flaw_exists and upstream_component


# 第七条（二） 应当在2日内向…平台报送相关漏洞信息
@PROVISIONS.duty(
    "RMSV-7-2",
    article=place(7, item=2),
    text=Text("两日内向工业和信息化部平台报送", "Notify MIIT's platform within two days"),
    terms=Terms(
        performed_by=Conduct.NOTIFY_AUTHORITY,
        addressee=MIIT,
        starts=("report_received",),
        start_by=(
            "clock_start",
            {
                "receipt": ("report_received",),
                "triage": ("triaged", "flaw_confirmed"),
                "confirmation": ("flaw_confirmed",),
            },
        ),
        done_by=("authority_notified",),
        clock=two_days,
        clock_by="two_day_mode",
    ),
    released=FIRST,
)
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
@PROVISIONS.duty(
    "RMSV-7-3a",
    article=place(7, item=3),
    text=Text("及时修补漏洞", "Mend the flaw in good time"),
    terms=Terms(
        performed_by=None,
        addressee=USERS,
        starts=("flaw_confirmed",),
        done_by=("remediation_provided",),
    ),
    released=FIRST,
)
def flaw_is_mended(actor_role: str, own_product: bool, flaw_exists: bool) -> bool:
    return actor_role == "vendor" and own_product and flaw_exists


# 第七条（三） 及时将…漏洞风险及修补方式告知可能受影响的产品用户，并提供必要的技术支持
@PROVISIONS.duty(
    "RMSV-7-3b",
    article=place(7, item=3),
    text=Text("及时告知用户风险及修补方式", "Tell users of the risk and the remedy in good time"),
    terms=Terms(
        performed_by=Conduct.NOTIFY_USERS,
        addressee=Text("可能受影响的产品用户，含下游厂商", "users who may be affected, downstream vendors included"),
        starts=("remediation_provided",),
        done_by=("users_notified",),
        not_before_start=True,
    ),
    released=FIRST,
)
def users_are_told(actor_role: str, own_product: bool, flaw_exists: bool, users_must_update: bool) -> bool:
    return actor_role == "vendor" and own_product and flaw_exists and users_must_update


# 第七条第三款 鼓励…建立…奖励机制
@PROVISIONS.grant(
    "RMSV-7-p3",
    article=place(7, paragraph=3),
    conducts={Conduct.REWARD},
    text=Text("鼓励提供者建立漏洞奖励机制。", "Vendors are encouraged to reward those who report flaws in their products."),
    released=FIRST,
)
def finders_may_be_rewarded(actor_role: str, own_product: bool) -> bool:
    return actor_role == "vendor" and own_product
