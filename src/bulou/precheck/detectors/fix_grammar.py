"""How a sentence says that there is no fix: who denies what to whom, put together from parts of speech in both languages.

`detectors.remedy_words` holds set phrases; here a negation, a refusal or a future reaches over a verb of giving or mending to
a noun for a fix, whatever stands between within one clause. Every gap is bounded, so that no text makes a pattern slow.
"""

from typing import Final

from bulou.precheck.detectors.family import Family

# English parts

_FIX: Final = (
    r"(?:(?:hot|bug|quick)?fix(?:es)?|(?:micro)?patch(?:es)?|updates?|remedy|remedies|remediations?|solutions?|corrections?|"
    r"(?:fixed|patched|corrected|updated|repaired|new|safe) (?:\w+ )?(?:versions?|releases?|builds?|firmware|images?|packages?|"
    r"software))"
)
_AN: Final = r"(?:(?:a|an|any|the|its|their|official|vendor|security|firmware|software|complete|permanent|proper|public|real)\s+){0,4}"
_GIVE: Final = (
    r"(?:releas|provid|issu|offer|shipp?|produc|publish|deliver|suppl|develop|announc|merg|commit|backport|push|mak|made|post|"
    r"distribut|schedul|prepar|present|propos|promis|receiv|get|got)(?:e|ed|es|y|ied|ing|s|ted|ten|t)?"
)
_MEND: Final = (
    r"(?:fix|patch|address|resolv|correct|remed|repair|remediat|change|chang|clos|mend|plug|solv|tackl|act on|do anything|"
    r"deal with)(?:e|ed|ied|y|ing|d)?"
)
_NOT: Final = (
    r"(?:(?:has|have|had|is|was|are|were|been|did|does|do|will|would|can|could)(?:n't|n’t| not)|cannot|can't|won't|won’t|"
    r"never|nobody (?:has|will)|nor (?:has|have|will|does))"
)
_ADV: Final = (
    r"(?:\s+(?:yet|currently|been|be|publicly|ever|fully|properly|still|even|going to|so far|to date|(?:plan|intend|want|expect|"
    r"wish)(?:ed)? to|plan on|commit(?:ted)? to)){0,3}"
)
_THE_FLAW: Final = r"(?:(?:it|this|them|these|anything|(?:the|this|that|these|our)\s+(?:\w+\s+){0,2}\w+)\b)"
_OUT: Final = (
    r"(?:released|available|ready|out|published|provided|issued|shipped|lands?|arrives?|ships?|comes? out|appears?|delivered|"
    r"developed|found|in place upstream)"
)

_EN: Final = (
    rf"\b{_NOT}{_ADV}\s+{_GIVE}\s+(?:[^\s.,;]+\s+){{0,3}}?{_AN}(?:timeline|date|schedule|eta|timeframe|plans?)?(?:\s?(?:for|to)\s)?"
    rf"{_AN}(?:{_FIX}|{_MEND})\b",
    rf"\b(?:has|have) yet to\s+(?:{_GIVE}\s+(?:[^\s.,;]+\s+){{0,3}}?{_AN}{_FIX}|{_MEND}\b|merge|be {_MEND})",
    rf"\b{_FIX}\b(?:\s+(?:for|to|of|in|on|from)\b[^.,;]{{0,32}})?\s+(?:do|does|is|are|has|have|seems?|will|can)(?:n't| not)?(?: be)?\s+"
    r"(?:not exist|exist(?! for)(?<=n't exist)|not (?:feasible|possible|viable|foreseen|to be expected|likely|on the roadmap|coming)|"
    r"impossible|infeasible|unlikely|out of the question|nowhere|a long way|months away|weeks away|days away|still (?:missing|"
    r"pending|awaited|outstanding|absent)|pending|outstanding|awaited|missing|due|slated|scheduled|promised|underway|coming|"
    r"still being|delayed|postponed)\b",
    rf"\b(?:refus|declin|fail)(?:es|ed|ing|e|s)? to\s+(?:{_MEND}|{_GIVE}\s+{_AN}{_FIX})\b",
    rf"\b(?:no|without|zero|any) (?:plans?|intentions?|commitments?|timelines?|dates?|eta|schedule|word|sign|prospect|hope)\s+"
    rf"(?:to|for|of|on|about)\s+(?:{_MEND}\b|{_GIVE}\s|{_AN}(?:when (?:a|the) )?{_FIX}\b)",
    rf"\b(?:until|till|before|pending|ahead of|while (?:we|you|they|everyone) waits? for|awaiting|waiting for|in the absence of|absent)\s+"
    rf"{_AN}(?:\w+\s+){{0,2}}?{_FIX}\s+(?:(?:\w+\s+){{0,2}}(?:is|are|gets?|becomes?|has been)\s+(?:made )?)?{_OUT}\b",
    rf"\b(?:in the absence of|absent|awaiting|waiting for|lack(?:s|ing)?|pending)\s+{_AN}(?:\w+\s+)?{_FIX}\b(?! (?:is|are) (?:applied|"
    r"installed|deployed))",
    rf"\b(?:until|till|before)\s+(?:the\s+)?(?:vendor|developers?|maintainers?|manufacturer|supplier|upstream|\w+)\s+(?:has\s+|have\s+|"
    rf"finally\s+)?(?:releas|provid|issu|offer|ship|publish|deliver|push)\w*\s+{_AN}(?:\w+\s+)?{_FIX}\b",
    rf"\b(?:will|shall|aims? to|hopes? to|intends? to|expects? to|promised to|is going to|are going to|is set to|targeting)\s+(?:be\s+)?"
    rf"{_GIVE}\s+{_AN}(?:\w+\s+)?{_FIX}\b",
    rf"\b{_FIX}\b(?:\s+(?:for|to|of|in)\b[^.,;]{{0,32}})?\s+(?:will|shall|should|is (?:expected|scheduled|slated|due|planned|set) to|to)"
    r"\s+(?:be\s+(?:included|part|made available|released|published|delivered|shipped|out|issued|ready|rolled)|ship|land|follow|"
    r"arrive|come|appear|drop)\b",
    r"\b(?:will|is to|is expected to|is scheduled to|should|going to) be (?:fixed|patched|addressed|resolved|corrected|remedied) (?:in|with|"
    r"by|next|later|soon|at|when|as part)\b",
    rf"\b(?:working|work) (?:\w+ )?(?:on|towards?) {_AN}(?:\w+ )?{_FIX}\b",
    rf"\b{_FIX} (?:(?:is|are|was|were) )?(?:currently |still |now )?(?:in|under|undergoing) (?:\w+ )?(?:development|testing|preparation|review|qa|validation|"
    r"the works|progress)\b",
    rf"\b{_NOT}{_ADV}\s+{_GIVE}\s+anything\b",
    r"\bnothing (?:\w+ )?to (?:offer|install|apply|patch|update to|upgrade to)\b",
    r"\b(?:unofficial|third[- ]party|community|non-official) (?:\w+ )?(?:micro|hot)?(?:patch|fix)(?:es)?\b|\bmicropatch(?:es)?\b",
    r"\b(?:vulnerability|vulnerabilities|issue|issues|flaw|flaws|bug|bugs|hole|it|this|they|weakness|problem)\s+(?:still\s+)?(?:remains?|"
    r"stays?|is still|are still|goes|is left|was left|has been left)\s+(?:un(?:fixed|patched|resolved|addressed|remedied|mitigated)|"
    r"open|exploitable|present in the (?:latest|current|newest))\b",
    r"\b(?:latest|newest|current|most recent) (?:\w+ )?(?:version|release|firmware|build)\b[^.;]{0,24}\b(?:is|remains|stays) (?:also |still )?"
    r"(?:vulnerable|affected|exploitable)\b",
    r"\b(?:no longer|not|never) (?:\w+ ){0,2}?(?:get|gets|receive|receives|receiving|getting) (?:\w+ ){0,2}?(?:updates|patches|fixes|"
    r"security updates)\b",
    rf"\bthere(?:'s| is| are|’s) (?:still |currently |as yet |presently )?(?:no|not (?:yet )?(?:a|any))\s+(?:(?!need|reason)\w+\s+){{0,3}}?{_FIX}\b",
    rf"(?<!was )(?<!were )(?<!had )(?<!been )\b(?:no|zero)\s+(?:(?!need|reason|longer|one\b)\w+\s+){{0,2}}?{_FIX}\b"
    r"(?=\s*(?:[.,;:!?)]|$|yet|so far|exists?|at (?:this|the)|as of|has|have|available|from|for|"
    r"planned|is (?:available|planned|expected|known|foreseen)|was (?:ever )?(?:released|published|issued) (?:so|to|by|until)))",
    rf"\b{_FIX}\b(?:\s+(?:for|to|of|in)\b[^.,;]{{0,32}})?\s+(?:has|have)(?: not|n't|n’t| never| yet to)(?: yet| ever| so far)?(?: been)? (?:appear|arriv|"
    r"materiali[sz]|surfac|land|com|follow|emerg|turn|ship|seen)\w*",
    r"\b(?:releas|shipp|publish|offer|provid|deliver|announc|produc)\w* nothing\b|\bnothing (?:has been|was|is) (?:released|shipped|published|offered|"
    r"provided|announced|planned|fixed)",
    rf"\b(?:expect|expects|expecting|anticipate|promises?|promised|awaits?)\s+{_AN}(?:\w+\s+)?{_FIX}\b(?!\s+to (?:take|last|require))",
    r"(?:\bpatch|\bfix|\bfixed|\bupdate|\bsolution|\bremediation|\bremedy)(?:ed)?(?: version| release)?(?: available| status| availability| date"
    r"| exists| released)?\s*[:?]\s*(?:no\b|none|"
    r"pending|tbd|tba|n/a|awaited|in progress|planned|unknown|not\b|unavailable|under)",
    r"\bleav(?:e|es|ing) (?:it|this|things|the \w+) (?:as (?:it )?is|unfixed|unpatched|open|in place)\b",
    r"\b(?:vendor|maintainers?|developers?|manufacturer|company|they|supplier)\b[^.;]{0,40}\b(?:accepts? the risk|risk (?:is |as )?acceptable"
    r"|no security (?:issue|"
    r"impact|boundary))",
    r"\b(?:software|product|firmware|version|release|application|app|plugin|service|device|model|component|package|library)\s+(?:still\s+)?(?:remains"
    r"|stays|is still)"
    r"\s+(?:vulnerable|exploitable|affected|broken|insecure)\b",
    rf"\b(?:unaware of|aware of no|knows? of no|not aware of|not know of|have not seen|has not seen|seen no)\s+{_AN}(?:\w+\s+)?{_FIX}\b",
    r"\b(?:intends?|plans|aims?|hopes?|promised|promises|expects?|means|wants|pledged|committed|agreed) to\s+(?:fix|patch|address|resolve|correct"
    r"|remedy|close)\b",
    r"\b(?:vendor|developers?|maintainers?|manufacturer|company|supplier|authors?|team|we|they) (?:will|shall|would) (?:only )?(?:fix|patch|address"
    r"|resolve|correct|remedy)\b",
)  # fmt: skip

# Chinese parts

_NOT_ZH: Final = (
    r"(?:尚未|仍未|还未|并未|从未|迟迟未|一直未|至今未|暂未|未曾|未能|未(?!经|授|知|来|必|登|认|过|校|验|做|对)|没有|没能|没(?!收)|不会|"
    r"不打算|不再|不予|不准备|不计划|不愿|不肯|不想|不能|不|无意|无法|无力|无计划|无人|拒绝|拒不|放弃|停止|中止)"
)
_GIVE_ZH: Final = r"(?:发布|提供|推出|给出|拿出|放出|公布|开发|制作|合并|提交|下发|推送|上线|释出|发出|出具|形成|制定|开放|收到|等到|等来|看到|见到)"
_FIX_ZH: Final = (
    r"(?:补丁|修复|修补|修正|解决方案|解决办法|解决方法|修复方案|处置方案|(?:固件|安全|软件|系统|版本|官方|任何)?更新|新版|新固件|"
    r"升级包|升级程序|升级版本|热修|整改版本|安全版本)"
)
_MEND_ZH: Final = (
    r"(?:修复|修补|修正|修好|解决|补上|补(?![丁贴充偿]|漏)|堵上|堵住|填上|更正|纠正|根除|修(?![改正订理饰]))"
)
_FLAW_ZH: Final = r"(?:该|此|这个?|上述|本)?(?:漏洞|问题|缺陷|隐患|bug|洞)"

_ZH: Final = (
    rf"{_NOT_ZH}[^,，。；;：:的]{{0,8}}?{_GIVE_ZH}(?!的|会|时)[^,，。；;]{{0,12}}?{_FIX_ZH}(?!说明|日志|者)",
    rf"{_NOT_ZH}(?:再|被|得到|获得|予以|进行|及时|彻底|完全|真正|正式|对此|就此|打算|计划|给予|继续|能|将|把|为|对|{_FLAW_ZH}|其|之|"
    rf"加以|有人|做|作|任何|全部|有效){{0,4}}{_MEND_ZH}(?!建议|程序|版本|方案|步骤)",
    rf"(?:尚|暂|仍|还|目前|现在|至今)?(?:没有|无(?!论|需|法|须)|缺乏|缺少|未见|看不到|没(?=补丁|修复))(?:任何|可用|可行|官方|厂商|对应|"
    rf"相应|正式|有效|公开|已知|能用|现成|推出|更|的){{0,4}}{_FIX_ZH}(?!必要)",
    rf"{_FIX_ZH}(?:的?(?:时间表?|日期|计划|进度|发布时间|工作|版本?|程序|包))?[^,，。；;]{{0,6}}?(?:还没|尚没|没有?(?=$|[。，！；])|没着落|"
    r"没影|遥遥无期|无期|待定|未定|未知|未明|不详|无法确定|不确定|尚不明确|未确定|不明|未公布|未出|未到|未上线|跳票|延期|推迟|在路上|"
    r"(?:还|仍|尚|正)?(?:需|要|得)(?:再)?等)",
    rf"{_FIX_ZH}[^,，。；;]{{0,6}}?(?:正在|仍在|还在|尚在|在)(?:内部|紧急|加紧|最后|小范围|抓紧)?(?:开发|测试|制作|准备|研发|编写|验证|评审|排期|内测|灰度|筹备|酝酿|进行中?)",
    rf"(?:正在|正|着手|开始|加紧|抓紧|仍在|还在)(?:制作|开发|准备|研发|编写|测试|赶制|制定|研究|评估|排查|进行)[^,，。；;]{{0,8}}?{_FIX_ZH}",
    rf"{_FIX_ZH}(?:版本?|程序|包|措施|固件)?(?:正式)?(?:发布|推出|放出|出来|上线|面世|问世|可用|就绪|出炉|落地)(?:之)?前",
    rf"(?:官方|厂商|厂家|原厂|开发者|维护者|作者|供应商)(?:正式)?(?:发布|推出|放出|提供|给出)[^,，。；;]{{0,6}}?{_FIX_ZH}(?:版本?|程序|包|措施)?(?:之)?前",
    rf"(?:等待?|静候|坐等|静待|有待|尚待|仍待|待)(?:官方|厂商|厂家|原厂|开发者|作者|后续){{1,2}}(?:的|正式|尽快)?(?:{_GIVE_ZH})?[^,，。；;]{{0,4}}?{_FIX_ZH}",
    rf"(?<!我们)(?<!我)(?:将|会|拟|计划|打算|准备|承诺|争取|预计|有望|力争|定于|安排)(?:会|将|要|再)?(?:于|在|随|到|等|通过)?[^,，。；;]{{0,20}}?"
    rf"(?:{_GIVE_ZH}[^,，。；;]{{0,10}}?{_FIX_ZH}|(?:修复|修补|解决|修正|处理|纠正|更正){_FLAW_ZH}|(?:版本?|季度|月份?|月底|年底|年|周|更新)(?:中|里|"
    rf"内|再|才|时)?(?:予以|加以)?(?:修复|修补|解决|修正|处理|纠正))",
    rf"{_FIX_ZH}(?:版本?|程序|包|固件|方案)?[^,，。；;]{{0,4}}?(?:将|会|预计|计划|拟|有望|定于|争取)(?!导致|使|造成|影响|覆盖|清除)[^,，。；;]{{0,16}}?"
    r"(?:发布|推出|提供|上线|放出|到来|面世|发放|推送|交付|完成)",
    r"(?:非官方|第三方|民间|社区)(?:的|版|自制|提供的?|制作的?){0,2}(?:热|微|临时)?补丁",
    rf"(?:拒绝|不愿|无意|不打算|不准备|不肯|不想)(?:对此|就此|为此|做|作|进行|任何|再){{0,3}}(?:修改|改动|更改|处理|{_MEND_ZH})",
    r"不(?:是|算|属于|认为是?|视为|承认(?:是|为)?|构成)(?:安全)?漏洞[^。；;]{0,12}(?:不(?:会|予|作|做|打算|准备|再)|拒绝)(?:做|作)?(?:任何)?(?:处理|修改|改动|修)",
    r"(?:停止|终止|不再|已停)(?:维护|支持|服务|更新)[^。；;]{0,16}(?:不会|不再|没有|无)[^，。；;]{0,10}(?:更新|修复|补丁|新版|固件)",
    r"(?:补丁|修复|修补|解决方案|固件更新|升级版本|安全更新)(?:状态|情况|进度|进展|版本|方案|计划|与否|发布|时间)?\s*[:：]\s*(?:无(?!需)|否|没有|暂|未|待|尚|处理中|进行中|开发中|修复中)",
    r"是否(?:已经?)?(?:有|存在|修复|修补|提供|发布|解决)[^:：，。]{0,8}[:：?？]\s*(?:否|无|没有|未|尚)",
    rf"(?:指望不上|别指望|等不到|等不来|盼不到|盼不来|别期待|不要期待|不必指望|不用指望)[^，。；]{{0,10}}?{_FIX_ZH}",
    r"(?:要|需|得|只能)(?:再)?等[^。；]{0,24}才(?:会|能|可|有)?(?:改|修|补|出|有|发|推|上)",
    r"(?:厂商|官方|厂家|原厂|老型号|旧型号|老版本|旧版本|系列|机型)[^。；]{0,12}不(?:再)?(?:作|做|予|会)(?:任何)?(?:处理|修改|改动|响应|跟进)",
    rf"(?:不会|不可能|不再会?|没可能|别想|休想)(?:再|会)?(?:有|出|得到|收到|迎来|等到)[^，。；;]{{0,8}}?{_FIX_ZH}",
    r"最新[^，。；;]{0,12}?(?:仍|依然|依旧|还)[^，。；;]{0,8}?(?:受影响|存在|复现|利用|触发|绕过|中招)",
    r"(?:厂商|官方|厂家|原厂|开发者|我公司|我司|我们|研发|团队|作者)[^，。；;]{0,8}?(?:正在|正|着手|在)(?:抓紧|加紧|积极|紧急|全力|加班)?(?:地)?(?:修复|修补|整改|处理|解决|跟进修复)",
)  # fmt: skip

MISSING: Final = Family(*_EN, *_ZH)

# What takes it back: somebody else's omission, a denial of the denial, a fix that came later

NOT_OF_THE_MAKER: Final = Family(
    r"(?:用户|单位|企业|公司|网站|站点|客户|主机|服务器|实例|学校|医院|资产)(?:中|里)?(?:仍|还|尚|至今|都|均|一直|迟迟|并|却|也|在){0,3}(?:未|没有?|未能|"
    r"不)(?!收到|等到|得到)|(?:没有|未|尚未|仍未|没|无法|不能|来不及|不便|不愿|不想)(?:及时|立即|条件|马上|能|尽快|去|再)*(?:安装|打|应用|部署|升级|更新到|更新至|"
    r"更新(?=的|系统|固件|$|，))|无需(?:修复|更新|升级|补丁)|不需要|"
    r"\b(?:servers?|systems?|devices?|users?|customers?|hosts?|installations?|machines?|instances?|websites?|sites?|organi[sz]ations?|"
    r"companies|admins?|administrators|people|deployments?|them)\b[^.;]{0,24}\b(?:un(?:patched|fixed)|(?:not|n't|never|yet to)(?: yet| been)? "
    r"(?:updat|upgrad|patch|appl|install)\w*)|\bun(?:patched|fixed) (?:\w+ )?(?:server|system|device|user|customer|host|installation|machine|"
    r"instance|site|organi[sz]ation|version|router|camera|box|endpoint|appliance)s?\b|\bno (?:\w+ )?(?:update|fix|patch|upgrade)\w* (?:is |are |was )?"
    r"(?:needed|required|necessary)\b|\bnot (?:yet )?(?:applied|installed|deployed)\b"
)
DENIED: Final = Family(
    r"并非(?:是)?(?:没有?|无|未|不)|不是(?:没有?|无|未|不)|并不是(?:没|无|未|不)|(?:没有|无|未)[^，。]{0,12}(?:的?说法|一说|的传言|的消息)[^。]{0,8}(?:不|误|错|假)|"
    r"(?:误传|谣传|误以为|有人说|网传|据传)[^。]{0,12}(?:没有|无|未)|"
    r"\b(?:not (?:true|the case|correct|accurate|right)|untrue|false|wrong|incorrect|a myth|mistaken|inaccurate)\b[^.;]{0,30}\b(?:no|not|without|"
    r"unpatched|never)\b|\bnot without (?:a |an )?(?:fix|patch)|\bcontrary to\b[^.;]{0,40}\b(?:no|unpatched|not)\b|\bit is not that\b"
)
LATER: Final = Family(
    r"[，；,;][^。]{0,20}?(?:后|随后|之后|后来|直到|直至|终于|现已|现在已|目前已|如今|今日|今天|昨日|次日|日|月|周|起)[^。，；]{0,16}?(?:已[^，。；]{1,12}?(?:发布|推出|提供|放出)|发布了?|推出了?|放出了?|提供了|"
    r"已(?:发布|推出|修复|解决|提供)|修复了|解决了|补上了?|才(?:修复|解决|补上|发布|推出))|"
    r"\b(?:until|but|then|later|since|now|finally|subsequently|eventually)\b[^.;]{0,40}\b(?:shipped|released|published|fixed|patched|is out|came out|"
    r"is available|landed|resolved)\b(?! yet)"
)
