"""A world whose organisations talk to one another."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def world(db: None) -> "World":
    from tests.world import World

    world = World()
    world.found("vendor", "QY", "vendor", contact_email="psirt@vendor.example")
    world.found("other", "OT", "vendor")
    world.found("authority", "AU", "authority")
    world.appoint("lead", "vendor", "lead")
    world.appoint("admin", "vendor", "security_admin")
    return world
