"""The discussion of a case: topics, what is written for parties, revisions that stay visible, how far one has read.

Who reads a post is settled when it is written and never widens: parties that come later do not see it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou import law
from bulou.acts.abuse import suspension
from bulou.acts.act import CaseAct, ReadingAct, asked
from bulou.acts.coordination import abroad, facts_of
from bulou.acts.outcome import InvalidAct, Question, Refusal
from bulou.acts.parties import write_to
from bulou.acts.permissions import Right
from bulou.acts.posts import demand_text, next_index, the_topic, write_post
from bulou.acts.tools import AboutTools
from bulou.acts.work import Work
from bulou.law import Conduct, Fact
from bulou.records.models import Case, Party, Post, ReadMark, Topic

LONGEST_SUBJECT = 200
NO_TOPIC = UUID(int=0)


@dataclass(frozen=True, kw_only=True)
class OpenTopic(CaseAct, title=_("Open a topic"), right=Right.CASEWORK):
    """A product or a subject to write about. Whether its subject may ever be read outside is settled here."""

    subject: str = asked(_("Subject"), longest=LONGEST_SUBJECT)
    shared: bool = asked(_("Posts in it may be for parties or the reporter"), widget="check", default=False)

    def do(self, work: Work) -> None:
        if not self.subject.strip():
            raise InvalidAct({"subject": _("Name the subject.")})
        topic = Topic(case=work.the_case, shared=self.shared, opened_at=work.at)
        topic.subject_sealed = work.key.close(self.subject.strip().encode(), f"topic:{topic.id}:subject")
        topic.save()
        work.ids["topic_id"] = str(topic.id)
        work.keep(topic=str(topic.id), shared=self.shared)
        work.conceal(subject=self.subject.strip())


@dataclass(frozen=True, kw_only=True)
class ForParties(AboutTools):
    """An act whose words go to parties: the law is asked of the one to whom it answers most strictly."""

    text: str = asked(_("Text"), widget="textarea")
    only_public: bool = asked(_("It holds nothing but what is public"), widget="check", default=False)

    def recipients(self, work: Work) -> list[Party]:
        """Who would read it outside the organisation."""
        raise NotImplementedError

    def supposes(self, work: Work) -> Mapping[str, Fact]:
        own = self.tool_facts(work) | {
            "already_public": Fact(self.only_public, source=work.source),
            "supplied_for_verification": Fact(False, source=work.source),
        }
        return own | strictest(self.recipients(work), work, own)

    def barred(self, work: Work) -> Refusal | None:
        found = self.recipients(work)
        if not found:
            return Refusal(
                Question.TURN,
                _("No party takes part that could read this."),
                _("Invite a party first; who has not come in yet does not see what is written before."),
            )
        return suspension(work, [party.id for party in found])


@dataclass(frozen=True, kw_only=True)
class PostToParties(ForParties, title=_("Write to parties"), right=Right.CASEWORK, conduct=Conduct.SHARE):
    """A post for one party, or for all that take part now."""

    party_id: UUID | None = asked(
        _("Party"), hint=_("Left empty: all parties that take part"), widget="party", default=None
    )
    topic_id: UUID | None = None

    def recipients(self, work: Work) -> list[Party]:
        return taking_part(work.the_case, self.party_id)

    def do(self, work: Work) -> None:
        demand_text(self.text)
        topic = the_topic(work, self.topic_id, shared=True)
        readers = self.recipients(work)
        one = readers[0] if self.party_id is not None else None
        write_post(
            work, "one_party" if one else "party", self.text, topic=topic, party=one, readers=len(readers)
        )
        work.keep(readers=len(readers))
        if one is not None:
            work.keep(party=str(one.id))
        self.conceal_grounds(work)
        for party in readers:
            write_to(work, party, "party_post")


@dataclass(frozen=True, kw_only=True)
class ReviseNote(CaseAct, title=_("Revise one's own note"), right=Right.CASEWORK):
    """Only who wrote it may, and the earlier words stay beside the new ones (AC44). What the reporter was told is not reworded."""

    post_id: UUID
    text: str = asked(_("Text"), widget="textarea")

    def barred(self, work: Work) -> Refusal | None:
        return not_own(work, self.post_id)

    def do(self, work: Work) -> None:
        revise(work, own_post(work, self.post_id, ("internal",)), self.text)


@dataclass(frozen=True, kw_only=True)
class RevisePost(
    ForParties, title=_("Revise one's own post to parties"), right=Right.CASEWORK, conduct=Conduct.SHARE
):
    """As a post it is asked of the law again; its readers are those of the first wording who still take part."""

    post_id: UUID

    def recipients(self, work: Work) -> list[Party]:
        post = Post.objects.filter(id=self.post_id, case=work.case).first()
        if post is None:
            return []
        return [
            party
            for party in taking_part(work.the_case, post.party_id)
            if party.reads_from is not None and party.reads_from <= post.index
        ]

    def barred(self, work: Work) -> Refusal | None:
        return not_own(work, self.post_id) or super().barred(work)

    def do(self, work: Work) -> None:
        revise(work, own_post(work, self.post_id, ("party", "one_party")), self.text)
        self.conceal_grounds(work)


@dataclass(frozen=True, kw_only=True)
class MarkRead(ReadingAct, title=_("Mark a topic as read"), right=Right.SELF):
    """How far one has read a topic of a case, as the index of the last entry seen; sealed in one's own stream."""

    topic_id: UUID | None = None
    upto: int = 0

    def do(self, work: Work) -> None:
        the_topic(work, self.topic_id, shared=False)
        ReadMark.objects.update_or_create(
            person_id=self.person_id,
            case_id=self.case_id,
            topic=self.topic_id or NO_TOPIC,
            defaults={"upto": self.upto},
        )
        work.keep(case=str(self.case_id), topic=str(self.topic_id or NO_TOPIC), upto=self.upto)


def taking_part(case: Case, party_id: UUID | None = None) -> list[Party]:
    """The parties that have come in and not been taken out, or that one of them; one query."""
    rows = Party.objects.filter(case=case, reads_from__isnull=False, removed_at=None)
    rows = rows.filter(id=party_id) if party_id is not None else rows
    return list(rows.select_related("organisation").order_by("name", "id"))


def strictest(parties: Iterable[Party], work: Work, own: Mapping[str, Fact]) -> dict[str, Any]:
    """The facts of that recipient to whom the law answers most strictly: what stops one stops the post."""
    kinds = {
        (
            abroad(party),
            party.product_vendor,
            party.state_platform,
            party.sharing_lawful,
            party.role == "coordinator",
        ): party
        for party in parties
    }
    facts: dict[str, Fact] = {}
    for party in kinds.values():
        facts = facts_of(party)
        verdict = law.decide(
            Conduct.SHARE,
            {**work.circumstances.facts, **own, **facts},
            at=work.at,
            readings=work.circumstances.readings,
            trace=False,
        )
        if not verdict:
            return facts
    return facts


def own_post(work: Work, post_id: UUID, audiences: tuple[str, ...]) -> Post:
    """A post of this case by whoever acts. Raises InvalidAct."""
    post = Post.objects.filter(id=post_id, case=work.the_case, audience__in=audiences).first()
    if post is None:
        raise InvalidAct({"post_id": _("Choose a post of this kind in this case.")})
    return post


def not_own(work: Work, post_id: UUID) -> Refusal | None:
    """Why a post of this case may not be revised by whoever acts; None where it is their own, or not there."""
    post = Post.objects.filter(id=post_id, case=work.the_case).first()
    if post is None or post.author == work.by.key:
        return None
    return Refusal(Question.WHO, _("Only who wrote it may revise it."), _("Write an answer to it instead."))


def revise(work: Work, post: Post, text: str) -> None:
    """Give a post new words; the earlier ones stay sealed where they are and are shown to the same readers."""
    demand_text(text)
    post.earlier = [*post.earlier, post.text_index]
    post.text_index = next_index(work)
    post.save(update_fields=["earlier", "text_index"])
    work.keep(
        post=str(post.id), revises=post.index, thread="internal" if post.audience == "internal" else "party"
    )
    work.conceal(text=text)
