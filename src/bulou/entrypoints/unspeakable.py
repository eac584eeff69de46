"""Addresses that name nothing on any database."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase


class UnspeakablePaths:
    """Middleware, after all others: an address that holds NUL is found nowhere. PostgreSQL could not even be asked for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Raises Http404 for such an address."""
        if "\x00" in request.path_info:
            raise Http404
        return self.get_response(request)
