"""Article 9: publishing to the public and providing to others. Quotations as short as in the catalogue."""

from bulou.law.conducts import PROVIDING, PUBLICATIONS, Conduct
from bulou.law.outcomes import Effect, Forbid, needs_approval, needs_step
from bulou.law.rmsv.v2021.instrument import FIRST, PROVISIONS
from bulou.law.text import Text, place


# 第九条 遵循必要、真实、客观以及有利于防范网络安全风险的原则
@PROVISIONS.provision(
    "RMSV-9-0",
    article=place(9),
    conducts=PUBLICATIONS,
    text=Text("发布须必要、真实、客观，并有利于防范风险。", "What is published must be necessary, truthful, objective and help against risk."),
    released=FIRST,
)
def truthful_and_necessary_only(truthful_and_necessary: bool) -> Effect | None:
    return None if truthful_and_necessary else Forbid


# 第九条（一） 不得在…提供…修补措施之前发布漏洞信息
@PROVISIONS.provision(
    "RMSV-9-1",
    article=place(9, item=1),
    conducts=PUBLICATIONS,
    text=Text("网络产品提供者提供修补措施之前，不得发布漏洞信息。", "No vulnerability information may be published before the vendor provides a remediation."),
    released=FIRST,
)
def no_publication_before_remediation(
    remediation_provided: bool, mitigation_provided: bool, *, workaround_counts_as_fix: str
) -> Effect | None:
    if remediation_provided or (mitigation_provided and workaround_counts_as_fix == "yes"):
        return None
    return Forbid


# 第九条（一） 认为有必要提前发布…共同评估协商，并向工业和信息化部、公安部报告，由…组织评估后进行发布
@PROVISIONS.exception(
    "RMSV-9-1-early",
    article=place(9, item=1),
    lifts=("RMSV-9-1",),
    text=Text(
        "与提供者共同评估协商、向两部门报告并经其组织评估后，可以提前发布。",
        "Early publication is open after joint assessment with the vendor, reports to both ministries, and their assessment.",
    ),
    released=FIRST,
)
def early_publication(
    assessed_jointly_with_vendor: bool,
    reported_to_miit: bool,
    reported_to_mps: bool,
    authorities_assessment: str,
    vendor_dissents: bool,
    *,
    vendor_dissent_bars: str,
    objection_bars: str,
) -> bool:
    if vendor_dissents and vendor_dissent_bars == "yes":
        return False
    assessed = authorities_assessment == "done_no_objection" or (
        authorities_assessment == "done_objection" and objection_bars == "no"
    )
    return assessed_jointly_with_vendor and reported_to_miit and reported_to_mps and assessed


# 第九条（二） 不得发布网络运营者在用的网络、信息系统及其设备存在安全漏洞的细节情况
@PROVISIONS.provision(
    "RMSV-9-2",
    article=place(9, item=2),
    conducts=PUBLICATIONS,
    text=Text("不得发布网络运营者在用系统的漏洞细节。", "No details of flaws in an operator's systems in use may be published."),
    released=FIRST,
)
def no_detail_of_systems_in_use(operator_in_use_detail: bool) -> Effect | None:
    return Forbid if operator_in_use_detail else None


# 第九条（三） 不得刻意夸大…危害和风险
@PROVISIONS.provision(
    "RMSV-9-3a",
    article=place(9, item=3),
    conducts=PUBLICATIONS,
    text=Text("不得刻意夸大漏洞的危害和风险。", "Harm and risk may not be deliberately exaggerated."),
    released=FIRST,
)
def no_exaggeration(exaggerates: bool) -> Effect | None:
    return Forbid if exaggerates else None


# 第九条（三） 不得…恶意炒作或者进行诈骗、敲诈勒索
@PROVISIONS.provision(
    "RMSV-9-3b",
    article=place(9, item=3),
    conducts=PUBLICATIONS,
    text=Text("不得恶意炒作，或者借此诈骗、敲诈勒索。", "No malicious hype, fraud or extortion."),
    released=FIRST,
)
def no_hype_or_extortion(hype_or_extortion: bool) -> Effect | None:
    return Forbid if hype_or_extortion else None


# 第九条（四） 不得发布或者提供专门用于利用…漏洞从事危害网络安全活动的程序和工具
@PROVISIONS.provision(
    "RMSV-9-4",
    article=place(9, item=4),
    conducts=PUBLICATIONS | {Conduct.SUPPLY_EXPLOIT},
    text=Text("不得发布或者提供专门用于危害网络安全的程序和工具。", "No program or tool made exclusively for endangering network security may be published or supplied."),
    released=FIRST,
)
def no_tools_for_attack(exploit_included: bool, tool_exclusively_for_attack: bool) -> Effect | None:
    return Forbid if exploit_included and tool_exclusively_for_attack else None


@PROVISIONS.definition(
    "RMSV-9-4-tool",
    article=place(9, item=4),
    defines="exploit_included",
    conducts={Conduct.PUBLISH_EXPLOIT, Conduct.SUPPLY_EXPLOIT},
    text=Text("发布、提供利用程序即涉及程序和工具。", "Publishing or supplying an exploit always concerns a tool."),
    released=FIRST,
)
def an_exploit_is_a_tool() -> bool:
    return True


# Supplied so that the flaw can be verified, a tool serves 第七条（一） and 第十条第二款, not an attack.
@PROVISIONS.exception(
    "RMSV-9-4-verification",
    article=place(9, item=4),
    lifts=("RMSV-9-4",),
    conducts={Conduct.SUPPLY_EXPLOIT},
    text=Text(
        "为验证漏洞而向该产品提供者或者第十条所列平台提供的，不在此限。",
        "Supply to the product's vendor or a platform of Article 10 for verification is not meant.",
    ),
    released=FIRST,
)
def supply_for_verification(
    recipient_is_product_vendor: bool, recipient_is_state_platform: bool, supplied_for_verification: bool
) -> bool:
    return supplied_for_verification and (recipient_is_product_vendor or recipient_is_state_platform)


# 第九条（五） 应当同步发布修补或者防范措施
@PROVISIONS.provision(
    "RMSV-9-5",
    article=place(9, item=5),
    conducts=PUBLICATIONS,
    text=Text("发布漏洞信息应当同步发布修补或者防范措施。", "A remedy or precaution must be published with the information."),
    released=FIRST,
)
def remedy_published_with_it(remedy_or_precaution_included: bool) -> Effect | None:
    return None if remedy_or_precaution_included else needs_step("remedy_or_precaution_included")


# 第九条（六） 国家举办重大活动期间，未经公安部同意，不得擅自发布
@PROVISIONS.provision(
    "RMSV-9-6",
    article=place(9, item=6),
    conducts=PUBLICATIONS,
    text=Text("国家举办重大活动期间，发布须经公安部同意。", "During a major national event publication needs the consent of the Ministry of Public Security."),
    released=FIRST,
)
def consent_during_major_events(major_event: bool, mps_consent: bool) -> Effect | None:
    return needs_approval("mps") if major_event and not mps_consent else None


# 第九条（七） 不得将未公开的…信息向网络产品提供者之外的境外组织或者个人提供
@PROVISIONS.provision(
    "RMSV-9-7",
    article=place(9, item=7),
    conducts=PROVIDING,
    text=Text(
        "未公开的漏洞信息不得向网络产品提供者之外的境外组织或者个人提供。",
        "Undisclosed information may not be provided to organisations or persons overseas other than the product's vendor.",
    ),
    released=FIRST,
)
def undisclosed_stays_at_home(recipient_overseas: bool, already_public: bool) -> Effect | None:
    return Forbid if recipient_overseas and not already_public else None


# 第九条（七） 网络产品提供者之外的
@PROVISIONS.exception(
    "RMSV-9-7-vendor",
    article=place(9, item=7),
    lifts=("RMSV-9-7",),
    text=Text("向该网络产品的提供者提供的除外。", "Provision to the vendor of that product is excepted."),
    released=FIRST,
)
def recipient_is_the_vendor(
    recipient_is_product_vendor: bool, recipient_maintains_free_software: bool, *, oss_maintainer_is_provider: str
) -> bool:
    return recipient_is_product_vendor or (recipient_maintains_free_software and oss_maintainer_is_provider == "yes")


@PROVISIONS.definition(
    "RMSV-9-7-domestic",
    article=place(9, item=7),
    defines="recipient_overseas",
    conducts={Conduct.NOTIFY_AUTHORITY},
    text=Text("本规定所称报送均向境内主管部门平台作出。", "Notification in these Provisions goes to authorities in China."),
    released=FIRST,
)
def authorities_are_domestic() -> bool:
    return False


# 向社会发布 opens the information to everyone at once; once lawful under items (1) to (6) it has no recipient to look at.
@PROVISIONS.definition(
    "RMSV-9-7-public",
    article=place(9, item=7),
    defines="recipient_overseas",
    conducts={Conduct.PUBLISH, Conduct.PUBLISH_EXPLOIT},
    text=Text("向社会发布没有特定接收方。", "Publication to society has no particular recipient."),
    released=FIRST,
)
def the_public_is_no_recipient() -> bool:
    return False


# 第九条（八） 法律法规的其他相关规定
@PROVISIONS.provision(
    "RMSV-9-8",
    article=place(9, item=8),
    conducts=PROVIDING,
    text=Text("法律法规另有规定的，从其规定；由各该法规分别作答。", "Other laws and regulations apply beside; each answers for itself."),
    released=FIRST,
)
def other_laws_answer_for_themselves() -> Effect | None:
    return None


# 第九条 从事…发现、收集的组织或者个人: whether that reaches a vendor about its own product is open.
@PROVISIONS.exception(
    "RMSV-9-own",
    article=place(9),
    lifts=("RMSV-9-0", "RMSV-9-1", "RMSV-9-2", "RMSV-9-3a", "RMSV-9-3b", "RMSV-9-4", "RMSV-9-5", "RMSV-9-6", "RMSV-9-7"),
    text=Text(
        "按所选解释，第九条不约束提供者就自身产品所为。",
        "On the reading chosen, Article 9 does not bind a vendor about its own product.",
    ),
    released=FIRST,
)
def vendor_about_its_own_product(actor_role: str, own_product: bool, *, provider_under_art9: str) -> bool:
    return provider_under_art9 == "no" and actor_role == "vendor" and own_product
