"""The orders in which the six events of §4.4 happened in cases, counted by the database; no moment of any case leaves it."""

from itertools import combinations

from django.db.models import BigIntegerField, Count, F, Q, Value
from django.db.models import Case as When
from django.db.models import When as Then
from django.db.models.expressions import Combinable

from bulou.cases.remediation import CaseState
from bulou.cases.wishes import Observed
from bulou.records.figures import Asked, Known, within
from bulou.records.instants import Epoch, event_epoch

OWN = ("vendor", "supplier")  # who receives a report on a product of its own is aware by that
SEEN: tuple[tuple[str, str], ...] = (
    ("vendor", "vendor_aware"),
    ("remediation_provided", "fix_ready"),
    ("system_mended", "fix_deployed"),
    ("published", "public_aware"),
    ("observed_public", "public_aware"),
    ("observed_exploit_public", "exploit_public"),
    ("observed_attacks", "attacks_seen"),
)
"""The events of a case and what each says of the six; of two at one second the one named first comes first."""
PAIRS = tuple(combinations(range(len(SEEN)), 2))
DEPLOYED = frozenset({"fix_deployed"})


def histories(known: Known, asked: Asked) -> list[Observed]:
    """The histories of the confirmed flaws among these cases, each with how often it occurred; one query.

    Whether a fix is deployed only an operator sees, who mends own systems: for others it is unseen until it is recorded.
    """
    rows = within(known, asked).filter(events__has_key="flaw_confirmed")
    timed = rows.annotate(**{f"at_{place}": _moment(name) for place, (name, _event) in enumerate(SEEN)})
    summed = timed.annotate(pattern=_pattern()).values_list("pattern", "role").annotate(number=Count("id"))
    found = []
    for pattern, role, number in summed.order_by("pattern", "role"):
        history = _history(pattern)
        blind = role != "operator" and "fix_deployed" not in history
        found.append(Observed(history, number, DEPLOYED if blind else frozenset()))
    return found


def _moment(name: str) -> When | Epoch:
    if name != "vendor":
        return event_epoch(name)
    own = Then(role__in=OWN, then=Epoch("received_at"))
    return When(own, default=event_epoch("upstream_notified"), output_field=BigIntegerField())


def _pattern() -> Combinable:
    """One bit for each event that is there, then one for each two that came in the order in which SEEN names them."""
    told = [Q(**{f"at_{place}__isnull": False}) for place in range(len(SEEN))]
    told += [Q(**{f"at_{first}__lte": F(f"at_{second}")}) for first, second in PAIRS]
    bits = [
        When(Then(said, then=Value(1 << bit)), default=Value(0), output_field=BigIntegerField())
        for bit, said in enumerate(told)
    ]
    total: Combinable = bits[0]
    for bit in bits[1:]:
        total = total + bit
    return total


def _history(pattern: int) -> tuple[str, ...]:
    """The history that a pattern tells, with what its events imply."""
    there = [place for place in range(len(SEEN)) if pattern >> place & 1]
    before = dict.fromkeys(there, 0)
    for bit, (first, second) in enumerate(PAIRS, start=len(SEEN)):
        if first in before and second in before:
            before[second if pattern >> bit & 1 else first] += 1
    state = CaseState()
    for place in sorted(there, key=lambda place: before[place]):
        state = state.record(SEEN[place][1])
    return state.history
