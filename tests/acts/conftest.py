"""A vendor with people of every office, another vendor, a supplier overseas, and an authority; and cases in every stage."""

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from django.test import override_settings

if TYPE_CHECKING:
    from tests.acts.scene import Scene
    from tests.world import World


def quick() -> override_settings:
    """A quick hash for passwords: the slow one is tested elsewhere."""
    return override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])


def populated() -> "World":
    """The organisations and their people."""
    from tests.world import World  # models can be imported only once Django is up, after this file is read

    world = World()
    with quick():
        world.found("vendor", "QY", "vendor", contact_email="psirt@vendor.example")
        world.found("other", "OT", "vendor")
        world.found("supplier", "SX", "supplier", overseas=True)
        world.found("authority", "AU", "authority")
        world.appoint("lead", "vendor", "lead")
        world.appoint("handler", "vendor", "handler")
        world.appoint("admin", "vendor", "security_admin")
        world.appoint("auditor", "vendor", "auditor")
        world.appoint("counsel", "vendor", "counsel")
        world.appoint("foreigner", "other", "lead")
        world.appoint("inspector", "authority", "lead")
    return world


@pytest.fixture
def world(db: None) -> "World":
    return populated()


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator["Scene"]:
    """The scene, built once for a module in a transaction of its own; what a test does to it is undone after the test."""
    from django.db import transaction

    from tests.acts.scene import Scene

    outer = transaction.atomic()
    outer._from_testcase = True  # as Django's own tests do, so that durable transactions may stand inside
    with django_db_blocker.unblock():
        outer.__enter__()
    try:
        with django_db_blocker.unblock(), quick():
            scene = Scene.of(populated())
        yield scene
    finally:
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def scene(built: "Scene", db: None) -> "Scene":
    """That world with cases in every stage and people of every standing."""
    return deepcopy(built)
