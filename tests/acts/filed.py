"""Filings as the acts of both sides make them, and what goes between the two as the worker would carry it."""

import json
from uuid import UUID

from bulou.acts.blobs import Blob, keep
from bulou.acts.platforms.examining import AcceptFiling
from bulou.acts.platforms.filing import PrepareFiling, SubmitFiling
from bulou.records.models import Delivery, PlatformFiling
from bulou.records.sealed import node_key
from bulou.transport import node
from tests.pictures import photo
from tests.world import World

CONTENT = {
    "platform_name": "听潮漏洞平台",
    "home_page": "https://tide.example",
    "icp_number": "示例ICP备00000000号",
    "publication_channels": "https://tide.example/advisories",
    "sponsor_kind": "organisation",
    "sponsor_name": "听潮（测试）有限公司",
    "sponsor_id": "91310000TESTTEST0X",
    "responsible": "许听 021-00000000",
    "contact": "许听 filing@tide.example",
    "collection": "公众报送的网络产品漏洞，网页表单接收。",
    "verification_rules": "两人复现。",
    "notification_rules": "核实后立即通知提供者。",
    "publication_rules": "修补后发布。",
    "identity_rules": "手机号与证件核实。",
    "user_grades": "三级。",
}


def scan(name: str = "承诺书.png") -> tuple[Blob, ...]:
    """A scanned document."""
    return (keep(name, photo("PNG")),)


def prepared(world: World, slug: str, by: str, **more: str) -> UUID:
    """A complete filing as a draft; the id of the platform's own row."""
    act = PrepareFiling(
        organisation_id=world.organisations[slug],
        content=CONTENT | more,
        grade3_proof=scan("三级证明.png"),
        commitment=scan(),
    )
    return UUID(world.done(act, by).ids["filing_id"])


def submitted(world: World, slug: str, by: str, **more: str) -> UUID:
    """A filing that has arrived at the authority; the id of the authority's row."""
    own = prepared(world, slug, by, **more)
    world.done(SubmitFiling(organisation_id=world.organisations[slug], truthful=True), by)
    carried(world)
    thread = PlatformFiling.objects.get(id=own).thread
    return PlatformFiling.objects.get(holder_id=world.organisations["authority"], thread=thread).id


def listed(world: World, slug: str, by: str, **more: str) -> UUID:
    """A filing that was accepted, which the platform knows; the id of the authority's row."""
    held = submitted(world, slug, by, **more)
    world.done(AcceptFiling(organisation_id=world.organisations["authority"], filing_id=held), "examiner")
    carried(world)
    return held


def carried(world: World, times: int = 1) -> int:
    """Deliver what waits between organisations outside any case, `times` over, until nothing waits; how many there were."""
    count = 0
    while rows := list(
        Delivery.objects.filter(kind="internal", case=None, delivered_at=None).order_by("queued_at")
    ):
        for row in rows:
            body = json.loads(node_key().open(row.body_sealed, f"delivery:{row.key}"))
            for _time in range(times):
                node.deliver(row.to, body, key=row.key, at=world.now)
            settled = {"delivered_at": world.now}
            Delivery.objects.filter(id=row.id).update(**settled)  # writes: as the worker settles it
            count += 1
    return count


def scenery(world: World) -> dict[str, UUID]:
    """The vendor's filing as a platform is listed and an amendment saved; another platform's has just arrived."""
    world.found("tide", "TD", "platform")
    world.appoint("tide_lead", "tide", "lead")
    world.appoint("examiner", "authority", "lead")
    held = listed(world, "vendor", "lead", platform_name="青砚漏洞平台")
    thread = PlatformFiling.objects.get(id=held).thread
    prepared(world, "vendor", "lead", contact="新联系人")
    return {
        "listed_filing": held,
        "filing_thread": thread,
        "submitted_filing": submitted(world, "tide", "tide_lead"),
    }
