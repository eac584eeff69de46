"""Two nodes, two databases, a network that cuts, slows, repeats and reorders, and kill -9 of either side: every envelope arrives,
is applied once and in its order, and has its receipt.
"""

import json
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.nodes import Node
from tests.weather import Weather

DELIVERIES = int(os.environ.get("BULOU_TEST_DELIVERIES", "10000"))
EACH = 25  # envelopes of a conversation; each is answered by one more; of five conversations one more is correction orders
PATIENCE = 3 * 3600  # seconds: how long it takes says how busy the machine is

FOUND = """
from django.test import Client
from django.utils import timezone
from bulou.acts import Actor, perform
from bulou.acts.membership import AppointPerson, FoundOrganisation

def done(act):
    outcome = perform(act, by=Actor.system(), at=timezone.now())
    assert outcome, dict(outcome.errors)
    return outcome.ids

made = done(FoundOrganisation(slug="{name}", prefix="{name}"[:2].upper(), name_zh="{name}", name_en="{name}", roles=("{name}",)))
done(AppointPerson(organisation_id=made["organisation_id"], email="admin@{name}.example", person="Admin",
                   offices=("security_admin",)))
print(Client(headers={{"host": "127.0.0.1"}}).get("/.well-known/bulou-node.json").content.decode())
"""
INTRODUCE = """
from django.utils import timezone
from bulou.acts import Actor, perform
from bulou.acts.peers.introducing import ConfirmPeer, IntroducePeer
from bulou.formats.exchange import statement
from bulou.records import house, public

text = r'''{statement}'''
organisation_id = public.organisation("{name}").id
admin = house.members(organisation_id)[0].person

def done(act):
    by = Actor.person(admin.id, organisation_id=organisation_id, name=admin.name)
    outcome = perform(act, by=by, at=timezone.now())
    assert outcome, dict(outcome.errors)
    return outcome.ids

made = done(IntroducePeer(organisation_id=organisation_id, statement=text, overseas=False))
told = statement.read(text).keys.fingerprint
done(ConfirmPeer(organisation_id=organisation_id, peer_id=made["peer_id"], fingerprint=told, grounds="by telephone"))
"""
SEND = """
from uuid import UUID, uuid4
from dataclasses import dataclass
from django.utils import timezone
from bulou.acts import Actor, perform
from bulou.acts.act import CaseAct
from bulou.acts.peers.sending import send_to_peer
from bulou.acts.permissions import Right
from bulou.acts.receipt import SubmitReport
from bulou.records import peers, public

@dataclass(frozen=True, kw_only=True)
class Tell(CaseAct, title="Tell", right=Right.SYSTEM):
    plain: bool

    def do(self, work):
        (to,) = peers.counterparts(work.organisation.id)
        house, reference = str(work.organisation.id), str(uuid4())
        origin = {{"organisation": house, "case": str(work.the_case.id), "reference": reference, "sent_at": work.at.isoformat()}}
        for number in range(1, {each} + 1):
            content = {{"title": work.the_case.number, "n": str(number)}}
            if self.plain:
                send_to_peer(work, to, "notification" if number == 1 else "supplement", content)
            elif number == 1:
                send_to_peer(work, to, "matter", {{"kind": "notification", "said": content, "origin": origin}})
            else:
                send_to_peer(work, to, "completion", {{"reference": reference, "packet": content}})

house = public.organisation("vendor").id
for number in range({conversations}):
    report = SubmitReport(organisation_id=house, channel="portal", raw=b"raw", content={{"title": "t"}})
    case = perform(report, by=Actor.stranger(), at=timezone.now()).ids["case_id"]
    assert perform(Tell(case_id=UUID(case), plain=number % 2 == 0), by=Actor.system(), at=timezone.now())
"""
ORDERS = """
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from bulou.acts import Actor, perform
from bulou.acts.act import OrganisationAct
from bulou.acts.permissions import Right
from bulou.acts.supervision.corrections import tell
from bulou.records import peers, public

@dataclass(frozen=True, kw_only=True)
class Order(OrganisationAct, title="Order", right=Right.SYSTEM):
    def do(self, work):
        (to,) = peers.counterparts(work.organisation.id)
        known = {{"number": "1", "norm": "RMSV-7-2", "due_at": work.at + timedelta(days=30)}}
        for _ in range(25):
            tell(work, to.hosted.id, uuid4(), "issued", "correct it", **known)

house = public.organisation("authority").id
for _ in range({orders} // 25):
    assert perform(Order(organisation_id=house), by=Actor.system(), at=timezone.now())
"""
STATE = """
import json
from bulou.records.models import *
sent = SentEnvelope.objects
got = ReceivedEnvelope.objects
print(json.dumps({
    "sent": sent.count(), "receipted": sent.filter(received_at__isnull=False).count(),
    "received": got.count(), "applied": got.filter(outcome="applied").count(),
    "waiting": Delivery.objects.filter(kind="peer", delivered_at=None).count(),
}))
"""
ORDERED = """
from bulou.records.models import *
print(len(set(Correction.objects.values_list("order"))))
"""
ORDER = """
import json
from collections import defaultdict
from bulou.records.models import *
from bulou.records.sealed import case_key
from bulou.records.streams import opened
streams = defaultdict(list)
for each in Entry.objects.filter(stream__startswith="case:").order_by("stream", "index"):
    act = json.loads(each.header)["act"]
    if act in ("submit_report", "take_supplement", "receive_matter", "receive_supplement"):
        case = Case.objects.get(id=each.stream[5:])
        said = opened(each, case_key(case.id, case.key_wrapped))
        said = said.get("supplement") or said.get("report")
        streams[each.stream].append([said["title"], said["n"]])
applied = [opened(each, None)["envelope"] for each in Entry.objects.filter(stream__startswith="org:")
           if json.loads(each.header)["act"] == "apply_envelope"]
print(json.dumps({"cases": list(streams.values()), "applied": len(applied), "once": len(set(applied))}))
"""
PROOF = """
import json
from bulou.formats.exchange.envelope import Receipt
from bulou.records import peers
from bulou.records.models import *
good = 0
for row in SentEnvelope.objects.select_related("conversation__peer"):
    receipt = Receipt.read(row.receipt, peers.keys_of(row.conversation.peer))
    good += (receipt.id, receipt.sha256) == (row.id, row.sha256)
sealed = {each["envelope"]: each["sha256"] for entry in Entry.objects.all()
          for each in entry.payload.get("sent", {}).get("value", [])}
good_proofs = sum(sealed.get(str(row.id)) == row.sha256 for row in SentEnvelope.objects.all())
receipts = sum(json.loads(entry.header)["act"].startswith("record_peer_receipt") for entry in Entry.objects.all())
print(json.dumps({"verified": good, "proven": good_proofs, "sealed": receipts}))
"""


@pytest.fixture
def pair(tmp_path: Path, databases: list[str]) -> Iterator[tuple[Node, Node, Weather, Weather]]:
    """A vendor's node and an authority's, each reached only through the weather, each confirmed by the other."""
    names = ("vendor", "authority")
    nodes = [Node(tmp_path / name, url) for name, url in zip(names, databases, strict=False)]
    weather = [Weather(node.port, seed=7 + at) for at, node in enumerate(nodes)]
    said = []
    for node, before in zip(nodes, weather, strict=True):
        node.settings["BULOU_BASE_URL"] = before.url
        node.set_up()
        said.append(node.python(FOUND.format(name=node.folder.name)))
    for node, other in zip(nodes, said[::-1], strict=True):
        node.python(INTRODUCE.format(name=node.folder.name, statement=other.strip()))
        node.start()
    yield (*nodes, *weather)  # type: ignore[misc]
    for node, before in zip(nodes, weather, strict=True):
        if node.process is not None and node.process.poll() is None:
            node.kill()
        before.close()


def weathered(
    pair: tuple[Node, Node, Weather, Weather], deliveries: int, kills: int, seed: int
) -> dict[str, Any]:
    """Send until `deliveries` envelopes were due in both directions; kill and cut meanwhile; wait until all is quiet."""
    vendor, authority, *weather = pair
    chance = random.Random(seed)
    conversations = max(1, deliveries // (2 * EACH))
    began = time.monotonic()
    orders = conversations // 5 * 25
    vendor.python(SEND.format(each=EACH, conversations=conversations))
    authority.python(ORDERS.format(orders=orders))
    for _round in range(kills):
        time.sleep(chance.uniform(0.5, 3.0))
        victim = chance.choice([vendor, authority])
        victim.kill()
        victim.start()
        for before in weather:
            before.storm = chance.random() < 0.5
        time.sleep(chance.uniform(0.2, 1.0))
        for before in weather:
            before.storm = False
    total = conversations * EACH
    while True:
        found = [json.loads(node.python(STATE)) for node in (vendor, authority)]
        whole = [(total, total + orders, 0), (total + orders, total, 0)]
        if [
            (each["receipted"], each["applied"], each["waiting"]) for each in found
        ] == whole or time.monotonic() - began > PATIENCE:
            break
        time.sleep(2)
    return {"total": total, "orders": orders, "found": found, "seconds": round(time.monotonic() - began),
            "weather": [dict(before.seen) for before in weather]}  # fmt: skip


def nothing_lost(pair: tuple[Node, Node, Weather, Weather], came: dict[str, Any]) -> None:
    vendor, authority, *_weather = pair
    total, orders = came["total"], came["orders"]
    assert came["found"] == [_whole(total, total + orders), _whole(total + orders, total)], came
    assert json.loads(vendor.python(ORDERED)) == orders
    order = json.loads(authority.python(ORDER))
    assert (order["applied"], order["once"]) == (total, total)
    numbers = [[int(n) for _title, n in case] for case in order["cases"]]
    assert numbers == [list(range(1, EACH + 1))] * (total // EACH)
    assert all(len({title for title, _n in case}) == 1 for case in order["cases"])
    proofs = [{"verified": sent, "proven": sent, "sealed": sent} for sent in (total, total + orders)]
    assert [json.loads(node.python(PROOF)) for node in (vendor, authority)] == proofs


def _whole(sent: int, received: int) -> dict[str, int]:
    return {"sent": sent, "receipted": sent, "received": received, "applied": received, "waiting": 0}


@pytest.mark.slow
@pytest.mark.database
@pytest.mark.timeout(1200)  # a busy machine takes long to start six processes
def test_envelopes_arrive_once_and_in_order_through_cuts_copies_and_kills(
    pair: tuple[Node, Node, Weather, Weather],
) -> None:
    came = weathered(pair, 200, kills=2, seed=1)

    nothing_lost(pair, came)


@pytest.mark.soak
@pytest.mark.database
@pytest.mark.timeout(PATIENCE + 600)
def test_ten_thousand_deliveries_are_lost_nowhere(pair: tuple[Node, Node, Weather, Weather]) -> None:
    came = weathered(pair, DELIVERIES, kills=max(4, DELIVERIES // 500), seed=2)
    print(json.dumps(came))

    nothing_lost(pair, came)
