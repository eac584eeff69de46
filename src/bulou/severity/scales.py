"""The three scales as one answers them: metric by metric, each with its words, from which the vector is written.

The vector is then read by the same code that reads anyone's; nothing is graded here. The English names of CVSS are FIRST's,
those of GB/T 30279 and all Chinese ones are ours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cvss import constants3 as v31
from cvss import constants4 as v40

from bulou.severity import gbt30279
from bulou.severity.cvss import Cvss
from bulou.severity.errors import SeverityError
from bulou.severity.gbt30279 import Gbt30279
from bulou.severity.ssvc import Label

UNDEFINED = "X"  # CVSS: not defined, the same as left out


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: its code in the vector, its name, what it asks ("" where the name says it), its values by code."""

    code: str
    name: Label
    asks: Label
    values: Mapping[str, Label]


@dataclass(frozen=True, slots=True)
class Group:
    """Metrics that belong together; one that is not `needed` may be left out as a whole."""

    name: Label
    metrics: tuple[Metric, ...]
    needed: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale: its prefix in a vector, its groups in the order of the vector, and what reads a vector of it."""

    name: str
    title: Label
    prefix: str
    groups: tuple[Group, ...]
    read: Callable[[str], Cvss | Gbt30279]

    @property
    def metrics(self) -> tuple[Metric, ...]:
        return tuple(metric for group in self.groups for metric in group.metrics)

    def vector(self, chosen: Mapping[str, str]) -> str:
        """The vector of these values by metric code; what is no value of the metric, or not defined, is left out."""
        parts = [
            f"{metric.code}:{chosen[metric.code]}"
            for metric in self.metrics
            if chosen.get(metric.code, UNDEFINED) in metric.values.keys() - {UNDEFINED}
        ]
        return "/".join([self.prefix, *parts])

    def missing(self, chosen: Mapping[str, str]) -> tuple[Metric, ...]:
        """The metrics still to be answered, before which there is no grade: those needed, and the rest of a group begun."""
        found: list[Metric] = []
        for group in self.groups:
            unanswered = [each for each in group.metrics if chosen.get(each.code) not in each.values]
            begun = self.name == "gbt30279" and len(unanswered) < len(group.metrics)
            found += unanswered if group.needed or begun else []
        return tuple(found)

    def chosen(self, vector: str) -> dict[str, str]:
        """The values of a vector of this scale by metric code; of any other text, none."""
        try:
            text = self.read(vector).vector
        except SeverityError:
            return {}
        prefix, _slash, metrics = text.partition("/")
        return dict(part.split(":") for part in metrics.split("/")) if prefix == self.prefix else {}


_NAMES = {
    "AV": "攻击途径", "AC": "攻击复杂度", "AT": "攻击前提", "PR": "所需权限", "UI": "用户交互", "S": "影响范围",
    "C": "机密性", "I": "完整性", "A": "可用性", "VC": "受影响系统的机密性", "VI": "受影响系统的完整性",
    "VA": "受影响系统的可用性", "SC": "后续系统的机密性", "SI": "后续系统的完整性", "SA": "后续系统的可用性",
    "E": "利用成熟度", "RL": "修复水平", "RC": "报告可信度", "CR": "机密性要求", "IR": "完整性要求", "AR": "可用性要求",
    "AU": "能否自动化", "R": "恢复", "V": "价值集中度", "RE": "响应工作量", "U": "提供者紧急程度",
}  # fmt: skip
_VALUES = {
    "Network": "网络", "Adjacent": "相邻", "Local": "本地", "Physical": "物理", "Low": "低", "Medium": "中",
    "Moderate": "中", "High": "高", "None": "无", "Required": "需要", "Changed": "改变", "Unchanged": "不变",
    "Not Defined": "未定义", "Functional": "有可用的利用程序", "Proof-of-Concept": "有概念验证", "POC": "有概念验证",
    "Unproven": "未证实", "Unavailable": "没有", "Workaround": "有规避办法", "Temporary Fix": "有临时修补",
    "Official Fix": "有正式修补", "Confirmed": "已确认", "Reasonable": "合理可信", "Unknown": "未知", "Present": "有",
    "Passive": "被动", "Active": "主动", "Attacked": "已被用于攻击", "Unreported": "未见报告", "Negligible": "可忽略",
    "Safety": "危及人身", "No": "否", "Yes": "是", "Automatic": "自动", "User": "须用户动手", "Inrecoverable": "不可恢复",
    "Diffuse": "分散", "Concentrated": "集中", "Clear": "无色", "Green": "绿", "Amber": "黄", "Red": "红",
}  # fmt: skip
_ASKS = {
    "AV": Label("攻击者须离目标多近？", "How near must the attacker be?"),
    "AC": Label("是否须绕过防护或碰运气？", "Must defences be evaded, or luck be had?"),
    "AT": Label("是否取决于部署条件？", "Does it hang on how the system is set up?"),
    "TR": Label("触发是否须满足特殊条件？", "Does triggering it need special conditions?"),
    "PR": Label("攻击前须有何种权限？", "What rights are needed beforehand?"),
    "UI": Label("是否须他人操作？", "Must someone else do something?"),
    "S": Label("影响是否越出该组件的权限？", "Does it reach beyond the component's own authority?"),
    "C": Label("能读到什么？", "What can be read?"),
    "I": Label("能改动什么？", "What can be changed?"),
    "A": Label("能使什么停用？", "What can be stopped?"),
    "EC": Label("利用它要花多少代价？", "What does exploiting it cost?"),
    "FD": Label("修复它有多难？", "How hard is it to mend?"),
    "SC": Label("受影响的环境有多大？", "How much of the environment is touched?"),
}
_NOTHING = Label("", "")
# CVSS's own words where the short ones of the library would be read wrongly.
_WORDS = {("RL", "U"): "没有修补", ("V", "X"): "未定义", ("R", "U"): "须用户动手"}


def _of_cvss(code: str, name: str, values: Mapping[str, str]) -> Metric:
    modified = name.startswith("Modified ")
    chinese = f"修正后的{_NAMES[code[1:]]}" if modified else _NAMES[code]
    asks = _NOTHING
    if name == "Safety":  # 4.0 calls by S what 3.1 calls scope
        chinese = "人身安全"
    elif code in (*v31.METRICS_MANDATORY, "AT"):
        asks = _ASKS[code]
    shown = {
        value: Label(_WORDS.get((code, value), _VALUES[said]), said)
        for value, said in values.items()
        if value != UNDEFINED
    }
    if UNDEFINED in values:
        shown = {UNDEFINED: Label("未定义", "Not defined"), **shown}
    return Metric(code, Label(chinese, name.replace("Req.", "Requirement")), asks, shown)


def _groups(names: Mapping[str, str], values: Mapping[str, Mapping[str, str]],
            groups: tuple[tuple[Label, tuple[str, ...]], ...]) -> tuple[Group, ...]:  # fmt: skip
    made = {code: _of_cvss(code, name, values[code]) for code, name in names.items()}
    return tuple(
        Group(label, tuple(made[code] for code in codes), needed=place == 0)
        for place, (label, codes) in enumerate(groups)
    )


_BASE = Label("基本指标", "Base metrics")
_ENVIRONMENT = Label("环境指标", "Environmental metrics")
_THREAT_31 = ("E", "RL", "RC")
_SUPPLEMENT = ("S", "AU", "R", "V", "RE", "U")


def _rest(names: Mapping[str, str], *taken: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in names if not any(code in group for group in taken))


_BASE_31, _BASE_40 = tuple(v31.METRICS_MANDATORY), tuple(v40.METRICS_MANDATORY)
CVSS31 = Scale(
    "cvss31",
    Label("CVSS 3.1", "CVSS 3.1"),
    "CVSS:3.1",
    _groups(
        v31.METRICS_ABBREVIATIONS,
        v31.METRICS_VALUE_NAMES,
        (
            (_BASE, _BASE_31),
            (Label("时间指标", "Temporal metrics"), _THREAT_31),
            (_ENVIRONMENT, _rest(v31.METRICS_ABBREVIATIONS, _BASE_31, _THREAT_31)),
        ),
    ),
    Cvss.parse,
)
CVSS40 = Scale(
    "cvss40",
    Label("CVSS 4.0", "CVSS 4.0"),
    "CVSS:4.0",
    _groups(
        v40.METRICS_ABBREVIATIONS,
        v40.METRICS_VALUE_NAMES,
        (
            (_BASE, _BASE_40),
            (Label("威胁指标", "Threat metrics"), ("E",)),
            (_ENVIRONMENT, _rest(v40.METRICS_ABBREVIATIONS, _BASE_40, ("E",), _SUPPLEMENT)),
            (Label("补充指标（不计分）", "Supplemental metrics (not scored)"), _SUPPLEMENT),
        ),
    ),
    Cvss.parse,
)


def _of_gbt(metric: gbt30279.Metric) -> Metric:
    # No impact scope "none": the source has no row for it, so nobody is asked to choose it.
    values = {
        code: Label(zh, en.capitalize())
        for code, (zh, en) in metric.values.items()
        if (metric.code, code) != ("SC", "N")
    }
    asks = _ASKS.get(metric.code, _NOTHING)
    return Metric(metric.code, Label(metric.zh, metric.en.capitalize()), asks, values)


_GBT = {metric.code: _of_gbt(metric) for metric in gbt30279.METRICS}
GBT30279 = Scale(
    "gbt30279",
    Label("GB/T 30279-2020", "GB/T 30279-2020"),
    gbt30279.PREFIX,
    (
        Group(
            Label("被利用性", "Exploitability"), tuple(_GBT[code] for code in ("AV", "TR", "PR", "UI")), True
        ),
        Group(Label("影响程度", "Impact"), tuple(_GBT[code] for code in "CIA"), True),
        Group(Label("环境因素", "Environment"), tuple(_GBT[code] for code in ("EC", "FD", "SC")), False),
    ),
    gbt30279.grade,
)
SCALES: Mapping[str, Scale] = {scale.name: scale for scale in (GBT30279, CVSS31, CVSS40)}
