"""How well the quality score orders the labelled sample, and what it costs on the longest text there is."""

import time
from pathlib import Path

import yaml

from bench.figures import Figure
from bulou.cases.quality import quality

PART = "triage: the quality score on the labelled sample"
SAMPLE = Path(__file__).parents[1] / "tests" / "cases" / "triage.yaml"
FRESH = SAMPLE.with_name("triage_fresh.yaml")
FIELDS = ("title", "product", "versions", "steps")
HOSTILE = (
    "a" * 20_000,
    "../" * 7_000,
    "(" * 20_000,
    " 1" * 10_000,
    "1.) " * 5_000,
    "x_" * 10_000,
    "=a" * 10_000,
)


def scored(path: Path = SAMPLE) -> list[tuple[str, str, int, str]]:
    """(label, language, score, title) of every report of the sample."""
    rows = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # every value as written
    return [
        (label, language, quality(dict(zip(FIELDS, fields, strict=True))).score, fields[0])
        for label, language, *fields in rows
    ]


def ordered(rows: list[tuple[str, str, int, str]]) -> float:
    """Of all pairs of a good report and a noise report, the share in which the good one stands first; a tie is half."""
    good = [row[2] for row in rows if row[0] == "good"]
    noise = [row[2] for row in rows if row[0] == "noise"]
    won = sum((one > other) + (one == other) / 2 for one in good for other in noise)
    return won / (len(good) * len(noise))


def measure() -> list[Figure]:
    """The figures of the part; `fresh` was written after the score and never tuned on."""
    rows = scored()
    good = sum(row[0] == "good" for row in rows)
    first = sorted(rows, key=lambda row: -row[2])[:good]
    kept = sum(row[0] == "good" for row in first) / good
    figures = [
        Figure(PART, "reports in the sample", [float(len(rows))], least=120),
        Figure(PART, "pairs of good and noise in the right order", [ordered(rows)], least=0.95),
        Figure(PART, "good ones among as many that stand first", [kept], least=0.9),
    ]
    for language in ("zh", "en"):
        some = [row for row in rows if row[1] == language]
        figures.append(Figure(PART, f"the same order, {language} alone", [ordered(some)], least=0.95))
    fresh = scored(FRESH)
    figures.append(Figure(PART, f"the same order, {len(fresh)} fresh reports", [ordered(fresh)]))
    return [*figures, Figure(PART, "the slowest of hostile texts", [max(map(_cost, HOSTILE))], "ms", most=50)]


def _cost(text: str) -> float:
    start = time.process_time()
    quality({"steps": text, "impact": text, "note": text, "title": text})
    return (time.process_time() - start) * 1e3
