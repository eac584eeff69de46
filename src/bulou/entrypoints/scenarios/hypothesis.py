"""A hypothetical case as a form holds it: a conduct, the facts, the readings; read, asked of the law, never kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import pgettext_lazy

from bulou import law
from bulou.entrypoints.scenarios.scenario import BEIJING
from bulou.law import READINGS, VOCABULARY, Conduct, Cure, Fact, FactKind, Reading, Verdict
from bulou.law.facts import Value, admits
from bulou.law.regimes import REGIMES
from bulou.law.text import Text

FACT, READING = "f.", "r."
UNKNOWN = ""
MOST_READINGS = (
    3  # that a stranger may suppose to be other than the default at once: each set makes a docket of its own
)
FACT_KINDS: dict[FactKind, Any] = {
    FactKind.OFFICIAL: pgettext_lazy("fact", "in a case: a document of an authority"),
    FactKind.JUDGEMENT: pgettext_lazy("fact", "in a case: signed by a named person"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One value a control can take, as the form sends it."""

    sent: str
    label: Any
    chosen: bool


@dataclass(frozen=True, slots=True)
class Control:
    """A fact as a form control. `weighs` says that the answer hangs on it as things stand."""

    name: str
    question: Text
    kind: Any
    options: tuple[Option, ...]
    unknown: bool
    weighs: bool


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What is supposed. `facts` by published name; `owed` are ids of duties supposed to be live; `at` is aware."""

    regime: str
    conduct: Conduct
    at: datetime
    facts: Mapping[str, Fact] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)
    owed: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """What the law answers."""
        return law.decide(self.conduct, self.known, **self._asked)

    @property
    def cures(self) -> tuple[Cure, ...]:
        """What would let it pass."""
        return law.cures(self.conduct, self.known, **self._asked)

    @property
    def known(self) -> Mapping[str, Fact]:
        """The facts supposed, with those that another body of law answers."""
        return law.pointed(self.conduct, self.facts, at=self.at, readings=self.readings, regime=self.regime)

    @property
    def derived(self) -> list[tuple[Text, str]]:
        """What another body of law answered: the fact's name in words, and the answer with its grounds."""
        names = [name for name in self.known if name not in self.facts]
        return [(VOCABULARY[name].label, self.known[name].source) for name in names]

    @property
    def day(self) -> str:
        """The day asked about, in Beijing."""
        return f"{self.at.astimezone(BEIJING):%Y-%m-%d}"

    @property
    def _asked(self) -> dict[str, Any]:
        return {"at": self.at, "readings": self.readings, "owed": self.owed, "regime": self.regime}

    def controls(self, verdict: Verdict) -> list[Control]:
        """Every fact the conduct can hang on, in the order of the text."""
        weighing = {name for finding in verdict.findings for name in finding.facts} | set(verdict.asks)
        return [self._control(name, name in weighing) for name in verdict.ruling.book.names]

    def _control(self, name: str, weighs: bool) -> Control:
        spec = VOCABULARY[name]
        now = self.facts[name].value if name in self.facts else None
        options = tuple(
            Option(
                sent(value),
                spec.values.get(value, str(value)),
                now is not None and value == now and type(value) is type(now),
            )
            for value in spec.domain
        )
        return Control(name, spec.question, FACT_KINDS.get(spec.kind, ""), options, now is None, weighs)

    def open_points(self) -> list[tuple[Reading, str]]:
        """The readings that bear on the conduct and have more than one value, each with the value supposed."""
        return [
            (each, self.readings.get(each.name, each.default))
            for each in bearing_on(self.regime, self.conduct)
        ]

    def query(self) -> str:
        """As the query of an address."""
        pairs = [("regime", self.regime), ("conduct", str(self.conduct)), ("at", self.day)]
        pairs += [
            (FACT + name, sent(fact.value)) for name, fact in self.facts.items() if fact.value is not None
        ]
        pairs += [(READING + name, value) for name, value in self.readings.items()]
        return urlencode(pairs + [("owed", id) for id in self.owed])

    def changed(self, changes: Mapping[str, Value]) -> "Hypothesis":
        """The same with these facts otherwise; names and values that the vocabulary does not hold are left out."""
        held = {
            name: _fact(name, value)
            for name, value in changes.items()
            if name in VOCABULARY and (value is None or admits(VOCABULARY[name], value))
        }
        return replace(self, facts={**self.facts, **held})


def of_form(data: Mapping[str, Any], *, now: datetime, most_readings: int | None = None) -> Hypothesis:
    """What a form or an address supposes. What it does not say, or says in words that no fact or reading has, is unknown.

    Of readings other than the defaults at most `most_readings` are taken: each set of them makes a docket of its own, and
    dockets are remembered.
    """
    regime = data.get("regime", "rmsv")
    regime = regime if regime in REGIMES else next(iter(REGIMES))
    conducts = conducts_of(regime)
    named = data.get("conduct", Conduct.PUBLISH)
    fallback = Conduct.PUBLISH if Conduct.PUBLISH in conducts else conducts[0]
    facts = {name: _fact(name, value) for name, value in facts_of_form(data) if value is not None}
    conduct = Conduct(named) if named in conducts else fallback
    readings = {
        each.name: value
        for each in bearing_on(regime, conduct)
        if (value := data.get(READING + each.name, each.default)) in each.options and value != each.default
    }
    readings = dict(islice(readings.items(), most_readings))
    owed = performed_by(regime, conduct, _every(data, "owed"))
    return Hypothesis(regime, conduct, day_of_form(data.get("at", ""), now), facts, readings, owed)


def bearing_on(regime: str, conduct: Conduct) -> list[Reading]:
    """The open points that bear on the conduct and leave a choice; no others are asked, so that few dockets are ever made."""
    norms = [norm for instrument in REGIMES[regime].instruments for norm in instrument.norms]
    named = {name for norm in norms if conduct in norm.conducts for name in norm.readings}
    return [each for each in READINGS.values() if each.name in named and len(each.options) > 1]


def performed_by(regime: str, conduct: Conduct, given: list[str]) -> tuple[str, ...]:
    """Those of the duties given that the conduct performs, in one order whatever the order given."""
    norms = [norm for instrument in REGIMES[regime].instruments for norm in instrument.norms]
    return tuple(sorted({norm.id for norm in norms if norm.terms and conduct in norm.conducts} & set(given)))


def conducts_of(regime: str) -> list[Conduct]:
    """The conducts of which any sentence of the regime speaks, in the order in which they are declared."""
    spoken: set[str] = set()
    for instrument in REGIMES[regime].instruments:
        for norm in instrument.norms:
            if len(norm.conducts) < len(Conduct):
                spoken |= norm.conducts
        for sentence in instrument.sentences:
            spoken |= set(sentence.governs)
    return [each for each in Conduct if each in spoken] or list(Conduct)


def facts_of_form(data: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    """The facts that a form or an address gives a value, None where it is no value of theirs."""
    for name, spec in VOCABULARY.items():
        if given := data.get(FACT + name, UNKNOWN):
            yield name, next((value for value in spec.domain if sent(value) == given), None)


def changes_of(given: str) -> dict[str, Value]:
    """The changes that a button asks for: `name=value;name=value`, as `written` writes them."""
    found: dict[str, Value] = {}
    for pair in given[:2000].split(";"):
        name, _equals, value = pair.partition("=")
        spec = VOCABULARY.get(name)
        if spec is not None:
            found[name] = next((each for each in spec.domain if sent(each) == value), None)
    return found


def written(changes: Mapping[str, Value]) -> str:
    """Changes as a button holds them."""
    return ";".join(f"{name}={sent(value)}" for name, value in changes.items())


def sent(value: Value) -> str:
    """A value as a form sends it."""
    if value is None:
        return UNKNOWN
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _fact(name: str, value: Value) -> Fact:
    return Fact(value, VOCABULARY[name].kind)


def _every(data: Mapping[str, Any], name: str) -> list[str]:
    getlist = getattr(data, "getlist", None)
    return list(getlist(name)) if getlist else []


def day_of_form(given: str, now: datetime) -> datetime:
    """Noon in Beijing of a day as a form writes it; the moment of asking where there is none that clocks can count from."""
    try:
        day = datetime.fromisoformat(f"{given}T12:00+08:00") if len(given) == len("2026-11-22") else None
    except ValueError:
        day = None
    return day if day and 1949 <= day.year < 2200 else now
