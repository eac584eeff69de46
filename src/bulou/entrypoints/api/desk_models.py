"""What the desk's pages say over HTTP, as the OpenAPI document describes it. Moments are UTC, days ISO 8601."""

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from bulou.entrypoints.api.answers import CaseLine
from bulou.records.inbox import ORDERS, VIEWS

View = Literal[tuple(VIEWS)]  # type: ignore[valid-type]
Order = Literal[tuple(ORDERS)]  # type: ignore[valid-type]


class ViewQuery(Schema):
    """What of the inbox is asked for."""

    model_config = ConfigDict(extra="forbid")
    view: View = "open"  # type: ignore[valid-type]
    q: Annotated[str, Field(max_length=100)] = ""
    order: Order = "due"  # type: ignore[valid-type]


class SavedViewIn(ViewQuery):
    """A view under a name of one's own; the same name again replaces it."""

    name: Annotated[str, Field(min_length=1, max_length=60, pattern=r"\S")]


class SavedViewOut(Schema):
    """A saved view; `own`: yours, else offered by a colleague."""

    id: int
    name: str
    query: dict[str, Any]
    own: bool
    shared: bool


class SavedViews(Schema):
    """Your views and those that were shared with the desk."""

    views: list[SavedViewOut]


class InboxLine(CaseLine):
    """A case in the inbox; `seen`: you have opened it once, `priority` is what SSVC said."""

    identity: str
    seen: bool
    priority: str | None


class Inbox(Schema):
    """A page of the inbox. Counts end at 1,000; give `next` back as `after` to go on, empty at the end."""

    cases: list[InboxLine]
    counts: dict[str, int]
    next: str


class CaseHit(Schema):
    """A case found by its number, its product or an identifier in its report."""

    number: str
    title: str
    product: str
    versions: str


class PublicHit(Schema):
    """Something public in which the words stand."""

    number: str
    title: str
    product: str
    snippet: str


class ProseHit(Schema):
    """An entry of a case that you have open, in which the words stand."""

    number: str
    index: int
    snippet: str


class Found(Schema):
    """At most twenty of each."""

    cases: list[CaseHit]
    public: list[PublicHit]
    prose: list[ProseHit]


class DueReading(Schema):
    """One arguable end of a limit."""

    name: str
    due_at: str | None


class DueOut(Schema):
    """A live duty of a case, with every arguable end where the law gives a number."""

    case: str
    duty: str
    title: str
    article: str
    standing: str
    started_at: str | None
    due_at: str | None
    readings: list[DueReading]


class Calendar(Schema):
    """The nearest first, those without a number last; at most 500."""

    duties: list[DueOut]


class TemplateOut(Schema):
    """An answer template."""

    id: str
    name: str
    text_zh: str
    text_en: str
    changed_at: str
    retired_at: str | None


class Templates(Schema):
    """The templates that are offered, then those that were retired; `variables` may stand in their texts in braces."""

    templates: list[TemplateOut]
    variables: dict[str, str]


class Member(Schema):
    """Someone of the organisation, with the offices held now and once."""

    id: str
    name: str
    email: str
    offices: list[str]
    revoked: list[str]


class OpenInvitation(Schema):
    """An invitation that can still be accepted."""

    id: str
    email: str
    office: str
    expires_at: str


class Members(Schema):
    """The people of the organisation and who was invited."""

    members: list[Member]
    invitations: list[OpenInvitation]


class Choice(Schema):
    """A reading as somebody chose it."""

    value: str
    by: str
    grounds: str
    at: str


class ReadingOut(Schema):
    """An open point of the law: its values with their words, the strict default, what is relied on, and who chose it."""

    name: str
    question: str
    options: dict[str, str]
    default: str
    relied_on: str
    choices: list[Choice]


class MajorEvent(Schema):
    """The period of a major event."""

    name: str
    starts_at: str
    ends_at: str
    source: str


class Readings(Schema):
    """Every open point, and the major events that are not over."""

    readings: list[ReadingOut]
    events: list[MajorEvent]


class RewardOut(Schema):
    """A reward; `amount` in units of `currency`, with two decimals."""

    id: str
    case: str
    amount: str
    currency: str
    state: str
    proposed_at: str
    approved_at: str | None
    ended_at: str | None


class RewardTotal(Schema):
    """What is in one state in one currency."""

    currency: str
    state: str
    amount: str
    count: int


class Rewards(Schema):
    """A page of the ledger, the newest proposal first, and the totals of all of it; pages are counted from 1."""

    rewards: list[RewardOut]
    totals: list[RewardTotal]
    page: int
    pages: int


class FlagOut(Schema):
    """A flag of suspected abuse (Article 4); `live` while someone has still to deal with it."""

    id: str
    case: str
    suspicion: str
    party: str
    entry: int | None
    flagged_at: str
    suspended_at: str | None
    lifted_at: str | None
    referred_at: str | None
    addressee: str
    reference: str
    live: bool


class Flags(Schema):
    """Those still to be dealt with first; at most a hundred."""

    flags: list[FlagOut]


class HeaderOut(Schema):
    """The header of a sealed entry: no content, and no case is named."""

    stream: str
    index: int
    act: str
    at: str
    verdict: str
    hash: str
    covered: bool


class JournalPage(Schema):
    """Headers newest first; give `older` back as `before` to go on, null at the end. `size` and `at` are the checkpoint's."""

    entries: list[HeaderOut]
    older: int | None
    size: int
    at: str | None


class TokenOut(Schema):
    """One of your tokens; its secret was shown once and is kept nowhere."""

    id: str
    label: str
    scope: str
    created_at: str
    expires_at: str
    last_used_at: str | None


class OwnEntry(Schema):
    """Something sealed in your own stream."""

    index: int
    hash: str
    act: str
    at: str
    case: str


class Mine(Schema):
    """You, as this token speaks for you: your offices here, your tokens, and the newest of your own stream."""

    id: str
    name: str
    offices: list[str]
    tokens: list[TokenOut]
    entries: list[OwnEntry]


class ListedOut(Schema):
    """Someone on the notice list."""

    id: str
    email: str
    name: str
    organisation: str
    kind: str
    tags: list[str]
    product: str
    language: str
    overseas: bool | None
    stopped_at: str | None


class ListImport(Schema):
    """A file that was taken into the list; `problems` are lines left out and why."""

    name: str
    sha256: str
    at: str
    taken: int
    left_out: int
    problems: list[list[Any]]
    finished_at: str | None


class NoticeList(Schema):
    """A page of the list, newest first, with its latest imports and the target for support; pages are counted from 1."""

    listed: list[ListedOut]
    total: int
    stopped: int
    page: int
    pages: int
    imports: list[ListImport]
    support_hours: int
