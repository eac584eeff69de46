"""Facts as the law is given them: a value, where it comes from, and since when."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from bulou.law.text import Text
from bulou.law.vocabulary import VOCABULARY, FactKind, FactSpec, Known

Value: TypeAlias = Known | None

__all__ = ["UNKNOWN", "BadFact", "Fact", "FactKind", "UnknownFact", "Value", "parse_facts"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about a case. `value` None is unknown.

    `event_at` is when it became so in the world, `recorded_at` when we learned of it (both aware). For a fact that time
    alone will change, such as `six_months_elapsed`, `event_at` is the instant of that change. `evidence` names a document
    or a hash.
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


class _Bilingual(Exception):
    """Says what is wrong in both languages: `zh`, `en`."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.zh, self.en = text.zh, text.en


class UnknownFact(_Bilingual):
    """No fact has this name. `name` is what was given, `nearest` the likeliest published name or None."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.nearest = next(iter(difflib.get_close_matches(name, VOCABULARY, n=1, cutoff=0.5)), None)
        hint = (
            Text(f"，是否指 {self.nearest}？", f"; did you mean {self.nearest}?")
            if self.nearest
            else Text("。", ".")
        )
        super().__init__(Text(f"没有名为 {name} 的事实{hint.zh}", f"There is no fact named {name}{hint.en}"))


class BadFact(_Bilingual):
    """A known fact was given a value it cannot have. `name` and `value` are what was given."""

    def __init__(self, name: str, value: object) -> None:
        self.name, self.value = name, value
        allowed = ", ".join(_written(each) for each in VOCABULARY[name].domain)
        super().__init__(
            Text(
                f"事实 {name} 不能取值 {value!r}；可取：{allowed}。",
                f"The fact {name} cannot be {value!r}; it is one of {allowed}.",
            )
        )


class BadMoment(_Bilingual):
    """A fact's `event_at` or `recorded_at` is not an RFC 3339 instant with a zone."""

    def __init__(self, name: str, given: object) -> None:
        super().__init__(
            Text(
                f"事实 {name} 的时刻 {given!r} 应为带时区的 RFC 3339 时刻。",
                f"The moment {given!r} of {name} must be an RFC 3339 instant with a zone.",
            )
        )


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
    if "value" not in fields or fields.keys() - Fact.__slots__:
        raise BadFact(name, dict(fields))
    value = fields["value"]
    if value is not None and not admits(spec, value):
        raise BadFact(name, value)
    try:
        kind = FactKind(fields.get("kind") or spec.kind)
    except ValueError:
        raise BadFact(name, fields["kind"]) from None
    return Fact(
        value,
        kind,
        str(fields.get("source") or ""),
        _moment(name, fields.get("event_at")),
        _moment(name, fields.get("recorded_at")),
        fields.get("evidence"),
    )


def admits(spec: FactSpec, value: object) -> bool:
    """Whether the fact may have this value; 1 is not True."""
    return any(value == each and type(value) is type(each) for each in spec.domain)


def _moment(name: str, given: Any) -> datetime | None:
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(given)
    except (TypeError, ValueError):
        raise BadMoment(name, given) from None
    if moment.tzinfo is None:
        raise BadMoment(name, given)
    return moment


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
