"""Tokens: a person lets a program speak for them in one organisation, and takes that back."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from bulou.acts.act import PersonAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right, standing
from bulou.acts.work import Work
from bulou.records.models import ApiToken, Organisation, Person
from bulou.records.tokens import credential, digest

SCOPES = [
    ("read", _("Read what I may see")),
    ("act", _("Read what I may see and do what I may do")),
    ("calendar", _("Show what is due in a calendar program, and nothing else")),
]
LONGEST_LIFE = timedelta(days=366)
PREFIX = "bulou_"  # so that a token left in a file or a log can be recognised as one


@dataclass(frozen=True, kw_only=True)
class CreateToken(PersonAct, title=_("Create an API token"), right=Right.SELF):
    """A key for the API, or to the calendar of duties, for oneself and one organisation. Its secret is in `ids` once and never again."""

    organisation_id: UUID
    label: str = asked(_("What it is for"), hint=_("For example: ticket system"))
    scope: str = asked(_("Scope"), widget="choice", choices=SCOPES, default="read")
    expires_at: datetime = asked(_("Expires"), hint=_("At most a year from now"), widget="instant")

    def begin(self, work: Work) -> bool:
        organisation = Organisation.objects.filter(id=self.organisation_id).first()
        if organisation is None or work.by.person_id != self.person_id:
            return False
        work.organisation, work.standing = organisation, standing(work.by, organisation)
        return bool(work.standing.offices)

    def do(self, work: Work) -> None:
        self._check(work.at)
        secret = PREFIX + secrets.token_urlsafe(32)
        token = ApiToken.objects.create(
            person_id=self.person_id,
            organisation_id=self.organisation_id,
            name=self.label.strip()[:80],
            sha256=digest(secret),
            credential=credential(Person.objects.get(id=self.person_id)),
            scope=self.scope,
            created_at=work.at,
            expires_at=self.expires_at,
        )
        work.ids = {"token_id": str(token.id), "secret": secret}
        work.keep(
            token=str(token.id),
            organisation=str(self.organisation_id),
            scope=self.scope,
            expires_at=self.expires_at.isoformat(),
        )

    def _check(self, at: datetime) -> None:
        if not self.label.strip():
            raise InvalidAct(
                {"label": _("Say what the token is for; you will need it to choose what to revoke.")}
            )
        if self.scope not in dict(SCOPES):
            raise InvalidAct({"scope": _("Choose a scope.")})
        if not at < self.expires_at <= at + LONGEST_LIFE:
            raise InvalidAct({"expires_at": _("A token ends in the future, at most a year from now.")})


@dataclass(frozen=True, kw_only=True)
class RevokeToken(PersonAct, title=_("Revoke an API token"), right=Right.SELF):
    """The token ends now."""

    token_id: UUID = asked(_("Token"), widget="hidden")

    def begin(self, work: Work) -> bool:
        own = ApiToken.objects.filter(id=self.token_id, person_id=self.person_id)
        return work.by.person_id == self.person_id and own.exists()

    def do(self, work: Work) -> None:
        if not ApiToken.objects.filter(id=self.token_id, revoked_at=None).update(revoked_at=work.at):
            raise InvalidAct({"token_id": _("This token has been revoked already.")})
        work.keep(token=str(self.token_id))


def end_all() -> None:
    """End every token of a node that was restored: which of them were revoked since the backup, nothing can say (AC56).

    It is no act: the journal that came back is the one of the backup, and nobody has done anything in it.
    """
    ApiToken.objects.filter(revoked_at=None).update(revoked_at=F("created_at"))
