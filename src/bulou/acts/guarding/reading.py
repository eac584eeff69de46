"""The alarm over unusual reading: raised by the reading itself, told to the security administrator, and sealed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.actor import Actor
from bulou.acts.gate import follow
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.records import read_log
from bulou.records.models import Case, Office, Person, ReadingAlarm, ReadLog
from bulou.records.read_log import LIMITS

MOST = 100_000


@dataclass(frozen=True, kw_only=True)
class RaiseReadingAlarm(OrganisationAct, title=_("Raise an alarm over reading"), right=Right.SYSTEM):
    """A count over the read log went over its limit; sealed as it was counted, and told to the security administrators."""

    person_id: UUID
    rule: str = field(metadata={"longest": 12})
    day: date
    counted: int
    limit: int
    usual: int | None = None

    def do(self, work: Work) -> None:
        if self.rule not in LIMITS:
            raise InvalidAct({"rule": _("There is no such rule.")})
        numbers = {"counted": self.counted, "limit": self.limit, "usual": self.usual}
        alarm = ReadingAlarm.objects.create(
            organisation=work.organisation,
            person_id=self.person_id,
            rule=self.rule,
            day=self.day,
            raised_at=work.at,
            **numbers,
        )
        for address in security_addresses(work.organisation.id):
            work.send("mail", address, template="unusual_reading")
        work.keep(alarm=str(alarm.id), person=str(self.person_id), rule=self.rule, **numbers)


@dataclass(frozen=True, kw_only=True)
class SetReadingLimits(OrganisationAct, title=_("Set the limits of unusual reading"), right=Right.SECURITY):
    """Above what counts an alarm is raised in this organisation, from now on."""

    many: int = asked(_("Cases opened within 24 hours"), widget="number", default=LIMITS["many"])
    night: int = asked(
        _("Cases opened at night (22:00–06:00 in China)"), widget="number", default=LIMITS["night"]
    )
    others: int = asked(
        _("Cases of other handlers opened within 28 days"), widget="number", default=LIMITS["others"]
    )
    copies: int = asked(_("Copies taken within 24 hours"), widget="number", default=LIMITS["copies"])
    rows: int = asked(_("Rows taken within 24 hours"), widget="number", default=LIMITS["rows"])

    def do(self, work: Work) -> None:
        limits = {name: getattr(self, name) for name in LIMITS}
        wrong = {
            name: _("A number from 1 to %s.") % MOST
            for name, value in limits.items()
            if not 1 <= value <= MOST
        }
        if wrong:
            raise InvalidAct(wrong)
        work.organisation.reading_limits = limits
        work.organisation.save(update_fields=["reading_limits"])
        work.keep(**limits)


def security_addresses(organisation_id: UUID) -> list[str]:
    """Where the security administrators of an organisation are told; one query."""
    offices = Office.objects.filter(
        organisation_id=organisation_id,
        kind=Office.Kind.SECURITY_ADMIN,
        revoked_at=None,
        person__is_active=True,
    )
    people = Person.objects.filter(id__in=offices.values("person_id"))
    return list(people.order_by("email").values_list("email", flat=True))


def note_reading(work: Work, what: str, *, case: Case | None = None, rows: int = 0) -> None:
    """Enter a reading by `work.by` in the read log, and raise whatever alarms it brings: all of it stands or nothing.

    For acts of the reader's own stream: the alarms are sealed in that of the organisation.
    """
    log_reading(work, what, case=case, rows=rows)
    for act in _alarms(work):
        follow(act, by=Actor.system(work.organisation.id), at=work.at)


def log_reading(work: Work, what: str, *, case: Case | None = None, rows: int = 0) -> None:
    """Enter a reading by `work.by` in the read log; what it brings is raised with the next one."""
    assert work.by.person_id is not None
    others = case is not None and case.handler_id not in (None, work.by.person_id)
    ReadLog.objects.create(
        person_id=work.by.person_id,
        organisation=work.organisation,
        case=case,
        what=what,
        rows=rows,
        others=others,
        at=work.at,
    )


def _alarms(work: Work) -> Iterator[RaiseReadingAlarm]:
    person_id = work.by.person_id
    assert person_id is not None
    over = [each for each in read_log.counts(person_id, work.organisation, at=work.at) if each.over]
    if not over:
        return
    day = read_log.china_day(work.at)
    raised = ReadingAlarm.objects.filter(organisation=work.organisation, person_id=person_id, day=day)
    known = set(raised.values_list("rule", flat=True))
    for each in over:
        if each.rule not in known:
            yield RaiseReadingAlarm(
                organisation_id=work.organisation.id,
                person_id=person_id,
                rule=each.rule,
                day=day,
                counted=each.counted,
                limit=each.limit,
                usual=each.usual,
            )
