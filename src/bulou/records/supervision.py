"""What an authority may see of an organisation that it supervises, and nothing beside (ADR 28).

Of the organisation: its name, how its duties were kept in numbers, what stands in its reception seals and canaries. Of a case:
its number, a duty with its moments, and the headers of the entries that a finding rests on. Never a title, a product, a
person of the organisation, a party, or anything that was written in a case.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from bulou.records.facts import duties_of, fold, given, passing_facts
from bulou.records.figures import Asked, Kept, kept
from bulou.records.houses import House, named
from bulou.records.models import (
    AbuseFlag,
    Advisory,
    Canary,
    Case,
    ConfirmedFinding,
    Correction,
    Duty,
    Entry,
    Organisation,
    ReceptionSeal,
    Supervision,
)
from bulou.records.reception_log import INSPECTED_FOR, Inspection, beginning, day_of
from bulou.records.reception_seals import gaps, seals
from bulou.records.sealed import node_key

MOST = 50
YEAR = timedelta(days=365)
NOTIFY = "RMSV-7-2"
Place = tuple[str, int, str]
SUSPECTED = {
    "sale": "RMSV-4-2-sale",
    "collection": "RMSV-4-2-collect",
    "publication": "RMSV-4-2-share",
    "use": "RMSV-4-1",
}


@dataclass(frozen=True, slots=True)
class Derived:
    """A finding as it follows from the journal now. `rule` names how, `key` which one it is, `norm` the article it is under.

    `evidence` are the entries it rests on (stream, index, hash); `number` the case, where it is about one.
    """

    rule: str
    key: str
    norm: str
    occurred_at: datetime
    evidence: tuple[Place, ...]
    number: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Supervised:
    """An organisation under supervision: since when, and on which basis."""

    organisation: Organisation
    basis: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Order:
    """A correction order as its holder reads it: the row, the other side, and what was written on either side. The other side is
    None while its node is revoked.
    """

    row: Correction
    other: House | None
    text: str
    answer: str
    closing: str


def supervised(authority_id: UUID) -> list[Supervised]:
    """The organisations that an authority supervises now, by short name; one query."""
    rows = Supervision.objects.filter(authority_id=authority_id, ended_at=None, authority__is_authority=True)
    found = rows.select_related("subject").order_by("subject__slug")
    return [Supervised(row.subject, row.basis, row.begun_at) for row in found]


def subject_of(authority_id: UUID, subject_id: UUID) -> Supervised | None:
    """The organisation, if this authority supervises it now; None for every other, as if it were not there; one query."""
    return next((each for each in supervised(authority_id) if each.organisation.id == subject_id), None)


def supervisable(authority_id: UUID) -> list[Organisation]:
    """The organisations of the node that this authority could begin to supervise; one query."""
    known = Supervision.objects.filter(authority_id=authority_id, ended_at=None).values("subject")
    return list(Organisation.objects.filter(is_authority=False).exclude(id__in=known).order_by("slug"))


def supervisors(subject_id: UUID) -> list[Supervision]:
    """Who supervises an organisation now, for that organisation itself; one query."""
    rows = Supervision.objects.filter(subject_id=subject_id, ended_at=None)
    return list(rows.select_related("authority").order_by("begun_at"))


def duties_kept(subject: Organisation, *, at: datetime) -> list[Kept]:
    """How the organisation has kept its duties in the cases of a year, by duty; one query."""
    today = day_of(at)
    return kept(Case.objects.filter(organisation=subject), Asked(today - YEAR, today, "month"), at=at)


def derived(subject: Organisation, *, at: datetime) -> list[Derived]:
    """The findings that follow from the journal at `at`, newest first; at most fifty of each rule; ten queries."""
    missed = Q(done_at__gt=F("due_at")) | Q(done_at=None, live=True, due_at__lt=at)
    late = Duty.objects.filter(missed, duty_id=NOTIFY, case__organisation=subject).order_by("-due_at")
    out = Advisory.objects.filter(case__organisation=subject, published_at__isnull=False).order_by(
        "-published_at"
    )
    flags = AbuseFlag.objects.filter(case__organisation=subject, referred_at__isnull=False).order_by(
        "-referred_at"
    )
    canaries = Canary.objects.filter(organisation=subject, missed_at__gte=at - YEAR).order_by("-missed_at")
    sealed = seals(subject.id, most=31)
    cases = {row.case.stream: row.case for row in late.select_related("case", "case__organisation")[:MOST]}
    published = {row.case.stream: row.case for row in out.select_related("case")[:MOST]}
    referred = list(flags.select_related("case")[:MOST])
    own = f"org:{subject.id}"
    found = _by_stream(
        Q(stream__in=list(cases))
        | Q(stream__in=list(published), header__contains='"act":"publish_advisory"')
        | Q(stream__in=[flag.case.stream for flag in referred], header__contains='"act":"refer_abuse"')
        | Q(stream=own, index__in=[seal.entry_index for seal in sealed])
        | Q(stream=own, header__contains='"act":"miss_canary"')
    )
    house = found.get(own, [])
    findings = [
        *(
            each
            for stream, case in cases.items()
            for each in _late_notification(case, found.get(stream, []), at)
        ),
        *(
            each
            for stream, case in published.items()
            for each in _early_publication(case, found.get(stream, []))
        ),
        *_log_gaps(sealed, house),
        *_dead_channels(list(canaries[:MOST]), house),
        *(each for flag in referred for each in _article_4(flag, found.get(flag.case.stream, []))),
    ]
    return sorted(findings, key=lambda each: (each.occurred_at, each.key), reverse=True)


def confirmed(authority_id: UUID, subject_id: UUID) -> list[ConfirmedFinding]:
    """The findings that were confirmed, newest first; one query."""
    rows = ConfirmedFinding.objects.filter(authority_id=authority_id, subject_id=subject_id)
    return list(rows.select_related("confirmed_by").order_by("-confirmed_at"))


def orders(holder_id: UUID, *, other_id: UUID | None = None, issued: bool) -> list[Order]:
    """The correction orders that an organisation issued or received, newest first, in clear; three queries at most."""
    rows = Correction.objects.filter(holder_id=holder_id, issued=issued)
    rows = rows.filter(other_id=other_id) if other_id else rows
    found = list(rows.order_by("-issued_at")[:MOST])
    others = named(holder_id, [row.other_id for row in found])
    return [_order(row, others.get(row.other_id)) for row in found]


def said_in(holder_id: UUID, order: UUID, part: str) -> str:
    """The binding of what was written in an order to the side that holds it and the step."""
    return f"correction:{holder_id}:{order}:{part}"


def inspected(
    authority_id: UUID, index: int, person_id: UUID, *, at: datetime
) -> tuple[UUID, Inspection] | None:
    """The inspection that this person opened under this index within twelve hours, and of whom; one query."""
    entry = Entry.objects.filter(stream=f"org:{authority_id}", index=index).first()
    if entry is None:
        return None
    header = json.loads(entry.header)
    opened_at = datetime.fromisoformat(header["at"])
    own = (header["act"], header["actor"]) == ("inspect_supervised", f"person:{person_id}")
    if not own or "refused" in entry.payload or opened_at < at - INSPECTED_FOR:
        return None
    said: dict[str, Any] = {name: held.get("value") for name, held in entry.payload.items()}
    days = (date.fromisoformat(said["first"]), date.fromisoformat(said["last"]))
    return UUID(said["subject"]), Inspection(*days, "", said["mandate"], opened_at, index, entry.hash)


def _order(row: Correction, other: House | None) -> Order:
    def opened(box: bytes | memoryview | None, part: str) -> str:
        return node_key().open(box, said_in(row.holder_id, row.order, part)).decode() if box else ""

    return Order(
        row,
        other,
        opened(row.text_sealed, "issued"),
        opened(row.answer_sealed, "answered"),
        opened(row.closing_sealed, "closed"),
    )


def _late_notification(case: Case, entries: Sequence[Entry], at: datetime) -> Iterator[Derived]:
    """Article 7(2): the two days ended before a packet went out. The limit is computed anew from the case's entries."""
    folded = fold(case, entries)
    known = given(folded, passing_facts(folded, at=at, binding=()))  # no major event moves this limit
    duty = next((each for each in duties_of(folded, known, at=at) if each.duty_id == NOTIFY), None)
    if duty is not None and duty.due_at is not None and (duty.done_at or at) > duty.due_at:
        told = [entries[0], *(each for each in entries if '"act":"notify_authority"' in each.header)][:2]
        done = duty.done_at.isoformat() if duty.done_at else ""
        yield Derived(
            "late_notification",
            f"late_notification:{case.id}",
            NOTIFY,
            duty.due_at,
            _places(told),
            case.number,
            done,
        )


def _early_publication(case: Case, entries: Sequence[Entry]) -> Iterator[Derived]:
    """Article 9(1): published where the sealed facts held neither a remedy nor an assessment by the authorities."""
    for entry in entries:
        if '"act":"publish_advisory"' not in entry.header or "refused" in entry.payload:
            continue
        facts = entry.payload.get("decision", {}).get("value", {}).get("facts", {})
        assessed = facts.get("authorities_assessment") == "done_no_objection" or facts.get("already_public")
        if facts.get("remediation_provided") is False and not assessed:
            key = f"early_publication:{case.id}:{entry.index}"
            yield Derived("early_publication", key, "RMSV-9-1", _at(entry), _places([entry]), case.number)


def _log_gaps(sealed: Sequence[ReceptionSeal], house: Sequence[Entry]) -> Iterator[Derived]:
    """Article 5: what the sealed days of the reception log hold is not what is there."""
    by_index = {entry.index: entry for entry in house}
    for gap in gaps(sealed)[:MOST]:
        seal = next((each for each in sealed if each.first_day <= gap.first <= each.last_day), None)
        entry = by_index.get(seal.entry_index) if seal else None
        key = f"log_gap:{gap.kind}:{gap.first}:{gap.detail}"[:160]
        yield Derived(
            "log_gap",
            key,
            "RMSV-5-2",
            beginning(gap.last),
            _places([entry] if entry else []),
            gap.detail,
            gap.kind,
        )


def _dead_channels(canaries: Sequence[Canary], house: Sequence[Entry]) -> Iterator[Derived]:
    """Article 5: a canary was sent and did not come; the channel was not open."""
    missed = {_value(entry, "canary"): entry for entry in house if '"act":"miss_canary"' in entry.header}
    for row in canaries:
        entry = missed.get(str(row.id))
        if entry is not None and row.missed_at is not None:
            key = f"dead_channel:{row.channel}:{row.day}"
            yield Derived("dead_channel", key, "RMSV-5-1", row.missed_at, _places([entry]), "", row.channel)


def _article_4(flag: AbuseFlag, entries: Sequence[Entry]) -> Iterator[Derived]:
    """Article 4: a suspicion that the organisation itself has handed to the authorities; others are its own affair."""
    told = [
        each
        for each in entries
        if '"act":"refer_abuse"' in each.header and _value(each, "flag") == str(flag.id)
    ]
    if told:
        norm, case = SUSPECTED.get(flag.suspicion, "RMSV-4-1"), flag.case
        yield Derived(
            "article_4",
            f"article_4:{flag.id}",
            norm,
            _at(told[0]),
            _places(told[:1]),
            case.number,
            flag.suspicion,
        )


def _by_stream(wanted: Q) -> dict[str, list[Entry]]:
    """These entries by stream, in order; one query."""
    found: dict[str, list[Entry]] = {}
    for entry in Entry.objects.filter(wanted).order_by("stream", "index"):
        found.setdefault(entry.stream, []).append(entry)
    return found


def _value(entry: Entry, name: str) -> str:
    return str(entry.payload.get(name, {}).get("value"))


def _places(entries: Iterable[Entry]) -> tuple[Place, ...]:
    return tuple((entry.stream, entry.index, entry.hash) for entry in entries)


def _at(entry: Entry) -> datetime:
    return datetime.fromisoformat(json.loads(entry.header)["at"])
