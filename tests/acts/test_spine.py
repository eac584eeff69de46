"""From a stranger's report to a public advisory, the law answering at every step."""

from datetime import timedelta
from uuid import UUID

from bulou.acts import Actor, Status
from bulou.acts.notification import NotifyAuthority, PreparePacket
from bulou.acts.release import PublishAdvisory
from bulou.acts.remediation import NotifyUsers, RecordRemediation
from bulou.law import Outcome as Answer
from bulou.records.models import Advisory, Case, Delivery, Duty, Entry, Report
from tests.world import World

PACKET = {
    "product_name": "QY-4200",
    "model": "QY-4200",
    "version": "3.1–3.4",
    "technical_characteristics": "命令注入",
    "harm": "控制设备",
    "impact_scope": "3.1 至 3.4",
}


def live(case_id: UUID) -> set[str]:
    return set(Duty.objects.filter(case_id=case_id, live=True).values_list("duty_id", flat=True))


def test_a_report_opens_a_case_starts_its_duties_and_is_sealed_in_one_go(world: World) -> None:
    outcome = world.submit()

    case = Case.objects.get(number=outcome.ids["number"])
    assert (case.rm, case.channel, case.product) == ("received", "portal", "QY-4200")
    assert {"RMSV-5-2", "RMSV-7-1a", "RMSV-7-2"} <= live(case.id)
    assert case.due_at == case.received_at + timedelta(hours=48)
    entry = Entry.objects.get(stream=f"case:{case.id}")
    assert (entry.index, entry.hash) == (0, outcome.entry.hash if outcome.entry else "")
    assert Report.objects.get(case=case).raw_sha256 == outcome.ids["raw_sha256"]
    assert Delivery.objects.get(case=case).to == "psirt@vendor.example"


def test_the_same_key_again_is_the_same_report(world: World) -> None:
    first = world.submit(key="once")

    again = world.submit(key="once")

    assert again.ids == first.ids
    assert Report.objects.count() == 1


def test_early_publication_is_refused_with_article_and_cures_and_the_refusal_is_sealed(world: World) -> None:
    """AC42."""
    case_id = world.accepted()
    advisory_id = world.drafted(case_id)
    before = Entry.objects.filter(stream=f"case:{case_id}").count()

    outcome = world.act(PublishAdvisory(case_id=case_id, advisory_id=advisory_id), "lead")

    assert outcome.status is Status.REFUSED
    assert outcome.verdict is not None
    assert outcome.verdict.outcome is Answer.FORBIDDEN
    assert "RMSV-9-1" in {finding.norm_id for finding in outcome.verdict.findings}
    assert {"remediation_provided"} in [set(cure.changes) for cure in outcome.cures]
    assert Entry.objects.filter(stream=f"case:{case_id}").count() == before + 1
    assert Advisory.objects.get(id=advisory_id).published_at is None
    assert not Delivery.objects.filter(case_id=case_id).exclude(to="psirt@vendor.example").exists()


def test_a_filing_may_be_of_the_minute_in_which_the_report_came_and_of_none_before(world: World) -> None:
    world.now += timedelta(seconds=40)
    case_id = world.accepted()
    came = Case.objects.get(id=case_id).received_at
    minute = came.replace(second=0, microsecond=0)
    world.done(PreparePacket(case_id=case_id, packet=PACKET), "lead")

    early = world.act(
        NotifyAuthority(case_id=case_id, method="by_hand", filed_at=minute - timedelta(minutes=1)), "lead"
    )
    world.done(NotifyAuthority(case_id=case_id, method="by_hand", filed_at=minute), "lead")

    assert (came.second, list(early.errors)) == (40, ["filed_at"])
    assert Case.objects.get(id=case_id).events["authority_notified"] == came.isoformat()


def test_the_whole_way_ends_in_a_public_advisory_whose_bytes_are_sealed(world: World) -> None:
    case_id = world.accepted()
    world.done(PreparePacket(case_id=case_id, packet=PACKET), "lead")
    assert "RMSV-7-2" in live(case_id)
    world.done(NotifyAuthority(case_id=case_id, method="by_hand", receipt_number="CNVDB-1"), "lead")
    assert "RMSV-7-2" not in live(case_id)
    world.done(
        RecordRemediation(case_id=case_id, text="升级", location="https://vendor.example/3.4.7"), "lead"
    )
    assert "RMSV-7-3b" in live(case_id)
    world.done(
        NotifyUsers(
            exploit_included=False, case_id=case_id, recipients="a@b.example", text="请升级", overseas=False
        ),
        "lead",
    )
    assert "RMSV-7-3b" not in live(case_id)

    advisory_id = world.drafted(case_id)
    outcome = world.done(PublishAdvisory(case_id=case_id, advisory_id=advisory_id), "lead")

    advisory = Advisory.objects.get(id=advisory_id)
    revision = advisory.revisions.get()
    sealed = Entry.objects.get(stream=f"case:{case_id}", index=outcome.entry.index if outcome.entry else -1)
    assert (advisory.gate, advisory.number) == ("published", outcome.ids["number"])
    assert sealed.payload["csaf_sha256"]["value"] == revision.sha256
    assert Case.objects.get(id=case_id).disclosed_at == advisory.published_at


def test_changing_the_draft_makes_its_judgements_lapse(world: World) -> None:
    """AC42."""
    case_id = world.accepted()
    world.done(
        RecordRemediation(case_id=case_id, text="升级", location="https://vendor.example/3.4.7"), "lead"
    )
    advisory_id = world.drafted(case_id)
    world.drafted(case_id, judged=False, advisory_id=advisory_id, summary="请尽快升级。")

    outcome = world.act(PublishAdvisory(case_id=case_id, advisory_id=advisory_id), "lead")

    assert outcome.verdict is not None
    assert outcome.verdict.outcome is Answer.NEEDS_JUDGEMENT


def test_a_stranger_and_another_organisation_get_the_answer_for_a_case_that_is_not_there(
    world: World,
) -> None:
    case_id = world.accepted()
    act = PreparePacket(case_id=case_id, packet=PACKET)
    nowhere = PreparePacket(case_id=UUID(int=7), packet=PACKET)
    before = Entry.objects.count()

    answers = [
        world.act(some, who)
        for some in (act, nowhere)
        for who in ("foreigner", "handler", "admin", "auditor")
    ]
    answers += [world.act(act, Actor.stranger()), world.act(act, Actor.reporter(UUID(int=9)))]

    assert {answer.status for answer in answers} == {Status.NOT_FOUND}
    assert len({(a.status, a.act, a.verdict, a.refusal, a.entry) for a in answers}) == 1
    assert Entry.objects.count() == before
