"""Files from elsewhere as reports: CSAF 2.0 and 2.1, CVE JSON 5, CNVD and CNNVD XML (and CNVD's JSON variant), CSV.

`read` never raises and loses nothing: what is defective in a known way is repaired and the repair named, what cannot
be read becomes a record with its bytes and a mark. No entity is expanded and nothing is fetched.
"""

from bulou.formats.foreign.reading import LARGEST, MOST_RECORDS, read
from bulou.formats.foreign.record import KINDS, MARKS, ForeignFile, ForeignRecord

__all__ = ["KINDS", "LARGEST", "MARKS", "MOST_RECORDS", "ForeignFile", "ForeignRecord", "read"]
