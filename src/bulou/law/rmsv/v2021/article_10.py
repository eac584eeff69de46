"""Article 10: collection platforms (not yet encoded but for this), and whom finders are encouraged to tell."""

from bulou.law.conducts import Conduct
from bulou.law.rmsv.v2021.instrument import first
from bulou.law.text import place


# 第十条 设立的网络产品安全漏洞收集平台: a channel for one's own products alone is none (备案管理办法, as reported).
@first.exception(
    "RMSV-10-1-own", place(10), ["R10.1"],
    "仅接收自身产品漏洞的渠道不是漏洞收集平台。",
    "A channel for one's own products alone is no collection platform.",
    {Conduct.OPEN_RECEPTION},
)  # fmt: skip
def own_products_only(collects_others_products: bool) -> bool:
    return not collects_others_products


# 第十条第二款 鼓励…报送
@first.grant(
    "RMSV-10-p2", place(10, paragraph=2), {Conduct.NOTIFY_AUTHORITY},
    "鼓励发现漏洞的组织或者个人向国家平台报送。",
    "Organisations and persons that find a flaw are encouraged to report it to the state platforms.",
)  # fmt: skip
def finders_may_notify(actor_role: str) -> bool:
    return actor_role != "vendor"  # for whom Article 7(2) makes it a duty
