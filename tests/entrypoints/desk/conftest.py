"""The world of tests/acts, and browsers for its people."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from tests.world import World

Desk = Callable[[str], Client]


@pytest.fixture
def world(db: None) -> "World":
    from tests.world import World  # models can be imported only once Django is up, after this file is read

    world = World()
    world.found("vendor", "QY", "vendor", contact_email="psirt@vendor.example")
    world.found("other", "OT", "vendor")
    world.found("supplier", "SX", "supplier", overseas=True)
    world.found("authority", "AU", "authority")
    world.appoint("lead", "vendor", "lead")
    world.appoint("handler", "vendor", "handler")
    world.appoint("admin", "vendor", "security_admin")
    world.appoint("auditor", "vendor", "auditor")
    world.appoint("foreigner", "other", "lead")
    return world


@pytest.fixture
def desk(world: "World") -> Desk:
    """A signed-in browser for a person of the world, speaking English."""

    def signed_in(name: str) -> Client:
        from bulou.records.models import Person

        client = Client(headers={"accept-language": "en"})
        actor = world.people[name]
        client.force_login(Person.objects.get(id=actor.person_id))
        return client

    return signed_in
