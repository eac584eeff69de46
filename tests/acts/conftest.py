"""A vendor with people of every office, another vendor, a supplier overseas, and an authority."""

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.acts.scene import Scene
    from tests.world import World


@pytest.fixture
def world(db: None, settings: Any) -> "World":
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # a slow one is tested elsewhere
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
def scene(world: "World") -> "Scene":
    """That world with cases in every stage and people of every standing."""
    from tests.acts.scene import Scene

    return Scene.of(world)
