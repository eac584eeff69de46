"""What came from another organisation, on this node or elsewhere, and how a kind of it is applied."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DataError

from bulou.acts.act import Act


class NotYet(Exception):
    """What it is about has not arrived: it is to be tried again."""


class Unfit(Exception):
    """Its sender has no say in what it is about."""


UNREADABLE = (
    KeyError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError, ValidationError, DataError, Unfit,
)  # fmt: skip
"""What is raised where nothing can be made of what came, or no row can hold it."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came, whichever way: for which organisation, its content and the bytes it stood in, in which case of ours (None
    while the conversation has none), and what it answers (`about`, as its question was sent with). `key` is always the
    same for the same message. `sender` is who signed it at another node; None for an organisation of this one.
    """

    organisation_id: UUID
    content: Mapping[str, Any]
    raw: bytes
    key: str
    channel: str = "notification"
    language: str = "zh-hans"
    case_id: UUID | None = None
    about: str = ""
    sender: UUID | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind is applied; `act` returns None where nothing is left to do, and raises NotYet or one of UNREADABLE.

    `opens`: it may begin a conversation. `answered`: its sender is told the number of the case. `speaker` is where the content
    says who speaks, `thread` where it names what concerns no case: between nodes the envelope must bear both out.
    """

    act: Callable[[Arrived], Act | None]
    opens: bool = False
    answered: bool = False
    speaker: tuple[str, ...] = ()
    thread: str = ""

    def wrong(self, content: Mapping[str, Any], *, sender: UUID, conversation: UUID) -> str:
        """Why content cannot stand in an envelope of this sender: it speaks for another, or of another's thread; or ""."""
        if self.speaker and _at(content, self.speaker) != str(sender):
            return "misaddressed"
        return "out-of-place" if self.thread and content.get(self.thread) != str(conversation) else ""


def _at(content: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        content = content.get(name) if isinstance(content, Mapping) else None
    return content
