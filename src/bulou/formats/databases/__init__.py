"""Records of other vulnerability databases, in and out, and how they relate: CNVD, CNNVD, CVE, OSV, CSAF, STIX (ADR 0026).

    for found in read(raw):
        if found.record is not None:
            found.record.title, found.record.links

Every writer has a `kept` that says what of a record its format can hold: reading back what was written gives exactly that.
"""

from bulou.formats.databases.reading import FORMATS, Found, NoDatabase, read
from bulou.formats.databases.record import (
    Link,
    Named,
    NotExpressible,
    Record,
    Severity,
    node,
    parts_of,
    well_formed,
)
from bulou.formats.databases.writing import EXPORTS, Export, write

__all__ = [
    "EXPORTS",
    "FORMATS",
    "Export",
    "Found",
    "Link",
    "Named",
    "NoDatabase",
    "NotExpressible",
    "Record",
    "Severity",
    "node",
    "parts_of",
    "read",
    "well_formed",
    "write",
]
