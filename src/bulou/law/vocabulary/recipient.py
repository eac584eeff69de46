"""To whom vulnerability information is provided."""

from typing import Final

from bulou.law.text import Text
from bulou.law.vocabulary.spec import FactKind, FactSpec, do

_SENDERS = ("finder", "vendor", "operator", "platform")

FACTS: Final = (
    FactSpec(
        "recipient_overseas",
        Text("接收方在境外", "Recipient overseas"),
        Text("接收方是否为境外组织或者个人？", "Is the recipient an organisation or person overseas?"),
        suppliers=_SENDERS,
    ),
    FactSpec(
        "recipient_is_product_vendor",
        Text("接收方是该产品提供者", "Recipient is the product's vendor"),
        Text("接收方是否为该网络产品的提供者？", "Is the recipient the vendor of that very product?"),
        suppliers=_SENDERS,
    ),
    FactSpec(
        "recipient_maintains_free_software",
        Text("接收方是自由软件维护者", "Recipient maintains the free software"),
        Text(
            "接收方是否为该开源组件的维护者（基金会或者个人）？",
            "Is the recipient the foundation or person maintaining that free software?",
        ),
        suppliers=_SENDERS,
    ),
    FactSpec(
        "recipient_is_state_platform",
        Text("接收方是第十条所列平台", "Recipient is a platform of Article 10"),
        Text(
            "接收方是否为第十条第二款所列的平台或者漏洞库？",
            "Is the recipient one of the four platforms named in Article 10, second paragraph?",
        ),
        suppliers=_SENDERS,
    ),
    FactSpec(
        "supplied_for_verification",
        Text("为验证而提供", "Supplied for verification"),
        Text("提供是否仅为验证漏洞？", "Is it supplied only so that the vulnerability can be verified?"),
        suppliers=_SENDERS,
        phrases={
            True: do("仅为验证目的提供，并留存记录", "Supply it for verification only, and keep a record")
        },
    ),
    FactSpec(
        "recipient_is_affected_party",
        Text("接收方受该漏洞影响", "Recipient is affected"),
        Text(
            "接收方自身的网络、系统或者产品是否受该漏洞影响？",
            "Does the vulnerability affect the recipient's own networks, systems or products?",
        ),
        suppliers=_SENDERS,
    ),
    FactSpec(
        "recipient_is_another_vendor",
        Text("接收方是其他产品的提供者", "Recipient is another product's vendor"),
        Text("接收方是否为其他网络产品的提供者？", "Is the recipient the vendor of another network product?"),
        suppliers=_SENDERS,
    ),
    FactSpec(
        "recipient_place",
        Text("境外接收方所在", "Where a recipient overseas is"),
        Text(
            "境外接收方是境外机构的境内分支、在港澳台，还是在外国？",
            "Is the recipient overseas a branch in the mainland of a body overseas, in Hong Kong, Macao or Taiwan, or in a foreign country?",
        ),
        domain=("mainland_branch", "hong_kong_macao_taiwan", "foreign"),
        suppliers=_SENDERS,
        values={
            "mainland_branch": Text("境外机构的境内分支", "branch in the mainland of a body overseas"),
            "hong_kong_macao_taiwan": Text("港澳台", "Hong Kong, Macao or Taiwan"),
            "foreign": Text("外国", "foreign country"),
        },
    ),
    FactSpec(
        "protective_steps_only",
        Text("仅为防范措施", "Protective steps only"),
        Text(
            "告知境外用户的内容是否仅为防范措施，不含未公开的漏洞信息？",
            "Are users overseas told protective steps only, and no undisclosed vulnerability information?",
        ),
        kind=FactKind.JUDGEMENT,
        suppliers=("person",),
    ),
)
