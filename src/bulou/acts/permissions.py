"""Who may: offices in organisations, grants on cases, and nothing else.

Whether it is lawful stands in `law`, whether it is its turn in `cases`.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef

from bulou.acts.actor import Actor, ActorKind
from bulou.records.models import Case, Grant, Office, Organisation, Party


class Right(StrEnum):
    """What an act demands of whoever performs it."""

    ANYONE = "anyone"  # a stranger may: receiving is never refused
    REPORTER = "reporter"  # the holder of the case's return code
    RECIPIENT = "recipient"  # the holder of a notice's link
    PARTY = "party"  # speaks for a party that was invited to the case
    CASEWORK = "casework"  # knows the case, works on it
    DESK = "desk"  # works on cases in the organisation at all: lead or handler
    INSPECT = "inspect"  # shows or examines the reception log: lead or auditor
    RELEASE = "release"  # speaks for the organisation: publication, judgements, readings
    SECURITY = "security"  # grants and revokes
    TECHNICAL = "technical"  # runs accounts and settings: system administrator
    WATCH = "watch"  # follows a leak and looks at readings: security administrator or auditor
    COUNSEL = "counsel"  # answers for the law as encoded, by name: never the node
    SELF = "self"  # the person themselves
    SYSTEM = "system"  # the node: worker, set-up


@dataclass(frozen=True, slots=True)
class Standing:
    """What an actor is toward one organisation and one case."""

    offices: frozenset[str] = frozenset()
    granted: bool = False
    reporter: bool = False
    recipient: bool = False
    party: bool = False
    system: bool = False

    @property
    def knows_case(self) -> bool:
        """Need-to-know: a grant on the case, or the office of lead. Administrators and auditors know by neither."""
        return self.granted or self.reporter or self.party or self.system or Office.Kind.LEAD in self.offices


def standing(actor: Actor, organisation: Organisation, case: Case | None = None) -> Standing:
    """What `actor` is toward `organisation` (and `case`, if any); one query for a person, none for others."""
    if actor.kind is ActorKind.SYSTEM:
        return Standing(system=True)
    if actor.kind is ActorKind.REPORTER:
        return Standing(reporter=case is not None and actor.case_id == case.id)
    if actor.kind is ActorKind.RECIPIENT:
        return Standing(recipient=case is not None and actor.case_id == case.id)
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        return Standing()
    offices = Office.objects.filter(
        person_id=actor.person_id, person__is_active=True, organisation=organisation, revoked_at=None
    )
    grants = Grant.objects.filter(case=case, person=OuterRef("person"), revoked_at=None)
    rows = list(offices.annotate(granted=Exists(grants)).values_list("kind", "granted"))
    return Standing(frozenset(kind for kind, _ in rows), granted=any(granted for _, granted in rows))


def standing_of_party(actor: Actor, party_id: UUID, case: Case) -> Standing:
    """What `actor` is toward a case as the party `party_id` of it; at most one query.

    A party on this node is spoken for by the leads of its organisation, one outside by whoever came in by its invitation.
    Nobody speaks for a party that was not invited or was taken out.
    """
    if actor.kind is ActorKind.SYSTEM:
        return Standing(system=True)
    live = Party.objects.filter(id=party_id, case=case, invited_at__isnull=False, removed_at=None)
    if actor.kind is ActorKind.PARTY:
        return Standing(party=actor.party_id == party_id and live.filter(organisation=None).exists())
    if actor.kind is not ActorKind.PERSON or actor.person_id is None or actor.organisation_id is None:
        return Standing()
    leads = Office.objects.filter(
        person_id=actor.person_id,
        person__is_active=True,
        organisation=OuterRef("organisation"),
        kind=Office.Kind.LEAD,
        revoked_at=None,
    )
    return Standing(party=live.filter(Exists(leads), organisation_id=actor.organisation_id).exists())


def may(right: Right, who: Standing) -> bool:
    """Whether someone of this standing holds `right`. A grant without an office in the organisation is void."""
    match right:
        case Right.ANYONE | Right.SELF:
            return True
        case Right.COUNSEL:
            return Office.Kind.COUNSEL in who.offices
        case _ if who.system:
            return True
        case Right.REPORTER:
            return who.reporter
        case Right.RECIPIENT:
            return who.recipient
        case Right.PARTY:
            return who.party
        case Right.CASEWORK:
            return who.knows_case and not who.reporter and not who.party
        case Right.RELEASE:
            return Office.Kind.LEAD in who.offices
        case Right.DESK:
            return bool({Office.Kind.LEAD, Office.Kind.HANDLER} & who.offices)
        case Right.INSPECT:
            return bool({Office.Kind.LEAD, Office.Kind.AUDITOR} & who.offices)
        case Right.SECURITY:
            return Office.Kind.SECURITY_ADMIN in who.offices
        case Right.TECHNICAL:
            return Office.Kind.SYSTEM_ADMIN in who.offices
        case Right.WATCH:
            return bool({Office.Kind.SECURITY_ADMIN, Office.Kind.AUDITOR} & who.offices)
        case _:
            return False
