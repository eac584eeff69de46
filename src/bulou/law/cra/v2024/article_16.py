"""Articles 15 and 16(2): what may be reported besides, and what a delay of dissemination delays.

A delay under Article 16(2) is the CSIRT's: it holds back the notification from other CSIRTs. It moves none of the
manufacturer's clocks, so no duty reads it.
"""

from bulou.law.conducts import Conduct
from bulou.law.cra.v2024.instrument import first
from bulou.law.text import Text


# Art. 15: anyone may notify any vulnerability, threat or near miss
@first.grant(
    "CRA-15", Text("第十五条", "Art. 15"), {Conduct.NOTIFY_AUTHORITY},
    "可以自愿向协调CSIRT或者欧盟网络安全局通报漏洞、威胁和未遂事件。",
    "Vulnerabilities, threats and near misses may be notified to a coordinating CSIRT or ENISA voluntarily.",
)  # fmt: skip
def voluntary_notification() -> bool:
    return True


# Art. 16(2): on grounds of security the CSIRT may delay onward dissemination for as long as strictly necessary
@first.grant(
    "CRA-16-2", Text("第十六条第二款", "Art. 16(2)"), (),
    "协调CSIRT可以推迟向其他CSIRT转发；制造者的二十四小时、七十二小时期限不受影响。",
    "The coordinating CSIRT may delay onward dissemination; the manufacturer's 24 and 72 hours are not moved.",
)  # fmt: skip
def dissemination_may_wait(dissemination_delay_granted: bool) -> bool:
    return dissemination_delay_granted
