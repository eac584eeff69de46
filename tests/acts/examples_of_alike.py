"""Known vulnerabilities and duplicates: each act once, and once as it cannot be acted on."""

from datetime import date
from decimal import Decimal

from bulou.acts import known as kn
from bulou.formats.known import Catalogue, Known, Score
from tests.acts.example import Example, of

FILE = {"source": "records.jsonl", "sha256": "0" * 64}

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
}
