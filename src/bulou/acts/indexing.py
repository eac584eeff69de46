"""Keeping the index of what is alike: after the commit, in batches, by the worker, from where it left off.

A report is received without it. What is new is read from the journal in the order of its leaves, which are given after
the commit, so that nothing is passed over; known vulnerabilities are marked until they are in. A stopped worker goes on
where the last batch ended. The index holds nothing that cannot be made again from the records.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bulou.cases.alike import Text
from bulou.records.likeness import text_of_advisory, text_of_known, texts_of_cases
from bulou.records.models import Advisory, Case, Entry, KnownVulnerability, Posting, Sketch, Space
from bulou.records.shelves import MARKS, PUBLIC, Shelf

BATCH = 200
TIER = 8  # so many segments of about a size become one
LARGEST = 60_000  # texts of a segment that is merged no more
RELEASED = frozenset({"publish_advisory", "revise_advisory", "correct_advisory", "withdraw_advisory"})
RETOLD = frozenset({"identify_product"})

Indexed = tuple[Mapping[str, object], str, tuple[str, ...]]


def index(at: datetime, *, batch: int = BATCH) -> int:
    """Take the next entries and known vulnerabilities into the index; how many were looked at."""
    with transaction.atomic(durable=True):
        public = _space(PUBLIC)
        entries = _entries(public.leaf, batch)
        cases, advisories = _concerned(entries)
        for organisation_id, rows in _by_organisation(cases).items():
            shelve(Shelf(organisation_id), rows)
        shelve(Shelf(PUBLIC), [_advisory(row) for row in advisories])
        known = list(KnownVulnerability.objects.filter(indexed_at=None).order_by("id")[:batch])
        shelve(Shelf(PUBLIC), [_known(row) for row in known])
        KnownVulnerability.objects.filter(id__in=[row.id for row in known]).update(indexed_at=at)
        if entries:
            Space.objects.filter(id=PUBLIC).update(leaf=entries[-1][0])
    return max(len(entries), len(known))


def _entries(leaf: int, batch: int) -> list[tuple[int, str, int, str]]:
    """Leaf, stream, index and act of the next entries."""
    rows = Entry.objects.filter(leaf__gt=leaf).order_by("leaf")[:batch]
    return [
        (seen or 0, stream, index_, json.loads(header)["act"])
        for seen, stream, index_, header in rows.values_list("leaf", "stream", "index", "header")
    ]


def _concerned(entries: Sequence[tuple[int, str, int, str]]) -> tuple[list[Case], list[Advisory]]:
    """The cases whose report these entries tell, and the advisories that they changed."""
    own = [entry for entry in entries if entry[1].startswith("case:")]
    told = {UUID(stream[5:]) for _leaf, stream, place, act in own if place == 0 or act in RETOLD}
    released = {UUID(stream[5:]) for _leaf, stream, _place, act in own if act in RELEASED}
    cases = Case.objects.filter(id__in=told, report__purged_at=None, report__isnull=False)
    advisories = Advisory.objects.filter(case_id__in=released, published_at__isnull=False)
    return list(cases), list(advisories)


def _by_organisation(cases: Sequence[Case]) -> dict[UUID, list[Indexed]]:
    found: dict[UUID, list[Indexed]] = defaultdict(list)
    texts = texts_of_cases(cases)
    for case in cases:
        if case.id in texts:
            found[case.organisation_id].append(_indexed({"case_id": case.id}, texts[case.id]))
    return found


def _advisory(row: Advisory) -> Indexed:
    return _indexed({"advisory_id": row.id}, text_of_advisory(row))


def _known(row: KnownVulnerability) -> Indexed:
    return _indexed({"known_id": row.id}, text_of_known(row))


def _indexed(of: Mapping[str, object], text: Text) -> Indexed:
    return of, text.language, text.tokens


def shelve(shelf: Shelf, texts: Sequence[Indexed]) -> None:
    """Put these texts on a shelf in place of their former sketches, in one segment, and merge what has become many."""
    if not texts:
        return
    space = _space(shelf.space)
    _take_away(shelf, space, [of for of, _language, _tokens in texts])
    segment, space.following = space.following, space.following + 1
    marks = [list(shelf.marks(tokens)) for _of, _language, tokens in texts]
    rows = [
        Sketch(
            space=space,
            language=language,
            marks=shelf.close(each, MARKS, _about(of)),
            **of,
        )
        for (of, language, _tokens), each in zip(texts, marks, strict=True)
    ]
    Sketch.objects.bulk_create(rows, batch_size=500)
    held: dict[int, list[int]] = defaultdict(list)
    for row, each in zip(rows, marks, strict=True):
        for mark in each:
            held[mark].append(row.id)
    postings = [shelf.posting(mark, segment, ids) for mark, ids in held.items()]
    Posting.objects.bulk_create(postings, batch_size=1000)
    space.segments[str(segment)] = len(rows)
    space.texts += len(rows)
    _merge(shelf, space)
    space.save()


def unshelve(case: Case) -> None:
    """Take a case's report out of the index, with every trace of its tokens."""
    shelf = Shelf(case.organisation_id)
    if not Sketch.objects.filter(case=case).exists():
        return
    space = _space(shelf.space)
    _take_away(shelf, space, [{"case_id": case.id}])
    space.save()


def _take_away(shelf: Shelf, space: Space, of: Iterable[Mapping[str, object]]) -> None:
    """Remove the sketches of these texts and, where they are someone's own, their places under each mark."""
    field = "case_id" if not shelf.public else ""
    ids = defaultdict(list)
    for each in of:
        for name, value in each.items():
            ids[name].append(value)
    for name, values in ids.items():
        for row in Sketch.objects.filter(**{f"{name}__in": values}):
            if name == field:
                _forget(shelf, row.id, shelf.open(row.marks, MARKS, _about({name: getattr(row, name)})))
            space.texts -= 1
            row.delete()


def _forget(shelf: Shelf, sketch: int, marks: Iterable[int]) -> None:
    for row in Posting.objects.filter(space=shelf.space, mark__in=list(marks)):
        ids = shelf.opened(row)
        if sketch not in ids:
            continue
        ids.remove(sketch)
        Posting.objects.filter(pk=row.pk).delete()
        if ids:
            shelf.posting(row.mark, row.segment, ids).save(force_insert=True)


def _merge(shelf: Shelf, space: Space) -> None:
    """Make one segment of many small ones of about a size, so that a mark never lies in more than a few rows."""
    tiers: dict[int, list[str]] = defaultdict(list)
    for name, texts in space.segments.items():
        if texts < LARGEST:
            tiers[len(f"{max(texts, 1):o}")].append(name)
    for names in tiers.values():
        if len(names) < TIER:
            continue
        rows = Posting.objects.filter(space=shelf.space, segment__in=[int(name) for name in names])
        held: dict[int, list[int]] = defaultdict(list)
        for row in rows.iterator(chunk_size=2000):
            held[row.mark].extend(shelf.opened(row))
        segment, space.following = space.following, space.following + 1
        rows.delete()
        merged = (shelf.posting(mark, segment, ids) for mark, ids in held.items())
        Posting.objects.bulk_create(merged, batch_size=1000)
        space.segments[str(segment)] = sum(space.segments.pop(name) for name in names)


def _about(of: Mapping[str, object]) -> str:
    return ":".join(map(str, next(iter(of.items()))))


def _space(identity: UUID) -> Space:
    Space.objects.get_or_create(id=identity)
    return Space.objects.select_for_update().get(id=identity)
