"""A post in the making: its row beside the entry that seals its words, for readers who are fixed when it is written."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.outcome import InvalidAct
from bulou.acts.work import Work
from bulou.records.models import Party, Post, Topic

LONGEST = 64 * 1024
NOTHING = _("Write something first.")


def write_post(
    work: Work,
    audience: str,
    text: str,
    *,
    topic: Topic | None = None,
    party: Party | None = None,
    author: Party | None = None,
    readers: int = 0,
) -> Post:
    """Keep a post and seal its words. `readers` is how many outside the organisation it is written for."""
    index = next_index(work)
    post = Post.objects.create(
        case=work.the_case,
        topic=topic,
        audience=audience,
        party=party,
        author=work.by.key,
        author_party=author,
        written_at=work.at,
        readers=readers,
        index=index,
        text_index=index,
    )
    work.keep(thread="party" if audience == "one_party" else audience)
    if topic is not None:
        work.keep(topic=str(topic.id))
    work.conceal(text=text)
    return post


def next_index(work: Work) -> int:
    """The index under which this act will be sealed in the case's stream, whose end is held."""
    assert work.head is not None
    return work.head.length


def the_topic(work: Work, topic_id: UUID | None, *, shared: bool) -> Topic | None:
    """A topic of this case. Raises InvalidAct where there is none such, or where it is not for those who would read."""
    if topic_id is None:
        return None
    topic = Topic.objects.filter(id=topic_id, case=work.the_case).first()
    if topic is None:
        raise InvalidAct({"topic_id": _("Choose a topic of this case.")})
    if shared and not topic.shared:
        raise InvalidAct({"topic_id": _("This topic is internal: nobody outside may read its subject.")})
    return topic


def demand_text(text: str) -> None:
    """Raise InvalidAct where nothing, or too much, was written."""
    if not text.strip():
        raise InvalidAct({"text": NOTHING})
    if len(text) > LONGEST:
        raise InvalidAct({"text": _("This is longer than 64 kB. Put it into a file.")})
