"""A vendor with its lead, and browsers that come to the portal as strangers."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def world(db: None) -> "World":
    """What the vendor did happened in the last days, for the portal itself asks the clock."""
    from datetime import timedelta

    from tests.world import World

    world = World(now=timezone.now() - timedelta(days=2))
    world.found("vendor", "QY", "vendor", contact_email="psirt@vendor.example")
    world.appoint("lead", "vendor", "lead")
    return world


@pytest.fixture(autouse=True)
def _fresh_limits(request: pytest.FixtureRequest) -> None:
    """Each test is counted from nothing."""
    if request.node.get_closest_marker("database"):
        from django.core.cache import cache

        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture
def stranger() -> Client:
    """Someone who reads English and keeps cookies."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def chinese() -> Client:
    """Someone who reads Chinese."""
    return Client(headers={"accept-language": "zh-CN"})
