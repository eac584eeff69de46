"""How a single norm can be kept from stopping a conduct."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product
from typing import Final, TypeAlias

from bulou.law.completion import Unit
from bulou.law.facts import Value
from bulou.law.outcomes import RANK, Outcome
from bulou.law.tables import Row
from bulou.law.vocabulary import VOCABULARY, FactKind

Changes: TypeAlias = dict[str, Value]

MOST_AT_ONCE: Final = 5  # facts changed for one norm; the early route of Article 9(1) takes four


def ways(unit: Unit, known: Mapping[str, Value]) -> Sequence[Changes]:
    """Every minimal set of changes to the known facts after which the unit certainly stops nothing, smallest first."""
    return _ways(unit, tuple(known.get(name) for name in unit.names))


@lru_cache(maxsize=4096)
def _ways(unit: Unit, row: Row) -> Sequence[Changes]:
    known = dict(zip(unit.names, row, strict=True))
    proposed = {name: values for name, value in known.items() if (values := _proposable(name, value))}
    found: list[Changes] = []
    for count in range(min(len(proposed), MOST_AT_ONCE) + 1):
        for names in combinations(proposed, count):
            for chosen in product(*(proposed[name] for name in names)):
                changes = dict(zip(names, chosen, strict=True))
                if any(each.items() <= changes.items() for each in found):
                    continue
                if _harmless(unit, tuple((known | changes).values())):
                    found.append(changes)
    return found


def _proposable(name: str, value: Value) -> Sequence[Value]:
    """What may be proposed for a fact: what can lawfully be brought about; of an unknown one, any answer a person can give."""
    spec = VOCABULARY[name]
    if value is None and spec.kind is not FactKind.DERIVED:
        return spec.domain
    return [each for each in spec.phrases if each != value]


def _harmless(unit: Unit, row: Row) -> bool:
    cells = unit.table.cells
    return all(unit.rank(cells[full]) <= RANK[Outcome.NOT_PROHIBITED] for full in unit.table.filled(row))
