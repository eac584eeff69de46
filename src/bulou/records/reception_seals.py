"""Whether the reception log is whole: each sealed day is counted and hashed anew, and held against its seal.

A day's root is the Merkle root (RFC 9162) over its receptions in the order of their numbers; a leaf is the canonical
JSON of number, channel, moment, hash and size. A lawful purge changes none of these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max

from bulou.journal import canonical, instant, merkle
from bulou.records.models import Entry, Organisation, ReceptionSeal, Report
from bulou.records.reception_log import beginning, day_of, received_between

GRACE = timedelta(minutes=10)  # after midnight, for what is being received at that moment
MOST_NAMED = 5_000  # numbers that a seal names; of a day with more only count and root are sealed
ACT = "seal_reception_day"


@dataclass(frozen=True, slots=True)
class Sum:
    """What is sealed of some days: how many, their root (hex), their numbers in order."""

    count: int
    root: str
    numbers: list[str]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the log should hold and does not, or the other way round.

    `kind`: missing (sealed, not there), added (there, not sealed), altered (all there, not as sealed), entry (a reception
    without its entry), seal (the seal itself is gone or changed), unsealed (a day that should be sealed by now).
    """

    kind: str
    first: date
    last: date
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of one organisation that are over and have no seal."""

    organisation_id: UUID
    first: date
    last: date


def summed(organisation_id: UUID, first: date, last: date) -> Sum:
    """What came in on these days; one query."""
    rows = received_between(organisation_id, first, last).order_by("case__number")
    columns = ("case__number", "channel", "received_at", "raw_sha256", "raw_size")
    return sum_of(list(rows.values_list(*columns)))


def sum_of(rows: Sequence[tuple[str, str, datetime, str, int]]) -> Sum:
    """The sum of these receptions, in this order."""
    nodes: dict[tuple[int, int], bytes] = {}
    leaves = [
        merkle.leaf_hash(
            canonical(
                {"number": number, "channel": channel, "at": instant(at), "sha256": sha256, "size": size}
            )
        )
        for number, channel, at, sha256, size in rows
    ]
    for level, index, digest in merkle.extend(lambda level, index: nodes[level, index], 0, leaves):
        nodes[level, index] = digest
    root = merkle.Tree(lambda level, index: nodes[level, index], len(rows)).root().hex()
    return Sum(len(rows), root, [row[0] for row in rows])


def to_seal(*, at: datetime) -> Stretch | None:
    """The next days to seal, of any organisation: one day with receptions, or all empty days before the next such."""
    last = day_of(at - GRACE) - timedelta(days=1)
    for organisation in _behind(last):
        first = _begins(organisation)
        if first > last:
            continue
        busy = received_between(organisation.id, first, last).order_by("received_at")
        moment = busy.values_list("received_at", flat=True).first()
        if moment is None:
            return Stretch(organisation.id, first, last)
        day = day_of(moment)
        return Stretch(organisation.id, first, first if day == first else day - timedelta(days=1))
    return None


def seals(
    organisation_id: UUID, *, first: date | None = None, last: date | None = None, most: int | None = None
) -> list[ReceptionSeal]:
    """The seals that touch these days, newest first; one query."""
    rows = ReceptionSeal.objects.filter(organisation_id=organisation_id)
    if first:
        rows = rows.filter(last_day__gte=first)
    if last:
        rows = rows.filter(first_day__lte=last)
    return list(rows.order_by("-last_day")[:most])


def gaps(found: Sequence[ReceptionSeal]) -> list[Gap]:
    """What is wrong on the days of these seals of one organisation; three queries, and the receptions of those days."""
    if not found:
        return []
    organisation_id, days = found[0].organisation_id, sorted(found, key=lambda seal: seal.first_day)
    first, last = days[0].first_day, days[-1].last_day
    entries = Entry.objects.filter(
        stream=f"org:{organisation_id}", index__in=[seal.entry_index for seal in days]
    )
    sealed = {entry.index: _values(entry) for entry in entries}
    rows = received_between(organisation_id, first, last).order_by("case__number")
    columns = ("case__number", "channel", "received_at", "raw_sha256", "raw_size")
    received = list(rows.values_list(*columns))
    wrong: list[Gap] = []
    for before, seal in zip([None, *days], days, strict=False):
        own = [row for row in received if seal.first_day <= day_of(row[2]) <= seal.last_day]
        wrong += _gaps_of(seal, before, sealed.get(seal.entry_index), sum_of(own))
    return wrong + _without_entry(organisation_id, first, last)


def every_gap(organisation: Organisation, *, at: datetime) -> list[Gap]:
    """What is wrong with the whole log of an organisation, month by month; what should be sealed by now included."""
    found = seals(organisation.id)[::-1]
    wrong: list[Gap] = []
    for start in range(0, len(found), 31):
        wrong += gaps(found[max(start - 1, 0) : start + 31])
    wrong += _cut_off(organisation.id, found)
    behind, due = _begins(organisation), day_of(at - GRACE) - timedelta(days=2)
    if behind <= due:
        wrong.append(Gap("unsealed", behind, due))
    return list(dict.fromkeys(wrong))


def gaps_of_node(*, at: datetime) -> list[tuple[str, Gap]]:
    """The gaps of every organisation of this node, by short name."""
    houses = Organisation.objects.filter(receives=True).order_by("slug")
    return [(house.slug, gap) for house in houses for gap in every_gap(house, at=at)]


def _gaps_of(
    seal: ReceptionSeal, before: ReceptionSeal | None, sealed: Mapping[str, Any] | None, now: Sum
) -> list[Gap]:
    days = (seal.first_day, seal.last_day)
    said = (str(seal.first_day), str(seal.last_day), seal.count, seal.total, seal.root)
    if (
        sealed is None
        or tuple(sealed.get(each) for each in ("first", "last", "count", "total", "root")) != said
    ):
        return [Gap("seal", *days)]
    found = []
    if before is not None and (before.last_day + timedelta(days=1), before.total + seal.count) != (
        seal.first_day,
        seal.total,
    ):
        found.append(Gap("seal", *days))
    if now.root == seal.root and now.count == seal.count:
        return found
    named, there = set(sealed.get("numbers") or ()), set(now.numbers)
    if not named and seal.count:
        kind = "missing" if now.count < seal.count else "added" if now.count > seal.count else "altered"
        return [*found, Gap(kind, *days, str(abs(now.count - seal.count)))]
    found += [Gap("missing", *days, number) for number in sorted(named - there)]
    found += [Gap("added", *days, number) for number in sorted(there - named)]
    return found if named != there else [*found, Gap("altered", *days)]


def _without_entry(organisation_id: UUID, first: date, last: date) -> list[Gap]:
    """Receptions whose case has lost its first entry, and cases that have lost their reception."""
    reports = received_between(organisation_id, first, last).values_list(
        "case_id", "case__number", "received_at"
    )
    known = {f"case:{case_id}": (number, day_of(at)) for case_id, number, at in reports}
    streams, there = list(known), set()
    for start in range(0, len(streams), 5_000):
        rows = Entry.objects.filter(stream__in=streams[start : start + 5_000], index=0)
        there |= set(rows.values_list("stream", flat=True))
    return [Gap("entry", day, day, number) for key, (number, day) in known.items() if key not in there]


def _cut_off(organisation_id: UUID, found: Sequence[ReceptionSeal]) -> list[Gap]:
    """Seals whose entry is in the organisation's stream, and whose row is gone."""
    rows = {seal.entry_index for seal in found}
    wrong = []
    for entry in Entry.objects.filter(stream=f"org:{organisation_id}", header__contains=f'"{ACT}"'):
        if entry.index not in rows:
            said = _values(entry)
            days = [date.fromisoformat(said[name]) for name in ("first", "last") if name in said]
            if days:
                wrong.append(Gap("seal", days[0], days[-1]))
    return wrong


def _values(entry: Entry) -> dict[str, Any]:
    return {name: held.get("value") for name, held in entry.payload.items() if isinstance(held, dict)}


def _behind(last: date) -> list[Organisation]:
    """Organisations that receive and whose last seal is before `last`; one query."""
    sealed = ReceptionSeal.objects.values("organisation").annotate(until=Max("last_day"))
    done = sealed.filter(until__gte=last).values("organisation")
    return list(
        Organisation.objects.filter(
            receives=True, created_at__lt=beginning(last + timedelta(days=1))
        ).exclude(id__in=done)
    )


def _begins(organisation: Organisation) -> date:
    """The first day that has no seal yet: after the last seal, else when the organisation or its first report came."""
    until = ReceptionSeal.objects.filter(organisation=organisation).aggregate(Max("last_day"))[
        "last_day__max"
    ]
    if until is not None:
        return until + timedelta(days=1)
    first = (
        Report.objects.filter(organisation=organisation)
        .order_by("received_at")
        .values_list("received_at", flat=True)
        .first()
    )
    return day_of(min(filter(None, [first, organisation.created_at])))
