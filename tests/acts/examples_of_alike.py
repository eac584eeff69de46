"""Known vulnerabilities and duplicates: each act once, and once as it cannot be acted on."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from bulou.acts import duplicates as du
from bulou.acts import known as kn
from bulou.formats.known import Catalogue, Known, Score
from bulou.records.models import Case
from tests.acts.example import Example, of, on
from tests.acts.scene import Scene

FILE = {"source": "records.jsonl", "sha256": "0" * 64}


def number(stage: str) -> Callable[[Scene], str]:
    return lambda scene: Case.objects.get(id=scene.cases[stage]).number


OF_ALIKE: dict[str, Example] = {
    "load_known": of(kn.LoadKnown, "system", records=(Known(identifier="CVE-2099-0001"),), **FILE),
    "load_exploited": of(
        kn.LoadExploited,
        "system",
        catalogue=Catalogue(version="2099.01.01", on=date(2099, 1, 1), entries=()),
        **FILE,
    ),
    "load_scores": of(
        kn.LoadScores,
        "system",
        on=date(2099, 1, 1),
        scores=(Score("CVE-2099-0001", Decimal("0.5"), Decimal("0.9")),),
        **FILE,
    ),
    "mark_duplicate": on(
        "received", du.MarkDuplicate, original=number("old"), bad={"original": "NONE"}, wrong="original"
    ),
    "unmark_duplicate": on(
        "deferred", du.UnmarkDuplicate, reason="版本不同", bad={"reason": " "}, wrong="reason"
    ),
    "mark_different": on(
        "received", du.MarkDifferent, reference=number("old"), bad={"reference": "NONE"}, wrong="reference"
    ),
}
