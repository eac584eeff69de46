"""Very many notifications at one authority, loaded in bulk and verifying: each with a case of its own, its key, its report, its
entry in the journal with commitments that open, its matter, and two bodies that were told of it.

They are copied in by as many processes as there are processors; nothing is measured here. What is spread over them: fifty thousand
vendors of four sizes and of none, a year of days, product classes, remedies, dates that have passed.
"""

import base64
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction

from bench.figures import Figure
from bench.loader import hurry
from bulou import journal
from bulou.records.models import Case, Circulation, Entry, Matter, Organisation, Report, Stream
from bulou.records.rows import New, copy
from bulou.records.sealed import Key, case_key, new_case_key

PEOPLE_OF = UUID("5f2d6a0e-7a10-4f7e-9d0a-0c2f6c7b1d11")
CHUNK = 1_000
DAYS = 365
CLASSES = ("general", "vehicle", "industrial_control", "mobile_app", "", "ai")
SIZES = ("large", "medium", "small", "micro", "")
DAY = timedelta(days=1)


def vendor(place: int) -> UUID:
    """The id of one of the vendors."""
    return uuid5(PEOPLE_OF, str(place))


def load_vendors(count: int, at: datetime) -> None:
    """So many vendors of which nothing but a name and a size is known."""
    rows = [
        New(
            Organisation, id=vendor(place), slug=f"vendor-{place}", prefix=_letters(place), name_zh=f"测试厂商{place}",
            name_en=f"Vendor {place} (test)", roles=["vendor"], size=SIZES[place % 5], receives=False, created_at=at,
        )
        for place in range(count)
    ]  # fmt: skip
    with transaction.atomic():
        copy(rows)


def load(authority: UUID, count: int, vendors: int, at: datetime) -> None:
    """So many notifications to the authority, the newest at `at`, by one process for each processor."""
    shares = os.cpu_count() or 1
    known = {
        "authority": str(authority),
        "count": count,
        "vendors": vendors,
        "at": at.isoformat(),
        "shares": shares,
    }
    loaders = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.inside", "notifications", json.dumps(known | {"share": share})],
            stdout=subprocess.DEVNULL,
        )
        for share in range(shares)
    ]
    for loader in loaders:
        assert loader.wait() == 0


def measure(*, authority: str, count: int, vendors: int, at: str, share: int, shares: int) -> list[Figure]:
    """Load one share of them; what `load` runs as a process of its own."""
    hurry()
    house, moment = UUID(authority), datetime.fromisoformat(at)
    for start in range(share * CHUNK, count, shares * CHUNK):
        rows: dict[type, list[New]] = {}
        for place in range(start, min(start + CHUNK, count)):
            for row in _notification(house, place, count, vendors, moment):
                rows.setdefault(row.model, []).append(row)
        with transaction.atomic():
            for some in rows.values():
                copy(some)
    return []


def _notification(authority: UUID, place: int, count: int, vendors: int, at: datetime) -> Iterator[New]:
    """The rows of one; the smaller its place, the newer it is."""
    case_id, reference = uuid4(), uuid4()
    key, wrapped = new_case_key(case_id)
    received = at - DAYS * DAY * place / count - timedelta(minutes=1)
    number = f"ZZ-{received.year}-{place:07X}"
    content = {
        "title": f"诊断页命令注入 {place}",
        "product_name": f"QY-{place % 9_000}",
        "harm": "控制设备",
        "version": "3.1–3.4",
    }
    raw = journal.canonical(content)
    digest = hashlib.sha256(raw).hexdigest()
    solved = place % 10 >= 3 and place > count // 50
    yield New(
        Case, id=case_id, number=number, organisation_id=authority, role="authority", channel="notification",
        key_wrapped=wrapped, title_sealed=key.close(content["title"].encode(), f"case:{case_id}:title"),
        product=content["product_name"], versions="3.1–3.4", received_at=received, updated_at=received, quality=50,
        rm="closed" if solved else "received", closed_at=received + 20 * DAY if solved else None,
    )  # fmt: skip
    yield New(
        Report, case_id=case_id, organisation_id=authority, channel="notification", received_at=received,
        raw_sealed=key.close(raw, f"report:{case_id}:raw"), raw_sha256=digest, raw_size=len(raw), identity="self_declared",
    )  # fmt: skip
    yield from _entry(case_id, key, received, content, number, digest, len(raw))
    yield _matter(authority, place, count, vendors, received, case_id, reference, key, raw, digest)
    for purpose, body in (("circulate", "cncert"), ("share", "cac")):
        said = (
            {"receipt_at": received + timedelta(seconds=place % 600), "receipt_number": f"R-{place}"}
            if place % 1_000
            else {}
        )
        yield New(Circulation, matter_id=case_id, purpose=purpose, body=body, told_at=received, **said)


def _entry(
    case_id: UUID, key: Key, at: datetime, content: dict[str, str], number: str, digest: str, size: int
) -> Iterator[New]:
    stream = f"case:{case_id}"
    fields = {
        "number": number,
        "channel": "notification",
        "raw_sha256": digest,
        "raw_size": size,
        "files": [],
        "report": content,
    }
    header, payload = journal.seal(
        stream, 0, journal.GENESIS, act="receive_matter", actor="system", at=at, event_at=None, verdict=None, stamp=None,
        fields=fields,
    )  # fmt: skip
    plain = journal.canonical(payload["report"])
    payload["report"] = {"box": base64.b64encode(key.close(plain, f"entry:{stream}:0:report")).decode()}
    data = header.bytes()
    sealed = hashlib.sha256(data).hexdigest()
    yield New(Entry, stream=stream, index=0, hash=sealed, header=data.decode(), payload=payload)
    yield New(Stream, key=stream, length=1, head=sealed, head_at=at)


def _matter(
    authority: UUID, place: int, count: int, vendors: int, received: datetime, case_id: UUID, reference: UUID, key: Key,
    raw: bytes, digest: str,
) -> New:  # fmt: skip
    """Of fifty one is new; of the others seven in ten are remedied, two overdue, one within its date."""
    new = place <= count // 50
    sent, late = received - timedelta(seconds=5), place % 12 == 0
    told: dict[str, Any] = {}
    if not new:
        told = {
            "year": received.year, "serial": place, "number": f"MI〔{received.year}〕{place}号", "registered_at": received + DAY,
            "remedy_by": received + (30 + place % 300 if place % 10 == 0 else 7) * DAY,
        }  # fmt: skip
    if not new and place % 10 >= 3:
        told["remedied_at"] = received + (place % 97) * DAY if place % 5 else received
    if not new and place % 40 == 1:
        told["urged_at"] = received + 7 * DAY
    return New(
        Matter, case_id=case_id, organisation_id=authority, kind="notification", sender_id=vendor(place * 7919 % vendors),
        sender_name=f"测试厂商{place * 7919 % vendors}", sender_case=uuid4(), reference=reference, content_sha256=digest,
        content_sealed=key.close(raw, f"matter:{case_id}"), sent_at=sent, received_at=received,
        limit_at=None if place % 30 == 0 else sent + (-DAY if late else DAY), missing=["harm"] if place % 20 == 0 else [],
        product_class=CLASSES[place % 6], sender_size=SIZES[place * 7919 % vendors % 5], **told,
    )  # fmt: skip


def wrong(sampled: int) -> int:
    """How many of so many notifications, drawn at random, do not verify: an entry whose hash, or one of whose commitments, does
    not hold, a title, report or content that does not open or is not what was sealed.
    """
    some = list(Matter.objects.order_by("?").select_related("case__report")[:sampled])
    entries = {row.stream: row for row in Entry.objects.filter(stream__in=[row.case.stream for row in some])}
    return sum(not _holds(row, entries[row.case.stream]) for row in some)


def _holds(row: Matter, entry: Entry) -> bool:
    case = row.case
    key = case_key(case.id, case.key_wrapped)
    header = journal.Header.read(json.loads(entry.header))
    payload = dict(entry.payload)
    payload["report"] = json.loads(
        key.open(base64.b64decode(payload["report"]["box"]), f"entry:{entry.stream}:0:report")
    )
    report = payload["report"]["value"]
    raw = key.open(case.report.raw_sealed, f"report:{case.id}:raw")
    return (
        hashlib.sha256(entry.header.encode()).hexdigest() == entry.hash
        and Stream.objects.get(key=entry.stream).head == entry.hash
        and header.commit.keys() == payload.keys()
        and all(journal.opens(header.commit[name], field) for name, field in payload.items())
        and hashlib.sha256(raw).hexdigest() == payload["raw_sha256"]["value"] == row.content_sha256
        and key.open(row.content_sealed or b"", f"matter:{case.id}") == raw == journal.canonical(report)
        and key.open(case.title_sealed, f"case:{case.id}:title").decode() == report["title"]
    )


def _letters(place: int) -> str:
    """A prefix of capitals for each of very many."""
    signs = ""
    for _turn in range(5):
        place, least = divmod(place, 26)
        signs = chr(65 + least) + signs
    return f"V{signs}"
