"""The page of other nodes: introduced, compared, confirmed by name, looked at by leads."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bulou.records.exchange_keys import own_keys
from bulou.records.peers import grouped
from tests.exchanging import FarNode
from tests.world import World

PAGE = "/desk/nodes/"


@pytest.fixture
def far() -> FarNode:
    return FarNode()


def peer() -> Any:
    from bulou.records.models import Peer

    return Peer.objects.get()


def introduce(client: Any, far: FarNode, world: World) -> Any:
    form = {"act": "introduce_peer", "statement": far.statement(world.now), "overseas": "no"}
    return client.post(PAGE, form)


def test_a_node_is_introduced_by_its_statement_and_confirmed_by_name(
    world: World, desk: Any, far: FarNode
) -> None:
    admin = desk("admin")

    assert introduce(admin, far, world).status_code == 302
    shown = admin.get(PAGE).content.decode()
    assert grouped(far.fingerprint) in shown
    assert grouped(own_keys()[0].public.fingerprint) in shown
    assert "Introduced, not confirmed" in shown
    form = {
        "act": "confirm_peer", "peer_id": str(peer().id), "fingerprint": grouped(far.fingerprint).lower(),
        "grounds": "by telephone with Ms Wang",
    }  # fmt: skip
    assert admin.post(PAGE, form).status_code == 302

    confirmed = peer()
    assert (confirmed.state, confirmed.confirmed_by_id) == ("confirmed", world.people["admin"].person_id)


def test_another_fingerprint_confirms_nothing_and_what_was_typed_stays(
    world: World, desk: Any, far: FarNode
) -> None:
    admin = desk("admin")
    introduce(admin, far, world)
    form = {"act": "confirm_peer", "peer_id": str(peer().id), "fingerprint": "ABCD" * 8, "grounds": "by post"}

    answer = admin.post(PAGE, form)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "This is not the fingerprint of the keys that were introduced." in shown
    assert ("ABCD" * 8 in shown, "by post" in shown, peer().state) == (True, True, "introduced")


def test_leads_look_and_others_find_nothing(world: World, desk: Any, far: FarNode) -> None:
    introduce(desk("admin"), far, world)

    shown = desk("lead").get(PAGE).content.decode()

    assert ("far" in shown, 'name="act"' in shown) == (True, False)
    assert desk("handler").get(PAGE).status_code == 404
    assert desk("lead").get("/api/v1/peers").status_code == 401


def test_the_page_costs_the_same_however_many_nodes_and_refusals(
    world: World, desk: Any, far: FarNode
) -> None:
    from bulou.acts import Actor
    from bulou.acts.peers.receiving import RefuseEnvelope

    admin = desk("admin")
    for number in range(6):
        introduce(admin, FarNode(origin=f"https://n{number}.example"), world)
        world.done(RefuseEnvelope(reason="forged", raw=bytes([number])), Actor.system())

    with CaptureQueriesContext(connection) as asked:
        shown = admin.get(PAGE).content.decode()

    assert shown.count("The signature does not hold.") == 6
    assert len(asked) <= 15


def test_the_statement_of_this_node_is_public_and_signed(world: World, client: Any) -> None:
    from bulou.formats.exchange import statement

    document = client.get("/.well-known/bulou-node.json").content

    said = statement.read(document)
    assert said.keys == own_keys()[0].public
    assert {each.name_en for each in said.hosted} >= {"vendor (test)"}
