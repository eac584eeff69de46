"""Readings of the law: a lead chooses one for the organisation, and the duties of its cases are computed anew.

The choice itself is quick. The worker goes through the cases afterwards (`sweep`), from where it left off if it was stopped;
each case whose duties changed gets an entry of its own. What was decided keeps the readings it was decided under.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, OrganisationAct, asked
from bulou.acts.actor import Actor
from bulou.acts.gate import perform
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.law import READINGS, BadReading, check_reading
from bulou.records import sweeping
from bulou.records.facts import duties_of, given
from bulou.records.models import Duty, ReadingChoice

BATCH = 100  # well inside one lead, even where each act takes a tenth of a second
log = logging.getLogger("bulou.acts")


@dataclass(frozen=True, kw_only=True)
class ChooseReading(OrganisationAct, title=_("Choose a reading of the law"), right=Right.RELEASE):
    """A named reading where the text leaves one open, or back to the strict default; sealed with grounds.

    Live duties are computed anew by it, case by case; what was decided before stays as it was sealed.
    """

    reading: str = asked(_("Reading"), longest=60)
    value: str = asked(_("Value"), longest=60)
    grounds: str = asked(_("Grounds"), widget="textarea")

    def do(self, work: Work) -> None:
        try:
            check_reading(self.reading, self.value)
        except BadReading as error:
            raise InvalidAct({"value" if self.reading in READINGS else "reading": error}) from None
        if not self.grounds.strip():
            raise InvalidAct({"grounds": _("Say on what grounds.")})
        organisation = work.organisation
        previous = organisation.readings.get(self.reading, READINGS[self.reading].default)
        same = previous == self.value  # a default may be confirmed by name, with grounds
        if not same:
            organisation.readings = sweeping.chosen(organisation.readings, self.reading, self.value)
            organisation.save(update_fields=["readings"])
            # One sweep is enough for both: it goes by the readings of the moment.
            ReadingChoice.objects.filter(organisation=organisation, swept_at=None).update(swept_at=work.at)
        ReadingChoice.objects.create(
            organisation=organisation,
            reading=self.reading,
            previous=previous,
            value=self.value,
            person_id=work.by.person_id,
            grounds=self.grounds,
            at=work.at,
            entry_index=work.head.length if work.head else 0,
            swept_at=work.at if same else None,
        )
        work.keep(reading=self.reading, previous=previous, value=self.value, grounds=self.grounds)


@dataclass(frozen=True, kw_only=True)
class ReevaluateDuties(CaseAct, title=_("Re-evaluate the duties"), right=Right.SYSTEM):
    """After a choice of reading: what is owed in this case under the readings of now, and what it was before."""

    reading: str = asked(_("Reading"), longest=60)
    value: str = asked(_("Value"), longest=60)
    choice: int

    def do(self, work: Work) -> None:
        case = work.the_case
        known = given(case, work.circumstances.passing)
        states = duties_of(case, known, at=work.at)
        changed = sweeping.changes(case, states)
        anew = [name for name, each in changed.items() if _due(each["was"]) != _due(each["is"])]
        Duty.objects.filter(case=case, duty_id__in=anew).update(reminded="")
        Duty.objects.filter(case=case).exclude(duty_id__in=[state.duty_id for state in states]).delete()
        work.keep(reading=self.reading, value=self.value, choice=self.choice, duties=changed)


def _due(told: sweeping.Told | None) -> object:
    return told.get("due_at") if told else None


def sweep(at: datetime, *, batch: int = BATCH) -> int:
    """Re-evaluate the next cases after the oldest choice that is not done; how many were looked at.

    A worker that is stopped in between looks at some cases again and finds nothing more to seal there.
    """
    choice = sweeping.waiting()
    if choice is None:
        return 0
    looked = sweeping.next_cases(choice, most=batch)
    changed = sum(_re_evaluated(choice, each, at) for each in looked if each.changes)
    done = {} if len(looked) == batch else {"swept_at": at}
    last = {"after": looked[-1].case_id} if looked else {}
    ReadingChoice.objects.filter(id=choice.id, swept_at=None).update(
        looked=F("looked") + len(looked), changed=F("changed") + changed, **last, **done
    )
    return len(looked)


def _re_evaluated(choice: ReadingChoice, looked: sweeping.Looked, at: datetime) -> bool:
    act = ReevaluateDuties(
        case_id=looked.case_id, reading=choice.reading, value=choice.value, choice=choice.entry_index
    )
    try:
        return bool(perform(act, by=Actor.system(), at=at))
    except DatabaseError:
        raise  # the whole batch is tried again
    except Exception:  # one case must not keep the others' duties from being computed
        log.exception("the duties of a case could not be re-evaluated")
        return False
