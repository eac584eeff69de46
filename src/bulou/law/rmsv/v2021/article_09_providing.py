"""Article 9, providing: items (4), (7) and (8), which reach whoever is given a tool or undisclosed information."""

from typing import Final

from bulou.law.conducts import PROVIDING, PUBLICATIONS, Conduct
from bulou.law.outcomes import Effect, Forbid
from bulou.law.rmsv.v2021.instrument import first
from bulou.law.rmsv.v2021.parties import is_the_vendor
from bulou.law.text import place

# To the authority's platform a tool goes for verification, whatever it is (rows D4.1, D10.3).
TOOL_TO_OTHERS: Final = PROVIDING - {Conduct.NOTIFY_AUTHORITY}


# 第九条（四） 不得发布或者提供专门用于利用…漏洞从事危害网络安全活动的程序和工具
@first.provision(
    "RMSV-9-4", place(9, 4), TOOL_TO_OTHERS,
    "不得发布或者提供专门用于危害网络安全的程序和工具。",
    "No program or tool exclusively for endangering network security may be published or supplied.",
)  # fmt: skip
def no_tools_for_attack(exploit_included: bool, tool_exclusively_for_attack: bool) -> Effect | None:
    return Forbid if exploit_included and tool_exclusively_for_attack else None


@first.definition(
    "RMSV-9-4-tool", place(9, 4), "exploit_included", {Conduct.PUBLISH_EXPLOIT, Conduct.SUPPLY_EXPLOIT},
    "发布、提供利用程序即涉及程序和工具。",
    "Publishing or supplying an exploit always concerns a tool.",
)  # fmt: skip
def an_exploit_is_a_tool() -> bool:
    return True


# Supplied so that the flaw can be verified, a tool serves 第七条（一） and 第十条第二款, not an attack.
@first.exception(
    "RMSV-9-4-verification", place(9, 4), ["RMSV-9-4"],
    "为验证漏洞而向该产品提供者或者第十条所列平台提供的，不在此限。",
    "Supply to the product's vendor or a platform of Article 10 for verification is not meant.",
    TOOL_TO_OTHERS - PUBLICATIONS,
)  # fmt: skip
def supply_for_verification(
    recipient_is_product_vendor: bool,
    recipient_maintains_free_software: bool,
    recipient_is_state_platform: bool,
    supplied_for_verification: bool,
    *,
    oss_maintainer_is_provider: str,
) -> bool:
    vendor = is_the_vendor(
        recipient_is_product_vendor, recipient_maintains_free_software, oss_maintainer_is_provider
    )
    return supplied_for_verification and (vendor or recipient_is_state_platform)


# 第九条（七） 不得将未公开的…信息向网络产品提供者之外的境外组织或者个人提供
@first.provision(
    "RMSV-9-7", place(9, 7), PROVIDING,
    "未公开的漏洞信息不得向网络产品提供者之外的境外组织或者个人提供。",
    "Undisclosed information may not be provided to organisations or persons overseas other than the product's vendor.",
)  # fmt: skip
def undisclosed_stays_at_home(recipient_overseas: bool, already_public: bool) -> Effect | None:
    return Forbid if recipient_overseas and not already_public else None


# 第九条（七） 网络产品提供者之外的
@first.exception(
    "RMSV-9-7-vendor", place(9, 7), ["RMSV-9-7"],
    "向该网络产品的提供者提供的除外。",
    "Provision to the vendor of that product is excepted.",
)  # fmt: skip
def recipient_is_the_vendor(
    recipient_is_product_vendor: bool,
    recipient_maintains_free_software: bool,
    *,
    oss_maintainer_is_provider: str,
    overseas_vendor_excepted: str,
) -> bool:
    if overseas_vendor_excepted == "no":
        return False
    return is_the_vendor(
        recipient_is_product_vendor, recipient_maintains_free_software, oss_maintainer_is_provider
    )


# 网络产品提供者: on the strict side of that very product.
@first.exception(
    "RMSV-9-7-other", place(9, 7), ["RMSV-9-7"],
    "按所选解释，向其他网络产品的提供者提供的也除外。",
    "On the reading chosen, provision to the vendor of another network product is excepted too.",
)  # fmt: skip
def recipient_is_another_vendor_of_products(
    recipient_is_another_vendor: bool, *, any_vendor_excepted: str
) -> bool:
    return recipient_is_another_vendor and any_vendor_excepted == "yes"


# 第七条 指导支持产品用户采取防范措施: what holds no vulnerability information is not what item (7) keeps at home.
@first.exception(
    "RMSV-9-7-users", place(9, 7), ["RMSV-9-7"],
    "按所选解释，仅告知境外用户防范措施的，不在此限。",
    "On the reading chosen, telling users overseas protective steps alone is not meant.",
    {Conduct.NOTIFY_USERS},
)  # fmt: skip
def users_are_told_protective_steps_alone(protective_steps_only: bool, *, overseas_users: str) -> bool:
    return protective_steps_only and overseas_users == "judged"


# 境外: on the strict side whatever is outside the mainland, and branches in it of bodies outside.
@first.exception(
    "RMSV-9-7-scope", place(9, 7), ["RMSV-9-7"],
    "按所选解释，接收方不属“境外”。",
    "On the reading chosen, the recipient is not “overseas”.",
)  # fmt: skip
def recipient_is_not_overseas_after_all(recipient_place: str, *, overseas_scope: str) -> bool:
    if overseas_scope == "foreign_only":
        return recipient_place != "foreign"
    return overseas_scope == "outside_mainland" and recipient_place == "mainland_branch"


@first.definition(
    "RMSV-9-7-domestic", place(9, 7), "recipient_overseas", {Conduct.NOTIFY_AUTHORITY},
    "本规定所称报送均向境内主管部门平台作出。",
    "Notification in these Provisions goes to authorities in China.",
)  # fmt: skip
def authorities_are_domestic() -> bool:
    return False


# 向社会发布 opens the information to everyone at once: under items (1) to (6) it is lawful or not, and has no recipient.
@first.definition(
    "RMSV-9-7-public", place(9, 7), "recipient_overseas", {Conduct.PUBLISH, Conduct.PUBLISH_EXPLOIT},
    "向社会发布没有特定接收方。",
    "Publication to society has no particular recipient.",
)  # fmt: skip
def the_public_is_no_recipient() -> bool:
    return False


# 第九条（八） 法律法规的其他相关规定
@first.provision(
    "RMSV-9-8", place(9, 8), PROVIDING,
    "法律法规另有规定的，从其规定；由各该法规分别作答。",
    "Other laws and regulations apply beside; each answers for itself.",
)  # fmt: skip
def other_laws_answer_for_themselves() -> Effect | None:
    return None
