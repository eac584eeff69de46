"""Article 5: a channel that stays open, and a log of what came in."""

from bulou.law.clocks import six_months
from bulou.law.conducts import Conduct
from bulou.law.outcomes import Effect, Forbid
from bulou.law.rmsv.v2021.article_02 import beyond_their_reach
from bulou.law.rmsv.v2021.instrument import first, second
from bulou.law.rmsv.v2021.parties import RECEIVING
from bulou.law.terms import Terms
from bulou.law.text import Text, place


# 第五条 建立健全…信息接收渠道并保持畅通
@first.duty(
    "RMSV-5-1", place(5),
    "保持漏洞信息接收渠道畅通",
    "Keep the channel for reports open",
    Terms(
        performed_by=Conduct.RECEIVE,
        addressee=Text("报告人", "reporters"),
        starts=("report_received",),
        maintenance=True,
        broken_by="channel_closed",
    ),
)  # fmt: skip
def channel_stays_open(actor_role: str) -> bool:
    return actor_role in RECEIVING


@first.grant(
    "RMSV-5-1-channel", place(5), {Conduct.OPEN_RECEPTION},
    "提供者、运营者和收集平台应当建立接收渠道。",
    "Vendors, operators and collection platforms are to have a channel for reports.",
)  # fmt: skip
def channel_may_be_opened(actor_role: str) -> bool:
    return actor_role in RECEIVING


@second.grant(
    "RMSV-5-1-channel", place(5), {Conduct.OPEN_RECEPTION},
    "提供者、运营者和收集平台应当建立接收渠道。",
    "Vendors, operators and collection platforms are to have a channel for reports.",
)  # fmt: skip
def channel_may_be_opened_by_whom_they_address(
    actor_role: str, actor_in_mainland: bool, bound_from_abroad: bool, *, china_nexus: str
) -> bool:
    beyond = beyond_their_reach(actor_role, actor_in_mainland, bound_from_abroad, china_nexus=china_nexus)
    return actor_role in RECEIVING and not beyond


# 第五条 留存…信息接收日志不少于6个月
@first.duty(
    "RMSV-5-2", place(5),
    "留存漏洞信息接收日志不少于六个月",
    "Keep the log of receipt for at least six months",
    Terms(
        performed_by=Conduct.RECEIVE,
        addressee=Text("主管部门", "the authorities"),
        start_by=("log_start", {"receipt": ("report_received",), "closing": ("case_closed",)}),
        maintenance=True,
        broken_by="log_purged",
        kept_until=six_months,
    ),
)  # fmt: skip
def log_is_kept(actor_role: str) -> bool:
    return actor_role in RECEIVING


@first.provision(
    "RMSV-5-2-log", place(5), {Conduct.PURGE_LOG},
    "接收日志留存满六个月之前不得清除。",
    "The log of receipt may not be purged before six months have passed.",
)  # fmt: skip
def no_purge_before_six_months(six_months_elapsed: bool) -> Effect | None:
    return None if six_months_elapsed else Forbid


# 不少于: six months is the least; what is held stays.
@first.provision(
    "RMSV-5-2-hold", place(5), {Conduct.PURGE_LOG},
    "日志被保全期间不得清除。",
    "A log under a hold may not be purged.",
)  # fmt: skip
def no_purge_under_hold(legal_hold: bool) -> Effect | None:
    return Forbid if legal_hold else None
