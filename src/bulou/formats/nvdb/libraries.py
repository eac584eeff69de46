"""Which library of MIIT's platform takes which class of product; the legal recipient stays the platform itself."""

from dataclasses import dataclass
from enum import StrEnum


class ProductClass(StrEnum):
    GENERAL = "general"
    INDUSTRIAL_CONTROL = "industrial_control"
    MOBILE_APP = "mobile_app"
    VEHICLE = "vehicle"
    GOVERNMENT_IT = "government_it"
    AI = "ai"


@dataclass(frozen=True, slots=True)
class Library:
    """A library of the platform: `code` identifies it, `address` is blank where none is known.

    `product_class` is what it takes, None for the platform's own entrance. The two statuses say what is verified.
    """

    code: str
    product_class: ProductClass | None
    zh: str
    en: str
    address: str
    status_zh: str
    status_en: str


_SEEN = ("名称、代码与网址见于公开网页。", "Name, code and address were seen on public pages.")
_BY_ADDRESS = (
    "网址见于公开网页，代码由网址推得。",
    "The address was seen on public pages, the code follows from it.",
)
_CODE_OPEN = (
    "网址见于公开网页，代码未经核实。",
    "The address was seen on public pages; the code is not verified.",
)
_NAME_ONLY = (
    "名称见于公开网页，代码未经核实，网址不详。",
    "The name was seen on public pages; the code is not verified and no address is known.",
)

PLATFORM = Library(
    "NVDB",
    None,
    "工业和信息化部网络安全威胁和漏洞信息共享平台",
    "MIIT's cyber threat and vulnerability information sharing platform",
    "nvdb.org.cn",
    *_SEEN,
)

_ROWS = (
    ("CNVDB", "general", "通用网络产品安全漏洞专业库", "general network products", "cnvdb.org.cn", _SEEN),
    (
        "CICSVD",
        "industrial_control",
        "工业控制产品安全漏洞专业库",
        "industrial control",
        "cics-vd.org.cn",
        _CODE_OPEN,
    ),
    (
        "CAPPVD",
        "mobile_app",
        "移动互联网APP产品安全漏洞专业库",
        "mobile apps",
        "cappvd.cstc.org.cn",
        _BY_ADDRESS,
    ),
    ("CAVD", "vehicle", "车联网产品安全漏洞专业库", "connected vehicles", "cavd.org.cn", _BY_ADDRESS),
    ("CITIVD", "government_it", "政务信创产品安全漏洞专业库", "domestic IT for government", "", _NAME_ONLY),
    ("CAIVD", "ai", "人工智能产品安全漏洞专业库", "artificial intelligence", "ai.nvdb.org.cn", _SEEN),
)

LIBRARIES: tuple[Library, ...] = tuple(
    Library(code, ProductClass(product_class), zh, en, address, *status)
    for code, product_class, zh, en, address, status in _ROWS
)


def route(product_class: ProductClass | None) -> Library:
    """The library for that class; the platform's own entrance while the class is not known."""
    return next((library for library in LIBRARIES if library.product_class is product_class), PLATFORM)
