from collections import Counter
from datetime import date, timedelta
from itertools import count

import pytest

from bulou.law import Conduct, Outcome, decide, replay
from bulou.law.docket import docket
from bulou.law.norms import Instrument, NormKind
from bulou.law.open_points import READINGS
from bulou.law.outcomes import Forbid
from bulou.law.regimes import REGIMES, Regime, establish
from bulou.law.release import Release
from bulou.law.rmsv.v2021.instrument import PROVISIONS
from bulou.law.sentence import Modality, Sentence
from bulou.law.tables import MOST_ROWS, TooManyFacts, tabulate
from bulou.law.text import Text, place
from bulou.law.versions import in_force
from bulou.law.vocabulary import VOCABULARY
from tests.law.strategies import AT, facts

FIRST_DAY, LAST_DAY = date(2021, 9, 1), date(2026, 12, 31)
NAME = Text("试验", "Trial")
NUMBERS = count()  # what is in force is remembered by the name of the regime
EARLY, LATE = date(2026, 1, 1), date(2026, 6, 1)


def trial(**more):
    return Instrument("trial", NAME, in_force=date(2020, 1, 1), **more)


@pytest.fixture
def regime():
    names = []

    def known(*instruments):
        name = f"trial-{next(NUMBERS)}"
        establish(Regime(name, NAME, instruments))
        names.append(name)
        return name

    yield known
    for name in names:
        del REGIMES[name]


def provision(release, id, effect=Forbid):
    @release.provision(id, place(1), {Conduct.PUBLISH}, "不得", "No")
    def stops(flaw_exists: bool):
        return effect if flaw_exists else None


def exception(release, id, lifts):
    @release.exception(id, place(1), lifts, "除外", "Except")
    def lifted(own_product: bool) -> bool:
        return own_product


def test_every_norm_has_exactly_one_version_on_every_day():
    everything = Counter(norm.id for norm in PROVISIONS.norms)
    day = FIRST_DAY

    while day <= LAST_DAY:
        found = Counter(norm.id for norm in in_force("rmsv", day) if norm in PROVISIONS.norms)
        assert found == dict.fromkeys(everything, 1), day
        day += timedelta(days=1)


def test_an_exception_to_an_exception_gives_the_provision_its_force_back(regime):
    release = Release(trial(), EARLY)
    provision(release, "T-1")
    exception(release, "T-1-but", ["T-1"])

    @release.exception("T-1-but-not", place(1), ["T-1-but"], "除外之除外", "Except from that")
    def not_lifted(major_event: bool) -> bool:
        return major_event

    name = regime(release.instrument)

    def outcome(**known):
        return str(decide("publish", facts(flaw_exists=True, **known), at=AT, regime=name).outcome)

    assert outcome(own_product=False) == "forbidden"
    assert outcome(own_product=True, major_event=False) == "not_prohibited"
    assert outcome(own_product=True, major_event=True) == "forbidden"
    assert decide("publish", facts(flaw_exists=True, own_product=True), at=AT, regime=name).asks == (
        "major_event",
    )


def test_exceptions_in_a_circle_or_to_nothing_are_refused():
    release = Release(trial(), EARLY)
    exception(release, "A", ["B"])
    exception(release, "B", ["A"])
    with pytest.raises(ValueError, match="lifts itself"):
        establish(Regime("trial", NAME, (release.instrument,)))

    nowhere = Release(trial(), EARLY)
    exception(nowhere, "A", ["Z"])
    with pytest.raises(ValueError, match="does not exist"):
        establish(Regime("trial", NAME, (nowhere.instrument,)))
    assert "trial" not in REGIMES


def test_a_norm_reads_declared_facts_and_readings_only():
    release = Release(trial(), EARLY)

    with pytest.raises(ValueError, match=r"undeclared facts.*weather"):

        @release.provision("T-1", place(1), {Conduct.PUBLISH}, "不得", "No")
        def reads_a_fact(weather: bool):
            return Forbid if weather else None

    with pytest.raises(ValueError, match=r"undeclared readings.*mood"):

        @release.provision("T-2", place(1), {Conduct.PUBLISH}, "不得", "No")
        def reads_a_reading(flaw_exists: bool, *, mood: str):
            return Forbid if flaw_exists and mood else None


def test_a_mistake_is_mended_by_a_later_release_and_the_earlier_one_can_still_be_asked(regime):
    instrument = trial()
    provision(Release(instrument, EARLY), "T-1")
    provision(Release(instrument, LATE), "T-1", effect=None)
    name = regime(instrument)

    def outcome(**more):
        return decide("publish", facts(flaw_exists=True), at=AT, regime=name, **more).outcome

    assert outcome() is Outcome.NOT_PROHIBITED
    assert outcome(as_of=date(2026, 5, 31)) is Outcome.FORBIDDEN
    assert outcome(as_of=date(2025, 12, 31)) is Outcome.NOT_MODELLED
    before = decide("publish", facts(flaw_exists=True), at=AT, regime=name, as_of=date(2026, 5, 31))
    again = replay(before.to_json())
    assert (again.faithful, again.verdict.outcome) == (True, Outcome.FORBIDDEN)


def _law(*, later):
    """Two sentences; the second is encoded, and the encoding of the first mended, only in the later release."""
    second = {"norms": ("T-2",)} if later else {"governs": ("share",)}
    instrument = trial(
        sentences=(
            Sentence("T1", "第一条", "Art. 1", Modality.PROHIBITION, ("anyone",), ("T-1",)),
            Sentence("T2", "第二条", "Art. 2", Modality.PROHIBITION, ("anyone",), **second),
        )
    )
    provision(Release(instrument, EARLY), "T-1")
    if later:
        provision(Release(instrument, LATE), "T-1", effect=None)

        @Release(instrument, LATE).provision("T-2", place(2), {Conduct.SHARE}, "不得", "No")
        def stops(recipient_overseas: bool):
            return Forbid if recipient_overseas else None

    return instrument


@pytest.mark.parametrize(
    ("conduct", "then"), [("publish", Outcome.FORBIDDEN), ("share", Outcome.NOT_MODELLED)]
)
def test_what_is_released_later_leaves_past_decisions_as_they_were(regime, conduct, then):
    before, after = regime(_law(later=False)), regime(_law(later=True))
    asked = facts(flaw_exists=True, recipient_overseas=False)
    stored = decide(conduct, asked, at=AT, regime=before).to_json()

    again = replay({**stored, "regime": after})

    assert (stored["outcome"], again.differs) == (then, ())
    assert decide(conduct, asked, at=AT, regime=after).outcome is Outcome.NOT_PROHIBITED


def test_an_edition_ends_on_the_day_on_which_the_next_begins(regime):
    old, new = trial(until=LATE), Instrument("trial", NAME, in_force=LATE)
    provision(Release(old, EARLY), "T-1")
    provision(Release(new, EARLY), "T-1", effect=None)
    name = regime(old, new)

    days = (LATE - timedelta(days=1), LATE)
    assert [docket(name, "publish", day, None, (), ()).names for day in days] == [("flaw_exists",), ()]
    assert [len(in_force(name, day)) for day in days] == [1, 1]


def test_an_edition_without_a_successor_leaves_nothing_in_force(regime):
    instrument = trial(until=LATE)
    provision(Release(instrument, EARLY), "T-1")
    name = regime(instrument)

    assert [len(in_force(name, day)) for day in (LATE - timedelta(days=1), LATE)] == [1, 0]


def test_no_norm_reads_more_than_can_be_tried():
    for conduct in Conduct:
        for name, reading in READINGS.items():
            for option in reading.options:
                book = docket("rmsv", conduct, LAST_DAY, None, ((name, option),), ())
                assert all(len(unit.table.cells) <= MOST_ROWS for _, unit in book.units)
    assert max(len(norm.reads) for norm in PROVISIONS.norms) <= 10
    with pytest.raises(TooManyFacts):
        tabulate(VOCABULARY, lambda world: None)


def test_every_norm_speaks_both_languages_and_is_unsigned():
    for norm in PROVISIONS.norms:
        assert norm.text.zh
        assert norm.text.en
        assert norm.signed_by is None
        assert norm.citation.zh.startswith("规定 第")
        assert norm.citation.en.startswith("RMSV Art. ")


def test_every_duty_names_its_terms_and_no_other_norm_does():
    assert all((norm.kind is NormKind.DUTY) == (norm.terms is not None) for norm in PROVISIONS.norms)
