"""What advisories of others say of products: CSAF and CVE JSON, read into claims that can be matched."""

from typing import Any

from bulou.formats.claims.csaf import read_csaf
from bulou.formats.claims.cve import read_cve
from bulou.formats.claims.document import Advisory, UnreadableAdvisory, Vulnerability
from bulou.formats.inventories.document import LARGEST, UnreadableInventory, loaded, object_of


def read_claims(content: bytes) -> Advisory:
    """The advisory in `content`, told apart by its own fields. Raises UnreadableAdvisory."""
    if len(content) > LARGEST:
        raise UnreadableAdvisory("文件过大。", "The file is too large.")
    try:
        tree: dict[str, Any] = object_of(loaded(content.removeprefix(b"\xef\xbb\xbf")))
    except UnreadableInventory as error:
        raise UnreadableAdvisory(error.zh, error.en) from None
    if "csaf_version" in object_of(tree.get("document")):
        read = read_csaf(tree)
    elif "cveMetadata" in tree:
        read = read_cve(tree)
    else:
        raise UnreadableAdvisory(
            "此文件既非 CSAF 也非 CVE JSON 5。", "This file is neither CSAF nor CVE JSON 5."
        )
    if not any(each.claims for each in read.vulnerabilities):
        raise UnreadableAdvisory(
            "文件没有说明任何产品是否受影响。", "The document says of no product whether it is affected."
        )
    return read


__all__ = ["Advisory", "UnreadableAdvisory", "Vulnerability", "read_claims"]
