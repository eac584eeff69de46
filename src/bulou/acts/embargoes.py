"""Embargoes as data: proposals with hour and zone, each party's consent, and what ends them (COORDINATION §4.1).

One embargo a case (EM), one consent a party (PEC), terms that are never edited. The shortest proposal wins; a longer one
stays open as a revision. Once the world knows, no embargo begins, and one in force ends.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.cases import MACHINES
from bulou.cases.embargo import IN_FORCE
from bulou.cases.invariants import Party as Participant
from bulou.cases.invariants import Snapshot, broken
from bulou.records.models import EmbargoTerms, Party

RSVP_DAYS = 7
WORLD = {
    "observed_public": "public_aware",
    "observed_exploit_public": "exploit_public",
    "observed_attacks": "attacks_seen",
}
LETTERS = ("invited", "signatory", "lapsed", "declined")


@dataclass(frozen=True, kw_only=True)
class ProposeEmbargo(CaseAct, title=_("Propose an embargo"), right=Right.CASEWORK):
    """An agreed silence until a definite hour in a named zone. It binds no statutory report (COORDINATION §4.5)."""

    until: datetime = asked(_("Until"), widget="instant")
    zone: str = asked(_("Time zone"), longest=40, default="Asia/Shanghai")
    answer_by: datetime | None = asked(
        _("Answer by"),
        hint=_("Silence past this moment is a no; left empty, seven days"),
        widget="instant",
        default=None,
    )

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        return [("EM", work.the_case.em, "propose")]

    def do(self, work: Work) -> None:
        if self.answer_by and not work.at < self.answer_by:
            raise InvalidAct({"answer_by": _("An answer is awaited in the future.")})
        propose(work, self.until, self.zone, self.answer_by, by=None)


@dataclass(frozen=True, kw_only=True)
class AcceptEmbargo(CaseAct, title=_("Agree to the embargo"), right=Right.CASEWORK):
    """The proposal stands: of several the one that ends first."""

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        return [("EM", work.the_case.em, "accept")]

    def do(self, work: Work) -> None:
        put_in_force(work, shortest(work))


@dataclass(frozen=True, kw_only=True)
class RejectEmbargo(CaseAct, title=_("Decline the proposed embargo"), right=Right.CASEWORK):
    """What is proposed does not stand. Terms in force before it stay as they are."""

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        return [("EM", work.the_case.em, "reject")]

    def do(self, work: Work) -> None:
        reject(work)


@dataclass(frozen=True, kw_only=True)
class TerminateEmbargo(CaseAct, title=_("End the embargo"), right=Right.CASEWORK):
    """Leaving the embargo ends messages, not duties; it never permits publication by itself."""

    reason: str = asked(_("Reason"), widget="textarea")

    def turns(self, work: Work) -> list[tuple[str, str, str]]:
        return [("EM", work.the_case.em, "terminate")]

    def do(self, work: Work) -> None:
        if not self.reason.strip():
            raise InvalidAct({"reason": _("Say why.")})
        end(work)
        work.conceal(text=self.reason)


@dataclass(frozen=True, kw_only=True)
class NoteSilence(CaseAct, title=_("Note what time has settled of the embargo"), right=Right.SYSTEM):
    """Whoever has not answered by the day set has declined; a proposal nobody answered falls; the hour of the end has come."""

    def do(self, work: Work) -> None:
        for party in _parties(work).filter(pec="invited", rsvp_at__lte=work.at):
            consent(work, party, "decline")
        overdue = EmbargoTerms.objects.filter(case=work.the_case, state="open", rsvp_at__lte=work.at)
        if overdue.update(state="rejected", settled_at=work.at) and shortest(work) is None:
            _fall(work)
        if work.the_case.em in IN_FORCE and _in_force(work, until__lte=work.at) is not None:
            end(work)


def propose(work: Work, until: datetime, zone: str, rsvp_at: datetime | None, *, by: Party | None) -> None:
    """Lay terms on the table and ask every party that takes part. Raises InvalidAct."""
    _sound(work, until, zone)
    case = work.the_case
    asked_parties = [party for party in _parties(work) if by is None or party.id != by.id]
    answers = rsvp_at or work.at + timedelta(days=RSVP_DAYS)
    terms = EmbargoTerms.objects.create(
        case=case,
        by=by,
        until=until,
        zone=zone,
        proposed_at=work.at,
        rsvp_at=min(answers, until) if by or asked_parties else None,  # nobody is silent who was not asked
    )
    step(work, "propose")
    if _in_force(work) is None:
        first = shortest(work) or terms
        case.embargo_until, case.embargo_zone = first.until, first.zone
        work.touch("embargo_until", "embargo_zone")
    for party in asked_parties:
        ask_consent(work, party, terms.rsvp_at)
    work.ids["terms_id"] = str(terms.id)
    work.keep(terms=str(terms.id), until=until.isoformat(), zone=zone, asked=len(asked_parties))


def _sound(work: Work, until: datetime, zone: str) -> None:
    """Raise InvalidAct where no such embargo can be proposed."""
    if until <= work.at:
        raise InvalidAct({"until": _("An embargo ends in the future.")})
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidAct({"zone": _("Name a zone such as Asia/Shanghai or UTC.")}) from None
    if "already_public" in work.the_case.facts:
        raise InvalidAct({"until": _("The vulnerability is public: no new embargo.")})
    if work.the_case.em == "none" and (found := broken(snapshot(work, "proposed"))):
        raise InvalidAct({"until": found[0].text})


def snapshot(work: Work, embargo: str) -> Snapshot:
    """The case as the invariants see it if its embargo moved to the state `embargo` now."""
    events, case = work.circumstances.events, work.the_case
    happened = {"vendor_aware"} | ({"fix_ready"} if "remediation_provided" in events else set())
    own = Participant(
        name=str(work.organisation.id),
        roles=frozenset({"vendor", "case_owner"} if case.role in ("vendor", "supplier") else {"case_owner"}),
        rm=case.rm,
        happened=frozenset(happened),
    )
    others = Party.objects.filter(case=case, removed_at=None, role__in=("vendor", "upstream"))
    vendors = tuple(
        Participant(
            name=str(party.id),
            roles=frozenset({"vendor"}),
            rm="accepted",
            happened=frozenset(
                {"vendor_aware", "fix_ready"} if party.answer == "fixed" else {"vendor_aware"}
            ),
        )
        for party in others
    )
    world = frozenset(seen for event, seen in WORLD.items() if event in events)
    before = Snapshot(parties=(own, *vendors), embargo=case.em, world=world)
    return Snapshot(parties=(own, *vendors), embargo=embargo, world=world, before=before)


def put_in_force(work: Work, terms: EmbargoTerms | None) -> None:
    """These terms hold from now on: earlier ones are superseded, longer proposals stay open as a revision."""
    case = work.the_case
    if case.em == "proposed" and (found := broken(snapshot(work, "active"))):
        raise InvalidAct({"until": found[0].text})
    step(work, "accept")
    if terms is None:
        return
    EmbargoTerms.objects.filter(case=case, state="in_force").update(state="superseded", settled_at=work.at)
    terms.state, terms.settled_at = "in_force", work.at
    terms.save(update_fields=["state", "settled_at"])
    case.embargo_until, case.embargo_zone = terms.until, terms.zone
    work.touch("embargo_until", "embargo_zone")
    for party in _parties(work).exclude(agreed_to=terms):
        if terms.by_id == party.id:
            agree(work, party, terms)
        elif party.pec == "signatory":
            consent(work, party, "revise")
            ask_consent(work, party, work.at + timedelta(days=RSVP_DAYS))
    if shortest(work) is not None:
        step(work, "propose")
    work.keep(terms=str(terms.id), until=terms.until.isoformat(), zone=terms.zone)


def reject(work: Work) -> None:
    """Every open proposal falls."""
    EmbargoTerms.objects.filter(case=work.the_case, state="open").update(state="rejected", settled_at=work.at)
    _fall(work)


def _fall(work: Work) -> None:
    """Nothing is on the table any more: back to the terms in force, if there are any."""
    if work.the_case.em not in ("proposed", "revise"):
        return
    standing = _in_force(work)
    step(work, "reject")
    for party in _parties(work):
        if standing is None and party.pec in LETTERS:
            consent(work, party, "reset")
        elif standing is not None and party.agreed_to_id == standing.id and party.pec == "invited":
            consent(work, party, "accept")
    if standing is None:
        work.the_case.embargo_until, work.the_case.embargo_zone = None, ""
        work.touch("embargo_until", "embargo_zone")


def end(work: Work) -> None:
    """The embargo is over, and so is every consent to it."""
    step(work, "terminate")
    live = EmbargoTerms.objects.filter(case=work.the_case, state__in=("open", "in_force"))
    live.filter(state="in_force").update(state="ended", settled_at=work.at)
    live.filter(state="open").update(state="rejected", settled_at=work.at)
    for party in _parties(work).filter(pec__in=LETTERS):
        consent(work, party, "reset")


def meets_the_world(work: Work, observed: str) -> None:
    """It is public, or exploited: negotiation ends; what is known to all also ends an embargo in force (I4)."""
    if work.the_case.em in IN_FORCE and observed in ("public", "exploit_public"):
        end(work)
    elif work.the_case.em in ("proposed", "revise"):
        reject(work)


def step(work: Work, event: str) -> None:
    """Move EM on from where this act has brought it. Raises OutOfTurn."""
    work.the_case.em = work.step("EM", event)  # an act may take several steps


def ask_consent(work: Work, party: Party, rsvp_at: datetime | None) -> None:
    """Ask a party for its consent; one that has agreed to other terms lapses first."""
    if party.pec == "signatory":
        consent(work, party, "revise")
    consent(work, party, "invite", rsvp_at)


def agree(work: Work, party: Party, terms: EmbargoTerms) -> None:
    """A party consents to these terms."""
    if party.pec == "signatory":
        consent(work, party, "revise")
    if party.pec == "no_embargo":
        consent(work, party, "invite")
    party.agreed_to = terms
    consent(work, party, "accept")


def consent(work: Work, party: Party, event: str, rsvp_at: datetime | None = None) -> None:
    """Move a party's PEC; its answer is awaited until `rsvp_at`, if at all. Raises OutOfTurn."""
    party.pec = MACHINES["PEC"].next(party.pec, event)
    party.rsvp_at = rsvp_at
    if event in ("reset", "decline"):
        party.agreed_to = None
    party.save(update_fields=["pec", "rsvp_at", "agreed_to"])
    work.fields.setdefault("consents", {})[str(party.id)] = party.pec


def shortest(work: Work) -> EmbargoTerms | None:
    """Of the open proposals the one that ends first."""
    return (
        EmbargoTerms.objects.filter(case=work.the_case, state="open").order_by("until", "proposed_at").first()
    )


def _in_force(work: Work, **more: object) -> EmbargoTerms | None:
    return EmbargoTerms.objects.filter(case=work.the_case, state="in_force", **more).first()


def _parties(work: Work) -> QuerySet[Party]:
    """Whoever was invited and not taken out."""
    return Party.objects.filter(case=work.the_case, invited_at__isnull=False, removed_at=None)
