"""Search at the desk: numbers, products and identifiers of one's cases, what is public, and the prose of cases one has open.

The prose of an undisclosed case is read only for someone who has opened it (ADR 6). Everything is found and counted
within what this person may know; whatever is typed is text and never a query language.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from bulou.cases.alike import Text, rarest
from bulou.cases.tokens import folded, identifiers, tokens
from bulou.records import shelves
from bulou.records.inbox import Sight, name_holds, newest_named, sight
from bulou.records.likeness import newest_revisions, text_of_known, text_of_revision
from bulou.records.models import Case, Entry, KnownVulnerability, Reading, Sketch
from bulou.records.sealed import SealBroken, case_key
from bulou.records.shelves import MARKS, PUBLIC, Shelf, about
from bulou.records.streams import opened
from bulou.records.visible import OPEN_FOR, title_of

MOST = 20
LOOKED_AT = 200
BUDGET = 200_000
OPEN_CASES = 20
ENTRIES = 500
AROUND = 40


@dataclass(frozen=True, slots=True)
class CaseHit:
    """A case by its number, product or an identifier in its report."""

    number: str
    title: str
    product: str
    versions: str


@dataclass(frozen=True, slots=True)
class PublicHit:
    """An advisory or a known vulnerability; `before`, `hit` and `after` are where the words stand in its text."""

    number: str
    title: str
    product: str
    snippet: tuple[str, str, str]
    known: KnownVulnerability | None = None


@dataclass(frozen=True, slots=True)
class ProseHit:
    """Words in an entry of a case that this person has open."""

    number: str
    index: int
    snippet: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Results:
    """At most twenty of each; no totals, which would count what may not be known."""

    cases: list[CaseHit] = field(default_factory=list)
    public: list[PublicHit] = field(default_factory=list)
    prose: list[ProseHit] = field(default_factory=list)


def search(person_id: UUID, organisation_id: UUID, query: str, *, at: datetime) -> Results:
    """What `query` finds for this person at the desk of this organisation; ten queries at any size."""
    terms = folded(query).split()
    if not terms:
        return Results()
    seen = sight(person_id, organisation_id)
    return Results(
        cases=_cases(seen, organisation_id, query),
        public=_public(query, terms),
        prose=_prose(seen, person_id, terms, at),
    )


def _cases(seen: Sight, organisation_id: UUID, query: str) -> list[CaseHit]:
    ids = newest_named(seen.cases, name_holds(query) | Q(versions__icontains=query), MOST)
    if numbers := identifiers(query):
        shelf = Shelf(organisation_id)
        places = shelves.sketches({shelf: list(shelf.marks(f"#{each.lower()}" for each in numbers))})[shelf]
        identified = seen.picked.filter(sketch__id__in=[each for found in places.values() for each in found])
        ids += identified.order_by("-received_at", "id").values_list("id", flat=True)[:MOST]
    return [
        CaseHit(case.number, title_of(case), case.product, case.versions)
        for case in seen.picked.filter(id__in=ids).order_by("-received_at", "id")[:MOST]
    ]


def _public(query: str, terms: Sequence[str]) -> list[PublicHit]:
    """Public texts in which every word of the query stands, the newest first; Chinese words as they are written."""
    shelf = Shelf(PUBLIC)
    named = shelf.marks(tokens(query))
    held = shelves.held({shelf: list(named)})[shelf]
    if not named or any(not held[mark] for mark in named):
        return []
    places = shelves.sketches({shelf: rarest(held, budget=BUDGET)})[shelf]
    ids = set.intersection(*(set(each) for each in places.values()))
    newest = sorted(ids, reverse=True)[:LOOKED_AT]
    rows = list(Sketch.objects.filter(id__in=newest).select_related("advisory", "known").order_by("-id"))
    rows = [row for row in rows if set(named) <= set(shelf.open(row.marks, MARKS, about(row)))]
    revisions = newest_revisions(row.advisory for row in rows if row.advisory is not None)
    hits = [_public_hit(row, revisions, terms) for row in rows]
    return [hit for hit in hits if hit is not None][:MOST]


def _public_hit(row: Sketch, revisions: dict[UUID, Any], terms: Sequence[str]) -> PublicHit | None:
    if row.known is not None:
        text, number = text_of_known(row.known), row.known.identifier
    elif row.advisory is not None and row.advisory_id in revisions:
        text, number = text_of_revision(revisions[row.advisory_id]), row.advisory.number
    else:
        return None
    if not _stands_in(text, terms):
        return None
    title = text.title or number
    return PublicHit(number, title, text.product[:120], _snippet(text.text, terms), row.known)


def _stands_in(text: Text, terms: Iterable[str]) -> bool:
    """Whether each Chinese word stands there as typed: its pairs alone could lie apart."""
    whole = folded(text.whole)
    return all(term in whole for term in terms if not term.isascii())


def _prose(seen: Sight, person_id: UUID, terms: Sequence[str], at: datetime) -> list[ProseHit]:
    """Where every word stands in one entry of a case that this person may know and has open now."""
    fresh = Reading.objects.filter(person_id=person_id, at__gt=at - OPEN_FOR).order_by("-at")
    cases = {
        case.stream: case
        for case in seen.picked.filter(id__in=fresh.values("case_id")).order_by("-updated_at")[:OPEN_CASES]
    }
    entries = Entry.objects.filter(stream__in=cases).order_by("-id")[:ENTRIES]
    hits = []
    for entry in entries:
        case = cases[entry.stream]
        for text in _words(entry, case):
            plain = folded(text)
            if all(term in plain for term in terms):
                hits.append(ProseHit(case.number, entry.index, _snippet(text, terms)))
                break
    return hits[:MOST]


def _words(entry: Entry, case: Case) -> list[str]:
    """What a person wrote in an entry."""
    try:
        values = opened(entry, case_key(case.id, case.key_wrapped))
    except SealBroken:
        return []
    report = values.pop("report", {})
    return [" ".join(_texts(report)), *_texts(values)]


def _texts(values: Any) -> list[str]:
    found: Collection[Any] = values.values() if isinstance(values, dict) else []
    return [each for each in found if isinstance(each, str)]


def _snippet(text: str, terms: Sequence[str]) -> tuple[str, str, str]:
    """Where the first of the words stands, with what is around it."""
    lowered = text.casefold()
    places = [(lowered.find(term), term) for term in terms]
    place, term = min(((at, term) for at, term in places if at >= 0), default=(0, ""))
    if len(lowered) != len(text):  # a fold that changes lengths: show the beginning
        place, term = 0, ""
    before = text[max(place - AROUND, 0) : place]
    return before, text[place : place + len(term)], text[place + len(term) : place + len(term) + 2 * AROUND]
