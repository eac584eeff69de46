"""The counterfactual panel: it asks the law, keeps nothing, and shows a case's facts to those who may know the case only."""

import re
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulou import law
from bulou.entrypoints.scenarios.hypothesis import bearing_on
from bulou.entrypoints.scenarios.reading import read
from bulou.entrypoints.scenarios.shipped import shipped
from bulou.entrypoints.scenarios.trying import try_all, verdict_of
from bulou.law.regimes import REGIMES

pytestmark = pytest.mark.django_db
SETTLED = {
    "actor_role": "finder", "own_product": "no", "already_public": "no", "remediation_provided": "no", "mitigation_provided": "no",
    "assessed_jointly_with_vendor": "no", "operator_in_use_detail": "no", "exploit_included": "no", "unlawful_means_suspected": "no",
    "remedy_or_precaution_included": "yes", "major_event": "no", "recipient_overseas": "no", "exaggerates": "no",
    "hype_or_extortion": "no", "truthful_and_necessary": "yes",
}  # fmt: skip


def address(conduct="publish", *, path="/law/what-if", more=(), **facts):
    pairs = [
        ("conduct", conduct),
        *((f"f.{name}", value) for name, value in (SETTLED | facts).items()),
        *more,
    ]
    return f"{path}?{urlencode(pairs)}"


def answered(client, where):
    shown = client.get(where)
    assert shown.status_code == 200, where
    return re.search(r'verdict-large" data-outcome="(\w+)"', shown.content.decode())[1]


@pytest.mark.parametrize(
    ("more", "facts", "outcome"),
    [
        ((), {}, "forbidden"),
        ((), {"remediation_provided": "yes"}, "not_prohibited"),
        ((), {"remediation_provided": "", "assessed_jointly_with_vendor": ""}, "needs_facts"),
        ((), {"remediation_provided": "yes", "major_event": "yes", "mps_consent": "no"}, "needs_approval"),
        ([("r.workaround_counts_as_fix", "yes")], {"mitigation_provided": "yes"}, "not_prohibited"),
        ([("at", "2021-08-31")], {}, "not_modelled"),
        ([("set", "remediation_provided=yes")], {}, "not_prohibited"),
    ],
)
def test_it_answers_as_the_law_does(stranger, more, facts, outcome):
    assert answered(stranger, address(more=more, **facts)) == outcome


def test_what_changed_is_said(stranger):
    shown = stranger.get(address(more=[("was", "forbidden")], remediation_provided="yes")).content.decode()

    assert "before: Forbidden" in shown


@pytest.mark.parametrize("regime", sorted(REGIMES))
def test_every_regime_and_conduct_can_be_asked(stranger, regime):
    from bulou.entrypoints.scenarios.hypothesis import conducts_of

    for conduct in conducts_of(regime):
        answered(stranger, f"/law/what-if?regime={regime}&conduct={conduct}")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "regime",
                "conduct",
                "at",
                "set",
                "was",
                "owed",
                "f.actor_role",
                "f.x",
                "r.clock_start",
                "scenario",
                "q",
            ]
        ),
        st.text(max_size=30),
    )
)
def test_whatever_the_address_holds_it_is_read_or_not_found(stranger, given):
    assert stranger.get("/law/what-if", given).status_code in ((200, 404) if "scenario" in given else (200,))


def test_a_scenario_is_where_one_can_start(stranger):
    edition = "rmsv/v2021"
    for place, scenario in enumerate(shipped("rmsv", edition)[:8]):
        outcome = str(verdict_of(scenario).outcome)
        assert answered(stranger, f"/law/what-if?scenario={edition}/{place}") == outcome


def test_a_stranger_changes_three_readings_at_most_and_sees_which_hold(stranger):
    others = [(f"r.{each.name}", list(each.options)[1]) for each in bearing_on("rmsv", law.Conduct.PUBLISH)]
    shown = stranger.get(address(more=others)).content.decode()

    assert len(others) > 3
    assert [
        name for name, value in others if f'<option value="{value}" selected' in _select(shown, name)
    ] == [name for name, _value in others[:3]]


def _select(shown, name):
    return re.search(rf'<select id="[^"]+" name="{re.escape(name)}">(.*?)</select>', shown, re.DOTALL)[1]


def test_nothing_is_kept(stranger, django_assert_num_queries):
    with django_assert_num_queries(0):
        answered(stranger, address())


def test_what_is_supposed_can_be_saved_as_a_scenario_that_passes(stranger):
    for facts in ({}, {"remediation_provided": "yes"}, {"remediation_provided": ""}):
        saved = stranger.get(
            address(path="/law/what-if/scenario.yaml", more=[("r.workaround_counts_as_fix", "yes")], **facts)
        )
        tried = try_all(read(saved.content.decode()).every)

        assert saved.headers["Content-Disposition"] == 'attachment; filename="scenario.yaml"'
        assert [each.passed for each in tried] == [True]


@pytest.fixture
def refused(world):
    """The number of a case and the index of a refusal sealed in it."""
    from bulou.acts.release import PublishAdvisory
    from bulou.records.models import Case

    case_id = world.accepted()
    draft = world.drafted(case_id, judged=False)
    stopped = world.act(PublishAdvisory(case_id=case_id, advisory_id=draft), "lead")
    return Case.objects.get(id=case_id).number, stopped.entry.index, str(stopped.verdict.outcome)


def of_case(number, index):
    return f"/law/what-if?case={number}&entry={index}"


def test_a_refusal_opens_with_its_own_facts_and_keeps_them_out_of_addresses(world, desk, refused):
    number, index, outcome = refused
    client = desk("lead")
    client.post(f"/desk/cases/{number}/open/")
    shown = client.get(of_case(number, index))
    text = shown.content.decode()

    assert answered(client, of_case(number, index)) == outcome
    assert re.search(r'name="f.own_product" value="yes"( checked|>)', text)
    assert re.search(r'<form id="what-if" method="post"', text)
    assert "Address of this question" not in text
    assert shown.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"

    changed = client.post(
        "/law/what-if",
        {
            "case": number,
            "entry": index,
            "conduct": "publish",
            "f.actor_role": "vendor",
            "f.operator_in_use_detail": "yes",
        },
    )
    assert 'data-outcome="forbidden"' in changed.content.decode()


def test_a_case_that_was_not_opened_leads_to_its_door(world, desk, refused):
    number, index, _outcome = refused
    answer = desk("lead").get(of_case(number, index))

    assert (answer.status_code, answer.url) == (302, f"/desk/cases/{number}/")


def test_whoever_may_not_know_the_case_learns_nothing(world, desk, stranger, refused):
    number, index, _outcome = refused
    for person in ("handler", "foreigner"):
        there, elsewhere = (
            desk(person).get(of_case(number, index)),
            desk(person).get(of_case("QY-2020-9999", index)),
        )
        assert (there.status_code, elsewhere.status_code) == (404, 404)
        assert there.content.decode().replace(number, "") == elsewhere.content.decode().replace(
            "QY-2020-9999", ""
        )
    answers = [stranger.get(of_case(*each)) for each in ((number, index), ("QY-2020-9999", index))]
    assert [answer.url.partition("?")[0] for answer in answers] == ["/account/login/"] * 2


@pytest.mark.parametrize("entry", ["", "x", "-1", "99999", "1"])
def test_an_entry_that_holds_no_decision_is_not_found(world, desk, refused, entry):
    number, _index, _outcome = refused
    client = desk("lead")
    client.post(f"/desk/cases/{number}/open/")

    assert client.get(of_case(number, entry)).status_code == 404


def test_the_timeline_leads_to_the_panel_and_its_chips_to_sentences(world, desk, refused):
    number, index, _outcome = refused
    client = desk("lead")
    client.post(f"/desk/cases/{number}/open/")
    case = client.get(f"/desk/cases/{number}/").content.decode()
    refusal = client.get(f"/desk/cases/{number}/refusals/{index}/").content.decode()

    assert of_case(number, index).replace("&", "&amp;") in case
    assert of_case(number, index).replace("&", "&amp;") in refusal
    cited = {
        link
        for page in (case, refusal)
        for link in re.findall(r'class="(?:law-chip|clock-law)" href="([^"]+)"', page)
    }
    entry = case[case.index(f'id="entry-{index}"') :].partition("</article>")[0]
    assert re.findall(r'class="law-chip" href="([^"]+)"', entry) == ["/law/rmsv/v2021/R9.1a"]
    assert "/law/rmsv/v2021/R7.2" in cited
    assert {link: client.get(link).status_code for link in cited} == dict.fromkeys(cited, 200)


def test_a_verdict_is_the_same_as_without_the_page():
    from bulou.entrypoints.scenarios.hypothesis import of_form

    supposed = of_form(
        {"conduct": "share", "f.recipient_overseas": "yes"}, now=law.clocks.datetime.now(law.clocks.CN)
    )

    assert supposed.verdict.outcome == law.decide("share", supposed.facts, at=supposed.at).outcome
