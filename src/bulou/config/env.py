"""What may be set from outside: every `BULOU_…` value, declared once, with its default and its sentence.

A value comes from the process environment, else from the file that `BULOU_SETTINGS_FILE` names (lines
`BULOU_NAME=value`), else from the default. A secret may also be given as the path of a file that holds it,
under the same name with `_FILE` behind.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PREFIX = "BULOU_"
SETTINGS_FILE = "BULOU_SETTINGS_FILE"
_TESTING = "BULOU_TEST_"  # read by the tests alone


class Kind(StrEnum):
    """How the text of a setting is read."""

    TEXT = "text"
    FLAG = "flag"
    PATH = "path"
    LIST = "list"
    NUMBER = "number"
    SECRET = "secret"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its full name, how it is read, its default as one would write it, and a sentence each way."""

    name: str
    kind: Kind
    default: str
    en: str
    zh: str
    default_file: str = ""  # where a secret is read from when neither it nor its file is named


class BadSetting(ImproperlyConfigured):
    """A setting cannot be read; the message names it, what stands there and what would be right."""


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "BULOU_HOME",
        Kind.PATH,
        "./var",
        "The data directory: keys, the embedded database, files, outgoing mail while no mail server is set.",
        "数据目录：密钥、内嵌数据库、文件；未设邮件服务器时发出的邮件也写在这里。",
    ),
    Setting(
        "BULOU_DATABASE_URL",
        Kind.SECRET,
        "sqlite:///{home}/bulou.sqlite3",
        "Where records are kept: `sqlite:///path` (four slashes for an absolute path) or a libpq address "
        "`postgresql://user:password@host/name`.",
        "记录存放处：`sqlite:///路径`（绝对路径用四个斜杠）或 libpq 地址 `postgresql://用户:口令@主机/库名`。",
    ),
    Setting(
        "BULOU_SECRET_KEY",
        Kind.SECRET,
        "",
        "Signs sessions and links; made by `bulou init`.",
        "会话和链接的签名密钥，由 `bulou init` 生成。",
        default_file="{home}/secret_key",
    ),
    Setting(
        "BULOU_KEY_FILE",
        Kind.PATH,
        "{home}/kek",
        "The key that wraps the keys of undisclosed content; made by `bulou init`. "
        "Back it up apart from the database: without it that content is lost.",
        "包裹未公开内容密钥的主密钥，由 `bulou init` 生成。请与数据库分开备份：失去它即失去这些内容。",
    ),
    Setting(
        "BULOU_JOURNAL_KEY_FILE",
        Kind.PATH,
        "{home}/journal_key",
        "The Ed25519 key that signs the journal's checkpoints; made by `bulou init`.",
        "日志检查点的 Ed25519 签名密钥，由 `bulou init` 生成。",
    ),
    Setting(
        "BULOU_EXCHANGE_KEY_FILE",
        Kind.PATH,
        "{home}/exchange_key",
        "The secret with which this node signs to other nodes and reads what they encrypt to it; made by `bulou init`, "
        "renewed by `bulou peer renew`.",
        "本节点与其他节点交换时用于签名和解密的密钥，由 `bulou init` 生成，由 `bulou peer renew` 更新。",
    ),
    Setting(
        "BULOU_BASE_URL",
        Kind.TEXT,
        "http://127.0.0.1:8000",
        "The address under which others reach this node; it stands in mails, feeds and security.txt.",
        "他人访问本节点的地址，用于邮件、订阅源和 security.txt。",
    ),
    Setting(
        "BULOU_ALLOWED_HOSTS",
        Kind.LIST,
        "",
        "Host names answered besides that of the base address and this machine's own, separated by commas.",
        "除基础地址和本机名称外还应答的主机名，以逗号分隔。",
    ),
    Setting(
        "BULOU_NODE_NAME",
        Kind.TEXT,
        "bulou",
        "The name of this node in page heads, in mails and as the origin of journal checkpoints.",
        "本节点的名称：用于页眉、邮件和日志检查点的来源。",
    ),
    Setting(
        "BULOU_CONTACT",
        Kind.TEXT,
        "",
        "The contact in security.txt (`mailto:` or `https:`); without it the report form is named.",
        "security.txt 中的联系方式（`mailto:` 或 `https:`）；不设则写报告表单的地址。",
    ),
    Setting(
        "BULOU_ICP",
        Kind.TEXT,
        "",
        "The number of the site's ICP filing, shown at the foot of public pages with a link to the ministry's register.",
        "网站 ICP 备案号，显示在公开页面底部，并链接到工信部备案系统。",
    ),
    Setting(
        "BULOU_METRICS_TOKEN",
        Kind.SECRET,
        "",
        "With it, `/metrics` answers whoever sends `Authorization: Bearer …`; without it only this machine.",
        "设置后，`/metrics` 应答携带 `Authorization: Bearer …` 的请求；不设则只应答本机。",
    ),
    Setting(
        "BULOU_CLAMD",
        Kind.TEXT,
        "",
        "A ClamAV daemon that looks at received files: `unix:///run/clamav/clamd.ctl` or `tcp://host:3310`. "
        "Empty: nobody scans, and files stay in quarantine until a person releases them.",
        "检查所收文件的 ClamAV 守护进程：`unix:///run/clamav/clamd.ctl` 或 `tcp://主机:3310`。为空则不扫描，文件留在隔离区，直到有人放行。",
    ),
    Setting(
        "BULOU_FINDER_VERIFIER",
        Kind.TEXT,
        "",
        "A callable that verifies the identity of finders, as `package.module.name`; it gets name and e-mail address and answers "
        "with `bulou.acts.house.verifiers.Verified`. Empty: only a person of the organisation can check one.",
        "核实漏洞发现者身份的可调用对象，写作 `package.module.name`：接收姓名和邮箱，返回 `bulou.acts.house.verifiers.Verified`。为空则只能由本组织人员核验。",
    ),
    Setting(
        "BULOU_DEMO",
        Kind.FLAG,
        "no",
        "A demonstration node: it may simulate times and says so on every page. Only `bulou demo` sets it.",
        "演示节点：可模拟时间，并在每个页面上注明。仅由 `bulou demo` 设置。",
    ),
    Setting(
        "BULOU_EMAIL_URL",
        Kind.SECRET,
        "",
        "The mail server: `smtp://user:password@host:port`, `smtp+starttls://…` or `smtps://…`. "
        "Empty: mails become files under the data directory.",
        "邮件服务器：`smtp://用户:口令@主机:端口`、`smtp+starttls://…` 或 `smtps://…`。为空则邮件写成数据目录下的文件。",
    ),
    Setting(
        "BULOU_EMAIL_FROM",
        Kind.TEXT,
        "bulou@localhost",
        "The sender of mails.",
        "邮件的发件人。",
    ),
    Setting(
        "BULOU_MAIL_RATE",
        Kind.NUMBER,
        "600",
        "The most mails a minute that notices to many recipients may take; mails to your own people do not wait for them.",
        "群发告知每分钟至多发出的邮件数；发给本单位人员的邮件不受其影响。",
    ),
    Setting(
        "BULOU_EMAIL_REPLY_TO",
        Kind.TEXT,
        "",
        "The address to which reporters answer; its mail must reach the mailbox below. Empty: that of the sender.",
        "报告人回信的地址，其邮件须进入下述邮箱。为空则用发件人地址。",
    ),
    Setting(
        "BULOU_IMAP_URL",
        Kind.SECRET,
        "",
        "The mailbox whose mails become reports: `imaps://user:password@host:port/folder`, `imap+starttls://…` or `imap://…` "
        "(characters such as @ in the password as %40). Empty: no mail is fetched.",
        "收取报告的邮箱：`imaps://用户:口令@主机:端口/文件夹`、`imap+starttls://…` 或 `imap://…`（口令中的 @ 等字符写作 %40）。为空则不收邮件。",
    ),
    Setting(
        "BULOU_IMAP_DONE",
        Kind.TEXT,
        "Bulou",
        "The folder of that mailbox into which a mail is moved once it is safely received.",
        "邮件安全收妥之后移入该邮箱的这个文件夹。",
    ),
    Setting(
        "BULOU_IMAP_ORGANISATION",
        Kind.TEXT,
        "",
        "The short name of the organisation that gets mails whose recipient names none. Empty: the first that receives.",
        "收件人未指明机构的邮件归入该机构（短名）。为空则归入第一个接收报告的机构。",
    ),
    Setting(
        "BULOU_OPENPGP_KEY_FILE",
        Kind.PATH,
        "",
        "The OpenPGP secret key of this node, without a passphrase: mails are decrypted, answers encrypted and signed with it, "
        "and its public half is published. Empty: no OpenPGP.",
        "本节点的 OpenPGP 私钥（不设口令）：用于解密来信、加密并签名回信，其公钥公开发布。为空则不用 OpenPGP。",
    ),
    Setting(
        "BULOU_TRUSTED_PROXY",
        Kind.FLAG,
        "no",
        "A reverse proxy of yours stands in front and sets X-Forwarded-Proto and X-Forwarded-For; "
        "without such a proxy anyone could forge them.",
        "前面有您自己的反向代理，由它设置 X-Forwarded-Proto 和 X-Forwarded-For；没有代理时不可开启，否则任何人都能伪造。",
    ),
    Setting(
        "BULOU_DEBUG",
        Kind.FLAG,
        "no",
        "Error pages that show code and values; never where others can reach them.",
        "显示代码和数值的出错页面；他人可访问之处绝不可开启。",
    ),
)

_DECLARED = {setting.name: setting for setting in SETTINGS}
_YES = frozenset({"1", "yes", "true", "on"})
_NO = frozenset({"0", "no", "false", "off", ""})


class Environment:
    """The values given from outside, read by kind; a name that is not in `SETTINGS` is a KeyError."""

    def __init__(self, values: Mapping[str, str]):
        """Take the values as they are; `load` adds those of the settings file."""
        self._values = values

    @classmethod
    def load(cls, environ: Mapping[str, str] = os.environ) -> "Environment":
        """The environment over the settings file it names; an unreadable file raises `BadSetting`."""
        named = environ.get(SETTINGS_FILE)
        given = {name: value for name, value in environ.items() if name.startswith(PREFIX)}
        return cls({**(_lines(Path(named)) if named else {}), **given})

    def text(self, name: str) -> str:
        """The text given, or the default with `{home}` filled in."""
        given = self._values.get(name)
        return self._filled(_DECLARED[name].default) if given is None else given.strip()

    def flag(self, name: str) -> bool:
        """Yes or no; any other word raises `BadSetting`."""
        word = self.text(name).lower()
        if word in _YES or word in _NO:
            return word in _YES
        raise BadSetting(f"{name} is {word!r}; write yes or no. {name} 应为 yes 或 no。")

    def number(self, name: str) -> int:
        """A whole number above zero; anything else raises `BadSetting`."""
        text = self.text(name)
        if text.isascii() and text.isdigit() and int(text) > 0:
            return int(text)
        raise BadSetting(f"{name} is {text!r}; write a whole number above zero. {name} 应为正整数。")

    def path(self, name: str) -> Path:
        """An absolute path; a relative one counts from the working directory."""
        return Path(self.text(name)).expanduser().absolute()

    def items(self, name: str) -> list[str]:
        """The parts between commas, without blanks."""
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def secret(self, name: str) -> str:
        """The secret itself: as given, else from the file named under `…_FILE`, else from its default file, else
        its default.

        A file that is named and cannot be read raises `BadSetting`; a default file that is not there yet does not.
        """
        named = self._values.get(f"{name}_FILE")
        if named and name not in self._values:
            return _read(Path(named), name=f"{name}_FILE").strip()
        default_file = self._filled(_DECLARED[name].default_file)
        if default_file and name not in self._values and Path(default_file).is_file():
            return _read(Path(default_file), name=name).strip()
        return self.text(name)

    def unknown(self) -> dict[str, str]:
        """Names given that no setting has, each with the nearest that exists (or "")."""
        known = {name.removeprefix(PREFIX): name for name in names()}
        return {
            name: known.get(next(iter(get_close_matches(name.removeprefix(PREFIX), known, n=1)), ""), "")
            for name in sorted(self._values)
            if name.removeprefix(PREFIX) not in known and not name.startswith(_TESTING)
        }

    def _filled(self, text: str) -> str:
        return text.replace("{home}", str(self.path("BULOU_HOME"))) if "{home}" in text else text


def names() -> list[str]:
    """Every name that may be given, with the `_FILE` forms of secrets and the settings file itself."""
    secrets = [f"{s.name}_FILE" for s in SETTINGS if s.kind is Kind.SECRET]
    return [SETTINGS_FILE, *_DECLARED, *secrets]


def _lines(path: Path) -> dict[str, str]:
    values = {}
    for number, line in enumerate(_read(path, name=SETTINGS_FILE).splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.strip().startswith(PREFIX):
            raise BadSetting(
                f"{path}, line {number}: expected {PREFIX}NAME=value. 应写作 {PREFIX}NAME=value。"
            )
        values[name.strip()] = value.strip().strip("\"'")
    return values


def _read(path: Path, *, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{name} names {path}, which cannot be read: {error}. 无法读取。") from error
