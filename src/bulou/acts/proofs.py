"""First-finder proof: a SHA-256 comes first, sealed with the server's time; the detail that follows is held against it.

The hash is that of a file, salt included, so that nobody can guess the detail from it. Any `sha256sum` makes and checks it.
"""

import hashlib
import re
from collections.abc import Iterable

from bulou.acts.blobs import Blob
from bulou.acts.posts import next_index
from bulou.acts.work import Work
from bulou.records.models import Commitment
from bulou.records.rows import New

_SHA256 = re.compile(r"(?:sha-?256[:\s(]\s*)?\\?([0-9a-f]{64})\b", re.IGNORECASE)


def read_commitment(text: str) -> str:
    """The SHA-256 (64 hex digits, lower case) in what was handed in, also as `sha256sum` prints it; empty if there is none."""
    found = _SHA256.match(text.strip())
    return found[1].lower() if found else ""


def committed(work: Work, text: str) -> list[New]:
    """The row for a commitment that came with the report; none where there is none. Sealed readable: it is a hash."""
    sha256 = read_commitment(text)
    if not sha256:
        return []
    work.keep(commitment=sha256)
    return [New(Commitment, case_id=work.the_case.id, sha256=sha256, at=work.at, met_at=None, met_index=None)]


def hold_against(work: Work, text: str, files: Iterable[Blob]) -> None:
    """Hold what the reporter now sends against their commitment; a match is sealed and counts once.

    The text may have lost the line feed at its end on the way through a form.
    """
    row = Commitment.objects.filter(case=work.case, met_at=None).first()
    if row is None:
        return
    came = {hashlib.sha256(each.encode()).hexdigest() for each in (text, text + "\n")}
    if row.sha256 in came | {file.sha256 for file in files}:
        row.met_at, row.met_index = work.at, next_index(work)
        row.save(update_fields=["met_at", "met_index"])
        work.keep(commitment_met=row.sha256)
