"""From the draft that people write to the document that is published."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from bulou.formats.csaf import (
    Acknowledgment,
    AdvisoryDocument,
    Publisher,
    Reference,
    Remediation,
    Revision,
    file_name,
    weakness,
)
from bulou.products import AffectedProduct, Product
from bulou.records.models import Organisation
from bulou.severity import Cvss, gbt30279

CATEGORIES: dict[str, Any] = {"platform": "coordinator", "finder": "discoverer", "authority": "coordinator"}
INWARD = frozenset({"operator_in_use_detail", "exploit_included"})


def document(
    content: Mapping[str, Any],
    organisation: Organisation,
    number: str,
    *,
    at: datetime,
    history: Sequence[Mapping[str, Any]] = (),
    status: Any = "draft",
) -> AdvisoryDocument:
    """The advisory that `content` describes, as revision `history` (number, at, summary) has it at `at`."""
    revisions = tuple(Revision(str(r["number"]), r["at"], r["summary"]) for r in history)
    chinese = content.get("language", "zh-CN") == "zh-CN"
    return AdvisoryDocument(
        tracking_id=number,
        title=content.get("heading", ""),
        publisher=_publisher(organisation, chinese=chinese),
        initial_release_at=revisions[0].at if revisions else at,
        current_release_at=revisions[-1].at if revisions else at,
        revisions=revisions or (Revision("1", at, "Draft."),),
        description=content.get("description", ""),
        lang=content.get("language", "zh-CN"),
        status=status,
        summary=content.get("summary", ""),
        canonical_url=canonical_url(number),
        products=tuple(_product(row, organisation, chinese) for row in content.get("products", ())),
        remediations=tuple(_remediations(content)),
        cve=content.get("cve", "").strip(),
        cwe=weakness(content["cwe"].strip()) if content.get("cwe", "").strip() else None,
        cvss=(Cvss.parse(content["cvss"]),) if content.get("cvss") else (),
        gbt30279=gbt30279.grade(content["gbt"]) if content.get("gbt") else None,
        references=tuple(Reference(line, line) for line in _lines(content.get("references", ""))),
        acknowledgments=(Acknowledgment(names=(content["credits"],)),) if content.get("credits") else (),
    )


def canonical_url(number: str) -> str:
    """Where the document stands for others; CSAF knows no canonical address without TLS (requirement 3)."""
    base = settings.BULOU_BASE_URL.replace("http://", "https://", 1)
    return f"{base}/advisories/{number}/{file_name(number)}"


def published_content(content: Mapping[str, Any]) -> dict[str, Any]:
    """What the public page shows of a draft: everything but the answers that were given for the law alone."""
    return {name: value for name, value in content.items() if name not in INWARD}


def _publisher(organisation: Organisation, *, chinese: bool) -> Publisher:
    name = organisation.name_zh if chinese else organisation.name_en
    category = CATEGORIES.get(organisation.primary_role, "vendor")
    return Publisher(name, f"{settings.BULOU_BASE_URL}/report/{organisation.slug}", category)


def _product(row: Mapping[str, str], organisation: Organisation, chinese: bool) -> AffectedProduct:
    vendor = organisation.name_zh if chinese else organisation.name_en
    product = Product(row["name"], model=row["model"], vendor=vendor)
    status: Any = row["status"]
    fixed_in = row["fixed_in"] if status in ("affected", "under_investigation") else ""
    return AffectedProduct(product, row["versions"], status, fixed_in=fixed_in)


def _remediations(content: Mapping[str, Any]) -> list[Remediation]:
    found = []
    if content.get("remediation", "").strip():
        found.append(
            Remediation("vendor_fix", content["remediation"], url=content.get("remediation_url", ""))
        )
    if content.get("precaution", "").strip():
        found.append(Remediation("mitigation", content["precaution"]))
    return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
