"""SSVC: in which order to work, by answering a few questions. Never whether to report: that is the law's alone.

The questions, their values and the outcomes are those of CERT/CC's decision tables “Supplier Patch Development Priority”
1.0.0, “Deployer Patch Application Priority” 1.0.0 and “Coordinator Triage” 1.0.0 (repository CERTCC/SSVC, data/csv/ssvc, read
on 2026-11-22), whose decision points are Exploitation 1.1.0, Utility 1.0.1, Technical Impact 1.0.0, Public Safety Impact
2.0.1, System Exposure 1.0.1, Automatable 2.0.0, Human Impact 2.0.2, Report Public 1.0.0, Supplier Contacted 1.0.0, Report
Credibility 1.0.0, Supplier Cardinality 1.0.0 and Supplier Engagement 1.0.0. The words are ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from bulou.severity.errors import SeverityError

SOURCE = "CERTCC/SSVC data/csv/ssvc"


@dataclass(frozen=True, slots=True)
class Label:
    """A text in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Question:
    """A decision point: what is asked, and the answers from the least to the most urgent as the tables list them."""

    name: str
    version: str
    asks: Label
    values: Mapping[str, Label]


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table: its questions in order, and an outcome for every combination of answers."""

    name: str
    version: str
    title: Label
    questions: tuple[Question, ...]
    outcomes: Mapping[str, Label]
    rows: Mapping[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a table says: the outcome, its rank from 1 (least pressing), and the path of answers that led to it."""

    table: Table
    outcome: str
    rank: int
    path: tuple[tuple[Question, str], ...]


EXPLOITATION = Question("exploitation", "1.1.0", Label("是否已被利用", "Is it exploited?"), {
    "none": Label("没有利用的迹象", "No sign of it"),
    "public_poc": Label("利用方法或证明代码已公开", "A way to do it is public"),
    "active": Label("已有真实攻击", "Attacks happen"),
})  # fmt: skip
UTILITY = Question("utility", "1.0.1", Label("对攻击者有多好用", "How useful is it to attackers?"), {
    "laborious": Label("费力：不能自动化，每个目标价值分散", "Laborious: by hand, little gained each time"),
    "efficient": Label("高效：可自动化，或单个目标价值集中", "Efficient: automatable, or much gained at once"),
    "super_effective": Label("极高效：可自动化且价值集中", "Very effective: automatable and much gained at once"),
})  # fmt: skip
TECHNICAL_IMPACT = Question("technical_impact", "1.0.0", Label("技术影响", "How far does control go?"), {
    "partial": Label("部分：受限的控制或信息", "Partial control or disclosure"),
    "total": Label("完全：可全面控制或取得全部信息", "Total control or disclosure"),
})  # fmt: skip
SAFETY = Question("public_safety_impact", "2.0.1", Label("对公共安全的影响", "Does it touch public safety?"), {
    "minimal": Label("轻微", "Minimal"),
    "significant": Label("显著：可能伤人、造成重大损失或影响公共服务", "Significant: injury, great loss or public services"),
})  # fmt: skip
EXPOSURE = Question("system_exposure", "1.0.1", Label("系统暴露在哪里", "Where can the system be reached?"), {
    "small": Label("很小：隔离或仅限本机", "Hardly: isolated or local"),
    "controlled": Label("受控：访问受限或有监测", "Controlled: access is limited or watched"),
    "open": Label("开放：互联网或无法限制的网络可达", "Open: from the internet or any network"),
})  # fmt: skip
AUTOMATABLE = Question("automatable", "2.0.0", Label("能否自动化利用", "Can exploiting it be automated?"), {
    "no": Label("不能", "No"), "yes": Label("能", "Yes"),
})  # fmt: skip
HUMAN_IMPACT = Question("human_impact", "2.0.2", Label("对人员与业务的影响", "What does it do to people and to the mission?"), {
    "low": Label("低：无碍安全与业务", "Low: neither safety nor the mission suffers"),
    "medium": Label("中：业务受损但可维持", "Medium: the mission is degraded and goes on"),
    "high": Label("高：关键业务中断，或可能伤人", "High: an essential function fails, or people may be hurt"),
    "very_high": Label("极高：可能致死，或整体业务失败", "Very high: lives, or the mission as a whole"),
})  # fmt: skip
REPORT_PUBLIC = Question("report_public", "1.0.0", Label("详情是否已公开", "Is the detail public?"), {
    "yes": Label("已公开", "Public"), "no": Label("未公开", "Not public"),
})  # fmt: skip
CONTACTED = Question("supplier_contacted", "1.0.0", Label("报告者是否联系过提供者", "Did the reporter contact the vendor?"), {
    "no": Label("没有，或方式不妥", "No, or not by a working way"), "yes": Label("已联系", "Yes"),
})  # fmt: skip
CREDIBILITY = Question("report_credibility", "1.0.0", Label("报告是否可信", "Is the report credible?"), {
    "not_credible": Label("不可信", "Not credible"), "credible": Label("可信", "Credible"),
})  # fmt: skip
CARDINALITY = Question("supplier_cardinality", "1.0.0", Label("涉及多少提供者", "How many vendors?"), {
    "one": Label("一家", "One"), "multiple": Label("多家", "Several"),
})  # fmt: skip
ENGAGEMENT = Question("supplier_engagement", "1.0.0", Label("提供者是否在处理", "Does the vendor respond?"), {
    "active": Label("在处理", "Works on it"), "unresponsive": Label("没有回应", "Does not respond"),
})  # fmt: skip

_SUPPLIER_OUTCOMES = {
    "defer": Label("暂缓", "Defer"),
    "scheduled": Label("按计划处理", "Scheduled"),
    "out_of_cycle": Label("提前处理", "Out of cycle"),
    "immediate": Label("立即处理", "Immediate"),
}
_COORDINATOR_OUTCOMES = {
    "decline": Label("不介入协调", "Decline to coordinate"),
    "track": Label("跟踪", "Track"),
    "coordinate": Label("介入协调", "Coordinate"),
}

# One letter an outcome. Within a line utility goes from left to right, each pair is minimal and significant safety impact.
_SUPPLIER = {
    ("none", "partial"): "DS SO SO",
    ("none", "total"): "SO SO OO",
    ("public_poc", "partial"): "SO SI OI",
    ("public_poc", "total"): "SI OI OI",
    ("active", "partial"): "OI OI II",
    ("active", "total"): "OI OI II",
}
# Human impact from low to very high, by exploitation, exposure and whether it can be automated (no, then yes).
_DEPLOYER = {
    ("none", "small"): "DDSS DSSS",
    ("none", "controlled"): "DSSS SSSS",
    ("none", "open"): "DSSS SSSO",
    ("public_poc", "small"): "DSSS SSSS",
    ("public_poc", "controlled"): "DSSS SSSO",
    ("public_poc", "open"): "SSSO SSOO",
    ("active", "small"): "SSOO SOOO",
    ("active", "controlled"): "SSOO OOOO",
    ("active", "open"): "SOOI OOII",
}
_LETTERS = {"D": "defer", "S": "scheduled", "O": "out_of_cycle", "I": "immediate"}

# Not public and the vendor contacted: by credibility, cardinality and engagement. In every other case only a very useful
# flaw of several vendors that touches public safety is coordinated.
_CONTACTED = {
    ("not_credible", "one", "active"): "DD DT DT",
    ("not_credible", "one", "unresponsive"): "DD DT DT",
    ("not_credible", "multiple", "active"): "DT DT TC",
    ("not_credible", "multiple", "unresponsive"): "DT DT TC",
    ("credible", "one", "active"): "DD DT DT",
    ("credible", "one", "unresponsive"): "TC CC CC",
    ("credible", "multiple", "active"): "DT DT CC",
    ("credible", "multiple", "unresponsive"): "CC CC CC",
}
_OTHERWISE = {"one": "DD DD DD", "multiple": "DD DD DC"}
_COORDINATOR_LETTERS = {"D": "decline", "T": "track", "C": "coordinate"}


def _cell(line: str, utility: str, safety: str) -> str:
    return line.split()[list(UTILITY.values).index(utility)][list(SAFETY.values).index(safety)]


def _supplier_rows() -> dict[tuple[str, ...], str]:
    questions = (EXPLOITATION, UTILITY, TECHNICAL_IMPACT, SAFETY)
    return {
        (exploited, utility, impact, safety): _LETTERS[_cell(_SUPPLIER[exploited, impact], utility, safety)]
        for exploited, utility, impact, safety in product(*(each.values for each in questions))
    }


def _deployer_rows() -> dict[tuple[str, ...], str]:
    return {
        (exploited, exposure, automatable, impact): _LETTERS[letter]
        for (exploited, exposure), line in _DEPLOYER.items()
        for automatable, letters in zip(AUTOMATABLE.values, line.split(), strict=True)
        for impact, letter in zip(HUMAN_IMPACT.values, letters, strict=True)
    }


def _coordinator_rows() -> dict[tuple[str, ...], str]:
    rows = {}
    for answers in product(*(each.values for each in _COORDINATOR_QUESTIONS)):
        public, contacted, *about, utility, safety = answers
        open_to_it = public == "no" and contacted == "yes"
        line = _CONTACTED[about[0], about[1], about[2]] if open_to_it else _OTHERWISE[about[1]]
        rows[answers] = _COORDINATOR_LETTERS[_cell(line, utility, safety)]
    return rows


_COORDINATOR_QUESTIONS = (REPORT_PUBLIC, CONTACTED, CREDIBILITY, CARDINALITY, ENGAGEMENT, UTILITY, SAFETY)
SUPPLIER = Table(
    "supplier",
    "1.0.0",
    Label("提供者：修补的先后", "Vendor: in which order to mend"),
    (EXPLOITATION, UTILITY, TECHNICAL_IMPACT, SAFETY),
    _SUPPLIER_OUTCOMES,
    _supplier_rows(),
)
DEPLOYER = Table(
    "deployer",
    "1.0.0",
    Label("运营者：修补的先后", "Operator: in which order to mend"),
    (EXPLOITATION, EXPOSURE, AUTOMATABLE, HUMAN_IMPACT),
    _SUPPLIER_OUTCOMES,
    _deployer_rows(),
)
COORDINATOR = Table(
    "coordinator",
    "1.0.0",
    Label("协调者：是否介入协调", "Coordinator: whether to coordinate"),
    _COORDINATOR_QUESTIONS,
    _COORDINATOR_OUTCOMES,
    _coordinator_rows(),
)
TABLES: Mapping[str, Table] = {table.name: table for table in (SUPPLIER, DEPLOYER, COORDINATOR)}


def decide(table: Table, answers: Mapping[str, str]) -> Decision:
    """What the table says of these answers, by question name. Raises SeverityError for a missing or unknown answer."""
    path = []
    for question in table.questions:
        answer = answers.get(question.name, "")
        if answer not in question.values:
            ways = "、".join(question.values)
            raise SeverityError(
                f"{question.name}:{answer}",
                f"“{question.asks.zh}”须在其中选一项：{ways}",
                f"“{question.asks.en}” needs one of: {', '.join(question.values)}",
            )
        path.append((question, answer))
    outcome = table.rows[tuple(answer for _question, answer in path)]
    return Decision(table, outcome, list(table.outcomes).index(outcome) + 1, tuple(path))
