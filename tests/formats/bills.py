"""Bills of materials and advisories for tests, small and complete, as plain values."""

import json
from typing import Any


def cyclonedx(*components: dict[str, Any], **more: Any) -> bytes:
    """A CycloneDX 1.6 document."""
    return json.dumps(
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components, **more}
    ).encode()


def library(name: str, version: str, purl: str = "", **more: Any) -> dict[str, Any]:
    """A component of a CycloneDX document."""
    found = {"type": "library", "name": name, "version": version, "bom-ref": f"{name}@{version}", **more}
    return found | ({"purl": purl} if purl else {})


def csaf(status: dict[str, list[str]], *branches: dict[str, Any], **tree: Any) -> bytes:
    """A CSAF 2.0 document on one vulnerability; each branch is a vendor's."""
    return json.dumps(
        {
            "document": {"csaf_version": "2.0", "title": "公告", "tracking": {"id": "QY-SA-1"}},
            "product_tree": {"branches": branches, **tree},
            "vulnerabilities": [{"cve": "CVE-2026-1000", "product_status": status}],
        }
    ).encode()


def vendor(name: str, product: str, **versions: tuple[str, str]) -> dict[str, Any]:
    """A branch of a vendor with one product; (category, text) of each product id."""
    leaves = [
        {
            "category": category,
            "name": text,
            "product": {"product_id": identifier, "name": f"{product} {text}"},
        }
        for identifier, (category, text) in versions.items()
    ]
    inner = {"category": "product_name", "name": product, "branches": leaves}
    return {"category": "vendor", "name": name, "branches": [inner]}


def cve(*affected: dict[str, Any], **cna: Any) -> bytes:
    """A CVE JSON 5 record."""
    head = {"dataType": "CVE_RECORD", "dataVersion": "5.1", "cveMetadata": {"cveId": "CVE-2026-1001"}}
    return json.dumps(head | {"containers": {"cna": {"affected": affected, **cna}}}).encode()
