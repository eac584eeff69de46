"""A packet as one record of CNVD's or CNNVD's own XML. `vuln-exploit` is never written (Art. 9(4)), nor how to verify."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from bulou.formats.platforms.packet import PlatformPacket
from bulou.formats.platforms.schema import Platform

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CNVD = (
    ("title", "title"), ("serverity", "severity"), ("isEvent", "event"), ("discovererName", "discoverer"),
    ("referenceLink", "reference"), ("formalWay", "remedy"), ("description", "description"), ("patchName", "patch_name"),
)  # fmt: skip
_CNNVD = (
    ("name", "title"), ("source", "sender"), ("severity", "severity"), ("vuln-type", "vulnerability_type"),
    ("vuln-descript", "description"), ("vuln-solution", "remedy"),
)  # fmt: skip


def render_xml(packet: PlatformPacket, number: str = "") -> bytes:
    """One record in UTF-8, `number` the body's own. Raises ValueError for a body of which no XML is known (MPS).

    Characters that XML forbids are left out; elements without a value too.
    """
    if packet.platform is Platform.CNVD:
        root = _cnvd(packet, number)
    elif packet.platform is Platform.CNNVD:
        root = _cnnvd(packet, number)
    else:
        raise ValueError(f"no XML of {packet.platform} is known")
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _cnvd(packet: PlatformPacket, number: str) -> Element:
    root = Element("vulnerabilitys")
    record = SubElement(root, "vulnerability")
    _say(record, "number", number)
    if packet.values.get("cve"):
        _say(SubElement(SubElement(record, "cves"), "cve"), "cveNumber", packet.values["cve"])
    _say(SubElement(record, "products"), "product", _product(packet, "product", "version"))
    for tag, name in _CNVD:
        _say(record, tag, packet.values.get(name, ""))
    return root


def _cnnvd(packet: PlatformPacket, number: str) -> Element:
    root = Element("cnnvd", cnnvd_xml_version="1.0", pub_date=f"{packet.prepared_at:%Y-%m-%d}")
    record = SubElement(root, "entry")
    _say(record, "vuln-id", number)
    for tag, name in _CNNVD:
        _say(record, tag, packet.values.get(name, ""))
    _say(
        SubElement(record, "vuln-software-list"), "product", _product(packet, "entity_name", "entity_version")
    )
    if packet.values.get("cve"):
        _say(SubElement(record, "other-id"), "cve-id", packet.values["cve"])
    return root


def _product(packet: PlatformPacket, name: str, version: str) -> str:
    return " ".join(filter(None, [packet.values.get(name, ""), packet.values.get(version, "")]))


def _say(parent: Element, tag: str, text: str) -> None:
    clean = _FORBIDDEN.sub("", text)
    if clean.strip():
        SubElement(parent, tag).text = clean
