"""What came of an act."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bulou.law import Citation, Cure, Verdict
from bulou.records.streams import EntryRef

if TYPE_CHECKING:
    from bulou.acts.turns import Turn


class Status(StrEnum):
    DONE = "done"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    INVALID = "invalid"


class Question(StrEnum):
    """The three questions the gate asks, each with its own home: permissions, law, cases."""

    WHO = "who"
    LAW = "law"
    TURN = "turn"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act was stopped, in the reader's words; for the law the verdict says it with articles.

    `citation` is the article behind a measure of the organisation's own, which is not the law's answer. `turn` says, of an
    act out of turn, which acts come first and which are possible.
    """

    question: Question
    reason: Any
    remedy: Any = ""
    citation: Citation | None = None
    turn: "Turn | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """True when the act was done. A refusal is an outcome too: sealed, with its reason and its cures.

    `ids` are the identifiers of what was made, `errors` the fields of an invalid act with their messages.
    NOT_FOUND is the one answer for everyone who may not know that the thing exists (DECISIONS 15).
    """

    status: Status
    act: str
    verdict: Verdict | None = None
    refusal: Refusal | None = None
    cures: tuple[Cure, ...] = ()
    entry: EntryRef | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.status is Status.DONE


class InvalidAct(Exception):
    """What was entered cannot be acted on: messages by field, in the reader's language; nothing was written."""

    def __init__(self, errors: Mapping[str, Any]) -> None:
        super().__init__(", ".join(errors))
        self.errors = dict(errors)
