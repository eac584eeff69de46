"""/.well-known/security.txt (RFC 9116), made of the node's settings."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bulou.formats.security_txt import SecurityTxt, render
from bulou.formats.uris import is_https, is_uri
from bulou.records import public
from bulou.transport import openpgp

VALID = timedelta(days=180)
NO_HTTPS = "# This node is not reached by https, and RFC 9116 lets no http address stand here.\n"


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """The file; it expires half a year after the day on which it is read."""
    secure = is_https(settings.BULOU_BASE_URL)
    text = render(_content(timezone.now(), secure=secure))
    return HttpResponse(text if secure else NO_HTTPS + text, content_type="text/plain; charset=utf-8")


def _content(at: datetime, *, secure: bool) -> SecurityTxt:
    """Web addresses only where they may stand; without any other contact the sender of this node's mails is named."""

    def page(name: str) -> tuple[str, ...]:
        return (settings.BULOU_BASE_URL + reverse(name),) if secure else ()

    mails = [
        f"mailto:{found.contact_email}" for found in public.receiving_organisations() if found.contact_email
    ]
    contact = settings.BULOU_CONTACT
    named = [contact] if is_uri(contact) and not contact.lower().startswith("http:") else []
    ways = tuple(dict.fromkeys([*named, *page("portal:report"), *mails]))
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return SecurityTxt(
        contact=ways or (f"mailto:{settings.DEFAULT_FROM_EMAIL}",),
        expires=midnight + VALID,
        encryption=page("portal:openpgp-key") if openpgp.has_key() else (),
        acknowledgments=page("portal:thanks"),
        canonical=page("portal:security-txt"),
        policy=page("portal:policy"),
        preferred_languages=("zh", "en"),
    )
