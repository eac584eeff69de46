"""`bulou known load`: CVE records, the KEV catalogue and EPSS scores from files, so that new reports meet what is known."""

import gzip
import hashlib
import io
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, TypeVar

import click
from django.utils import timezone

from bulou.acts import Act, Actor, perform
from bulou.acts.known import BATCH, LoadExploited, LoadKnown, LoadScores
from bulou.formats.known import Known, NotKnown, cve_record, document_of, epss_scores, kev_catalogue

DONE, SOME_BAD, UNREADABLE = 0, 1, 2
SHOWN = 5
T = TypeVar("T")


@click.group()
def known() -> None:
    """What the world knows already: load it, so that reports are compared with it. 已知漏洞：载入后与新报告比对。"""


@known.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
def load(files: tuple[Path, ...]) -> None:
    """Load FILES: CVE records (JSON 5, one a file or one a line), a KEV catalogue, EPSS scores (CSV); also gzipped.

    载入 CVE 记录（JSON 5，单个文件或每行一条）、KEV 目录、EPSS 评分（CSV），可为 gzip 压缩。

    What a file is, is read from it. Loading again changes nothing. Exit codes: 0 all loaded; 1 some records could not be
    read and were left out; 2 a file is none of these.
    """
    worst = DONE
    for path in files:
        try:
            worst = max(worst, _loaded(path))
        except (NotKnown, OSError, EOFError, UnicodeDecodeError) as error:
            click.echo(f"{path}: {error}", err=True)
            worst = UNREADABLE
    sys.exit(worst)


def _loaded(path: Path) -> int:
    """Load one file batch by batch and say how much of it; whether some records were left out."""
    source = {"source": path.name[:200], "sha256": _sha256(path)}
    bad: list[str] = []
    taken = read = 0
    with _text(path) as lines:
        for act in _acts(lines, source, bad):
            outcome = perform(act, by=Actor.system(), at=timezone.now())
            taken += int(outcome.ids["loaded"])
            read += _size(act)
    for line in bad[:SHOWN]:
        click.echo(f"{path.name}: {line}", err=True)
    click.echo(f"{path.name}: {taken} / {read} 已载入 loaded, {len(bad)} 无法读取 unreadable")
    return SOME_BAD if bad else DONE


def _acts(lines: IO[str], source: dict[str, str], bad: list[str]) -> Iterator[Act]:
    first = lines.readline()
    rest = _from(first, lines)
    if first.startswith(("#", "cve,")):
        on, scores = epss_scores(rest)
        for batch in _batches(scores):
            yield LoadScores(on=on, scores=batch, **source)
        return
    if _is_whole(first) and "catalogVersion" not in document_of(first):
        for records in _batches(_records(rest, bad)):
            yield LoadKnown(records=records, **source)
        return
    document = document_of("".join(rest))  # over several lines
    if "catalogVersion" in document:
        yield LoadExploited(catalogue=kev_catalogue(document), **source)
    else:
        yield LoadKnown(records=(cve_record(document),), **source)


def _is_whole(line: str) -> bool:
    """Whether the first line is a document by itself: then there is one on each line."""
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _batches(found: Iterable[T]) -> Iterator[tuple[T, ...]]:
    rest = iter(found)
    while batch := tuple(islice(rest, BATCH)):
        yield batch


def _from(first: str, rest: IO[str]) -> Iterator[str]:
    yield first
    yield from rest


def _records(lines: Iterator[str], bad: list[str]) -> Iterator[Known]:
    """The record of each line; what cannot be read goes to `bad` with its line number."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield cve_record(document_of(line))
        except NotKnown as error:
            bad.append(f"{number}: {error}")


def _size(act: Act) -> int:
    match act:
        case LoadKnown():
            return len(act.records)
        case LoadScores():
            return len(act.scores)
        case LoadExploited():
            return len(act.catalogue.entries)
        case _:
            return 0


def _text(path: Path) -> IO[str]:
    """The file as text, unpacked where it is gzipped."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return io.TextIOWrapper(gzip.open(path) if packed else path.open("rb"), encoding="utf-8-sig")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
