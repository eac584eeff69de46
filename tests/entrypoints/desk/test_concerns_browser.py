"""Readings, suspected abuse, legal questions and signatures in a real browser: nothing over the edge, a silent console, pictures."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from tests.browsing import WIDTHS, looked_at, runs_over
from tests.entrypoints.desk.test_desk_browser import PICTURED, PICTURES, signed_in

if TYPE_CHECKING:
    from tests.world import World

pytestmark = pytest.mark.browser


def pages_of(world: "World", client: Client) -> dict[str, str]:
    """Every page by name, on a case with a suspension, a referral and an open legal question."""
    from bulou.acts.abuse import FlagAbuse, ReferAbuse, SuspendSharing
    from bulou.acts.coordination import AddParty, ShareDetail
    from bulou.acts.counsel import OpenLegalQuestion, SignSentence
    from bulou.acts.readings import ChooseReading
    from bulou.acts.verification import IdentifyProduct, RecordObservation
    from bulou.records import signatures
    from bulou.records.models import Case

    world.now = timezone.now() - timedelta(hours=1)
    case_id = world.accepted()
    world.drafted(case_id)
    known = {"product": "QY-4200", "versions": "3.1–3.4", "own_product": True, "users_must_update": True}
    world.done(IdentifyProduct(case_id=case_id, placed_on_eu_market=True, **known), "lead")
    world.done(RecordObservation(case_id=case_id, observed="attacks", source="蜜罐"), "lead")
    party = AddParty(case_id=case_id, party="一个名称很长的中间商" * 3, role="downstream", overseas=False)
    seller = UUID(world.done(party, "lead").ids["party_id"])
    flags = [
        UUID(
            world.done(
                FlagAbuse(case_id=case_id, suspicion=what, party_id=whom, grounds="来函要价"), "lead"
            ).ids["flag_id"]
        )
        for what, whom in (("sale", seller), ("use", None))
    ]
    world.done(SuspendSharing(case_id=case_id, flag_id=flags[0], party_id=seller, grounds="核查来源"), "lead")
    world.done(
        ReferAbuse(
            case_id=case_id,
            flag_id=flags[1],
            addressee="某市公安局",
            reference="受案〔2026〕7号",
            grounds="x",
        ),
        "lead",
    )
    refused = world.act(
        ShareDetail(exploit_included=False, case_id=case_id, party_id=seller, text="细节", only_public=True),
        "lead",
    )
    assert not refused
    world.done(
        OpenLegalQuestion(
            case_id=case_id,
            first="RMSV-9-7",
            second="RMSV-7-2",
            question="先向谁报送，能否同时？",
            grounds="两法并用",
        ),
        "lead",
    )
    organisation = world.organisations["vendor"]
    world.done(
        ChooseReading(
            organisation_id=organisation,
            reading="two_day_mode",
            value="natural",
            grounds="民法典第二百零一条",
        ),
        "lead",
    )
    world.appoint("counsel", "vendor", "counsel")
    world.done(
        SignSentence(
            organisation_id=organisation,
            sentence="R9.7",
            seen=signatures.fingerprint("rmsv", "R9.7").sha256,
            remark="已核对",
        ),
        "counsel",
    )
    case = f"/desk/cases/{Case.objects.get(id=case_id).number}/"
    client.post(f"{case}open/")
    return {
        "concerns": case,
        "abuse": "/desk/abuse/",
        "flag": f"{case}acts/flag_abuse/",
        "question": f"{case}acts/open_legal_question/",
        "share": f"{case}acts/share_detail/?about={seller}",
        "readings-preview": "/desk/readings/?preview=two_day_mode:working",
        "signatures": "/desk/signatures/",
    }


@pytest.mark.parametrize("language", PICTURED)
def test_nothing_runs_over_the_edge_and_the_console_is_silent(
    live_server, world, desk, browser, language
) -> None:
    client = desk("lead")
    page = signed_in(browser, live_server, client, locale=language)
    addresses = pages_of(world, client)

    found = looked_at(page, addresses, PICTURES, language, PICTURED[language])

    assert (found, page.said) == (dict.fromkeys(addresses, ([], 1)), [])
    page.context.close()


def test_the_refusal_for_a_suspended_party_fits_every_width(live_server, world, desk, browser) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    client = desk("lead")
    addresses = pages_of(world, client)
    page = signed_in(browser, live_server, client, locale="zh-CN")
    page.goto(addresses["share"])
    page.fill("textarea[name=text]", "细节")
    page.check("input[name=only_public]")
    page.click("form.panel button.button-primary")
    wide = []

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if runs_over(page):
            wide.append(width)
        page.screenshot(path=PICTURES / f"suspended.zh.{width}.light.png", animations="disabled")

    assert (wide, page.locator("[role=alert]").count()) == ([], 1)
    assert "规定 第四条" in page.inner_text("[role=alert]").replace("§", "").replace("\xa0", " ")
    page.context.close()
