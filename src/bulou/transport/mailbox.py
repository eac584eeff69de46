"""Mail in, over IMAP: what waits, its bytes as they are, and putting it away once it is safe.

A mail waits as long as it lies in the folder; whether someone has read it there with another program does not matter.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from django.conf import settings
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

LARGEST = 50 * 1024 * 1024  # bytes that are kept of one mail
PATIENCE_SECONDS = 30
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxAway(Exception):
    """The mailbox cannot be reached or does not answer as it should; try again later."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A mail as it lies there. `raw` are its first 50 MB; `size` is all of it."""

    uid: str
    raw: bytes
    size: int

    @property
    def is_cut(self) -> bool:
        return self.size > len(self.raw)


class OpenMailbox:
    """A mailbox one is signed in to. Every method raises MailboxAway."""

    def __init__(self, box: BaseMailBox) -> None:
        self._box = box

    def waiting(self) -> list[str]:
        """The ids of the mails that wait, oldest first."""
        with _told():
            return sorted(self._box.uids("ALL", charset=None), key=int)

    def fetch(self, uid: str) -> Incoming | None:
        """One mail byte for byte, without any flag being changed; None when another worker has put it away."""
        with _told():
            status, found = self._box.client.uid("FETCH", uid, f"(RFC822.SIZE BODY.PEEK[]<0.{LARGEST}>)")
        part = next((each for each in found if isinstance(each, tuple)), None)
        if status != "OK" or part is None:
            return None
        about, raw = part
        told = _SIZE.search(about)
        return Incoming(uid, raw, int(told[1]) if told else len(raw))

    def put_away(self, uid: str) -> None:
        """Move one mail into the folder for what is received, which is made where it is missing."""
        with _told():
            folder = settings.BULOU_IMAP_DONE
            if not self._box.folder.exists(folder):
                self._box.folder.create(folder)
            self._box.move(uid, folder)


@contextmanager
def opened() -> Iterator[OpenMailbox]:
    """The mailbox of the settings for the time of the block. Raises MailboxAway."""
    with _told():
        box = _connected()
    try:
        yield OpenMailbox(box)
    finally:
        with suppress(ImapToolsError, imaplib.IMAP4.error, OSError):  # the server closes by itself
            box.logout()


def _connected() -> BaseMailBox:
    where = settings.BULOU_MAILBOX
    assert where is not None, "asked only where there is a mailbox"
    if where.security == "imap":
        box: BaseMailBox = MailBoxUnencrypted(where.host, where.port, timeout=PATIENCE_SECONDS)
    else:
        kind = MailBox if where.security == "imaps" else MailBoxStartTls
        context = ssl.create_default_context()
        box = kind(where.host, where.port, timeout=PATIENCE_SECONDS, ssl_context=context)
    login = box.login if f"{where.user}{where.password}".isascii() else box.login_utf8
    return login(where.user, where.password, where.folder)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (ImapToolsError, imaplib.IMAP4.error, OSError) as error:
        raise MailboxAway(f"{type(error).__name__}: {error}"[:200]) from None
