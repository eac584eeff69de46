"""Words that dramatise, that ask a price, that threaten. Each only raises a question."""

import re
from collections.abc import Iterator
from typing import Final

from bulou.law import Text
from bulou.precheck.blocks import blocks, sentences
from bulou.precheck.detectors.family import Family
from bulou.precheck.draft import Draft, Role
from bulou.precheck.found import Hit

_HYPE_SAYS: Final = Text(
    "这里的用语是否刻意夸大，须由人判断。",
    "Whether these words deliberately exaggerate, a person must judge.",
)
_PRICE_SAYS: Final = Text("这里像是在要价或者出售。", "This looks like a price or a sale.")
_THREAT_SAYS: Final = Text("这里像是以公开或者攻击相威胁。", "This looks like a demand under a threat.")


_HYPE: Final = Family(
    r"核弹级?|全网(?:告急|炸锅|震动|恐慌)|席卷(?:全球|全网|而来)|史诗级|核爆|末日|灭顶之灾|灰飞烟灭|屠戮|裸奔|天都?塌|全网(?:沦陷|瘫痪)|沦陷只在|"
    r"史上最|最恐怖|毁灭性|毁天灭地|"
    r"无一幸免|没有人能够幸免|震惊|无药可救|前所未有的(?:灾难|威胁|浩劫)|"
    r"瞬间(?:沦陷|瘫痪|崩溃)|足以让.{0,10}(?:停摆|瘫痪|崩溃)|(?:早已|已)被看光|惊天|炸裂|血洗|浩劫|大杀器|通杀一切|"
    r"轻松拿下全球|恐怖如斯|灾难级|末日级|秒变肉鸡|再无宁日|可怕[^，。]{1,3}倍|最(?:严重|危险|可怕|致命)的[^，。]{0,8}漏洞|随时(?:都)?(?:会|"
    r"可能)[^，。]{0,6}(?:停|瘫痪|崩溃|"
    r"沦陷)|有史以来最|毁于一旦|命悬一线|岌岌可危|无处可逃|人人自危|!{3,}|！{3,}",
    r"\bapocalyp\w+|\barmageddon\b|\bdoomed?\b|\bdoomsday\b|\b(?:worst|biggest|deadliest|scariest|"
    r"most dangerous)\b[^.]{0,24}\b(?:ever|in history|of all time|in (?:a |the )?(?:decade|century|years))\b|\bon fire\b|"
    r"\bnobody is safe\b|\bno one is safe\b|"
    r"\bnothing on the internet is safe\b|\bmother of all\b|\bshocking\b|\bsitting ducks?\b|\bunstoppable\b|"
    r"\bcatastroph(?:e|ic (?:vulnerab|flaw|bug|damage|blow))|\bdestroy your\b|\bcivili[sz]ation\b|\bmeltdown of\b|"
    r"\bearth[- ]shattering\b|\bend of the (?:internet|world)\b|"
    r"\bnightmare\b|\bhackers are already in\b|\bis naked\b|\bdigital (?:pandemic|pearl harbor|9/11)\b|\bwill bring down\b|\blights of a\b|"
    r"\bforget every\b|"
    r"\bgame over for\b|\bnuclear[- ]grade\b|\bto (?:its|their) knees\b|\b(?:entire|whole) internet\b|"
    r"\bbreak the internet\b|\bpanic now\b|\bworld[- ]ending\b|\bdevastat\w+\b",
)
_REFUTED: Final = Family(
    r"并不(?:准确|属实|是)|不实|辟谣|澄清|谣言|所谓|网传|有媒体|夸大|\b(?:it is|this is|is) not\b|n['’]t\b|\bnot (?:the|a|"
    r"an)\b|\b(?:some|several) (?:outlets|media|articles)\b|\bso-called\b|\boverblown\b|\bexaggerat|\bmyth\b|\bcontrary to\b"
)

_MONEY: Final = (
    r"(?:[$€£¥￥]\s?\d[\d,.]{0,15}\s?[kKmM]?\b|\b\d[\d,.]{0,15}\s?[kK]?\s?(?:BTC|ETH|XMR|USDT|USD|EUR|dollars?|euros?|bitcoins?)\b|"
    r"\d[\d,.]{0,15}\s?(?:万|千|百)?\s?(?:元|美元|人民币|块钱|比特币|个?比特币|个\s?(?:BTC|ETH)|\d{0,12}万(?!台|个|家|次|条|人|名|行|"
    r"用户|设备|安装|户|辆|枚))|[一二两三四五六七八九十百千]{1,4}万?(?:元|块钱?|美[元金刀])|[一二两三四五六七八九十百千]{1,4}万(?=[，。,；;！!\s]|$))"
)
_FLAW: Final = (
    r"(?:漏洞|洞|利用|远程执行|getshell|提权|权限|细节|报告|源码|exp|poc|0day|\b(?:bugs?|exploits?|vulnerabilit\w+|flaws?|details|chain|report|0-?day|"
    r"zero-?day|root)\b)"
)
_SALE: Final = Family(
    rf"(?:出售|售卖|转让|求购|收购|收售|拍卖|代售|(?:^|[\s，。])出一个).{{0,24}}{_FLAW}",
    rf"{_FLAW}.{{0,24}}(?:出售|售卖|转让|待售|拍卖|售价|要价|报价|开价)",
    r"(?:一口价|起拍价|打包价|非诚勿扰|走中介|可议价|带价私聊|先到先得)",
    r"(?:^|[\s，。])出(?:某|个|几个|套|一套|一批)[^，。]{0,16}(?:漏洞|洞|getshell|shell|rce|0day|权限|exp)",
    rf"{_MONEY}[^，。]{{0,8}}(?:入圈|入群|进群|订阅|可看|解锁|查看)|(?:入圈|入群|进群|订阅|解锁|付费)[^，。]{{0,12}}{_MONEY}",
    r"\bWTS\b|\b(?:copies|copy|seats?) only\b",
    r"价格\s*[:：]?\s*\d.{0,40}(?:担保|先款|私聊)|担保交易|先款后货",
    r"(?:付费|付款|打赏|购买|入群)后?.{0,10}(?:获取|查看|可见|解锁|提供|下载)",
    rf"(?:单份|每份|完整(?:报告|细节|利用链)).{{0,30}}{_MONEY}",
    r"购买请(?:扫码|联系|私聊)|报价私聊|价格私聊|接单",
    r"\b(?:for sale|selling|auctioning|auction off|sell(?:ing)? (?:the|this|a|my))\b.{0,60}",
    r"\bstarting bid\b|\bescrow\b|\basking\b.{0,12}\d|\bserious buyers\b|\bexclusive rights\b|\bhighest bidder\b",
    rf"\b(?:licen[cs]e|access|copy|subscription|price)\b.{{0,40}}\b(?:exploit|chain|poc|details)\b.{{0,30}}{_MONEY}",
    r"\bfor (?:paying )?(?:subscribers|customers who pay|members) only\b|\bpaywall\b",
    rf"\bexploit\b.{{0,30}}\bcosts?\b.{{0,20}}{_MONEY}",
)
_ASKED: Final = Family(
    rf"{_FLAW}.{{0,30}}{_MONEY}|{_MONEY}.{{0,30}}{_FLAW}|(?:打包价|一口价|底价|起拍价).{{0,10}}\d|有意者?(?:请)?(?:私信|私聊|"
    rf"联系)"
)
_LEGITIMATE: Final = Family(
    r"奖励(?:计划|办法|金)?|奖金|赏金|悬赏计划|罚款|经济损失|年度预算|入门级产品|订阅服务|\bbount(?:y|ies)\b|"
    r"\bour programme\b|\breward(?:ed|s)?\b|\bfines?\b|\bloss(?:es)?\b|\bawarded\b|\bentry-level\b|\bbudget\b"
)
_PAY: Final = (
    r"(?:打款|付款|转账|汇款|支付|打到|打给|给钱|赎金|给\s?\d|合同|报酬|封口费|赔钱|赔偿|给个说法|好处费|保护费|到账|钱打|打钱|打过来|汇过来|"
    r"转过来|赔(?:我|我们)?\s?\S{1,6}万|拿钱|交钱|出钱|\b(?:pay(?:ment)?(?: up)?|wire|"
    r"transfer|send (?:us|me)|hire me|retainer|ransom|settle|compensation|compensate|money|bitcoin|BTC)\b)"
)
_HARM: Final = (
    r"(?:公开|公布|曝光|全发|发群|群发|见报|挂到|挂上|发到|发布|放出|泄露|出现在|卖给|出售|攻击|后果自负|捅出去|抖出|上微博|\b(?:publish|post|leak|"
    r"release|disclos(?:e|ure)|expose|goes? (?:to|on|public|online|live)|sell|hand (?:\w+ ){1,8}?(?:to|over)\b|hand (?:it|them)|attack|dump|"
    r"tell the press)\b)"
)
_OR: Final = (
    r"(?:否则|不然|再不|要不|不给|如不|若不|逾期|过期|不(?:打|付|给|按|把|拿|交|转|赔|出)|之前|以前|到期|就(?:不)?把|我会把|就会|限你们?|限期|"
    r"三天之内|小时内|"
    r"之内|天内|\b(?:or else|or I|or we|or the|otherwise|unless|if (?:I|we) (?:hear nothing|do not|don't)|if the (?:money|payment|"
    r"sum)\b.{0,24}\bnot|you have \d+|"
    r"before midnight|(?:pay|wire|send)\b[^.]{0,60}?\bor\b|within \w+ (?:days|hours)|until \w+day|by \w+day|stays between us|or it|"
    r"if you\b.{0,24}\b(?:don't|do not|fail|refuse|ignore)|failure to)\b)"
)
_DEMANDS: Final = (
    re.compile(_PAY, re.IGNORECASE),
    re.compile(_HARM, re.IGNORECASE),
    re.compile(_OR, re.IGNORECASE),
)
_TOLD_OF: Final = Family(
    r"攻击者|入侵者|团伙|勒索(?:软件|组织|团伙)|受害者|受害单位|\bransomware\b|\bintruders?\b|\battackers?\b|\bcrew\b|"
    r"\bgang\b|\bvictims?\b|\bcriminals?\b|\bthreat actors?\b"
)


def hype(draft: Draft) -> Iterator[Hit]:
    """Words that dramatise, unless they are quoted to refute them."""
    for passage in draft.passages:
        if passage.role in (Role.PROSE, Role.TITLE):
            for block in blocks(passage.text):
                for found in _HYPE.finditer(block.text if block.kind != "code" else ""):
                    left, right = max(0, found.start() - 60), found.end() + 60
                    if not _REFUTED.search(block.text[left:right]):
                        yield Hit(passage, block.start + found.start(), block.start + found.end(), _HYPE_SAYS)


def price(draft: Draft) -> Iterator[Hit]:
    """A price or a sale of the information or of an exploit; money asked for under a threat."""
    for passage in draft.passages:
        if passage.role in (Role.PROSE, Role.TITLE):
            for block in blocks(passage.text):
                text = block.text.replace("\n", " ")
                found = _SALE.search(text) or _ASKED.search(text)
                if not found and _threatening(text):
                    found = re.search(_MONEY, text, re.IGNORECASE)
                if found and block.kind != "code" and not _LEGITIMATE.search(text):
                    yield Hit(passage, block.start + found.start(), block.start + found.end(), _PRICE_SAYS)


def threat(draft: Draft) -> Iterator[Hit]:
    """A demand, a harm and an “or else” close together."""
    for passage in draft.passages:
        if passage.role in (Role.PROSE, Role.TITLE):
            for block in blocks(passage.text):
                if block.kind == "prose" and _threatening(block.text.replace("\n", " ")):
                    first = next(
                        (
                            each
                            for each in sentences(passage.text)
                            if each.start >= block.start and _DEMANDS[2].search(each.text)
                        ),
                        None,
                    )
                    start, size = (first.start, len(first.text)) if first else (block.start, len(block.text))
                    yield Hit(passage, start, start + size, _THREAT_SAYS)


def _threatening(text: str) -> bool:
    return all(part.search(text) for part in _DEMANDS) and not _TOLD_OF.search(text)
