"""A vendor with its people, and browsers of strangers and of people who are signed in."""

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
    world.appoint("lead", "vendor", "lead")
    world.appoint("handler", "vendor", "handler")
    world.appoint("foreigner", "other", "lead")
    return world


@pytest.fixture
def desk(world: "World") -> Desk:
    """A signed-in browser for a person of the world, speaking English."""

    def signed_in(name: str) -> Client:
        from bulou.records.models import Person

        client = Client(headers={"accept-language": "en"})
        client.force_login(Person.objects.get(id=world.people[name].person_id))
        return client

    return signed_in


@pytest.fixture
def stranger() -> Client:
    """Someone who reads English and has no account."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def chinese() -> Client:
    """Someone who reads Chinese and has no account."""
    return Client(headers={"accept-language": "zh-CN"})
