"""Three nodes of their own: a notification crosses from the vendor's to the authorities', and what they say comes back."""

import json

import pytest

from tests.neighbours import Three

pytestmark = [pytest.mark.slow, pytest.mark.database, pytest.mark.timeout(900)]

NOTIFY = """
from datetime import timedelta
from django.utils import timezone
from bulou.acts import Actor
from bulou.acts.notification import NotifyAuthority, PreparePacket
from bulou.records.models import Organisation, Person
from tests.acts.scene import PACKET
from tests.world import World
world = World(now=timezone.now() - timedelta(minutes=5))
for slug in ("vendor",):
    house = Organisation.objects.get(slug=slug)
    world.organisations[slug] = house.id
    lead = Person.objects.get(email=f"lead@{slug}.example")
    world.people["lead"] = Actor.person(lead.id, organisation_id=house.id, name=lead.name)
case_id = world.accepted()
world.done(PreparePacket(case_id=case_id, packet=PACKET), "lead")
world.done(NotifyAuthority(case_id=case_id, method="node", checked=True), "lead")
"""
FOUND = """
import json
from bulou.records.models import *
print(json.dumps(sorted(Matter.objects.values_list("organisation__slug", "kind", "sender_name"))))
"""
TOLD = """
import json
from bulou.records.models import *
print(json.dumps(list(AuthorityNotification.objects.values_list("state", "receipt_number"))))
"""


def test_what_a_vendor_notifies_reaches_the_authorities_node_and_is_told_on_there(three: Three) -> None:
    three.vendor.python(NOTIFY)
    three.quiet()

    ministry = "工业和信息化部（示范）"
    assert json.loads(three.authorities.python(FOUND)) == [
        ["cac", "share", ministry],
        ["cncert", "circulation", ministry],
        ["miit", "notification", "青砚设备"],
        ["mps", "circulation", ministry],
    ]
    ((state, number),) = json.loads(three.vendor.python(TOLD))
    assert state == "acknowledged" and number.startswith("MI-")
