"""Article 3: what the authorities owe, each within its competence and to one another."""

from bulou.law.conducts import Conduct
from bulou.law.rmsv.v2021.instrument import first
from bulou.law.terms import Terms
from bulou.law.text import Text, place

OTHER_AUTHORITIES = Text("其他主管部门", "the other authorities")


# 第三条 统筹协调…监督管理…依法打击: that a flagged breach is handled or referred is how we make it tangible.
@first.duty(
    "RMSV-3-1", place(3),
    "依职责监督管理，违规线索依法处理或者移送",
    "Supervise within one's competence: handle or refer what is flagged",
    Terms(None, Text("相关行为人", "those concerned"), ("breach_flagged",), done_by=("breach_handled",), not_before_start=True),
)  # fmt: skip
def breaches_are_looked_into(actor_role: str) -> bool:
    return actor_role == "authority"


# 第三条 信息实时共享
@first.duty(
    "RMSV-3-2", place(3),
    "与其他主管部门实时共享漏洞信息",
    "Share vulnerability information with the other authorities in real time",
    Terms(
        Conduct.SHARE, OTHER_AUTHORITIES, ("authority_notified",), done_by=("authorities_informed",),
        not_before_start=True,
    ),
)  # fmt: skip
def authorities_share(actor_role: str) -> bool:
    return actor_role == "authority"


# 第三条 对重大…风险开展联合评估和处置
@first.duty(
    "RMSV-3-2-joint", place(3),
    "对重大风险联合评估和处置",
    "Assess and handle major risks together",
    Terms(None, OTHER_AUTHORITIES, ("authority_notified",), done_by=("jointly_assessed",), not_before_start=True),
)  # fmt: skip
def major_risks_are_assessed_together(actor_role: str, major_risk: bool) -> bool:
    return actor_role == "authority" and major_risk
