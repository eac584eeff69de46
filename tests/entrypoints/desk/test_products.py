"""The pages of products and of the operator's room: who may see them, what they cost, what they say."""

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

MOST = 15


@pytest.fixture
def ids(world: "World") -> dict[str, object]:
    from tests.acts.owned import owned

    return owned(world)


def pages(ids: dict[str, object]) -> list[str]:
    from bulou.records.models import InventoryList

    inventory = InventoryList.objects.get()
    return [
        "/desk/products/",
        "/desk/products/?q=QY-4200",
        "/desk/products/touches/",
        f"/desk/products/{ids['product']}/",
        f"/desk/inventories/{inventory.id}/?q=qy",
        "/desk/room/",
        f"/desk/room/{ids['impact_mended']}/",
    ]


def test_every_page_costs_few_queries_and_is_there_for_the_desk_alone(
    world: "World", ids: dict[str, object], desk: Desk
) -> None:
    found = {}
    for path in pages(ids):
        with CaptureQueriesContext(connection) as asked:
            own = desk("handler").get(path).status_code
        strangers = {name: desk(name).get(path).status_code for name in ("auditor", "admin")}
        found[path] = (own, set(strangers.values()), len(asked) <= MOST or [q["sql"] for q in asked])

    assert found == {path: (200, {404}, True) for path in pages(ids)}


def test_another_organisation_finds_nothing_of_it(world: "World", ids: dict[str, object], desk: Desk) -> None:
    answers = {path: desk("foreigner").get(path) for path in pages(ids)}

    assert {path for path, answer in answers.items() if answer.status_code == 200} == {
        "/desk/products/", "/desk/products/?q=QY-4200", "/desk/products/touches/",
    }  # fmt: skip
    assert not any(
        "边界网关" in answer.content.decode() or "交换机" in answer.content.decode()
        for answer in answers.values()
    )


def test_every_step_above_an_inventory_leads_somewhere_for_whoever_runs_no_network(
    world: "World", ids: dict[str, object], desk: Desk
) -> None:
    from bulou.records.models import Organisation

    paths = [path for path in pages(ids) if "/room/" not in path]
    Organisation.objects.filter(slug="vendor").update(roles=["vendor"])  # writes: no act takes a role away
    answers = {}
    for path in paths:
        trail = desk("handler").get(path).content.decode().partition("<ol>")[2].partition("</ol>")[0]
        answers |= {
            href: desk("handler").get(href).status_code for href in re.findall(r'href="([^"]+)"', trail)
        }

    assert answers == {
        "/desk/": 200, "/desk/products/": 200,
    }  # fmt: skip


def test_a_bad_alias_is_answered_at_its_field_and_nothing_is_lost(
    world: "World", ids: dict[str, object], desk: Desk
) -> None:
    sent = {"act": "add_alias", "kind": "cpe", "text": "cpe:2.3:瑞星"}
    answer = desk("handler").post(f"/desk/products/{ids['product']}/", sent)

    assert answer.status_code == 422
    assert "it needs 11 components" in answer.content.decode()
    assert 'value="cpe:2.3:瑞星"' in answer.content.decode()


def test_an_advisory_can_be_asked_about_without_keeping_anything(
    world: "World", ids: dict[str, object], desk: Desk
) -> None:
    from bulou.records.models import Impact
    from tests.acts.owned import ADVISORY

    before = Impact.objects.count()
    upload = BytesIO(ADVISORY)
    upload.name = "a.json"
    answer = desk("handler").post("/desk/products/touches/", {"advisory": upload, "over": "running"})

    assert "version “3.1” is among those affected, “&lt; 3.4.7”" in answer.content.decode()
    assert Impact.objects.count() == before
    broken = BytesIO(b"{}")
    broken.name = "b.json"
    assert desk("handler").post("/desk/products/touches/", {"advisory": broken}).status_code == 422


def test_a_step_is_offered_only_in_its_turn(world: "World", ids: dict[str, object], desk: Desk) -> None:
    offered = {}
    for state in ("found", "verified", "mended", "accepted", "untouched"):
        text = desk("lead").get(f"/desk/room/{ids[f'impact_{state}']}/").content.decode()
        names = (
            "verify_impact",
            "mend_impact",
            "retest_impact",
            "accept_risk",
            "dismiss_impact",
            "reopen_impact",
        )
        offered[state] = [name for name in names if f'name="act" value="{name}"' in text]

    assert offered == {
        "found": ["verify_impact", "accept_risk", "dismiss_impact"],
        "verified": ["mend_impact", "accept_risk", "dismiss_impact"],
        "mended": ["retest_impact"],
        "accepted": ["mend_impact", "reopen_impact"],
        "untouched": ["reopen_impact"],
    }


def test_an_impact_shows_what_kev_says_and_in_which_case_its_duties_count(
    world: "World", ids: dict[str, object], desk: Desk
) -> None:
    from datetime import date

    from bulou.acts import Actor
    from bulou.acts.known import LoadExploited
    from bulou.acts.room import TieImpact
    from bulou.formats.known import Catalogue, Exploited, Product
    from bulou.records.models import Case

    entry = Exploited(
        identifier="CVE-2026-1000", name="Gateway", text="", product=Product("青屿", "QY-4200"), cwes=(),
        added_on=date(2026, 11, 1), due_on=None, ransomware=False,
    )  # fmt: skip
    listed = Catalogue(version="2026.11.20", on=date(2026, 11, 20), entries=(entry,))
    world.done(LoadExploited(source="kev.json", sha256="00" * 32, catalogue=listed), Actor.system())
    number = Case.objects.get(id=world.submit().ids["case_id"]).number
    path = f"/desk/room/{ids['impact_found']}/"

    before = desk("lead").get(path).content.decode()
    house = {"organisation_id": world.organisations["vendor"], "impact_id": ids["impact_found"]}
    world.done(TieImpact(**house, case_number=number), "lead")
    after, unknowing = (desk(name).get(path).content.decode() for name in ("lead", "handler"))

    assert "listed as exploited 2026-11-01" in before
    assert "kev.json" in before
    assert 'value="tie_impact"' in before
    assert 'value="tie_impact"' not in after
    assert f"/desk/cases/{number}/" in after
    assert number not in unknowing
    assert "a case that you do not know" in unknowing


def test_the_room_is_there_for_operators_alone(world: "World", ids: dict[str, object], desk: Desk) -> None:
    """Also for the desk of another organisation, which has an inbox without it."""
    seen = {name: desk(name).get("/desk/").content.decode() for name in ("handler", "foreigner")}
    doors = {name: "/desk/room/" in text for name, text in seen.items()}
    rooms = {name: desk(name).get("/desk/room/").status_code for name in ("handler", "foreigner", "admin")}

    assert doors == {"handler": True, "foreigner": False}
    assert rooms == {"handler": 200, "foreigner": 404, "admin": 404}


def test_the_products_a_report_means_are_offered_with_their_owners(
    world: "World", ids: dict[str, object], desk: Desk
) -> None:
    from uuid import UUID

    from bulou.acts.products import DescribeProduct
    from bulou.records.models import Case

    house = {"organisation_id": world.organisations["vendor"], "product_id": ids["product"]}
    world.done(DescribeProduct(**house, owner_id=world.people["handler"].person_id), "lead")
    case_id = UUID(world.submit().ids["case_id"])
    client: Client = desk("lead")
    number = Case.objects.get(id=case_id).number
    client.post(f"/desk/cases/{number}/open/", {"purpose": "casework"})

    text = client.get(f"/desk/cases/{number}/acts/identify_product/").content.decode()

    assert f"registered_id={ids['product']}" in text
    assert "边界网关" in text
