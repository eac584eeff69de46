"""What the desk's pages are made of."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from bulou.law import DutyState
from bulou.records.concerns import OpenQuestion, Suspended
from bulou.records.correspondents import MailReporter
from bulou.records.facts import Circumstances
from bulou.records.models import (
    AbuseFlag,
    Advisory,
    Affected,
    Attachment,
    AuthorityNotification,
    Case,
    Duty,
    Entry,
    Organisation,
    Party,
    Person,
    ProductAlias,
    RegisteredProduct,
    SavedView,
)


@dataclass(slots=True)
class DeskSeat:
    """An organisation and the offices someone holds in it."""

    organisation: Organisation
    offices: list[str]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A registered product that a text seems to mean: by which of its names; its owner comes with it."""

    product: RegisteredProduct
    alias: ProductAlias


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the inbox; `age` since receipt, `seen` whether this person has ever opened the case.

    `suggestion` is the registered product that the reported name seems to mean, while none has been recorded.
    """

    case: Case
    title: str
    duties: list[Duty]
    identity: str
    age: timedelta
    seen: bool = False
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A page of the inbox: `counts` by view name for what this person may see, `total` of this view; both end at 1,000.

    `begun` says that pages come before this one, `following` is the cursor of the next, empty on the last.
    """

    view: str
    rows: list[CaseRow]
    counts: Mapping[str, int]
    saved: list[SavedView]
    search: str
    order: str
    total: int
    begun: bool
    following: str


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A sealed entry as the desk shows it. `fields` holds what may be read now; prose only when the case is open."""

    index: int
    hash: str
    act: str
    actor: str
    at: datetime
    event_at: datetime | None
    verdict: str | None
    fields: Mapping[str, Any]

    @classmethod
    def of(cls, entry: Entry, fields: Mapping[str, Any]) -> Self:
        header = json.loads(entry.header)
        event_at = header["event_at"]
        return cls(
            index=entry.index,
            hash=entry.hash,
            act=header["act"],
            actor=header["actor"],
            at=datetime.fromisoformat(header["at"]),
            event_at=datetime.fromisoformat(event_at) if event_at else None,
            verdict=header["verdict"],
            fields=fields,
        )

    @property
    def refused(self) -> bool:
        return "refused" in self.fields

    @property
    def person_id(self) -> str | None:
        kind, _sep, identity = self.actor.partition(":")
        return identity if kind == "person" else None


@dataclass(frozen=True, slots=True)
class Readers:
    """People of an organisation: all who ever were, by id; those who hold a desk office now; the leads among them;
    those with a grant on the case at hand.
    """

    by_id: Mapping[str, Person]
    desk: list[Person]
    leads: set[UUID]
    granted: set[UUID]

    @property
    def inside(self) -> set[UUID]:
        """Who may know the case at hand."""
        return self.leads | self.granted


@dataclass(frozen=True, slots=True)
class FileRow:
    """An attachment with its name in clear."""

    attachment: Attachment
    name: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything the case page shows. `duties` are computed for the moment of asking, `timeline` newest first.

    `readers` is how many people of the organisation may know the case; `length` and `head` (hash) are those of its stream.
    `flags` are those of suspected abuse, newest first, `suspended` the parties with whom nothing is shared for now, `questions`
    the legal questions that are open.
    """

    case: Case
    title: str
    opened: bool
    known: Circumstances
    duties: tuple[DutyState, ...]
    timeline: list[TimelineRow]
    report: Mapping[str, Any]
    people: Readers
    readers: int
    parties: list[Party]
    affected: list[Affected]
    advisories: list[Advisory]
    notifications: list[AuthorityNotification]
    files: list[FileRow]
    length: int
    head: str
    flags: list[AbuseFlag] = field(default_factory=list)
    suspended: Mapping[UUID, Suspended] = field(default_factory=dict)
    questions: list[OpenQuestion] = field(default_factory=list)
    mail: MailReporter | None = None
