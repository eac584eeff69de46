"""Finders register with a platform: self-declared until someone has checked who they are; the grade decides what they may do."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, OrganisationAct, asked
from bulou.acts.house.verifiers import Verified, verifier
from bulou.acts.membership import checked_address
from bulou.acts.outcome import InvalidAct, Question, Refusal
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.records.models import Party, Registration
from bulou.records.registrations import opened, sealed_of
from bulou.records.sealed import node_key

DOCUMENTS = [
    ("id_card", _("Identity card")),
    ("passport", _("Passport")),
    ("licence", _("Business licence")),
    ("other", _("Another document")),
]
WAYS = [
    ("manual", _("A person has seen a document")),
    ("verifier", _("Ask the verifier of this node")),
]
NOT_HERE = _("No such registration is live here.")
SILENT = _("The verifier does not answer: try again later.")


@dataclass(frozen=True, kw_only=True)
class RegisterFinder(OrganisationAct, title=_("Register as a finder"), right=Right.ANYONE):
    """Self-declared: name and address are encrypted, nothing else is asked. Whoever registers gets a code, shown once.

    Nobody has to register to report.
    """

    person: str = asked(_("Name or handle"), longest=120, repr=False)
    email: str = asked(_("E-mail address"), longest=254, repr=False)

    def begin(self, work: Work) -> bool:
        return work.organisation.receives and not work.organisation.is_authority

    def do(self, work: Work) -> None:
        if not self.person.strip():
            raise InvalidAct({"person": _("This field is needed.")})
        checked_address(self.email)
        code = secrets.token_urlsafe(16)
        row = Registration(
            organisation=work.organisation,
            number=Registration.objects.filter(organisation=work.organisation).count() + 1,
            secret_sha256=hashlib.sha256(code.encode()).hexdigest(),
            registered_at=work.at,
        )
        held = json.dumps({"name": self.person.strip(), "email": self.email.strip()}, ensure_ascii=False)
        row.box = node_key().close(held.encode(), sealed_of(row.id))
        row.save()
        work.ids |= {"number": str(row.number), "code": code}
        work.keep(registration=str(row.id), number=row.number)


@dataclass(frozen=True, kw_only=True)
class ForgetMe(OrganisationAct, title=_("Erase my registration"), right=Right.ANYONE):
    """Whoever holds the code of a registration ends it: name and address are gone at once, the entry keeps a number."""

    code: str = field(repr=False, metadata={"longest": 100})

    def begin(self, work: Work) -> bool:
        return self._row(work) is not None

    def do(self, work: Work) -> None:
        row = self._row(work)
        assert row is not None
        _erase(work, row)

    def _row(self, work: Work) -> Registration | None:
        digest = hashlib.sha256(self.code.strip().encode(errors="replace")).hexdigest()
        rows = Registration.objects.filter(organisation=work.organisation, erased_at=None)
        return rows.filter(secret_sha256=digest).first()


@dataclass(frozen=True, kw_only=True)
class EndRegistration(OrganisationAct, title=_("End a registration"), right=Right.RELEASE):
    """The platform ends it and keeps nothing of the person."""

    registration_id: UUID | None = asked(_("Registration"), widget="registration", default=None)
    grounds: str = asked(_("Grounds"), longest=300)

    def do(self, work: Work) -> None:
        row = _live(work, self.registration_id)
        if not self.grounds.strip():
            raise InvalidAct({"grounds": _("Say on what grounds.")})
        _erase(work, row)
        work.keep(why=self.grounds.strip())


@dataclass(frozen=True, kw_only=True)
class VerifyFinder(OrganisationAct, title=_("Verify a finder's identity"), right=Right.DESK):
    """A named person of the platform has seen a document, of which the kind is kept and never the number; or the node's verifier is asked.

    What the verifier does not confirm stays self-declared; its answer is sealed either way.
    """

    registration_id: UUID | None = asked(_("Registration"), widget="registration", default=None)
    way: str = asked(_("How"), widget="choice", choices=WAYS, default="manual")
    document: str = asked(
        _("By which document"), widget="choice", choices=[("", _("None")), *DOCUMENTS], default=""
    )

    def prepare(self, work: Work) -> tuple[str, Verified] | None:
        """The verifier's name and its answer, asked while no stream is held."""
        return self._asked(_live(work, self.registration_id)) if self._asks(work) else None

    def do(self, work: Work) -> None:
        row = _live(work, self.registration_id)
        if self._asks(work):
            self._take(work, row)
        elif not self.document:
            raise InvalidAct({"document": _("Say which document was seen.")})
        else:
            _confirm(work, row, "manual", document=self.document, verified_by_id=work.by.person_id)

    def _asks(self, work: Work) -> bool:
        if work.by.person_id is None:
            raise InvalidAct({"registration_id": _("A named person does this, never the node itself.")})
        return self.way == "verifier"

    def _asked(self, row: Registration) -> tuple[str, Verified]:
        try:
            found = verifier()
            if found is None:
                raise InvalidAct(
                    {"way": _("No verifier is set on this node: record what a person has seen.")}
                )
            told = opened(row)
            return found[0], found[1](told.name, told.email)
        except (ImportError, OSError):
            raise InvalidAct({"way": SILENT}) from None

    def _take(self, work: Work, row: Registration) -> None:
        if work.prepared is None:  # they were allowed to ask only since
            raise InvalidAct({"way": SILENT})
        name, said = work.prepared
        work.keep(registration=str(row.id), confirmed=said.confirmed, reference=said.reference[:120])
        if said.confirmed:
            _confirm(work, row, name, document="")


@dataclass(frozen=True, kw_only=True)
class TrustFinder(OrganisationAct, title=_("Set a finder's grade"), right=Right.RELEASE):
    """Trust is given to an identity that was checked, and taken back; a self-declared one cannot be trusted."""

    registration_id: UUID | None = asked(_("Registration"), widget="registration", default=None)
    trusted: bool = asked(_("Trusted"), widget="check", default=False)
    grounds: str = asked(_("Grounds"), longest=300)

    def do(self, work: Work) -> None:
        row = _live(work, self.registration_id)
        if row.grade == "registered":
            raise InvalidAct({"registration_id": _("Self-declared: check the identity first.")})
        if not self.grounds.strip():
            raise InvalidAct({"grounds": _("Say on what grounds.")})
        row.grade = "trusted" if self.trusted else "verified"
        row.save(update_fields=["grade"])
        work.keep(registration=str(row.id), grade=row.grade, why=self.grounds.strip())


@dataclass(frozen=True, kw_only=True)
class AddFinder(CaseAct, title=_("Add a registered finder"), right=Right.CASEWORK):
    """A finder whose identity was checked takes part, to verify; nothing is shown by this, and the law is asked at the invitation.

    The grade is demanded here, whoever adds them: one who is self-declared takes part in nobody else's case.
    """

    registration_id: UUID = asked(_("Registration"), widget="registration")
    overseas: bool | None = asked(_("Outside the mainland"), widget="yes_no", default=None)

    def barred(self, work: Work) -> Refusal | None:
        row = Registration.objects.filter(id=self.registration_id, organisation=work.organisation).first()
        if row is None or row.erased_at is not None or row.grade != "registered":
            return None
        return Refusal(
            Question.WHO,
            _("This finder is self-declared: who they are was not checked."),
            _("Check the identity first, or ask another finder."),
        )

    def do(self, work: Work) -> None:
        row = _live(work, self.registration_id)
        name = f"F-{row.number}"  # the person's own name stands in no case
        if Party.objects.filter(case=work.case, name=name, role="coordinator").exists():
            raise InvalidAct({"registration_id": _("This party takes part in the case already.")})
        work.opens_party(name, role="coordinator", overseas=self.overseas)
        work.keep(registration=str(row.id), grade=row.grade)


def _live(work: Work, registration_id: UUID | None) -> Registration:
    rows = Registration.objects.filter(organisation=work.organisation, erased_at=None)
    found = rows.filter(id=registration_id).first() if registration_id else None
    if found is None:
        raise InvalidAct({"registration_id": NOT_HERE})
    return found


def _confirm(work: Work, row: Registration, how: str, **known: Any) -> None:
    row.how, row.verified_at = how[:120], work.at
    row.grade = "trusted" if row.grade == "trusted" else "verified"
    for name, value in known.items():
        setattr(row, name, value)
    row.save()
    work.keep(registration=str(row.id), how=row.how, seen=row.document, grade=row.grade)


def _erase(work: Work, row: Registration) -> None:
    row.box, row.secret_sha256, row.erased_at = None, "", work.at
    row.save(update_fields=["box", "secret_sha256", "erased_at"])
    work.keep(registration=str(row.id))
