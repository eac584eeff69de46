"""Which language a page speaks, chosen by a plain link so that it works without a script, a session or a form."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

PARAMETER = "lang"


class LanguageLink:
    """Middleware, after Django's LocaleMiddleware: `?lang=en` shows this page in English and remembers the choice in
    the language cookie. An unknown value changes nothing. Only GET and HEAD are looked at.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language the link asks for, if it is one of ours."""
        chosen = request.GET.get(PARAMETER, "") if request.method in ("GET", "HEAD") else ""
        if chosen not in dict(settings.LANGUAGES):
            return self.get_response(request)
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen
        response = self.get_response(request)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
        return response
