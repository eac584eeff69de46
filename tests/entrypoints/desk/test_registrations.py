"""Registering on the public page, and the registrations on the desk."""

import re
from typing import TYPE_CHECKING

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

PAGE, PUBLIC = "/desk/registrations/", "/organisations/vendor/register"


def test_a_finder_registers_is_shown_a_code_once_and_erases_with_it(world: "World", desk: Desk) -> None:
    world.now = timezone.now()
    client = Client(headers={"accept-language": "en"})
    sent = {"do": "register", "person": "<b>Lin", "email": "lin@finder.example"}
    wrong = client.post(PUBLIC, sent | {"email": "lin"})
    made = client.post(PUBLIC, sent).content.decode()
    code = re.search(r"<code>([\w-]{10,})</code>", made)
    shown = desk("handler").get(PAGE).content.decode()
    unknown = client.post(PUBLIC, {"do": "erase", "code": "x"}).status_code
    erased = client.post(PUBLIC, {"do": "erase", "code": code[1] if code else ""}).status_code
    after = desk("handler").get(PAGE).content.decode()

    assert wrong.status_code == 422
    assert "<b>Lin" not in wrong.content.decode()
    assert "&lt;b&gt;Lin" in wrong.content.decode()  # nothing typed is lost
    assert "Self-declared" in shown
    assert "&lt;b&gt;Lin" in shown
    assert (unknown, erased) == (422, 200)
    assert "lin@finder.example" not in after


def test_what_is_registered_can_be_erased_when_reception_is_closed_and_nothing_new_is_taken(
    world: "World",
) -> None:
    from bulou.acts.platforms.filing import close_reception
    from bulou.records.models import Organisation
    from tests.acts.housed import registered

    world.found("tide", "TD", "platform")
    house = Organisation.objects.get(slug="tide")
    Organisation.objects.filter(slug="tide").update(receives=True)  # writes: as the listing opens it
    _finder, code = registered(world, "tide")
    close_reception(house)
    client, page = Client(headers={"accept-language": "en"}), "/organisations/tide/register"
    shown = client.get(page).content.decode()
    more = client.post(page, {"do": "register", "person": "Lin", "email": "lin@finder.example"})
    erased = client.post(page, {"do": "erase", "code": code})

    assert 'value="register"' not in shown and 'value="erase"' in shown
    assert (more.status_code, erased.status_code) == (404, 200)
    assert 'value="register"' not in client.get("/organisations/authority/register").content.decode()


def test_only_a_checked_finder_is_offered_for_a_case(world: "World", desk: Desk) -> None:
    from bulou.acts.house.registering import TrustFinder, VerifyFinder
    from bulou.records.models import Case
    from tests.acts.housed import registered

    case_id = world.accepted()
    (checked, _code), _other, (trusted, _its) = (
        registered(world, person=name) for name in ("林中路", "路过者", "常来者")
    )
    house = world.organisations["vendor"]
    for each in (checked, trusted):
        world.done(VerifyFinder(organisation_id=house, registration_id=each, document="passport"), "lead")
    trust = TrustFinder(organisation_id=house, registration_id=trusted, trusted=True, grounds="三年合作")
    world.done(trust, "lead")
    number = Case.objects.get(id=case_id).number
    client = desk("lead")
    client.post(f"/desk/cases/{number}/open/")
    form = client.get(f"/desk/cases/{number}/acts/add_finder/").content.decode()

    assert re.findall(r"\d · (\S+) · ([\w ]+)<", form) == [
        ("常来者", "Trusted"),
        ("林中路", "Identity checked"),
    ]


def test_the_registrations_are_there_for_the_desk_alone_with_few_queries(world: "World", desk: Desk) -> None:
    from tests.acts.housed import registered

    world.now = timezone.now()
    for _each in range(3):
        registered(world)
    client = desk("lead")
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(PAGE).content.decode()

    assert len(asked) <= 15
    assert shown.count("lin@finder.example") == 3
    seen = {name: desk(name).get(PAGE) for name in ("handler", "auditor", "admin", "foreigner")}
    assert {name: each.status_code for name, each in seen.items()} == {
        "handler": 200, "auditor": 404, "admin": 404, "foreigner": 200,
    }  # fmt: skip
    assert "lin@finder.example" not in seen["foreigner"].content.decode()
