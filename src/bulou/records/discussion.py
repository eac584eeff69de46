"""The discussion of a case as the organisation reads it, and as one party does: filtered in SQL, a page at a time."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from bulou.records import visible
from bulou.records.models import Case, Entry, Party, Post, ReadMark, Topic
from bulou.records.pages import Readers
from bulou.records.sealed import Key
from bulou.records.streams import opened
from bulou.records.visible import Head

PER_PAGE = 50
NO_TOPIC = UUID(int=0)


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic with how much stands in it; `newest` is the index of its last post, `unread` whether that is news."""

    id: UUID
    subject: str
    shared: bool
    posts: int
    newest: int
    unread: bool


@dataclass(frozen=True, slots=True)
class Words:
    """One wording of a post and when it was sealed."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post in clear with its wordings, the present one first. `author` is the key of who wrote it."""

    id: UUID
    index: int
    hash: str
    topic_id: UUID | None
    audience: str
    party: Party | None
    author: str
    author_party: Party | None
    written_at: datetime
    readers: int
    wordings: list[Words]

    @property
    def text(self) -> str:
        return self.wordings[0].text if self.wordings else ""

    @property
    def earlier(self) -> list[Words]:
        return self.wordings[1:]


@dataclass(frozen=True, slots=True)
class Discussion:
    """One page of posts, newest first. `before` is where older ones begin, None where there are none."""

    head: Head
    topics: list[TopicRow]
    posts: list[PostRow]
    before: int | None
    parties: list[Party]
    people: Readers

    @property
    def case(self) -> Case:
        return self.head.case


def discussion(
    person_id: UUID,
    number: str,
    *,
    at: datetime,
    topic: UUID | None = None,
    before: int | None = None,
    most: int = PER_PAGE,
) -> Discussion | None:
    """What this person may read of a case's discussion; eight queries. None where the case does not exist for them.

    `topic` is the id of nobody for what stands under none, None for everything. Without words while the case is closed.
    """
    head = visible.head(person_id, number, at=at)
    if head is None:
        return None
    rows = Post.objects.filter(case=head.case)
    marks = ReadMark.objects.filter(person_id=person_id, case=head.case).values_list("topic", "upto")
    topics = topics_of(head.case, head.key, rows, dict(marks)) if head.opened else []
    posts, older = posts_of(head.case, head.key, rows, topic, before, most) if head.opened else ([], None)
    parties = Party.objects.filter(case=head.case).select_related("organisation").order_by("name", "id")
    return Discussion(head, topics, posts, older, list(parties), visible.people_of(head.case))


def readable_by(party: Party) -> QuerySet[Post]:
    """The posts that were written for this party while it took part: what is older or for others is not there for it."""
    if party.reads_from is None or party.removed_at is not None:
        return Post.objects.none()
    mine = Q(audience="party") | Q(audience="one_party", party=party)
    return Post.objects.filter(mine, case=party.case_id, index__gt=party.reads_from)


def topics_of(
    case: Case, key: Key, rows: QuerySet[Post], marks: Mapping[UUID, int], *, only_written: bool = False
) -> list[TopicRow]:
    """The topics of a case as far as `rows` reach, what stands under none first; two queries."""
    counted: dict[UUID | None, Mapping[str, Any]] = {
        row["topic"]: row
        for row in rows.order_by().values("topic").annotate(posts=Count("pk"), newest=Max("index"))
    }
    topics = Topic.objects.filter(case=case).order_by("opened_at")
    shown = [topic for topic in topics if not only_written or topic.id in counted]
    named = [(topic.id, key.open(topic.subject_sealed, f"topic:{topic.id}:subject").decode(), topic.shared)
             for topic in shown]  # fmt: skip
    found = []
    for topic_id, subject, shared in [(None, "", True), *named]:
        row = counted.get(topic_id, {"posts": 0, "newest": -1})
        upto = marks.get(topic_id or NO_TOPIC, -1)
        found.append(
            TopicRow(topic_id or NO_TOPIC, subject, shared, row["posts"], row["newest"], row["newest"] > upto)
        )
    return found


def posts_of(
    case: Case, key: Key, rows: QuerySet[Post], topic: UUID | None, before: int | None, most: int = PER_PAGE
) -> tuple[list[PostRow], int | None]:
    """The newest posts of `rows`, or those before an index, in clear; and where still older ones begin. Two queries."""
    if topic is not None:
        rows = rows.filter(topic=None if topic == NO_TOPIC else topic)
    if before is not None:
        rows = rows.filter(index__lt=before)
    found = list(rows.select_related("party", "author_party").order_by("-index")[: most + 1])
    shown = found[:most]
    words = _words(case, key, shown)
    return [_row(post, words) for post in shown], shown[-1].index if len(found) > most else None


def _words(case: Case, key: Key, posts: Iterable[Post]) -> dict[int, tuple[str, Words]]:
    wanted = {index for post in posts for index in (post.index, post.text_index, *post.earlier)}
    entries = Entry.objects.filter(stream=case.stream, index__in=wanted) if wanted else ()
    return {
        entry.index: (
            entry.hash,
            Words(
                str(opened(entry, key).get("text", "")),
                datetime.fromisoformat(json.loads(entry.header)["at"]),
            ),
        )
        for entry in entries
    }


def _row(post: Post, words: Mapping[int, tuple[str, Words]]) -> PostRow:
    order = [post.text_index, *reversed(post.earlier)]
    return PostRow(
        id=post.id,
        index=post.index,
        hash=words[post.index][0] if post.index in words else "",
        topic_id=post.topic_id,
        audience=post.audience,
        party=post.party,
        author=post.author,
        author_party=post.author_party,
        written_at=post.written_at,
        readers=post.readers,
        wordings=[words[index][1] for index in order if index in words],
    )
