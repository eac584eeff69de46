"""The language of a page that answers a form: it goes with the form, so that a switch loses nothing that was typed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


def speak(request: HttpRequest, code: str) -> None:
    """Answer this request in the language `code`; an unknown one changes nothing."""
    if code in dict(settings.LANGUAGES):
        translation.activate(code)
        request.LANGUAGE_CODE = code


def remembered(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response, with the active language kept for the pages that follow."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        translation.get_language() or settings.LANGUAGE_CODE,
        max_age=365 * 24 * 3600,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response
