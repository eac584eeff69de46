"""What is a collection platform, and that it is filed before it goes online (F2, F4, F5)."""

from datetime import date
from typing import Final

from bulou.law.conducts import Conduct
from bulou.law.filing.v2022.instrument import first
from bulou.law.filing.v2022.sentences import BEFORE, DEFINITION, TRANSITION
from bulou.law.outcomes import Effect, Forbid, needs_step
from bulou.law.rmsv.v2021.article_02 import beyond_their_reach

RUNNING: Final = frozenset({Conduct.OPEN_RECEPTION, Conduct.OPERATE_PLATFORM})
OF_THE_PROVISIONS: Final = ("RMSV-10-1", "RMSV-10-1-operate")
GATES: Final = ("FILING-4", "FILING-4-operate", *OF_THE_PROVISIONS)


# 相关组织或者个人设立的收集非自身网络产品安全漏洞的公共互联网平台，仅用于修补自身网络产品、网络和系统安全漏洞用途的除外
@first.definition(
    "FILING-2", DEFINITION, "collection_platform", RUNNING,
    "收集非自身产品漏洞的公共互联网平台是收集平台，仅用于修补自身的除外。",
    "A public Internet platform that collects flaws of others' products is meant, unless it serves to mend one's own only.",
)  # fmt: skip
def what_a_platform_is(
    collects_others_products: bool, public_internet_platform: bool, own_repair_only: bool
) -> bool:
    return collects_others_products and public_internet_platform and not own_repair_only


# What the Measures carry out is Article 10, so whatever they do not mean need not file under it either (rows D1.2, D11).
@first.exception(
    "FILING-2-not-meant", DEFINITION, (*OF_THE_PROVISIONS, "RMSV-10-1-file"),
    "不是公共互联网平台的，以及仅用于修补自身网络产品、网络和系统的，不必备案。",
    "What is not on the public Internet, or serves only to mend one's own, need not be filed.",
    RUNNING,
)  # fmt: skip
def not_meant(public_internet_platform: bool, own_repair_only: bool) -> bool:
    return own_repair_only or not public_internet_platform


# Whom the Provisions do not reach need not file under what carries them out.
@first.exception(
    "FILING-2-reach", DEFINITION,
    ("FILING-3", "FILING-4", "FILING-4-operate", "FILING-8", "FILING-9a", "FILING-9c"),
    "按所选解释，《规定》不约束该境外行为人，本办法也不约束。",
    "On the reading chosen, the Provisions do not bind this actor abroad, nor do the Measures.",
)  # fmt: skip
def beyond_the_reach_of_the_provisions(
    actor_role: str, actor_in_mainland: bool, bound_from_abroad: bool, *, china_nexus: str
) -> bool:
    return bool(beyond_their_reach(actor_role, actor_in_mainland, bound_from_abroad, china_nexus=china_nexus))


# 应在上线前完成备案
@first.provision(
    "FILING-4", BEFORE, {Conduct.OPEN_RECEPTION},
    "收集平台应在上线前完成备案，此前不得开通接收渠道。",
    "A collection platform is filed before it goes online; until then it may open no channel.",
)  # fmt: skip
def filed_before_going_online(collection_platform: bool, platform_listed: bool) -> Effect | None:
    return Forbid if collection_platform and not platform_listed else None


@first.provision(
    "FILING-4-operate", BEFORE, {Conduct.OPERATE_PLATFORM},
    "运营收集平台，应先完成备案。",
    "A collection platform is filed before it is operated.",
)  # fmt: skip
def filed_before_operating(collection_platform: bool, platform_listed: bool) -> Effect | None:
    return needs_step("platform_listed") if collection_platform and not platform_listed else None


# 10个工作日 from 2023-01-01: to the end of 2023-01-16. That it suspends Article 10 too for so long is our reading.
@first.exception(
    "FILING-5", TRANSITION, GATES,
    "施行前已上线的平台，可在2023年1月1日起10个工作日内补办备案。",
    "Platforms already online had ten working days from 2023-01-01 to file.",
    RUNNING,
    until=date(2023, 1, 17),
)  # fmt: skip
def still_in_transition(online_before_measures: bool) -> bool:
    return online_before_measures
