"""A vendor, another vendor and an authority with their people, and clients that speak for them by token."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Each test is counted from nothing."""
    from bulou.entrypoints import lanes
    from bulou.entrypoints.api import limits

    for bucket in (limits.REQUESTS, limits.REFUSED, lanes.counts):
        bucket.forget()


@pytest.fixture
def world(db: None) -> "World":
    """What these people did happened in the last hours, for the API itself asks the clock."""
    from tests.world import World

    world = World(now=timezone.now() - timedelta(hours=5))
    world.found("vendor", "QY", "vendor", "operator", contact_email="psirt@vendor.example")
    world.found("other", "OT", "vendor")
    world.appoint("lead", "vendor", "lead")
    world.appoint("handler", "vendor", "handler")
    world.appoint("admin", "vendor", "security_admin")
    world.appoint("foreigner", "other", "lead")
    return world


@pytest.fixture
def stranger() -> Client:
    """Someone without a token."""
    return Client(headers={"host": "127.0.0.1", "accept-language": "en"})


@pytest.fixture
def client_of(world: "World") -> Callable[..., Client]:
    """`client_of("lead", scope="read")`: a client with a fresh token of that person."""
    from bulou.acts.tokens import CreateToken

    def make(name: str, scope: str = "act", language: str = "en", slug: str = "", **more: Any) -> Client:
        who = world.people[name]
        organisation = world.organisations[slug] if slug else who.organisation_id
        assert who.person_id is not None
        assert organisation is not None
        act = CreateToken(
            person_id=who.person_id,
            organisation_id=organisation,
            label="test",
            scope=scope,
            expires_at=timezone.now() + timedelta(days=1),
        )
        token = world.done(act, who).ids["secret"]
        return Client(
            headers={"host": "127.0.0.1", "authorization": f"Bearer {token}", "accept-language": language}
        )

    return make
