"""Readings, suspected abuse, legal questions and signatures, as people meet them at the desk."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.utils import timezone

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from django.test import Client

    from tests.world import World

MOST = 15


def plain(response: Any) -> str:
    """The words of a page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def case_id(world: "World") -> UUID:
    world.now = timezone.now() - timedelta(minutes=30)
    return world.accepted()


def number(case_id: UUID) -> str:
    from bulou.records.models import Case

    return Case.objects.get(id=case_id).number


def party(world: "World", case_id: UUID) -> str:
    from bulou.acts.coordination import AddParty

    act = AddParty(case_id=case_id, party="中间商乙", role="downstream", overseas=False)
    return world.done(act, "lead").ids["party_id"]


def suspend(client: "Client", base: str, seller: str) -> None:
    from bulou.records.models import AbuseFlag

    flagged = client.post(
        f"{base}acts/flag_abuse/", {"suspicion": "sale", "party_id": seller, "grounds": "来函要价"}
    )
    assert flagged.status_code == 302
    flag = AbuseFlag.objects.get()
    form = {"flag_id": str(flag.id), "party_id": seller, "grounds": "核查中"}
    assert client.post(f"{base}acts/suspend_sharing/", form).status_code == 302


def test_sharing_with_a_suspended_party_is_refused_with_article_reason_and_cure(
    world: "World", desk: Desk, case_id: UUID, django_assert_max_num_queries: Any
) -> None:
    client, base, seller = desk("lead"), f"/desk/cases/{number(case_id)}/", party(world, case_id)
    suspend(client, base, seller)
    with django_assert_max_num_queries(MOST):
        page = plain(client.get(base))
    refused = client.post(
        f"{base}acts/share_detail/",
        {"party_id": seller, "text": "细节", "only_public": "on", "exploit_included": "no"},
    )

    assert "Sharing with a party suspended" in page
    assert "Sharing with 中间商乙 is suspended while suspected abuse is examined (Article 4)." in page
    assert refused.status_code == 409
    words = plain(refused)
    assert [
        text in words for text in ("RMSV Art. 4", "中间商乙 is suspended", "A lead lifts the suspension")
    ] == [True] * 3
    assert "Stopped by a measure of the organisation." in plain(client.get(base))


def test_a_handler_who_may_not_lift_is_told_so(world: "World", desk: Desk, case_id: UUID) -> None:
    from bulou.acts.membership import GrantCase
    from bulou.records.models import AbuseFlag

    base, seller = f"/desk/cases/{number(case_id)}/", party(world, case_id)
    suspend(desk("lead"), base, seller)
    handler = world.people["handler"].person_id
    assert handler is not None
    world.done(GrantCase(case_id=case_id, person_id=handler), "lead")
    world.open(case_id, "handler")
    form = {"flag_id": str(AbuseFlag.objects.get().id), "grounds": "x"}

    answer = desk("handler").post(f"{base}acts/lift_suspension/", form)
    assert (answer.status_code, "Ask a lead" in plain(answer)) == (409, True)


def test_the_queue_lists_what_is_to_be_dealt_with(
    world: "World", desk: Desk, case_id: UUID, django_assert_max_num_queries: Any
) -> None:
    suspend(desk("lead"), f"/desk/cases/{number(case_id)}/", party(world, case_id))
    client = desk("lead")
    with django_assert_max_num_queries(MOST):
        seen = plain(client.get("/desk/abuse/"))

    assert [text in seen for text in ("Illegal sale", "中间商乙", "Sharing suspended", number(case_id))] == [
        True
    ] * 4
    assert number(case_id) not in plain(desk("handler").get("/desk/abuse/"))
    assert desk("admin").get("/desk/abuse/").status_code == 404


def test_an_open_legal_question_is_a_strip_on_the_case_until_it_is_closed_and_warns(
    world: "World", desk: Desk, case_id: UUID, django_assert_max_num_queries: Any
) -> None:
    from bulou.records.models import LegalQuestion

    client, base = desk("lead"), f"/desk/cases/{number(case_id)}/"
    party(world, case_id)
    form = {"first": "RMSV-9-7", "second": "RMSV-7-2", "question": "先向谁报送？", "grounds": "两法并用"}
    assert client.post(f"{base}acts/open_legal_question/", form).status_code == 302
    with django_assert_max_num_queries(MOST):
        page = plain(client.get(base))

    assert [
        text in page
        for text in ("Open legal question", "RMSV Art. 9(7)", "先向谁报送？", "no clock stops for it")
    ] == [True] * 4
    assert "A legal question is open: RMSV Art. 9(7) against RMSV Art. 7(2)." in page
    assert "Open legal question" in plain(client.get(f"{base}advisory/"))
    closing = {
        "legal_question_id": str(LegalQuestion.objects.get().id),
        "adviser": "某律所",
        "advice": "先向平台报送",
        "grounds": "意见书",
    }
    assert client.post(f"{base}acts/close_legal_question/", closing).status_code == 302
    after = plain(client.get(base))
    assert "Open legal question" not in after
    assert "先向平台报送" in after  # in the timeline


def test_a_wrong_norm_is_told_at_its_field_with_the_nearest(
    world: "World", desk: Desk, case_id: UUID
) -> None:
    form = {"first": "RMSV-9-77", "second": "RMSV-7-2", "question": "？", "grounds": "x"}
    answer = desk("lead").post(f"/desk/cases/{number(case_id)}/acts/open_legal_question/", form)

    assert (answer.status_code, "Did you mean RMSV-9-7" in plain(answer)) == (422, True)


def test_the_readings_page_shows_all_eighteen_points_with_their_arguments(
    world: "World", desk: Desk, django_assert_max_num_queries: Any
) -> None:
    from bulou.law.open_points import OPEN_POINTS, READINGS

    client = desk("lead")
    with django_assert_max_num_queries(MOST):
        page = client.get("/desk/readings/")
    text = page.content.decode()

    assert sorted(OPEN_POINTS) == list(range(1, 19))
    assert [line.number for line in page.context["points"]] == [
        n for n, some in OPEN_POINTS.items() for _ in some
    ]
    assert all(f'id="{reading.name}"' in text for reading in READINGS.values())


def test_a_lead_sees_how_many_open_cases_a_choice_would_change_before_making_it(
    world: "World", desk: Desk, case_id: UUID, django_assert_max_num_queries: Any
) -> None:
    world.accepted()
    client = desk("lead")
    with django_assert_max_num_queries(MOST):
        moved = plain(client.get("/desk/readings/?preview=two_day_mode:natural"))
    still = plain(client.get("/desk/readings/?preview=objection_bars:no"))

    assert "2 of 2 open cases would have other duties." in moved
    assert "0 of 2 open cases would have other duties." in still
    assert "would have other duties" not in plain(client.get("/desk/readings/?preview=two_day_mode:nonsense"))
    assert "would have other duties" not in plain(
        desk("handler").get("/desk/readings/?preview=two_day_mode:natural")
    )


def test_the_page_says_who_chose_what_on_what_grounds_and_how_far_it_has_reached(
    world: "World", desk: Desk, case_id: UUID
) -> None:
    from bulou.acts.readings import sweep

    client = desk("lead")
    form = {"reading": "two_day_mode", "value": "natural", "grounds": "民法典第二百零一条"}
    assert client.post("/desk/readings/", form).status_code == 302
    during = plain(client.get("/desk/readings/"))
    sweep(world.now)
    after = plain(client.get("/desk/readings/"))

    assert "0 of 1 looked at" in during
    assert "looked at" not in after
    assert "chosen here" in after
    assert re.search(r"lead · .* 1 case re-evaluated 民法典第二百零一条", after)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"reading": "two_day_mode", "value": "naturals", "grounds": "x"}, "Did you mean natural?"),
        ({"reading": "two_day_mod", "value": "natural", "grounds": "x"}, "did you mean two_day_mode?"),
        ({"reading": "two_day_mode", "value": "natural", "grounds": " "}, "Say on what grounds."),
    ],
)
def test_what_was_entered_wrongly_is_told_where_it_stands(
    world: "World", desk: Desk, form: dict[str, str], said: str
) -> None:
    answer = desk("lead").post("/desk/readings/", form)

    assert (answer.status_code, said in plain(answer)) == (422, True)


def test_signatures_are_listed_with_what_is_unsigned_and_lapsed(
    world: "World", desk: Desk, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from bulou.acts.counsel import SignSentence
    from bulou.records import signatures

    world.appoint("counsel", "vendor", "counsel")
    organisation = world.organisations["vendor"]
    for sentence in ("R9.7", "R7.2"):
        world.done(
            SignSentence(
                organisation_id=organisation,
                sentence=sentence,
                seen=signatures.fingerprint("rmsv", sentence).sha256,
            ),
            "counsel",
        )
    now = dict(signatures._fingerprints("rmsv"))
    now["R9.7"] = replace(now["R9.7"], text_sha256="0" * 64)
    monkeypatch.setattr(signatures, "_fingerprints", lambda regime: now)
    client = desk("counsel")
    with django_assert_max_num_queries(MOST):
        page = client.get("/desk/signatures/")
    lapsed = client.get("/desk/signatures/?state=lapsed")

    assert page.context["counts"] == {"signed": 1, "unsigned": page.context["all"] - 2, "lapsed": 1}
    assert [row.id for row in lapsed.context["rows"]] == ["R9.7"]
    assert "counsel" in plain(lapsed)
    assert client.get("/desk/signatures/?regime=nowhere").status_code == 404
    assert client.get("/desk/")["Location"] == "/desk/signatures/"


def exploited(world: "World") -> UUID:
    """A case about a product on the EU market that is attacked: the CRA's day and the Provisions' silence abroad meet."""
    from bulou.acts.verification import IdentifyProduct, RecordObservation

    world.now = timezone.now() - timedelta(minutes=30)
    case_id = world.accepted()
    known = {"product": "QY-4200", "versions": "3.1–3.4", "own_product": True, "users_must_update": True}
    world.done(IdentifyProduct(case_id=case_id, placed_on_eu_market=True, **known), "lead")
    world.done(RecordObservation(case_id=case_id, observed="attacks", source="蜜罐"), "lead")
    return case_id


def test_a_clash_of_two_laws_is_a_card_with_both_articles_both_clocks_and_options_and_no_choice(
    world: "World", desk: Desk, django_assert_max_num_queries: Any
) -> None:
    client, base = desk("lead"), f"/desk/cases/{number(exploited(world))}/"
    with django_assert_max_num_queries(MOST):
        page = client.get(base)
    certain = [card for card in page.context["conflicts"] if card.certain]

    reports = certain[0]
    assert [duty.duty_id for duty, _face in reports.demanded] == ["CRA-14-2-a", "CRA-14-2-b"]
    assert [finding.norm_id for finding in reports.stopped_by] == ["RMSV-9-7"]
    assert [duty.duty_id for duty, _face in reports.beside] == ["RMSV-7-2"]
    assert len([option for each in reports.known for option in each.options]) >= 3
    words = plain(page)
    assert "Two laws collide here; neither is chosen for you" in words
    assert "CRA Art. 14(2)(a)" in words
    form = client.get(reports.question).content.decode()
    assert ('value="CRA-14-2-a"' in form, 'value="RMSV-9-7"' in form) == (True, True)


def test_a_case_that_concerns_one_law_alone_shows_no_collision(
    world: "World", desk: Desk, case_id: UUID
) -> None:
    page = desk("lead").get(f"/desk/cases/{number(case_id)}/")

    assert [card for card in page.context["conflicts"] if card.certain] == []


def test_words_that_ask_a_price_or_threaten_raise_a_question_until_someone_flags_them(
    world: "World", desk: Desk, case_id: UUID
) -> None:
    """Abuse case AC52: the wording leads to the queue by way of a person."""
    from bulou.acts import Actor
    from bulou.acts.receipt import WriteAsReporter

    client, base = desk("lead"), f"/desk/cases/{number(case_id)}/"
    assert client.get(base).context["wordings"] == []
    threat = "三天内支付 5 万元，否则我将公开全部细节。"
    world.done(WriteAsReporter(case_id=case_id, text=threat), Actor.reporter(case_id))
    page = client.get(base)
    found = page.context["wordings"]

    assert {each.entry_index for each in found} == {page.context["page"].length - 1}
    assert "whether they are abuse is for a person to say" in plain(page)
    form = client.get(f"{base}acts/flag_abuse/?entry={found[0].entry_index}").content.decode()
    assert f'value="{found[0].entry_index}"' in form
    flag = {"suspicion": "sale", "entry": str(found[0].entry_index), "grounds": "要挟付款"}
    assert client.post(f"{base}acts/flag_abuse/", flag).status_code == 302
    assert client.get(base).context["wordings"] == []
    assert "Illegal sale" in plain(client.get("/desk/abuse/"))
