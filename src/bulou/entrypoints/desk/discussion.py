"""The discussion of a case: topics on the left, posts on the right, and a composer that says who will read it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from bulou.acts import CaseAct, Outcome, Status, perform
from bulou.acts.discussion import MarkRead, OpenTopic, PostToParties, ReviseNote, RevisePost
from bulou.acts.receipt import PostMessage
from bulou.entrypoints.desk.acts import answered, note
from bulou.entrypoints.desk.around import NAMED, Thread, inside_of
from bulou.entrypoints.desk.case import the_page, to_the_door
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.words import OFFICES, PARTY_ROLES
from bulou.entrypoints.templatetags.bulou_tags import tongue
from bulou.records.discussion import NO_TOPIC, Discussion, PostRow, discussion

AUDIENCES: dict[str, Any] = {
    "internal": pgettext_lazy("audience", "Internal"),
    "party": pgettext_lazy("audience", "All parties"),
    "one_party": pgettext_lazy("audience", "One party"),
    "public": pgettext_lazy("audience", "Reporter"),
}
YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post as the page shows it: who wrote it, of which house and in which office, and who reads it."""

    row: PostRow
    who: str
    house: Any
    office: Any
    audience: Any
    kind: str
    visible_to: str
    own: bool


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def talk(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """Posts of one topic or of all, newest first. POST writes one; what was typed is not lost when it is stopped."""
    if request.method == "POST":
        return _write(request, seat, number)
    return _show(request, seat, number)


@require_POST
@seated
def topic(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """Open a topic."""
    found = _found(request, seat, number)
    act = OpenTopic(
        case_id=found.case.id, subject=request.POST.get("subject", "")[:200], shared="shared" in request.POST
    )
    outcome = perform(act, by=seat.actor, at=seat.at)
    if outcome.status is Status.INVALID:
        return _show(request, seat, number, errors=outcome.errors)
    if not outcome:
        return answered(request, seat, the_page(seat, number), outcome)
    return redirect(f"{reverse('desk:discussion', args=[number])}?topic={outcome.ids['topic_id']}")


@require_POST
@seated
def mark(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """This topic has been read as far as the page showed it."""
    found = _found(request, seat, number)
    chosen = _uuid(request.POST.get("topic", ""))
    upto = request.POST.get("upto", "")
    act = MarkRead(
        person_id=seat.person_id,
        case_id=found.case.id,
        topic_id=None if chosen == NO_TOPIC else chosen,
        upto=int(upto) if upto.isascii() and upto.isdecimal() and len(upto) < 12 else 0,
    )
    if not perform(act, by=seat.actor, at=seat.at):
        raise Http404
    return redirect(f"{reverse('desk:discussion', args=[number])}?topic={chosen or NO_TOPIC}")


@require_POST
@seated
def revise(request: HttpRequest, seat: Seat, number: str, post_id: UUID) -> HttpResponse:
    """New words for one's own post; the earlier ones stay beside them."""
    found = _found(request, seat, number)
    text = _text(request)
    act: CaseAct = ReviseNote(case_id=found.case.id, post_id=post_id, text=text)
    if request.POST.get("thread") in ("party", "one_party"):
        tool = YES_NO.get(request.POST.get("exploit_included", ""))
        act = RevisePost(case_id=found.case.id, post_id=post_id, text=text, exploit_included=tool)
    return _answer(request, seat, number, perform(act, by=seat.actor, at=seat.at))


def _write(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    found = _found(request, seat, number)
    chosen = _uuid(request.POST.get("topic", ""))
    thread, topic_id = request.POST.get("thread", "internal"), None if chosen == NO_TOPIC else chosen
    act: CaseAct
    if thread in ("party", "one_party"):
        party_id = _uuid(request.POST.get("party_id", ""))
        if thread == "one_party" and party_id is None:
            return _show(request, seat, number, errors={"text": _("Choose the party who is to read it.")})
        act = PostToParties(
            case_id=found.case.id,
            text=_text(request),
            party_id=party_id if thread == "one_party" else None,
            topic_id=topic_id,
            exploit_included=YES_NO.get(request.POST.get("exploit_included", "")),
            only_public="only_public" in request.POST,
        )
    else:
        act = PostMessage(
            case_id=found.case.id,
            thread=thread if thread == "public" else "internal",
            text=_text(request),
            question="question" in request.POST,
            topic_id=topic_id,
        )
    return _answer(request, seat, number, perform(act, by=seat.actor, at=seat.at))


def _answer(request: HttpRequest, seat: Seat, number: str, outcome: Outcome) -> HttpResponse:
    if outcome.status is Status.INVALID:
        return _show(request, seat, number, errors=outcome.errors)
    if not outcome:
        return answered(request, seat, the_page(seat, number), outcome)
    note(request, outcome)
    return redirect(_here(number, request.POST.get("topic", "")))


def _here(number: str, chosen: str) -> str:
    page = reverse("desk:discussion", args=[number])
    return f"{page}?topic={chosen}" if _uuid(chosen) else page


def _found(request: HttpRequest, seat: Seat, number: str) -> Discussion:
    before = request.GET.get("before", "")
    index = int(before) if before.isascii() and before.isdecimal() and len(before) < 12 else None
    found = discussion(
        seat.person_id, number, at=seat.at, topic=_uuid(request.GET.get("topic", "")), before=index
    )
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, seat: Seat, number: str, *, errors: Any = None) -> HttpResponse:
    found = _found(request, seat, number)
    if not found.head.opened:
        return to_the_door(request, number)
    chosen = _uuid(request.POST.get("topic", "") or request.GET.get("topic", ""))
    topics = {row.id: row for row in found.topics}
    context = furniture(
        seat,
        page=found,
        title=found.head.title,
        topics=found.topics,
        topic=topics.get(chosen) if chosen else None,
        posts=[_line(post, found, seat) for post in found.posts],
        threads=threads(found),
        readers=[party for party in found.parties if _inside(party)],
        before=found.before,
        text=request.POST.get("text", ""),
        picked=request.POST.get("thread", ""),
        error=" ".join(tongue(message) for message in (errors or {}).values()),
    )
    return render(request, "desk/discussion.html", context, status=422 if errors else 200)


def threads(found: Discussion) -> list[Thread]:
    """The audiences of the composer, the organisation alone first, each with those who will read it by name and number."""
    own = inside_of(found.case.organisation, found.people)
    readers = [party for party in found.parties if _inside(party)]
    waiting = sum(
        party.invited_at is not None and not _inside(party) and party.removed_at is None
        for party in found.parties
    )
    absent = (
        _("%(count)d invited, not come in: they will not see it.") % {"count": waiting} if waiting else ""
    )
    names = _(", ").join(party.name for party in readers[:NAMED]) if len(readers) <= NAMED else ""
    parties = names or _("%(count)d parties") % {"count": len(readers)}
    return [
        Thread("internal", "internal", AUDIENCES["internal"], f"{own}{_('.')}", _("Nobody outside.")),
        Thread("party", "party", AUDIENCES["party"], _("%(parties)s; %(inside)s.") % {"parties": parties, "inside": own},
               f"{_('Not the reporter.')} {absent}"),
        Thread("one_party", "party", AUDIENCES["one_party"],
               _("the one party you choose; %(inside)s.") % {"inside": own}, _("No other party, not the reporter.")),
        Thread("public", "public", AUDIENCES["public"], _("the reporter; %(inside)s.") % {"inside": own},
               _("Not the parties."), asks=True),
    ]  # fmt: skip


def _inside(party: Any) -> bool:
    return party.reads_from is not None and party.removed_at is None


def _line(post: PostRow, found: Discussion, seat: Seat) -> PostLine:
    kind, _colon, identity = post.author.partition(":")
    who = _("The reporter")
    house: Any = ""
    office: Any = ""
    if post.author_party is not None:
        who = post.author_party.name
        office = PARTY_ROLES.get(post.author_party.role, post.author_party.role)
    elif kind == "person":
        person = found.people.by_id.get(identity)
        who = person.name if person else _("Someone outside the organisation")
        lead = person is not None and person.id in found.people.leads
        house, office = found.case.organisation, OFFICES["lead" if lead else "handler"]
    elif kind == "system":
        who = _("This node")
    own = inside_of(found.case.organisation, found.people)
    readers = {
        "internal": own,
        "party": _("%(count)d parties at that time; %(inside)s") % {"count": post.readers, "inside": own},
        "one_party": f"{post.party.name if post.party else ''}{_('; ')}{own}",
        "public": _("the reporter; %(inside)s") % {"inside": own},
    }
    thread = "party" if post.audience == "one_party" else post.audience
    return PostLine(post, who, house, office, AUDIENCES[post.audience], thread, readers[post.audience],
                    post.author == seat.actor.key and post.audience != "public")  # fmt: skip


def _text(request: HttpRequest) -> str:
    return request.POST.get("text", "").replace("\r\n", "\n")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
