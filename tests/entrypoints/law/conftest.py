"""A vendor with its people, and browsers of strangers."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def world(db: None) -> "World":
    from tests.world import World  # models can be imported only once Django is up, after this file is read

    world = World()
    world.found("vendor", "QY", "vendor", contact_email="psirt@vendor.example")
    world.found("other", "OT", "vendor")
    world.appoint("lead", "vendor", "lead")
    world.appoint("handler", "vendor", "handler")
    world.appoint("foreigner", "other", "lead")
    return world


@pytest.fixture
def stranger() -> Client:
    """Someone who reads English and has no account."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def chinese() -> Client:
    """Someone who reads Chinese and has no account."""
    return Client(headers={"accept-language": "zh-CN"})
