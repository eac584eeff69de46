"""The packet for the authority under Art. 7(2): what is sent within two days, and what is sent after it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from bulou.formats.nvdb.libraries import ProductClass
from bulou.formats.nvdb.schema import FIELDS, SCHEMA, STATUTORY, Exploitation, Field
from bulou.formats.nvdb.typed import read_typed, typed_again
from bulou.severity import Cvss, Gbt30279


@dataclass(frozen=True, slots=True)
class Supplement:
    """The packet that a later one completes.

    `reference` is the sender's own mark of it, its SHA-256 or number; `sent_at` is aware; `number` is the platform's.
    """

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

    `case_number` is the sender's number of the case, `sender` the vendor who sends. A supplement restates the whole
    of what is now known and names the packet before it. Instants are aware.
    """

    case_number: str
    sender: str = ""
    prepared_at: datetime | None = None
    supplement_of: Supplement | None = None
    product_name: str = ""
    model: str = ""
    version: str = ""
    technical_characteristics: str = ""
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

    @classmethod
    def from_fields(
        cls,
        typed: Mapping[str, str],
        *,
        case_number: str,
        sender: str = "",
        prepared_at: datetime | None = None,
        supplement_of: Supplement | None = None,
    ) -> Self:
        """The packet of what was typed into a form, by field name; blank is not known yet.

        Severity is typed as vectors (several CVSS vectors apart by blanks or lines), moments as RFC 3339 with zone,
        choices by their values, yes or no as "yes" or "no". Raises BadFields with every field that is wrong.
        """
        head = cls(
            case_number=case_number, sender=sender, prepared_at=prepared_at, supplement_of=supplement_of
        )
        return replace(head, **read_typed(typed))

    def fields(self) -> dict[str, str]:
        """What one types to say the same again; only the fields that say something."""
        typed = {field.name: typed_again(getattr(self, field.name)) for field in FIELDS}
        return {name: text for name, text in typed.items() if text}


def missing(said: NvdbPacket | Mapping[str, str]) -> tuple[Field, ...]:
    """The statutory fields that a packet, or what was typed by field name, says nothing of yet.

    What is known may be sent all the same and supplemented.
    """
    texts = (
        said if isinstance(said, Mapping) else {field.name: getattr(said, field.name) for field in STATUTORY}
    )
    return tuple(field for field in STATUTORY if not texts.get(field.name, "").strip())


def changed(before: NvdbPacket, after: NvdbPacket) -> tuple[Field, ...]:
    """The fields in which a supplement differs from the packet before it."""
    return tuple(field for field in FIELDS if getattr(before, field.name) != getattr(after, field.name))
