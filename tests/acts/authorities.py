"""Four authorities on one node, and everything that is under way between them delivered."""

from datetime import timedelta
from uuid import UUID

from bulou.acts.notification import NotifyAuthority, PreparePacket
from bulou.acts.verification import OpenUndisclosed
from bulou.entrypoints.worker.deliveries import deliver_due
from bulou.records.models import Delivery
from tests.acts.conftest import quick
from tests.acts.scene import PACKET
from tests.world import World

BODIES = {"miit": ("miit",), "mps": ("mps", "mps_centre"), "cac": ("cac",), "cncert": ("cncert",)}


def with_authorities(world: World) -> World:
    """The world of the tests, whose one authority is MIIT, with the other three and a lead at each."""
    world.organisations["miit"] = world.organisations["authority"]
    with quick():
        for slug, bodies in BODIES.items():
            if slug != "miit":
                world.found(slug, slug[:3].upper() + "X", "authority", bodies=bodies)
            world.appoint(f"of_{slug}", slug if slug != "miit" else "authority", "lead")
    return world


def arrive(world: World) -> None:
    """Deliver what is under way, and what that sends in turn; nothing may be left over."""
    while deliver_due("test", at=world.now):
        world.now += timedelta(seconds=1)
    left = Delivery.objects.filter(kind="internal", delivered_at=None)
    assert not left, [row.error for row in left]


def notified(world: World, by: str = "lead", slug: str = "vendor", **packet: str) -> UUID:
    """A case of a vendor who has notified the authority on this node, and it has arrived."""
    case_id = world.accepted(slug, by)
    world.done(PreparePacket(case_id=case_id, packet=PACKET | packet), by)
    world.done(NotifyAuthority(case_id=case_id, method="node"), by)
    arrive(world)
    return case_id


def matter_at(world: World, slug: str, kind: str, *, opened_by: str = "") -> UUID:
    """The newest case of this kind in an authority's register, opened by someone."""
    from bulou.records.models import Matter

    house = world.organisations[slug]
    case_id: UUID = Matter.objects.filter(organisation_id=house, kind=kind).latest("received_at").case_id
    if opened_by:
        person = world.people[opened_by].person_id
        assert person is not None
        world.done(OpenUndisclosed(person_id=person, case_id=case_id), opened_by)
    return case_id
