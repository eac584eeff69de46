"""Three nodes of their own: every kind crosses between them once, by the acts that people do, and what comes back is applied."""

import json
from typing import Any

import pytest

from tests.neighbours import Three
from tests.nodes import Node

pytestmark = [pytest.mark.slow, pytest.mark.database, pytest.mark.timeout(1800)]

WORLD = """
import json
from datetime import timedelta
from django.utils import timezone
from bulou.acts import Actor
from bulou.records.models import *
from tests.world import World
world = World(now=timezone.now() - timedelta(minutes=20))
for house in Organisation.objects.all():
    lead = Person.objects.get(email=f"lead@{house.slug}.example")
    world.organisations[house.slug] = house.id
    world.people[house.slug] = Actor.person(lead.id, organisation_id=house.id, name=lead.name)
"""
FILE = """
from bulou.acts.platforms.filing import SubmitFiling
from tests.acts.filed import prepared
prepared(world, "platform", "platform")
world.done(SubmitFiling(organisation_id=world.organisations["platform"], truthful=True), "platform")
"""
ASK = """
from bulou.acts.authority.asking import RequestAssessment, RequestConsent
from bulou.acts.notification import NotifyAuthority, PreparePacket
from tests.acts.scene import PACKET
case_id = world.accepted(by="vendor")
world.done(PreparePacket(case_id=case_id, packet=PACKET | {"impact_scope": ""}), "vendor")
world.done(NotifyAuthority(case_id=case_id, method="node", checked=True), "vendor")
world.done(RequestAssessment(case_id=case_id, text="在野利用，须提前发布。"), "vendor")
world.done(RequestConsent(case_id=case_id, text="请准予在活动期间发布。"), "vendor")
"""
ANSWER = """
from bulou.acts.authority.deciding import DecideRequest, GiveOpinion
from bulou.acts.authority.registering import RegisterMatter, ReturnForSupplement
from bulou.acts.platforms.examining import AcceptFiling

def at(slug, kind):
    case_id = Matter.objects.get(organisation__slug=slug, kind=kind).case_id
    world.open(case_id, slug)
    return case_id

notified = at("miit", "notification")
world.done(RegisterMatter(case_id=notified), "miit")
world.done(ReturnForSupplement(case_id=notified, text="请补充影响范围。"), "miit")
world.done(AcceptFiling(organisation_id=world.organisations["miit"], filing_id=PlatformFiling.objects.get().id), "miit")
world.done(GiveOpinion(case_id=at("mps", "assessment"), result="no_objection", text="无异议"), "mps")
until = world.now + timedelta(days=5)
world.done(DecideRequest(case_id=at("mps", "consent"), result="granted", text="准予", valid_until=until), "mps")
"""
DECIDE = """
from bulou.acts.authority.deciding import DecideRequest
case_id = Matter.objects.get(organisation__slug="miit", kind="assessment").case_id
world.open(case_id, "miit")
world.done(DecideRequest(case_id=case_id, result="no_objection", text="评估无异议"), "miit")
"""
SUPPLEMENT = """
from bulou.acts.notification import NotifyAuthority, PreparePacket
from tests.acts.scene import PACKET
case_id = Case.objects.get(organisation__slug="vendor").id
world.done(PreparePacket(case_id=case_id, packet=PACKET), "vendor")
world.done(NotifyAuthority(case_id=case_id, method="node", checked=True), "vendor")
"""
TELL = """
from bulou.acts.coordination import AddParty, NotifyUpstream
from bulou.acts.membership import OpenReception
world.done(OpenReception(organisation_id=world.organisations["platform"]), "platform")
case_id = world.submit("platform").ids["case_id"]
world.open(case_id, "platform")
named = AddParty(case_id=case_id, party="青砚", role="vendor", organisation="青砚设备")
party = world.done(named, "platform").ids["party_id"]
world.done(NotifyUpstream(case_id=case_id, party_id=party, text="贵方产品。", exploit_included=False), "platform")
"""
REGISTERS = """
print(json.dumps(sorted(Matter.objects.values_list("organisation__slug", "kind", "sender_name"))))
"""
VENDOR = """
case = Case.objects.get(organisation__slug="vendor", number=Case.objects.order_by("received_at").first().number)
told = AuthorityNotification.objects.order_by("submitted_at")
print(json.dumps({
    "words": sorted(OfficialWord.objects.values_list("kind", "authority")),
    "requests": sorted(OfficialRequest.objects.values_list("kind", "result")),
    "facts": {name: [said["value"], said["kind"]] for name, said in case.facts.items()
              if name in ("authorities_assessment", "mps_consent", "reported_to_miit", "reported_to_mps")},
    "receipts": [row.receipt_number[:3] for row in told],
    "reports": Case.objects.count(),
}))
"""
OPEN_ENDS = """
print(json.dumps({
    "rejected": ReceivedEnvelope.objects.exclude(outcome="applied").count(),
    "unreceipted": SentEnvelope.objects.filter(received_at=None).count(),
    "failed": Delivery.objects.filter(failed_at__isnull=False, kind__in=("internal", "peer")).count(),
    "refused": RefusedEnvelope.objects.count(),
}))
"""
MINISTRY, POLICE = "工业和信息化部（示范）", "公安部（示范）"


def said(node: Node, program: str) -> Any:
    return json.loads(node.python(WORLD + program))


def test_every_kind_crosses_between_nodes_and_its_answer_comes_back(three: Three) -> None:
    three.platform.python(WORLD + FILE)
    three.vendor.python(WORLD + ASK)
    three.quiet()
    registers = said(three.authorities, REGISTERS)
    three.authorities.python(WORLD + ANSWER)
    three.quiet()
    three.authorities.python(WORLD + DECIDE)
    three.vendor.python(WORLD + SUPPLEMENT)
    three.platform.python(WORLD + TELL)
    three.quiet()

    assert [each for each in registers if each[2] == "青砚设备"] == [
        ["miit", "assessment", "青砚设备"], ["miit", "notification", "青砚设备"],
        ["mps", "assessment", "青砚设备"], ["mps", "consent", "青砚设备"],
    ]  # fmt: skip
    assert ["cncert", "circulation", MINISTRY] in registers and ["cac", "share", MINISTRY] in registers
    vendor = said(three.vendor, VENDOR)
    assert vendor["words"] == sorted(
        [
            ["received", MINISTRY],
            ["received", POLICE],
            ["received", POLICE],
            ["registered", MINISTRY],
            ["returned", MINISTRY],
        ]
    )
    assert vendor["requests"] == [["assessment", "no_objection"], ["consent", "granted"]]
    assert vendor["facts"] == {
        "authorities_assessment": ["done_no_objection", "official"], "mps_consent": [True, "official"],
        "reported_to_miit": [True, "observed"], "reported_to_mps": [True, "observed"],
    }  # fmt: skip
    assert (vendor["receipts"], vendor["reports"]) == (["MI-", "MI-"], 2)
    nothing = {"rejected": 0, "unreceipted": 0, "failed": 0, "refused": 0}
    assert [said(node, OPEN_ENDS) for node in three.nodes] == [nothing] * 3
