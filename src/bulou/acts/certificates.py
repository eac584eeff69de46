"""Certificates for reporters: issued once the flaw is confirmed, found by a code that nobody guesses, revocable."""

import secrets
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.posts import demand_text
from bulou.acts.work import Work
from bulou.records.models import Certificate

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CONFIRMED = frozenset({"accepted", "deferred", "closed"})


@dataclass(frozen=True, kw_only=True)
class IssueCertificate(CaseAct, title=_("Issue a certificate"), right=Right.RELEASE):
    """That this vulnerability was reported, when and to whom; the reporter's name stands on it only as they agree."""

    confirmed: bool = asked(
        _("The report describes a real vulnerability, and this organisation says so"),
        widget="check",
        default=False,
    )

    def do(self, work: Work) -> None:
        case = work.the_case
        if case.rm not in CONFIRMED or "flaw_confirmed" not in case.events:
            raise InvalidAct({"confirmed": _("Verify and accept the report first.")})
        if not self.confirmed:
            raise InvalidAct({"confirmed": _("A certificate says this; tick it, or issue none.")})
        if Certificate.objects.filter(case=case, revoked_at=None).exists():
            raise InvalidAct({"confirmed": _("This case has a certificate already.")})
        row = Certificate.objects.create(
            case=case, organisation=work.organisation, code=_code(), issued_at=work.at
        )
        work.ids["certificate_id"] = str(row.id)
        work.keep(certificate=str(row.id))
        work.conceal(code=row.code)


@dataclass(frozen=True, kw_only=True)
class RevokeCertificate(CaseAct, title=_("Revoke the certificate"), right=Right.RELEASE):
    """Its code answers from now on that it was revoked, and when; the grounds stay in the case."""

    text: str = asked(_("Grounds"), widget="textarea")

    def do(self, work: Work) -> None:
        demand_text(self.text)
        row = Certificate.objects.filter(case=work.case, revoked_at=None).first()
        if row is None:
            raise InvalidAct({"text": _("This case has no certificate.")})
        row.revoked_at = work.at
        row.save(update_fields=["revoked_at"])
        work.keep(certificate=str(row.id))
        work.conceal(text=self.text)


def _code() -> str:
    """98 bits, in groups that one can read out."""
    drawn = "".join(secrets.choice(ALPHABET) for _place in range(20))
    return "-".join(drawn[start : start + 5] for start in range(0, 20, 5))
