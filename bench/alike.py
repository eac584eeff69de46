"""Whether a second finder's report finds the first one's, and how long that takes among 300,000 texts.

The 640 first texts and the 640 questions are those labelled in tests/cases/alike.jsonl. All other texts are synthetic, and
sets of tokens rather than prose: two fifths are labelled texts under another product's name, path and version, the rest is
drawn from a vocabulary in which few tokens are common. All lie in one organisation's space, in closed boxes.
"""

import json
import random
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from statistics import median, quantiles
from typing import Any

from django.db import connection
from django.utils import timezone

from bench.figures import Figure
from bench.loader import the_organisation
from bench.postgres import ROOT
from bulou.cases.alike import Text
from bulou.records.likeness import Found, all_resembling, best
from bulou.records.models import KnownVulnerability, Posting, Sketch, Space
from bulou.records.shelves import IDS, MARKS, Shelf

PART = "alike: a second finder's report among {:,} texts, PostgreSQL"
LABELS = ROOT / "tests" / "cases" / "alike.jsonl"
SEGMENT = 50_000
LEAST = 0.9
Item = tuple[str, Sequence[str]]


def measure(*, texts: int, every: int = 1) -> list[Figure]:
    """The figures of the part, over so many texts; each of the labelled questions is asked, or one of `every`."""
    rows = [json.loads(line) for line in LABELS.read_text().splitlines()]
    shelf = Shelf(the_organisation())
    start = time.perf_counter()
    first = [(language, row[language]) for language in ("zh", "en") for row in rows]
    _load(
        shelf,
        [*((language, Text(**of).tokens) for language, of in first), *_synthetic(rows, texts - len(first))],
    )
    taken = time.perf_counter() - start
    part, figures = PART.format(texts), []
    took: list[float] = []
    for asked, answer in (("zh", "zh"), ("en", "en"), ("zh", "en"), ("en", "zh")):
        chosen = list(enumerate(rows))[::every]
        hits = sum(_finds(shelf, row, asked, answer, place, len(rows), took) for place, row in chosen)
        goal = {"least": LEAST, "must": texts <= len(first)} if asked == answer else {}
        words = f"recall@5, {asked} → {answer}, {len(chosen)} questions"
        figures.append(Figure(part, words, [hits / len(chosen)], **goal))
    late = quantiles(took, n=20)[18] * 1000
    return [
        *figures,
        Figure(part, "one question, median", [median(took) * 1000], "ms"),
        Figure(part, "one question, p95", [late], "ms", most=200),
        Figure(part, "texts in the index", [float(_counted(shelf))], least=texts, most=texts, must=True),
        Figure(part, "size on disk", [_size()], "MB"),
        Figure(part, "bulk load", [taken], "s"),
    ]


def _finds(
    shelf: Shelf, row: Any, asked: str, answer: str, place: int, count: int, took: list[float]
) -> bool:
    """Whether the labelled text is among the five best of its language (of three in another: what the page shows)."""
    question = Text(**row[f"{asked}_again"])
    start = time.perf_counter()
    found = all_resembling(question, {shelf: lambda rows: rows})[shelf]
    took.append(time.perf_counter() - start)
    wanted = 1 + place + (count if answer == "en" else 0)
    listed: list[Found] = [each for each in found if each.sketch.language == answer][:5]
    assert all(each in listed for each in best(found) if each.sketch.language == answer)
    return any(each.sketch.known_id == wanted for each in listed)


def _synthetic(rows: Sequence[Any], count: int) -> Iterator[Item]:
    """Invented texts as their tokens."""
    draw = random.Random(20261122)
    models = [
        (language, _without_product(Text(**row[language]))) for row in rows for language in ("zh", "en")
    ]
    words = {"zh": [f"*{n}" for n in range(60_000)], "en": [f"={n}" for n in range(60_000)]}
    weights = list(accumulate(1 / (rank + 10) for rank in range(60_000)))
    for number in range(max(count, 0)):
        if draw.random() < 0.4:
            language, tokens = draw.choice(models)
            name = [f"+p{number % 20_011}", f"/p/{number}", f".{draw.randrange(9)}.{draw.randrange(30)}"]
            kept = [token for token in tokens if token[0] in "*=" and draw.random() < 0.85]
            yield language, (*name, *kept)
        else:
            language = draw.choice(("zh", "en"))
            drawn = draw.choices(words[language], cum_weights=weights, k=45)
            yield language, tuple(dict.fromkeys((f"+p{number % 20_011}", *drawn)))


def _without_product(text: Text) -> tuple[str, ...]:
    """What a text tells of the flaw alone."""
    product = frozenset(Text(product=text.product, versions=text.versions).tokens)
    return tuple(token for token in text.tokens if token not in product)


def _load(shelf: Shelf, items: Iterable[Item]) -> None:
    """Copy texts into the index in segments, each as a known vulnerability: rows that no act needs to have made."""
    Space.objects.create(id=shelf.space)  # writes: what the worker would do batch by batch, at once
    marks: dict[str, int] = {}
    pending: list[tuple[int, str, list[int]]] = []
    segment = 0
    for number, (language, tokens) in enumerate(items, start=1):
        for token in tokens:
            if token not in marks:
                marks[token] = shelf.mark(token)
        pending.append((number, language, [marks[token] for token in dict.fromkeys(tokens)]))
        if len(pending) == SEGMENT:
            segment += 1
            _copy(shelf, segment, pending)
            pending = []
    _copy(shelf, segment + 1, pending)
    total = number
    Space.objects.filter(id=shelf.space).update(texts=total)  # writes: as above
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy(shelf: Shelf, segment: int, some: Sequence[tuple[int, str, list[int]]]) -> None:
    at = timezone.now()
    held: dict[int, list[int]] = defaultdict(list)
    for number, _language, marks in some:
        for mark in marks:
            held[mark].append(number)
    names = ("id", "identifier", "title", "text", "language", "products", "cwes", "withdrawn", "source", "loaded_at",
             "kev_ransomware", "kev_source", "epss_source")  # fmt: skip
    _into(
        KnownVulnerability,
        names,
        ((n, f"SYN-{n}", "", "", lang, "[]", "[]", False, "", at, False, "", "") for n, lang, _marks in some),
    )
    _into(
        Sketch,
        ("id", "space_id", "known_id", "language", "marks"),
        ((n, shelf.space, n, lang, shelf.close(marks, MARKS, f"known_id:{n}")) for n, lang, marks in some),
    )
    _into(
        Posting,
        ("space", "mark", "segment", "held", "sketches"),
        (
            (shelf.space, mark, segment, len(ids), shelf.close(ids, IDS, f"posting:{mark}:{segment}"))
            for mark, ids in held.items()
        ),
    )


def _into(model: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    named = ", ".join(f'"{name}"' for name in columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({named}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _counted(shelf: Shelf) -> int:
    return Sketch.objects.filter(space_id=shelf.space).count()


def _size() -> float:
    tables = [model._meta.db_table for model in (Posting, Sketch)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(pg_total_relation_size(t::regclass)) FROM unnest(%s::text[]) t", [tables])
        return float(cursor.fetchone()[0]) / 1024 / 1024
