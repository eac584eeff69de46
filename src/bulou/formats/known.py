"""Vulnerabilities as the world knows them: CVE records (JSON 5), CISA's catalogue of exploited ones (KEV), EPSS scores.

Lenient towards what is missing, strict towards what a thing is: a file that is none of the three is refused by name.
All moments are aware; one without a zone is taken as UTC, as CVE records before 5.1 have it.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

CVE = re.compile(r"CVE-\d{4}-\d{4,19}")
CWE = re.compile(r"CWE-\d{1,5}")
LONGEST_TEXT = 8_000
MOST_PRODUCTS = 60
MOST_VERSIONS = 40
NOTHING = frozenset({"", "n/a", "unspecified", "unknown", "-"})


class NotKnown(ValueError):
    """A document is not what this module reads; the message says what was expected of it."""


@dataclass(frozen=True, slots=True)
class Product:
    """One product as a record names it, with its versions as written there."""

    vendor: str
    name: str
    versions: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"vendor": self.vendor, "name": self.name, "versions": list(self.versions)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One vulnerability that has an identifier. `text` is its description, English where there is one."""

    identifier: str
    title: str = ""
    text: str = ""
    language: str = "en"
    products: tuple[Product, ...] = ()
    cwes: tuple[str, ...] = ()
    published_at: datetime | None = None
    modified_at: datetime | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exploited:
    """One entry of the KEV catalogue: exploited in the wild, says CISA, on record since `added_on`."""

    identifier: str
    name: str
    text: str
    product: Product
    cwes: tuple[str, ...]
    added_on: date
    due_on: date | None
    ransomware: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """A KEV catalogue as released on `on`."""

    version: str
    on: date
    entries: tuple[Exploited, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Score:
    """The probability of exploitation within 30 days, and its percentile, both 0 to 1."""

    identifier: str
    epss: Decimal
    percentile: Decimal


def cve_record(document: Mapping[str, Any]) -> Known:
    """A CVE record of JSON 5. Raises NotKnown when it is none."""
    meta = _mapping(document.get("cveMetadata"))
    identifier = str(meta.get("cveId", ""))
    if document.get("dataType") != "CVE_RECORD" or not CVE.fullmatch(identifier):
        raise NotKnown("a CVE record has dataType CVE_RECORD and cveMetadata.cveId")
    containers = _mapping(document.get("containers"))
    cna = _mapping(containers.get("cna"))
    both = [cna, *map(_mapping, _list(containers.get("adp")))]
    told = _described(cna.get("descriptions") or cna.get("rejectedReasons"))
    return Known(
        identifier=identifier,
        title=_line(cna.get("title"))[:300],
        text=told[1][:LONGEST_TEXT],
        language=told[0],
        products=_products(both),
        cwes=_cwes(both),
        published_at=_moment(meta.get("datePublished")),
        modified_at=_moment(meta.get("dateUpdated")),
        withdrawn=meta.get("state") == "REJECTED",
    )


def _described(descriptions: Any) -> tuple[str, str]:
    """Language and words: English before any other."""
    found = [_mapping(each) for each in _list(descriptions)]
    found.sort(key=lambda each: not str(each.get("lang", "")).startswith("en"))
    return (str(found[0].get("lang", "en"))[:10], str(found[0].get("value", ""))) if found else ("en", "")


def _products(containers: Iterable[Mapping[str, Any]]) -> tuple[Product, ...]:
    """The products of the first container that names any: the numbering authority's before an enricher's."""
    for container in containers:
        named = [_product(_mapping(each)) for each in _list(container.get("affected"))]
        found = tuple(dict.fromkeys(each for each in named if each.name.casefold() not in NOTHING))
        if found:
            return found[:MOST_PRODUCTS]
    return ()


def _product(affected: Mapping[str, Any]) -> Product:
    versions = [_version(_mapping(each)) for each in _list(affected.get("versions"))[:MOST_VERSIONS]]
    vendor = _line(affected.get("vendor"))
    return Product(
        "" if vendor.casefold() in NOTHING else vendor[:200],
        _line(affected.get("product"))[:200],
        tuple(each for each in versions if each),
    )


def _version(version: Mapping[str, Any]) -> str:
    first = _line(version.get("version"))
    first = "" if first.casefold() in NOTHING else first
    for word, sign in (("lessThan", "<"), ("lessThanOrEqual", "<=")):
        if version.get(word):
            return f"{first} {sign} {_line(version[word])}".strip()
    return first


def _cwes(containers: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    found = [
        str(_mapping(told).get("cweId", ""))
        for container in containers
        for problem in _list(container.get("problemTypes"))
        for told in _list(_mapping(problem).get("descriptions"))
    ]
    return tuple(dict.fromkeys(each for each in found if CWE.fullmatch(each)))


def kev_catalogue(document: Mapping[str, Any]) -> Catalogue:
    """A KEV catalogue. Raises NotKnown when it is none, or an entry has no CVE number or no date."""
    entries = document.get("vulnerabilities")
    released = _moment(document.get("dateReleased"))
    if not isinstance(entries, list) or "catalogVersion" not in document or released is None:
        raise NotKnown("a KEV catalogue has catalogVersion, dateReleased and vulnerabilities")
    return Catalogue(
        version=_line(document["catalogVersion"])[:40],
        on=released.date(),
        entries=tuple(_exploited(_mapping(each)) for each in entries),
    )


def _exploited(entry: Mapping[str, Any]) -> Exploited:
    identifier, added_on = str(entry.get("cveID", "")), _day(entry.get("dateAdded"))
    if not CVE.fullmatch(identifier) or added_on is None:
        raise NotKnown(f"the KEV entry {identifier[:40]!r} wants a cveID and a dateAdded such as 2025-08-25")
    return Exploited(
        identifier=identifier,
        name=_line(entry.get("vulnerabilityName"))[:300],
        text=str(entry.get("shortDescription", ""))[:LONGEST_TEXT],
        product=Product(_line(entry.get("vendorProject"))[:200], _line(entry.get("product"))[:200]),
        cwes=tuple(each for each in map(str, _list(entry.get("cwes"))) if CWE.fullmatch(each)),
        added_on=added_on,
        due_on=_day(entry.get("dueDate")),
        ransomware=entry.get("knownRansomwareCampaignUse") == "Known",
    )


def epss_scores(lines: Iterable[str]) -> tuple[date, Iterator[Score]]:
    """The day of an EPSS file and its scores, read as they are asked for. Raises NotKnown, also later, for a bad line."""
    rows = iter(lines)
    day = re.search(r"score_date:(\d{4}-\d\d-\d\d)", next(rows, ""))
    if day is None or next(rows, "").strip() != "cve,epss,percentile":
        raise NotKnown("an EPSS file begins with #model_version:…,score_date:… and cve,epss,percentile")
    return date.fromisoformat(day[1]), _scores(csv.reader(rows))


def _scores(rows: Iterable[list[str]]) -> Iterator[Score]:
    for row in rows:
        try:
            identifier, epss, percentile = row
            score = Score(identifier, Decimal(epss), Decimal(percentile))
        except (ValueError, InvalidOperation):
            raise NotKnown(f"no EPSS line: {','.join(row)[:80]!r}") from None
        if not CVE.fullmatch(identifier) or not 0 <= score.epss <= 1 or not 0 <= score.percentile <= 1:
            raise NotKnown(f"no EPSS line: {','.join(row)[:80]!r}")
        yield score


def document_of(text: str) -> Mapping[str, Any]:
    """One JSON object. Raises NotKnown for anything else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise NotKnown("not a JSON document") from None
    if not isinstance(found, dict):
        raise NotKnown("not a JSON object")
    return found


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _line(value: Any) -> str:
    return " ".join(str(value).replace("\x00", "").split()) if value is not None else ""


def _moment(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
