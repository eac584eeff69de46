"""Parties by invitation: asked in, shown the shared part, taken out at once; corrected, reminded, escalated.

Nothing of a case is shown to anyone outside before Article 9(7) has been asked of them: at the invitation, whenever they
come in, and of everything that is written for them.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.abuse import suspension
from bulou.acts.act import CaseAct, asked
from bulou.acts.coordination import PROVIDERS, abroad, facts_of, the_party
from bulou.acts.embargoes import ask_consent, shortest
from bulou.acts.membership import checked_address
from bulou.acts.outcome import InvalidAct, Refusal
from bulou.acts.permissions import Right
from bulou.acts.tools import AboutTools
from bulou.acts.work import Work
from bulou.cases import MACHINES
from bulou.law import Conduct, Fact
from bulou.records.facts import as_stored
from bulou.records.models import Notice, Party

RSVP = timedelta(days=7)
BETWEEN_REMINDERS = timedelta(hours=24)
MOST_REMINDERS = 5


@dataclass(frozen=True, kw_only=True)
class InviteParty(
    AboutTools, title=_("Invite a party into the case"), right=Right.CASEWORK, conduct=Conduct.SHARE
):
    """An organisation on this node is asked in, anyone else by a link that is mailed to them. Pending, they see nothing.

    What is said here of a tool in what they will see is asked of the law again whenever they come in.
    """

    party_id: UUID = asked(_("Party"), widget="party")
    email: str = asked(
        _("E-mail address"), hint=_("Not needed for an organisation on this node"), longest=254, default=""
    )
    mailbox_abroad: bool | None = asked(
        _("The address is read outside the mainland, or forwarded there"), widget="yes_no", default=None
    )
    shown: bool = asked(_("The other parties may see its name"), widget="check", default=False)
    state_platform: bool | None = asked(
        _("The recipient is a state platform of Article 10"), widget="yes_no", default=None
    )
    lawful: bool | None = asked(
        _("Sharing with this third party is lawful and controlled (Arts. 4, 11)"),
        widget="yes_no",
        default=None,
    )
    for_verification: bool | None = asked(
        _("It is supplied only so that the vulnerability can be verified"), widget="yes_no", default=None
    )
    grounds: str = asked(_("Grounds of that judgement"), widget="textarea", default="")

    def supposes(self, work: Work) -> Mapping[str, Fact]:
        party = Party.objects.filter(id=self.party_id, case=work.case).first()
        if party is None:
            return {}
        self._describe(party)
        return facts_of(party) | self._said(work) | {"already_public": Fact(False, source=work.source)}

    def _said(self, work: Work) -> dict[str, Fact]:
        """What is said of what the party will see."""
        return self.tool_facts(work) | {
            "supplied_for_verification": Fact(self.for_verification, source=work.source)
        }

    def barred(self, work: Work) -> Refusal | None:
        return suspension(work, [self.party_id])

    def do(self, work: Work) -> None:
        party = the_party(work, self.party_id)
        if party.role == "reporter":
            raise InvalidAct({"party_id": _("The reporter has a page of their own.")})
        if party.invited_at is not None and party.removed_at is None:
            raise InvalidAct({"party_id": _("This party has been invited already.")})
        if party.organisation is None:
            checked_address(self.email)
        self._describe(party)
        secret = secrets.token_urlsafe(24)
        party.invited_at, party.asked_at, party.removed_at = work.at, party.asked_at or work.at, None
        party.reads_from, party.shown = None, self.shown
        party.invited_with = {name: as_stored(fact) for name, fact in self._said(work).items()}
        party.secret_sha256 = "" if party.organisation else hashlib.sha256(secret.encode()).hexdigest()
        party.save()
        if work.the_case.em in ("proposed", "active", "revise") and MACHINES["PEC"].allows(
            party.pec, "invite"
        ):
            proposal = shortest(work)
            ask_consent(work, party, proposal.rsvp_at if proposal and proposal.rsvp_at else work.at + RSVP)
        write_to(work, party, "party_invitation", secret="" if party.organisation else secret)
        work.keep(party=str(party.id), shown=self.shown, overseas=abroad(party))
        if self.lawful is not None:
            work.keep(lawful=self.lawful)
        work.conceal(grounds=self.grounds)
        self.conceal_grounds(work)

    def _describe(self, party: Party) -> None:
        """What is said of the recipient here. Who gives grounds judges; without them nothing is judged."""
        if party.organisation_id is None:
            party.email, party.mailbox_abroad = self.email.strip().lower(), self.mailbox_abroad
        if self.state_platform is not None:
            party.state_platform = self.state_platform
        if self.lawful is not None and self.grounds.strip():
            party.sharing_lawful = self.lawful


@dataclass(frozen=True, kw_only=True)
class RemoveParty(CaseAct, title=_("Take a party out of the case"), right=Right.CASEWORK):
    """Access ends now: page, link, files and whatever mail had not left yet. What it had said stays."""

    party_id: UUID = asked(_("Party"), widget="party")
    grounds: str = asked(_("Grounds"), widget="textarea")

    def do(self, work: Work) -> None:
        party = the_party(work, self.party_id)
        if not self.grounds.strip():
            raise InvalidAct({"grounds": _("Say on what grounds.")})
        if party.invited_at is None or party.removed_at is not None:
            raise InvalidAct({"party_id": _("This party is not in the case.")})
        leave(work, party)
        work.conceal(grounds=self.grounds)


@dataclass(frozen=True, kw_only=True)
class CorrectParty(CaseAct, title=_("Correct where a party is"), right=Right.RELEASE):
    """Whether a party is outside the mainland was recorded wrongly. Whoever is in is out until Article 9(7) is asked again."""

    party_id: UUID = asked(_("Party"), widget="party")
    overseas: bool | None = asked(_("Outside the mainland"), widget="yes_no", default=None)
    grounds: str = asked(_("Grounds"), widget="textarea")

    def do(self, work: Work) -> None:
        party = the_party(work, self.party_id)
        if not self.grounds.strip():
            raise InvalidAct({"grounds": _("Say on what grounds.")})
        if party.organisation is not None and self.overseas is not party.organisation.overseas:
            raise InvalidAct({"overseas": _("Where an organisation of this node is, the node knows.")})
        if self.overseas is party.overseas:
            raise InvalidAct({"overseas": _("Nothing would change.")})
        before, party.overseas = party.overseas, self.overseas
        # Of one abroad a named person decides whether it is the vendor; at home the role says so.
        party.product_vendor = party.role in PROVIDERS if self.overseas is False else None
        party.sharing_lawful = None
        party.save(update_fields=["overseas", "product_vendor", "sharing_lawful"])
        if party.invited_at is not None and party.removed_at is None:
            leave(work, party)
        work.keep(party=str(party.id), before=before, overseas=self.overseas)
        work.conceal(grounds=self.grounds)


@dataclass(frozen=True, kw_only=True)
class RemindParty(CaseAct, title=_("Remind a party"), right=Right.CASEWORK):
    """A word that an answer is awaited, without a word of the case: once a day, five times at most."""

    party_id: UUID = asked(_("Party"), widget="party")

    def do(self, work: Work) -> None:
        party = the_party(work, self.party_id)
        if party.asked_at is None or party.removed_at is not None or party.role == "reporter":
            raise InvalidAct({"party_id": _("This party was asked nothing.")})
        if party.answered_at is not None:
            raise InvalidAct({"party_id": _("This party has answered.")})
        if not reachable(party):
            raise InvalidAct({"party_id": _("No address of this party is known: escalate instead.")})
        if party.reminded_at is not None and work.at < party.reminded_at + BETWEEN_REMINDERS:
            raise InvalidAct({"party_id": _("It was reminded within the last 24 hours.")})
        if party.reminders >= MOST_REMINDERS:
            raise InvalidAct({"party_id": _("It was reminded five times: escalate instead.")})
        party.reminded_at, party.reminders = work.at, party.reminders + 1
        party.save(update_fields=["reminded_at", "reminders"])
        write_to(work, party, "party_reminder")
        work.keep(party=str(party.id), count=party.reminders)


@dataclass(frozen=True, kw_only=True)
class EscalateParty(CaseAct, title=_("Escalate a party's silence"), right=Right.CASEWORK):
    """Whoever stays silent opens the way to the authority, never one to publication (COORDINATION §4.5, change 3)."""

    WHERE: ClassVar = [
        ("management", _("Its management or another contact")),
        ("coordinator", _("A coordinator")),
        ("authority", _("The authority")),
    ]
    party_id: UUID = asked(_("Party"), widget="party")
    addressee: str = asked(_("Taken to"), widget="choice", choices=WHERE)
    text: str = asked(_("What was done"), widget="textarea")

    def do(self, work: Work) -> None:
        party = the_party(work, self.party_id)
        if not self.text.strip():
            raise InvalidAct({"text": _("Say what was done.")})
        if party.asked_at is None:
            raise InvalidAct({"party_id": _("This party was asked nothing.")})
        party.escalated_at = work.at
        party.save(update_fields=["escalated_at"])
        for notice in Notice.objects.filter(case=work.the_case, recipient=party.name):
            if MACHINES["NOTICE"].allows(notice.state, "escalate"):
                notice.state = MACHINES["NOTICE"].next(notice.state, "escalate")
                notice.save(update_fields=["state"])
        work.keep(party=str(party.id), addressee=self.addressee)
        work.conceal(text=self.text)


def leave(work: Work, party: Party) -> None:
    """The party takes part no longer, from this entry on."""
    party.removed_at, party.reads_from, party.secret_sha256 = work.at, None, ""
    party.rsvp_at, party.agreed_to = None, None
    if MACHINES["PEC"].allows(party.pec, "reset"):
        party.pec = MACHINES["PEC"].next(party.pec, "reset")
    party.save(update_fields=["removed_at", "reads_from", "secret_sha256", "rsvp_at", "agreed_to", "pec"])
    work.keep(party=str(party.id))


def reachable(party: Party) -> str:
    """The address at which a party is told that something waits; empty where none is known."""
    return party.email or (party.organisation.contact_email if party.organisation else "")


def write_to(work: Work, party: Party, template: str, secret: str = "") -> None:
    """A mail to a party: the case's number and a link. It is not sent to one that has been taken out meanwhile (AC05)."""
    if address := reachable(party):
        work.send("mail", address, template=template, number=work.the_case.number, party=str(party.id),
                  hosted=party.organisation_id is not None, secret=secret,
                  organisation=str(work.organisation.id))  # fmt: skip
