"""The pages for what is not there and for what went wrong; one not-found for everyone and everything (DECISIONS 15)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, is_valid_path
from django.utils.encoding import iri_to_uri
from django.utils.http import escape_leading_slashes
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_safe


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same words whatever was asked for. Where only a slash is too many, the address without it is told."""
    bare = request.path_info.rstrip("/")
    if request.method in ("GET", "HEAD") and isinstance(exception, Resolver404) and is_valid_path(bare):
        query = f"?{request.META['QUERY_STRING']}" if request.META["QUERY_STRING"] else ""
        return redirect(f"{escape_leading_slashes(iri_to_uri(bare))}{query}", permanent=True)
    response = render(request, "portal/errors/not_found.html", {"nowhere": True}, status=404)
    response.headers["Cache-Control"] = "no-store"  # it may stand where a case stands for somebody else
    return response


@require_safe
def nowhere(request: HttpRequest, *_parts: str) -> HttpResponse:
    """A page of a library that is not ours to show: such as those on which people would change their own address (AC29)."""
    raise Http404


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "portal/errors/bad_request.html", status=400)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came back without its cookie."""
    return render(request, "portal/errors/cookie.html", status=403)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """Something failed on our side; the page needs no database and no session."""
    return render(request, "portal/errors/went_wrong.html", status=500)
