"""The words by which `detectors.places` tells an operator's system and a cited page."""

import re
from typing import Final

from bulou.precheck.detectors.family import Family

_KIND_ZH: Final = (
    r"医院|银行|教育局|卫健委|民政局|人社局|农商行|信用社|大学|学院|学校|中学|小学|人民政府|政府|市政|公安局|税务局|法院|管理局|调度中心|供电(?:公司|"
    r"局)|电网|电厂|水厂|供水(?:集团|公司)?|水务(?:集团|公司)?|燃气(?:集团|公司)?|地铁(?:集团|公司)?|"
    r"机场|港务(?:集团|公司)?|港口|铁路局|航空(?:公司)?|证券(?:公司)?|保险(?:公司)?|酒店|运营商|移动公司|电信公司|集团|泵站|"
    r"变电站|电站|"
    r"收费站|体育馆|图书馆|博物馆|研究院|疾控中心|殡仪馆|交警支队|派出所|街道办"
)
_SYSTEM_ZH: Final = (
    r"系统|平台|门户|官网|网站|网上银行|网银|政务服务网|OA|HIS|邮箱|后台|数据库|服务器|控制器|内网|生产环境|摄像头|大屏|"
    r"小程序|APP|闸口"
)
_KIND_EN: Final = (
    r"Hospital|Bank|University|College|School|Council|Ministry|Municipality|Airport|Airlines?|Airways|Port Authority|Metro|"
    r"Railways?|Water(?: Company| Utility| Works)?|(?:Power|Energy|Electric|Gas) (?:Company|Authority|Plant|Grid|Board)|"
    r"Utilit(?:y|ies)|"
    r"Clinic|Insurance|Telecom|Police|Court|Library|Agency|Department of [A-Z]\w+|Logistics|Hotel|Credit Union|Exchange|"
    r"Authority|Institute"
)
_SYSTEM_EN: Final = (
    r"(?-i:portal|systems?|console|servers?|website|web site|network|intranet|database|controllers?|gateway|booking|records|"
    r"SCADA system|valves?|cameras?|mail server|production|app)(?! (?:plugin|module|framework|software|product))"
)

OPERATOR: Final = Family(
    # a name, its kind, and what of it: 东篱市第三人民医院 HIS 系统
    rf"[一-鿿]{{2,12}}(?:{_KIND_ZH})(?:的|在用的?|仍在使用的?|正在使用的?|\s|"
    rf"[^，。；,;]{{0,8}}?)(?:[^，。；,;]{{0,10}})(?:{_SYSTEM_ZH})",
    rf"[一-鿿]{{2,12}}(?:{_KIND_ZH})[^，。；,;]{{0,8}}(?:现在|目前|至今|仍然?|一直)?(?:就|还|也)?(?:在用|用着|用的(?:就是|"
    rf"正是|是)|跑着|运行着|部署着|就用)",
    r"(?:你们|贵单位|贵校|贵院)的?.{0,6}系统(?:已经)?被我",
    r"(?:成功)?(?:登录|登陆|进入|进了|打入|拿下)了?.{0,16}(?:真实|现网|生产|在用|线上)的?.{0,8}(?:系统|后台|平台|环境)",
    r"现网中确认|在现网(?:中|上)|真实(?:目标|站点|业务系统)",
    # Linhaven Water's portal, the planning portal of Greenholm City Council
    rf"(?-i:(?:[A-Z][\w&-]+ ){{1,4}}(?:{_KIND_EN})\b)(?:'s?|’s?)?.{{0,40}}\b(?:{_SYSTEM_EN})\b",
    rf"\b(?:{_SYSTEM_EN})\b[^.]{{0,40}}\b(?:of|at|for|belonging to|operated by|"
    rf"run by) (?:the )?(?-i:(?:[A-Z][\w&-]+ ){{1,4}}(?:{_KIND_EN})\b)",
    r"\b(?:logged|signed|got|broke) in(?:to)? (?:the|their|its|a) (?:live|production|real)\b",
    rf"\b(?:live|production) (?:\w+ ){{0,2}}(?:{_SYSTEM_EN})s?\b[^.]{{0,20}}\b(?:of|at) (?:the )?(?-i:[A-Z]\w+ [A-Z]\w+)",
    r"\bin production at (?-i:[A-Z])\w+",
    r"\b(?:my|our) (?:hospital|bank|university|school|employer)'s\b.{0,24}\b(?:portal|system|site|server)",
)

NO_OPERATOR: Final = Family(
    r"约有|共有|统计|多见于|常用于|广泛(?:用于|应用)|不列出|实验室|自购|测试环境|靶场|收件人|^致[:：]|奖励计划|感谢|致谢|"
    r"厂商[:：]|发布单位|"
    r"\b(?:roughly|approximately|around|worldwide|sectors?|bought|laborator|test bench|lab|reported by|thanks?|credits?|"
    r"reporting|discovered by|disclosed by|such as|used (?:in|by)|commonly)\b"
    r"|^to[:：]",
)

CITED_LINE: Final = re.compile(
    r"参考|引用|来源|链接|下载|公告|详见|参见|原文|致谢|联系|主页|官网[:：]|获取|安装步骤|文档|博客|\b(?:references?|links?|"
    r"sources?|see|download\w*|advisor(?:y|ies)|available (?:at|from|here)|"
    r"more information|further|details|visit|read|contact|credits?|guidance|website|web page|homepage|follow|refer|"
    r"publish\w*|documentation|found (?:at|here|on|in)|portal at|obtain\w*|bulletin|url|http)\b",
    re.IGNORECASE,
)
SITE_LABELS: Final = frozenset(
    [
        "psirt",
        "security",
        "support",
        "download",
        "downloads",
        "docs",
        "doc",
        "help",
        "developer",
        "developers",
        "cert",
        "advisories",
        "advisory",
        "blog",
        "blogs",
        "news",
        "kb",
        "wiki",
        "git",
        "gitlab",
        "code",
        "bugs",
        "bugzilla",
        "lists",
        "mailarchive",
        "access",
        "errata",
        "rhn",
        "www-01",
        "w3",
        "sec",
        "www",
        "cve",
        "nvd",
        "registry",
        "my",
        "portal",
        "customer",
    ]
)
# Where one signs in, somebody runs a system, whatever its host is called.
SIGN_IN: Final = re.compile(
    r"/(?:login|log-in|signin|sign-in|admin|manage(?:r|ment)?|console|wp-admin)\b", re.IGNORECASE
)
SITE_PATHS: Final = re.compile(
    r"(?i)/(?:[\w-]*(?:advisor|security|psirt|cve-|cve/|bulletin|download|support|docs?/|blog|news|article|kb|commit|"
    r"issues?/|pull/|release|changelog|notice|sa-\d|poc|exploit|whitepaper|products?)|.*\.(?:pdf|zip|html?)$)"
)
KNOWN_SITES: Final = (
    # where people leave files for one another
    "pan.baidu.com",
    "pan.quark.cn",
    "aliyundrive.com",
    "lanzou.com",
    "drive.google.com",
    "mega.nz",
    "dropbox.com",
    "mediafire.com",
    "github.com",
    "githubusercontent.com",
    "gitlab.com",
    "gitee.com",
    "gist.github.com",
    "nist.gov",
    "cve.org",
    "mitre.org",
    "cnvd.org.cn",
    "cnnvd.org.cn",
    "cverc.org.cn",
    "first.org",
    "cisa.gov",
    "us-cert.gov",
    "ics-cert.us-cert.gov",
    "cert.org",
    "jvn.jp",
    "bsi.bund.de",
    "europa.eu",
    "miit.gov.cn",
    "nvdb.org.cn",
    "exploit-db.com",
    "packetstormsecurity.com",
    "packetstorm.news",
    "vuldb.com",
    "snyk.io",
    "huntr.dev",
    "huntr.com",
    "hackerone.com",
    "wordfence.com",
    "patchstack.com",
    "wpscan.com",
    "openwall.com",
    "seclists.org",
    "debian.org",
    "ubuntu.com",
    "redhat.com",
    "suse.com",
    "fedoraproject.org",
    "archlinux.org",
    "gentoo.org",
    "freebsd.org",
    "kernel.org",
    "apache.org",
    "npmjs.com",
    "pypi.org",
    "crates.io",
    "rubygems.org",
    "maven.org",
    "golang.org",
    "go.dev",
    "microsoft.com",
    "google.com",
    "apple.com",
    "oracle.com",
    "cisco.com",
    "ietf.org",
    "rfc-editor.org",
    "w3.org",
    "wikipedia.org",
    "owasp.org",
    "youtube.com",
    "medium.com",
    "twitter.com",
    "x.com",
    "oasis-open.org",
    "creativecommons.org",
)
