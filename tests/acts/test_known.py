"""Known vulnerabilities are loaded once, in whatever order their files come, and say where each flag is from."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from bulou.acts import Act, Actor, Outcome, perform
from bulou.acts.known import LoadExploited, LoadKnown, LoadScores
from bulou.formats.known import Catalogue, Exploited, Known, Product, Score
from bulou.records.models import KnownVulnerability
from tests.world import World

FILE = {"source": "file.json", "sha256": "0" * 64}
RECORD = Known(identifier="CVE-2099-1", text="new", modified_at=datetime(2099, 2, 1, tzinfo=UTC))
LISTED = Exploited(
    identifier="CVE-2099-2",
    name="Git flaw",
    text="A flaw.",
    product=Product("Git", "Git"),
    cwes=("CWE-59",),
    added_on=date(2099, 8, 1),
    due_on=date(2099, 8, 20),
    ransomware=True,
)


def done(world: World, act: Act) -> Outcome:
    outcome = perform(act, by=Actor.system(), at=world.now)
    assert outcome
    return outcome


def catalogue(day: int, *entries: Exploited) -> LoadExploited:
    return LoadExploited(
        catalogue=Catalogue(version=f"2099.08.{day:02}", on=date(2099, 8, day), entries=entries), **FILE
    )


def test_an_older_record_never_replaces_a_newer_one(world: World) -> None:
    older = replace(RECORD, text="old", modified_at=datetime(2099, 1, 1, tzinfo=UTC))

    loaded = [
        done(world, LoadKnown(records=records, **FILE)).ids["loaded"]
        for records in ((RECORD, older), (older,), (RECORD,))
    ]

    assert loaded == ["1", "0", "1"]
    assert list(KnownVulnerability.objects.values_list("identifier", "text")) == [("CVE-2099-1", "new")]


def test_kev_flags_follow_the_newest_catalogue_and_keep_what_a_record_told(world: World) -> None:
    done(world, LoadKnown(records=(replace(RECORD, identifier="CVE-2099-3"),), **FILE))
    both = (LISTED, replace(LISTED, identifier="CVE-2099-3"))

    loaded = [
        done(world, act).ids["loaded"] for act in (catalogue(2, *both), catalogue(1), catalogue(3, both[1]))
    ]

    rows = KnownVulnerability.objects.order_by("identifier")
    assert loaded == ["2", "0", "1"]
    assert list(rows.values_list("identifier", "text", "kev_added_on", "kev_on", "kev_ransomware")) == [
        ("CVE-2099-2", "A flaw.", None, date(2099, 8, 3), False),
        ("CVE-2099-3", "new", date(2099, 8, 1), date(2099, 8, 3), True),
    ]


def test_scores_go_to_what_is_known_and_a_later_day_stays(world: World) -> None:
    done(world, LoadKnown(records=(RECORD,), **FILE))
    scores = (
        Score("CVE-2099-1", Decimal("0.5"), Decimal("0.9")),
        Score("CVE-1999-1", Decimal(0), Decimal(0)),
    )

    loaded = [
        done(world, LoadScores(on=date(2099, 3, day), scores=scores[:count], **FILE)).ids["loaded"]
        for day, count in ((2, 2), (1, 1))
    ]

    row = KnownVulnerability.objects.get()
    assert loaded == ["1", "0"]
    assert (row.epss, row.epss_percentile, row.epss_on, row.epss_source) == (
        Decimal("0.50000"),
        Decimal("0.90000"),
        date(2099, 3, 2),
        "file.json",
    )
