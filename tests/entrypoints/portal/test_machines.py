"""What machines ask: security.txt, health, readiness, metrics."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError
from django.test import Client

from bulou.entrypoints.portal import health
from tests.entrypoints.portal.reading import page

NO_TOKEN = {"REMOTE_ADDR": "198.51.100.7"}


def fields(text):
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [tuple(line.split(": ", 1)) for line in lines]


def test_security_txt_names_form_contacts_policy_and_thanks(world, stranger, settings):
    settings.BULOU_BASE_URL = "https://psirt.example"
    settings.BULOU_CONTACT = "mailto:security@psirt.example"
    response = stranger.get("/.well-known/security.txt")
    found = fields(response.content.decode())
    expires = datetime.fromisoformat(dict(found)["Expires"])

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert [pair for pair in found if pair[0] != "Expires"] == [
        ("Contact", "mailto:security@psirt.example"),
        ("Contact", "https://psirt.example/report"),
        ("Contact", "mailto:psirt@vendor.example"),
        ("Acknowledgments", "https://psirt.example/thanks"),
        ("Canonical", "https://psirt.example/.well-known/security.txt"),
        ("Policy", "https://psirt.example/report/policy"),
        ("Preferred-Languages", "zh, en"),
    ]
    assert timedelta(days=170) < expires - datetime.now(UTC) < timedelta(days=365)


def test_security_txt_of_a_node_without_https_has_no_web_address(world, stranger, settings):
    settings.BULOU_BASE_URL = "http://127.0.0.1:8000"
    settings.BULOU_CONTACT = "http://psirt.example"

    text = page(stranger, "/.well-known/security.txt")

    assert text.startswith("# ")
    assert [pair for pair in fields(text) if pair[0] != "Expires"] == [
        ("Contact", "mailto:psirt@vendor.example"),
        ("Preferred-Languages", "zh, en"),
    ]


@pytest.mark.django_db
def test_security_txt_always_has_a_contact(stranger, settings):
    settings.BULOU_BASE_URL = "http://127.0.0.1:8000"

    assert "Contact: mailto:" in page(stranger, "/.well-known/security.txt")


def test_health_asks_nothing(stranger):
    assert stranger.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_a_node_that_can_work_is_ready(stranger):
    response = stranger.get("/readyz")

    assert (response.status_code, response.json()) == (
        200,
        {"ready": True, "database": "ok", "migrations": "ok", "keys": "ok"},
    )


@pytest.mark.django_db
def test_a_node_that_cannot_says_which_part_and_not_why(stranger, monkeypatch, settings, tmp_path):
    def fail():
        raise DatabaseError("password of the database")

    monkeypatch.setitem(health.CHECKS, "database", fail)
    settings.BULOU_KEY_FILE = tmp_path / "absent"

    response = stranger.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": "failed", "migrations": "ok", "keys": "failed"}


def metric(text, name):
    return next(float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith(f"{name} "))


def test_metrics_count_what_waits_and_name_no_case(world, stranger):
    made = world.submit().ids

    text = page(stranger, "/metrics")

    assert 'bulou_reports{channel="portal"} 1.0' in text
    assert metric(text, "bulou_database_up") == 1
    assert metric(text, "bulou_deliveries_waiting") >= 1
    assert metric(text, "bulou_duties_live") >= 0
    assert metric(text, "bulou_entries_without_leaf") >= 1
    assert 'bulou_requests_total{method="GET"' in text
    for secret in (made["number"], made["case_id"], "vendor", "QY-4200"):
        assert secret not in text


def test_metrics_count_requests_by_pattern_and_never_by_address(world, stranger):
    page(stranger, "/organisations/vendor")
    stranger.get("/organisations/SECRET")

    text = page(stranger, "/metrics")

    assert 'route="organisations/<slug:slug>",status="200"' in text
    assert "SECRET" not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "outside",
    [
        {"REMOTE_ADDR": "198.51.100.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
    ],
)
def test_metrics_are_for_this_machine_alone(outside):
    assert Client(**outside).get("/metrics").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "status"),
    [("Bearer right", 200), ("Bearer wrong", 404), ("right", 404), ("", 404), ("Bearer \u00e9", 404)],
)
def test_a_token_opens_metrics_from_anywhere_and_nothing_else_does(settings, given, status):
    settings.BULOU_METRICS_TOKEN = "right"

    for client in (Client(**NO_TOKEN), Client()):
        assert client.get("/metrics", headers={"authorization": given}).status_code == status


@pytest.mark.django_db
def test_metrics_say_when_the_database_is_away(stranger, monkeypatch):
    def fail(*, at):
        raise DatabaseError

    monkeypatch.setattr("bulou.records.public.gauges", fail)

    assert metric(page(stranger, "/metrics"), "bulou_database_up") == 0
