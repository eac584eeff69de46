"""The general forms of advice and of its absence: who is spoken to, what leads in, what is to be done with what.

`detectors.action_grammar` and `detectors.fix_grammar` know verbs; here the frame around a verb counts, in which it may be any. Every
gap is bounded, so that no text makes a pattern slow.
"""

from typing import Final

from bulou.precheck.detectors.family import Family

# A question, or a few words before a colon, after which comes what to do.
ASKS_WHAT_TO_DO: Final = Family(
    r"怎么办|怎么做|做(?:些)?什么|如何(?:防|应对|处置|处理|修复|缓解|自查|自保|解决|排查|加固)|怎么(?:防|修|处理|解决|自查|应对|缓解)|该怎样",
    r"\bwhat (?:should|can|must|do|could|to) (?:\w+ ){0,3}?do\b|\bhow (?:do|can|should|to) (?:\w+ ){0,2}?(?:protect|fix|mitigate|defend|respond|remedy|"
    r"stay safe)\b|\bwhat (?:to do|now|next)\s*[?:]",
)
LEADS_IN: Final = Family(
    r"(?:一句话|应急的话|来不及[^，。]{0,12}的话?|能做的[^，。]{0,6}|自保|自救|对策|办法|做法|步骤|建议|忠告|提醒|要点|清单)\s?[:：，,]|(?:两|三|几|四|"
    r"五)步(?:走|搞定)?\s?[:：。]|"
    r"一是[^。]{2,60}二是",
    r"\b(?:in the (?:interim|meantime)|meanwhile|for now|for the time being|until (?:then|that|you|we|it|a|an|the|your|this|fixed|patched))\b|\bas a "
    r"(?:stopgap|precaution|workaround|temporary measure)\b|\bwhat (?:you|defenders|admins|administrators|users|we|operators|customers) can do\b|"
    r"\b(?:anyone|everyone|everybody|those|people|admins|administrators|operators|users|customers|owners|sites|teams)\b[^.:;]{0,48}:\s",
)

_TOOL_ZH: Final = (
    r"(?:白名单|黑名单|VPN|WAF|双因素|多因素|双因子|两步验证|二次(?:认证|验证)|堡垒机|跳板机|网闸|防火墙|密码|口令|鉴权|身份认证|身份验证|访问控制|限速|"
    r"速率限制|"
    r"告警|规则|策略|补丁|反向代理)"
)
_END_ZH: Final = (
    r"(?:关|停|断|拔|删|卸|换|改|撤|封|堵|禁|清|收|升|装|打|拆|隔离|下线|停用|禁用|卸载|更换|升级|更新|重启|备份|限制|屏蔽|关闭|断开|清理|清除|修改|轮换|"
    r"作废|吊销|重置|排查|加固|迁移|修补|修复)"
)
_ACT_EN: Final = (
    r"(?:pull|get|take|put|keep|move|run|extract|unplug|turn|switch|block|drop|limit|restrict|disable|remove|rotate|reset|change|kill|filter|"
    r"log|watch|monitor|isolate|separate|patch|upgrade|update|install|apply|replace|retire|reconfigure|set|use|avoid|stop|close|deny|disconnect|delete|"
    r"revoke|route|place|bind|require|enforce|check|verify|review|hunt|inventory|rebuild|restore|restart|reboot|uninstall|downgrade|pin|bump|add|"
    r"configure|enable|ask|open|parse|process|handle|treat|serve|store|wrap|mask|encrypt|sign|shut|power|lock)"
)
ADVISED: Final = Family(
    # whoever advises wants it so: that the service be turned off
    r"\b(?:advis|recommend|suggest|urg|propos|ask|insist|prefer|essential|imperative|important|advisable)\w*\b[^.;]{0,16}?\bthat [^.;]{2,80}?\b(?:be|not be) "
    r"(?:\w+ly )?\w{3,16}(?:ed|en|ut|un|pt|ept|lt|ff|wn)\b",
    # spoken to, or led in, then a bare verb
    rf"\b(?:in the (?:interim|meantime)|meanwhile|for now|for the time being|what you can do|until [^,.;:]{{2,60}})\s?[,:]\s(?:please )?{_ACT_EN}\s(?!(?:is|"
    rf"was|are|were|has|"
    r"had|of)\b)",
    rf"\b(?:anyone|everyone|everybody|those|people|admins|administrators|operators|users|customers|owners|sites|"
    rf"teams)\b[^.:;]{{0,48}}:\s(?:please )?{_ACT_EN}\s(?!(?:is|was|are|"
    r"were|has|had|of)\b)",
    r"\b(?:or|and) at (?:the very )?least (?:get|take|keep|put|move|block|limit|turn|change|restrict)\b",
    r"\bget (?:it |them |the \w+ |your \w+ |rid )?(?:off|of|away from|out of)\b[^.;]{0,24}(?:\bit\b|\bthem\b|\binternet\b|\bnetwork\b|\bport\b|\bversion\b|\d)",
    # any subject that can act on a system, for code neither moves nor rotates
    r"(?<!\bit )(?<!\bthis )(?<!\bthat )(?<!\bwe )(?<!\bcode )(?<!\bfunction )(?<!\bparser )(?<!\bserver )(?<!\bclient )(?<!\blibrary )\b(?:should|must|"
    r"ought to|needs? to|has to|have to)"
    r"\s(?:also |now |first |then |at least |therefore |\w+ly )?(?:keep|put|take|move|pull|unplug|disconnect|isolate|segment|retire|replace|rotate|upgrade|"
    r"update|patch|install|uninstall|"
    r"rebuild|migrate|switch|disable|turn off|withdraw|restrict|change)\b(?! (?:the|its|a) (?:value|pointer|length|counter|state|field|variable|cache|index|"
    r"buffer|size|flag)\b)",
    r"\b(?:suggest|recommend|advise|advocate|propose)(?:s|ed)?\s(?:\w+ly\s)?(?!reading|seeing|visiting|following|contacting|watching|waiting|"
    r"checking back)\w{2,14}ing\b(?! (?:is|was)\b)",
    r"(?:^|[.,;:] )(?:please |then |now |and )?(?:get|grab|fetch|take|pull|install|deploy|use|run|go to|jump to)\s(?:version |release |build )?v?\d{1,6}\.\d",
    # in Chinese: what is to be done with what
    rf"(?<!我们)(?<!我)(?<!他)(?<!厂商)(?<!官方)(?<!团队)(?<!后来)(?<!已经)(?<!已)(?:把|将)[^，。；;了]{{1,20}}?(?:先|都|全|统统|立即|赶紧|赶快|尽快|"
    rf"及时)(?:给|都|全部)?{_END_ZH}",
    rf"(?:统一|一律|全部|逐台|逐个|全面|彻底|顺手|顺便|尽量)(?:先|都|要|把|将|再)?[^，。；;了]{{0,10}}?{_END_ZH}(?!过程|功能|机制)",
    rf"(?:套|加|上|配|挂|设|搭|架|补|装|换)(?:上|好)?(?:一?[层道个套条])?[^，。；;了]{{0,6}}?{_TOOL_ZH}(?![被可缺绕验的校]|机制|功能|接口|系统)",
    r"(?:别|勿|不要|少|莫|休)(?:再|乱|随便|轻易)?(?:用|开|点|装|连|碰|信|插|扫|暴露|映射|对外)[^，。；]{0,8}?(?:默认|弱口令|来路不明|来历不明|陌生|不明|"
    r"公网|外网|同一|端口|默认的)",
    r"能(?:少|不|关|停|收)[^，。]{0,4}就(?:少|不|关|停|收)",
    r"(?:先|可先|可以先|应急|临时)(?:用|拿|靠|借)[^，。；;了]{1,16}?(?:拦|挡|封|堵|屏蔽|过滤|顶|扛|缓)(?!截点)",
    r"(?:收|缩|限|改)(?:成|到|至|为|在)(?:了)?(?:办公|内|管理|运维|可信|专用|指定|必要)[^，。；]{0,8}?(?:网|网段|地址|范围|IP)",
    rf"(?<!将)(?<!会)(?<!已)(?<!我们)(?<!公司)(?<!我司)(?<!厂商)(?<!官方)(?:及时|尽快|尽早|立即|抓紧|从速|务必|必须|须|应当|应该|应(?!用|答|"
    rf"急))[^，。；;了]{0,10}?(?:{_END_ZH}|处置|处理掉|落实|备份)"
    r"(?!了|过|的时间|补丁工具)",
    r"(?<!已)(?<!将)(?<!会)(?<!正在)(?<!公司)(?<!我们)(?:落实|采取|做好|加强|强化|实施|启用|开启|执行)[^，。；;了]{0,10}?(?:防护|防范|监测|监控|加固|隔离|"
    r"管控|审计|巡查|值守|告警|备份)(?:措施|策略|工作|力度)?"
    r"(?=[，。；;、]|$)",
    r"(?:别|不要|勿|不许|不得|禁止|不准|莫)(?:再)?(?:让|给|使|把|将)?[^，。；]{0,8}?(?:上|连|接|访问|暴露(?:在|到|于)?|联)[^，。；]{0,4}?(?:外网|公网|互联网)",
    rf"(?:拦|挡|封|堵)(?:一下|住|掉)(?!了)|(?:清|删|关|停|断|拔|卸|换)(?:一遍|干净|掉)(?=[，。；！]|$)|(?:找到|进入|打开)[^，。；]{{1,16}}，?把(?:它|"
    rf"其)?{_END_ZH}",
)  # fmt: skip

_FIX: Final = (
    r"(?:(?:hot)?fix(?:es)?|patch(?:es)?|update|remedy|solution|correction|firmware|release|version|build)"
)
_FIX_ZH: Final = r"(?:补丁|修复|修补|整改|解决方案|更新|新版|新固件|升级包|升级程序)"
STILL_TO_COME: Final = Family(
    # the maker's work goes on
    rf"\b(?:{_FIX})\b(?:\s(?:that|which|to|for|in|of|addressing|correcting)\b[^.;]{{0,60}}?)?\s(?:is|are) (?:still |now |currently )?(?:being \w+ed|"
    rf"being built|in (?:the )?\w+ "
    r"(?:stage|phase)|under \w+)\b(?! (?:by (?:users|attackers)|attack|exploit\w*))",
    rf"\b(?:expects?|foresees?|envisages?|hopes? for|promises?|announced|targets?)\s(?:(?:a|an|the|its|new|next|validated|corrected|fixed|updated|security|"
    rf"software|final)\s){{0,4}}"
    rf"{_FIX}\b[^.;]{{0,24}}?\s(?:in|by|for|next|later|this|around|before|within)\s(?:the )?(?:spring|summer|autumn|fall|winter|\w+ quarter|q[1-4]|\d|"
    rf"january|february|march|april|"
    r"may|june|july|august|september|october|november|december|week|month|year|end|second|first|coming|early|late)",
    # nothing came of it
    r"\bnothing (?:has |had )?(?:\w+ly )?(?:landed|shipped|happened|changed|come|came|materiali[sz]ed|been (?:\w+ly )?(?:merged|committed|released|fixed|"
    r"done|published|shipped|"
    r"changed))\b",
    r"\bthere(?:'s| is|’s) nothing to (?:patch|update|upgrade|install)\b",
    r"\b(?:validating|testing|finali[sz]ing|qualifying|preparing|building|developing|reviewing|certifying|backporting|work(?:ing)? (?:\w+ )?on|"
    r"at work on)\s(?:a|an|the|our|its)\s"
    r"(?:\w+ ){0,2}?(?:fix|patch|hotfix|update|remedy|correction|firmware)\b",
    r"\b(?:corrected|fixed|patched|updated|revised|new|hardened)\s(?:firmware|versions?|releases?|software|builds?|images?|"
    r"packages?)\b[^.;]{0,20}?\s(?:is|are) (?:\w+ly )?(?:scheduled|"
    r"planned|due|expected|slated|targeted|foreseen|anticipated)\b",
    rf"\b(?:days?|weeks?|months?|years?|deadlines?|time)\b[^.;]{{0,32}}?\bwithout (?:a|an|any) (?:\w+ )?{_FIX}\b",
    rf"\b(?:{_FIX}|issue|ticket|work)\b[^.;]{{0,12}}?\b(?:deferred|postponed|on hold|shelved|pushed back|backlogged|deprioriti[sz]ed)\b",
    r"\b(?:vendor|maintainers?|upstream|developers?|supplier|manufacturer|authors?)\b[^.;]{0,48}?\b(?:intended behaviou?r|works? as (?:intended|designed)|"
    r"by design|not a (?:bug|"
    r"vulnerability|security (?:bug|issue)))\b",
    r"\b(?:project|package|plug-?in|repository|library|driver|module|software|product)\b[^.;]{0,20}?\b(?:is|has been|was)\b[^.;]{0,12}?\b(?:abandoned|"
    r"unmaintained|orphaned|archived)\b"
    r"|\b(?:unmaintained|abandoned|orphaned) (?:project|package|plug-?in|library|driver|module|software)\b",
    rf"{_FIX_ZH}[^，。；;]{{0,8}}?(?:仍|还|尚|正)?(?:处于|停留在|卡在|处在)[^，。；;]{{0,14}}?(?:阶段|环节|流程|中)",
    r"下(?:一)?(?:个|次)?(?:大|小)?(?:版本?|季度|更新|迭代)[^。；了]{0,16}?(?:考虑|处理|解决|修(?!改记录)|纳入|安排|优化)",
    r"暂(?:时)?(?:还)?(?:不能|无法|没法|未能|不|未|没有?)(?:够)?[^，。；;]{0,6}?(?:提供|给出|修[复补好]|解决|推出)(?!攻击|利用|poc|细节|技术)",
    r"(?:谈不上|无从|无望|遑论|更别提|更不用说|没戏|不要指望)[^，。；;]{0,8}?(?:修|补|更新|升级)|(?:修|补|更新)[^，。；;]{0,4}?(?:谈不上|无从谈起|没戏|无望)",
    # nobody means to
    rf"(?:没有|并无|毫无|无|未见)[^，。；;]{{0,16}}?(?:{_FIX_ZH}|修正|改正|解决)[^，。；;]{{0,6}}?的?(?:打算|意思|意愿|计划|安排|迹象|可能|动作|下文|时间表)",
    r"没(?:人|时间|空|精力|人手|心思)(?:去|再|来)?(?:管|弄|修|改|处理|维护|理|跟进|搞)",
    rf"{_FIX_ZH}(?:工作|事宜|任务)?(?:正|仍|还)?(?:在|正在)?[^，。；;]{{0,6}}?(?:推进|进行(?!了)|开展|攻关|赶制|研制|准备)(?:中|之中|当中)?(?!会|计划|"
    rf"顺利完成)",
    # the newest is as bad
    r"最新(?:的)?(?:版本?|固件|系统|软件)[^，。；;]{0,20}?(?:依旧|依然|仍旧|仍然|照样|照旧|还是|仍)",
)  # fmt: skip

# Under such a heading stands what to do, in whatever words.
ONLY_ADVICE: Final = Family(
    r"\W*(?:\d+[.、]\s?|[一二三四五六七八九十]+、\s?)?(?:临时|应急|官方|安全|修复|修补|缓解|规避|处置|防护|防范|加固|应对|补救|整改|"
    r"解决){1,3}(?:与\w{2,4})?(?:建议|方案|办法|措施|方法|手段)\W*",
    r"\W*(?:known |temporary |interim |recommended |possible )?(?:workarounds?|work-arounds?|mitigations?|remediations?|recommendations?|countermeasures?|"
    r"recommended actions?|"
    r"what (?:you|users|admins|customers) (?:should|can|must) do|what to do)(?: (?:and|or|/|&) (?:workarounds?|mitigations?|remediations?))?\W*",
)
