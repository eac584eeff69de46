"""The packet's schema, version 1: every field with its labels, its ground in Art. 7(2) and what is known of it.

Art. 7(2) names six items and leaves the list open (等). NVDB's own web form could not be read, so every other field
says where it comes from, and no conformity with that form is claimed.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum

SCHEMA = "nvdb-packet/1"
ARTICLE_ZH = "《网络产品安全漏洞管理规定》第七条第（二）项"
ARTICLE_EN = "Art. 7(2) of the Provisions (RMSV)"


class SourceStatus(Enum):
    """Where a field comes from, in both languages."""

    STATUTE = (
        "法条列举的事项；条文据公开转载，未直接核对公报。",
        "Named by the article; its text was read in public copies, not in the gazette.",
    )
    SECONDARY = (
        "仅一份二手资料提及 NVDB 询问此项，未经核实。",
        "One secondary source says that NVDB asks for it; not verified.",
    )
    OTHER_FORM = (
        "见于 CNVD 或 CNNVD 的表单；NVDB 是否要求未经核实。",
        "Found in the forms of CNVD or CNNVD; whether NVDB asks for it is not verified.",
    )
    OURS = (
        "本系统自拟，法条未列举，NVDB 是否要求未经核实。",
        "Our own addition: the article does not name it, and whether NVDB asks for it is not verified.",
    )

    @property
    def zh(self) -> str:
        return self.value[0]

    @property
    def en(self) -> str:
        return self.value[1]


class Kind(StrEnum):
    """What a field holds: one line, several lines, one of a fixed set, yes or no, a moment, or severity vectors."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes_no"
    MOMENT = "moment"
    GBT30279 = "gbt30279"
    CVSS = "cvss"


class Exploitation(StrEnum):
    NONE_KNOWN = "none_known"
    PROOF_OF_CONCEPT = "proof_of_concept"
    EXPLOITED = "exploited"

    @property
    def zh(self) -> str:
        return {"none_known": "未发现利用", "proof_of_concept": "存在验证代码", "exploited": "已被利用"}[self]


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `name` is the packet's attribute and JSON key; `item` the article's own word, or None."""

    name: str
    kind: Kind
    zh: str
    en: str
    item: str | None
    status: SourceStatus
    hint_zh: str
    hint_en: str


def _statutory(name: str, kind: Kind, zh: str, en: str, item: str, hint_zh: str, hint_en: str) -> Field:
    return Field(name, kind, zh, en, item, SourceStatus.STATUTE, hint_zh, hint_en)


STATUTORY: tuple[Field, ...] = (
    _statutory(
        "product_name",
        Kind.LINE,
        "产品名称",
        "Product name",
        "产品名称",
        "写产品对外使用的全称。",
        "The full name under which the product is sold or given out.",
    ),
    _statutory(
        "model",
        Kind.LINE,
        "型号",
        "Model",
        "型号",
        "硬件写全部受影响型号；没有型号的软件写“无型号”。",
        "All affected models of hardware; for software without one write “no model”.",
    ),
    _statutory(
        "version",
        Kind.LINE,
        "版本",
        "Version",
        "版本",
        "写受影响的版本范围，例如“V2.3.1 及以前版本”。",
        "The affected versions, as “2.3.1 and earlier”.",
    ),
    _statutory(
        "technical_characteristics",
        Kind.TEXT,
        "漏洞的技术特点",
        "Technical characteristics of the vulnerability",
        "技术特点",
        "写漏洞类型、成因、触发条件；不写利用代码。",
        "Type, cause and trigger; no exploit code.",
    ),
    _statutory(
        "harm",
        Kind.TEXT,
        "危害",
        "Harm",
        "危害",
        "写被利用后的后果和危害程度。",
        "What happens when it is exploited, and how grave that is.",
    ),
    _statutory(
        "impact_scope",
        Kind.TEXT,
        "影响范围",
        "Scope of impact",
        "影响范围",
        "写部署数量、行业、地域和下游产品；尚不清楚的写明正在评估。",
        "Number in use, sectors, regions, downstream products; say what is still being assessed.",
    ),
)

OPTIONAL: tuple[Field, ...] = (
    Field(
        "title",
        Kind.LINE,
        "漏洞名称",
        "Title",
        None,
        SourceStatus.OTHER_FORM,
        "一句话概括产品、部位和漏洞类型。",
        "Product, place and type of the flaw in one line.",
    ),
    Field(
        "vendor",
        Kind.LINE,
        "产品提供者",
        "Vendor",
        None,
        SourceStatus.OTHER_FORM,
        "写提供者的登记名称。",
        "The vendor's registered name.",
    ),
    Field(
        "product_class",
        Kind.CHOICE,
        "产品类别",
        "Product class",
        None,
        SourceStatus.OURS,
        "决定送往平台的哪个专业库。",
        "Decides which library of the platform it goes to.",
    ),
    Field(
        "vulnerability_type",
        Kind.LINE,
        "漏洞类型",
        "Type of vulnerability",
        None,
        SourceStatus.OTHER_FORM,
        "按 GB/T 30279-2020 的分类写，例如“代码问题 > 输入验证错误”。",
        "By the classes of GB/T 30279-2020, with the path.",
    ),
    Field(
        "trigger_location",
        Kind.TEXT,
        "漏洞触发位置",
        "Where it is triggered",
        None,
        SourceStatus.SECONDARY,
        "由提供者决定是否填写；写组件、接口或文件，不写利用步骤。",
        "The vendor decides whether to say; component, interface or file, no steps of exploitation.",
    ),
    Field(
        "discovery",
        Kind.TEXT,
        "发现情况",
        "How it was found",
        None,
        SourceStatus.OURS,
        "外部报告、内部测试、上游通告等。",
        "A report, an internal test, an upstream notice.",
    ),
    Field(
        "learned_at",
        Kind.MOMENT,
        "获知时间",
        "Learned at",
        None,
        SourceStatus.OURS,
        "发现或者获知的时刻，是“2日”的起点依据。",
        "When it was found or learned: what the two days are counted from.",
    ),
    Field(
        "reporter",
        Kind.LINE,
        "报告者",
        "Reporter",
        None,
        SourceStatus.OTHER_FORM,
        "报告者同意后再写姓名。",
        "Give the name only with the reporter's consent.",
    ),
    Field(
        "exploitation",
        Kind.CHOICE,
        "利用状态",
        "State of exploitation",
        None,
        SourceStatus.OURS,
        "不清楚时留空。",
        "Leave it empty when not known.",
    ),
    Field(
        "already_public",
        Kind.YES_NO,
        "是否已公开",
        "Already public",
        None,
        SourceStatus.OURS,
        "不清楚时留空。",
        "Leave it empty when not known.",
    ),
    Field(
        "remedy",
        Kind.TEXT,
        "修补或者防范措施",
        "Remedy or precaution",
        None,
        SourceStatus.OTHER_FORM,
        "写补丁、版本、缓解办法，或者预计时间。",
        "Patch, version, mitigation, or when one is expected.",
    ),
    Field(
        "remedy_at",
        Kind.MOMENT,
        "措施提供时间",
        "Remedy available at",
        None,
        SourceStatus.OURS,
        "尚未提供时留空。",
        "Leave it empty while there is none.",
    ),
    Field(
        "gbt30279",
        Kind.GBT30279,
        "GB/T 30279-2020 分级",
        "Grade by GB/T 30279-2020",
        None,
        SourceStatus.OTHER_FORM,
        "由向量查表得出。",
        "Looked up from the vector.",
    ),
    Field(
        "cvss",
        Kind.CVSS,
        "CVSS 评分",
        "CVSS score",
        None,
        SourceStatus.OTHER_FORM,
        "3.1 或 4.0 的向量。",
        "Vectors of 3.1 or 4.0.",
    ),
    Field(
        "cve",
        Kind.LINE,
        "CVE 编号",
        "CVE number",
        None,
        SourceStatus.OTHER_FORM,
        "没有则留空。",
        "Leave it empty when there is none.",
    ),
    Field(
        "upstream_component",
        Kind.TEXT,
        "上游产品或者组件",
        "Upstream product or component",
        None,
        SourceStatus.OURS,
        "漏洞来自上游时写其名称、版本和提供者。",
        "When the flaw comes from upstream: its name, version and vendor.",
    ),
    Field(
        "contact",
        Kind.LINE,
        "联系人及联系方式",
        "Contact",
        None,
        SourceStatus.OTHER_FORM,
        "平台核实情况时找谁。",
        "Whom the platform may ask.",
    ),
)

FIELDS: tuple[Field, ...] = STATUTORY + OPTIONAL
