"""The plain pages: home, an organisation, thanks, filed platforms, and how reports are handled."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bulou.entrypoints.filed_words import EVENTS
from bulou.entrypoints.numbers import page_number
from bulou.entrypoints.rules_shown import shown
from bulou.records import public
from bulou.records import rules as house_rules

NEWEST = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this node is, who receives reports here, what was published last."""
    context = {
        "organisations": public.receiving_organisations(),
        "advisories": public.latest_advisories(NEWEST),
    }
    return render(request, "portal/home.html", context)


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """An organisation that receives reports here, and its advisories."""
    found = public.organisation(slug)
    if found is None:
        raise Http404
    listed = public.advisories(organisation=slug, page=page_number(request))
    has_rules = house_rules.in_force(found.id, at=timezone.now()) is not None
    context = {"organisation": found, "list": listed, "has_rules": has_rules}
    return render(request, "portal/organisation.html", context)


@require_safe
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """How an organisation collects, verifies, notifies and publishes; `edition` shows one that was, or is to come."""
    found = house_rules.published(slug, at=timezone.now())
    if found is None:
        raise Http404
    asked = request.GET.get("edition")
    edition = (
        found.now
        if asked is None
        else next((each for each in found.editions if str(each.version) == asked), None)
    )
    if asked is not None and edition is None:
        raise Http404
    context = {"organisation": found.organisation, "rules": found, "edition": edition}
    return render(request, "portal/rules.html", context | {"parts": shown(edition) if edition else []})


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Who was thanked, in the names they chose."""
    return render(request, "portal/thanks.html", {"thanks": public.thanks()})


@require_safe
def platforms(request: HttpRequest) -> HttpResponse:
    """The list that the authorities of this node keep, its history, and what its platforms have recorded of their own filing."""
    listed = public.listed_platforms()
    numbers = {row.number for row in listed}
    context = {
        "listed": listed,
        "history": [(event, EVENTS.get(event.kind, event.kind)) for event in public.list_history()],
        "platforms": [row for row in public.filed_platforms() if row.filing_number not in numbers],
    }
    return render(request, "portal/platforms.html", context)


@require_safe
def guidance(request: HttpRequest) -> HttpResponse:
    """What the authorities of this node say to everyone: questions with answers, and notices; `q` searches them."""
    query = request.GET.get("q", "")[:100]
    return render(request, "portal/guidance.html", {"rows": public.guidance(search=query), "query": query})


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """How reports are handled: what is kept, who reads it, the ceilings, what research is welcome."""
    return render(request, "portal/policy.html")
