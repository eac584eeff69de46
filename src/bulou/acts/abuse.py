"""Article 4: suspected abuse is flagged, sharing is suspended while it is examined, and it is handed to the authorities.

A flag is a suspicion with grounds, not a finding: what is unlawful (非法) and what one actually knows (明知) is judged by
people and courts. A suspension is the organisation's own measure; it never stops what a live duty demands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, asked
from bulou.acts.claimed import moment
from bulou.acts.outcome import InvalidAct, Question, Refusal
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.law import Citation, Outcome, Text
from bulou.records.models import AbuseFlag, Entry, Party

ARTICLE_4 = Citation("RMSV", "规定", Text("第四条", "Art. 4"))
SUSPICIONS = [
    ("collection", _("Illegal collection")),
    ("sale", _("Illegal sale")),
    ("publication", _("Illegal publication")),
    ("use", _("Use to endanger network security")),
]
MESSAGES = frozenset(
    {"submit_report", "enter_report", "receive_matter", "write_as_reporter", "write_by_mail", "post_message", "post_to_parties", "write_as_party",
     "write_to_all_as_party", "answer_party", "answer_as_party"}
)  # fmt: skip
NO_GROUNDS = _("Say on what grounds.")


@dataclass(frozen=True, kw_only=True)
class FlagAbuse(CaseAct, title=_("Flag suspected abuse"), right=Right.CASEWORK):
    """Mark the case, one party or one message as suspected abuse (Article 4). Nothing else changes by it."""

    suspicion: str = asked(_("Suspicion"), widget="choice", choices=SUSPICIONS)
    party_id: UUID | None = asked(
        _("Party"), hint=_("Empty: the case as a whole"), widget="participant", default=None
    )
    entry: str = asked(
        _("Entry of the message"), hint=_("Its number in the record, if it is about one message"), longest=12, default=""
    )  # fmt: skip
    grounds: str = asked(_("Grounds"), widget="textarea")

    def do(self, work: Work) -> None:
        demand(self.grounds)
        party = participant(work, self.party_id) if self.party_id is not None else None
        flag = AbuseFlag.objects.create(
            case=work.the_case,
            suspicion=self.suspicion,
            party=party,
            entry_index=self._message(work) if self.entry.strip() else None,
            flagged_at=work.at,
        )
        work.ids["flag_id"] = str(flag.id)
        work.keep(flag=str(flag.id), suspicion=self.suspicion, entry=flag.entry_index)
        if party is not None:
            work.keep(party=str(party.id))
        work.conceal(grounds=self.grounds)

    def _message(self, work: Work) -> int:
        number = self.entry.strip()
        index = int(number) if number.isascii() and number.isdecimal() else -1
        row = Entry.objects.filter(stream=work.the_case.stream, index=index).first() if index >= 0 else None
        if row is None or not any(f'"act":"{name}"' in row.header for name in MESSAGES):
            raise InvalidAct({"entry": _("No message of this case stands under that number.")})
        return index


@dataclass(frozen=True, kw_only=True)
class FlagAct(CaseAct):
    """An act on one flag of the case."""

    flag_id: UUID = asked(_("Flag"), widget="abuse_flag")
    grounds: str = asked(_("Grounds"), widget="textarea")

    def flag(self, work: Work) -> AbuseFlag:
        """The flag, with grounds given. Raises InvalidAct."""
        found = AbuseFlag.objects.filter(id=self.flag_id, case=work.case).select_related("party").first()
        if found is None:
            raise InvalidAct({"flag_id": _("Choose a flag of this case.")})
        demand(self.grounds)
        return found


@dataclass(frozen=True, kw_only=True)
class SuspendSharing(FlagAct, title=_("Suspend sharing with a party"), right=Right.CASEWORK):
    """While a flag is examined nothing is shared with the party and no message goes to it, in any case of the organisation.

    What a live duty demands still passes; receiving from the party is never refused.
    """

    party_id: UUID = asked(_("Party"), widget="participant")

    def do(self, work: Work) -> None:
        flag = self.flag(work)
        party = participant(work, self.party_id)
        if flag.suspended_at is not None:
            raise InvalidAct({"flag_id": _("Sharing was suspended under this flag already.")})
        if flag.party is not None and flag.party_id != party.id:
            raise InvalidAct({"party_id": _("This flag is about another party: flag this one first.")})
        flag.party, flag.suspended_at = party, work.at
        flag.save(update_fields=["party", "suspended_at"])
        work.keep(flag=str(flag.id), party=str(party.id))
        work.conceal(grounds=self.grounds)


@dataclass(frozen=True, kw_only=True)
class LiftSuspension(FlagAct, title=_("Lift the suspension"), right=Right.RELEASE):
    """The examination has ended: sharing with the party is asked of the law again, like any other."""

    def do(self, work: Work) -> None:
        flag = self.flag(work)
        if flag.suspended_at is None or flag.lifted_at is not None:
            raise InvalidAct({"flag_id": _("No suspension stands under this flag.")})
        flag.lifted_at = work.at
        flag.save(update_fields=["lifted_at"])
        work.keep(flag=str(flag.id), party=str(flag.party_id))
        work.conceal(grounds=self.grounds)


@dataclass(frozen=True, kw_only=True)
class ReferAbuse(FlagAct, title=_("Record a referral to the authorities"), right=Right.RELEASE):
    """It was handed to the police or another authority: to whom, under which number, when. A suspension goes on."""

    addressee: str = asked(_("Handed to"), hint=_("For example the public security organ"), longest=200)
    reference: str = asked(_("Number"), hint=_("As on their receipt"), longest=80)
    handed_at: datetime | None = asked(_("When it was handed over"), widget="instant", default=None)

    def do(self, work: Work) -> None:
        flag = self.flag(work)
        blank = [name for name in ("addressee", "reference") if not getattr(self, name).strip()]
        if blank:
            raise InvalidAct({name: _("A referral names its addressee and its number.") for name in blank})
        wrong = _("It was handed over after the report came in and not in the future.")
        handed = moment(work, "handed_at", self.handed_at, after=work.the_case.received_at, wrong=wrong)
        flag.referred_at = work.event_at = handed
        flag.addressee, flag.reference = self.addressee.strip(), self.reference.strip()
        flag.save(update_fields=["referred_at", "addressee", "reference"])
        work.keep(flag=str(flag.id), addressee=flag.addressee, reference=flag.reference)
        work.conceal(grounds=self.grounds)


def suspension(work: Work, parties: Iterable[UUID]) -> Refusal | None:
    """Why nothing may go to these parties now; None where none is suspended or a live duty demands it."""
    if work.verdict is not None and work.verdict.outcome is Outcome.OWED:
        return None
    stopped = [work.suspended[each] for each in parties if each in work.suspended]
    if not stopped:
        return None
    name = stopped[0].name or _("the reporter")
    return Refusal(
        Question.TURN,
        _("Sharing with %(party)s is suspended while suspected abuse is examined (Article 4).") % {"party": name},
        _("A lead lifts the suspension with grounds once it has been examined; what a live duty demands still passes."),
        ARTICLE_4,
    )  # fmt: skip


def participant(work: Work, party_id: UUID) -> Party:
    """Anyone who takes part in the case, the reporter too. Raises InvalidAct."""
    party = Party.objects.filter(id=party_id, case=work.case).first()
    if party is None:
        raise InvalidAct({"party_id": _("Choose a party of this case.")})
    return party


def demand(grounds: str) -> None:
    """Raise InvalidAct where no grounds are given."""
    if not grounds.strip():
        raise InvalidAct({"grounds": NO_GROUNDS})
