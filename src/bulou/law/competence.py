"""Which body of the state may do what under the Provisions: the competence table. Data only; it judges no conduct.

A row is one power with the words that give it and the bodies that have it. What the table does not give, a body may not do
here, however it is set up (DECISIONS 6). Its source status is that of the article it cites.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bulou.law.bodies import Body
from bulou.law.concordance import NEW
from bulou.law.sanctions import ROLES, UnknownBreach, sanctions
from bulou.law.text import Citation, Text, place


class Power(StrEnum):
    """Something that only bodies named for it may do."""

    RECEIVE = "receive"
    RECEIVE_VOLUNTARY = "receive_voluntary"
    CIRCULATE = "circulate"
    RECEIVE_CIRCULATION = "receive_circulation"
    SHARE = "share"
    COORDINATE = "coordinate"
    OPINE = "opine"
    ASSESS = "assess"
    CONSENT = "consent"
    LIST_EVENT = "list_event"
    LIST_PLATFORM = "list_platform"
    URGE = "urge"
    ORDER_VENDOR = "order_vendor"
    ORDER_OPERATOR = "order_operator"
    ORDER_COLLECTOR = "order_collector"
    GUIDE = "guide"
    SUPERVISE = "supervise"


@dataclass(frozen=True, slots=True)
class Competence:
    """One power: what it is in words, where it is given, who has it, and `reading` where the words do not say it outright."""

    power: Power
    title: Text
    citation: Citation
    bodies: tuple[Body, ...]
    reading: Text | None = None


def _row(
    power: Power, zh: str, en: str, article: Text, bodies: tuple[Body, ...], reading: Text | None = None
) -> Competence:
    return Competence(power, Text(zh, en), Citation("RMSV", "规定", article), bodies, reading)


THREE = (Body.MIIT, Body.CAC, Body.MPS)
ALL = (*THREE, Body.SECTOR)
TWO = (Body.MIIT, Body.MPS)
CENTRES = (Body.MPS_CENTRE, Body.CNCERT)
LISTS = Text("条文未写由谁列明；由有权同意者列明", "the text names nobody; whoever consents lists")
MILDER = Text("依法处理之内的较轻措施", "the milder part of acting according to law")
IN_CHARGE = Text(
    "第十三条的有关主管部门监督其主管的运营者",
    "the departments of Article 13 supervise the operators in their charge",
)
GUIDES = Text("属于各自的管理职责", "part of each one's supervision")
SEVEN, TEN = place(7, paragraph=2), place(10, paragraph=2)
TABLE: tuple[Competence, ...] = (
    _row(Power.RECEIVE, "接收提供者的报送", "receive a vendor's notification", place(7, 2), (Body.MIIT,)),
    _row(Power.RECEIVE_VOLUNTARY, "接收自愿报送", "receive voluntary reports", TEN, (Body.MIIT, *CENTRES)),
    _row(Power.CIRCULATE, "同步通报", "circulate a notification at once", SEVEN, (Body.MIIT,)),
    _row(Power.RECEIVE_CIRCULATION, "接收同步通报", "receive what is circulated", SEVEN, CENTRES),
    _row(Power.SHARE, "实时共享信息", "share information in real time", place(3), ALL),
    _row(Power.COORDINATE, "统筹协调", "coordinate the others", place(3), (Body.CAC,)),
    _row(Power.OPINE, "参加联合评估", "take part in a joint assessment", place(3), ALL),
    _row(
        Power.ASSESS, "组织提前发布的评估", "organise the assessment of early publication", place(9, 1), TWO
    ),
    _row(Power.CONSENT, "同意重大活动期间发布", "consent during a major event", place(9, 6), (Body.MPS,)),
    _row(Power.LIST_EVENT, "登记重大活动期间", "list a major event", place(9, 6), (Body.MPS,), LISTS),
    _row(
        Power.LIST_PLATFORM,
        "办理并公布平台备案",
        "file and list collection platforms",
        place(10),
        (Body.MIIT,),
    ),
    _row(Power.URGE, "督促提供者处置", "urge a vendor to remedy", place(12), TWO, MILDER),
    _row(Power.ORDER_VENDOR, "责令提供者改正", "order a vendor to correct", place(12), TWO),
    _row(Power.ORDER_OPERATOR, "责令运营者改正", "order an operator to correct", place(13), ALL),
    _row(Power.ORDER_COLLECTOR, "责令收集、发布者改正", "order a collector to correct", place(14), TWO),
    _row(Power.GUIDE, "答复政策咨询、发布提示", "answer questions of policy", place(3), THREE, GUIDES),
    _row(Power.SUPERVISE, "监督管理", "supervise", place(3), ALL, IN_CHARGE),
)
BY_THE_POLICE = Citation("RMSV", "规定", place(15))
"""What nobody orders a correction of: the public security organs deal with it by their own procedure."""
ORDERS = (Power.ORDER_VENDOR, Power.ORDER_OPERATOR, Power.ORDER_COLLECTOR)
_BY_POWER = {row.power: row for row in TABLE}


def competence(power: Power) -> Competence:
    """The row of a power."""
    return _BY_POWER[power]


def competent(bodies: Iterable[str], power: Power) -> bool:
    """Whether an organisation that is these bodies has the power. Unknown names have none."""
    return bool(set(_BY_POWER[power].bodies) & set(bodies))


def ordering(norm: str, roles: Iterable[str]) -> tuple[Power, ...]:
    """The powers of which one is needed to order a correction of a breach of this norm, by an organisation of these roles.

    The article that answers the breach says who acts on it; where none does, those that answer breaches by such organisations,
    which is a reading. None where only the public security organs' own procedure answers it (Article 15), and for what is no norm.
    """
    try:
        behind = sanctions(norm, edition=NEW, day=date.max)
    except UnknownBreach:
        return ()
    if not behind:
        known = [role for role in roles if role in ROLES]
        behind = tuple(each for role in known for each in sanctions(role, edition=NEW, day=date.max))
    articles = {each.pointed_by.article for each in behind if each.pointed_by is not None}
    return tuple(power for power in ORDERS if competence(power).citation.article in articles)
