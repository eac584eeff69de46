"""The offices of an organisation and which of them one person may hold together (三员分立, GB/T 22239)."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from bulou.acts.outcome import InvalidAct, Question, Refusal
from bulou.acts.work import Work
from bulou.records.models import Office, Organisation, Person

OFFICES = [
    ("lead", _("Lead: sees every case, releases, decides readings")),
    ("handler", _("Handler: works on cases granted to them")),
    ("system_admin", _("System administrator: runs accounts and settings, reads no case")),
    ("security_admin", _("Security administrator: grants and revokes, reads no case")),
    ("auditor", _("Auditor: reads the journal, reads no case")),
    ("counsel", _("Counsel: signs sentences of the law as encoded here, reads no case")),
]
DESK = frozenset({"lead", "handler"})
TOGETHER = DESK | {"counsel"}  # offices that one person may hold at once
APART = _("System administration, security administration, audit and casework are held by different people.")
EITHER = _("Revoke the office that the person holds first, or choose someone else.")


def kept_apart(organisation: Organisation, person: UUID | None, *offices: str) -> Refusal | None:
    """Why `person` (None: someone new) may not come to hold `offices` beside what they hold; None if they may; one query."""
    held = set(_live(organisation, person)) if person is not None else set()
    wanted = held | set(offices)
    new = set(offices) - held
    if not new or len(wanted) < 2 or wanted <= TOGETHER or not new <= dict(OFFICES).keys():
        return None
    return Refusal(Question.WHO, APART, EITHER)


def kept_apart_by_address(organisation: Organisation, email: str, *offices: str) -> Refusal | None:
    """The same for whoever signs in with `email`; two queries."""
    try:
        validate_email(email)
    except ValidationError:
        return None  # the act itself says so
    person = Person.objects.filter(email__iexact=email).values_list("id", flat=True).first()
    return kept_apart(organisation, person, *offices)


def hold_office(work: Work, person: Person, office: str) -> None:
    """Give `person` the office. Raises InvalidAct; the database has the last word over two administrators at once."""
    if office not in dict(OFFICES):
        raise InvalidAct({"office": _("Choose an office.")})
    held = set(_live(work.organisation, person.id))
    if office in held:
        raise InvalidAct({"office": _("This person holds that office already.")})
    if held and not ({office} | held) <= TOGETHER:
        raise InvalidAct({"office": APART})
    Office.objects.create(organisation=work.organisation, person=person, kind=office, granted_at=work.at)


def _live(organisation: Organisation, person_id: UUID) -> Iterable[str]:
    rows = Office.objects.filter(organisation=organisation, person_id=person_id, revoked_at=None)
    return rows.values_list("kind", flat=True)
