"""Article 9, publishing: its head and items (1), (2), (3), (5), (6). Items (4), (7), (8) reach further than publishing."""

from bulou.law.conducts import PUBLICATIONS
from bulou.law.outcomes import Effect, Forbid, needs_approval, needs_step
from bulou.law.rmsv.v2021.instrument import first
from bulou.law.text import place


# 第九条 遵循必要、真实、客观以及有利于防范网络安全风险的原则
@first.provision(
    "RMSV-9-0", place(9), PUBLICATIONS,
    "发布须必要、真实、客观，并有利于防范风险。",
    "What is published must be necessary, truthful, objective and help against risk.",
)  # fmt: skip
def truthful_and_necessary_only(truthful_and_necessary: bool) -> Effect | None:
    return None if truthful_and_necessary else Forbid


# 第九条（一） 不得在…提供…修补措施之前发布漏洞信息
@first.provision(
    "RMSV-9-1", place(9, 1), PUBLICATIONS,
    "网络产品提供者提供修补措施之前，不得发布漏洞信息。",
    "No vulnerability information may be published before the vendor provides a remediation.",
)  # fmt: skip
def no_publication_before_remediation(
    remediation_provided: bool, mitigation_provided: bool, *, workaround_counts_as_fix: str
) -> Effect | None:
    if remediation_provided or (mitigation_provided and workaround_counts_as_fix == "yes"):
        return None
    return Forbid


# 第九条（一） 认为有必要提前发布…共同评估协商，并向工业和信息化部、公安部报告，由…组织评估后进行发布
@first.exception(
    "RMSV-9-1-early", place(9, 1), ["RMSV-9-1"],
    "与提供者共同评估协商、向两部门报告并经其组织评估后，可以提前发布。",
    "Early publication is open after joint assessment with the vendor, reports to both ministries, and their assessment.",
)  # fmt: skip
def early_publication(
    assessed_jointly_with_vendor: bool,
    reported_to_miit: bool,
    reported_to_mps: bool,
    authorities_assessment: str,
    vendor_dissents: bool,
    early_publication_approved: bool,
    *,
    vendor_dissent_bars: str,
    objection_bars: str,
    early_publication_needs_approval: str,
) -> bool:
    if vendor_dissents and vendor_dissent_bars == "yes":
        return False
    if early_publication_needs_approval == "yes" and not early_publication_approved:
        return False
    assessed = authorities_assessment == "done_no_objection" or (
        authorities_assessment == "done_objection" and objection_bars == "no"
    )
    return assessed_jointly_with_vendor and reported_to_miit and reported_to_mps and assessed


# 第九条（二） 不得发布网络运营者在用的网络、信息系统及其设备存在安全漏洞的细节情况
@first.provision(
    "RMSV-9-2", place(9, 2), PUBLICATIONS,
    "不得发布网络运营者在用系统的漏洞细节。",
    "No details of vulnerabilities in an operator's systems in use may be published.",
)  # fmt: skip
def no_detail_of_systems_in_use(operator_in_use_detail: bool) -> Effect | None:
    return Forbid if operator_in_use_detail else None


# 第九条（三） 不得刻意夸大…危害和风险
@first.provision(
    "RMSV-9-3a", place(9, 3), PUBLICATIONS,
    "不得刻意夸大漏洞的危害和风险。",
    "Harm and risk may not be deliberately exaggerated.",
)  # fmt: skip
def no_exaggeration(exaggerates: bool, overstates: bool, *, exaggeration_needs_intent: str) -> Effect | None:
    if exaggeration_needs_intent == "no" and overstates:
        return Forbid
    return Forbid if exaggerates else None


# 第九条（三） 不得…恶意炒作或者进行诈骗、敲诈勒索
@first.provision(
    "RMSV-9-3b", place(9, 3), PUBLICATIONS,
    "不得恶意炒作，或者借此诈骗、敲诈勒索。",
    "No malicious hype, fraud or extortion.",
)  # fmt: skip
def no_hype_or_extortion(hype_or_extortion: bool) -> Effect | None:
    return Forbid if hype_or_extortion else None


# 第九条（五） 应当同步发布修补或者防范措施
@first.provision(
    "RMSV-9-5", place(9, 5), PUBLICATIONS,
    "发布漏洞信息应当同步发布修补或者防范措施。",
    "A remedy or precaution must be published with the information.",
)  # fmt: skip
def remedy_published_with_it(remedy_or_precaution_included: bool) -> Effect | None:
    return None if remedy_or_precaution_included else needs_step("remedy_or_precaution_included")


# 第九条（六） 国家举办重大活动期间，未经公安部同意，不得擅自发布
@first.provision(
    "RMSV-9-6", place(9, 6), PUBLICATIONS,
    "国家举办重大活动期间，发布须经公安部同意。",
    "During a major national event publication needs the consent of the Ministry of Public Security.",
)  # fmt: skip
def consent_during_major_events(major_event: bool, mps_consent: bool) -> Effect | None:
    return needs_approval("mps") if major_event and not mps_consent else None


# 第九条 从事…发现、收集的组织或者个人: whether that reaches a vendor about its own product is open.
@first.exception(
    "RMSV-9-own", place(9),
    ["RMSV-9-0", "RMSV-9-1", "RMSV-9-2", "RMSV-9-3a", "RMSV-9-3b", "RMSV-9-4", "RMSV-9-5", "RMSV-9-6", "RMSV-9-7"],
    "按所选解释，第九条不约束提供者就自身产品所为。",
    "On the reading chosen, Article 9 does not bind a vendor about its own product.",
)  # fmt: skip
def vendor_about_its_own_product(actor_role: str, own_product: bool, *, provider_under_art9: str) -> bool:
    return provider_under_art9 == "no" and actor_role == "vendor" and own_product
