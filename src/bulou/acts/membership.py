"""Membership: organisations, people, offices, need-to-know, the calendar of major events."""

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, NodeAct, OrganisationAct, PersonAct, asked
from bulou.acts.authority.matters import incompetent
from bulou.acts.offices import DESK, OFFICES, hold_office, kept_apart, kept_apart_by_address
from bulou.acts.outcome import InvalidAct, Refusal
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.law import Conduct, Fact, FactKind
from bulou.law.bodies import Body
from bulou.law.competence import Power
from bulou.records.facts import law_role
from bulou.records.filings import collecting, listing
from bulou.records.models import Case, Grant, Invitation, MajorEvent, Node, Office, Organisation, Person

TAKEN_BY_PAGES = frozenset({"policy", "status"})  # stand under /report/ beside the organisations' own forms
INVITATION_DAYS = 7
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class FoundNode(NodeAct, title=_("Found the node"), right=Right.SYSTEM):
    """The first entry of the node's stream. Only a node founded as a demo may simulate time."""

    node: str = field(metadata={"longest": 120})
    demo: bool = False

    def do(self, work: Work) -> None:
        if Node.objects.exists():
            raise InvalidAct({"node": _("This node has been founded already.")})
        Node.objects.create(id=1, name=self.node, demo=self.demo, created_at=work.at)
        work.keep(node=self.node, demo=self.demo)


@dataclass(frozen=True, kw_only=True)
class FoundOrganisation(NodeAct, title=_("Found an organisation"), right=Right.SYSTEM):
    """A legal person on this node, with the roles it plays."""

    slug: str = field(metadata={"longest": 60})
    prefix: str
    name_zh: str = field(metadata={"longest": 200})
    name_en: str = field(metadata={"longest": 200})
    roles: tuple[str, ...]
    overseas: bool = False
    contact_email: str = field(default="", metadata={"longest": 254})
    receives: bool = True
    bodies: tuple[str, ...] = ()

    def do(self, work: Work) -> None:
        if set(self.bodies) - set(Body) or (self.bodies and "authority" not in self.roles):
            raise InvalidAct({"bodies": _("Bodies are, for an authority: %s.") % ", ".join(Body)})
        unknown = set(self.roles) - set(Organisation.Role.values)
        if unknown or not self.roles:
            raise InvalidAct({"roles": _("Roles are: %s.") % ", ".join(Organisation.Role.values)})
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", self.slug) or not re.fullmatch(
            r"[A-Z]{2,8}", self.prefix
        ):
            raise InvalidAct({"slug": _("A short name in lower-case letters, a prefix of 2 to 8 capitals.")})
        if self.slug in TAKEN_BY_PAGES:
            raise InvalidAct({"slug": _("This short name is the address of a page.")})
        if Organisation.objects.filter(slug=self.slug).exists() or Organisation.objects.filter(
            prefix=self.prefix
        ):
            raise InvalidAct({"slug": _("The short name or the prefix is taken.")})
        # A platform that collects others' products opens its reception by an act of its own (Article 10).
        closed = "platform" in self.roles and not {"vendor", "operator"} & set(self.roles)
        organisation = Organisation.objects.create(
            slug=self.slug,
            prefix=self.prefix,
            name_zh=self.name_zh,
            name_en=self.name_en,
            roles=list(self.roles),
            is_authority="authority" in self.roles,
            bodies=list(self.bodies) or (["miit"] if "authority" in self.roles else []),
            overseas=self.overseas,
            contact_email=self.contact_email,
            receives=self.receives and not closed,
            created_at=work.at,
        )
        work.ids["organisation_id"] = str(organisation.id)
        work.keep(
            organisation=str(organisation.id),
            roles=list(self.roles),
            slug=self.slug,
            bodies=organisation.bodies,
        )


@dataclass(frozen=True, kw_only=True)
class AppointPerson(OrganisationAct, title=_("Appoint a person"), right=Right.SYSTEM):
    """The first people of an organisation are appointed by whoever runs the node; later ones are invited."""

    email: str = field(metadata={"longest": 254})
    person: str = field(metadata={"longest": 120})
    offices: tuple[str, ...]
    password: str = field(default="", repr=False)
    language: str = field(default="zh-hans", metadata={"longest": 10})

    def barred(self, work: Work) -> Refusal | None:
        return kept_apart_by_address(work.organisation, self.email, *self.offices)

    def do(self, work: Work) -> None:
        person = Person.objects.filter(email__iexact=self.email).first()
        if person is None:
            checked_address(self.email)
            person = Person.objects.create_user(
                self.email,
                self.password or None,
                name=self.person,
                language=self.language,
                created_at=work.at,
            )
        for office in self.offices:
            hold_office(work, person, office)
        work.ids["person_id"] = str(person.id)
        work.keep(person=str(person.id), offices=list(self.offices))


@dataclass(frozen=True, kw_only=True)
class InvitePerson(OrganisationAct, title=_("Invite a person"), right=Right.SECURITY):
    """An invitation by mail, good for seven days; its secret is kept only as a hash."""

    email: str = asked(_("E-mail address"), longest=254)
    office: str = asked(_("Office"), widget="choice", choices=OFFICES)

    def barred(self, work: Work) -> Refusal | None:
        return kept_apart_by_address(work.organisation, self.email, self.office)

    def do(self, work: Work) -> None:
        checked_address(self.email)
        if self.office not in dict(OFFICES):
            raise InvalidAct({"office": _("Choose an office.")})
        secret = secrets.token_urlsafe(24)
        invitation = Invitation.objects.create(
            organisation=work.organisation,
            email=self.email,
            office=self.office,
            secret_sha256=hashlib.sha256(secret.encode()).hexdigest(),
            invited_at=work.at,
            expires_at=work.at + timedelta(days=INVITATION_DAYS),
        )
        work.send(
            "mail", self.email, template="invitation", secret=secret, organisation=str(work.organisation.id)
        )
        work.ids["invitation_id"] = str(invitation.id)
        work.keep(invitation=str(invitation.id), office=self.office)


@dataclass(frozen=True, kw_only=True)
class AcceptInvitation(OrganisationAct, title=_("Accept the invitation"), right=Right.ANYONE):
    """Whoever holds the secret of an invitation joins under its address and office."""

    secret: str = field(repr=False)
    person: str = asked(_("Your name"), longest=120)
    password: str = asked(_("Password"), widget="password", repr=False)

    def begin(self, work: Work) -> bool:
        return self._invitation(work) is not None

    def barred(self, work: Work) -> Refusal | None:
        """Since the invitation its recipient may have come to hold another office."""
        invitation = self._invitation(work)
        assert invitation is not None
        return kept_apart_by_address(work.organisation, invitation.email, invitation.office)

    def do(self, work: Work) -> None:
        invitation = self._invitation(work)
        assert invitation is not None
        person = Person.objects.filter(email__iexact=invitation.email).first()
        if person is None:
            if not self.person.strip():
                raise InvalidAct({"person": _("Colleagues need a name to know you by.")})
            try:
                validate_password(self.password)
            except ValidationError as error:
                raise InvalidAct({"password": " ".join(error.messages)}) from None
            person = Person.objects.create_user(
                invitation.email, self.password, name=self.person.strip(), created_at=work.at
            )
        invitation.accepted_at = work.at
        invitation.save(update_fields=["accepted_at"])
        hold_office(work, person, invitation.office)
        work.ids["person_id"] = str(person.id)
        work.keep(invitation=str(invitation.id), person=str(person.id), office=invitation.office)

    def _invitation(self, work: Work) -> Invitation | None:
        digest = hashlib.sha256(self.secret.encode()).hexdigest()
        return Invitation.objects.filter(
            organisation=work.organisation,
            secret_sha256=digest,
            accepted_at=None,
            revoked_at=None,
            expires_at__gt=work.at,
        ).first()


@dataclass(frozen=True, kw_only=True)
class GrantOffice(OrganisationAct, title=_("Grant an office"), right=Right.SECURITY):
    """Someone of the organisation holds a further office."""

    person_id: UUID = asked(_("Person"), widget="person")
    office: str = asked(_("Office"), widget="choice", choices=OFFICES)

    def barred(self, work: Work) -> Refusal | None:
        return kept_apart(work.organisation, self.person_id, self.office)

    def do(self, work: Work) -> None:
        known = Office.objects.filter(organisation=work.organisation, person_id=self.person_id)
        member = known.select_related("person").first()
        if member is None:
            raise InvalidAct(
                {"person_id": _("This person has never belonged to your organisation: invite them.")}
            )
        hold_office(work, member.person, self.office)
        work.keep(person=str(self.person_id), office=self.office)


@dataclass(frozen=True, kw_only=True)
class RevokeOffice(OrganisationAct, title=_("Revoke an office"), right=Right.SECURITY):
    """The office ends now; with the last one every grant on the organisation's cases ends too."""

    person_id: UUID = asked(_("Person"), widget="person")
    office: str = asked(_("Office"), widget="choice", choices=OFFICES)

    def do(self, work: Work) -> None:
        live = Office.objects.filter(
            organisation=work.organisation, person_id=self.person_id, revoked_at=None
        )
        if not live.filter(kind=self.office).update(revoked_at=work.at):
            raise InvalidAct({"office": _("This person does not hold that office.")})
        if not live.filter(kind__in=DESK).exists():
            Grant.objects.filter(
                person_id=self.person_id, case__organisation=work.organisation, revoked_at=None
            ).update(revoked_at=work.at)
            Case.objects.filter(organisation=work.organisation, handler_id=self.person_id).update(
                handler=None
            )
        work.keep(person=str(self.person_id), office=self.office)


@dataclass(frozen=True, kw_only=True)
class GrantCase(CaseAct, title=_("Let someone into the case"), right=Right.CASEWORK):
    """Need-to-know for one case, for a person who holds a desk office."""

    person_id: UUID = asked(_("Person"), widget="person")

    def do(self, work: Work) -> None:
        desk = Office.objects.filter(
            organisation=work.organisation, person_id=self.person_id, kind__in=DESK, revoked_at=None
        )
        if not desk.exists():
            raise InvalidAct({"person_id": _("This person holds no desk office in your organisation.")})
        if Grant.objects.filter(case=work.case, person_id=self.person_id, revoked_at=None).exists():
            raise InvalidAct({"person_id": _("This person is in the case already.")})
        Grant.objects.create(case=work.the_case, person_id=self.person_id, granted_at=work.at)
        work.keep(person=str(self.person_id))


@dataclass(frozen=True, kw_only=True)
class RevokeCase(CaseAct, title=_("Take someone out of the case"), right=Right.RELEASE):
    """The grant ends now: lists, pages, attachments and mails alike."""

    person_id: UUID = asked(_("Person"), widget="person")

    def do(self, work: Work) -> None:
        live = Grant.objects.filter(case=work.case, person_id=self.person_id, revoked_at=None)
        if not live.update(revoked_at=work.at):
            raise InvalidAct({"person_id": _("This person is not in the case.")})
        if work.the_case.handler_id == self.person_id:
            work.the_case.handler = None
            work.touch("handler")
        work.keep(person=str(self.person_id))


@dataclass(frozen=True, kw_only=True)
class RecordMajorEvent(OrganisationAct, title=_("Record a major event"), right=Right.RELEASE):
    """A period of a major national event (Article 9(6)); there is no public list, so a named person enters it."""

    event: str = asked(_("Event"), longest=200)
    starts_at: datetime = asked(_("From"), widget="instant")
    ends_at: datetime = asked(_("Until"), widget="instant")
    source: str = asked(_("Source"), longest=300)

    def barred(self, work: Work) -> Refusal | None:
        """What an authority lists binds everyone here: only one that the competence table names may."""
        return incompetent(work.organisation, Power.LIST_EVENT) if work.organisation.is_authority else None

    def do(self, work: Work) -> None:
        if self.ends_at <= self.starts_at:
            raise InvalidAct({"ends_at": _("It ends after it starts.")})
        if not self.event.strip() or not self.source.strip():
            raise InvalidAct({"source": _("Name the event and its source.")})
        MajorEvent.objects.create(
            organisation=work.organisation,
            name=self.event,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            source=self.source,
        )
        work.keep(event=self.event, starts_at=self.starts_at.isoformat(), ends_at=self.ends_at.isoformat())


@dataclass(frozen=True, kw_only=True)
class OpenReception(
    OrganisationAct, title=_("Open the reception"), right=Right.RELEASE, conduct=Conduct.OPEN_RECEPTION
):
    """Let the public report here. What the law can stop is this, never a report (DECISIONS 7)."""

    filing_number: str = asked(_("Filing number"), hint=_("As MIIT listed it"), longest=60, default="")
    listing_sha256: str = asked(
        _("SHA-256 of the listing"),
        hint=_("Of the list or notice that MIIT published"),
        longest=64,
        default="",
    )

    def supposes(self, work: Work) -> Mapping[str, Fact]:
        """Who sits here receives from the public. That MIIT listed it is an official fact: a number and its document (DECISIONS 6)."""
        organisation, roles = work.organisation, "roles of the organisation"
        shown = bool(self.filing_number.strip() and SHA256.fullmatch(self.listing_sha256))
        entered = Fact(shown, FactKind.OFFICIAL, self.filing_number, evidence=self.listing_sha256 or None)
        return collecting("platform" in organisation.roles) | {
            "actor_role": Fact(law_role(organisation.primary_role), FactKind.DERIVED, roles),
            "platform_listed": listing(organisation) or entered,
        }

    def do(self, work: Work) -> None:
        listed = work.facts["platform_listed"]
        number = listed.source if listed.value else self.filing_number
        work.organisation.receives, work.organisation.filing_number = True, number
        work.organisation.save(update_fields=["receives", "filing_number"])
        work.keep(filing_number=number, listing_sha256=listed.evidence or self.listing_sha256)


@dataclass(frozen=True, kw_only=True)
class SignIn(PersonAct, title=_("Sign in"), right=Right.SELF):
    """Someone signed in; sealed in their own stream."""

    def do(self, work: Work) -> None:
        work.keep(way="password")


def checked_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise InvalidAct({"email": _("“%s” is not an e-mail address.") % email}) from None
