"""Sending the mails of mailings: apart from all others, so that none of these waits for two hundred thousand of them, and no
faster than the node's rate.
"""

import logging
from contextlib import closing
from datetime import datetime
from functools import partial
from time import monotonic

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

from bulou.entrypoints.worker.deliveries import LEASE, MOST_ATTEMPTS, in_time, wait_after
from bulou.records import mailings
from bulou.records.mailings import Outgoing
from bulou.transport import mail as post
from bulou.transport.errors import Undeliverable
from bulou.transport.notices import message

BATCH = 16
log = logging.getLogger("bulou.worker")


class Pace:
    """How many mails may leave now: `rate` a minute, and no more at once than one batch or one second's share.

    Only the leader of the job sends, so that its pace is the node's.
    """

    def __init__(self, rate: int) -> None:
        self._second = rate / 60
        self._most = max(BATCH, self._second)
        self._left = float(self._most)
        self._at = monotonic()

    def allowed(self) -> int:
        """How many may leave at this moment."""
        now = monotonic()
        self._left = min(self._most, self._left + (now - self._at) * self._second)
        self._at = now
        return int(self._left)

    def took(self, count: int) -> None:
        """So many are leaving."""
        self._left -= count


_paces: dict[int, Pace] = {}


def pace() -> Pace:
    """The pace of this process under the rate that is set."""
    return _paces.setdefault(settings.BULOU_MAIL_RATE, Pace(settings.BULOU_MAIL_RATE))


def is_due(at: datetime) -> bool:
    """Whether a mail waits and may leave at `at`."""
    return pace().allowed() >= 1 and mailings.is_due(at=at)


def deliver_mailings(holder: str, *, at: datetime) -> int:
    """Send what is due at `at` and allowed, up to one batch; returns how many were taken in hand."""
    allowed = min(BATCH, pace().allowed())
    mails = mailings.claim(holder, at=at, lease=LEASE, most=allowed) if allowed else []
    if not mails:
        return 0
    pace().took(len(mails))
    with closing(post.connect()) as connection:
        for mail, now in in_time(mails, partial(mailings.let_go, holder), at=at):
            _deliver(mail, holder, connection, at=now)
    return len(mails)


def _deliver(mail: Outgoing, holder: str, connection: BaseEmailBackend, *, at: datetime) -> None:
    try:
        post.hand_over(connection, message(mail, at=at))
    except Undeliverable as error:
        _not_delivered(mail, holder, str(error), final=error.final, at=at)
    except Exception as error:
        log.exception("mail %s", mail.id)
        _not_delivered(mail, holder, type(error).__name__, final=False, at=at)
    else:
        mailings.delivered(mail, holder, at=at)


def _not_delivered(mail: Outgoing, holder: str, error: str, *, final: bool, at: datetime) -> None:
    if not final and mail.attempts + 1 < MOST_ATTEMPTS:
        mailings.put_off(mail, holder, until=at + wait_after(mail.attempts), error=error)
    else:
        log.error("mail %s failed: %s", mail.id, error)
        mailings.failed(mail, holder, at=at, error=error)
