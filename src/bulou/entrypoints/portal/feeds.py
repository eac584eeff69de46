"""The Atom feeds (RFC 4287): published advisories, and the list of filed platforms. Addresses come from the node's setting, never from the request."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bulou.entrypoints.filed_words import EVENTS
from bulou.entrypoints.templatetags.bulou_tags import tongue
from bulou.records import public
from bulou.records.public import AdvisoryRow, ListEvent

ENTRIES = 50


@require_safe
def advisories(request: HttpRequest) -> HttpResponse:
    """The fifty newest advisories, each once, updated when it is revised or withdrawn; `?lang=` turns the frame.

    With `?organisation=` those of that one; its feed has an identity of its own.
    """
    slug = request.GET.get("organisation", "")[:60]
    feed = _feed(
        _("Security advisories of %(node)s") % {"node": settings.BULOU_NODE_NAME},
        _("Published vulnerabilities and their remedies"),
        "portal:advisories",
        reverse("portal:feed") + (f"?organisation={quote(slug)}" if slug else ""),
    )
    for row in public.latest_advisories(ENTRIES, organisation=slug):
        _add(feed, row, settings.BULOU_BASE_URL)
    return _answer(feed)


@require_safe
def platforms(request: HttpRequest) -> HttpResponse:
    """The fifty newest changes of the list of filed platforms: listed, amended, cancelled, removed; `?lang=` turns the frame."""
    feed = _feed(
        _("Filed platforms of %(node)s") % {"node": settings.BULOU_NODE_NAME},
        _("Listed, amended, cancelled, removed"),
        "portal:platforms",
        reverse("portal:platforms-feed"),
    )
    for event in public.list_history(most=ENTRIES):
        _add_event(feed, event, settings.BULOU_BASE_URL + reverse("portal:platforms"))
    return _answer(feed)


def _feed(title: str, subtitle: str, page: str, own: str) -> Atom1Feed:
    base = settings.BULOU_BASE_URL
    return Atom1Feed(
        title=title,
        link=base + reverse(page),
        description="",
        subtitle=subtitle,
        language=_tag(translation.get_language() or ""),
        feed_url=base + own,
        feed_guid=base + own,
        author_name=settings.BULOU_NODE_NAME,
    )


def _answer(feed: Atom1Feed) -> HttpResponse:
    return HttpResponse(feed.writeString("utf-8"), content_type=Atom1Feed.content_type)


def _add_event(feed: Atom1Feed, event: ListEvent, page: str) -> None:
    platform = event.platform
    name = _legal(f"{EVENTS.get(event.kind, event.kind)} · {platform.number} {platform.name}")
    told = " · ".join(text for text in (*platform.shown.values(), f"SHA-256 {event.sha256}") if text)
    feed.add_item(
        title=name,
        link=page,
        description=escape(_legal(told)),
        unique_id=f"{page}#{event.id}",
        pubdate=event.at,
        updateddate=event.at,
        author_name=tongue(platform.authority),
    )


def _add(feed: Atom1Feed, row: AdvisoryRow, base: str) -> None:
    address = base + reverse("portal:advisory", args=[row.number])
    title = f"{row.number} {row.title}"
    feed.add_item(
        title=_legal(_("Withdrawn: %(title)s") % {"title": title} if row.withdrawn_at else title),
        link=address,
        description=escape(_legal(row.summary)),
        unique_id=address,
        pubdate=row.published_at,
        updateddate=max(row.revised_at, row.withdrawn_at or row.revised_at),
        author_name=row.organisation.zh if row.language.startswith("zh") else row.organisation.en,
        categories=[row.cve] if row.cve else (),
    )


def _legal(text: str) -> str:
    """Without the characters that XML cannot carry (XML 1.0 section 2.2)."""
    return "".join(
        ch
        for ch in text
        if ch in "\t\n\r" or "\x20" <= ch <= "\ud7ff" or "\ue000" <= ch <= "\ufffd" or ch > "\uffff"
    )


def _tag(language: str) -> str:
    return "zh-CN" if language.startswith("zh") else language
