"""What each body's packet holds, version 1: fields with their limits and what is known of each.

Limits and lists come from public submission tools for the forms of CNVD and CNNVD and from public parsers of their XML;
nothing was compared with the forms themselves. No form of the MPS centre's platform was found at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

LONGEST = {"line": 500, "text": 20_000, "choice": 60, "date": 10}


class Platform(StrEnum):
    MPS = "mps"
    CNVD = "cnvd"
    CNNVD = "cnnvd"


class SourceStatus(Enum):
    """Where a field or its limit comes from, in both languages."""

    TOOL = (
        "见于公开的表单提交工具，未与该平台网页表单核对。",
        "Seen in public tools that fill the form; not compared with the form itself.",
    )
    EXCHANGE = (
        "见于该库公开 XML 的元素；表单是否要求未经核实。",
        "An element of the database's public XML; whether the form asks for it is not verified.",
    )
    OURS = (
        "未找到该平台表单的说明；本项由本系统按《规定》第七条第（二）项拟定，未经核实。",
        "No description of this form was found; the field is ours, after Art. 7(2), and not verified.",
    )

    @property
    def zh(self) -> str:
        return self.value[0]

    @property
    def en(self) -> str:
        return self.value[1]


class Kind(StrEnum):
    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a list, as it is stored and as it is told."""

    value: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class PlatformField:
    """One field. `needed`: without it the packet cannot be filed; `longest` in characters."""

    name: str
    kind: Kind
    zh: str
    en: str
    status: SourceStatus
    needed: bool = False
    longest: int = 0
    choices: tuple[Choice, ...] = ()
    hint_zh: str = ""
    hint_en: str = ""

    @property
    def ceiling(self) -> int:
        """The most characters: the form's limit, else our own."""
        return self.longest or LONGEST[self.kind]


@dataclass(frozen=True, slots=True)
class Form:
    """One body: its names, address ("" if none is known), schema and fields; `known_*` says what is verified."""

    platform: Platform
    zh: str
    en: str
    address: str
    known_zh: str
    known_en: str
    fields: tuple[PlatformField, ...]

    @property
    def schema(self) -> str:
        return f"{self.platform}-packet/1"

    def field(self, name: str) -> PlatformField | None:
        """The field of this name, if the form has it."""
        return next((field for field in self.fields if field.name == name), None)


def _choices(*rows: tuple[str, str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(*row) for row in rows)


_GRADES = _choices(
    ("超危", "超危", "critical"),
    ("高危", "高危", "high"),
    ("中危", "中危", "medium"),
    ("低危", "低危", "low"),
)
_ENTITIES = _choices(*(
    (zh, zh, en) for zh, en in (
        ("浏览器", "browser"), ("办公软件", "office software"), ("数据库", "database"), ("web应用", "web application"),
        ("建站系统", "site builder"), ("操作系统", "operating system"), ("图像处理软件", "image software"),
        ("OA系统", "office automation system"), ("PDF编辑、阅读器", "PDF editor or reader"),
        ("主流电子邮件网站", "major webmail site"), ("电子邮件服务器", "mail server"), ("电子邮件客户端", "mail client"),
        ("压缩软件", "compression software"), ("视频播放软件", "video player"), ("网页插件", "browser plug-in"),
        ("杀毒软件", "anti-virus software"), ("驱动程序", "driver"), ("工控设备", "industrial control device"),
        ("打印机", "printer"), ("社交软件", "social software"), ("工控软件", "industrial control software"),
        ("网络设备", "network device"), ("安全设备", "security device"),
        ("运营商核心网元设备", "carrier core network element"), ("APP", "mobile app"),
        ("虚拟化平台", "virtualisation platform"), ("安防系统", "physical security system"), ("系统工具", "system tool"),
        ("其他软件", "other software"), ("中间件", "middleware"), ("其他", "other"),
    )
))  # fmt: skip
_NO_EXPLOIT = ("写现象与原因，不写利用代码。", "What happens and why; no exploit code.")
_CONSENT = ("报告者同意后再写姓名。", "Give the name only with the reporter's consent.")
_PATH = (
    "按 GB/T 30279-2020 的分类写，例如“代码问题 > 输入验证错误”。",
    "By the classes of GB/T 30279-2020, with the path.",
)
_T, _X, _O = SourceStatus.TOOL, SourceStatus.EXCHANGE, SourceStatus.OURS
_L, _P, _C = Kind.LINE, Kind.TEXT, Kind.CHOICE


def _field(
    name: str, kind: Kind, zh: str, en: str, status: SourceStatus, hint: tuple[str, str] = ("", ""), *,
    needed: bool = False, longest: int = 0, choices: tuple[Choice, ...] = (),
) -> PlatformField:  # fmt: skip
    return PlatformField(name, kind, zh, en, status, needed, longest, choices, *hint)


_CNVD = (
    _field("title", _L, "漏洞名称", "Title", _T, needed=True),
    _field("vendor", _L, "漏洞厂商", "Vendor", _T),
    _field(
        "object_class", _C, "影响对象类型", "Class of object", _T,
        choices=_choices(
            ("27", "操作系统", "operating system"), ("28", "应用程序", "application"), ("29", "WEB应用", "web application"),
            ("30", "数据库", "database"), ("31", "网络设备", "network device"), ("32", "安全产品", "security product"),
            ("33", "智能设备", "smart device"), ("38", "工业控制", "industrial control"),
        ),
    ),
    _field("product", _L, "影响产品", "Affected product", _T, needed=True),
    _field("version", _L, "影响版本", "Affected versions", _T, needed=True),
    _field(
        "event", _C, "通用型/事件型", "General or event", _T,
        ("产品自身的漏洞是通用型；某一单位在用系统的漏洞是事件型。", "A product's own flaw is general; one of a system in use is an event."),
        needed=True,
        choices=_choices(("通用软硬件漏洞", "通用型", "general"), ("事件型漏洞", "事件型", "event")),
    ),
    _field("vulnerability_type", _L, "漏洞类型", "Type of vulnerability", _T, _PATH),
    _field(
        "severity", _C, "危害级别", "Severity", _X,
        ("CNVD 以 CVSS 2.0 定级；此处只作建议。", "CNVD grades by CVSS 2.0; this is a suggestion only."),
        choices=_choices(("高", "高", "high"), ("中", "中", "medium"), ("低", "低", "low")),
    ),
    _field("cve", _L, "CVE 编号", "CVE number", _X),
    _field(
        "location", _L, "漏洞URL", "Address or path of the flaw", _T,
        ("写产品内的路径；不写运营者在用系统的地址。", "The path inside the product; no address of an operator's system in use."),
    ),
    _field("description", _P, "漏洞描述", "Description", _T, _NO_EXPLOIT, needed=True),
    _field("remedy", _P, "解决方案", "Remedy", _X),
    _field("patch_name", _L, "补丁名称", "Name of the patch", _X),
    _field("reference", _L, "参考链接", "Reference", _X),
    _field("discoverer", _L, "提交人员", "Submitted by", _T, _CONSENT),
)  # fmt: skip

_CNNVD = (
    _field("title", _L, "漏洞名称", "Title", _T, needed=True),
    _field("entity_name", _L, "受影响实体名称", "Affected entity", _T, needed=True),
    _field("entity_version", _L, "受影响实体版本号", "Its versions", _T),
    _field("vendor", _L, "受影响实体厂商名称", "Its vendor", _T),
    _field(
        "entity_class", _C, "受影响实体分类", "Its class", _T,
        ("公开工具显示表单要求选择；没有合适的类别时选“其他”。", "Public tools show that the form asks for it; where no class fits, choose “other”."),
        choices=_ENTITIES,
    ),
    _field("entity_description", _P, "受影响实体描述", "Description of the entity", _T, needed=True),
    _field("vulnerability_type", _L, "漏洞类型", "Type of vulnerability", _T, _PATH),
    _field("severity", _C, "漏洞自评级", "Own grade", _T, needed=True, choices=_GRADES),
    _field("location", _P, "漏洞定位", "Where the flaw is", _T),
    _field("trigger", _P, "漏洞触发条件", "What triggers it", _T, _NO_EXPLOIT),
    _field("description", _P, "漏洞简介", "Summary", _T, _NO_EXPLOIT, needed=True, longest=255),
    _field(
        "verification", _P, "漏洞验证过程", "How it was verified", _T,
        ("写环境、步骤概要与现象，不写利用代码。", "Environment, steps in outline, what was seen; no exploit code."), longest=300,
    ),
    _field("remedy", _P, "解决方案", "Remedy", _X),
    _field("cve", _L, "CVE 编号", "CVE number", _X),
    _field("sender", _L, "提交机构", "Submitting organisation", _T),
    _field("discoverer", _L, "提交人员", "Submitted by", _T, _CONSENT),
    _field("contact", _L, "联系方式", "Contact", _T),
    _field("date", Kind.DATE, "提交日期", "Date of submission", _T),
)  # fmt: skip

_MPS = (
    _field("title", _L, "漏洞名称", "Title", _O, needed=True),
    _field("product", _L, "产品名称", "Product name", _O, needed=True),
    _field("model", _L, "型号", "Model", _O),
    _field("version", _L, "版本", "Version", _O),
    _field("vendor", _L, "产品提供者", "Vendor", _O),
    _field(
        "characteristics", _P, "漏洞的技术特点", "Technical characteristics", _O, _NO_EXPLOIT, needed=True
    ),
    _field("harm", _P, "危害", "Harm", _O),
    _field("scope", _P, "影响范围", "Scope of impact", _O),
    _field("severity", _C, "级别", "Grade", _O, choices=_GRADES),
    _field("cve", _L, "CVE 编号", "CVE number", _O),
    _field("remedy", _P, "修补或者防范措施", "Remedy or precaution", _O),
    _field("discoverer", _L, "报告者", "Reporter", _O, _CONSENT),
    _field("contact", _L, "联系方式", "Contact", _O),
)

FORMS: Mapping[Platform, Form] = {
    form.platform: form
    for form in (
        Form(
            Platform.MPS,
            "国家网络与信息安全信息通报中心漏洞平台",
            "the vulnerability platform of the National Network and Information Security Notification Centre (MPS)",
            "",
            "名称见于第十条第二款；网址与表单均未找到。",
            "The name stands in Art. 10 ¶2; neither its address nor its form was found.",
            _MPS,
        ),
        Form(
            Platform.CNVD,
            "国家计算机网络应急技术处理协调中心漏洞平台（CNVD）",
            "the vulnerability platform of CNCERT/CC (CNVD)",
            "cnvd.org.cn",
            "各项见于公开的提交工具与 XML，未与网页表单核对；必填项由本系统判断。",
            "Fields were seen in public tools and XML, not compared with the form; which are needed is our judgement.",
            _CNVD,
        ),
        Form(
            Platform.CNNVD,
            "中国信息安全测评中心漏洞库（CNNVD）",
            "the vulnerability database of CNITSEC (CNNVD)",
            "cnnvd.org.cn",
            "各项与字数限制见于公开的提交工具，未与网页表单核对；公开资料只写明实体描述与自评级为必填。",
            "Fields and lengths were seen in a public tool, not compared with the form; only the entity's description "
            "and the own grade are told to be required.",
            _CNNVD,
        ),
    )
}
