"""The eighteen open points, and the readings beside them: argued, computed, strict by default."""

from itertools import product
from random import Random

import pytest

from bulou.acts import ACTS
from bulou.law import READINGS, VOCABULARY, Conduct, decide
from bulou.law.norms import NormKind
from bulou.law.open_points import ARRANGEMENTS, OPEN_POINTS, Arrangement, Reading
from bulou.law.outcomes import LADDER
from bulou.law.rmsv.v2021.article_02 import BINDING
from bulou.law.rmsv.v2021.instrument import PROVISIONS
from bulou.law.text import Text
from tests.law.strategies import AT, HARMLESS, facts, reads

STRICTNESS = {outcome: rank for rank, outcome in enumerate(LADDER)}
PARAPHRASED = [(name, value) for name, reading in READINGS.items() for value in reading.paraphrase]


def test_all_eighteen_points_are_there():
    assert {number: [each.name for each in some] for number, some in OPEN_POINTS.items()} == {
        1: ["clock_start"],
        2: ["two_day_mode"],
        3: ["report_known_component"],
        4: ["min_severity"],
        5: ["overseas_scope"],
        6: ["oss_maintainer_is_provider"],
        7: ["partner_member"],
        8: ["china_nexus"],
        9: ["provider_under_art9"],
        10: ["workaround_counts_as_fix"],
        11: ["vendor_dissent_bars", "objection_bars", "early_publication_needs_approval"],
        12: ["major_event_calendar"],
        13: ["log_start"],
        14: ["at_once_in_hours"],
        15: ["public_item_by_item"],
        16: ["two_regimes_at_once"],
        17: ["form_of_the_notification"],
        18: ["csl_version"],
    }


def test_every_point_has_a_default_alternatives_an_argument_and_its_source_in_both_languages():
    for each in (*READINGS.values(), *ARRANGEMENTS):
        texts = [each.question, each.argument, each.source]
        if isinstance(each, Reading):
            assert each.name == "min_severity" or len(each.options) > 1
            texts += each.options.values()
        else:
            assert each.alternatives
            texts += [each.default, *each.alternatives, each.lives_in]
        assert [text for text in texts if not (isinstance(text, Text) and text.zh and text.en)] == [], (
            each.name
        )


def test_an_arrangement_names_facts_and_acts_that_are_there():
    named = {"major_event", "already_public", "event_at", "source", "only_public"}
    named |= {"record_major_event", "record_observation", "share_detail", "notify_authority"}

    assert {"major_event", "already_public"} <= set(VOCABULARY)
    assert {"record_major_event", "record_observation", "share_detail", "notify_authority"} <= set(ACTS)
    spoken = " ".join(each.lives_in.en for each in ARRANGEMENTS)
    assert [name for name in named if name not in spoken] == []
    assert all(
        isinstance(each, Arrangement) for number in (12, 14, 15, 16, 17) for each in OPEN_POINTS[number]
    )


@pytest.mark.parametrize(("name", "value"), PARAPHRASED)
def test_a_reading_of_the_paraphrase_is_no_default_and_never_milder_than_the_text(name, value):
    draw = Random(1)

    assert READINGS[name].default != value
    assert "转述" in READINGS[name].argument.zh
    for conduct in Conduct:
        names = reads(conduct, {name: value})
        for _turn in range(200):
            world = {
                fact: HARMLESS[fact]
                if fact in HARMLESS and draw.random() < 0.7
                else draw.choice(VOCABULARY[fact].domain)
                for fact in sorted({*names, *reads(conduct, {})})
            }
            text = decide(conduct, facts(**world), at=AT).outcome
            paraphrase = decide(conduct, facts(**world), at=AT, readings={name: value}).outcome
            assert STRICTNESS[paraphrase] >= STRICTNESS[text], (conduct, world)


def test_there_is_a_stricter_reading_for_each_place_where_the_paraphrase_is_stricter():
    assert set(PARAPHRASED) == {
        ("vendor_dissent_bars", "yes"),
        ("early_publication_needs_approval", "yes"),
        ("exaggeration_needs_intent", "no"),
        ("overseas_vendor_excepted", "no"),
    }


PLACES = list(product((True, False), VOCABULARY["recipient_place"].domain))


@pytest.mark.parametrize(("overseas", "where"), PLACES)
@pytest.mark.parametrize(
    ("scope", "abroad"),
    [
        ("outside_mainland_and_branches", {"mainland_branch", "hong_kong_macao_taiwan", "foreign"}),
        ("outside_mainland", {"hong_kong_macao_taiwan", "foreign"}),
        ("foreign_only", {"foreign"}),
    ],
)
def test_how_far_overseas_reaches(overseas, where, scope, abroad):
    known = facts(
        actor_role="finder", already_public=False, recipient_is_product_vendor=False, recipient_overseas=overseas,
        recipient_place=where, third_party_sharing_lawful=True, recipient_is_state_platform=False,
        exploit_included=False,
    )  # fmt: skip

    outcome = decide("share", known, at=AT, readings={"overseas_scope": scope}).outcome

    assert outcome == ("forbidden" if overseas and where in abroad else "not_prohibited")


def test_whoever_is_out_of_reach_is_bound_by_no_provision_and_no_duty():
    binding = {norm.id for norm in PROVISIONS.norms if norm.kind in (NormKind.PROVISION, NormKind.DUTY)}

    assert set(BINDING) == binding
    assert len(BINDING) == len(binding)


@pytest.mark.parametrize(
    ("role", "mainland", "judged", "reading", "expected"),
    [
        ("vendor", False, False, "assumed", "forbidden"),
        ("vendor", False, False, "checklist", "not_prohibited"),
        ("vendor", False, True, "checklist", "forbidden"),
        ("vendor", False, None, "checklist", "needs_judgement"),
        ("vendor", True, None, "checklist", "forbidden"),
        ("finder", False, False, "checklist", "forbidden"),
        ("finder", False, False, "checklist_for_all", "not_prohibited"),
        ("finder", False, None, "checklist_for_all", "needs_judgement"),
    ],
)
def test_whom_the_provisions_reach(role, mainland, judged, reading, expected):
    known = facts(
        actor_role=role, actor_in_mainland=mainland, bound_from_abroad=judged, remediation_provided=False,
        authorities_assessment="none", own_product=False,
    )  # fmt: skip

    verdict = decide("publish", known | facts(**_rest()), at=AT, readings={"china_nexus": reading})

    assert verdict.outcome == expected


def _rest():
    return {
        "operator_in_use_detail": False, "exploit_included": False, "exaggerates": False, "hype_or_extortion": False,
        "truthful_and_necessary": True, "remedy_or_precaution_included": True, "major_event": False,
    }  # fmt: skip
