"""One record of a vulnerability database, neutral of the format it came in.

Texts and dates stand as their source wrote them; nothing is graded or translated here, so that the words of two databases can
be shown side by side.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Literal, Self

from bulou.products import Span

State = Literal["published", "rejected", "withdrawn"]
LinkKind = Literal["same", "related", "upstream"]

GRAMMARS: Mapping[str, re.Pattern[str]] = {
    "cve": re.compile(r"CVE-[0-9]{4}-[0-9]{4,12}"),
    "cnvd": re.compile(r"CNVD-(?:[0-9]{4}|C-[0-9]{4})-[0-9]{4,8}"),
    "cnnvd": re.compile(r"CNNVD-[0-9]{6}-[0-9]{3,6}"),
    "ghsa": re.compile(r"GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}"),
    "euvd": re.compile(r"EUVD-[0-9]{4}-[0-9]{4,8}"),
    "gcve": re.compile(r"GCVE-[0-9]{1,6}-[0-9]{4}-[0-9A-Za-z-]{1,20}"),
    "bid": re.compile(r"[0-9]{1,7}"),
}
"""How each system writes its numbers (EXCHANGE §6). A Bugtraq number has no mark of its own."""

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class NotExpressible(ValueError):
    """A record that a format has no place for; `zh` and `en` say what is missing."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True, slots=True)
class Named:
    """A product as a record names it, with the versions it calls affected; `ecosystem` of OSV packages only."""

    name: str
    vendor: str = ""
    versions: tuple[Span, ...] = ()
    ecosystem: str = ""

    @property
    def written(self) -> str:
        """The product in one line, without its versions; a vendor its name begins with is not repeated."""
        vendor = "" if self.name.startswith(self.vendor) else self.vendor
        return " ".join(part for part in (vendor, self.name) if part)


@dataclass(frozen=True, slots=True)
class Severity:
    """A severity in the words of its scale: cnvd, cnnvd, gbt30279, word, or cvss-2.0 to cvss-4.0 with a vector."""

    scale: str
    value: str


@dataclass(frozen=True, slots=True)
class Link:
    """Another record that this one names: as the same vulnerability, a related one, or one it comes from."""

    kind: LinkKind
    system: str
    identifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a database says of one vulnerability.

    `system` and `identifier` together are its name; dates are texts as written, ISO 8601 where the source is sane.
    `marks` name the defects that were repaired in reading it.
    """

    system: str
    identifier: str
    title: str = ""
    text: str = ""
    language: str = ""
    kind: str = ""
    products: tuple[Named, ...] = ()
    severities: tuple[Severity, ...] = ()
    links: tuple[Link, ...] = ()
    references: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()
    finders: tuple[str, ...] = ()
    remedy: str = ""
    patch: str = ""
    patch_text: str = ""
    submitted: str = ""
    published: str = ""
    modified: str = ""
    state: State = "published"
    reason: str = ""
    marks: tuple[str, ...] = ()

    @property
    def node(self) -> str:
        """The name by which relations speak of it."""
        return node(self.system, self.identifier)

    def to_json(self) -> dict[str, Any]:
        """What it says, without blanks, as JSON values."""
        return {name: value for name, value in asdict(self).items() if value not in ("", (), "published")}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The record of which `to_json` made these values, also after they went through JSON."""
        lists: dict[str, Any] = {
            "products": lambda each: Named(
                each["name"],
                each["vendor"],
                tuple(Span(**span) for span in each["versions"]),
                each["ecosystem"],
            ),
            "severities": lambda each: Severity(**each),
            "links": lambda each: Link(**each),
        }
        known = {field.name for field in fields(cls)}
        made: dict[str, Any] = {
            name: tuple(map(lists.get(name, str), value)) if isinstance(value, list | tuple) else value
            for name, value in told.items()
            if name in known
        }
        return cls(**made)


def node(system: str, identifier: str) -> str:
    """The name of a record among relations: "cve:CVE-2026-0001"."""
    return f"{system}:{identifier}"


def parts_of(name: str) -> tuple[str, str]:
    """System and identifier of a node."""
    system, _colon, identifier = name.partition(":")
    return system, identifier


def well_formed(name: str) -> bool:
    """Whether a node is a number as its system writes them; a system without a grammar here has none."""
    system, identifier = parts_of(name)
    return system in GRAMMARS and GRAMMARS[system].fullmatch(identifier) is not None


def system_of(identifier: str, otherwise: str) -> str:
    """The system whose numbers look like this one; `otherwise` when none does. Bugtraq numbers are never guessed."""
    named = (name for name, form in GRAMMARS.items() if name != "bid" and form.fullmatch(identifier))
    return next(named, otherwise)


def link(kind: LinkKind, identifier: str, otherwise: str = "other") -> Link:
    """A link to a number, its system told by its form."""
    return Link(kind, system_of(identifier, otherwise), identifier)


def clean(text: Any) -> str:
    """The text as every format can carry it: no character that XML forbids, plain newlines, no blanks around it."""
    return _FORBIDDEN.sub("", str(text or "")).replace("\r\n", "\n").replace("\r", "\n").strip()


def span_text(span: Span) -> str:
    """Versions in one line, as CNVD writes them: "2.1", "<3.4", ">=2.0, <=3.3"; "*" for every version."""
    if span.everything:
        return "*"
    if span.single:
        return span.introduced
    ends = [f">{'' if span.after else '='}{span.introduced}"] if span.introduced else []
    ends += [f"<{span.fixed}"] if span.fixed else []
    ends += [f"<={span.last_affected}"] if span.last_affected else []
    return ", ".join(ends)


def day_of(text: str) -> date | None:
    """The day that a date as written names; None where it names none."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
