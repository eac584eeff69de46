"""Supervision: findings follow from the journal, a person confirms, orders travel by the outbox, and nobody sees more than is due."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from bulou.acts import Actor, Status
from tests.acts.supervised import confirmed, keys, ordered, ordering, silent, supervised

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def two(world: "World") -> "World":
    """Two authorities, each with one vendor under supervision."""
    world.found("second", "SE", "authority", bodies=("mps",))
    world.appoint("colleague", "second", "lead")
    supervised(world)
    supervised(world, "colleague", "other", "second")
    return world


def deliver(world: "World") -> None:
    """Everything that waits in the outbox arrives."""
    from bulou.records.outbox import claim, delivered
    from bulou.transport import node

    for due in claim("test", at=world.now, lease=timedelta(0), most=99):
        if due.kind == "internal":
            node.deliver(due.to, due.body(), key=due.key, at=world.now)
            node.deliver(due.to, due.body(), key=due.key, at=world.now)  # once more: it changes nothing
        delivered(due, "test", at=world.now)


def sides(world: "World") -> dict[str, list[tuple[str, str, str, str]]]:
    from bulou.records.supervision import orders

    return {
        slug: [
            (each.row.state, each.text, each.answer, each.closing)
            for each in orders(world.organisations[slug], issued=slug == "authority")
        ]
        for slug in ("authority", "vendor")
    }


def test_an_order_goes_from_finding_to_answer_through_the_outbox_alone(world: "World") -> None:
    from bulou.acts.supervision.corrections import AnswerCorrection, CloseCorrection

    key = silent(world)
    subject = supervised(world)
    order = ordered(world, confirmed(world, key))
    text, seen = "恢复接收渠道。", [sides(world)]
    deliver(world)
    world.done(AnswerCorrection(organisation_id=subject, order=order, text="已恢复。"), "lead")
    seen.append(sides(world))
    deliver(world)
    seen.append(sides(world))
    closing = CloseCorrection(
        organisation_id=world.organisations["authority"], subject_id=subject, order=order, text="已核实。"
    )
    world.done(closing, "inspector")
    deliver(world)
    seen.append(sides(world))

    assert seen == [
        {"authority": [("issued", text, "", "")], "vendor": []},
        {"authority": [("issued", text, "", "")], "vendor": [("answered", text, "已恢复。", "")]},
        {"authority": [("answered", text, "已恢复。", "")], "vendor": [("answered", text, "已恢复。", "")]},
        {
            "authority": [("closed", text, "已恢复。", "已核实。")],
            "vendor": [("closed", text, "已恢复。", "已核实。")],
        },
    ]
    assert (
        world.act(AnswerCorrection(organisation_id=subject, order=order, text="再答"), "lead").status
        is Status.INVALID
    )


def test_a_finding_is_derived_and_nobody_can_confirm_what_the_journal_does_not_bear_out(
    world: "World",
) -> None:
    from bulou.acts.supervision.corrections import IssueCorrection
    from bulou.acts.supervision.findings import ConfirmFinding

    key = silent(world)
    subject = supervised(world)
    house = world.organisations["authority"]
    typed = world.act(
        ConfirmFinding(organisation_id=house, subject_id=subject, key="log_gap:typed"), "inspector"
    )
    node = world.act(ConfirmFinding(organisation_id=house, subject_id=subject, key=key), Actor.system())
    early = IssueCorrection(
        organisation_id=house, subject_id=subject, finding_id=UUID(int=0), number="1", text="x",
        due_at=world.now + timedelta(days=1),
    )  # fmt: skip
    before = world.act(early, "inspector")
    once = world.act(ConfirmFinding(organisation_id=house, subject_id=subject, key=key), "inspector")
    twice = world.act(ConfirmFinding(organisation_id=house, subject_id=subject, key=key), "inspector")

    assert keys(world) == [key]
    assert [each.status for each in (typed, node, before, once, twice)] == [
        Status.INVALID, Status.INVALID, Status.INVALID, Status.DONE, Status.INVALID,
    ]  # fmt: skip


def test_a_late_notification_is_found_from_the_entries_whatever_the_cache_says(world: "World") -> None:
    from bulou.acts.notification import NotifyAuthority, PreparePacket
    from bulou.records.models import Case, Duty
    from tests.acts.scene import PACKET

    world.now -= timedelta(days=30)
    late, timely = world.accepted(), world.accepted()
    for case, days in ((timely, 0), (late, 9)):
        world.now += timedelta(days=days)
        world.done(PreparePacket(case_id=case, packet=PACKET), "lead")
        world.done(NotifyAuthority(case_id=case, method="by_hand"), "lead")
    found = keys(world)
    past = world.now - timedelta(days=99)
    Duty.objects.filter(case_id=timely, duty_id="RMSV-7-2").update(due_at=past)  # writes: a cache that lies
    Case.objects.filter(id=late).update(events={})  # writes: a cache that was emptied

    assert found == [f"late_notification:{late}"]
    assert keys(world) == found


def test_ac01_an_authority_sees_what_it_supervises_and_another_sees_none_of_it(two: "World") -> None:
    from bulou.records.supervision import subject_of

    houses = two.organisations
    seen = {
        (who, whom): subject_of(houses[who], houses[whom]) is not None
        for who in ("authority", "second", "supplier", "vendor")
        for whom in ("vendor", "other")
    }

    assert {pair for pair, sees in seen.items() if sees} == {("authority", "vendor"), ("second", "other")}


def test_acts_toward_an_organisation_that_one_does_not_supervise_find_nothing(two: "World") -> None:
    from bulou.acts.supervision.findings import ConfirmFinding
    from bulou.acts.supervision.inspections import InspectSupervised
    from bulou.acts.supervision.scope import BeginSupervision
    from bulou.records.reception_log import day_of

    key, houses = silent(two), two.organisations
    day = day_of(two.now)
    stranger = BeginSupervision(organisation_id=houses["other"], subject_id=houses["vendor"], basis="x")
    acts = {
        "colleague": [
            ConfirmFinding(organisation_id=houses["second"], subject_id=houses["vendor"], key=key),
            InspectSupervised(
                organisation_id=houses["second"],
                subject_id=houses["vendor"],
                grounds="x",
                first=day,
                last=day,
            ),
            ConfirmFinding(organisation_id=houses["authority"], subject_id=houses["vendor"], key=key),
        ],
        "foreigner": [stranger],
    }

    assert {by: [str(two.act(act, by).status) for act in some] for by, some in acts.items()} == {
        "colleague": ["invalid", "invalid", "not_found"],
        "foreigner": ["invalid"],
    }


def test_what_is_derived_holds_no_word_of_a_case(world: "World") -> None:
    from dataclasses import asdict

    from bulou.acts.abuse import FlagAbuse, ReferAbuse
    from bulou.records.models import Organisation
    from bulou.records.supervision import derived

    case = world.accepted()
    flag = UUID(
        world.done(FlagAbuse(case_id=case, suspicion="sale", grounds="要价函"), "lead").ids["flag_id"]
    )
    none = keys(world)
    world.done(
        ReferAbuse(case_id=case, flag_id=flag, grounds="移送", addressee="公安机关", reference="1"), "lead"
    )
    world.now += timedelta(days=9)
    subject = Organisation.objects.get(id=world.organisations["vendor"])
    text = str([asdict(each) for each in derived(subject, at=world.now)])

    assert none == []
    assert sorted(keys(world)) == sorted([f"article_4:{flag}", f"late_notification:{case}"])
    assert not any(word in text for word in ("QY-4200", "命令注入", "要价函", "公安机关", "secret"))


def test_an_inspected_organisation_has_it_sealed_that_it_was_inspected(world: "World") -> None:
    from bulou.acts.supervision.inspections import InspectSupervised
    from bulou.records.models import Entry
    from bulou.records.reception_log import day_of
    from bulou.records.supervision import inspected

    subject, house, day = supervised(world), world.organisations["authority"], day_of(world.now)
    act = InspectSupervised(
        organisation_id=house, subject_id=subject, grounds="检查〔2026〕3号", first=day, last=day
    )
    index = int(world.done(act, "inspector").ids["inspection"])
    deliver(world)
    who = world.people["inspector"].person_id
    other = world.people["lead"].person_id
    assert who and other
    told = Entry.objects.filter(stream=f"org:{subject}", header__contains='"receive_inspection"').first()

    assert told is not None
    assert told.payload["mandate"]["value"] == "检查〔2026〕3号"
    assert inspected(house, index, who, at=world.now) is not None
    assert inspected(house, index, other, at=world.now) is None
    assert inspected(house, index, who, at=world.now + timedelta(hours=13)) is None


def test_a_referral_proves_what_a_finding_rests_on_and_holds_no_word_of_a_case(
    world: "World", tmp_path: Path
) -> None:
    from bulou.acts.sequencing import sequence
    from bulou.acts.supervision.referrals import ReferFinding
    from bulou.entrypoints.evidence import pack
    from bulou.journal.evidence import examine
    from bulou.records.referrals import file_of, referral_of

    case = world.accepted()
    world.now += timedelta(days=9)
    subject, house = supervised(world), world.organisations["authority"]
    finding = confirmed(world, f"late_notification:{case}")
    ordered(world, finding)
    act = ReferFinding(organisation_id=house, subject_id=subject, finding_id=finding, addressee="公安机关")
    index = int(world.done(act, "inspector").ids["referral"])
    sequence(world.now)
    me, other = world.people["inspector"].key, world.people["lead"].key
    taken = referral_of(house, index, me, at=world.now)
    assert taken is not None
    path = tmp_path / "r.zip"
    path.write_bytes(pack(file_of(house, taken)))
    found = examine(path)
    acts = [line["header"]["act"] for line in found.lines]

    assert (found.faults, found.covered, found.taken_by) == ([], found.entries, me)
    assert acts == ["submit_report", "confirm_finding", "issue_correction", "refer_finding"]
    assert not any(
        word.encode() in path.read_bytes() for word in ("QY-4200", "命令注入", "secret", "恢复接收渠道")
    )
    assert referral_of(house, index, other, at=world.now) is None
    assert referral_of(house, index, me, at=world.now + timedelta(hours=13)) is None


def test_an_order_is_answered_once_and_an_answer_on_its_way_does_not_reopen_what_was_closed(
    world: "World",
) -> None:
    from bulou.acts.supervision.corrections import AnswerCorrection, CloseCorrection

    key = silent(world)
    subject, house = supervised(world), world.organisations["authority"]
    order = ordered(world, confirmed(world, key))
    deliver(world)
    answer = AnswerCorrection(organisation_id=subject, order=order, text="已恢复。")
    world.done(answer, "lead")
    again = world.act(answer, "lead").status
    world.done(
        CloseCorrection(organisation_id=house, subject_id=subject, order=order, text="已核实。"), "inspector"
    )
    deliver(world)

    assert again is Status.INVALID
    assert {side: rows[0][0] for side, rows in sides(world).items()} == {
        "authority": "closed",
        "vendor": "closed",
    }


def test_a_centre_that_only_receives_supervises_nobody(world: "World") -> None:
    from bulou.acts.supervision.scope import BeginSupervision

    world.found("cncert", "CN", "authority", bodies=("cncert",))
    begin = BeginSupervision(
        organisation_id=world.organisations["cncert"],
        subject_id=world.organisations["vendor"],
        basis="《规定》第三条",
    )

    outcome = world.act(begin, world.appoint("of_cncert", "cncert", "lead"))

    assert outcome.status is Status.REFUSED
    assert outcome.refusal is not None and outcome.refusal.citation.article.en == "Art. 3"


def test_an_order_is_refused_to_a_body_that_the_article_behind_the_breach_does_not_name(
    world: "World",
) -> None:
    """Cyberspace administration supervises, and orders operators (Art. 13); vendors answer to MIIT and MPS (Art. 12)."""
    key = silent(world)
    world.found("cac", "CA", "authority", bodies=("cac",))
    world.appoint("of_cac", "cac", "lead")
    supervised(world, "of_cac", authority="cac")
    finding = confirmed(world, key, "of_cac", authority="cac")

    outcome = world.act(ordering(world, finding, "cac"), "of_cac")

    assert outcome.status is Status.REFUSED
    assert outcome.refusal is not None and outcome.refusal.citation.article.en == "Art. 12"


def test_a_supplier_is_ordered_as_the_vendor_of_what_it_supplies(world: "World") -> None:
    from bulou.records.models import Organisation

    key = silent(world)
    supervised(world)
    finding = confirmed(world, key)
    Organisation.objects.filter(slug="vendor").update(roles=["supplier"])  # writes: as it was founded

    assert world.act(ordering(world, finding), "inspector").status is Status.DONE
