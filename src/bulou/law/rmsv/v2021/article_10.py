"""Article 10: collection platforms are filed and published, and whom finders are encouraged to tell."""

from bulou.law.conducts import Conduct
from bulou.law.outcomes import Effect, Forbid, needs_step
from bulou.law.rmsv.v2021.article_02 import beyond_their_reach
from bulou.law.rmsv.v2021.article_07 import AWARE, NVDB
from bulou.law.rmsv.v2021.instrument import first, second
from bulou.law.rmsv.v2021.parties import SEEKING
from bulou.law.terms import Terms
from bulou.law.text import Text, place

MIIT = Text("工业和信息化部", "MIIT")


# 第十条 应当向工业和信息化部备案: until then the public may not be invited to report flaws of others' products.
@first.provision(
    "RMSV-10-1", place(10), {Conduct.OPEN_RECEPTION},
    "收集平台未经备案，不得开通接收渠道。",
    "A collection platform may not open its channel before it is filed.",
)  # fmt: skip
def no_reception_before_filing(platform_listed: bool) -> Effect | None:
    return None if platform_listed else Forbid


@first.provision(
    "RMSV-10-1-operate", place(10), {Conduct.OPERATE_PLATFORM},
    "运营收集平台，须先向工业和信息化部备案。",
    "A collection platform is filed with MIIT before it is operated.",
)  # fmt: skip
def filed_before_operating(platform_listed: bool) -> Effect | None:
    return None if platform_listed else needs_step("platform_listed")


# 第十条 设立的网络产品安全漏洞收集平台: a channel for one's own products alone is none (备案管理办法, as reported).
@first.exception(
    "RMSV-10-1-own", place(10), ["RMSV-10-1", "RMSV-10-1-operate"],
    "仅接收自身产品漏洞的渠道不是漏洞收集平台。",
    "A channel for one's own products alone is no collection platform.",
    {Conduct.OPEN_RECEPTION, Conduct.OPERATE_PLATFORM},
)  # fmt: skip
def own_products_only(collects_others_products: bool) -> bool:
    return not collects_others_products


@first.duty(
    "RMSV-10-1-file", place(10),
    "设立漏洞收集平台，向工业和信息化部备案",
    "File the collection platform with MIIT",
    Terms(None, MIIT, ("platform_set_up",), done_by=("platform_filed",)),
)  # fmt: skip
def platforms_are_filed(collects_others_products: bool) -> bool:
    return collects_others_products


# 第十条 及时向公安部、国家互联网信息办公室通报
@first.duty(
    "RMSV-10-2", place(10),
    "及时向公安部、国家互联网信息办公室通报备案情况",
    "Tell MPS and CAC of the filing in good time",
    Terms(
        Conduct.SHARE, Text("公安部、国家互联网信息办公室", "MPS and CAC"), ("platform_filed",),
        done_by=("filing_passed_on",), not_before_start=True,
    ),
)  # fmt: skip
def filings_are_passed_on(actor_role: str) -> bool:
    return actor_role == "authority"


# 第十条 对通过备案的…予以公布
@first.duty(
    "RMSV-10-2-list", place(10),
    "公布通过备案的漏洞收集平台",
    "Publish the platforms that are filed",
    Terms(None, Text("社会", "the public"), ("platform_filed",), done_by=("filing_listed",), not_before_start=True),
)  # fmt: skip
def filed_platforms_are_published(actor_role: str) -> bool:
    return actor_role == "authority"


# 第十条第二款 鼓励…报送
@first.grant(
    "RMSV-10-p2", place(10, paragraph=2), {Conduct.NOTIFY_AUTHORITY},
    "鼓励发现漏洞的组织或者个人向国家平台报送。",
    "Organisations and persons that find a flaw are encouraged to report it to the state platforms.",
)  # fmt: skip
def finders_may_notify(actor_role: str) -> bool:
    return actor_role != "vendor"  # for whom Article 7(2) makes it a duty


@second.grant(
    "RMSV-10-p2", place(10, paragraph=2), {Conduct.NOTIFY_AUTHORITY},
    "鼓励发现漏洞的组织或者个人向国家平台报送。",
    "Organisations and persons that find a flaw are encouraged to report it to the state platforms.",
)  # fmt: skip
def finders_whom_they_address_may_notify(
    actor_role: str, actor_in_mainland: bool, bound_from_abroad: bool, *, china_nexus: str
) -> bool:
    beyond = beyond_their_reach(actor_role, actor_in_mainland, bound_from_abroad, china_nexus=china_nexus)
    return actor_role != "vendor" and not beyond


# The text only encourages; who is a partner of the state platform has agreed to more (practice, not the Provisions).
@first.duty(
    "RMSV-10-p2-partner", place(10, paragraph=2),
    "合作单位按约定向国家平台报送",
    "Report to the state platform as a partner has agreed to",
    Terms(Conduct.NOTIFY_AUTHORITY, NVDB, AWARE["receipt"], done_by=("authority_notified",)),
)  # fmt: skip
def partners_report(actor_role: str, flaw_exists: bool, *, partner_member: str) -> bool:
    return partner_member == "yes" and actor_role in SEEKING and flaw_exists
