"""Article 7, second paragraph: what MIIT's platform owes once it has been notified."""

from bulou.law.conducts import Conduct
from bulou.law.rmsv.v2021.instrument import first
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
