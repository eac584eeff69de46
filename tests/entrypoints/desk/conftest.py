"""The world of tests/acts."""

from typing import TYPE_CHECKING

import pytest

from tests.browsers import Desk

if TYPE_CHECKING:
    from tests.world import World

__all__ = ["Desk"]


@pytest.fixture
def world(db: None) -> "World":
    from tests.world import World  # models can be imported only once Django is up, after this file is read

    world = World()
    world.found("vendor", "QY", "vendor", "operator", contact_email="psirt@vendor.example")
    world.found("other", "OT", "vendor")
    world.found("supplier", "SX", "supplier", overseas=True)
    world.found("authority", "AU", "authority")
    world.appoint("lead", "vendor", "lead")
    world.appoint("handler", "vendor", "handler")
    world.appoint("admin", "vendor", "security_admin")
    world.appoint("auditor", "vendor", "auditor")
    world.appoint("foreigner", "other", "lead")
    return world
