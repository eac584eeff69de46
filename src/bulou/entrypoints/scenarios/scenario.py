"""What a scenario is: a question to the law with the answer that somebody expects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Final

from bulou.law import Fact
from bulou.law.facts import Value

BEIJING: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
USUAL_MOMENT: Final = datetime(2026, 11, 22, 10, 0, tzinfo=BEIJING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One scenario of a file. `line` is where it begins, `sentences` are anchors of the text, `facts` are complete.

    `given` names the circumstances it starts from, `changed` the values in which it departs from them.
    """

    name: str
    line: int
    regime: str
    sentences: tuple[str, ...]
    given: str
    facts: Mapping[str, Fact]
    changed: Mapping[str, Value]
    readings: Mapping[str, str]
    at: datetime = USUAL_MOMENT
    row: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Scenario):
    """May it be done? What is None was not written and is not compared."""

    act: str
    answer: str
    owed: tuple[str, ...] = ()
    under: tuple[str, ...] | None = None
    asks: tuple[str, ...] | None = None
    needs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing(Scenario):
    """What must be done, by when? `expect` maps ids of duties to what is expected of each, under the names of `ASPECTS`."""

    events: Mapping[str, datetime]
    expect: Mapping[str, Mapping[str, object]]


ASPECTS: Final = ("standing", "due", "done", "readings", "provisional", "conduct", "hinges_on")


@dataclass(frozen=True, slots=True)
class Scenarios:
    """Everything in one file, in its order."""

    questions: tuple[Question, ...] = ()
    duties: tuple[Owing, ...] = ()
    every: tuple[Scenario, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "every", (*self.questions, *self.duties))
