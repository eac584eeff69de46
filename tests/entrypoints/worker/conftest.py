"""A world whose deliveries, reminders and notices the worker sees to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests import smtp

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def world(db: None) -> "World":
    from tests.world import World

    world = World()
    world.found("vendor", "QY", "vendor", contact_email="psirt@vendor.example")
    world.found("upstream", "UP", "supplier", contact_email="up@stream.example")
    world.found("authority", "AU", "authority")
    world.appoint("lead", "vendor", "lead")
    world.appoint("handler", "vendor", "handler")
    world.appoint("admin", "vendor", "security_admin")
    world.appoint("uplead", "upstream", "lead")
    return world


@pytest.fixture
def mailbox(settings) -> Iterator[smtp.Mailbox]:
    with smtp.running() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield box
