"""The words by which `detectors.remedies` tells instructions, missing fixes and fixes apart, Chinese and English."""

import re
from typing import Final

from bulou.precheck.detectors.family import Family

# Telling the reader what to do

CUE: Final = Family(
    r"请(?!求|假)",
    r"建议",
    r"应(?!用|急|答|对方|付)",
    r"须",
    r"务必",
    r"(?<!不)需要?(?!求)",
    r"尽快",
    r"尽早",
    r"立即(?!生效)",
    r"推荐",
    r"(?:缓解|处置|解决|防护|防范|修复|修补|应对|加固|临时|规避)(?:办法|手段|方法|方案|措施|建议|手段)?[:：]",
    r"可(?:以)?(?:先|暂时|临时|采取|通过|考虑|在|用|将|把|借助)",
    r"(?:用户|管理员|单位|站点|企业|客户|厂商|各方)可以?",
    r"可(?:以)?联系",
    r"从而(?:避免|防止)",
    r"在.{0,24}之前",
    r"以(?:避免|防止|降低|缓解|规避)",
    r"来(?:避免|防止|缓解)",
    r"\bplease\b",
    r"\bshould\b",
    r"\bmust\b",
    r"\bneeds? to\b",
    r"\bhave to\b",
    r"\brecommend(?:s|ed|ation)?\b",
    r"\badvised?s?\b",
    r"\burged?s?\b",
    r"\bencouraged?s?\b",
    r"\bsuggests?\b",
    r"\bworkarounds?\b",
    r"\bmitigat\w+\b",
    r"\buntil\b",
    r"\bto (?:protect|prevent|avoid|reduce|lessen|mitigate)\b",
    r"\b(?:owners|users|customers|administrators|admins|operators|you|organi[sz]ations|distributions|hospitals) (?:can|may|"
    r"could)\b",
    r"\bso that\b.{0,60}\bcannot\b",
    r"\bas soon as\b",
    r"提醒(?=[，,：:])",
    r"\bimmediately\b",
    r"\bif you (?:cannot|can't)\b",
)

# A field for a remedy that holds anything but the word that there is none.
FIELD: Final = Family(
    r"^\W*(?:临时|应急|官方|安全|整改|修复|修补|缓解|规避|处置|防护|防范|加固|应对|补救|自查|解决){1,3}(?:建议|方案|办法|措施|方法|手段)?\s?[:：]\s?(?=\S)",
    r"^\W*(?:workarounds?|work-arounds?|mitigations?|remediations?|recommendations?|recommended actions?|countermeasures?|resolution|solution|"
    r"interim measures?)\s?[:：]\s?(?=\S)",
)
NO_REMEDY_HEADING: Final = Family(
    r"分析|经过|历史|时间线|记录|致谢|披露|背景", r"analysis|timeline|history|background|credit|acknowledg"
)
WHERE_TO_GET: Final = Family(
    r"获取链接|下载|及时(?:更新|升级|安装)|补丁链接|关注更新|https?://",
    r"\bavailable (?:at|from|for download|on)\b|\bdownload",
)
LED_EN: Final = Family(
    r"\bplease\b",
    r"\brecommend(?:s|ed|ation)?\b",
    r"\badvised?s?\b",
    r"\burged?s?\b",
    r"\bencouraged?s?\b",
    r"\bsuggests?\b",
    r"\bworkarounds?\b",
    r"\bmitigat\w+\b",
    r"\bto (?:protect|prevent|avoid|reduce|lessen|mitigate) (?:this|the|it|against|yourself)\b",
    r"\bif you (?:cannot|can't)\b",
    r"\bas a precaution\b",
)
REMEDY_HEADING: Final = Family(
    r"修复|修补|处置|缓解|解决|防护|防范|加固|应对|对策|措施|建议|补救|整改|规避|升级|处理(?:办法|方法|方案)",
    r"\b(?:remed|mitigat|workaround|work-around|solution|fix|patch|recommend|hardening|protect|counter|resolution|update|"
    r"upgrade|action)",
)
FIX_HEADING: Final = Family(
    r"修复|修补|解决|补丁|升级", r"\b(?:fix|patch|solution|remediation|resolution|update)"
)
# What a list of changes says under the number of a release is in it.
VERSION_HEADING: Final = re.compile(
    r"\W*(?:version|release|版本)?\s*\[?v?\d{1,6}(?:\.\d{1,8}){1,6}\]?(?:\s*[(（–—-].{0,24})?\W*",
    re.IGNORECASE,
)
OF_SECURITY: Final = Family(r"\bCVE-\d{4}-\d", r"^\W*(?:security|安全)\s?[:：]", r"修复[^，。]{0,24}漏洞")
NOTHING: Final = Family(
    r"\W*(?:暂无|无|没有|尚无|暂时没有|尚未提供|尚未发布|待定|未提供)\W*",
    r"\W*(?:none|n/?a|nothing|not available|unavailable|none (?:yet|known|available|so far|at this time|"
    r"at present))(?: (?:yet|known|available))?\W*",
)
NO_MITIGATION: Final = Family(
    r"\bno (?:known |practical |viable |suitable )*(?:mitigations?|workarounds?)\b.{0,80}$",
    r"\bmitigation\b.{0,60}\b(?:not available|does not meet)\b",
    r"(?:暂无|没有|无)(?:已知的?|可行的?|可用的?)*(?:缓解|规避|防范)(?:措施|办法|方法)?",
)
POINTER: Final = Family(
    r"^\W*for (?:more|additional|further|detailed?|full)?\s*(?:information|details|guidance|instructions)\b",
    r"^\W*(?:please )?(?:see|refer to|consult|visit|read)\b",
    r"\bwatch this page\b",
    r"^\W*details? (?:can be found|are available)",
    r"(?:请|可)?(?:关注|留意|等待|等候|查阅|参见|参阅|参考|详见|咨询).{0,12}(?:公告|通告|通知|更新|后续|网站|页面|链接|原文)",
)

_ZH_STRONG: Final = (
    r"升级|更新(?!说明|日志|包|内容|记录|机制)|安装(?!包|目录|程序|服务|步骤|时)|打上?补丁|修补|停用|禁用|关闭(?!此?[该本]?\s?(?:issue|工单|议题|"
    r"PR|贴|帖))|关掉|"
    r"限制(?!了)|限定|屏蔽|阻断|阻止|封堵|封禁|封锁|禁止|"
    r"断开|切断|隔离|更换|轮换|卸载|下线|停止使用|加固|迁移|撤下|收回|收紧|改用|改为|回退|只允许|仅允许|[只仅](?:放行|开放|保留|监听)|过滤(?!输入|规则)|"
    r"拔掉?|换掉|启用|开启|替换|刷写|刷入|刷到|丢弃|拦截|打上|升到|换成|换到|换为|隔开|清除"
)
_ZH_WEAK: Final = (
    r"修改|重置|删除|移除|移出|核查|核对|检查|排查|监测|监控|备份|设置|设为|配置|重启|拒绝|部署|放入|接入|审计|审查|清理|"
    r"吊销|撤销|降低|减少|缩小|使用|采用|"
    r"执行下列|验证|扫描|查杀|处置|避免|采取|逐台|放在|拆除|联系.{0,12}(?:取得|获取|安装)"
)
STRONG_ZH: Final = re.compile(_ZH_STRONG)
ANY_ZH: Final = re.compile(f"{_ZH_STRONG}|{_ZH_WEAK}")
# What may stand between the beginning of a clause and a verb that commands.
OPENING_ZH: Final = re.compile(
    r"(?:[-*•\d.、)（(]|\s|立即|尽快|及时|先|再|并|或者?|同时|随后|然后|此外|另外|通过.{0,12}|在.{0,16}(?:上|中|内|处|后|前|"
    r"里)|将.{1,24}|把.{1,24}|对.{1,16}|为.{1,12})*"
)
NOT_DONE_ZH: Final = re.compile(
    r"(?:无法|不能|没有|没|尚未|仍未|未|不会|无需|不必|不用|不打算|不予|未能|难以|无权|拒绝|不再|不准备|能够|会|(?<!请)关注|"
    r"等待|检测到|曾|已经?|正在|被|后台|允许)[^,，。]{0,6}$|(?:做|进行|增加|加入|实施|完成)了[^,，。]{0,12}$"
)
DONE_ZH: Final = re.compile(
    r"了(?!解)|[^，。]{0,10}的(?:用户|单位|企业|客户|管理员|站点|读者)|过(?!滤|期|程)|后(?:响应|仍|可|即|的|，)|时(?:发生|"
    r"的|未|会)|功能|接口|过程|期间|途中|流程|服务(?:以|器|存在)|机制|失败"
)
PROHIBITION_ZH: Final = Family(
    r"(?:不要|切勿|请勿|勿|不得|避免|不应|切忌)(?:再|随意|轻易)?(?:把|将|打开|点击|使用|访问|暴露|下载|运行|安装|连接|交给|"
    r"从|向|在)"
)
ATTACKER: Final = Family(
    r"攻击者|黑客|入侵者|任何人|任意用户|普通用户|低权限|登录用户|恶意|他人|访客|编辑可以|脚本",
    r"\b(?:un(?:authenticated|privileged|trusted)|remote|guest|local|low[- ]privileged|authenticated|logged[- ]in|any|other) (?:user|client|visitor|"
    r"tenant|guest|party|peer)s?\b(?! (?:should|must|need))|\battackers?\b|\bintruders?\b|\badversar(?:y|ies)\b|\banyone\b(?! who| (?:still |else )?(?:on|"
    r"running|using|with)\b)|\bhackers?\b|"
    r"\bmalicious\b|"
    r"\ballows?\b(?! only)|\blets?\b|\benabl(?:es|ing)\b",
)

_EN_STRONG: Final = (
    r"upgrade|update|patch|install|apply|disable|turn off|switch off|deactivate|block|restrict|limit|deny|isolate|segment|"
    r"segregate|uninstall|rotate|"
    r"enable|avoid|do not|don't|never (?:open|expose|share|use|run|connect|store)|replace|migrate|revoke|quarantine|"
    r"disconnect|withdraw|minimi[sz]e|monitor|harden|move to|switch to|downgrade|"
    r"roll back|unplug|firewall|cut off|take .{1,40} offline|turn .{1,40} off|put .{1,30} (?:in|behind)|allow only|close"
)
_EN_WEAK: Final = (
    r"set|change|use|remove|delete|put|keep|allow|check|review|scan|move|stop|configure|restart|reboot|inspect|audit|locate|"
    r"reset|"
    r"employ|ensure|verify|reject|filter|store|look for|make sure|follow|download|validate|back up|run|ship|build|add|"
    r"exercise|implement|require|contact (?:support|the|your|our|us|\w+ (?:support|customer|psirt|security))"
)
STRONG_EN: Final = Family(rf"\b(?:{_EN_STRONG})\b")
_LEAD: Final = (
    r"[\W\d_]*(?:(?:please|also|then|immediately|instead|first|next|now|workarounds?|mitigations?|remediation|solution|fix|"
    r"to (?:fix|mitigate|resolve|address|avoid|prevent)"
    r" (?:this|the|it)[\w ]{0,24})[\s:,.-]*)*"
)
IMPERATIVE_STRONG: Final = Family(rf"{_LEAD}(?:{_EN_STRONG})\b")
IMPERATIVE_WEAK: Final = Family(rf"{_LEAD}(?:{_EN_WEAK})\b")
_TOLD: Final = (
    r"\b(?:please|(?<!\bit )(?<!\bthis )(?<!\bthat )(?<!\bwe )(?<!\bcode )(?<!\bfunction )(?:should|must)|needs? to|have to|"
    r"recommend(?:s|ed)?(?: that)?(?: \w+){0,4}(?: to)?|advised to|urged to|encouraged to|asked to|(?:advis|urg|encourag|"
    r"ask)es? (?:\w+ ){0,3}to|"
    r"(?:owners|users|customers|administrators|admins|operators|you|organi[sz]ations|hospitals|everyone|they) (?:can|may|"
    r"could|should|must))"
    r" (?:also |immediately |then |therefore |either |consider |be )?"
)
TOLD_STRONG: Final = Family(
    rf"{_TOLD}(?:{_EN_STRONG}|upgrad(?:ing|ed)|updat(?:ing|ed)|install(?:ing|ed)|apply(?:ing)?|disabl(?:ing|ed)|patched)\b"
)
TOLD_WEAK: Final = Family(rf"{_TOLD}(?:{_EN_WEAK}|taking|take|using|running)\b")
RESULT: Final = Family(
    r"\b(?:upgrading|updating) (?:to|the)\b.{0,80}\b(?:address|fix|resolv|eliminat|mitigat|remov|correct|able to)\w*",
    r"\b(?:mitigat|avoid|prevent|protect|neutrali[sz]|block|stop|contain|address|lessen|reduc|remov|close|clos|"
    r"work(?:ed)? around)\w*\b.{0,40}\bby (?:\w+ing)\b",
    r"\bapplying (?:a|the|this) (?:patch|fix|update)\b",
    r"\b(?:follow|see) the manual to (?:upgrade|update)\b",
    r"\brecommended to (?:apply|upgrade|update|change|replace|disable|restrict)\b",
    r"\bit is (?:suggested|advisable) to\b",
    r"(?:补丁|固件|升级包|更新包|版本?)\s*\S{0,16}\s*(?:可|请)(?:从|在|到|通过).{0,120}(?:下载|获取|获得|安装)",
    r"升级(?:至|到)\S{1,16}(?:可|即可|后|以).{0,12}(?:消除|解决|修复|避免|缓解)",
)
NOUN_AFTER: Final = re.compile(
    rf"{_LEAD}(?:use[- ](?:of|after)|(?:do not|don't) (?:expect|hold|worry|panic|know|have|need|think|believe|intend|plan|see|seem|agree|provide|publish|"
    rf"release|support|check|verify|validate|require)|(?:delete|insert|update) access|(?:patch|fix|update|upgrade)\s?[:：]|(?:update|patch|"
    rf"install|upgrade|block|set|change|check|"
    rf"fix|limit|monitor|filter)s?\s+(?:of|is|was|are|were|has|for|analysis|notes?|cipher|level|size|rate|mode|mechanism|"
    rf"server|service|process|package|functionality)\b)",
    re.IGNORECASE,
)
PROTECTED: Final = Family(
    r"\d{1,6}\.\d|\b(?:passwords?|keys?|secrets?|credentials|tokens?|vlan|networks?|firewall|proxy|ports?|access|internet|accounts?|traffic|`|/etc/|"
    r"\w+\.(?:conf|cfg|ini|ya?ml|toml|properties)\b|"
    r"service|deny|backups?|logs?|rules?|permission|configuration|untrusted|perimeter|vpn|exposure|released?|version)\b|\bto (?:block|prevent|stop"
    r"|avoid|mitigate|"
    r"defeat)\b"
)

# No fix, and a fix

_FIX_ZH: Final = (
    r"(?:补丁|修复|修补|解决方案|解决办法|固件更新|安全更新|更新版本|新版本|修复版本|修补版本|修补措施|修复程序|修补程序|"
    r"修复计划|升级包|(?:放出|推出|提供|发布)更新|更新(?=。|，|$))"
)
NO_FIX: Final = Family(
    r"(?:\b(?:patch|fix|update|remediation|solution)\w*|补丁|修复|修补|解决方案)\s?[:：|]\s?(?:not available|none\b|n/a\b|"
    r"unavailable|not yet|暂无|尚无|没有|未发布|无(?:$|[。|]))",
    r"(?:\bstatus|状态)\s?[:：|]\s?(?:not (?:yet )?fixed|unfixed|unpatched|no fix)",
    rf"(?:尚无|暂无|没有|还没有|目前无|并无|无|缺少|未见|暂时没有)(?:任何|可用的?|官方的?|厂商的?|对应的?|相应的?|正式的?|"
    rf"有效的?|公开的?)*{_FIX_ZH}",
    r"(?:尚未|仍未|还未|未|从未|迟迟未|一直未|至今未|至今没有|没有|未能|拒绝|不会|不打算|不再|不予|不准备|无意|至今不|不肯|"
    r"不计划)(?:得到|获得|被|再|予以|进行|公开|及时|对此|计划)*"
    r"(?:修复|修补|修正|修改|解决|修(?![改正订理]))",
    rf"(?:尚未|仍未|还未|未|迟迟未|至今未|至今没有|没有|未能|拒绝|不会|不再)(?:对外|正式|及时)?(?:发布|提供|推出|给出|拿出|"
    rf"放出|公布|开发出?).{{0,10}}{_FIX_ZH}",
    rf"{_FIX_ZH}.{{0,8}}(?:还没有出|尚未发布|尚未推出|未发布|还没出|将于|将在|会在|预计|计划于|尚在|仍在开发|正在开发|"
    rf"正在制作|未就绪)",
    r"才(?:能|会)?(?:有|出|发布|提供|推出).{0,4}(?:修复|补丁|新版)|(?:没有|没能|还没|未能|未曾)修好|还没有?修",
    rf"正在(?:制作|开发|准备|研发|编写|测试).{{0,8}}(?:{_FIX_ZH}|固件)",
    r"修复固件将于|固件将于|将于.{0,12}(?:发布|提供|推出)(?:补丁|修复|固件)",
    r"(?:最新版|所有版本|新版本).{0,12}(?:仍然?|依然|依旧|还是)(?:受影响|存在)",
    r"(?<!was )(?<!were )(?<!had )(?<!been )\b(?:no|without an?|not? any|has not had an?)\s+(?:\w+ )?(?:known |official |"
    r"vendor |security |available |current |public |working )*"
    r"(?:patch(?:es|ed versions?)?|fix(?:es)?(?! tag)(?:ed versions?|ed releases?)?|updates?|remedy|remediation|solution|"
    r"firmware update)\b(?! (?:is |are |was )?(?:needed|required|necessary))",
    r"\b(?:patch|fix|update|remediation|solution|remedy)(?:es|s)?\b(?:(?!\b(?:if|when|you|users?|that|which|"
    r"where)\b)[^.,]){0,20}?\b(?:is|are|does|has|have)(?: not|n't)(?: yet| currently| been| be| publicly)* (?:available|"
    r"released|exist|ready|planned|out|issued|provided|published|offered|made|there)\b(?! (?:the|its|their|any|an?)\b)",
    r"\bno (?:release|version) fixes\b",
    r"\bwont-?fix\b|\bwon['’]t-?fix\b",
    r"\b(?:hole|flaw|bug|vulnerability|issue|gap) (?:is|remains|stays) (?:still |wide )?open\b",
    r"\bno (?:corrected|patched|fixed|updated|newer?) (?:firmware|version|release|build|software)\b",
    r"\bremains? (?:unresolved|unfixed|unpatched|unaddressed)\b",
    r"\b(?:fix|patch|update) is (?:forthcoming|pending|in the works|on its way|underway|under way|not ready)\b",
    r"\b(?:fix|patch|update)\b[^.]{0,12}\bwill (?:ship|come|arrive|land|follow|appear)\b",
    r"(?:尚待|有待|等待|仍待|待)(?:官方|厂商)?(?:修复|修补)",
    r"下(?:一|个|一个)?(?:大)?版本(?:中|里)?(?:才|再|会|将|予以)*(?:修复|修补|解决)",
    r"(?:会|将|拟|计划)在.{0,16}(?:版本|更新)(?:中|里)?(?:修复|修补|解决)",
    r"\bhas yet to (?:release|issue|publish|fix|patch|provide|ship)\b",
    r"\b(?:un(?:patched|fixed))\b",
    r"\b(?:has|have|had|is|was|been|be|will|does|do|could|would)(?: not|n't)(?: yet| currently| been| be| going to| receive|"
    r" get)*\s+(?:a |an |any )?(?:fix|fixed|patch|patched|remedied|corrected|addressed|resolved)\b",
    r"\b(?:not|never) (?:yet )?(?:been )?(?:released|issued|provided|offered|shipped|published|announced) (?:a |an |"
    r"any )?(?:\w+ )?(?:patch|fix|update|solution)",
    r"\b(?:won't|wont|will not) fix\b",
    r"\bdo(?:es)? not (?:intend|plan) to (?:change|fix|patch|address|release|correct)\b",
    r"\brefus(?:es|ed|ing) to (?:fix|patch)",
    r"\boffered no (?:fix|patch|solution)\b",
    r"\bno (?:patched|fixed) version\b",
    r"\b(?:fix|patch|firmware|update|release)\b[^.;]{0,40}\bwill be (?:released|available|published|provided|shipped)\b",
    r"\b(?:fix|patch|firmware|update) is (?:being (?:developed|prepared|built|tested)|under development|in development|"
    r"in preparation|expected|planned)\b",
    r"\bplans? to (?:ship|release|issue|publish|provide) (?:a |an |the )?(?:\w+ )?(?:fix|patch|update|firmware)",
    r"\bworking on (?:a |the )?(?:fix|patch|update|remediation)",
    r"\b(?:building|preparing|developing)\b[^.]{0,24}\b(?:firmware|fix|patch|update)\b",
    r"\bversions?\b[^.]{0,24}\b(?:is|remains|are) still (?:vulnerable|affected)\b",
    r"\bno update in sight\b",
    r"\bno (?:more|further|new|additional|longer any) (?:\w+ ){0,2}(?:releases?|updates?|patches|fixes|versions?|maintenance|support)\b",
    r"\byet to (?:\w+ )?(?:release|deliver|provide|issue|publish|ship|offer|produce|send|push)\b[^.;]{0,32}\b(?:firmware|release|version|build|"
    r"update|patch|fix|hotfix)",
    r"\b(?:stays?|remains?|left|will (?:stay|remain)) (?:\w+ )?(?:vulnerable|exposed|exploitable|unprotected|affected)\b(?! (?:if|unless|until|to users))",
    r"\bstill (?:there|present|open|live|unfixed)(?=\s*(?:[.!;]|$))",
    r"\bhold your breath\b",
    r"\b(?:stopp?ed|ceased|discontinued|ended|stops|ceases) (?:receiving|getting|providing|issuing|publishing|shipping|releasing|"
    r"offering)\b[^.;]{0,24}\b(?:updates?|patches|fixes|support)\b",
    r"(?:停止|终止|不再|中止|停)(?:提供|发布|推送|发放|推出|获得|收到|出)[^，。；;]{0,8}?(?:更新|补丁|修复|新版|支持|固件)",
    r"\bnothing (?:\w+ )?(?:from|by) (?:upstream|the \w+|them|\w+) (?:so far|yet|to date|until now)\b",
    r"\b(?:every|all|any) (?:\w+ ){0,2}?(?:releases?|versions?|builds?)\b(?!(?:[^.;]| \.){0,40}(?:before|prior|below|up to|<|through|earlier|"
    r"older|until))[^;]{0,32}?"
    r"\b(?:is|are|remains?) (?:still )?(?:exploitable|vulnerable)\b",
    r"\bno longer (?:\w+ )?(?:supported|maintained|developed) by (?:the |its )?\w+",
    r"(?:修复|修补|解决|补丁|更新)[^，。；;]{0,6}?(?:尚|仍|还)(?:需|要|须)(?:一段|较长|数|更多)?(?:时日|时间|等待|几|多)",
    r"\b(?:still|yet) (?:\w+ )?(?:there|present|works?|exploitable|reproduc\w+) (?:on|in) (?:main|master|trunk|head|the (?:latest|current|newest))\b",
    r"(?:修复|修补|解决|处置|补丁|升级|整改)(?:建议|方案|办法|措施|程序|版本|状态|情况|时间)?\s?[:：]\s?(?:暂无|暂缺|尚无|没有|待定|未定|未知|"
    r"无(?=$|[。；,，]))",
    r"不(?:会|打算|准备|愿意?|想|再)(?:再|去|继续)?(?:改|动|管|理会|理|更|维护)(?:它|了|这个)?(?=[。，,；;！!]|$)",
    r"(?:补丁|修复|新版|更新)的?(?:影子|动静|消息|踪影|下文|音讯|着落)(?:都|也)?(?:没有|没|无)",
    r"(?:仍|依然|依旧|还)(?:可|能|能够|可以)(?:被)?(?:利用|复现|触发|绕过)(?!的)",
    r"(?:不知|不清楚|说不出|不明确|不确定|没说|未说明|无从得知)[^，。；;]{0,10}(?:何时|什么时候|哪天|多久)[^，。；;]{0,10}(?:修|补|解决|更新|发布|处理)",
    r"\b(?:newest|latest|all) versions?\b[^.]{0,30}\bstill (?:vulnerable|affected)\b",
)
NOT_ABOUT_THE_FIX: Final = Family(
    r"(?:没有|未|尚未)(?:安装|打|应用|部署)",
    r"未(?:打|安装)?补丁的",
    r"未修复的(?:用户|主机|设备|系统|服务器|站点|版本)",
    r"\bunpatched (?:users?|systems?|devices?|servers?|hosts?|installations?|customers?|versions?|machines?|instances?)\b",
    r"\bnot (?:yet )?(?:applied|installed|deployed)\b",
    r"\bpatch\b.{0,12}\bnot (?:applied|installed)",
    r"当时|那时|彼时|此前|利用时|\bat the time\b|\bback then\b",
)
SINCE_THEN: Final = Family(
    r"(?:当时|利用时|时尚无|起初|此前).{0,40}(?:发布了|已发布|现已|推出了|提供了)",
    r"\b(?:was|were|when)\b.{0,80}\b(?:came out|has since|was released|now available)\b",
)
TO_COME: Final = Family(
    r"将(?:于|在|会)|会在|预计|计划|正在(?:制作|开发|准备|研发)|尚在(?!使用|用|运行)|届时|\bwill be\b|\bexpect|\bplan(?:s|"
    r"ned)?\b|"
    r"\bbeing (?:developed|prepared)|\bnext (?:month|week|release)\b|\bupcoming\b"
)
FIX_NAMED: Final = Family(
    r"(?:自|从)\s*[Vv]?\d{1,6}\.[\w.]{1,16}\s*(?:版本?)?(?:起|开始)|(?:在|于)\s*[Vv]?\d{1,6}\.[\w.]{1,16}\s*(?:版本?)?里|"
    r"换成\s?[Vv]?\d",
    r"\bcloses? the (?:hole|gap|flaw)\b|\bgets? to v?\d",
    r"(?:已|已经|现已|均已|都)(?:在.{0,24}?)?(?:修复|修正|解决|修补|更正|增加了确认)",
    r"(?:修复|修补)(?:版本?|固件|于)?[:：]?\s*[Vv]?\d{1,6}\.\d",
    r"已修复",
    r"(?:升级|更新|安装|迁移|刷写|刷)(?:至|到|为|了)?\s*[^,，。;；\s]{0,12}?\s?[Vv]?\d{1,6}(?:\.\d{1,8}){0,6}(?!\s*(?:月|日|"
    r"年|时|点))",
    r"(?:发布|推出|提供|放出)了?.{0,16}?(?:补丁|安全更新|升级包|更新包|修复版|新版|更新|[Vv]?\d{1,6}\.\d{1,8})",
    r"[Vv]?\d{1,6}\.\d[\w.]{0,24}\s*(?:版本?)?(?:中|已|也|增加了?|即可|版)?\s*(?:修复|修正|解决|修补|更正|纠正|增加了)",
    r"(?:在|于)\s*[Vv]?\d[\w.]{0,24}\s*(?:版本?)?(?:中)?.{0,8}(?:修复|修正|解决|修补|做了|不受影响)",
    r"(?:补丁|升级包|更新包|安全更新|累积更新)[^，。]{0,10}(?:已|可下载|可用|发布已?有|自即日起)",
    r"安装\s?\S{0,8}(?:累积更新|安全更新|安全补丁|补丁)",
    r"更新\s?\d+\s?月.{0,6}补丁",
    r"服务端修复|即可消除|可消除该",
    r"\b(?:fixed|corrected|resolved|patched|addressed|remedied)(?:\s+\w+)?\s+(?:in|by|with|there)\b",
    r"\d\.\d[^，。；;]{0,12}?(?:已|均|都)?(?:无法|不能|不再|未能|没能)(?:再)?(?:被)?(?:复现|利用|触发|绕过)",
    r"\d\.\d[^;]{0,24}?\b(?:could not|cannot|can no longer|could no longer|unable to|no longer) (?:be )?(?:reproduce|exploit|trigger)",
    r"\bfixed (?:version|release|build)s?\b",
    r"\bfixed in\b",
    r"\b(?:upgrade|update|updating|upgrading|updated|move|migrate) to\b[^.]{0,30}?\d",
    r"\b(?:version|release|firmware|build)\s+v?\d[\w.]{0,24}\s+(?:\w+ )?(?:fix|correct|resolve|address|close|contain|ask|"
    r"whitelist|check|has been released|has been approved)\w*",
    r"\b(?:has|have) (?:already )?(?:been )?(?:released|issued|published)\b[^.]{0,40}(?:\d|patch|fix|update|version)",
    r"\b(?:patch|fix|update|version|release)\b[^.]{0,30}\b(?:is|are) (?:now )?available\b",
    r"\bversion v?\d[\w.]{0,24} (?:has been|is) (?:released|available)",
    r"\b(?<![\d.])\d{1,6}(?:\.\d{1,8}){1,6} (?:came out|was released|released)\b",
    r"\b(?:install|apply|download|run|running|ship)\b[^.]{0,24}?\bv?\d{1,6}\.\d",
    r"\bapply (?:the |this )?(?:patch|update|erratum)\b",
    r"\b(?<![\d.])\d{1,6}(?:\.\d{1,8}){1,6} (?:or|and) (?:later|above|newer)\b",
    r"\bfixed release\b",
    r"\b(?<![\d.])\d{1,6}(?:\.\d{1,8}){1,6} (?:checks|fixes|corrects|closes|resolves|whitelists)\b",
    r"\bthis release corrects\b",
    r"\breleased with the fix\b",
    r"\bnew version\b[^.]{0,20}\bavailable\b",
    r"\bupdate (?:is )?available\b",
    r"\breleased (?:an? )?(?:\w+ )?(?:version|release|build|patch|update|fix|new version|new firmware|firmware|software)",
    r"\bbelow V?\d[\w.]{1,24} is\b",
    r"低于\s?[Vv]?\d",
    # a release that is out, by whatever verb it came
    r"\b(?:pushed|uploaded|tagged|cut|rolled out|put out|issued|dropped)\b[^.;]{0,16}?\bv?\d{1,6}\.\d",
    r"(?:发布|推出|提供|放出|释出|给出)了?\s?[Vv]?\d{1,6}\.\d[\w.]{0,16}\s?版",
    r"\b(?:updated|fixed|patched|corrected|new) (?:\w+ ){0,3}(?:packages?|firmware|images?|builds?|releases?|versions?) (?:is|are|have been|"
    r"has been) (?:now )?(?:available|released|published|out)",
    r"\b(?:landed|shipped|merged|included|released|closed|solved|plugged)\b[^.;]{0,24}?\b(?:in|with|as|by) (?:the )?(?:version |release |"
    r"build )?v?\d{1,6}\.\d",
    r"(?<![\d.])\d{1,6}(?:\.\d{1,8}){1,6}\b,? (?:is|are) (?:now )?(?:out|live|there|available|released|published|the first (?:\w+ )?(?:release|"
    r"version|build))\b",
    r"\b(?:fixed|fixes|patched|corrected|unaffected|first fixed|solution)(?: (?:in|version|release|build))?s?\s?[:：]\s?v?\d{1,6}\.\d",
    r"\b(?:was|were|has been|have been|is|are) (?:\w+ )?(?:fixed|corrected|repaired|closed|remedied|patched|resolved)\b(?! (?:if|when|once|unless|"
    r"by (?:users|the user)))",
    r"(?:发布|推出|提供|放出|释出|上传|给出|上架|推送|下发|上线)了?[^，。；;]{0,16}?(?:补丁|修复[包版]|安全更新|升级包|更新包|新版|更新|固件)",
    r"(?:补丁|修复[包版]|升级包|更新包|安全更新|新固件|修复版本|新版)[^，。；;]{0,8}?已[^，。；;]{0,8}?(?:上传|发布|上线|放出|推送|就绪|提供|上架|可)",
    r"(?:已|已经|现)有(?:了)?(?:安全)?(?:更新|补丁|新版|修复)|(?<![\d.])\d{1,6}(?:\.\d{1,8}){1,6}\s?(?:版本?)?(?:里|中)?(?:已经?|就)?(?:堵上|补上|"
    r"修好|改好|没有这个问题|不受影响)",
    r"(?:随|于|并入|合入|合并到)[^，。；;]{0,12}?[Vv]?\d{1,6}\.\d[\w.]{0,16}\s?(?:版本?)?(?:一起|一并)?(?:发布|推出|上线)",
    r"漏洞(?:至此|就此|现已|已)(?:修复|修补|消除|堵上)",
)
