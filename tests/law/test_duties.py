from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.law import BadFact, Conduct, DutyStanding, Fact, decide, duties, six_months, two_days
from bulou.law.clocks import CN
from bulou.law.events import EVENTS
from tests.law.strategies import facts

RECEIVED = datetime(2026, 9, 30, 18, tzinfo=CN)
HOUR = timedelta(hours=1)
VENDOR = {"actor_role": "vendor", "own_product": True, "flaw_exists": True}


def states(known, events, at, **readings):
    """Those of the Provisions themselves; other instruments of the regime are tested by themselves."""
    found = duties(facts(**known), events, at=at, readings=readings)
    return {each.duty_id: each for each in found if each.duty_id.startswith("RMSV-")}


def standings(known, events, at, **readings):
    return {id: str(state.standing) for id, state in states(known, events, at, **readings).items()}


def standing(duty_id, known, events, at, **readings):
    return standings(known, events, at, **readings)[duty_id]


VENDORS = (
    "RMSV-5-1", "RMSV-5-2", "RMSV-7-0", "RMSV-7-1a", "RMSV-7-1b", "RMSV-7-2", "RMSV-7-3a", "RMSV-7-3b",
)  # fmt: skip
OTHERS = (
    "RMSV-3-1", "RMSV-3-2", "RMSV-3-2-joint", "RMSV-7-4", "RMSV-8", "RMSV-8-mend", "RMSV-10-1-file", "RMSV-10-2",
    "RMSV-10-2-list", "RMSV-10-p2-partner", "RMSV-11",
)  # fmt: skip
NOTHING = dict.fromkeys((*VENDORS, *OTHERS), "not_arisen")
RECEPTION = {"RMSV-5-1": "kept_so_far", "RMSV-5-2": "kept_so_far"}


def test_nothing_is_owed_before_anything_has_happened():
    assert standings(VENDOR, {}, RECEIVED) == NOTHING
    assert standings(VENDOR, {"report_received": RECEIVED}, RECEIVED - HOUR) == NOTHING


def test_a_fresh_report_of_which_nothing_is_known_starts_what_may_bind_a_vendor():
    found = states({"actor_role": "vendor"}, {"report_received": RECEIVED}, RECEIVED)

    assert {id: str(each.standing) for id, each in found.items()} == NOTHING | RECEPTION | {
        "RMSV-7-1a": "open",
        "RMSV-7-2": "open",
    }
    assert found["RMSV-7-2"].hinges_on == ("own_product", "flaw_exists")
    assert found["RMSV-7-2"].live


@pytest.mark.parametrize(
    ("role", "owed"),
    [
        ("finder", NOTHING | {"RMSV-11": "kept_so_far"}),
        ("authority", NOTHING),
        ("operator", NOTHING | RECEPTION | {"RMSV-8": "open"}),
        ("platform", NOTHING | RECEPTION | {"RMSV-11": "kept_so_far"}),
        ("vendor", NOTHING | RECEPTION | {"RMSV-7-1a": "open", "RMSV-7-2": "open"}),
    ],
)
def test_whom_a_report_binds(role, owed):
    assert (
        standings({"actor_role": role, "own_product": True}, {"report_received": RECEIVED}, RECEIVED) == owed
    )


def test_a_case_that_runs_its_course_leaves_nothing_undone_but_the_log():
    events = {
        "report_received": RECEIVED,
        "verified": RECEIVED + 2 * HOUR,
        "flaw_confirmed": RECEIVED + 2 * HOUR,
        "upstream_identified": RECEIVED + 3 * HOUR,
        "upstream_notified": RECEIVED + 4 * HOUR,
        "authority_notified": RECEIVED + 20 * HOUR,
        "mitigation_provided": RECEIVED + 30 * HOUR,
        "remediation_provided": RECEIVED + 90 * HOUR,
        "users_notified": RECEIVED + 91 * HOUR,
    }
    known = {**VENDOR, "upstream_component": True, "users_must_update": True}

    assert (
        standings(known, events, RECEIVED + 92 * HOUR)
        == NOTHING | dict.fromkeys(VENDORS, "done_in_time") | RECEPTION
    )


def test_the_authority_is_to_be_told_by_the_strictest_reading_unless_another_is_chosen():
    events = {"report_received": RECEIVED}
    readings = two_days(RECEIVED)

    state = states(VENDOR, events, RECEIVED)["RMSV-7-2"]

    assert (state.started_at, state.due_at, state.readings) == (RECEIVED, readings[0].due_at, readings)
    assert state.conduct is Conduct.NOTIFY_AUTHORITY
    for reading in readings:
        assert (
            states(VENDOR, events, RECEIVED, two_day_mode=reading.name)["RMSV-7-2"].due_at == reading.due_at
        )


@pytest.mark.parametrize(
    ("hours", "notified", "expected"),
    [
        (48, None, "open"),
        (48.5, None, "overdue"),
        (60, 47, "done_in_time"),
        (60, 48, "done_in_time"),
        (60, 49, "done_late"),
        (48.5, 49, "overdue"),
    ],
)
def test_the_two_days_run_out(hours, notified, expected):
    events = {"report_received": RECEIVED}
    if notified is not None:
        events["authority_notified"] = RECEIVED + notified * HOUR

    assert standing("RMSV-7-2", VENDOR, events, RECEIVED + hours * HOUR) == expected


def test_when_the_two_days_start_is_a_reading():
    events = {
        "report_received": RECEIVED,
        "triaged": RECEIVED + 5 * HOUR,
        "flaw_confirmed": RECEIVED + 9 * HOUR,
    }

    starts = {
        reading: states(VENDOR, events, RECEIVED + 10 * HOUR, clock_start=reading)["RMSV-7-2"].started_at
        for reading in ("receipt", "triage", "confirmation")
    }

    assert starts == {
        "receipt": RECEIVED,
        "triage": RECEIVED + 5 * HOUR,
        "confirmation": RECEIVED + 9 * HOUR,
    }
    unconfirmed = {"report_received": RECEIVED}
    assert standing("RMSV-7-2", VENDOR, unconfirmed, RECEIVED, clock_start="confirmation") == "not_arisen"


def test_at_once_and_in_good_time_carry_no_instant():
    events = {"report_received": RECEIVED, "flaw_confirmed": RECEIVED, "upstream_identified": RECEIVED}
    year_later = RECEIVED + timedelta(days=400)

    found = states({**VENDOR, "upstream_component": True}, events, year_later)

    for id in ("RMSV-7-0", "RMSV-7-1a", "RMSV-7-1b", "RMSV-7-3a"):
        assert (found[id].standing, found[id].due_at, found[id].readings) == (DutyStanding.OPEN, None, ())


@pytest.mark.parametrize("name", ["own_product", "flaw_exists"])
def test_what_turns_out_not_to_bind_lapses_and_what_never_did_never_arose(name):
    events = {"report_received": RECEIVED}
    known = facts(**VENDOR)

    learned_late = {**known, name: Fact(False, recorded_at=RECEIVED + HOUR)}
    known_before = {**known, name: Fact(False, recorded_at=RECEIVED - HOUR)}

    for given_facts, expected in ((learned_late, "lapsed"), (known_before, "not_arisen")):
        found = {each.duty_id: each for each in duties(given_facts, events, at=RECEIVED + 2 * HOUR)}
        assert (str(found["RMSV-7-2"].standing), found["RMSV-7-2"].live) == (expected, False)
        assert str(found["RMSV-5-2"].standing) == "kept_so_far"


def test_learning_something_else_makes_nothing_lapse_that_never_arose():
    known = facts(**VENDOR) | {"own_product": Fact(False, recorded_at=RECEIVED - HOUR)}
    later = known | {"flaw_exists": Fact(True, recorded_at=RECEIVED + HOUR)}

    found = {
        each.duty_id: each for each in duties(later, {"report_received": RECEIVED}, at=RECEIVED + 2 * HOUR)
    }

    assert str(found["RMSV-7-2"].standing) == "not_arisen"


def test_what_was_done_before_it_turned_out_not_to_bind_stays_done():
    events = {"report_received": RECEIVED, "authority_notified": RECEIVED + HOUR}
    known = {**facts(**VENDOR), "flaw_exists": Fact(False, recorded_at=RECEIVED + 2 * HOUR)}

    found = {each.duty_id: str(each.standing) for each in duties(known, events, at=RECEIVED + 3 * HOUR)}

    assert (found["RMSV-7-2"], found["RMSV-7-1a"]) == ("done_in_time", "lapsed")


def test_a_known_component_is_left_out_only_on_that_reading():
    known = {**VENDOR, "already_public": True, "upstream_component": True}
    events = {"report_received": RECEIVED}

    assert standing("RMSV-7-2", known, events, RECEIVED) == "open"
    assert standing("RMSV-7-2", known, events, RECEIVED, report_known_component="off") == "not_arisen"
    own_part = {**known, "upstream_component": False}
    assert standing("RMSV-7-2", own_part, events, RECEIVED, report_known_component="off") == "open"
    unsure = {**VENDOR, "upstream_component": True}
    state = states(unsure, events, RECEIVED, report_known_component="off")["RMSV-7-2"]
    assert (str(state.standing), state.hinges_on) == ("open", ("already_public",))


def test_users_are_to_be_told_of_the_remedy_itself():
    known = {**VENDOR, "users_must_update": True}
    events = {
        "flaw_confirmed": RECEIVED,
        "users_notified": RECEIVED + HOUR,
        "remediation_provided": RECEIVED + 2 * HOUR,
    }

    assert standing("RMSV-7-3b", known, events, RECEIVED + 3 * HOUR) == "open"
    later = {**events, "users_notified": RECEIVED + 3 * HOUR}
    assert standing("RMSV-7-3b", known, later, RECEIVED + 3 * HOUR) == "done_in_time"
    assert (
        standing("RMSV-7-3b", {**known, "users_must_update": False}, events, RECEIVED + 3 * HOUR)
        == "not_arisen"
    )


def test_the_log_is_kept_until_it_may_be_released():
    released = six_months(RECEIVED)
    events = {"report_received": RECEIVED}

    kept = states(VENDOR, events, released - HOUR)["RMSV-5-2"]

    assert (str(kept.standing), kept.due_at, kept.maintenance) == ("kept_so_far", None, True)
    assert [(each.name, each.due_at) for each in kept.readings] == [("release", released)]
    assert standing("RMSV-5-2", VENDOR, events, released) == "done_in_time"
    early, late = released - timedelta(days=1), released + timedelta(days=1)
    assert standing("RMSV-5-2", VENDOR, {**events, "log_purged": early}, late) == "broken"
    assert standing("RMSV-5-2", VENDOR, {**events, "log_purged": late}, late) == "done_in_time"


def test_the_log_may_be_counted_from_closing():
    events = {"report_received": RECEIVED}

    assert standing("RMSV-5-2", VENDOR, events, RECEIVED, log_start="closing") == "not_arisen"
    closed = {**events, "case_closed": RECEIVED + 100 * HOUR}
    state = states(VENDOR, closed, RECEIVED + 101 * HOUR, log_start="closing")["RMSV-5-2"]
    assert state.readings[0].due_at == six_months(RECEIVED + 100 * HOUR)


def test_nothing_was_owed_before_the_provisions():
    old = datetime(2021, 8, 31, 23, tzinfo=CN)

    assert duties(facts(**VENDOR), {"report_received": old}, at=old) == ()
    assert standings(VENDOR, {"report_received": old}, datetime(2021, 9, 2, tzinfo=CN)) == NOTHING


MOMENTS = st.integers(0, 24 * 400).map(lambda hours: RECEIVED + hours * HOUR)


@given(st.dictionaries(st.sampled_from(sorted(EVENTS)), MOMENTS), MOMENTS)
def test_what_lies_ahead_changes_nothing(events, at):
    past = {name: moment for name, moment in events.items() if moment <= at}

    assert duties(facts(**VENDOR), events, at=at) == duties(facts(**VENDOR), past, at=at)


@given(st.dictionaries(st.sampled_from(sorted(EVENTS)), MOMENTS), MOMENTS)
def test_a_live_duty_permits_its_own_performance(events, at):
    for duty in duties(facts(**VENDOR), events, at=at):
        if duty.live and duty.conduct is not None:
            known = facts(actor_role="vendor", recipient_overseas=False, exploit_included=False)
            verdict = decide(duty.conduct, known, at=at, owed=[duty.duty_id])
            assert (str(verdict.outcome), verdict.owed_by) == ("owed", (duty.duty_id,))


def test_what_cannot_be_asked_is_refused():
    with pytest.raises(ValueError, match="aware"):
        duties({}, {}, at=datetime(2026, 11, 22))  # noqa: DTZ001  a naive instant is the point
    with pytest.raises(BadFact, match="own_product"):
        duties(facts(own_product="yes"), {"report_received": RECEIVED}, at=RECEIVED.astimezone(UTC))
