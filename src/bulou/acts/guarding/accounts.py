"""What the system administrator does: accounts and their tokens, never an office, never a case."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.records.models import ApiToken, Office, Person


@dataclass(frozen=True, kw_only=True)
class EndToken(OrganisationAct, title=_("End a member's API token"), right=Right.TECHNICAL):
    """A token that was lost or is not used any more ends now, whoever made it."""

    token_id: UUID = asked(_("Token"), widget="hidden")

    def do(self, work: Work) -> None:
        live = ApiToken.objects.filter(id=self.token_id, organisation=work.organisation, revoked_at=None)
        if not live.update(revoked_at=work.at):
            raise InvalidAct({"token_id": _("There is no such token here, or it has ended already.")})
        work.keep(token=str(self.token_id))


@dataclass(frozen=True, kw_only=True)
class SuspendAccount(OrganisationAct, title=_("Suspend an account"), right=Right.TECHNICAL):
    """The person cannot sign in any more, at once and with every token; offices and grants stay as they are."""

    person_id: UUID = asked(_("Person"), widget="person")

    def do(self, work: Work) -> None:
        if self.person_id == work.by.person_id:
            raise InvalidAct(
                {"person_id": _("You would lock yourself out: another administrator does this.")}
            )
        _switch(work, self.person_id, active=False)


@dataclass(frozen=True, kw_only=True)
class RestoreAccount(OrganisationAct, title=_("Restore an account"), right=Right.TECHNICAL):
    """The person can sign in again, with the offices that nobody has revoked since."""

    person_id: UUID = asked(_("Person"), widget="person")

    def do(self, work: Work) -> None:
        _switch(work, self.person_id, active=True)


def _switch(work: Work, person_id: UUID, *, active: bool) -> None:
    """An account is one for the whole node: it is switched here only while it serves this organisation alone."""
    live = Office.objects.filter(person_id=person_id, revoked_at=None)
    if not live.filter(organisation=work.organisation).exists():
        raise InvalidAct({"person_id": _("This person holds no office in your organisation.")})
    if live.exclude(organisation=work.organisation).exists():
        raise InvalidAct(
            {"person_id": _("The account serves another organisation too: revoke the offices here instead.")}
        )
    if not Person.objects.filter(id=person_id, is_active=not active).update(is_active=active):
        raise InvalidAct({"person_id": _("The account is in that state already.")})
    work.keep(person=str(person_id))
