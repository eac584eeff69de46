"""What the reporter of a case may see of themselves in it: the grade and their appeal, how they are named, what they proved."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bulou.records.credits import Naming, naming
from bulou.records.models import Appeal, Case, Commitment, Reward
from bulou.records.public.certificates import certificate_code
from bulou.records.rewards import rewards_of
from bulou.records.sealed import case_key

GRADED = frozenset({"valid", "accepted", "deferred", "closed"})


@dataclass(frozen=True, slots=True)
class Contest:
    """A contested grade; `outcome` is empty until it is answered, then kept or changed."""

    made_at: datetime
    index: int
    outcome: str
    answered_at: datetime | None
    answer_index: int | None


@dataclass(frozen=True, slots=True)
class Proof:
    """A commitment that came first: its SHA-256 (hex), when it was sealed, and when the detail behind it came, if it has."""

    sha256: str
    at: datetime
    met_at: datetime | None
    met_index: int | None


@dataclass(frozen=True, slots=True)
class Finder:
    """`grade` is a word of GB/T 30279, empty until there is one; `open` says whether it may be contested now, `certificate` the code of one."""

    grade: str
    cvss: str
    contest: Contest | None
    naming: Naming
    proof: Proof | None
    rewards: list[Reward]
    certificate: str

    @property
    def open(self) -> bool:
        return bool(self.grade or self.cvss) and (self.contest is None or bool(self.contest.outcome))


def finder(case_id: UUID) -> Finder | None:
    """The finder's side of a case, or None when there is none such; eight queries."""
    case = Case.objects.filter(id=case_id, report__isnull=False).first()
    return None if case is None else finder_of(case)


def finder_of(case: Case) -> Finder:
    """The finder's side of a case that came by a report; seven queries."""
    known = case.rm in GRADED
    appeal = Appeal.objects.filter(case=case).order_by("-index").first()
    proof = Commitment.objects.filter(case=case).first()
    return Finder(
        grade=case.grade if known else "",
        cvss=_cvss(case) if known else "",
        contest=Contest(appeal.made_at, appeal.index, appeal.outcome, appeal.answered_at, appeal.answer_index)
        if appeal
        else None,
        naming=naming(case, case_key(case.id, case.key_wrapped)),
        proof=Proof(proof.sha256, proof.at, proof.met_at, proof.met_index) if proof else None,
        rewards=rewards_of(case.id),
        certificate=certificate_code(case.id),
    )


def _cvss(case: Case) -> str:
    if not case.cvss_vector:
        return ""
    return f"CVSS {case.cvss_vector.removeprefix('CVSS:').split('/')[0]} {case.cvss_score}"
