"""The rules by which a draft is read: what each looks for, the fact it bears on, and what it may do about that fact.

A rule that `settles` gives its fact a value, which whoever checks the draft may overrule; one that `asks` quotes what it
found beside the question; one that `notes` only quotes. No rule settles a judgement: whether something exaggerates, or is
exclusively for attack, a named person says. What is `decidable` can be told from the draft alone, without knowing the
world; on those the confusion table must reach 0.95, the others it only shows.
"""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bulou.law import Text


class Power(StrEnum):
    """What a rule may do with its fact."""

    SETTLES = "settles"
    ASKS = "asks"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `fact` is empty where the rule bears on none; `looks_for` and `passes_over` say what counts and what does not."""

    id: str
    fact: str
    power: Power
    decidable: bool
    looks_for: Text
    passes_over: Text


_DECLARED: Final = (
    Rule(
        "remedy", "remedy_or_precaution_included", Power.SETTLES, True,
        Text(
            "告诉读者如何消除或者减轻风险的话：升级、安装补丁、停用、限制、屏蔽、更换口令、监测等；CSAF 的 remediations、"
            "CVE 的 solutions 和 workarounds。有则为“是”，没有则为“否”。",
            "Words that tell the reader how to remove or lessen the risk: update, patch, disable, restrict, block, rotate, "
            "monitor; in CSAF remediations, in CVE solutions and workarounds. Found: yes; not found: no.",
        ),
        Text(
            "否定（尚无补丁）、将来（下月发布）、只有网址、请关注公告、已经做过的事、CSAF 的 none_available 与 no_fix_planned。",
            "Negations (no patch yet), the future (next month), a bare address, “watch for our notice”, what somebody did before, "
            "CSAF's none_available and no_fix_planned.",
        ),
    ),
    Rule(
        "no-fix", "remediation_provided", Power.SETTLES, True,
        Text(
            "草稿自己说尚无修补措施：尚无补丁、厂商未修复、不再修复、补丁将于日后发布；CSAF 的 none_available、no_fix_planned。"
            "有且草稿未另称已有修补的，为“否”。",
            "The draft itself says that there is no fix: no patch, unpatched, will not be fixed, a fix is to come; in CSAF "
            "none_available, no_fix_planned. Found, and no fix named elsewhere in the draft: no.",
        ),
        Text(
            "否定之否定、过去（当时尚无补丁，现已发布）、关于别的产品的话、未安装补丁的用户。",
            "Double negations, the past (there was none then, now there is), talk of unpatched users.",
        ),
    ),
    Rule(
        "publisher", "actor_role", Power.SETTLES, True,
        Text(
            "CSAF 的 document.publisher.category：vendor 为提供者，discoverer 为发现者。",
            "CSAF's document.publisher.category: vendor is the vendor, discoverer a finder.",
        ),
        Text("其他类别，以及正文中的自称。", "Other categories, and what prose says of its author."),
    ),
    Rule(
        "address", "operator_in_use_detail", Power.ASKS, True,
        Text(
            "可能属于某个在用系统的地址：全球可达的 IPv4、IPv6 地址，以及正文中的网址和主机名。",
            "An address that may be of a system in use: IPv4 and IPv6 addresses that the whole network can reach, URLs and host "
            "names in the prose.",
        ),
        Text(
            "文档专用地址和域名、本机、内网和组播地址、掩码、版本号、时间、邮箱；引用来源、公告、下载、代码库的网址。",
            "Addresses and names reserved for documentation, the machine itself, private and multicast ones, masks, version numbers, "
            "times, mail; URLs of sources, advisories, downloads and code.",
        ),
    ),
    Rule(
        "operator", "operator_in_use_detail", Power.ASKS, False,
        Text(
            "某个单位正在使用的系统：名称加系统（某某医院的 HIS 系统、production portal of … Bank），或者实测登录了真实系统。",
            "The system of a certain organisation: its name with a system (the production portal of … Bank), or a test that got into "
            "a real one.",
        ),
        Text(
            "行业统称、暴露数量统计、实验室和自有设备、提供者自己的官网。",
            "Sectors in general, counts of exposed devices, laboratories and one's own devices, the vendor's own pages.",
        ),
    ),
    Rule(
        "exploit-code", "exploit_included", Power.ASKS, False,
        Text(
            "代码块或者正文中针对目标发送、构造或者运行什么的程序：脚本、带载荷的请求和命令、注入串。",
            "A program, in a block or in the prose, that sends, builds or runs something against a target: scripts, requests and "
            "commands with a payload, injection strings.",
        ),
        Text(
            "配置、日志、版本输出、补丁差异、检测规则、加固和缓解命令、修复前后的源代码。",
            "Configuration, logs, version output, patch diffs, detection rules, commands that harden or mitigate, source code before and "
            "after the fix.",
        ),
    ),
    Rule(
        "exploit-link", "exploit_included", Power.ASKS, False,
        Text(
            "指向利用程序的链接或者附件：exploit-db、packetstorm、代码库中的 poc 与 exploit、exp.py 一类文件、Metasploit 模块；"
            "CVE 中标为 exploit 的引用。",
            "A link to or an attachment of an exploit: exploit-db, packetstorm, poc and exploit repositories, files such as exp.py, "
            "Metasploit modules; references that CVE tags as exploit.",
        ),
        Text("声明不公开、未发现利用程序。", "Saying that none is published or known."),
    ),
    Rule(
        "severity-above", "exaggerates", Power.ASKS, True,
        Text(
            "等级用词高于草稿所列评分对应的等级（CVSS 分数或者向量）。",
            "A severity word above the band of the score that the draft states (CVSS number or vector).",
        ),
        Text(
            "critical infrastructure、高危端口等并非定级的用语；没有评分的草稿；多个漏洞中最高者与用词相符。",
            "“Critical infrastructure” and other words that grade nothing; drafts without a score; the highest of several scores agrees.",
        ),
    ),
    Rule(
        "severity-below", "truthful_and_necessary", Power.ASKS, True,
        Text(
            "等级用词低于草稿所列评分对应的等级。",
            "A severity word below the band of the score that the draft states.",
        ),
        Text("同上。", "As above."),
    ),
    Rule(
        "hype", "exaggerates", Power.ASKS, False,
        Text(
            "渲染危害的用语：核弹级、史诗级、全网沦陷、the worst ever、apocalypse。",
            "Words that dramatise: nuclear, apocalypse, the worst ever, the whole internet.",
        ),
        Text("如实说明后果；引用并反驳他人的夸大。", "Plain statements of impact; hype quoted to refute it."),
    ),
    Rule(
        "price", "hype_or_extortion", Power.ASKS, False,
        Text(
            "对漏洞信息或者利用程序的要价、出售、付费获取。",
            "A price, a sale, payment for the information or the exploit.",
        ),
        Text(
            "提供者的奖励计划和赏金、产品价格、服务费用、罚款、经济损失。",
            "A vendor's bounty, prices of products and services, fines, losses.",
        ),
    ),
    Rule(
        "threat", "hype_or_extortion", Power.ASKS, False,
        Text(
            "以公开、出售或者攻击相威胁，要求付款或者其他好处。",
            "A demand for money or favours under threat of publishing, selling or attacking.",
        ),
        Text(
            "按既定政策告知的披露日期、攻击者对受害者的勒索行为的描述。",
            "A disclosure date by a stated policy; accounts of what attackers demand of victims.",
        ),
    ),
    Rule(
        "recipient", "recipient_overseas", Power.ASKS, False,
        Text(
            "写给特定对象的标志：收件人、致、To:、Dear、TLP:RED 和 TLP:AMBER。",
            "Signs of a certain addressee: To:, Dear, TLP:RED, TLP:AMBER.",
        ),
        Text(
            "TLP:CLEAR、WHITE、GREEN；致谢；供反馈的联系方式。",
            "TLP:CLEAR, WHITE and GREEN; thanks; contacts for feedback.",
        ),
    ),
    Rule(
        "venue", "", Power.NOTES, False,
        Text(
            "会议、竞赛、论坛、邮件列表等发布场合；会议和竞赛按 present 判断。",
            "A conference, contest, forum or mailing list; conferences and contests are judged as `present`.",
        ),
        Text(
            "会议室、会议软件等名称；致谢中的赛事经历；产品中的邮件列表功能。",
            "Conference rooms and software; mailing lists as a feature of the product.",
        ),
    ),
    Rule(
        "vendor", "own_product", Power.ASKS, False,
        Text(
            "产品的提供者是谁：CSAF 的 vendor 分支、CVE 的 affected.vendor、“厂商：”“Vendor:”一类的行。",
            "Whose product it is: CSAF's vendor branches, CVE's affected.vendor, lines such as “Vendor:”.",
        ),
        Text("正文中顺带提到的厂商；未填写的 n/a。", "Vendors mentioned in passing; n/a."),
    ),
    Rule(
        "fix-named", "remediation_provided", Power.ASKS, False,
        Text(
            "草稿称修补已经存在：已修复的版本、已发布的补丁；CSAF 的 vendor_fix、OSV 的 fixed、CVE 的 lessThan。",
            "The draft says that a fix is there: a fixed version, a released patch; CSAF's vendor_fix, OSV's fixed, CVE's lessThan.",
        ),
        Text("缓解措施；尚未发布的版本。", "Mitigations; versions yet to come."),
    ),
)  # fmt: skip

RULES: Final = MappingProxyType({rule.id: rule for rule in _DECLARED})
