"""Article 11: organisations that find and collect keep what they hold from leaking."""

from bulou.law.rmsv.v2021.article_07 import AWARE
from bulou.law.rmsv.v2021.instrument import first
from bulou.law.rmsv.v2021.parties import SEEKING
from bulou.law.terms import Terms
from bulou.law.text import Text, place


# 第十一条 加强内部管理，采取措施防范…信息泄露和违规发布
@first.duty(
    "RMSV-11", place(11),
    "加强内部管理，防范漏洞信息泄露和违规发布",
    "Keep order within, against leaks and unlawful publication",
    Terms(
        None,
        Text("组织内部", "within the organisation"),
        AWARE["receipt"],
        maintenance=True,
        broken_by="information_leaked",
    ),
)  # fmt: skip
def leaks_are_guarded_against(actor_role: str, actor_is_organisation: bool) -> bool:
    return actor_role in SEEKING and actor_is_organisation
