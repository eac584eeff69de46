"""What the PSTI regime asks that no other regime here asks: facts and events."""

from typing import Final

from bulou.law import events, vocabulary
from bulou.law.text import Text
from bulou.law.vocabulary import FactSpec

FACTS: Final = (
    FactSpec(
        "consumer_product_in_uk",
        Text("英国消费类可联网产品", "Consumer product in the UK"),
        Text(
            "该产品是否为投放英国市场的消费类可联网产品？",
            "Is it a connectable consumer product made available in the United Kingdom?",
        ),
    ),
)

EVENTS: Final = {
    "uk_market_entered": Text("产品进入英国市场", "The product was made available in the United Kingdom"),
    "uk_contact_withdrawn": Text("已撤下漏洞报告联系方式", "The published contact for reports was withdrawn"),
    "uk_times_withdrawn": Text("已撤下答复时间", "The published times of reply were withdrawn"),
    "uk_support_period_withdrawn": Text("已撤下支持期限", "The published support period was withdrawn"),
}

vocabulary.declare(*FACTS)
events.declare(EVENTS)
