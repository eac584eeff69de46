"""Browsers, as fixtures: a real one, and those of people who are signed in."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.world import World

Desk = Callable[[str], Client]


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    from tests.browsing import launched  # only those who look need it

    with launched() as started:
        yield started


@pytest.fixture
def desk(world: "World") -> Desk:
    """A signed-in browser for a person of the world, speaking English."""

    def signed_in(name: str) -> Client:
        from bulou.records.models import Person

        client = Client(headers={"accept-language": "en"})
        client.force_login(Person.objects.get(id=world.people[name].person_id))
        return client

    return signed_in
