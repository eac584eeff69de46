"""Article 9 through the gate: what is stopped, by which norm, and every way in which it becomes lawful."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from bulou.acts import Outcome, Question, Status
from bulou.acts.blobs import keep
from bulou.acts.membership import RecordMajorEvent
from bulou.acts.notification import RecordJointAssessment, RecordOfficialDecision, ReportToMinistry
from bulou.acts.post_release import ReviseAdvisory
from bulou.acts.readings import ChooseReading
from bulou.acts.release import JudgeDraft, PublishAdvisory, SaveDraft
from bulou.acts.remediation import NotifyUsers, RecordMitigation, RecordRemediation
from bulou.acts.verification import IdentifyProduct
from bulou.law import Outcome as Answer
from bulou.records.models import Advisory
from bulou.records.public.published import advisories
from tests.world import World


def said(outcome: Outcome) -> tuple[Status, Answer | None, set[str]]:
    """The status, the law's answer, and the norms that gave it."""
    verdict = outcome.verdict
    if verdict is None:
        return outcome.status, None, set()
    strictest = {finding.norm_id for finding in verdict.findings if finding.outcome == verdict.outcome}
    return outcome.status, verdict.outcome, strictest


def mend(world: World, case_id: UUID) -> None:
    world.done(
        RecordRemediation(case_id=case_id, text="升级", location="https://vendor.example/3.4.7"), "lead"
    )


def publish(world: World, case_id: UUID, advisory_id: UUID) -> Outcome:
    return world.act(PublishAdvisory(case_id=case_id, advisory_id=advisory_id), "lead")


def decide(world: World, case_id: UUID, decision: str) -> None:
    act = RecordOfficialDecision(
        case_id=case_id,
        decision=decision,
        number="公函〔2026〕1号",
        attachments=(keep("批复.pdf", b"document"),),
        valid_until=world.now + timedelta(days=3),
    )
    world.done(act, "lead")


@pytest.fixture
def case_id(world: World) -> UUID:
    return world.accepted()


def assessed(world: World, case_id: UUID, *, dissent: bool = False) -> None:
    world.done(RecordJointAssessment(case_id=case_id, text="共同评估", vendor_dissents=dissent), "lead")


def reported(world: World, case_id: UUID, *ministries: str) -> None:
    for ministry in ministries:
        world.done(ReportToMinistry(case_id=case_id, ministry=ministry, reference="1号"), "lead")


class TestEarlyPublication:
    """9(1)"""

    def test_without_a_remedy_it_is_forbidden(self, world: World, case_id: UUID) -> None:
        assert said(publish(world, case_id, world.drafted(case_id))) == (
            Status.REFUSED, Answer.FORBIDDEN, {"RMSV-9-1"},
        )  # fmt: skip

    def test_with_the_remedy_it_passes(self, world: World, case_id: UUID) -> None:
        mend(world, case_id)

        assert publish(world, case_id, world.drafted(case_id))

    def test_a_precaution_is_no_remedy_unless_the_organisation_reads_it_so(
        self, world: World, case_id: UUID
    ) -> None:
        advisory = world.drafted(case_id, remediation="", precaution="关闭端口。")
        world.done(RecordMitigation(case_id=case_id, text="关闭端口"), "lead")

        assert said(publish(world, case_id, advisory))[1:] == (Answer.FORBIDDEN, {"RMSV-9-1"})
        reading = ChooseReading(
            organisation_id=world.organisations["vendor"],
            reading="workaround_counts_as_fix",
            value="yes",
            grounds="意见",
        )
        world.done(reading, "lead")
        assert publish(world, case_id, advisory)

    def test_the_early_route_needs_every_one_of_its_steps(self, world: World, case_id: UUID) -> None:
        """Joint assessment, both reports, the ministries' assessment: until the last is there it stays forbidden."""
        advisory = world.drafted(case_id)
        steps: list[Callable[[], None]] = [
            lambda: assessed(world, case_id),
            lambda: reported(world, case_id, "miit"),
            lambda: reported(world, case_id, "mps"),
        ]
        for step in steps:
            step()
            assert said(publish(world, case_id, advisory)) == (Status.REFUSED, Answer.FORBIDDEN, {"RMSV-9-1"})
        decide(world, case_id, "authorities_assessment:done_no_objection")

        assert publish(world, case_id, advisory)

    @pytest.mark.parametrize("missing", ["assessment", "miit", "mps"])
    def test_no_step_stands_for_another(self, world: World, case_id: UUID, missing: str) -> None:
        if missing != "assessment":
            assessed(world, case_id)
        reported(world, case_id, *{"miit", "mps"} - {missing})
        decide(world, case_id, "authorities_assessment:done_no_objection")

        assert said(publish(world, case_id, world.drafted(case_id)))[1] is Answer.FORBIDDEN

    def test_an_objection_bars_until_it_is_taken_back(self, world: World, case_id: UUID) -> None:
        assessed(world, case_id)
        reported(world, case_id, "miit", "mps")
        decide(world, case_id, "authorities_assessment:done_objection")
        advisory = world.drafted(case_id)

        assert said(publish(world, case_id, advisory))[1] is Answer.FORBIDDEN
        decide(world, case_id, "authorities_assessment:done_no_objection")
        assert publish(world, case_id, advisory)

    @pytest.mark.parametrize(("reading", "status"), [("no", Status.DONE), ("yes", Status.REFUSED)])
    def test_a_vendors_dissent_bars_only_where_it_is_read_so(
        self, world: World, case_id: UUID, reading: str, status: Status
    ) -> None:
        act = ChooseReading(
            organisation_id=world.organisations["vendor"],
            reading="vendor_dissent_bars",
            value=reading,
            grounds="意见",
        )
        world.done(act, "lead")
        assessed(world, case_id, dissent=True)
        reported(world, case_id, "miit", "mps")
        decide(world, case_id, "authorities_assessment:done_no_objection")

        assert publish(world, case_id, world.drafted(case_id)).status is status

    @pytest.mark.parametrize("missing", ["attachments", "number", "valid_until"])
    def test_an_official_decision_is_never_a_tick_box(
        self, world: World, case_id: UUID, missing: str
    ) -> None:
        until = world.now + timedelta(days=3)
        known: dict[str, Any] = {
            "number": "1号",
            "attachments": (keep("批复.pdf", b"x"),),
            "valid_until": until,
        }
        known[missing] = {"number": "", "attachments": (), "valid_until": None}[missing]

        outcome = world.act(
            RecordOfficialDecision(case_id=case_id, decision="mps_consent:true", **known), "lead"
        )

        assert (outcome.status, list(outcome.errors)) == (Status.INVALID, [missing])

    def test_the_refusal_names_the_cures_and_each_of_them_cures(self, world: World, case_id: UUID) -> None:
        outcome = publish(world, case_id, world.drafted(case_id))

        changes = [set(cure.changes) for cure in outcome.cures]
        assert {"remediation_provided"} in changes
        assert any({"reported_to_miit", "reported_to_mps"} <= names for names in changes)


class TestContent:
    """9 head and (2) to (5)"""

    @pytest.mark.parametrize(
        ("written", "answer", "norm"),
        [
            ({"operator_in_use_detail": "yes"}, Answer.FORBIDDEN, "RMSV-9-2"),
            ({"operator_in_use_detail": ""}, Answer.NEEDS_FACTS, None),
            ({"exploit_included": ""}, Answer.NEEDS_FACTS, None),
            ({"remediation": "", "precaution": ""}, Answer.NEEDS_STEP, "RMSV-9-5"),
            ({"remediation": "", "precaution": "关闭端口。"}, Answer.NOT_PROHIBITED, None),
        ],
        ids=[
            "detail in use",
            "not said whether",
            "exploit not said",
            "no remedy in it",
            "a precaution in it",
        ],
    )
    def test_what_the_draft_says_decides(
        self, world: World, case_id: UUID, written: dict[str, str], answer: Answer, norm: str | None
    ) -> None:
        mend(world, case_id)

        _status, found, norms = said(publish(world, case_id, world.drafted(case_id, **written)))

        assert (found, norm is None or norm in norms) == (answer, True)

    @pytest.mark.parametrize(
        ("judgement", "answer", "norm"),
        [
            ("truthful_and_necessary", "no", "RMSV-9-0"),
            ("exaggerates", "yes", "RMSV-9-3a"),
            ("hype_or_extortion", "yes", "RMSV-9-3b"),
        ],
    )
    def test_a_judgement_against_it_forbids_it(
        self, world: World, case_id: UUID, judgement: str, answer: str, norm: str
    ) -> None:
        mend(world, case_id)
        advisory = world.drafted(case_id)
        act = JudgeDraft(
            case_id=case_id, advisory_id=advisory, judgement=judgement, answer=answer, grounds="对照"
        )
        world.done(act, "lead")

        assert said(publish(world, case_id, advisory)) == (Status.REFUSED, Answer.FORBIDDEN, {norm})

    @pytest.mark.parametrize(
        ("exclusively", "answer"),
        [("yes", Answer.FORBIDDEN), ("no", Answer.NOT_PROHIBITED), (None, Answer.NEEDS_JUDGEMENT)],
    )
    def test_a_tool_in_it_is_a_question_for_a_person(
        self, world: World, case_id: UUID, exclusively: str | None, answer: Answer
    ) -> None:
        mend(world, case_id)
        advisory = world.drafted(case_id, exploit_included="yes")
        if exclusively:
            judged = JudgeDraft(
                case_id=case_id,
                advisory_id=advisory,
                judgement="tool_exclusively_for_attack",
                answer=exclusively,
                grounds="对照",
            )
            world.done(judged, "lead")

        assert said(publish(world, case_id, advisory))[1] is answer

    def test_nothing_is_published_without_all_three_judgements(self, world: World, case_id: UUID) -> None:
        mend(world, case_id)
        advisory = world.drafted(case_id, judged=False)

        assert said(publish(world, case_id, advisory))[1] is Answer.NEEDS_JUDGEMENT
        world.judge(case_id, advisory)
        assert publish(world, case_id, advisory)


class TestJudgementsAreOfOneText:
    def test_one_character_more_and_they_lapse(self, world: World, case_id: UUID) -> None:
        mend(world, case_id)
        advisory = world.drafted(case_id)
        world.drafted(case_id, judged=False, advisory_id=advisory, summary="请升级。!")

        assert Advisory.objects.get(id=advisory).judgements == {}
        assert said(publish(world, case_id, advisory))[1] is Answer.NEEDS_JUDGEMENT

    def test_the_same_text_again_keeps_them(self, world: World, case_id: UUID) -> None:
        mend(world, case_id)
        advisory = world.drafted(case_id)
        world.drafted(case_id, judged=False, advisory_id=advisory)

        assert publish(world, case_id, advisory)

    def test_what_the_case_says_of_products_is_part_of_the_text(self, world: World, case_id: UUID) -> None:
        mend(world, case_id)
        advisory = world.drafted(case_id)
        world.done(IdentifyProduct(case_id=case_id, product="QY-9", versions="1", own_product=True), "lead")
        world.drafted(case_id, judged=False, advisory_id=advisory)

        assert said(publish(world, case_id, advisory))[1] is Answer.NEEDS_JUDGEMENT

    def test_those_on_another_draft_do_not_count(self, world: World, case_id: UUID) -> None:
        mend(world, case_id)
        world.drafted(case_id)
        other = world.drafted(case_id, judged=False, heading="另一公告")

        assert said(publish(world, case_id, other))[1] is Answer.NEEDS_JUDGEMENT

    def test_another_cases_draft_is_none_of_this_case(self, world: World, case_id: UUID) -> None:
        mend(world, case_id)
        other_case = world.accepted()
        foreign = world.drafted(other_case)
        answers = [
            world.act(act, "lead")
            for act in (
                PublishAdvisory(case_id=case_id, advisory_id=foreign),
                JudgeDraft(
                    case_id=case_id, advisory_id=foreign, judgement="exaggerates", answer="no", grounds="x"
                ),
                SaveDraft(case_id=case_id, advisory_id=foreign, heading="x", summary="x", description="x"),
            )
        ]

        assert [bool(answer) for answer in answers] == [False] * 3
        assert Advisory.objects.get(id=foreign).case_id == other_case

    def test_a_revision_is_a_publication_like_the_first(self, world: World, case_id: UUID) -> None:
        mend(world, case_id)
        advisory = world.drafted(case_id)
        assert publish(world, case_id, advisory)
        world.drafted(case_id, judged=False, advisory_id=advisory, operator_in_use_detail="yes")
        revise = ReviseAdvisory(case_id=case_id, advisory_id=advisory, summary="增补")

        assert said(world.act(revise, "lead"))[1:] == (Answer.FORBIDDEN, {"RMSV-9-2"})
        world.drafted(case_id, advisory_id=advisory, summary="请尽快升级。")
        assert world.act(revise, "lead")


class TestMajorEvents:
    """9(6)"""

    @pytest.fixture
    def advisory(self, world: World, case_id: UUID) -> UUID:
        mend(world, case_id)
        event = RecordMajorEvent(
            organisation_id=world.organisations["vendor"],
            event="国家重大活动",
            starts_at=world.now - timedelta(hours=1),
            ends_at=world.now + timedelta(days=5),
            source="公告",
        )
        world.done(event, "lead")
        return world.drafted(case_id)

    def test_publication_needs_consent(self, world: World, case_id: UUID, advisory: UUID) -> None:
        assert said(publish(world, case_id, advisory)) == (
            Status.REFUSED, Answer.NEEDS_APPROVAL, {"RMSV-9-6"},
        )  # fmt: skip

    def test_with_the_consent_in_hand_it_passes(self, world: World, case_id: UUID, advisory: UUID) -> None:
        decide(world, case_id, "mps_consent:true")

        assert publish(world, case_id, advisory)

    def test_consent_to_one_case_is_none_to_another(
        self, world: World, case_id: UUID, advisory: UUID
    ) -> None:
        decide(world, world.accepted(), "mps_consent:true")

        assert said(publish(world, case_id, advisory))[1] is Answer.NEEDS_APPROVAL

    def test_consent_ends_with_its_term(self, world: World, case_id: UUID, advisory: UUID) -> None:
        decide(world, case_id, "mps_consent:true")
        world.now += timedelta(days=4)

        assert said(publish(world, case_id, advisory))[1] is Answer.NEEDS_APPROVAL

    def test_an_event_of_one_organisation_binds_no_other(
        self, world: World, case_id: UUID, advisory: UUID
    ) -> None:
        other = world.accepted("other", "foreigner")
        remedy = RecordRemediation(case_id=other, text="升级", location="https://other.example/2")
        world.done(remedy, "foreigner")

        assert world.act(
            PublishAdvisory(case_id=other, advisory_id=world.drafted(other, "foreigner")), "foreigner"
        )

    def test_once_it_is_over_nothing_is_needed(self, world: World, case_id: UUID, advisory: UUID) -> None:
        world.now += timedelta(days=6)

        assert publish(world, case_id, advisory)

    def test_what_the_law_owes_goes_on(self, world: World, case_id: UUID, advisory: UUID) -> None:
        """Users are told and reports come in, whatever is celebrated."""
        told = world.act(
            NotifyUsers(
                exploit_included=False,
                case_id=case_id,
                recipients="a@b.example",
                text="请升级",
                overseas=False,
            ),
            "lead",
        )

        assert said(told)[:2] == (Status.DONE, Answer.OWED)
        assert world.submit()


def test_a_refused_publication_changes_nothing_that_is_public(world: World, case_id: UUID) -> None:
    advisory = world.drafted(case_id)
    outcome = publish(world, case_id, advisory)

    assert outcome.refusal is not None
    assert outcome.refusal.question is Question.LAW
    assert (Advisory.objects.get(id=advisory).gate, advisories().total) == ("draft", 0)
