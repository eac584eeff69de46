"""For which organisation a mail is: by the address it was sent to."""

from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings

from bulou.records import public
from bulou.records.public import PublicOrganisation


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who receives a mail; `named` when one of its recipients said so."""

    organisation: PublicOrganisation
    named: bool


def addressee(recipients: Iterable[str]) -> Addressee | None:
    """By contact address, by `anything+slug@` of ours, else by the settings; None when nobody receives. One query."""
    receiving = public.receiving_organisations()
    if not receiving:
        return None
    by_contact = {each.contact_email.casefold(): each for each in receiving if each.contact_email}
    by_slug = {each.slug: each for each in receiving}
    ours = {*by_contact, *own_addresses()}
    for recipient in recipients:
        base, tag = _untagged(recipient.casefold())
        if base in ours and tag in by_slug:
            return Addressee(by_slug[tag], named=True)
        found = by_contact.get(recipient.casefold()) or by_contact.get(base)
        if found:
            return Addressee(found, named=True)
    chosen = by_slug.get(settings.BULOU_IMAP_ORGANISATION)
    return Addressee(chosen or receiving[0], named=chosen is not None or len(receiving) == 1)


def own_addresses() -> set[str]:
    """The addresses from which this node writes and to which it is answered."""
    found = {parseaddr(each)[1] for each in (settings.DEFAULT_FROM_EMAIL, settings.BULOU_EMAIL_REPLY_TO)}
    return {each.casefold() for each in found if each}


def _untagged(address: str) -> tuple[str, str]:
    """`security+slug@…` as (`security@…`, `slug`)."""
    local, _at, domain = address.rpartition("@")
    base, _plus, tag = local.partition("+")
    return f"{base}@{domain}", tag
