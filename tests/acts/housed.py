"""The register of internal control of the vendor of the world: a measure that is due for review soon, and an incident that is open."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from bulou.acts import Actor
from bulou.acts.blobs import keep
from bulou.acts.house.incidents import EnterIncident
from bulou.acts.house.measures import PutMeasureInForce
from bulou.acts.house.registering import RegisterFinder, VerifyFinder
from bulou.acts.house.rules import AdoptRules
from bulou.records.models import Registration
from bulou.records.reception_log import day_of
from tests.pictures import photo
from tests.world import World

TEXTS: dict[str, Any] = {
    "collection_zh": "公众经网页表单报送，匿名亦可。",
    "verification_zh": "两日内复现。",
    "notification_zh": "核实后立即通知提供者。",
    "publication_zh": "修补后发布。",
    "collection_en": "The public reports by the form.",
}


def day(world: World, ahead: int) -> date:
    """A day in Beijing, so many days ahead."""
    return day_of(world.now) + timedelta(days=ahead)


def measure(world: World, slug: str = "vendor", by: str = "lead", **more: Any) -> PutMeasureInForce:
    """A measure, not yet put in force."""
    known: dict[str, Any] = {
        "kind": "access",
        "heading": "逐案授权",
        "text": "只有经授权的人员可以打开未公开案件。",
        "responsible_id": world.people[by].person_id,
        "in_force_since": day(world, -3),
        "review_due": day(world, 7),
    }
    return PutMeasureInForce(organisation_id=world.organisations[slug], **known | more)


def in_force(world: World, slug: str = "vendor", by: str = "lead", **more: Any) -> UUID:
    """A measure in force, by its id."""
    return UUID(world.done(measure(world, slug, by, **more), by).ids["measure_id"])


def suspected(world: World, slug: str = "vendor", by: str = "lead", **more: Any) -> UUID:
    """An open incident, by its id."""
    known = {"suspected": "leak", "text": "群里出现了案件细节。"} | more
    act = EnterIncident(organisation_id=world.organisations[slug], **known)
    return UUID(world.done(act, by).ids["incident_id"])


def rules(world: World, slug: str = "vendor", **more: Any) -> AdoptRules:
    """An edition of the rules, not yet adopted."""
    return AdoptRules(organisation_id=world.organisations[slug], **TEXTS | {"grounds": "首次发布"} | more)


def adopted(world: World, slug: str = "vendor", by: str = "lead", **more: Any) -> None:
    """An edition of the rules in force."""
    world.done(rules(world, slug, **more), by)


def registered(world: World, slug: str = "vendor", person: str = "林中路") -> tuple[UUID, str]:
    """A finder registered: the id of the registration, and the code."""
    act = RegisterFinder(organisation_id=world.organisations[slug], person=person, email="lin@finder.example")
    made = world.done(act, Actor.stranger())
    row = Registration.objects.get(organisation_id=world.organisations[slug], number=made.ids["number"])
    return row.id, made.ids["code"]


def scenery(world: World) -> dict[str, UUID]:
    """What the examples name."""
    shown = (keep("制度.png", photo("PNG")),)
    finder, _code = registered(world)
    house = world.organisations["vendor"]
    world.done(VerifyFinder(organisation_id=house, registration_id=finder, document="passport"), "lead")
    return {"measure": in_force(world, document=shown), "incident": suspected(world), "finder": finder}
