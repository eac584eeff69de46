"""A security advisory before it is written in any edition of CSAF. Plain values; `problems` says what is wanting."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bulou.products import AffectedProduct
from bulou.severity import Cvss, Gbt30279

Language = Literal["zh-CN", "en"]
PublisherCategory = Literal["vendor", "coordinator", "discoverer", "user", "other"]
TrackingStatus = Literal["draft", "interim", "final"]
RemediationKind = Literal["vendor_fix", "mitigation", "workaround"]
Tlp = Literal["CLEAR", "GREEN", "AMBER", "RED"]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who issues the document. `namespace` is a URI the publisher owns, without a fragment."""

    name: str
    namespace: str
    category: PublisherCategory = "vendor"
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """One entry of the history: `number` counts "1", "2", … or is "1.0.0"-like, one way throughout; `at` aware."""

    number: str
    at: datetime
    summary: str


@dataclass(frozen=True, slots=True)
class Remediation:
    """What users can do.

    `products` are positions in the document's `products`, from 0; empty means every affected product and every one
    under investigation, or all products when there are none of these. `at` is when the remedy became available.
    """

    kind: RemediationKind
    text: str
    url: str = ""
    products: tuple[int, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    summary: str
    url: str


@dataclass(frozen=True, slots=True)
class Acknowledgment:
    """Thanks to people (`names`), to an organisation, or both."""

    names: tuple[str, ...] = ()
    organization: str = ""
    summary: str = ""
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherId:
    """A number other than CVE: `system` such as "CNVD", `text` the number as its system writes it."""

    system: str
    text: str


@dataclass(frozen=True, slots=True)
class Weakness:
    """A CWE entry; `name` is the catalogue's English name (`weakness("CWE-79")` fills it)."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvisoryDocument:
    """One advisory on one vulnerability.

    All instants are aware. `products` are listed once each. `canonical_url` is the https address at which the file
    will stand; it ends with `file_name(tracking_id)`. `cvss` holds at most one 3.1 and then one 4.0 vector. Building
    a document checks nothing, so that drafts can be held; `problems` tells what is wanting.
    """

    tracking_id: str
    title: str
    publisher: Publisher
    initial_release_at: datetime
    current_release_at: datetime
    revisions: tuple[Revision, ...]
    description: str
    lang: Language = "zh-CN"
    status: TrackingStatus = "draft"
    tlp: Tlp = "CLEAR"
    summary: str = ""
    canonical_url: str = ""
    products: tuple[AffectedProduct, ...] = ()
    remediations: tuple[Remediation, ...] = ()
    cve: str = ""
    other_ids: tuple[OtherId, ...] = ()
    cwe: Weakness | None = None
    cvss: tuple[Cvss, ...] = ()
    gbt30279: Gbt30279 | None = None
    references: tuple[Reference, ...] = ()
    acknowledgments: tuple[Acknowledgment, ...] = ()
