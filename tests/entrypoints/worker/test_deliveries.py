"""The outbox: everything that was queued arrives at least once under one key, and the case learns of it once."""

from datetime import timedelta
from uuid import UUID

from bulou.acts.coordination import AddParty, NotifyUpstream
from bulou.acts.notification import NotifyAuthority, PreparePacket
from bulou.acts.parties import RemoveParty
from bulou.acts.remediation import NotifyUsers, RecordRemediation
from bulou.entrypoints.worker import deliveries
from bulou.entrypoints.worker.deliveries import MOST_ATTEMPTS, deliver_due, wait_after
from bulou.entrypoints.worker.loop import tick
from bulou.records import outbox
from tests import smtp
from tests.world import World

PACKET = {
    "product_name": "QY-4200", "model": "QY-4200", "version": "3.1", "technical_characteristics": "命令注入",
    "harm": "控制设备", "impact_scope": "3.1 至 3.4",
}  # fmt: skip


def waiting() -> list[str]:
    from bulou.records.models import Delivery

    return sorted(Delivery.objects.filter(delivered_at=None, failed_at=None).values_list("to", flat=True))


def acts_of(case_id: object) -> list[str]:
    import json

    from bulou.records.models import Entry

    rows = Entry.objects.filter(stream=f"case:{case_id}").order_by("index").values_list("header", flat=True)
    return [json.loads(row)["act"] for row in rows]


def told_users(world: World, *addresses: str) -> UUID:
    """A case whose users were told of the remedy; the other mails are out of the way."""
    case_id = world.accepted()
    world.done(
        RecordRemediation(case_id=case_id, text="升级", location="https://vendor.example/3.4.7"), "lead"
    )
    world.done(
        NotifyUsers(
            exploit_included=False,
            case_id=case_id,
            recipients="\n".join(addresses),
            text="请升级至 3.4.7",
            overseas=False,
        ),
        "lead",
    )
    return case_id


def test_what_is_queued_arrives_once_and_is_settled(world: World, mailbox: smtp.Mailbox) -> None:
    from bulou.records.models import Delivery

    number = world.submit().ids["number"]
    assert waiting() == ["psirt@vendor.example"]

    taken = [deliver_due("w", at=world.now) for _turn in range(3)]

    row = Delivery.objects.get()
    assert taken == [1, 0, 0]
    assert [found["To"] for found in mailbox.mails] == ["psirt@vendor.example"]
    assert number in mailbox.mails[0]["Subject"]
    assert row.delivered_at is not None
    assert (row.attempts, row.lease_by, row.error) == (1, "", "")


def test_each_notice_is_noted_in_its_case_when_it_has_left(world: World, mailbox: smtp.Mailbox) -> None:
    from bulou.records.models import Notice

    case_id = told_users(world, "a@users.example", "b@users.example")

    tick(world.now)

    assert {found["To"] for found in mailbox.mails} >= {"a@users.example", "b@users.example"}
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}
    assert acts_of(case_id)[-2:] == ["note_delivery", "note_delivery"]
    assert waiting() == []


def test_a_recipient_that_is_refused_for_good_fails_at_once_with_its_reason(
    world: World, mailbox: smtp.Mailbox
) -> None:
    from bulou.records.models import Delivery, Entry, Notice

    mailbox.refusals["gone@users.example"] = "550 no such user"
    told_users(world, "gone@users.example", "there@users.example")

    tick(world.now)

    states = dict(Notice.objects.values_list("recipient", "state"))
    row = Delivery.objects.get(to="gone@users.example")
    assert states == {"gone@users.example": "failed", "there@users.example": "sent"}
    assert row.failed_at is not None
    assert (row.attempts, row.error) == (1, "recipient refused [550]")
    noted = Entry.objects.filter(payload__delivered__value=False).get()
    assert noted.payload["detail"]["value"] == "recipient refused [550]"


def test_a_server_that_is_away_is_tried_with_patience_and_then_given_up(world: World, settings) -> None:
    from bulou.records.models import Delivery, Notice

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    case_id = told_users(world, "a@users.example")
    key = Delivery.objects.get(to="a@users.example").key
    at, waits = world.now, []

    for _attempt in range(MOST_ATTEMPTS):
        assert Notice.objects.get().state == "pending"
        deliver_due("w", at=at)
        row = Delivery.objects.get(to="a@users.example")
        waits.append(round((row.next_at - at).total_seconds()))
        at = row.next_at + timedelta(seconds=1)

    assert row.key == key
    assert row.failed_at is not None
    assert (row.attempts, row.error) == (MOST_ATTEMPTS, "mail server: ConnectionRefusedError")
    assert waits[:4] == [15, 30, 60, 120]
    assert max(waits) == 3600
    assert Notice.objects.get().state == "failed"
    assert acts_of(case_id)[-1] == "note_delivery"


def test_it_is_not_tried_before_its_time(world: World, mailbox: smtp.Mailbox) -> None:
    world.submit()
    mailbox.broken = "451 later"
    deliver_due("w", at=world.now)
    mailbox.broken = ""

    early = deliver_due("w", at=world.now + timedelta(seconds=10))
    due = deliver_due("w", at=world.now + timedelta(seconds=20))

    assert (early, due, len(mailbox.mails)) == (0, 1, 1)


def test_what_another_worker_has_claimed_is_left_alone_until_its_claim_runs_out(world: World) -> None:
    world.submit()
    world.submit()
    lease = timedelta(seconds=45)

    first = outbox.claim("a", at=world.now, lease=lease, most=1)
    second = outbox.claim("b", at=world.now, lease=lease, most=10)
    nothing = outbox.claim("c", at=world.now + timedelta(seconds=44), lease=lease, most=10)
    again = outbox.claim("c", at=world.now + timedelta(seconds=46), lease=lease, most=10)

    assert len(first) == len(second) == 1
    assert first[0].id != second[0].id
    assert nothing == []
    assert {due.id for due in again} == {first[0].id, second[0].id}


def test_a_claim_that_ran_out_settles_nothing(world: World) -> None:
    world.submit()
    [late] = outbox.claim("late", at=world.now, lease=timedelta(seconds=45), most=1)
    [due] = outbox.claim("next", at=world.now + timedelta(minutes=1), lease=timedelta(seconds=45), most=1)

    assert not outbox.delivered(late, "late", at=world.now)
    assert outbox.delivered(due, "next", at=world.now)


def test_what_cannot_be_begun_in_time_is_given_back(world: World, mailbox, monkeypatch) -> None:
    from bulou.records.models import Delivery

    for _turn in range(3):
        world.submit()
    moments = iter([0.0, 1.0, 30.0, 31.0])
    monkeypatch.setattr(deliveries, "monotonic", lambda: next(moments))

    deliver_due("slow", at=world.now)

    assert len(mailbox.mails) == 1
    assert Delivery.objects.filter(delivered_at=None, lease_until=None, lease_by="").count() == 2


def test_between_organisations_a_delivery_is_applied_once_however_often_it_is_made(
    world: World, mailbox, monkeypatch
) -> None:
    """Killed after the recipient had it and before the row was settled: the same key finds the same report."""
    from bulou.records.models import Case, Notice, Report

    case_id = world.accepted()
    added = world.done(
        AddParty(case_id=case_id, party="上游", role="upstream", organisation="upstream"), "lead"
    )
    party_id = UUID(added.ids["party_id"])
    world.done(
        NotifyUpstream(exploit_included=False, case_id=case_id, party_id=party_id, text="libx 有漏洞"), "lead"
    )
    monkeypatch.setattr(outbox, "delivered", lambda *_, **__: False)
    tick(world.now)
    monkeypatch.undo()

    tick(world.now + timedelta(minutes=2))

    received = Report.objects.get(channel="peer")
    assert Case.objects.get(id=received.case_id).organisation_id == world.organisations["upstream"]
    assert Notice.objects.get().state == "sent"
    assert acts_of(case_id).count("note_delivery") == 1
    assert [to for to in waiting() if "@" not in to] == []


def test_ac05_an_organisation_of_this_node_that_was_taken_out_gets_nothing_that_waited(
    world: World, mailbox
) -> None:
    from bulou.records.models import Notice, Report

    case_id = world.accepted()
    party_id = world.invited(case_id, party="上游", role="upstream", organisation="upstream")
    known = {"case_id": case_id, "party_id": party_id}
    world.done(NotifyUpstream(exploit_included=False, text="libx 有漏洞", **known), "lead")
    world.done(RemoveParty(grounds="不再参与", **known), "lead")
    tick(world.now)

    assert Report.objects.filter(channel="peer").count() == 0
    assert Notice.objects.get().state == "failed"


def test_the_authoritys_number_comes_back_as_the_receipt_once(world: World, mailbox, monkeypatch) -> None:
    from bulou.records.models import AuthorityNotification, Case

    case_id = world.accepted()
    world.done(PreparePacket(case_id=case_id, packet=PACKET), "lead")
    world.done(NotifyAuthority(case_id=case_id, method="node"), "lead")
    monkeypatch.setattr(outbox, "delivered", lambda *_, **__: False)
    tick(world.now)
    monkeypatch.undo()

    tick(world.now + timedelta(minutes=2))

    there = Case.objects.get(organisation_id=world.organisations["authority"])
    sent = AuthorityNotification.objects.get(case_id=case_id)
    assert there.channel == "notification"
    assert (sent.state, sent.receipt_number) == ("acknowledged", there.number)
    assert acts_of(case_id).count("record_official_receipt") == 1


def test_a_delivery_that_was_tampered_with_fails_and_holds_up_no_other(world: World, mailbox) -> None:
    from bulou.records.models import Delivery

    world.submit()
    world.submit()
    first, second = Delivery.objects.order_by("queued_at")
    Delivery.objects.filter(id=first.id).update(body_sealed=bytes(second.body_sealed))  # writes: a moved box

    tick(world.now)

    first.refresh_from_db()
    assert first.delivered_at is None
    assert first.error == "SealBroken"
    assert len(mailbox.mails) == 1


def test_waiting_never_grows_beyond_an_hour_nor_overflows() -> None:
    waits = [wait_after(attempts) for attempts in range(500)]

    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(seconds=15), timedelta(hours=1))
