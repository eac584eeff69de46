"""Article 8: what an operator owes about its own networks, information systems and their devices; no number of days."""

from bulou.law.conducts import Conduct
from bulou.law.outcomes import Effect, Forbid
from bulou.law.rmsv.v2021.article_07 import AWARE
from bulou.law.rmsv.v2021.instrument import first
from bulou.law.terms import Terms
from bulou.law.text import Text, place

ITSELF = Text("运营者自身", "the operator itself")


# 第八条 立即采取措施，及时…验证
@first.duty(
    "RMSV-8", place(8),
    "立即采取措施，及时验证自身网络、系统的漏洞",
    "Act at once, and verify the flaw of one's own networks and systems in good time",
    Terms(Conduct.VERIFY, ITSELF, AWARE["receipt"], done_by=("verified",)),
)  # fmt: skip
def own_systems_are_verified(actor_role: str, own_system: bool, flaw_exists: bool) -> bool:
    return actor_role == "operator" and own_system and flaw_exists


# 第八条 完成修补
@first.duty(
    "RMSV-8-mend", place(8),
    "及时完成自身网络、系统的修补",
    "Complete the mending of one's own networks and systems in good time",
    Terms(None, ITSELF, ("flaw_confirmed",), done_by=("system_mended",)),
)  # fmt: skip
def own_systems_are_mended(actor_role: str, own_system: bool, flaw_exists: bool) -> bool:
    return actor_role == "operator" and own_system and flaw_exists


# A report that shows a flaw in one's own systems starts Article 8 instead of ending there.
@first.provision(
    "RMSV-8-decline", place(8), {Conduct.DECLINE},
    "报告显示运营者自身网络、系统存在漏洞的，不得不予受理。",
    "A report that shows a vulnerability in the operator's own systems may not be declined.",
)  # fmt: skip
def no_declining_of_own_systems(
    actor_role: str, own_system: bool, flaw_exists: bool, duplicate_report: bool
) -> Effect | None:
    own_flaw = actor_role == "operator" and own_system and flaw_exists
    return Forbid if own_flaw and not duplicate_report else None
