"""Before an act: find what it concerns, lock it, gather what the law may read."""

from datetime import datetime

from bulou.acts.act import Act, CaseAct, OpeningAct, OrganisationAct, PersonAct
from bulou.acts.actor import Actor, ActorKind
from bulou.acts.permissions import Right, Standing, standing, standing_of_party
from bulou.acts.work import Work
from bulou.law import Fact, FactKind
from bulou.records.facts import circumstances, duties_of, given, law_role
from bulou.records.models import Case, Organisation
from bulou.records.reception import receiver
from bulou.records.sealed import new_case_key
from bulou.records.streams import Head, hold


def open_work(act: Act, by: Actor, at: datetime, *, lock: bool) -> Work | None:
    """The work of one act, or None when what it concerns is not there *for this actor* (DECISIONS 15)."""
    match act:
        case CaseAct():
            work = _on_case(act, by, at, lock)
        case OpeningAct():
            work = _on_new_case(act, by, at)
        case OrganisationAct():
            work = _on_organisation(act, by, at)
        case PersonAct():
            work = Work(by, at, Organisation()) if by.person_id == act.person_id else None
        case _:
            system = by.kind is ActorKind.SYSTEM
            work = Work(by, at, Organisation(), standing=Standing(system=True)) if system else None
    if work is None:
        return None
    if lock and not isinstance(act, CaseAct | OpeningAct):
        work.head = hold(act.stream)
        work.at = not_before(work.head, at)
    return work if act.begin(work) else None


def not_before(head: Head, at: datetime) -> datetime:
    """The moment of an act that asks for `at`: never before the head of its stream (DECISIONS 16).

    The law is asked about this moment and every row bears it, whatever the clock of one process says.
    """
    return max(at, head.at) if head.at else at


def _on_case(act: CaseAct, by: Actor, at: datetime, lock: bool) -> Work | None:
    cases = Case.objects.select_related("organisation")
    if lock and act.stream.startswith("case:"):
        # The key never changes: rows that refer to the case, as a mailing's do, are stored beside this lock.
        cases = cases.select_for_update(of=("self",), no_key=True)
    case = cases.filter(id=act.case_id).first()
    if case is None:
        return None
    who = _toward(act, by, case)
    if not who.knows_case and not (who.recipient and act.right is Right.RECIPIENT):
        return None
    head = hold(act.stream) if lock else None
    work = on_known_case(case, by, not_before(head, at) if head else at, who)
    work.head = head
    return work


def _toward(act: CaseAct, by: Actor, case: Case) -> Standing:
    """What the actor is toward the case: as a party for an act of parties, whatever else they may be there."""
    if act.right is Right.PARTY:
        return standing_of_party(by, act.speaks_for, case)
    return standing(by, case.organisation, case)


def on_known_case(case: Case, by: Actor, at: datetime, who: Standing) -> Work:
    """Work on a case that is already at hand; two acts that are foreseen together share its facts."""
    known = circumstances(case, at=at)
    duties = duties_of(case, known, at=at)
    return Work(by, at, case.organisation, case, who, known, dict(known.facts), duties)


def _on_new_case(act: OpeningAct, by: Actor, at: datetime) -> Work | None:
    organisation = receiver(act.organisation_id)
    return on_new_case(act, organisation, by, at) if organisation is not None else None


def on_new_case(act: OpeningAct, organisation: Organisation, by: Actor, at: datetime) -> Work:
    """Work on a case that does not exist yet, of an organisation that is already at hand."""
    key, wrapped = new_case_key(act.case_id)
    case = Case(
        id=act.case_id,
        organisation=organisation,
        key_wrapped=wrapped,
        role=organisation.primary_role,
        received_at=at,
    )
    role = {"actor_role": Fact(law_role(case.role), FactKind.DERIVED, "role in this case")}
    work = Work(by, at, organisation, case, circumstances=given(case, role))
    work.key = key
    return work


def _on_organisation(act: OrganisationAct, by: Actor, at: datetime) -> Work | None:
    organisation = Organisation.objects.filter(id=act.organisation_id).first()
    if organisation is None:
        return None
    who = standing(by, organisation)
    stranger = not who.offices and not who.system
    return None if stranger and act.right is not Right.ANYONE else Work(by, at, organisation, standing=who)
