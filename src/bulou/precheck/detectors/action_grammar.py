"""How a sentence tells its reader to act: commands typed, urgency, a destination to fetch from, and whose act it is.

Set phrases are in `detectors.remedy_words`; here a verb of acting counts by who is told to do it, how, or where.
"""

import re
from typing import Final

from bulou.precheck.detectors.family import Family

_ACT_ZH: Final = (
    r"(?:升级|升(?=[到至]|\s?[vV]?\d)|更新|安装|打(?:上)?补丁|修补|升(?=[。！!,，]|$)|应用(?=它|此|该|更新|补丁|修)|关停|停运|停掉|停止(?:使用|"
    r"对外)|删掉|去掉|撤掉|取消|停用|禁用|关闭(?!此?[该本]?\s?(?:issue|工单|议题|PR|贴|帖))|关掉|下线|断网|断开|隔离|卸载|更换|换(?:成|到|掉|用|"
    r"新)|轮换|回退|降级|迁移|加固|自查|排查|"
    r"改密码?|重置|限制|封禁|屏蔽|拦截|备份|吊销|拔掉?|刷(?:到|成|入|写|新)?|重刷|切换|处置|修复|整改|撤下|收回|检查|替换)"
)
_ACT_EN: Final = (
    r"(?:upgrad|updat|patch|install|appl|disabl|block|restrict|isolat|uninstall|rotat|replac|migrat|revok|remov|switch|mov|bump|pin|reflash|"
    r"flash|turn|unplug|monitor|chang|reset|limit|segment|harden|roll|downgrad|delet|enabl|set|us)(?:e|es|ing|y|ying|s|ning|ping|ting|"
    r"hing)?"
)
TOLD: Final = Family(
    # a package manager, or another tool, that fetches the mended version
    r"(?<![\w/])(?:apt(?:-get)?|yum|dnf|tdnf|zypper|pip3?|pipx|npm|pnpm|yarn|composer|gem|cargo|brew|apk|pacman|opkg|choco|winget|go|snap|"
    r"helm|docker|emerge|poetry|uv|bundle)\s+(?:(?:-{1,2}[\w=-]{1,24}|mod|compose|pip)\s+){0,3}(?:install|update|upgrade|full-upgrade|"
    r"dist-upgrade|get|pull|refresh|add|patch|-Syu?u?)\b"
    # urgency before the act
    rf"|(?:赶紧|赶快|抓紧|抓紧时间|速速|尽速|从速|火速|速度|第一时间|及早|马上|即刻|立刻|务请|烦请|敬请|麻烦|快去?|记得|最好|不妨|宜|还是|一定要|"
    rf"优先)[^,，。；;]{{0,16}}?{_ACT_ZH}"
    # where to fetch it
    r"|请(?:您|用户|各?位?)?(?:自行|直接)?(?:到|从|前往|登录|访问|移步|去|在|通过|联系|使用|参照|按照?|点击)[^。；;]{1,48}?(?:下载|获取|升级|更新|"
    r"安装|索取|领取)"
    # the result of the act
    rf"|(?:通过|经|只要|只需|仅需|凡)[^,，。；;]{{0,16}}?{_ACT_ZH}[^,，。；;]{{0,24}}?(?:即可|就可以?|便可|可以?)[^,，。；;]{{0,12}}?(?:消除|解决|"
    rf"修复|避免|缓解|规避|防止|免受|恢复|安全)"
    rf"|{_ACT_ZH}[^,，。；;]{{0,24}}?(?:即可|就可以?|便可|可以?|能够?)(?:完全|有效|彻底|暂时|临时)?(?:消除|解决|修复|避免|缓解|规避|防止|免受|不受影响)"
    rf"|使用[^,，。；;]{{2,40}}?(?:即可|就能|便可)(?:完成)?(?:修复|升级|更新|修补)"
    rf"|(?:用户|管理员|单位|运维(?:人员)?|站长|站点|客户|使用者|开发者|大家|各位|各方|企业|机主|车主|业主)(?:们)?(?:均|都|也|则|还)?(?:可以?|"
    rf"需要?|应当?|须|宜|要)[^,，。；;]{{0,16}}?{_ACT_ZH}"
    rf"|(?:能做的|唯一(?:的|可行的?)?(?:办法|方法|出路|选择|手段)|最(?:稳妥|好|简单|有效|直接|彻底|省事|安全|可靠)的?(?:办法|做法|方法|方式|措施|"
    rf"选择))[^，。；]{{0,6}}?"
    rf"(?:是|只有|为|就是)[^。；]{{0,16}}?(?:{_ACT_ZH}|停|关|拔|断|删)"
    r"|(?:请勿|切勿|切忌|千万(?:别|不要))"
    r"|(?:不要|别|勿|避免|不宜|不应|严禁)(?:再|随意|轻易|继续|直接|将|把){0,2}[^，。；]{0,10}?(?:开放|暴露|启用|开启|对外|映射|共享|复用|点开|"
    r"打开|点击|安装|导入|插入|扫码|连接|回复|信任|接入)"
    r"|(?:加|添加|新增|增加|配置|下发|设置|创建)(?:一?条|上|入|个|好)?[^，。；了]{0,10}(?:规则|策略|白名单|黑名单|ACL|访问控制)(?![缺不未被]|功能|接口|时)"
    r"|^\W{0,4}(?:先|请|快|就|再|现在就?|那就|赶紧|并)?(?:把|将)[^，。；;]{1,16}?(?:从[^，。；;]{1,10}?(?:上|中|里|网))?(?:摘|撤|移|拿|断|关|停|"
    r"删|拔|换|放|挪|收|锁|藏|拉|改掉|升|更)(?!了|由|于)"
    r"|(?:现在|今天|今晚|马上|立刻|尽快)就?(?:去|把|给|将|要|得)?[^，。；;]{0,12}?(?:改掉|换掉|关掉|停掉|删掉|升级|更新|打上|装上|改密|断网|下线)(?!了)"
    # whoever is advised to act, in the passive of translations too
    rf"|(?:被|特|均|已|专家|官方|厂商|作者|我们|本人|笔者)?(?:建议|推荐|敦促|呼吁|提醒|提示|强烈建议)(?:去|您|用户|各?位|大家|其|来|将|把|对|立即|"
    rf"尽快|尽早|及时){{0,4}}[^。；;]{{0,24}}?{_ACT_ZH}"
    r"|(?:提醒|告诫|提示)[，,：:][^。；;]{0,32}?(?:不要|别|勿|不(?:开|扫|点|装|用))"
    r"|^\W{0,4}(?:先|请|快|就|再|或者?)?(?:把|将)[^，。；;]{1,40}?(?:改成|改为|设成|设为|调成|置为|调为|改回|换成|调低|调小|设置为)(?!了)"
    rf"|(?:管理员|用户|运维|单位|客户)(?:们)?(?:可以?|能)[^，。；;]{{0,24}}?(?:予以|加以|进行)?{_ACT_ZH}"
    rf"|^\W{{0,4}}(?:先|再|请|可)?(?:在|到|去|进(?:入)?)[^，。；;]{{1,20}}?(?:上|里|中|内|页面|界面|处)(?:把|将|选择|点击)?{_ACT_ZH}(?!了|过|时|的|功能)"
    r"|(?:关|停|断|删|改|换|拔|卸|拉黑|装|打|封|堵)[^，。；;了]{0,12}?了?(?:即可|就行|就好|就可以|便可|就没事|就安全)"
    # English: for whom, with what, by which road
    rf"|\bplease\b(?! (?:note|see|contact|refer|read|visit|follow us))[^.;:]{{0,32}}?\b{_ACT_EN}\b"
    rf"|\b(?:is|are|was|were|been) (?:\w+ )?(?:asked|advised|urged|encouraged|told|requested|invited|instructed|reminded|"
    rf"recommended) to (?!note\b|see\b|read\b|contact\b|wait\b|refer\b|watch\b|report\b|monitor the\b)\w+"
    rf"|\b(?:users|customers|everyone|everybody|anyone|those|people|sites|teams|shops|admins|operators|owners|installations|"
    rf"all)(?: [\w.,/-]+){{0,6}}? (?:should|must|ought to|had better|need to) "
    rf"(?!not\b|be (?!moved|updated|upgraded|patched|disabled|taken|blocked|replaced|restricted|isolated|rotated|removed|rebuilt)|have\b|see\b|"
    rf"know\b|note\b|expect\b|"
    rf"find\b|wait\b|panic\b|worry\b|understand\b|contact\b|read\b|receive\b|remember\b)\w+"
    r"|^[\W\d_]{0,8}(?:(?:please|then|now|so|meanwhile|until then)[\s,:]{1,3}){0,2}(?:take|pull|put|get|bring|keep|leave|move|place|run|"
    r"store) (?:[^\s.;]+ ){1,6}?(?:off(?:line)?|out|down|behind|away|"
    r"apart|shut|isolated|internal|inside|up[- ]to[- ]date)\b"
    r"|\b(?:open|go to|choose|select|tap|click|press|hit|run|use)\b[^.;]{0,40}\b(?:check for updates?|updates?|upgrade|updater)\b(?! (?:is|was|notes))"
    r"|^[\W\d_]{0,8}(?:have|let|make) (?:the|your|a|each|every) (?:[\w-]+ ){1,4}?(?:answer|return|reject|refuse|drop|strip|check|block|deny|"
    r"filter|require|reply|send|ignore|log)\b"
    r"|^[\W\d_]{0,8}(?:check|verify|confirm|see|look|search|grep) (?:whether|if|for|that|your|the) (?=[^.;]{0,60}(?:logs?|accounts?|deployment|"
    r"config\w*|set|enabled|exposed|reachable|running|installed|unknown|unusual|signs?|traces?)\b)"
    r"|^[\W\d_]{0,8}(?:(?:please|also|then|first|next|now|instead|otherwise|alternatively|meanwhile|either|in the meantime|as a (?:workaround|"
    r"precaution|stopgap)|"
    r"until then|for now)[\s,:]{1,3}){0,2}(?:drop|refuse|wrap|unwrap|deploy|unload|swap|pull|shut(?: down)?|power (?:down|off)|strip|sandbox|"
    r"saniti[sz]e|bind|whitelist|allowlist|blacklist"
    r"|blocklist|denylist|rename|mask|lock(?: down)?|log out|sign out|re-?image|reinstall|wipe|rebuild|regenerate|renew|re-?issue|cap|throttle|"
    r"tunnel|lower|unset|comment out|refrain|treat"
    r"|cut|extract|detach|eject|decommission|retire|expire|invalidate|terminate|kill|parse|process|open|render|view|untrust|distrust|prefer|front|"
    r"shield|fence)\b(?! (?:of|is|was|are|were|has)\b)"
    r"(?=[^.;]{0,80}(?:\b(?:only|untrusted|unknown|firewall|network|internet|container|sandbox|vm|proxy|sensor|perimeter|edge|module|service|"
    r"daemon|port|access|rule|traffic|requests?|input|"
    r"packets?|connections?|sessions?|tokens?|keys?|cookies?|certificates?|accounts?|devices?|hosts?|appliances?|machines?|files?|it|them|feature|"
    r"plugin|extension|package|interface|listener|source|images?|upstream|"
    r"endpoint|calls?)\b|`))"
    r"|\bfor (?:all )?(?:users|customers|owners|administrators|operators|everyone) to (?:update|upgrade|patch|install|move|migrate)\b"
    rf"|\b(?:make sure|ensure|remember|be sure|take care|it is (?:best|wise|essential|important|imperative)|time|you(?:'ll| will) (?:want|need)|"
    rf"you(?:'d| had) better|better|we (?:suggest|advise|ask|urge|recommend)(?: \w+){{0,3}}|our advice is|the (?:safest|best|only|simplest|easiest"
    rf"|surest|quickest|most \w+|recommended|obvious|interim) (?:\w+ )?"
    rf"(?:option|course|defen[cs]e|protection|approach|advice|answer|measure|precaution|way out|remedy|solution|fix|way|workaround)(?: \w+){{0,4}} is"
    rf"|consider|try|go ahead and|strongly consider)\s*(?:to |that you )?{_ACT_EN}\b"
    rf"|\b(?:can|could|may) be (?:\w+ )?(?:mitigated|avoided|prevented|worked around|remedied|blocked|closed|eliminated|reduced|lessened|"
    rf"neutrali[sz]ed|contained|addressed|stopped) (?:by|with|through|via|if you|using)\b"
    rf"|\b{_ACT_EN}\b[^.;]{{0,48}}\b(?:(?:fully |completely |partly |also |effectively )?(?:mitigates|eliminates|removes|prevents|avoids|closes|resolves|"
    rf"neutrali[sz]es|protects|stops) (?:the|this|it|against|you|exploitation|any))\b"
    r"|\b(?:get|getting|grab|fetch|pull|pick up|obtain|deploy|roll out) (?:the |this |a |an |your )?(?:\w+ ){0,2}?(?:patch|update|fix|firmware|hotfix"
    r"|rollup|service pack|"
    r"fixed version|release|version)\b(?=[^.;]{0,40}(?:now|today|asap|from|immediately|at once|soon|as soon|before|onto|on your|[.!]|$))"
    r"|(?:should|must|please|need to|ought to|advised to|urged to|recommended to|asked to|^\W{0,12})\s{0,4}(?:plan|schedule|arrange|perform|prioriti[sz]e"
    r"|complete|begin|"
    r"start|carry out|expedite)\s+(?:\w+\s+){0,3}?(?:migrations?|upgrades?|updates?|replacements?|patching|rollout|installation|removal)\b"
    r"|\b(?:users|admins|administrators|operators|customers|consumers|owners|organi[sz]ations|companies|everyone|everybody|you|defenders|teams|sites"
    r"|maintainers of \w+)"
    r"(?: \w+){0,4}? (?:should|must|need to|ought to|had better|are (?:\w+ )?(?:advised|urged|encouraged|asked|told|recommended|requested"
    r"|invited) to)(?: also| now| at least| immediately| \w+ly)?"
    r" (?!be\b|not (?:be|see|notice|expect|panic|worry)|note|know|expect|see|understand|remember that|have\b|had\b|find|wait|watch for|stay|notice"
    r"|receive|contact)\w+"
    r"|\b(?:bump|pin|raise|lift)\b[^.;]{0,32}?(?:\bto\b|\bat\b|>=|\^)\s*[~^>=v]{0,3}\d"
    r"|\b(?:patch|update|upgrade|updating|upgrading|patching)\s+(?:now|today|asap|immediately|at once|as soon|without delay|right away|promptly|"
    r"urgently)\b",
)  # fmt: skip

# Whose act it is

_INTRUDER_ZH: Final = r"(?:攻击者|黑客|入侵者|任何人|恶意用户|恶意程序|木马|对手|不法分子|他人|普通用户|低权限用户|登录用户|匿名用户|访客)"
BY_AN_INTRUDER: Final = Family(
    rf"(?<!避免)(?<!防止)(?<!阻止)(?<!以防)(?<!杜绝){_INTRUDER_ZH}[^。；;，,]{{0,12}}?(?:可|能|会|得以|便|利用|通过|先|随后)"
)
ADDRESSED: Final = Family(
    r"请(?!求)|建议|应(?!用|答|急)|须|务必|推荐|尽快|赶紧|立即|(?:用户|管理员|单位|运维|站长|客户|企业)(?:人员|们)?(?:均|都|也)?(?:可|需|要|应)"
)
# Setting one's own role, an identifier or a request to something else is an attack, not a remedy.
TAMPERING: Final = Family(
    r"(?:\b(?:role|uid|user_?id|id|is_?admin|level|token|status|price|amount|cookie|referer|host)\b|参数|字段|请求|数据包|返回包|响应包?|报文|金额|价格)"
    r"[^,，。；;]{0,16}?(?:修改|篡改|改为|改成|换成|替换|设为|置为)|(?:升级|提升|修改|重置|删除|更换)(?:自己|他人|别人|任意|其他用户|受害者)"
)
UNDONE: Final = re.compile(
    r"\b(?:cannot|can't|could not|couldn't|unable to|failed to|did not|didn't|no need to|need not|there is nothing to|not able to|without)\b"
    r"[^,.;]{0,24}$",
    re.IGNORECASE,
)
# Asking the maker for what it does not have yet mends nothing.
ASKED_OF_THE_MAKER: Final = Family(
    r"(?:请|可)?(?:您|用户)?(?:自行)?(?:联系|咨询|关注)[^，。；;]{0,12}?(?:获取|索取|领取|了解)[^，。；;]{0,12}"
)
NO_NEED: Final = Family(
    r"\b(?:no need to|need not|needn't|(?:do|does) not (?:need|have) to|don't (?:need|have) to|not necessary to)\b"
)
