"""Article 13(6), from 2027-12-11: who finds a vulnerability in a component tells whoever maintains it."""

from bulou.law.conducts import Conduct
from bulou.law.cra.v2024.instrument import full
from bulou.law.cra.v2024.recipients import MAINTAINER
from bulou.law.terms import Terms
from bulou.law.text import Text


# Art. 13(6): a vulnerability in an integrated component is reported to its manufacturer or maintainer
@full.duty(
    "CRA-13-6", Text("第十三条第六款", "Art. 13(6)"),
    "将组件中的漏洞告知该组件的制造者或者维护者",
    "Tell whoever manufactures or maintains the component of its vulnerability",
    Terms(Conduct.NOTIFY_UPSTREAM, MAINTAINER, ("upstream_identified",), done_by=("upstream_notified",)),
)  # fmt: skip
def maintainer_is_told(
    actor_role: str, own_product: bool, placed_on_eu_market: bool, upstream_component: bool
) -> bool:
    return actor_role == "vendor" and own_product and placed_on_eu_market and upstream_component
