"""The list of what is encoded, and one edition with its sentences."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from bulou.entrypoints.editions import all_editions, edition_called, matching
from bulou.law import READINGS
from bulou.law.open_points import OPEN_POINTS

LONGEST_SEARCH = 100


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every instrument and edition; with `?q=`, the sentences of all of them that match."""
    asked = _asked(request)
    today = timezone.localdate()
    rows: list[dict[str, Any]] = [
        {
            "edition": edition,
            "now": edition.holds_on(today),
            "encoded": sum(1 for line in edition.lines if line.sentence.norms),
            "unverified": sum(1 for line in edition.lines if not line.sentence.status.verified),
            "found": matching(edition.lines, asked) if asked else (),
        }
        for edition in all_editions()
    ]
    found = sum(len(row["found"]) for row in rows)
    return _shown(request, "law/index.html", {"at": "index", "rows": rows, "asked": asked, "found": found})


@require_safe
def edition(request: HttpRequest, home: str, edition: str) -> HttpResponse:
    """One edition, article by article; with `?q=`, only the sentences that match."""
    shown = edition_called(f"{home}/{edition}")
    if shown is None:
        raise Http404
    asked = _asked(request)
    lines = matching(shown.lines, asked)
    others = [
        each for each in all_editions() if each.regime.name == shown.regime.name and each.name != shown.name
    ]
    context = {
        "edition": shown,
        "now": shown.holds_on(timezone.localdate()),
        "articles": shown.articles(lines),
        "found": len(lines),
        "asked": asked,
        "others": others,
    }
    return _shown(request, "law/edition.html", context)


def _shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page; nobody keeps the one of someone signed in, for it bears their name."""
    response = render(request, template, context)
    if request.user.is_authenticated:
        add_never_cache_headers(response)
    return response


@require_safe
def open_points(request: HttpRequest) -> HttpResponse:
    """Every open point with its default, its alternatives, what speaks for them and what it bears on."""
    context = {
        "at": "open-points",
        "numbered": [each for some in OPEN_POINTS.values() for each in some],
        "beside": [each for each in READINGS.values() if each.point is None],
    }
    return render(request, "law/open_points.html", context)


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
