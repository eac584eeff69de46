"""A page that is not there leads back to where one works, and tells no address from another."""

from typing import TYPE_CHECKING

from django.test import Client

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World


def test_who_is_signed_in_is_led_back_to_the_desk(world: "World", desk: Desk) -> None:
    addresses = ("/desk/nowhere", "/desk/cases/QY-2026-AAAA-AAAA/")
    wrong, hidden = (desk("lead").get(url).content.decode().replace(url, "") for url in addresses)

    assert "Back to the desk" in wrong
    assert wrong == hidden


def test_a_stranger_is_not_led_to_a_desk_that_is_not_theirs(world: "World") -> None:
    page = Client(headers={"accept-language": "en"}).get("/nowhere").content.decode()

    assert "Back to the desk" not in page
