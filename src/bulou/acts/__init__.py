"""Everything anyone may do, through one gate.

outcome = perform(PublishAdvisory(case_id=…, advisory_id=…), by=actor, at=now())
if not outcome:
    …  # outcome.refusal and outcome.verdict say why, with articles and cures; it is sealed already
"""

from bulou.acts import (  # noqa: F401  every phase registers its acts
    abuse,
    answering,
    appeals,
    as_party,
    canary,
    certificates,
    children,
    coordination,
    correspondence,
    counsel,
    credits,
    custody,
    discussion,
    duplicates,
    embargoes,
    entering,
    evidence,
    files,
    guarding,
    house,
    known,
    membership,
    notice_list,
    notification,
    own_system,
    parties,
    platforms,
    post_release,
    prioritising,
    products,
    publishing_pictures,
    reach,
    readings,
    receipt,
    reception,
    release,
    remediation,
    reminding,
    rewards,
    room,
    sharing,
    submissions,
    supervision,
    support,
    telling,
    templates,
    tokens,
    triage,
    verification,
)
from bulou.acts.act import ACTS, Act, CaseAct, OrganisationAct
from bulou.acts.actor import Actor, ActorKind
from bulou.acts.authority import asking, deciding, guidance, registering, sizes  # noqa: F401
from bulou.acts.gate import foresee, perform
from bulou.acts.outcome import InvalidAct, Outcome, Question, Refusal, Status
from bulou.acts.peers import introducing, receiving, withholding  # noqa: F401

__all__ = [
    "ACTS",
    "Act",
    "Actor",
    "ActorKind",
    "CaseAct",
    "InvalidAct",
    "OrganisationAct",
    "Outcome",
    "Question",
    "Refusal",
    "Status",
    "foresee",
    "perform",
]
