"""One report, every body's words for it: what is known once fills each packet as far as it goes."""

from collections.abc import Mapping

from bulou.formats.platforms.schema import Platform
from bulou.severity import SeverityError, grade

_SAME = {"title": "title", "vendor": "vendor", "cve": "cve", "remedy": "remedy"}
_WORDS: Mapping[Platform, Mapping[str, str]] = {
    Platform.MPS: {
        "product": "product_name", "model": "model", "version": "version", "harm": "harm", "scope": "impact_scope",
        "characteristics": "technical_characteristics", "discoverer": "reporter", "contact": "contact",
    },
    Platform.CNVD: {
        "product": "product_name", "version": "version", "vulnerability_type": "vulnerability_type",
        "location": "trigger_location", "discoverer": "reporter",
    },
    Platform.CNNVD: {
        "entity_name": "product_name", "entity_version": "version", "vulnerability_type": "vulnerability_type",
        "location": "trigger_location", "discoverer": "reporter", "contact": "contact",
    },
}  # fmt: skip
_OBJECTS = {"industrial_control": "38", "mobile_app": "28"}
_ENTITIES = {"industrial_control": "工控设备", "mobile_app": "APP"}
_OF_THREE = {"超危": "高", "高危": "高", "中危": "中", "低危": "低"}


def from_report(
    platform: Platform, told: Mapping[str, str], *, sender: str, own_product: bool | None = None
) -> dict[str, str]:
    """What one report says, by this body's field names; `told` by those of the packet to MIIT's platform, as typed.

    Nothing is cut to a body's limits: what is too long is for its author to shorten. With `own_product` the flaw is
    the product's, so general, not an event.
    """
    found = {name: told.get(source, "") for name, source in {**_WORDS[platform], **_SAME}.items()}
    parts = [told.get(name, "") for name in ("technical_characteristics", "harm", "impact_scope")]
    graded = _grade(told.get("gbt30279", ""))
    if platform is Platform.CNVD:
        found["description"] = "\n".join(filter(None, parts))
        found["severity"] = _OF_THREE.get(graded, "")
        found["object_class"] = _OBJECTS.get(told.get("product_class", ""), "")
        found["event"] = "通用软硬件漏洞" if own_product else ""
    elif platform is Platform.CNNVD:
        found["description"] = "\n".join(filter(None, parts[:2]))
        found |= {"severity": graded, "sender": sender}
        found["entity_class"] = _ENTITIES.get(told.get("product_class", ""), "")
        found["entity_description"] = " ".join(
            filter(None, [told.get("vendor", ""), told.get("product_name", ""), told.get("model", "")])
        )
    else:
        found["severity"] = graded
    return {name: text.strip() for name, text in found.items() if text.strip()}


def _grade(vector: str) -> str:
    """The grade of GB/T 30279-2020 in Chinese; "" for none."""
    try:
        graded = grade(vector) if vector else None
    except SeverityError:
        return ""
    return (graded.overall or graded.technical).zh if graded else ""
