"""What the manufacturer publishes and keeps published: a contact, times of reply, the support period."""

from typing import Final

from bulou.law.conducts import Conduct
from bulou.law.psti.v2024.instrument import first
from bulou.law.terms import Terms
from bulou.law.text import Text

PUBLIC: Final = Text("公众", "the public")
ON_MARKET: Final = ("uk_market_entered",)


# Contact: published, in English, free of charge
@first.duty(
    "PSTI-contact", Text("联系方式", "Contact"),
    "以英文免费公布接收产品安全问题报告的联系方式",
    "Publish, in English and free of charge, a contact for reports of security issues",
    Terms(
        Conduct.OPEN_RECEPTION, PUBLIC, ON_MARKET, maintenance=True, broken_by="uk_contact_withdrawn",
        performed_as={"collects_others_products": False},
    ),
)  # fmt: skip
def contact_is_published(actor_role: str, own_product: bool, consumer_product_in_uk: bool) -> bool:
    return actor_role == "vendor" and own_product and consumer_product_in_uk


# Times of reply: when a report is acknowledged, when its status is told
@first.duty(
    "PSTI-times", Text("答复时间", "Times of reply"),
    "公布确认收到报告和通报进展的时间",
    "Publish when a report is acknowledged and when its status is told",
    Terms(None, PUBLIC, ON_MARKET, maintenance=True, broken_by="uk_times_withdrawn"),
)  # fmt: skip
def times_are_published(actor_role: str, own_product: bool, consumer_product_in_uk: bool) -> bool:
    return actor_role == "vendor" and own_product and consumer_product_in_uk


# Support period: for how long security updates are provided
@first.duty(
    "PSTI-support", Text("支持期限", "Support period"),
    "公布提供安全更新的期限",
    "Publish for how long security updates are provided",
    Terms(None, PUBLIC, ON_MARKET, maintenance=True, broken_by="uk_support_period_withdrawn"),
)  # fmt: skip
def support_period_is_published(actor_role: str, own_product: bool, consumer_product_in_uk: bool) -> bool:
    return actor_role == "vendor" and own_product and consumer_product_in_uk
