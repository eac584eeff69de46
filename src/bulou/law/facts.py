"""Facts as the law is given them: a value, where it comes from, and since when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeAlias

from bulou.law.fact_errors import (
    BadFact,
    BadMoment,
    UnknownFact,
    bad_kind,
    no_value,
    not_text,
    unknown_key,
)
from bulou.law.vocabulary import VOCABULARY, FactKind, FactSpec, Known

Value: TypeAlias = Known | None

__all__ = ["UNKNOWN", "BadFact", "BadMoment", "Fact", "FactKind", "UnknownFact", "Value", "parse_facts"]


class Fact(NamedTuple):
    """One fact about a case. `value` None is unknown.

    `event_at` is when it became so in the world, `recorded_at` when we learned of it (both aware). For a fact that time
    alone will change, such as `six_months_elapsed`, `event_at` is the instant of that change. `evidence` names a document
    or a hash. A tuple, because a question holds dozens of them: it is built three times as quickly as a dataclass.
    """

    value: Value
    kind: FactKind = FactKind.OBSERVED
    source: str = ""
    event_at: datetime | None = None
    recorded_at: datetime | None = None
    evidence: str | None = None

    def to_json(self) -> dict[str, Any]:
        """In the form of a facts file, without the moments."""
        return {"value": self.value, "kind": str(self.kind), "source": self.source}


UNKNOWN: Final = Fact(None)
COUNTABLE: Final = range(
    1900, 9000
)  # the years from which limits can be counted without leaving the calendar


def parse_facts(given: Mapping[str, Any]) -> dict[str, Fact]:
    """Facts from the form of a facts file (ARCHITECTURE §6): name to value, or to `{"value": …, "source": …,
    "event_at": …}`; null and absent are unknown. Raises UnknownFact, BadFact or BadMoment, whose messages are bilingual.
    """
    return {name: _parse(name, entry) for name, entry in given.items()}


def _parse(name: str, entry: Any) -> Fact:
    spec = VOCABULARY.get(name)
    if spec is None:
        raise UnknownFact(name)
    fields = entry if isinstance(entry, Mapping) else {"value": entry}
    for key in fields:
        if key not in Fact._fields:
            raise unknown_key(name, key, Fact._fields)
    if "value" not in fields:
        raise no_value(name, dict(fields))
    value = fields["value"]
    if value is not None and not admits(spec, value):
        raise BadFact(name, value)
    return Fact(
        value,
        _kind(spec, fields.get("kind")),
        _words(name, "source", fields) or "",
        _moment(name, "event_at", fields),
        _moment(name, "recorded_at", fields),
        _words(name, "evidence", fields),
    )


def admits(spec: FactSpec, value: object) -> bool:
    """Whether the fact may have this value; 1 is not True."""
    return any(value == each and type(value) is type(each) for each in spec.domain)


def _kind(spec: FactSpec, given: Any) -> FactKind:
    if given is None:
        return spec.kind
    try:
        return FactKind(given)
    except ValueError:
        raise bad_kind(spec.name, given) from None


def _words(name: str, key: str, fields: Mapping[str, Any]) -> str | None:
    given = fields.get(key)
    if given is None or isinstance(given, str):
        return given
    raise not_text(name, key, given)


def _moment(name: str, key: str, fields: Mapping[str, Any]) -> datetime | None:
    given = fields.get(key)
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(given)
    except (TypeError, ValueError):
        raise BadMoment(name, key, given) from None
    if moment.tzinfo is None:
        raise BadMoment(name, key, given)
    if moment.year not in COUNTABLE:
        raise BadMoment(name, key, given, beyond=True)
    return moment
