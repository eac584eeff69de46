"""From one organisation to another on this node: applied once under its key."""

import hashlib

import pytest
from django.utils import timezone

from bulou.journal import canonical
from bulou.transport import node
from bulou.transport.errors import Undeliverable
from tests.world import World

CONTENT = {"title": "上游组件漏洞", "product": "libx", "versions": "1.0", "steps": "…", "name": "青砚设备"}


def body(**more):
    return {"kind": "notification", "channel": "peer", "content": CONTENT, "language": "zh-hans", **more}


def test_a_peers_message_becomes_a_report_of_the_recipient(world: World) -> None:
    from bulou.records.models import Entry, Report

    number = node.deliver(str(world.organisations["other"]), body(), key="k:1", at=timezone.now())

    report = Report.objects.select_related("case").get(case__number=number)
    assert number.startswith("OT-")
    assert (report.channel, report.key, report.identity) == ("peer", "k:1", "self_declared")
    assert report.raw_sha256 == hashlib.sha256(canonical(CONTENT)).hexdigest()
    assert (report.case.product, report.case.versions) == ("libx", "1.0")
    assert Entry.objects.get(stream=f"case:{report.case_id}", index=0).payload["channel"]["value"] == "peer"


def test_delivered_again_it_is_the_same_report(world: World) -> None:
    from bulou.records.models import Report

    other = str(world.organisations["other"])

    numbers = {node.deliver(other, body(), key="k:1", at=timezone.now()) for _turn in range(3)}

    assert len(numbers) == 1
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("to", "what"),
    [
        ("00000000-0000-0000-0000-000000000000", {}),
        (None, {"kind": "acknowledgement"}),
        (None, {"kind": None}),
    ],
)
def test_what_cannot_be_applied_is_not_tried_again(world: World, to, what) -> None:
    with pytest.raises(Undeliverable) as caught:
        node.deliver(to or str(world.organisations["other"]), body(**what), key="k:1", at=timezone.now())

    assert caught.value.final
