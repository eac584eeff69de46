"""What the rules of the pre-check find in the labelled drafts, rule by rule, and what real advisories cost to read."""

import tarfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml

from bench.figures import Figure
from bulou.precheck import RULES, BadDraft, check, read
from bulou.precheck.check import look_through
from bulou.precheck.detectors import DETECTORS

PART = "precheck: drafts held against their labels"
HELD = "precheck: drafts in other manners, all decidable rules together"
DENSE = "precheck: one draft as large as the page takes, full of the words of the rules"
REAL = "precheck: real CSAF documents, read, checked and answered"
DRAFTS = Path(__file__).parents[1] / "tests" / "precheck"
CSAF = Path(__file__).parents[2] / "shared" / "data" / "csaf" / "csaf-dev.tar.gz"
HELD_OUT = ("heldout", *(f"heldout{number}" for number in range(2, 10)))
LARGEST = 256 * 1024  # bytes of a draft on the page
LEAST = 0.95
AT = datetime(2026, 11, 20, 4, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often a rule found what was there, what was not, missed what was, and was rightly silent."""

    hit: int
    false: int
    missed: int
    silent: int

    @property
    def precision(self) -> float:
        """Of what it found, how much was there."""
        return self.hit / (self.hit + self.false) if self.hit + self.false else 1.0

    @property
    def recall(self) -> float:
        """Of what was there, how much it found."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0


def labels(folder: Path = DRAFTS) -> Mapping[str, frozenset[str]]:
    """The rules that must find something in each draft."""
    read_in = yaml.safe_load((folder / "labels.yaml").read_text(encoding="utf-8"))
    return {name: frozenset(rules) for name, rules in read_in.items()}


def confusion(folder: Path = DRAFTS) -> Mapping[str, Confusion]:
    """The confusion table of every rule over the drafts of a folder (`drafts/`, `labels.yaml`)."""
    pairs: dict[str, list[tuple[bool, bool]]] = {rule: [] for rule in RULES}
    for name, wanted in labels(folder).items():
        draft = read((folder / "drafts" / name).read_bytes(), name)
        _, counts = look_through(draft)
        for rule in RULES:
            pairs[rule].append((rule in counts, rule in wanted))
    return {rule: counted(seen) for rule, seen in pairs.items()}


def counted(pairs: Sequence[tuple[bool, bool]]) -> Confusion:
    """The table of what was found and what was there."""
    return Confusion(
        *(pairs.count(each) for each in ((True, True), (True, False), (False, True), (False, False)))
    )


def held_out(name: str, folder: Path = DRAFTS) -> Confusion:
    """The decidable rules, counted as one, over a set of passages (`rules`, `text`, and `name` of a JSON file)."""
    labelled = yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
    return counted(
        [
            (any(DETECTORS[rule.id](draft)), rule.id in each["rules"])
            for each in labelled
            for draft in [read(each["text"].encode(), each.get("name", "x.md"))]
            for rule in RULES.values()
            if rule.decidable
        ]
    )


def dense(language: str, size: int = LARGEST) -> bytes:
    """The labelled drafts of a language (`zh`, `en`), one after another and no sentence twice, up to a size in bytes."""
    texts = [
        path.read_text(encoding="utf-8")
        for path in sorted((DRAFTS / "drafts").glob(f"{language}-*"))
        if path.suffix != ".json"
    ]
    written, left = [], size
    for number in range(size):
        words = (
            texts[number % len(texts)].replace("。", f" {number}。").replace(". ", f" {number}. ") + "\n\n"
        )
        left -= len(words.encode())
        if left < 0:
            break
        written.append(words)
    return "".join(written).encode()


def documents() -> Iterator[tuple[str, bytes]]:
    """The real documents, where they are at hand."""
    with tarfile.open(CSAF) as packed:
        for member in packed:
            if member.isfile() and (file := packed.extractfile(member)):
                yield member.name, file.read()


def measure() -> list[Figure]:
    """The figures of the part."""
    figures = []
    for rule, table in confusion().items():
        must = RULES[rule].decidable
        counts = f"{table.hit} hit, {table.false} false, {table.missed} missed, {table.silent} silent"
        least = LEAST if must else None
        figures.append(
            Figure(PART, f"{rule}: precision ({counts})", [table.precision], least=least, must=must)
        )
        figures.append(Figure(PART, f"{rule}: recall", [table.recall], least=least, must=must))
    for name in HELD_OUT:
        table = held_out(name)
        figures.append(Figure(HELD, f"{name}: precision", [table.precision]))
        figures.append(Figure(HELD, f"{name}: recall", [table.recall]))
    figures += [
        Figure(DENSE, f"CPU time, {each}", [_taken(dense(each))], "s", most=1) for each in ("zh", "en")
    ]
    return figures + (_real() if CSAF.is_file() else [])


def _taken(raw: bytes) -> float:
    start = time.process_time()
    check(read(raw, "x.md"), at=AT)
    return time.process_time() - start


def _real() -> list[Figure]:
    number = failed = 0
    taken = 0.0
    for name, raw in documents():
        number += 1
        start = time.process_time()
        try:
            check(read(raw, name), at=AT)
        except BadDraft:
            failed += 1
        taken += time.process_time() - start
    return [
        Figure(REAL, f"CPU time of {number} documents", [taken], "s", most=60),
        Figure(REAL, "documents that could not be read", [float(failed)], most=0, must=True),
    ]
