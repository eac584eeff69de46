"""Other nodes over HTTP: whom the organisation knows, and what waits for them."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import problems
from bulou.entrypoints.api.bearer import offices_of, speaker
from bulou.entrypoints.api.problems import not_found
from bulou.records import peers
from bulou.records.exchange_keys import own_keys

router = Router(tags=["peers"])


class PeerOut(Schema):
    """Another node as the organisation knows it, and its envelopes by what has become of them. Moments are UTC."""

    id: str
    name: str
    origin: str
    fingerprint: str
    overseas: bool
    state: str
    hosted: list[dict[str, Any]]
    confirmed_at: str | None
    heard_at: str | None
    waiting: int
    receipted: int
    refused: int
    received: int
    held: int


class Peers(Schema):
    """`fingerprint` is this node's own."""

    fingerprint: str
    peers: list[PeerOut]


@router.get("/peers", response={200: Peers, **problems(401, 404, 429)})
def peers_of(request: HttpRequest) -> Any:
    """The nodes that were introduced, for the security administrator and the leads (acts `introduce_peer` and following)."""
    held = speaker(request)
    if not {"security_admin", "lead"} & offices_of(held):
        return not_found()
    sums = peers.traffic(held.organisation_id)
    return {
        "fingerprint": own_keys()[0].public.fingerprint,
        "peers": [
            _peer(row, sums.get(row.id, peers.Traffic()))
            for row in peers.of_organisation(held.organisation_id)
        ],
    }


def _peer(row: Any, sums: peers.Traffic) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "name": row.name,
        "origin": row.origin,
        "fingerprint": row.fingerprint,
        "overseas": row.overseas,
        "state": row.state,
        "hosted": row.hosted,
        "confirmed_at": said.moment(row.confirmed_at),
        "heard_at": said.moment(row.heard_at),
        "waiting": sums.waiting,
        "receipted": sums.receipted,
        "refused": sums.refused,
        "received": sums.received,
        "held": sums.held,
    }
