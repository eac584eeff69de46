"""How Union law counts, and what applies from when. That the reading is unverified is said on screen."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.law import duties
from bulou.law.clocks import CN
from bulou.law.cra.counting import brussels, days, hours, one_month
from bulou.law.register import norms, passages, sentence_of, sentences
from bulou.law.sentence import Modality, Standing, Status
from tests.law.strategies import facts


def beijing(text):
    return datetime.fromisoformat(text).replace(tzinfo=CN)


def ends(readings):
    return [each.due_at.astimezone(CN).strftime("%Y-%m-%d %H:%M") for each in readings]


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("2026-11-20T18:20", ["2026-11-21 18:20", "2026-11-21 19:00"]),  # Friday: no weekend moves it
        ("2026-11-20T18:00", ["2026-11-21 18:00", "2026-11-21 19:00"]),  # the hour that begins is not counted
    ],
)
def test_hours_run_through_and_the_hour_of_the_event_is_not_counted(start, found):
    assert ends(hours(24)(beijing(start))) == found


def test_days_end_with_the_last_hour_in_brussels_and_move_on_from_a_weekend():
    saturday = beijing("2026-11-07T18:00")  # fourteen days on is Saturday the 21st

    assert ends(days(14)(saturday)) == ["2026-11-21 18:00", "2026-11-22 07:00", "2026-11-24 07:00"]
    assert [each.provisional for each in days(14)(saturday)] == [False, False, True]


def test_summer_time_is_kept_where_a_period_crosses_it():
    before = beijing("2026-10-20T12:00")  # the 20th in Brussels; summer time ends on the 25th

    assert ends(days(14)(before)) == ["2026-11-03 12:00", "2026-11-04 07:00", "2026-11-04 07:00"]
    late = days(14)(beijing("2027-03-25T06:02"))  # 23:02 in Brussels, three nights before an hour is lost
    assert [each.name for each in late] == ["days14_eu", "days14_eu_moved", "days14"]
    assert brussels(datetime(2026, 10, 25, 0, 59, tzinfo=UTC)).tzname(None) == "CEST"
    assert brussels(datetime(2026, 10, 25, 1, 0, tzinfo=UTC)).tzname(None) == "CET"
    assert brussels(datetime(2026, 3, 29, 0, 59, tzinfo=UTC)).tzname(None) == "CET"
    assert brussels(datetime(2026, 3, 29, 1, 0, tzinfo=UTC)).tzname(None) == "CEST"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2027-01-31T18:00", "2027-02-28 18:00"),  # no corresponding day
        ("2026-11-22T09:00", "2026-12-22 09:00"),
        ("2026-12-31T12:00", "2027-01-31 12:00"),
        # 09:00 in Brussels on both days, the latter the first in summer time
        ("2027-02-28T16:00", "2027-03-28 15:00"),
    ],
)
def test_a_month_ends_on_the_corresponding_day_or_the_last(start, end):
    assert ends(one_month(beijing(start)))[0] == end


@given(st.datetimes(datetime(2026, 9, 11), datetime(2028, 1, 1)))  # noqa: DTZ001  drawn naive, placed in Beijing
def test_readings_stand_strictest_first_and_never_end_before_they_start(start):
    start = start.replace(tzinfo=CN)

    for clock in (hours(24), hours(72), days(14), one_month):
        found = [each.due_at for each in clock(start)]
        assert found == sorted(found)
        assert found[0] > start


def test_how_union_law_counts_is_marked_unverified():
    readings = [*hours(24)(beijing("2026-11-20T18:20")), *days(14)(beijing("2026-11-20T18:20"))]

    assert {each.name for each in readings if "unverified" not in each.ground.en} == {"hours24", "days14"}
    assert all(("未核对" in each.ground.zh) == ("unverified" in each.ground.en) for each in readings)


def test_the_reporting_duties_apply_from_one_day_on_and_the_rest_later():
    def owed(moment):
        return [each.duty_id for each in duties(facts(), {}, at=beijing(moment), regime="cra")]

    reporting = [
        "CRA-14-2-a", "CRA-14-2-b", "CRA-14-2-c", "CRA-14-4-a", "CRA-14-4-b", "CRA-14-4-c", "CRA-14-8",
    ]  # fmt: skip
    assert owed("2026-09-10T23:59") == []
    assert owed("2026-09-11T00:00") == reporting
    assert owed("2027-12-10T23:59") == reporting
    assert owed("2027-12-11T00:00") == [*reporting, "CRA-13-6"]


def test_nothing_of_the_act_was_read_in_full_and_what_is_only_known_is_unverified():
    status = {each.id: each.status for each in sentences("cra")}

    assert Status.READ not in status.values()
    assert {id for id, each in status.items() if each is Status.UNVERIFIED} == {
        "CRA.seat", "CRA13.6", "CRA14.4c", "CRA14.8",
    }  # fmt: skip


@pytest.mark.parametrize("regime", ["cra", "certin", "psti"])
def test_every_norm_is_claimed_by_one_sentence_and_every_claim_is_a_norm(regime):
    claims = [id for each in sentences(regime) for id in each.norms]

    assert sorted(claims) == sorted(norm.id for norm in norms(regime))
    assert all(sentence_of(norm.id, regime) for norm in norms(regime))


@pytest.mark.parametrize(
    ("lang", "binding", "unread"),
    [("zh", "应当", "官方文本未核对"), ("en", "must", "official text not checked")],
)
@pytest.mark.parametrize("regime", ["cra", "certin", "psti"])
def test_every_sentence_has_its_gloss_and_says_that_the_text_was_not_read(regime, lang, binding, unread):
    for sentence in sentences(regime):
        passage = passages(lang, regime)[sentence.id]
        assert (passage.quotation, passage.signed_by, unread in passage.source) == ("", "", True), sentence.id
        assert sentence.modality is not Modality.DUTY or binding in passage.gloss, sentence.id
        assert sentence.standing is Standing.ENCODED or passage.remark, sentence.id


def test_no_duty_reads_whether_dissemination_was_delayed():
    assert [norm.id for norm in norms("cra") if "dissemination_delay_granted" in norm.reads] == ["CRA-16-2"]
    assert [norm.conducts for norm in norms("cra") if norm.id == "CRA-16-2"] == [frozenset()]
