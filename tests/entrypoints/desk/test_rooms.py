"""The row of a case's rooms: the same on each of them, with the one where the reader stands marked."""

import re
from typing import TYPE_CHECKING

import pytest

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World


def test_every_room_opens_from_the_row_and_marks_itself(world: "World", desk: Desk) -> None:
    number = world.submit().ids["number"]
    client = desk("lead")
    client.post(f"/desk/cases/{number}/open/")

    row = _row(client.get(f"/desk/cases/{number}/").content.decode())

    assert row[0] == (f"/desk/cases/{number}/", True, "Overview")
    assert len(row) >= 3
    for url, _here, label in row:
        answer = client.get(url, follow=True)
        assert answer.status_code == 200, url
        again = _row(answer.content.decode())
        assert [label for _url, here, label in again if here] == [label], url
        assert [(url, label) for url, _here, label in again] == [(url, label) for url, _here, label in row]


def test_a_room_that_is_not_for_a_seat_is_missing_from_its_row(
    world: "World", monkeypatch: pytest.MonkeyPatch
) -> None:
    from bulou.entrypoints.desk import rooms
    from bulou.entrypoints.desk.seat import Seat
    from bulou.records import visible

    for_leads = rooms.Room("secret", "Secret", "desk:packet", seen_by=lambda seat: seat.is_lead)
    monkeypatch.setattr(rooms, "ROOMS", (for_leads,))
    found = {}
    for name in ("lead", "handler"):
        actor = world.people[name]
        assert actor.person_id is not None
        current, *others = visible.seats(actor.person_id)
        seat = Seat(actor, actor.person_id, current, others, world.now)
        found[name] = [(door.label, door.here) for door in rooms.doors(seat, "QY-2026-0001", "secret")]

    assert found == {"lead": [("Secret", True)], "handler": []}


def _row(page: str) -> list[tuple[str, bool, str]]:
    nav = page.split('<nav class="rooms"')[1].split("</nav>")[0]
    return [
        (url, bool(here), label) for url, here, label in re.findall(r'href="([^"]*)"([^>]*)>([^<]*)<', nav)
    ]
