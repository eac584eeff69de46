"""Article 4: what nobody may do with vulnerabilities. What is unlawful (非法) and what is known (明知), a named person judges."""

from bulou.law.conducts import Conduct
from bulou.law.outcomes import Effect, Forbid
from bulou.law.rmsv.v2021.instrument import first
from bulou.law.rmsv.v2021.parties import RECEIVING, is_the_vendor
from bulou.law.text import place


# 第四条 不得利用网络产品安全漏洞从事危害网络安全的活动
@first.provision(
    "RMSV-4-1", place(4), {Conduct.TEST_LIVE_SYSTEM},
    "未经运营者授权，不得利用漏洞测试其在用系统。",
    "Nobody may use a vulnerability on another's system in use without its operator's authorisation.",
)  # fmt: skip
def no_test_without_authorisation(own_system: bool, system_owner_authorised: bool) -> Effect | None:
    return None if own_system or system_owner_authorised else Forbid


# 第四条 不得非法收集: whom Article 5 obliges to receive and to log does not collect unlawfully by doing so.
@first.provision(
    "RMSV-4-2-collect", place(4), {Conduct.RECEIVE},
    "不得非法收集漏洞信息。",
    "Vulnerability information may not be collected unlawfully.",
)  # fmt: skip
def no_unlawful_collection(
    actor_role: str, unlawful_means_suspected: bool, collected_unlawfully: bool
) -> Effect | None:
    if actor_role in RECEIVING:
        return None
    return Forbid if unlawful_means_suspected and collected_unlawfully else None


# 第四条 不得非法…出售
@first.provision(
    "RMSV-4-2-sale", place(4), {Conduct.SELL},
    "不得非法出售漏洞信息；向提供者和受影响者以外的第三方出售，从严禁止。",
    "Vulnerability information may not be sold unlawfully, nor, on the strict side, to others than the vendor and those affected.",
)  # fmt: skip
def no_unlawful_sale(
    recipient_is_product_vendor: bool,
    recipient_maintains_free_software: bool,
    recipient_is_affected_party: bool,
    sale_unlawful: bool,
    *,
    oss_maintainer_is_provider: str,
    third_party_sale: str,
) -> Effect | None:
    vendor = is_the_vendor(
        recipient_is_product_vendor, recipient_maintains_free_software, oss_maintainer_is_provider
    )
    if vendor or recipient_is_affected_party or third_party_sale == "judged":
        return Forbid if sale_unlawful else None
    return Forbid


# Passed on to a third party at home, what is undisclosed may turn out to be collected or spread unlawfully.
@first.provision(
    "RMSV-4-2-share", place(4), {Conduct.SHARE},
    "不得违法向境内第三方提供未公开的漏洞信息。",
    "Undisclosed information may not be passed on unlawfully to a third party at home.",
)  # fmt: skip
def no_unlawful_passing_on(
    actor_role: str,
    already_public: bool,
    recipient_overseas: bool,
    recipient_is_product_vendor: bool,
    recipient_maintains_free_software: bool,
    recipient_is_state_platform: bool,
    third_party_sharing_lawful: bool,
    *,
    oss_maintainer_is_provider: str,
) -> Effect | None:
    if actor_role == "authority" or already_public or recipient_overseas:  # 第九条（七） governs abroad
        return None
    vendor = is_the_vendor(
        recipient_is_product_vendor, recipient_maintains_free_software, oss_maintainer_is_provider
    )
    return None if vendor or recipient_is_state_platform or third_party_sharing_lawful else Forbid


# 第四条 明知…不得为其提供技术支持、广告推广、支付结算等帮助
@first.provision(
    "RMSV-4-3", place(4), {Conduct.ASSIST_ABUSER},
    "明知他人利用漏洞从事危害网络安全的活动，不得为其提供帮助。",
    "Whoever knows that another uses vulnerabilities to endanger network security may not help.",
)  # fmt: skip
def no_help_for_known_abusers(knows_of_abuse: bool) -> Effect | None:
    return Forbid if knows_of_abuse else None
