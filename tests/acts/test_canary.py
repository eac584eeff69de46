"""Canaries: one a day by each channel, alarm and recovery once each, and no way to hide a report behind one."""

import json
from datetime import timedelta
from uuid import UUID

import pytest

from bulou.acts import Actor, Status
from bulou.acts.canary import MissCanary, SendCanary, SwitchCanaries, caught
from bulou.acts.receipt import SubmitReport
from bulou.records.canaries import GRACE, RETRY, errands, is_word, overdue, word
from bulou.records.models import Canary, Case, Delivery, Entry, Report
from bulou.records.reception_log import silent_channels
from bulou.records.sealed import node_key
from tests.world import World


def sent(world: World, channel: str = "api") -> UUID:
    made = world.done(
        SendCanary(organisation_id=world.organisations["vendor"], channel=channel), Actor.system()
    )
    return UUID(made.ids["canary_id"])


def brought(world: World, text: str, channel: str = "api", slug: str = "vendor", **more: object) -> bool:
    """Whether a stranger's message of this text is taken for a canary."""
    act = SubmitReport(
        organisation_id=world.organisations[slug],
        channel=channel,
        raw=text.encode(),
        content={"note": text} | more,
    )
    return caught(act, at=world.now) is not None


def mails() -> list[str]:
    """The templates of the mails that were queued, in order."""
    rows = Delivery.objects.order_by("queued_at", "key")
    return [json.loads(node_key().open(row.body_sealed, f"delivery:{row.key}"))["template"] for row in rows]


def test_a_canary_arrives_once_and_leaves_no_case(world: World) -> None:
    canary = sent(world)

    first, again = brought(world, word(canary)), brought(world, word(canary))

    row = Canary.objects.get(id=canary)
    assert (first, again) == (True, False)
    assert (row.state, row.arrived_at) == ("arrived", world.now)
    assert (Case.objects.count(), Report.objects.count(), mails()) == (0, 0, [])
    acts = Entry.objects.filter(stream=f"org:{world.organisations['vendor']}").order_by("-index")[:2]
    assert [json.loads(entry.header)["act"] for entry in acts] == ["receive_canary", "send_canary"]


def test_nobody_can_hide_a_report_behind_a_canary(world: World) -> None:
    canary = sent(world)
    own = word(canary)
    forged = own[:-4] + ("aaaa" if not own.endswith("aaaa") else "bbbb")

    tries = {
        "forged": brought(world, forged),
        "more text": brought(world, f"{own} 严重漏洞"),
        "another field": brought(world, own, title="严重漏洞"),
        "another channel": brought(world, own, channel="portal"),
        "another organisation": brought(world, own, slug="other"),
    }
    world.now += timedelta(days=1, minutes=1)
    tries["a day late"] = brought(world, own)

    assert tries == dict.fromkeys(tries, False)
    assert Canary.objects.get(id=canary).state == "sent"


def test_files_and_names_make_a_report_of_it(world: World) -> None:
    from bulou.acts.blobs import keep

    own = word(sent(world))
    act = SubmitReport(
        organisation_id=world.organisations["vendor"], channel="api", raw=b"", content={"note": own},
        attachments=(keep("x", b"x"),),
    )  # fmt: skip
    named = SubmitReport(
        organisation_id=world.organisations["vendor"],
        channel="api",
        raw=b"",
        content={"note": own},
        identity="pseudonym",
    )

    assert (caught(act, at=world.now), caught(named, at=world.now)) == (None, None)


def test_other_reports_cost_no_query(world: World, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert not brought(world, "登录框可绕过")
    assert not is_word({"note": "bulou-canary-" + "0" * 32})


def test_a_missing_canary_is_one_alarm_and_its_arrival_one_recovery(world: World) -> None:
    canary = sent(world)
    assert overdue(at=world.now) == []
    world.done(SwitchCanaries(organisation_id=world.organisations["vendor"], switch="on"), "lead")
    world.now += GRACE
    (lost,) = overdue(at=world.now)
    act = MissCanary(organisation_id=world.organisations["vendor"], canary_id=lost.id)
    world.done(act, Actor.system())
    again = world.act(act, Actor.system())
    silent = [row.channel for row in silent_channels(world.organisations["vendor"])]
    soon = [each.id for each in errands(at=world.now + RETRY)]
    arrived = brought(world, word(canary))

    assert (lost.id, again.status, silent) == (canary, Status.INVALID, ["api"])
    assert canary in soon
    assert (arrived, Canary.objects.get(id=canary).state) == (True, "late")
    assert mails() == ["canary_missing", "canary_recovered"]
    assert silent_channels(world.organisations["vendor"]) == []


def test_a_channel_that_stays_dead_is_not_told_of_every_day(world: World) -> None:
    vendor = world.organisations["vendor"]
    for _day in range(3):
        lost = sent(world)
        world.now += timedelta(days=1)
        world.done(MissCanary(organisation_id=vendor, canary_id=lost), Actor.system())
    assert brought(world, word(sent(world)))

    assert mails() == ["canary_missing", "canary_recovered"]


def test_canaries_are_due_once_a_day_by_each_channel_where_they_are_wanted(world: World) -> None:
    vendor = world.organisations["vendor"]
    off = errands(at=world.now)
    world.done(SwitchCanaries(organisation_id=vendor, switch="on"), "lead")
    both = [(each.slug, each.channel) for each in errands(at=world.now)]
    sent(world, "api")
    one = [(each.slug, each.channel) for each in errands(at=world.now)]
    twice = world.act(SendCanary(organisation_id=vendor, channel="api"), Actor.system())

    assert (off, both, one) == ([], [("vendor", "portal"), ("vendor", "api")], [("vendor", "portal")])
    assert (twice.status, list(twice.errors)) == (Status.INVALID, ["channel"])


@pytest.mark.parametrize("text", ["", "bulou-canary-", "bulou-canary-" + "g" * 32 + "-" + "a" * 32, "\ud800"])
def test_what_is_no_word_is_no_word(text: str) -> None:
    assert not is_word({"note": text})
