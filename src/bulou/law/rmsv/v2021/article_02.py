"""Article 2: whom the Provisions address. Asked only where an organisation reads them as not reaching everyone abroad."""

from bulou.law.rmsv.v2021.instrument import first
from bulou.law.rmsv.v2021.parties import SEEKING
from bulou.law.text import place

# Every provision and every duty of the Provisions: whoever is not addressed is bound by none of them.
BINDING = (
    "RMSV-3-1", "RMSV-3-2", "RMSV-3-2-joint",
    "RMSV-4-1", "RMSV-4-2-collect", "RMSV-4-2-sale", "RMSV-4-2-share", "RMSV-4-3",
    "RMSV-5-1", "RMSV-5-2", "RMSV-5-2-log", "RMSV-5-2-hold",
    "RMSV-7-0", "RMSV-7-0-release", "RMSV-7-1a", "RMSV-7-1a-decline", "RMSV-7-1b", "RMSV-7-2", "RMSV-7-3a", "RMSV-7-3b",
    "RMSV-7-4", "RMSV-8", "RMSV-8-mend", "RMSV-8-decline",
    "RMSV-9-0", "RMSV-9-1", "RMSV-9-2", "RMSV-9-3a", "RMSV-9-3b", "RMSV-9-4", "RMSV-9-5", "RMSV-9-6", "RMSV-9-7",
    "RMSV-9-8", "RMSV-10-1", "RMSV-10-1-operate", "RMSV-10-1-file", "RMSV-10-2", "RMSV-10-2-list", "RMSV-10-p2-partner",
    "RMSV-11",
)  # fmt: skip


# 第二条 中华人民共和国境内的: whether that qualifies those who find and collect, too, is open.
@first.exception(
    "RMSV-2", place(2), BINDING,
    "按所选解释，本规定不约束该境外行为人。",
    "On the reading chosen, the Provisions do not bind this actor abroad.",
)  # fmt: skip
def beyond_their_reach(
    actor_role: str, actor_in_mainland: bool, bound_from_abroad: bool, *, china_nexus: str
) -> bool:
    if actor_in_mainland or china_nexus == "assumed":
        return False
    if china_nexus == "checklist" and actor_role in SEEKING:
        return False
    return not bound_from_abroad
