"""How a canary goes in: through the addresses that reporters use, over the network, with nothing that favours it."""

import json
import smtplib
from http.client import HTTPException
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

from django.conf import settings
from django.core.mail import EmailMessage

from bulou.transport.errors import Undeliverable

PATIENCE = 10.0  # seconds that one may take
_opener = build_opener(ProxyHandler({}))  # to ourselves, whatever proxy the machine has


def send(channel: str, *, slug: str, contact: str, word: str) -> None:
    """Bring `word` to the organisation by this channel. Raises Undeliverable when it certainly did not get in."""
    match channel:
        case "api":
            body = json.dumps({"note": word}).encode()
            _post(f"/api/v1/organisations/{slug}/reports", body, "application/json")
        case "portal":
            fields = {"note": word, "identity": "anonymous", "step": "submit"}
            _post(f"/report/{slug}", urlencode(fields).encode(), "application/x-www-form-urlencoded")
        case "email":
            _mail(contact, word)
        case _:
            raise Undeliverable(f"no way in is called {channel!r}", final=True)


def _post(path: str, body: bytes, kind: str) -> None:
    address = settings.BULOU_BASE_URL + path
    if not address.startswith(("http://", "https://")):
        raise Undeliverable("BULOU_BASE_URL is not an http address", final=True)
    request = Request(address, data=body, headers={"Content-Type": kind, "User-Agent": "bulou-canary"})  # noqa: S310  checked above
    try:
        with _opener.open(request, timeout=PATIENCE) as answer:
            answer.read(64 * 1024)
    except (URLError, HTTPException, OSError) as error:
        raise Undeliverable(f"{path}: {error}") from error


def _mail(contact: str, word: str) -> None:
    if not contact:
        raise Undeliverable("the organisation has no address for mail", final=True)
    mail = EmailMessage("canary", word + "\n", to=[contact], headers={"Auto-Submitted": "auto-generated"})
    try:
        mail.send()
    except (smtplib.SMTPException, OSError) as error:
        raise Undeliverable(f"mail server: {type(error).__name__}") from error
