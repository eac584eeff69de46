"""Article 29, remedies of those who handle data, and Article 36, what foreign courts and police may not be given."""

from typing import Final

from bulou.law.conducts import Conduct
from bulou.law.dsl.v2021.instrument import first
from bulou.law.outcomes import Effect, needs_approval
from bulou.law.terms import Terms
from bulou.law.text import Text, place

AWARE: Final = ("report_received", "triaged", "flaw_confirmed")
MENDED: Final = ("remediation_provided", "mitigation_provided", "system_mended")


# 第二十九条: remedy at once
@first.duty(
    "DSL-29", place(29),
    "发现数据安全漏洞等风险，立即采取补救措施",
    "Take remedial measures at once where data is at risk by a vulnerability",
    Terms(None, Text("受影响者", "those affected"), AWARE, done_by=MENDED),
)  # fmt: skip
def data_handlers_remedy(handles_data: bool, flaw_exists: bool) -> bool:
    return handles_data and flaw_exists


# 第三十六条: no data stored in China to a foreign 司法或者执法机构 without approval
@first.provision(
    "DSL-36", place(36), {Conduct.SHARE},
    "未经批准，不得向外国司法或者执法机构提供存储于境内的数据。",
    "Data stored in China may not be given to a foreign judicial or law-enforcement body without approval.",
)  # fmt: skip
def approved_before_foreign_bodies(
    recipient_overseas: bool,
    data_stored_in_china: bool,
    recipient_is_foreign_judiciary: bool,
    foreign_provision_approved: bool,
) -> Effect | None:
    meant = recipient_overseas and data_stored_in_china and recipient_is_foreign_judiciary
    return needs_approval("competent_authority") if meant and not foreign_provision_approved else None
