"""Article 7, second and third paragraph: what MIIT's platform owes once it has been notified, and rewards in a second edition."""

from bulou.law.conducts import Conduct
from bulou.law.rmsv.v2021.article_02 import beyond_their_reach
from bulou.law.rmsv.v2021.instrument import first, second
from bulou.law.terms import Terms
from bulou.law.text import Text, place


# 第七条第二款 同步向…通报中心、…协调中心通报
@first.duty(
    "RMSV-7-4", place(7, paragraph=2),
    "同步向国家网络与信息安全信息通报中心、国家计算机网络应急技术处理协调中心通报",
    "Pass the notice on at the same time to the MPS notification centre and to CNCERT",
    Terms(
        Conduct.SHARE,
        Text("通报中心（公安部）、协调中心（CNCERT）", "the notification centre (MPS) and CNCERT"),
        ("authority_notified",),
        done_by=("circulated",),
        not_before_start=True,
    ),
)  # fmt: skip
def notices_are_passed_on(actor_role: str) -> bool:
    return actor_role == "authority"


# 第七条第三款 鼓励…建立…奖励机制
@second.grant(
    "RMSV-7-p3", place(7, paragraph=3), {Conduct.REWARD},
    "鼓励提供者建立漏洞奖励机制。",
    "Vendors are encouraged to reward those who report flaws in their products.",
)  # fmt: skip
def finders_may_be_rewarded_by_whom_they_address(
    actor_role: str, own_product: bool, actor_in_mainland: bool, bound_from_abroad: bool, *, china_nexus: str
) -> bool:
    beyond = beyond_their_reach(actor_role, actor_in_mainland, bound_from_abroad, china_nexus=china_nexus)
    return actor_role == "vendor" and own_product and not beyond
