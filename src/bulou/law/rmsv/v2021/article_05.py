"""Article 5: a channel that stays open, and a log of what came in."""

from bulou.law.clocks import six_months
from bulou.law.conducts import Conduct
from bulou.law.outcomes import Effect, Forbid
from bulou.law.rmsv.v2021.instrument import FIRST, PROVISIONS
from bulou.law.terms import Terms
from bulou.law.text import Text, place

RECEIVING = ("vendor", "operator", "platform")
REPORTERS = Text("报告人", "reporters")


# 第五条 建立健全…信息接收渠道并保持畅通
@PROVISIONS.duty(
    "RMSV-5-1",
    article=place(5),
    text=Text("保持漏洞信息接收渠道畅通", "Keep the channel for reports open"),
    terms=Terms(
        performed_by=Conduct.RECEIVE,
        also=(Conduct.OPEN_RECEPTION,),
        addressee=REPORTERS,
        starts=("report_received",),
        maintenance=True,
    ),
    released=FIRST,
)
def channel_stays_open(actor_role: str) -> bool:
    return actor_role in RECEIVING


@PROVISIONS.grant(
    "RMSV-5-1-channel",
    article=place(5),
    conducts={Conduct.OPEN_RECEPTION},
    text=Text("提供者、运营者和收集平台应当建立接收渠道。", "Vendors, operators and collection platforms are to have a channel for reports."),
    released=FIRST,
)
def channel_may_be_opened(actor_role: str) -> bool:
    return actor_role in RECEIVING


# 第五条 留存…信息接收日志不少于6个月
@PROVISIONS.duty(
    "RMSV-5-2",
    article=place(5),
    text=Text("留存漏洞信息接收日志不少于六个月", "Keep the log of receipt for at least six months"),
    terms=Terms(
        performed_by=Conduct.RECEIVE,
        addressee=Text("主管部门", "the authorities"),
        starts=("report_received",),
        start_by=("log_start", {"receipt": ("report_received",), "closing": ("case_closed",)}),
        maintenance=True,
        broken_by="log_purged",
        kept_until=six_months,
    ),
    released=FIRST,
)
def log_is_kept(actor_role: str) -> bool:
    return actor_role in RECEIVING


@PROVISIONS.provision(
    "RMSV-5-2-log",
    article=place(5),
    conducts={Conduct.PURGE_LOG},
    text=Text("接收日志留存满六个月之前不得清除。", "The log of receipt may not be purged before six months have passed."),
    released=FIRST,
)
def no_purge_before_six_months(six_months_elapsed: bool) -> Effect | None:
    return None if six_months_elapsed else Forbid


# 不少于: six months is the least; what is held stays.
@PROVISIONS.provision(
    "RMSV-5-2-hold",
    article=place(5),
    conducts={Conduct.PURGE_LOG},
    text=Text("日志被保全期间不得清除。", "A log under a hold may not be purged."),
    released=FIRST,
)
def no_purge_under_hold(legal_hold: bool) -> Effect | None:
    return Forbid if legal_hold else None
