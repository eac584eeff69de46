"""Supervision over HTTP: the same for the same people as on the pages."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.world import World


def test_ac03_the_api_shows_supervision_to_the_authority_and_orders_to_who_was_ordered(
    world: "World", client_of: Any
) -> None:
    from tests.acts.supervised import confirmed, ordered, received, silent, supervised

    world.found("authority", "AU", "authority")
    world.appoint("inspector", "authority", "lead")
    key = silent(world)
    subject = supervised(world)
    order = ordered(world, confirmed(world, key))
    received(world, order)
    one = f"/api/v1/supervision/{subject}"

    seen = {
        (name, path): client_of(name).get(path).status_code
        for name in ("inspector", "lead", "handler", "foreigner")
        for path in ("/api/v1/supervision", one, "/api/v1/corrections")
    }
    page = client_of("inspector").get(one).json()

    assert seen == {
        (name, path): 200
        if (name == "inspector") or (path.endswith("corrections") and name != "handler")
        else 404
        for name, path in seen
    }
    assert [(each["key"], each["confirmed"]) for each in page["findings"]] == [(key, True)]
    assert [(each["key"], each["exposure"]) for each in page["confirmed"]] == [
        (key, [])
    ]  # none is connected with Article 5
    assert [each["order"] for each in client_of("lead").get("/api/v1/corrections").json()] == [str(order)]
    assert client_of("foreigner").get("/api/v1/corrections").json() == []
