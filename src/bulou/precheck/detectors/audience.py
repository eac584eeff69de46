"""Who speaks, about whose product, to whom, and where."""

import re
from collections.abc import Iterator
from typing import Final

from bulou.law import Text
from bulou.precheck.blocks import blocks
from bulou.precheck.detectors.family import Family
from bulou.precheck.draft import Draft, Passage, Role
from bulou.precheck.found import Hit

_ROLES: Final = {"vendor": "vendor", "discoverer": "finder"}
_ROLE_SAYS: Final = {
    "vendor": Text("文件的发布者自称网络产品提供者。", "The document's publisher is given as the vendor."),
    "finder": Text("文件的发布者自称漏洞发现者。", "The document's publisher is given as a discoverer."),
}
_RECIPIENT_SAYS: Final = Text(
    "这里写明了收件对象；向特定对象提供的，请以 share 再查一次。",
    "A certain addressee is named here; for what is given to them, check again as `share`.",
)
_VENUE_SAYS: Final = Text(
    "这里提到发布场合；在会议、竞赛上发布，请以 present 再查一次。",
    "A venue is named here; for a conference or a contest, check again as `present`.",
)

_ADDRESSED: Final = re.compile(
    r"^[ \t]*(?:\**(?:收件人|收件单位|主送|抄送|发送对象|发送给|发给)\**\s*[:：]\s*\S|致\s?[:：]?\s?(?!谢|命|使|力|敬)[一-鿿]{2,30}(?:[:：]|\s*$)|"
    r"尊敬的[^，。\n]{1,20}[:：]|(?:\*\*)?to(?:\*\*)?\s?:\s?\S|(?:dear|hi|hello) [A-Z][\w .]{0,40},|(?-i:TLP)\s?:\s?(?-i:RED|AMBER)|此致\s*$)"
    r"|(?:报告|细节|材料|邮件|稿件|文档|全文|样本|本文|信息)[^。\n]{0,12}(?:寄给|寄往|抄送给|转发给|发送至|发给|交给|提交给)了?"
    r"(?!用户|客户的|攻击者|服务器|后端|函数|该)[^，。\n]{2,30}"
    r"|\b(?:has been|have been|was|were|been) (?:sent|mailed|forwarded|handed|given) to (?:the |our )?(?-i:[A-Z])\w+",
    re.IGNORECASE | re.MULTILINE,
)
_TLP: Final = re.compile(r"\b(?:TLP:)?(RED|AMBER(?:\+STRICT)?)\b", re.IGNORECASE)
_VENUE: Final = Family(
    r"(?:首发|首次|发布|发表|演示|分享|投稿|报告|公开|议题|同步)[^。；\n]{0,24}(?:大会|峰会|会议(?!室|平板|软件|系统)|沙龙|"
    r"论坛|邮件列表|公开课)|(?:大会|峰会|论坛|大赛|竞赛|比赛|赛事)[^。；\n]{0,20}(?:首发|公开|发布|演示|报告|决赛|中，对|"
    r"现场|破解)"
    r"|(?:杯|届)[^。；\n]{0,12}(?:大赛|竞赛|比赛|决赛)|(?:大会|峰会|论坛|研讨会)上|议题预告|(?:场合|会场|会议|场次|活动|发表于|赛事)\s?[:：]|"
    r"(?:安全|黑客|极客|开发者|技术|互联网)(?:大会|峰会|沙龙|年会)|(?:发|贴|投)(?:到|在|于|至|往)[^，。；\n]{0,10}(?:论坛|社区|贴吧|邮件组|"
    r"邮件列表|大会|会议)"
    r"|(?-i:\b[A-Z]\w{0,12}(?:[Cc]on|CON|Pwn|PWN)\b)\s?(?:20\d\d|\d{1,2}\b)|\b(?:submitted|accepted|presented|to appear|published) (?:to|at|in|"
    r"by) (?:the )?[^.\n]{0,24}(?:symposium|conference|workshop|summit)"
    r"|演讲(?:议题|稿)"
    r"|\b(?:oss-security|full-disclosure|full disclosure (?:mailing )?list|bugtraq)\b|\bposted to\b[^.\n]{0,30}\b(?:list|"
    r"forum|board)\b|\b(?:talk|slides|keynote|presentation|demonstrat\w+|present\w*|speak\w*)\b[^.\n]{0,40}\b(?:at|for|"
    r"on stage|my)\b[^.\n]{0,24}(?-i:[A-Z]\w{0,24}(?:[Cc]on|Harbor|Hat|Sec|Camp|Summit|Conference|\d{4}))"
    r"|\btalk proposal\b|\bcall for papers\b|\b(?:hacking|pwn\w*|capture.the.flag|CTF)\b[^.\n]{0,20}\b(?:contest|"
    r"competition|finals?)\b|\b(?-i:[A-Z]\w+[Cc]on) talk\b|\bDEF ?CON\b|\bBlack Hat\b|\bPwn2Own\b"
)
_NO_VENUE: Final = Family(r"曾获|冠军|感谢|会议室|会议平板|\bformer\b|\bwinner of\b|\bthanks?\b")
_VENDOR_LINE: Final = re.compile(
    r"(?m)^[ \t>*|-]*(?:漏洞|产品|所属|涉及|受影响|相关){0,2}(?:厂商|供应商|(?:网络产品)?提供者|生产厂家|生产者|开发商|vendor|manufacturer|"
    r"supplier)\*{0,3}\s{0,4}(?:名称|name)?\*{0,3}\s{0,4}[:：|]\s*(?!\s{0,4}(?:n/?a|无|未知|unknown|-)\s{0,4}(?:\||$))([^\n|]{1,80})",
    re.IGNORECASE,
)


def publisher(draft: Draft) -> Iterator[Hit]:
    """The role that a CSAF document gives its publisher."""
    for passage in draft.passages:
        if passage.role is Role.PUBLISHER and (role := _ROLES.get(passage.text)):
            yield Hit(passage, 0, len(passage.text), _ROLE_SAYS[role], role)


def recipient(draft: Draft) -> Iterator[Hit]:
    """Lines that name an addressee, and labels that narrow the circle."""
    for passage in draft.passages:
        if passage.role is Role.RECIPIENT and _TLP.fullmatch(passage.text.strip()):
            yield Hit(passage, 0, len(passage.text), _RECIPIENT_SAYS)
        elif passage.role is Role.PROSE and not passage.path:
            for found in _ADDRESSED.finditer(passage.text):
                yield Hit(passage, found.start(), found.end(), _RECIPIENT_SAYS)


def venue(draft: Draft) -> Iterator[Hit]:
    """Conferences, contests, forums and lists at which this is to be published."""
    for passage in draft.passages:
        if passage.role in (Role.PROSE, Role.TITLE):
            for block in blocks(passage.text):
                text = block.text.replace("\n", " ")
                found = _VENUE.search(text) if block.kind != "code" else None
                if found and not _NO_VENUE.search(text):
                    yield Hit(passage, block.start + found.start(), block.start + found.end(), _VENUE_SAYS)


def vendor(draft: Draft) -> Iterator[Hit]:
    """Whose product it is, each name once."""
    seen = set()
    for passage, start, end in _vendors(draft):
        name = passage.text[start:end].strip(" *|。.")
        if name.lower() not in seen and name.lower() not in ("n/a", "na", "unknown", "unspecified"):
            seen.add(name.lower())
            shown = name[:60]
            says = Text(f"产品的提供者是 {shown}。", f"The product's vendor is {shown}.")
            yield Hit(passage, start, end, says)


def _vendors(draft: Draft) -> Iterator[tuple[Passage, int, int]]:
    for passage in draft.passages:
        if passage.role is Role.VENDOR:
            yield passage, 0, len(passage.text)
        elif passage.role is Role.PROSE and not passage.path:
            for found in _VENDOR_LINE.finditer(passage.text):
                yield passage, found.start(1), found.end(1)
