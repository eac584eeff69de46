"""Which files records can be written into."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bulou.formats.databases import cnnvd, cnvd, cve, osv, stix
from bulou.formats.databases.record import Record


@dataclass(frozen=True, slots=True)
class Export:
    """A format that records are written in: its name for people, the end of its files, whether one file holds many."""

    title: str
    suffix: str
    many: bool
    media: str


EXPORTS: Mapping[str, Export] = {
    "cnvd": Export("CNVD XML", ".xml", True, "application/xml"),
    "cnnvd": Export("CNNVD XML", ".xml", True, "application/xml"),
    "cve": Export("CVE JSON 5", ".json", False, "application/json"),
    "osv": Export("OSV", ".json", False, "application/json"),
    "csaf": Export("CSAF 2.0", ".json", False, "application/json"),
    "stix": Export("STIX 2.1", ".json", True, "application/stix+json;version=2.1"),
}
"""CSAF is not written here: what was published in it is given out byte for byte."""
_ONE: Mapping[str, Callable[[Record], bytes]] = {"cve": cve.write, "osv": osv.write}


def write(form: str, records: Sequence[Record], on: date) -> bytes:
    """The records in one file; of the formats for one record, lines of JSON when there are several.

    Raises NotExpressible for a record that the format has no place for, KeyError for a format not written here.
    """
    if form == "cnvd":
        return cnvd.write(records)
    if form == "cnnvd":
        return cnnvd.write(records, on.isoformat())
    if form == "stix":
        return stix.write(records)
    one = _ONE[form]
    if len(records) == 1:
        return one(records[0])
    return b"".join(
        b" ".join(line.strip() for line in one(record).splitlines()) + b"\n" for record in records
    )
