"""To whom vulnerability information is provided."""

from typing import Final

from bulou.law.text import Text
from bulou.law.vocabulary.spec import FactSpec, do

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
)
