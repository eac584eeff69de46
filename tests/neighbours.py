"""Several nodes that know each other: each with processes, database and keys of its own, each confirmed by all the others.

For a journey take the fixture `three`: a platform's (with a finder's house), a vendor's and the authorities' node, which run and
have confirmed each other. `three.vendor` is a `tests.nodes.Node`, so `new_journey(browser, three.vendor, …)` of
tests/journeys/people.py is a browser on it. On the authorities' node live four: `miit`, `mps` (with the ministry's centre), `cac`
and `cncert`. Of each organisation there is a lead and a security administrator: sign in as `lead@vendor.example` or
`admin@vendor.example` with `people.PASSWORD`, and so for `platform`, `finder`, `miit`, `mps`, `cac`, `cncert`.

What one node does reaches the others by their workers within seconds; `three.quiet()` waits until nothing is under way any
more. A program runs on one node with `three.vendor.python("…")`. A platform that is not listed does not receive: file first.
A case's party at another node is named by the name that its node gives it (`VENDOR["name_zh"]`) in the field *Organisation* of
*Add a party*.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.nodes import Node

PASSWORD = "a long enough passphrase"
_FOUND = """
from django.test import Client
from django.utils import timezone
from bulou.acts import Actor, perform
from bulou.acts.membership import AppointPerson, FoundOrganisation

def done(act):
    outcome = perform(act, by=Actor.system(), at=timezone.now())
    assert outcome, dict(outcome.errors)
    return outcome.ids

for each in {houses!r}:
    made = done(FoundOrganisation(**each))
    for who, offices in (("lead", ("lead",)), ("admin", ("security_admin",))):
        done(AppointPerson(organisation_id=made["organisation_id"], email=f"{{who}}@{{each['slug']}}.example",
                           person={{"lead": "陈砚秋", "admin": "沈知白"}}[who], offices=offices, password={password!r}))
print(Client(headers={{"host": "127.0.0.1"}}).get("/.well-known/bulou-node.json").content.decode())
"""
_INTRODUCE = """
from django.utils import timezone
from bulou.acts import Actor, perform
from bulou.acts.peers.introducing import ConfirmPeer, IntroducePeer
from bulou.formats.exchange import statement
from bulou.records.models import Organisation, Person

for house in Organisation.objects.all():
    admin = Person.objects.get(email=f"admin@{{house.slug}}.example")
    by = Actor.person(admin.id, organisation_id=house.id, name=admin.name)
    for text in {statements!r}:
        made = perform(IntroducePeer(organisation_id=house.id, statement=text, overseas=False), by=by, at=timezone.now())
        told = statement.read(text).keys.fingerprint
        compared = ConfirmPeer(organisation_id=house.id, peer_id=made.ids["peer_id"], fingerprint=told, grounds="by telephone")
        assert perform(compared, by=by, at=timezone.now())
"""
_WAITING = """
import json
from bulou.records.models import Delivery, ReceivedEnvelope
sent = Delivery.objects.filter(kind__in=("internal", "peer"))
under_way = sent.filter(delivered_at=None, failed_at=None).count()
came = ReceivedEnvelope.objects
print(json.dumps([under_way + came.filter(applied_at=None).count(), sent.count() + came.count()]))
"""


def house(slug: str, prefix: str, zh: str, en: str, *roles: str, **more: object) -> dict[str, object]:
    """An organisation to be founded, as `FoundOrganisation` takes it."""
    return {"slug": slug, "prefix": prefix, "name_zh": zh, "name_en": en, "roles": roles, **more}


PLATFORM = house("platform", "TD", "潮汐漏洞平台", "Tide Platform", "platform")
FINDER = house("finder", "TU", "苔原实验室", "Tundra Lab", "finder")
VENDOR = house("vendor", "QY", "青砚设备", "Qingyan Devices", "vendor")
AUTHORITIES = (
    house("miit", "MI", "工业和信息化部（示范）", "MIIT (demo)", "authority", bodies=("miit",)),
    house("mps", "MP", "公安部（示范）", "MPS (demo)", "authority", bodies=("mps", "mps_centre")),
    house("cac", "CA", "国家互联网信息办公室（示范）", "CAC (demo)", "authority", bodies=("cac",)),
    house("cncert", "CN", "国家互联网应急中心（示范）", "CNCERT (demo)", "authority", bodies=("cncert",)),
)


def acquaint(nodes: Sequence[tuple[Node, Sequence[Mapping[str, object]]]]) -> None:
    """Set up each node (`bulou init`) with its organisations, a lead and a security administrator in each; then every
    organisation introduces and confirms the nodes of the others. Nothing runs yet.
    """
    said = []
    for node, houses in nodes:
        node.set_up()
        program = _FOUND.format(houses=[dict(each) for each in houses], password=PASSWORD)
        said.append(node.python(program).strip())
    for place, (node, _houses) in enumerate(nodes):
        others = [text for at, text in enumerate(said) if at != place]
        node.python(_INTRODUCE.format(statements=others))


@dataclass(frozen=True)
class Three:
    """A platform, a vendor and the authorities, each on a node of its own."""

    platform: Node
    vendor: Node
    authorities: Node

    @property
    def nodes(self) -> tuple[Node, Node, Node]:
        return self.platform, self.vendor, self.authorities

    def quiet(self, seconds: float = 300) -> None:
        """Wait until nothing is under way between the nodes, or inside one of them."""
        deadline = time.monotonic() + seconds
        earlier: list[list[int]] = []
        while True:
            seen = [json.loads(node.python(_WAITING)) for node in self.nodes]
            if seen == earlier and not any(waiting for waiting, _ever in seen):
                return  # between these two looks nothing waited anywhere and nothing new came
            earlier = seen
            if time.monotonic() > deadline:
                raise AssertionError(f"something is still under way: {seen}\n{self.vendor.log[-2000:]}")


@pytest.fixture
def three(tmp_path: Path, databases: list[str]) -> Iterator[Three]:
    """A platform, a vendor and the authorities on a node each, running, all introduced and confirmed (see tests/neighbours.py)."""
    houses = {"platform": [PLATFORM, FINDER], "vendor": [VENDOR], "authorities": AUTHORITIES}
    nodes = [Node(tmp_path / name, url) for name, url in zip(houses, databases, strict=True)]
    acquaint([(node, houses[node.folder.name]) for node in nodes])
    for node in nodes:
        node.start()
    yield Three(*nodes)
    for node in nodes:
        if node.process is not None and node.process.poll() is None:
            node.kill()
