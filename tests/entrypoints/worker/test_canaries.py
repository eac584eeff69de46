"""A canary really goes in by HTTP, and a really dead channel really raises the alarm."""

import socket
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from bulou.entrypoints.worker.canaries import send_canaries

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def proving(transactional_db: None) -> "World":
    from bulou.acts.canary import SwitchCanaries
    from tests.world import World

    world = World(now=timezone.now() - timedelta(days=2))
    world.found("vendor", "QY", "vendor", contact_email="psirt@vendor.example")
    world.appoint("lead", "vendor", "lead")
    world.done(SwitchCanaries(organisation_id=world.organisations["vendor"], switch="on"), "lead")
    return world


def states() -> dict[str, str]:
    from bulou.records.models import Canary

    return dict(Canary.objects.values_list("channel", "state"))


def test_a_dead_channel_raises_the_alarm_and_recovers(
    proving: "World", live_server: Any, settings: Any
) -> None:
    from bulou.records.models import Case, Delivery
    from bulou.records.reception_log import beginning, day_of

    with socket.socket() as closed:  # bound, and not listening: whoever connects is refused
        closed.bind(("127.0.0.1", 0))
        settings.BULOU_BASE_URL = f"http://127.0.0.1:{closed.getsockname()[1]}"
        today = beginning(day_of(timezone.now()))
        now = max(timezone.now() - timedelta(minutes=80), today)  # all of it within one day
        send_canaries(at=now)
        on_their_way = states()
        send_canaries(at=now + timedelta(minutes=16))
        dead = states()
        told = Delivery.objects.count()
    settings.BULOU_BASE_URL = live_server.url
    send_canaries(at=now + timedelta(minutes=80))

    assert on_their_way == {"portal": "sent", "api": "sent"}
    assert (dead, told) == ({"portal": "missing", "api": "missing"}, 2)
    assert (states(), Delivery.objects.count()) == ({"portal": "late", "api": "late"}, 4)
    assert Case.objects.count() == 0


def test_an_open_channel_is_proven_by_the_addresses_that_reporters_use(
    proving: "World", live_server: Any, settings: Any
) -> None:
    from bulou.records.models import Delivery, Report

    settings.BULOU_BASE_URL = live_server.url
    sent = send_canaries(at=timezone.now())
    again = send_canaries(at=timezone.now())

    assert (sent, again, states()) == (2, 0, {"portal": "arrived", "api": "arrived"})
    assert (Report.objects.count(), Delivery.objects.count()) == (0, 0)


def test_a_channel_that_answers_and_keeps_nothing_is_dead_too(
    proving: "World", live_server: Any, settings: Any, monkeypatch: Any
) -> None:
    """What counts is arrival, not an answer: here every report is answered by a page that is not ours."""
    settings.BULOU_BASE_URL = live_server.url + "/healthz#"
    now = timezone.now()
    send_canaries(at=now)
    send_canaries(at=now + timedelta(minutes=16))

    assert states() == {"portal": "missing", "api": "missing"}


def test_a_canary_by_mail_is_known_when_it_comes_back(proving: "World", mailbox: Any, settings: Any) -> None:
    from bulou.entrypoints.worker import mailroom
    from bulou.records.models import Report

    settings.BULOU_MAIL_IN = True
    settings.BULOU_BASE_URL = "http://127.0.0.1:9"
    send_canaries(at=timezone.now())
    (raw,) = mailbox.raw
    first, again = (mailroom.receive(raw, at=timezone.now()) for _unused in range(2))

    assert (first, states()["email"]) == ("canary", "arrived")
    assert (again, Report.objects.count()) == (
        "report",
        1,
    )  # a word is good once; the second is a report like any other
