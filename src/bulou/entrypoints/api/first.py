"""The API's place before all other middleware: reports go straight in, and every error leaves as a problem document."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from bulou.entrypoints.api import intake, problems

PREFIX = "/api/"
REPORTS = re.compile(r"/api/v1/organisations/([a-z0-9-]{1,60})/reports")


class ApiFirst:
    """Middleware, first in the list. A report needs no session, no cookie and no page, so none is made for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Receive a report at once; let everything else through, and say the API's errors as RFC 9457 does."""
        if request.method == "POST" and (found := REPORTS.fullmatch(request.path_info)):
            return intake.receive(request, found[1])
        response = self.get_response(request)
        if not request.path_info.startswith(PREFIX) or response.status_code < 400:
            return response
        if response.get("Content-Type", "").startswith(problems.TYPE):
            return response
        with translation.override(translation.get_language_from_request(request)):
            return problems.of_status(response)
