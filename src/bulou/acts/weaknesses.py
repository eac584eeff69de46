"""The classes of GB/T 30279-2020 from which reporters and the desk may choose; nobody has to.

The tree is known from the 2019 draft and from how CNNVD uses it; it was not compared with the published standard.
What is stored is the path in Chinese, as the authority's packet wants it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Weakness:
    """A class: its Chinese name as the standard has it, its label, and its subclasses."""

    zh: str
    label: object
    below: tuple["Weakness", ...] = ()


TREE = (
    Weakness(
        "代码问题",
        _("Code"),
        (
            Weakness("资源管理错误", _("Resource management")),
            Weakness(
                "输入验证错误",
                _("Input validation"),
                (
                    Weakness("缓冲区错误", _("Buffer error")),
                    Weakness(
                        "注入",
                        _("Injection"),
                        (
                            Weakness("格式化字符串错误", _("Format string")),
                            Weakness("跨站脚本", _("Cross-site scripting")),
                            Weakness("命令注入", _("Command injection")),
                            Weakness("代码注入", _("Code injection")),
                            Weakness("SQL注入", _("SQL injection")),
                        ),
                    ),
                    Weakness("路径遍历", _("Path traversal")),
                    Weakness("后置链接", _("Link following")),
                    Weakness("跨站请求伪造", _("Cross-site request forgery")),
                ),
            ),
            Weakness("数字错误", _("Numeric error")),
            Weakness("竞争条件问题", _("Race condition")),
            Weakness("处理逻辑错误", _("Processing logic")),
            Weakness("加密问题", _("Cryptography")),
            Weakness(
                "授权问题",
                _("Authorisation"),
                (
                    Weakness("信任管理问题", _("Trust management")),
                    Weakness("权限许可和访问控制问题", _("Permissions and access control")),
                ),
            ),
            Weakness("数据转换问题", _("Data conversion")),
            Weakness("未声明功能", _("Undeclared function")),
        ),
    ),
    Weakness("配置错误", _("Configuration")),
    Weakness(
        "环境问题",
        _("Environment"),
        (Weakness("信息泄露", _("Information disclosure")), Weakness("故障注入", _("Fault injection"))),
    ),
    Weakness("其他", _("Other")),
)


def choices() -> list[tuple[str, str]]:
    """Every class as (path in Chinese, label in the active language), not knowing first."""
    return [("", str(_("I am not sure"))), *((path, label) for path, label in _walk(TREE))]


def lazy_choices() -> list[tuple[str, Any]]:
    """The choices with labels that speak the language of whoever reads them; for what is made before anyone asks."""
    return [(path, lazystr(_Label(path))) for path, _label in choices()]


class _Label:
    def __init__(self, path: str) -> None:
        self._path = path

    def __str__(self) -> str:
        return label(self._path)


def label(path: str) -> str:
    """The label of a stored path in the active language; of anything else, itself."""
    return dict(choices()).get(path, path)


def _walk(classes: tuple[Weakness, ...], path: str = "", above: str = "") -> Iterator[tuple[str, str]]:
    for found in classes:
        here = f"{path} > {found.zh}" if path else found.zh
        shown = f"{above} › {found.label}" if above else str(found.label)
        yield here, shown
        # “Code” holds nearly everything: as a first word it would only hide what tells classes apart.
        yield from _walk(found.below, here, "" if found is TREE[0] else shown)
