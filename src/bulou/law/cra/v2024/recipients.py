"""Who is told under the Act, and what telling them is to a regime that asks where a recipient is."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bulou.law.text import Text
from bulou.law.vocabulary import Known

AUTHORITIES: Final = Text(
    "经单一报告平台：主要营业地的协调CSIRT与欧盟网络安全局（ENISA）",
    "the coordinating CSIRT of the main establishment and ENISA, by the single reporting platform",
)
USERS: Final = Text("受影响的用户，必要时为全部用户", "the users concerned, all users where fit")
MAINTAINER: Final = Text("组件的制造者或者维护者", "whoever manufactures or maintains the component")

# None of these reports has to hold a program or tool; whoever adds one shares it, and is asked about that.
TO_AUTHORITIES: Final[Mapping[str, Known]] = MappingProxyType({
    "recipient_overseas": True, "recipient_place": "foreign", "recipient_is_state_platform": False,
    "recipient_is_product_vendor": False, "recipient_is_another_vendor": False,
    "recipient_maintains_free_software": False, "recipient_is_affected_party": False, "exploit_included": False,
})  # fmt: skip
TO_USERS: Final[Mapping[str, Known]] = MappingProxyType({  # in the Union as well
    **TO_AUTHORITIES, "recipient_is_affected_party": True,
})  # fmt: skip
