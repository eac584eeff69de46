"""The node's OpenPGP key for whoever writes to it: as a file, and where mail programs look (Web Key Directory, direct way)."""

from email.utils import parseaddr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bulou.records import public
from bulou.transport import openpgp
from bulou.transport.openpgp import NotOpenPgp, PublicKey


@require_safe
def armored(request: HttpRequest) -> HttpResponse:
    """The public key as text; 404 where the node has none."""
    response = HttpResponse(openpgp.armored(_key()), content_type="application/pgp-keys")
    response.headers["Content-Disposition"] = 'attachment; filename="openpgp-key.asc"'
    return response


@require_safe
def by_address(request: HttpRequest, hashed: str) -> HttpResponse:
    """The key for an address of this node, under the hash of its local part (draft-koch-openpgp-webkey-service)."""
    known = {openpgp.directory_name(address.partition("@")[0]) for address in _addresses()}
    if hashed not in known:
        raise Http404
    response = HttpResponse(_key().content, content_type="application/octet-stream")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """The directory's policy file; an empty one says that nothing is special here."""
    if not openpgp.has_key():
        raise Http404
    return HttpResponse(b"", content_type="text/plain")


def fingerprint() -> str:
    """The fingerprint of the node's key in groups of four, as people compare it; empty where there is no key."""
    try:
        whole = openpgp.own_key().fingerprint.upper() if openpgp.has_key() else ""
    except (NotOpenPgp, OSError):
        return ""
    return " ".join(whole[start : start + 4] for start in range(0, len(whole), 4))


def _key() -> PublicKey:
    if not openpgp.has_key():
        raise Http404
    try:
        return openpgp.own_key()
    except (NotOpenPgp, OSError):
        raise Http404 from None


def _addresses() -> set[str]:
    """To which mail for this node goes."""
    ours = {parseaddr(settings.DEFAULT_FROM_EMAIL)[1], settings.BULOU_EMAIL_REPLY_TO}
    return {
        each for each in ours | {found.contact_email for found in public.receiving_organisations()} if each
    }
