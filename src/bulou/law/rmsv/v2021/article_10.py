"""Article 10: collection platforms (not yet encoded but for this), and whom finders are encouraged to tell."""

from bulou.law.conducts import Conduct
from bulou.law.rmsv.v2021.instrument import FIRST, PROVISIONS
from bulou.law.text import Text, place


# 第十条 设立的网络产品安全漏洞收集平台: a channel for one's own products alone is none (备案管理办法, as reported).
@PROVISIONS.exception(
    "RMSV-10-1-own",
    article=place(10),
    lifts=("R10.1",),
    conducts={Conduct.OPEN_RECEPTION},
    text=Text("仅接收自身产品漏洞的渠道不是漏洞收集平台。", "A channel for one's own products alone is no collection platform."),
    released=FIRST,
)
def own_products_only(collects_others_products: bool) -> bool:
    return not collects_others_products


# 第十条第二款 鼓励…报送
@PROVISIONS.grant(
    "RMSV-10-p2",
    article=place(10, paragraph=2),
    conducts={Conduct.NOTIFY_AUTHORITY},
    text=Text("鼓励发现漏洞的组织或者个人向国家平台报送。", "Organisations and persons that find a flaw are encouraged to report it to the state platforms."),
    released=FIRST,
)
def finders_may_notify(actor_role: str) -> bool:
    return actor_role != "vendor"  # for whom Article 7(2) makes it a duty
