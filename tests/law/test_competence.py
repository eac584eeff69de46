"""Whose an order to correct is: the article that answers the breach says it."""

import pytest

from bulou.law.competence import Power, competent, ordering


@pytest.mark.parametrize(
    ("norm", "roles", "powers"),
    [
        ("RMSV-7-2", ["vendor"], (Power.ORDER_VENDOR,)),
        ("RMSV-9-1", ["vendor"], (Power.ORDER_COLLECTOR,)),
        ("RMSV-4-2-sale", ["finder"], (Power.ORDER_COLLECTOR,)),
        ("RMSV-5-1", ["operator"], (Power.ORDER_OPERATOR,)),
        ("RMSV-5-2", ["vendor", "platform"], (Power.ORDER_VENDOR, Power.ORDER_COLLECTOR)),
        ("RMSV-4-1", ["vendor"], ()),
        ("RMSV-5-2", ["authority"], ()),
        ("no norm", ["vendor"], ()),
    ],
)
def test_an_order_is_of_whoever_the_article_behind_the_breach_names(
    norm: str, roles: list[str], powers: tuple[Power, ...]
) -> None:
    assert ordering(norm, roles) == powers


@pytest.mark.parametrize(
    ("body", "supervises"),
    [
        ("miit", True),
        ("cac", True),
        ("mps", True),
        ("sector", True),
        ("cncert", False),
        ("mps_centre", False),
        ("", False),
    ],
)
def test_only_those_with_a_charge_supervise(body: str, supervises: bool) -> None:
    assert competent([body], Power.SUPERVISE) is supervises
