"""What must hold in every case whatever happens: I1 to I8 of the case model (§4.1), as predicates over a snapshot.

They judge acts. A fact of the world that breaks one is recorded all the same (DECISIONS 8): it is then the finding
that something went wrong, not a reason to look away.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Self

from bulou.cases.embargo import IN_FORCE
from bulou.cases.machine import Text
from bulou.cases.remediation import implied


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One participant: its roles, its RM state, and which of V, F and D (event names of CS) hold for it.

    For a vendor F means its own fix; what somebody else has mended is a fact about the world, not about the vendor.
    """

    name: str
    roles: frozenset[str] = frozenset()
    rm: str = "start"
    happened: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of the case's log, as far as its chain goes."""

    writer: str
    prev: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A case at one moment, and `before` it, so that a step can be judged; `before` is None for the first.

    `world` holds which of P, X and A have happened; `exploit_released` says that a participant released one.
    """

    parties: tuple[Party, ...] = ()
    embargo: str = "none"
    world: frozenset[str] = frozenset()
    exploit_released: bool = False
    genesis: str = ""
    log: tuple[LogLine, ...] = ()
    before: Self | None = None

    @property
    def vendors(self) -> tuple[Party, ...]:
        """The participants with the role vendor."""
        return tuple(party for party in self.parties if "vendor" in party.roles)


def fix_follows_awareness(case: Snapshot) -> bool:
    """I1: no fix is ready before its vendor is aware, none deployed before it is ready."""
    path = ("vendor_aware", "fix_ready", "fix_deployed")
    return all(party.happened in {frozenset(path[:length]) for length in range(4)} for party in case.parties)


def events_happen_one_by_one_and_stay(case: Snapshot) -> bool:
    """I2: a step adds at most one event, with what that event implies, and none is ever undone."""
    if case.before is None:
        return True
    old, new = _events(case.before), _events(case)
    added = new - old
    parties = {party for party, event in added if event in ("fix_ready", "fix_deployed")}
    names = {event for _, event in added}
    one = not names or any(names <= set(implied(event)) for event in names)
    return old <= new and len(parties) <= 1 and one


def fix_comes_from_who_took_the_report(case: Snapshot) -> bool:
    """I3: a vendor has a fix only if its RM is accepted, deferred or closed."""
    return all(
        party.rm in ("accepted", "deferred", "closed")
        for party in case.vendors
        if "fix_ready" in party.happened
    )


def no_embargo_begins_once_it_is_known(case: Snapshot) -> bool:
    """I4: after P, X or A no embargo is proposed or comes into force; see also `embargo_ought_to_end`."""
    return not (case.world and _begins(case))


def no_embargo_begins_once_all_have_fixes(case: Snapshot) -> bool:
    """I5: once every vendor has its fix, no embargo is proposed or comes into force.

    The source speaks of one vendor. With several, those without a fix still need the time, so all must have one.
    """
    fixed = bool(case.vendors) and all("fix_ready" in party.happened for party in case.vendors)
    return not (fixed and _begins(case))


def no_exploit_is_released_under_embargo(case: Snapshot) -> bool:
    """I6: no participant releases an exploit while an embargo is in force (Art. 9(4) forbids it at any time)."""
    return not (case.exploit_released and case.embargo in IN_FORCE)


def one_owner_without_gap(case: Snapshot) -> bool:
    """I7: at most one participant owns the case, and a case once owned stays so: transfer is one step."""
    before = 0 if case.before is None else _owners(case.before)
    return _owners(case) <= 1 and (before == 0 or _owners(case) == 1)


def log_has_one_writer_and_one_chain(case: Snapshot) -> bool:
    """I8: all lines of the case's log are by one writer, each on the hash of the one before, from its genesis."""
    heads = [case.genesis, *(line.hash for line in case.log)]
    chained = all(line.prev == head for line, head in zip(case.log, heads, strict=False))
    return chained and len({line.writer for line in case.log}) <= 1


@dataclass(frozen=True, slots=True)
class Invariant:
    """One invariant: its number, what it says, and the predicate that is true where it holds."""

    code: str
    text: Text
    holds: Callable[[Snapshot], bool]


INVARIANTS: Mapping[str, Invariant] = {
    code: Invariant(code, Text(zh, en), holds)
    for code, zh, en, holds in (
        ("I1", "先知悉，后有修补，再部署。", "Aware, then a fix, then deployed.", fix_follows_awareness),
        (
            "I2",
            "每步至多一个事件（连同其必然结果），事件不可撤销。",
            "One event a step, with what it implies; none is undone.",
            events_happen_one_by_one_and_stay,
        ),
        (
            "I3",
            "提供者处置、暂缓或关闭报告之后才有自己的修补措施。",
            "A vendor has a fix only once it accepted, deferred or closed.",
            fix_comes_from_who_took_the_report,
        ),
        (
            "I4",
            "公众知悉、利用程序公开或出现攻击之后，不再订立保密约定；已有的应当结束。",
            "Once known, exploited in public or attacked, no embargo begins; one in force shall end.",
            no_embargo_begins_once_it_is_known,
        ),
        (
            "I5",
            "全部提供者都有修补措施之后，不再订立保密约定。",
            "Once every vendor has a fix, no embargo begins.",
            no_embargo_begins_once_all_have_fixes,
        ),
        (
            "I6",
            "约定有效期间，任何参与方不得公开利用程序。",
            "No participant releases an exploit under an embargo.",
            no_exploit_is_released_under_embargo,
        ),
        (
            "I7",
            "案件至多一个负责人，移交一步完成。",
            "At most one case owner; transfer is one step.",
            one_owner_without_gap,
        ),
        (
            "I8",
            "案件日志只有一个写入者，条目首尾相接。",
            "The case's log has one writer and one chain.",
            log_has_one_writer_and_one_chain,
        ),
    )
}


def broken(case: Snapshot) -> tuple[Invariant, ...]:
    """The invariants that do not hold in this case, in their order."""
    return tuple(invariant for invariant in INVARIANTS.values() if not invariant.holds(case))


def embargo_ought_to_end(case: Snapshot) -> Literal["shall", "should"] | None:
    """Whether an embargo in force shall end (P or X), should end (A, or every vendor's fix deployed), or neither.

    Ending it ends a promise of silence; what may then be published is still asked of the law (§4.5, change 4).
    """
    if case.embargo not in IN_FORCE:
        return None
    if case.world & {"public_aware", "exploit_public"}:
        return "shall"
    deployed = bool(case.vendors) and all("fix_deployed" in party.happened for party in case.vendors)
    return "should" if case.world or deployed else None


def _events(case: Snapshot) -> frozenset[tuple[str, str]]:
    own = {(party.name, event) for party in case.parties for event in party.happened}
    return frozenset(own | {("", event) for event in case.world})


def _begins(case: Snapshot) -> bool:
    """Whether this step proposed a first embargo or brought one into force (a revision is not a new one)."""
    old = case.embargo if case.before is None else case.before.embargo
    return (old, case.embargo) in {("none", "proposed"), ("none", "active"), ("proposed", "active")}


def _owners(case: Snapshot) -> int:
    return sum("case_owner" in party.roles for party in case.parties)
