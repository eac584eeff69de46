"""How a platform files and keeps its filing true (F3, F7, F8, F9). Day counts of F7 and F8 were read nowhere and say so."""

from typing import Final

from bulou.law.filing.v2022.instrument import first
from bulou.law.filing.v2022.sentences import CANCELLATION, CHANGE, EXAMINATION, NUMBER, ONLINE
from bulou.law.limits import within_days, within_working_days
from bulou.law.terms import Terms
from bulou.law.text import Text

MIIT: Final = Text(
    "工业和信息化部（网络安全威胁和漏洞信息共享平台）",
    "MIIT, by way of its vulnerability sharing platform (NVDB)",
)
PUBLIC: Final = Text("公众", "the public")
FILER: Final = Text("备案的平台", "the platform that files")


# 网上备案…如实填报
@first.duty(
    "FILING-3", ONLINE,
    "通过工业和信息化部平台网上备案，如实填报",
    "File online by way of MIIT's platform, and truthfully",
    Terms(None, MIIT, ("platform_set_up",), done_by=("platform_filed",)),
)  # fmt: skip
def filed_online_and_truthfully(
    collects_others_products: bool, public_internet_platform: bool, own_repair_only: bool
) -> bool:
    return collects_others_products and public_internet_platform and not own_repair_only


@first.duty(
    "FILING-7", EXAMINATION,
    "十个工作日内审查备案并公布（未核实）",
    "Examine the filing within ten working days and publish it (unverified)",
    Terms(
        None, FILER, ("platform_filed",), done_by=("filing_listed",), not_before_start=True,
        clock=within_working_days(10),
    ),
)  # fmt: skip
def filing_is_examined(actor_role: str) -> bool:
    return actor_role == "authority"


@first.duty(
    "FILING-8", CHANGE,
    "备案信息变更的，三十日内变更备案（未核实）",
    "Amend the filing within thirty days of a change (unverified)",
    Terms(
        None, MIIT, ("platform_data_changed",), done_by=("platform_filing_amended",), not_before_start=True,
        clock=within_days(30),
    ),
)  # fmt: skip
def filing_is_amended(
    collects_others_products: bool, public_internet_platform: bool, own_repair_only: bool
) -> bool:
    return collects_others_products and public_internet_platform and not own_repair_only


@first.duty(
    "FILING-9a", CANCELLATION,
    "终止服务的，注销备案（未核实）",
    "Cancel the filing once the service has stopped (unverified)",
    Terms(None, MIIT, ("platform_stopped",), done_by=("platform_filing_cancelled",), not_before_start=True),
)  # fmt: skip
def filing_is_cancelled(
    collects_others_products: bool, public_internet_platform: bool, own_repair_only: bool
) -> bool:
    return collects_others_products and public_internet_platform and not own_repair_only


@first.duty(
    "FILING-9c", NUMBER,
    "在首页标明备案号（未核实）",
    "Show the filing number on the home page (unverified)",
    Terms(None, PUBLIC, ("filing_listed",), maintenance=True),
)  # fmt: skip
def number_is_shown(
    collects_others_products: bool, public_internet_platform: bool, own_repair_only: bool
) -> bool:
    return collects_others_products and public_internet_platform and not own_repair_only
