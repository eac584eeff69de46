"""What a certificate tells whoever has its code: number, dates, organisation, name as agreed. Nothing of the case itself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bulou.records.credits import naming
from bulou.records.models import Certificate
from bulou.records.public.organisations import PublicOrganisation
from bulou.records.sealed import case_key


@dataclass(frozen=True, slots=True)
class CertificateShown:
    """`name` is empty where the reporter does not agree to be named, now."""

    code: str
    number: str
    organisation: PublicOrganisation
    received_at: datetime
    issued_at: datetime
    revoked_at: datetime | None
    name: str


def certificate(code: str) -> CertificateShown | None:
    """The certificate of this code, however it is typed, or None; four queries."""
    letters = "".join(ch for ch in code.upper() if ch.isascii() and ch.isalnum())[:40]
    wanted = "-".join(letters[start : start + 5] for start in range(0, len(letters), 5))
    row = Certificate.objects.select_related("case", "organisation").filter(code=wanted).first()
    if row is None:
        return None
    case = row.case
    return CertificateShown(
        code=row.code,
        number=case.number,
        organisation=PublicOrganisation.of(row.organisation),
        received_at=case.received_at,
        issued_at=row.issued_at,
        revoked_at=row.revoked_at,
        name=naming(case, case_key(case.id, case.key_wrapped)).named("on_certificate"),
    )


def certificate_code(case_id: UUID) -> str:
    """The code of the case's certificate, for its reporter; empty where there is none. One query."""
    found = Certificate.objects.filter(case_id=case_id, revoked_at=None).values_list("code", flat=True)
    return found.first() or ""
