"""The packet for the authority under Art. 7(2): what is sent within two days, and what is sent after it."""

from dataclasses import dataclass
from datetime import datetime

from bulou.formats.nvdb.libraries import ProductClass
from bulou.formats.nvdb.schema import FIELDS, SCHEMA, STATUTORY, Exploitation, Field
from bulou.severity import Cvss, Gbt30279


@dataclass(frozen=True, slots=True)
class Supplement:
    """The packet that a later one completes: its `reference`, when it was sent (aware), the platform's number for it."""

    reference: str
    sent_at: datetime | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the platform answered, recorded by the person who submitted. `submitted_at` is aware."""

    submitted_at: datetime
    submitted_by: str
    temporary_number: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NvdbPacket:
    """One packet. A blank text, None or an empty tuple is "not known yet"; `missing` tells which of these the law names.

    `reference` is the sender's own number of the packet, `sender` the sending vendor. A supplement restates the
    whole of what is now known and names the packet before it. Instants are aware.
    """

    reference: str
    sender: str
    prepared_at: datetime
    supplement_of: Supplement | None = None
    product_name: str = ""
    model: str = ""
    version: str = ""
    technical_features: str = ""
    harm: str = ""
    impact_scope: str = ""
    title: str = ""
    vendor: str = ""
    product_class: ProductClass | None = None
    vulnerability_type: str = ""
    trigger_location: str = ""
    discovery: str = ""
    learned_at: datetime | None = None
    reporter: str = ""
    exploitation: Exploitation | None = None
    already_public: bool | None = None
    remedy: str = ""
    remedy_at: datetime | None = None
    gbt30279: Gbt30279 | None = None
    cvss: tuple[Cvss, ...] = ()
    cve: str = ""
    upstream_component: str = ""
    contact: str = ""
    schema: str = SCHEMA


def missing(packet: NvdbPacket) -> tuple[Field, ...]:
    """The statutory fields that say nothing yet. What is known may be sent all the same and supplemented."""
    return tuple(field for field in STATUTORY if not getattr(packet, field.name).strip())


def changed(before: NvdbPacket, after: NvdbPacket) -> tuple[Field, ...]:
    """The fields in which a supplement differs from the packet before it."""
    return tuple(field for field in FIELDS if getattr(before, field.name) != getattr(after, field.name))
