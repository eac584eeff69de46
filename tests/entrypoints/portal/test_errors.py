"""What is not there is told in one way; only a slash too many is forgiven."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/law/", "/law"),
        ("/severity/?AV=N", "/severity?AV=N"),
        ("/law//", "/law"),
        ("/advisories/", "/advisories"),
    ],
)
def test_a_slash_too_many_leads_to_the_address_without(
    db: None, stranger: Client, asked: str, told: str
) -> None:
    answer = stranger.get(asked)

    assert (answer.status_code, answer.headers["Location"]) == (301, told)
    assert stranger.get(told).status_code == 200


@pytest.mark.parametrize("asked", ["/nothing/", "/law/nothing/", "//evil.example/", "//law/"])
def test_no_address_is_made_up(db: None, stranger: Client, asked: str) -> None:
    assert stranger.get("/", PATH_INFO=asked).status_code == 404


def test_what_is_sent_is_not_sent_on(db: None, stranger: Client) -> None:
    assert stranger.post("/law/").status_code == 404
