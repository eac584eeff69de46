"""How much a report gives its reader to go on: points with reasons, for the order in which reports are looked at.

The score orders and never decides: it hides nothing, refuses nothing, pauses no clock and is no finding about anyone.
A frightened first report of a true flaw may score low, which is why whatever scores low stays in the same list.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bulou.cases.machine import Text

READ = 6_000  # characters of each field that are looked at; every pattern below takes time linear in them
LEAST, MOST = -50, 100
_PROSE = ("steps", "impact", "note")
_FIELDS = ("title", "product", "versions", "weakness", "contact", *_PROSE)


@dataclass(frozen=True, slots=True)
class Point:
    """One reason: what it is worth, and why, in both languages."""

    name: str
    worth: int
    why: Text


@dataclass(frozen=True, slots=True)
class History:
    """How earlier reports of the same reporter to the same organisation went; only where the channel vouches for them."""

    confirmed: int = 0
    declined: int = 0


@dataclass(frozen=True, slots=True)
class Quality:
    """The points of a report and their sum, kept within -50 and 100."""

    points: tuple[Point, ...]

    @property
    def score(self) -> int:
        return max(LEAST, min(MOST, sum(point.worth for point in self.points)))


WORTH: Mapping[str, tuple[int, Text]] = {
    "product": (10, Text("写明了产品", "It names a product")),
    "product_known": (10, Text("产品是本单位登记的", "The product is one of ours")),
    "versions": (10, Text("写明了版本", "It names versions")),
    "steps": (15, Text("有可以照做的步骤", "It has steps that one can follow")),
    "proof": (20, Text("有请求、代码、堆栈或载荷等证据", "It shows proof: a request, code, a trace or a payload")),
    "place": (15, Text("指出了位置：接口、参数、端口、函数或文件", "It says where: an endpoint, parameter, port, function or file")),
    "observed": (10, Text("写明了观察到的结果", "It says what was observed")),
    "impact": (5, Text("写明了影响", "It says what follows")),
    "weakness": (5, Text("写明了缺陷类型", "It names the kind of flaw")),
    "files": (5, Text("附有文件", "Files came with it")),
    "contact": (5, Text("留了联系方式", "It can be answered outside this platform")),
    "history": (10, Text("该报告人以往的报告曾被证实", "Earlier reports of this reporter were confirmed")),
    "history_declined": (-5, Text("该报告人以往的报告多未证实", "Most earlier reports of this reporter were declined")),
    "short": (-15, Text("正文很短", "There is very little text")),
    "filler": (-15, Text("正文是重复字符或测试字样", "The text is filler or a test")),
    "best_practice": (-25, Text("像是扫描器常见的配置建议", "It reads like a scanner's remark on configuration")),
    "vague": (-20, Text("泛泛而谈，没有具体对象", "It speaks in general terms only")),
    "money": (-20, Text("先谈报酬", "It asks for money first")),
    "threat": (-20, Text("含有威胁或出售的用语（按第四条、第九条另行标记）", "It threatens or offers for sale (Articles 4 and 9: flag it)")),
    "promotion": (-30, Text("像是广告", "It reads like an advertisement")),
    "support": (-20, Text("像是使用咨询或投诉", "It reads like a question or complaint to customer service")),
    "unread": (-10, Text("部分内容无法读取", "Parts of it could not be read")),
}  # fmt: skip
"""What each point is worth and why; committed with the labelled sample that they were tried on."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_STEPS = _any(
    r"^\s{0,8}\d{1,2}[.)、]", r"\b[1-9][.)] \w", r"[；;] ?[2-9][.、)]", r"步骤|复现|重放|抓包|解包",
    r"\b(?:log in|sign in|send|post|put|set|open|record|unpack|reload|upload)\b", r"登录后|上传|填入?|发送?|传 ?\w|改成|打开", r"向.{1,24}发",
)  # fmt: skip
_PROOF = _any(
    r"\b(?:GET|POST|PUT|DELETE|HEAD|PATCH) /", r"uid=0", r"<(?:script|img|svg)\b", r"\.\./", r"sleep\(",
    r"\b(?:ASAN|segfault|backtrace|stack trace)\b", r"崩溃|堆栈|回显|日志", r"#\d \w", r"0x[0-9a-f]{4}", r"\w\.(?:c|cpp|py|js|java|go|rs):\d",
    r"```", r"\b(?:returns?|answers?) (?:20\d|the )", r"返回 ?(?:20\d|\d{3})", r"附件|附后|attached|below|脚本|script\b", r"收到.{0,6}请求|calls back",
    r"\b(?:adb|sqlmap|binwalk|burp|curl|nmap|frida)\b", r"PJL |sha256",
)  # fmt: skip
_PLACE = _any(
    r"(?:^|[\s（(，,：:「\"'])/[\w.-]", r"\w\(\)", r"\w_\w", r"参数|端口|接口|函数|字段|寄存器|功能码",
    r"\b(?:parameter|port|endpoint|function|header|cookie|register)\b", r"\b\d{2,6} (?:baud|端口)", r"\w=\S",
)  # fmt: skip
_OBSERVED = _any(
    r"即(?:触发|可|为|刷入)|能(?:看到|登录|开门|改|探测)|可(?:令|安装|读|收到|外带|看到|探测|开门)|仍(?:可|能|在)|必中|延时|越界|不(?:恢复|验签)|暴露|都这样|有回显|无需(?:登录|认证)",
    r"\b(?:shows?|returns?|answers?|opens|downloads|delays?|runs when|still|is gone|stops|comes back)\b",
    r"\b(?:without (?:login|authentication|it|checking)|no login|identical|I (?:could|see|fetched))\b",
)  # fmt: skip
_BEST_PRACTICE = _any(
    r"x-frame-options|x-content-type|content-security-policy|referrer-policy|strict-transport|\bhsts\b", r"\bdmarc\b|\bspf\b", r"clickjacking|点击劫持",
    r"httponly", r"\btls 1\.0|weak cipher|弱加密", r"(?:server|version|banner) (?:header|disclosure|banner)|版本信息|Server: ",
    r"OPTIONS (?:method|enabled)|OPTIONS 方法",
    r"best practices?", r"self.?xss", r"no captcha|没有验证码|rate limit on the newsletter",
    r"directory listing|目录列表|可以列出|lists pictures", r"扫描器|scanner report",
)  # fmt: skip
_VAGUE = _any(
    r"ever-evolving|threat landscape|could potentially|may lead to severe|as an ai language model",
    r"日益严峻|不可估量|全面排查|人工智能语言模型|可能存在.{0,12}风险|多种风险",
    r"(?:critical|serious) (?:bug|vulnerability) (?:on|in) your (?:web)?site", r"有严重漏洞|均存在|theoretically|理论上|有洞",
)  # fmt: skip
_MONEY = _any(
    r"\b(?:bounty|reward|pay)\b", r"奖金|赏金|奖励|报酬|付费|懂的联系", r"\btelegram\b",
)  # fmt: skip
_THREAT = _any(
    r"or (?:we|i|everything).{0,20}(?:publish|public)|within \d+ hours or", r"bitcoin|比特币|crypto only|escrow",
    r"不付费|就公开|否则公开|出售|先款后货|for sale|selling\b",
)  # fmt: skip
_PROMOTION = _any(
    r"\bseo\b|backlinks|casino|viagra|\bloans?\b", r"发票|博彩|葡京|加微信|优惠|贷款",
    r"leading provider|schedule a call|期待与贵司合作|first page of google",
)  # fmt: skip
_SUPPORT = _any(
    r"how do i|forgot (?:the|my) password|please (?:add|fix)\b|very slow", r"怎么重置|忘记密码|客服|投诉|网速|希望能|太亮", r"hacked!",
)  # fmt: skip
_FILLER = re.compile(
    r"(?:测试|test|asdf|qwer|hello|hi|你好|在吗|在么|\d|[\W_])+(?:is anyone there)?", re.IGNORECASE
)
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("steps", _STEPS),
    ("proof", _PROOF),
    ("place", _PLACE),
    ("observed", _OBSERVED),
    ("best_practice", _BEST_PRACTICE),
    ("vague", _VAGUE),
    ("money", _MONEY),
    ("threat", _THREAT),
    ("promotion", _PROMOTION),
    ("support", _SUPPORT),
)
_UNREAD = ("unreadable_json", "not_an_object", "not_utf8", "broken_form", "not_a_form", "files_unreadable")


def quality(
    content: Mapping[str, object],
    *,
    marks: Iterable[str] = (),
    files: int = 0,
    products: Iterable[str] = (),
    history: History | None = None,
) -> Quality:
    """The points of a report. `content` by the form's field names, `products` the organisation's own names.

    Pure and quick on any text: the same report has the same points whenever it is asked.
    """
    said = {name: _folded(content.get(name)) for name in _FIELDS}
    names = [*_filled(said, files), *_read(said), *_marked(marks), *_past(history)]
    if said["product"] and _known(said["product"], products):
        names.append("product_known")
    return Quality(tuple(Point(name, *WORTH[name]) for name in WORTH if name in names))


def _folded(value: object) -> str:
    return unicodedata.normalize("NFKC", str(value or "")[:READ]).strip()


def _filled(said: Mapping[str, str], files: int) -> Iterable[str]:
    for name in ("product", "versions", "weakness", "contact", "impact"):
        if len(said[name]) > 1 or (name == "versions" and said[name].isdigit() and len(said["product"]) > 4):
            yield name
    if files:
        yield "files"


def _read(said: Mapping[str, str]) -> Iterable[str]:
    prose = "\n".join(said[name] for name in _PROSE if said[name])
    text = "\n".join(filter(None, [said["title"], prose]))
    if sum(2 if ord(sign) > 0x2E7F else 1 for sign in prose[:200]) < 30:
        yield "short"
    if not text or _FILLER.fullmatch(text[:400]) or len(set(prose[:200])) < 4:
        yield "filler"
    yield from (name for name, pattern in _SIGNS if pattern.search(text))


def _marked(marks: Iterable[str]) -> Iterable[str]:
    if any(mark.partition(":")[0] in _UNREAD for mark in marks):
        yield "unread"


def _past(history: History | None) -> Iterable[str]:
    if history is not None and history.confirmed:
        yield "history"
    elif history is not None and history.declined > 2:
        yield "history_declined"


def _known(product: str, products: Iterable[str]) -> bool:
    said = product.casefold()
    return any(len(name) > 2 and name.casefold() in said for name in products)
