"""From the text of a scenario file to its scenarios; every fault with its line, its cause and what to do."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, TypeVar

from bulou.entrypoints.scenarios.nodes import Block, Fault, Listed, parsed
from bulou.entrypoints.scenarios.scenario import ASPECTS, USUAL_MOMENT, Owing, Question, Scenarios
from bulou.law import READINGS, VOCABULARY, BadReading, Conduct, Fact, Outcome, check_reading
from bulou.law.events import EVENTS
from bulou.law.fact_errors import BadFact, echoed, nearest, short
from bulou.law.facts import COUNTABLE, Value, admits
from bulou.law.regimes import REGIMES
from bulou.law.register import norms, sentences
from bulou.law.text import Text

MOST_FAULTS: Final = 20
UNKNOWN_WORDS: Final = frozenset({"unknown", "null", "未知", "不明"})
TOP: Final = ("regime", "circumstances", "verdicts", "duties")
SHARED: Final = ("name", "sentences", "row", "given", "facts", "readings", "at", "regime")
OF_QUESTIONS: Final = (*SHARED, "act", "owed", "answer", "under", "asks", "needs")
OF_DUTIES: Final = (*SHARED, "events", "expect")

T = TypeVar("T")


class BadFile(Exception):
    """The file cannot be tried; `faults` say why, line by line, at most twenty."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        once = {(fault.line, fault.en): fault for fault in faults}
        self.faults = tuple(sorted(once.values(), key=lambda fault: fault.line))[:MOST_FAULTS]
        super().__init__("; ".join(f"line {fault.line}: {fault.en}" for fault in self.faults))


def read(text: str, *, regime: str = "rmsv", most: int | None = None) -> Scenarios:
    """The scenarios of a file. `regime` answers where the file names none; more than `most` scenarios are a fault.

    Raises BadFile with every fault that was found.
    """
    try:
        top = parsed(text)
    except Fault as fault:
        raise BadFile([fault]) from None
    reader = _File(regime)
    found = reader.tried(lambda: reader.whole(top)) or Scenarios()
    if most is not None and len(found.every) > most:
        reader.faults.append(
            Fault(
                1,
                Text(
                    f"情形多于 {most} 个，请分成几份。",
                    f"There are more than {most} scenarios. Split the file.",
                ),
            )
        )
    if not reader.faults and not found.every:
        reader.faults.append(
            Fault(
                1,
                Text(
                    "没有情形：请在 verdicts 或者 duties 下写出至少一个。",
                    "There is no scenario: write at least one under verdicts or duties.",
                ),
            )
        )
    if reader.faults:
        raise BadFile(reader.faults)
    return found


class _File:
    """One file being read; faults are gathered so that all of them can be told at once."""

    def __init__(self, regime: str) -> None:
        self.regime = regime
        self.faults: list[Fault] = []
        self.circumstances: dict[str, Block] = {}
        self.names: set[str] = set()

    def tried(self, read_it: Callable[[], T]) -> T | None:
        """What `read_it` gives, or None with its fault noted."""
        try:
            return read_it()
        except Fault as fault:
            self.faults.append(fault)
            return None

    def whole(self, top: Any) -> Scenarios:
        block = Block(1) if top is None else _block(top, 1)
        _only(block, TOP)
        self.regime = self._regime(block, self.regime)
        for name, facts in _block(block.get("circumstances") or Block(1), 1).items():
            self.circumstances[name] = _block(facts or Block(1), block.line_of("circumstances"))
            self.tried(lambda facts=facts: _facts(facts))  # type: ignore[misc]
        questions = self._each(block, "verdicts", self._question)
        duties = self._each(block, "duties", self._owing)
        return Scenarios(tuple(questions), tuple(duties))

    def _each(self, block: Block, name: str, make: Callable[[Block], T]) -> list[T]:
        listed = _listed(block, name)
        found = []
        for each, line in zip(listed, listed.lines, strict=True):
            made = self.tried(lambda each=each, line=line: make(_block(each, line)))  # type: ignore[misc]
            if made is not None:
                found.append(made)
        return found

    def _regime(self, block: Block, usual: str) -> str:
        return _one_of(block, "regime", REGIMES, Text("规范体系", "regime"), usual)

    def _shared(self, block: Block) -> dict[str, Any]:
        name = _words(block, "name")
        if not name:
            raise Fault(block.line, Text("情形应有名称：name。", "A scenario needs a name: `name`."))
        if name in self.names:
            raise Fault(
                block.line_of("name"),
                Text(f"名称 {echoed(name)} 出现两次。", f"The name {echoed(name)} stands twice."),
            )
        self.names.add(name)
        regime = self._regime(block, self.regime)
        given = _words(block, "given")
        if given and given not in self.circumstances:
            raise _unknown(
                block.line_of("given"), Text("通常情形", "circumstances"), given, self.circumstances
            )
        usual = _facts(self.circumstances.get(given, Block(1)))
        own = _facts(_block(block.get("facts") or Block(block.line), block.line_of("facts")))
        return {
            "name": name, "line": block.line, "regime": regime, "given": given, "facts": {**usual, **own},
            "sentences": _ids(block, "sentences", [each.id for each in sentences(regime)]) or (),
            "changed": {key: fact.value for key, fact in own.items()}, "readings": _readings(block),
            "at": _moment(block, "at") or USUAL_MOMENT, "row": _words(block, "row"),
        }  # fmt: skip

    def _question(self, block: Block) -> Question:
        _only(block, OF_QUESTIONS)
        shared = self._shared(block)
        known = [norm.id for norm in norms(shared["regime"])]
        known += [sentence.id for sentence in sentences(shared["regime"])]
        return Question(
            **shared,
            act=_one_of(block, "act", list(map(str, Conduct)), Text("行为", "conduct")),
            answer=_one_of(block, "answer", list(map(str, Outcome)), Text("结论", "answer")),
            owed=_ids(block, "owed", known) or (),
            under=_ids(block, "under", known),
            asks=_ids(block, "asks", VOCABULARY),
            needs=_ids(block, "needs", None),
        )

    def _owing(self, block: Block) -> Owing:
        _only(block, OF_DUTIES)
        shared = self._shared(block)
        events, written = {}, _block(block.get("events") or Block(block.line), block.line_of("events"))
        for name in written:
            if name not in EVENTS:
                raise _unknown(written.line_of(name), Text("事件", "event"), name, EVENTS)
            if (moment := _moment(written, name)) is not None:
                events[name] = moment
        known = [norm.id for norm in norms(shared["regime"]) if norm.terms]
        expect, wanted = {}, _block(block.get("expect"), block.line)
        for name in wanted:
            if name not in known:
                raise _unknown(wanted.line_of(name), Text("义务", "duty"), name, known)
            expect[name] = _block(wanted[name], wanted.line_of(name))
            _only(expect[name], ASPECTS)
        return Owing(**shared, events=events, expect=expect)


def _facts(block: Mapping[str, Any]) -> dict[str, Fact]:
    found = {}
    for name, given in block.items():
        line = block.line_of(name) if isinstance(block, Block) else 1
        spec = VOCABULARY.get(name)
        if spec is None:
            raise _unknown(line, Text("事实", "fact"), name, VOCABULARY)
        found[name] = Fact(_value(name, given, line), spec.kind)
    return found


def _value(name: str, given: Any, line: int) -> Value:
    """The value as published, or in the words of either language: 是, 否, yes, no, 未知, unknown."""
    spec = VOCABULARY[name]
    if given is None or (isinstance(given, str) and given.strip().lower() in UNKNOWN_WORDS):
        return None
    if isinstance(given, bool | int | str) and admits(spec, given):
        return given
    if isinstance(given, str):
        for value, label in spec.values.items():
            if given.strip().lower() in (label.zh.lower(), label.en.lower()):
                return value
    error = BadFact(name, given if isinstance(given, bool | int | str) else type(given).__name__)
    raise Fault(line, Text(error.zh, error.en))


def _readings(block: Block) -> dict[str, str]:
    written = _block(block.get("readings") or Block(block.line), block.line_of("readings"))
    for name, value in written.items():
        try:
            check_reading(name, value if isinstance(value, str) else str(value))
        except BadReading as error:
            raise Fault(written.line_of(name), Text(error.zh, error.en)) from None
    return {name: str(value) for name, value in written.items() if name in READINGS}


def _moment(block: Block, name: str) -> datetime | None:
    given = block.get(name)
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment.year not in COUNTABLE:
        told = echoed(given if isinstance(given, str | int) else name)
        raise Fault(
            block.line_of(name),
            Text(
                f"时刻 {name}（{told}）应写成带时区的形式，例如 2026-11-22T10:00:00+08:00。",
                f"The moment {name} ({told}) must be written with its zone, such as 2026-11-22T10:00:00+08:00.",
            ),
        )
    return moment


def _one_of(block: Block, name: str, known: Collection[str], what: Text, usual: str = "") -> str:
    given = block.get(name)
    if given is None and usual:
        return usual
    if given is None:
        listed = ", ".join(known)
        raise Fault(
            block.line,
            Text(
                f"缺少{what.zh}（{name}），可取：{listed}。",
                f"The {what.en} ({name}) is missing. It is one of {listed}.",
            ),
        )
    if not isinstance(given, str) or given not in list(known):
        raise _unknown(block.line_of(name), what, str(given), known)
    return given


def _ids(block: Block, name: str, known: Collection[str] | None) -> tuple[str, ...] | None:
    """The words of a list, or None where it does not stand; each must be known where something is known."""
    if name not in block:
        return None
    listed = _listed(block, name)
    for each, line in zip(listed, listed.lines, strict=True):
        if not isinstance(each, str):
            raise Fault(line, Text(f"{name} 中应为名称。", f"{name} is a list of names."))
        if known is not None and each not in known:
            raise _unknown(line, Text(f"名称（{name}）", f"name for {name}"), each, known)
    return tuple(listed)


def _words(block: Block, name: str) -> str:
    given = block.get(name)
    if given is None:
        return ""
    if not isinstance(given, str):
        raise Fault(block.line_of(name), Text(f"{name} 应为文字。", f"{name} must be words."))
    return given.strip()


def _block(given: Any, line: int) -> Block:
    if isinstance(given, Block):
        return given
    raise Fault(
        line, Text("此处应为“名称: 取值”各占一行。", "What is wanted here is one `name: value` a line.")
    )


def _listed(block: Block, name: str) -> Listed:
    given = block.get(name)
    if given is None:
        return Listed()
    if not isinstance(given, Listed):
        raise Fault(
            block.line_of(name),
            Text(f"{name} 应为列表，每项以“- ”开头。", f"{name} is a list, each item begun with “- ”."),
        )
    return given


def _only(block: Block, known: Collection[str]) -> None:
    for name in block:
        if name not in known:
            raise _unknown(block.line_of(name), Text("栏目", "field"), name, known)


def _unknown(line: int, what: Text, name: str, known: Collection[str]) -> Fault:
    near, told = nearest(name, known), short(name)
    listed = ", ".join(list(known)[:40])
    zh = f"是否指 {near}？" if near else f"可用：{listed}。"
    en = f"did you mean {near}?" if near else f"it is one of {listed}."
    return Fault(line, Text(f"没有{what.zh} {told}，{zh}", f"There is no {what.en} {told}; {en}"))
