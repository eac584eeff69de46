"""The Atom feed of published advisories (RFC 4287). Addresses come from the node's setting, never from the request."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bulou.records import public
from bulou.records.public import AdvisoryRow

ENTRIES = 50


@require_safe
def advisories(request: HttpRequest) -> HttpResponse:
    """The fifty newest advisories, each once, updated when it is revised or withdrawn; `?lang=` turns the frame.

    With `?organisation=` those of that one; its feed has an identity of its own.
    """
    base, slug = settings.BULOU_BASE_URL, request.GET.get("organisation", "")[:60]
    here = base + reverse("portal:feed") + (f"?organisation={quote(slug)}" if slug else "")
    feed = Atom1Feed(
        title=_("Security advisories of %(node)s") % {"node": settings.BULOU_NODE_NAME},
        link=base + reverse("portal:advisories"),
        description="",
        subtitle=_("Published vulnerabilities and their remedies"),
        language=_tag(translation.get_language() or ""),
        feed_url=here,
        feed_guid=here,
        author_name=settings.BULOU_NODE_NAME,
    )
    for row in public.latest_advisories(ENTRIES, organisation=slug):
        _add(feed, row, base)
    return HttpResponse(feed.writeString("utf-8"), content_type=Atom1Feed.content_type)


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
