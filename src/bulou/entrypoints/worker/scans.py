"""Showing received files to the malware scanner, if there is one, and recording what it says."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from bulou.acts import Actor, perform
from bulou.acts.files import RecordScan
from bulou.records.files import open_file, unscanned
from bulou.records.sealed import SealBroken
from bulou.transport.clamd import CHUNK, NoScanner, Scan, scan

BATCH = 20
log = logging.getLogger("bulou.worker")


def waiting() -> bool:
    """Whether a scanner is named and a file waits for it."""
    return bool(settings.BULOU_CLAMD and unscanned(most=1))


def scan_files(*, at: datetime) -> int:
    """Show the longest waiting files to the scanner; how many it was asked about.

    While nobody answers at its address they go on waiting, which the log says; nothing else waits for them.
    """
    done = 0
    for file in unscanned(most=BATCH):
        try:
            found = _asked(file.attachment_id)
        except NoScanner as error:
            log.warning("no malware scanner: %s", error)
            break
        act = RecordScan(
            case_id=file.case_id, attachment_id=file.attachment_id, result=found.result, detail=found.detail
        )
        done += bool(perform(act, by=Actor.system(), at=at))
    return done


def _asked(attachment_id: UUID) -> Scan:
    try:
        with open_file(attachment_id) as file:
            return scan(settings.BULOU_CLAMD, _chunks(file))
    except (SealBroken, OSError):
        log.exception("file %s cannot be read", attachment_id)
        return Scan("failed", "unreadable")


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk
