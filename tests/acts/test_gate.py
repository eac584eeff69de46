"""The gate: three questions in order, one durable transaction, a refusal that is sealed and nothing else."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError
from django.utils.translation import override

from bulou.acts import ACTS, Actor, InvalidAct, Question, Status, perform, receipt
from bulou.acts import gate as gate_module
from bulou.acts.act import CaseAct
from bulou.acts.embargoes import ProposeEmbargo
from bulou.acts.membership import RecordMajorEvent
from bulou.acts.post_release import WithdrawAdvisory
from bulou.acts.receipt import PostMessage, SubmitReport
from bulou.acts.release import PublishAdvisory
from bulou.acts.remediation import NotifyUsers, RecordRemediation
from bulou.acts.turns import STEPS, Turn
from bulou.acts.verification import AcceptCase, CloseCase, RecordObservation, ValidateReport
from bulou.cases import MACHINES
from bulou.law import Conduct
from bulou.records.models import Case, Delivery, Duty, Entry, Notice, Report, Stream
from tests.acts.scene import Scene
from tests.world import START, World


@pytest.fixture
def world(scene: Scene) -> World:
    return scene.world


def head(stream: str) -> Entry:
    found = Entry.objects.filter(stream=stream).order_by("-index").first()
    assert found is not None
    return found


def test_who_is_asked_before_the_law_and_the_law_before_the_turn(scene: Scene) -> None:
    """One act that all three would stop; whoever may passes on to the next question."""
    world, case_id = scene.world, scene.cases["received"]
    world.done(CloseCase(case_id=scene.cases["deferred"], reason="重复"), "lead")
    early = PublishAdvisory(case_id=case_id, advisory_id=UUID(int=1))
    again = WithdrawAdvisory(case_id=scene.cases["accepted"], advisory_id=scene.ids["draft"], reason="误报")

    assert _question(world.act(early, "granted")) is Question.WHO
    assert _question(world.act(early, "lead")) is Question.LAW
    assert _question(world.act(again, "granted")) is Question.WHO
    assert _question(world.act(again, "lead")) is Question.TURN


def _question(outcome: Any) -> Question | None:
    return outcome.refusal.question if outcome.refusal else None


def test_no_law_is_asked_of_who_may_not(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_module.law, "decide", lambda *args, **known: pytest.fail("asked"))

    outcome = scene.world.act(
        PublishAdvisory(case_id=scene.cases["mended"], advisory_id=scene.ids["mended_draft"]), "granted"
    )

    assert (outcome.status, outcome.verdict) == (Status.REFUSED, None)


@dataclass(frozen=True, kw_only=True)
class Careless(CaseAct):
    """Writes a great deal, and then finds that it may not."""

    how: str

    def do(self, work: Any) -> None:
        work.keep(written=True)
        work.conceal(text="prose")
        work.fact("already_public", True)
        work.event("published")
        work.step("RM", "validate")
        work.the_case.product = "changed"
        work.touch("product")
        work.send("mail", "someone@example.org", template="duty")
        Notice.objects.create(  # writes: an act of its own, tried by the gate
            case=work.the_case, kind="user", recipient="x", queued_at=work.at
        )
        if self.how == "invalid":
            raise InvalidAct({"text": "no"})
        if self.how == "fault":
            raise ZeroDivisionError
        work.step("EM", "accept")


Careless.name, Careless.title, Careless.right = "careless", "Careless", PostMessage.right


def test_a_refusal_in_the_middle_of_writing_leaves_nothing_but_its_entry(scene: Scene) -> None:
    case_id = scene.cases["received"]
    before, caches = _counts(), _row(case_id)

    outcome = scene.world.act(Careless(case_id=case_id, how="turn"), "lead")

    assert (outcome.status, _question(outcome), outcome.ids) == (Status.REFUSED, Question.TURN, {})
    assert _counts() == {**before, "Entry": before["Entry"] + 1}
    assert _row(case_id) == caches
    entry = head(f"case:{case_id}")
    assert (json.loads(entry.header)["verdict"], list(entry.payload)) == ("refused:turn", ["refused"])


def test_an_act_that_cannot_be_acted_on_leaves_no_trace(scene: Scene) -> None:
    before = _counts()

    outcome = scene.world.act(Careless(case_id=scene.cases["received"], how="invalid"), "lead")

    assert (outcome.status, dict(outcome.errors), outcome.entry) == (Status.INVALID, {"text": "no"}, None)
    assert _counts() == before


def test_a_fault_leaves_no_trace_and_is_not_swallowed(scene: Scene) -> None:
    before = _counts()

    with pytest.raises(ZeroDivisionError):
        scene.world.act(Careless(case_id=scene.cases["received"], how="fault"), "lead")

    assert _counts() == before


def _counts() -> dict[str, int]:
    return {
        model.__name__: model.objects.count()
        for model in (Case, Delivery, Duty, Entry, Notice, Report, Stream)
    }


def _row(case_id: UUID) -> dict[str, Any]:
    return Case.objects.values().get(id=case_id)


def test_what_the_law_stopped_is_sealed_with_verdict_stamp_and_the_facts_it_hung_on(scene: Scene) -> None:
    act = PublishAdvisory(case_id=scene.cases["accepted"], advisory_id=scene.ids["draft"])

    outcome = scene.world.act(act, "lead")

    assert outcome.verdict is not None
    entry = head(act.stream)
    header = json.loads(entry.header)
    assert (header["act"], header["verdict"], header["stamp"]) == (
        "publish_advisory",
        str(outcome.verdict.outcome),
        outcome.verdict.stamp.to_json(),
    )
    decision = entry.payload["decision"]["value"]
    assert decision["conduct"] == str(Conduct.PUBLISH)
    assert decision["facts"]["remediation_provided"] is False
    assert {type(value) for value in decision["facts"].values()} <= {bool, str, int}
    assert entry.payload.keys() == {"decision", "refused"}


def test_a_refused_turn_names_the_act_that_comes_first_and_those_possible_now(scene: Scene) -> None:
    outcome = scene.world.act(AcceptCase(case_id=scene.cases["received"]), "lead")

    assert outcome.refusal is not None
    assert outcome.refusal.turn == Turn(
        act="accept_case",
        machine="RM",
        state="received",
        event="accept",
        done=False,
        waits=True,
        first=("validate_report",),
        possible=("validate_report", "decline_report"),
    )


def test_a_refused_turn_speaks_of_acts_in_the_readers_language(scene: Scene) -> None:
    refusal = scene.world.act(CloseCase(case_id=scene.cases["accepted"], reason="毕"), "lead").refusal
    again = scene.world.act(CloseCase(case_id=scene.cases["accepted"], reason="毕"), "lead").refusal
    early = scene.world.act(AcceptCase(case_id=scene.cases["received"]), "lead").refusal

    assert refusal is None
    assert early is not None
    assert again is not None
    with override("zh-hans"):
        assert (str(again.reason), again.remedy) == ("案件处于“已关闭”。“结案”已经完成。", "")
        assert str(early.reason) == "案件处于“已收到”。“受理修补”须等前面的行为完成。"
    with override("en"):
        assert str(early.reason) == (
            "The case stands at “Received”. “Accept for remediation” has to wait until what comes before it is done."
        )
        assert early.turn is not None
        assert early.turn.remedy == "First: “Confirm the vulnerability”."


def test_every_step_of_a_machine_that_people_take_is_an_act_by_name() -> None:
    for (machine, event), act in STEPS.items():
        assert event in MACHINES[machine].events
        assert act in ACTS


def test_a_moment_before_the_head_of_the_stream_is_moved_up_to_it(scene: Scene) -> None:
    """AC43: A clock that lags moves neither entry nor case back, and the law is asked about the same moment."""
    case_id, world = scene.cases["received"], scene.world
    sealed = Stream.objects.get(key=f"case:{case_id}").head_at
    lagging = sealed - timedelta(days=3)

    outcome = perform(ValidateReport(case_id=case_id, method="复现", harm="控制", scope="全部"),
                      by=world.people["lead"], at=lagging)  # fmt: skip

    assert outcome.entry is not None
    assert outcome.verdict is not None
    case = Case.objects.get(id=case_id)
    assert (outcome.entry.at, case.updated_at, case.events["verified"]) == (
        sealed,
        sealed,
        sealed.isoformat(),
    )
    assert outcome.verdict.stamp.law_at == sealed.date()
    assert Stream.objects.get(key=case.stream).head_at == sealed


def test_a_lagging_clock_does_not_move_an_organisation_or_a_person_back(scene: Scene) -> None:
    world = scene.world
    organisation = world.organisations["vendor"]
    event = RecordMajorEvent(
        organisation_id=organisation,
        event="大会",
        starts_at=START,
        ends_at=START + timedelta(days=1),
        source="公告",
    )
    first = perform(event, by=world.people["lead"], at=world.now + timedelta(days=9))
    second = perform(event, by=world.people["lead"], at=world.now)

    assert first.entry is not None
    assert second.entry is not None
    assert (second.entry.at, second.entry.index) == (first.entry.at, first.entry.index + 1)


def test_claimed_moments_stay_what_was_claimed(scene: Scene) -> None:
    """AC43."""
    seen = scene.world.now - timedelta(days=30)
    outcome = scene.world.done(
        RecordObservation(
            case_id=scene.cases["received"], observed="attacks", source="蜜罐", observed_at=seen
        ),
        "lead",
    )

    entry = head(f"case:{scene.cases['received']}")
    header = json.loads(entry.header)
    assert outcome.entry is not None
    assert header["event_at"] == seen.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert datetime.fromisoformat(header["at"]) == outcome.entry.at > seen


def test_the_same_key_again_is_the_same_report_and_seals_nothing(world: World) -> None:
    first = world.submit(key="once")
    before = _counts()

    again = world.submit(key="once")

    assert (again.ids, _counts()) == (first.ids, before)
    assert world.submit(key="twice").ids["number"] != first.ids["number"]


def test_the_same_key_at_another_organisation_is_another_report(world: World) -> None:
    first, second = world.submit("vendor", key="once"), world.submit("other", key="once")

    assert first.ids["case_id"] != second.ids["case_id"]


def test_another_report_under_a_key_that_was_used_is_received_and_sees_nothing_of_the_first(
    world: World,
) -> None:
    first = world.submit(key="once", raw=b"the first")

    second = world.submit(key="once", raw=b"another")

    assert {name for name in first.ids if first.ids[name] == second.ids[name]} == set()
    assert Report.objects.get(case_id=second.ids["case_id"]).marks == ["key_reused"]


def test_a_number_that_is_taken_is_drawn_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    third = sum(len(receipt.ALPHABET) ** place for place in range(8))  # "3" is the second of the alphabet
    drawn = chain([0, 0], repeat(third))
    monkeypatch.setattr(receipt.secrets, "randbelow", lambda bound: next(drawn))

    numbers = [world.submit().ids["number"] for _ in range(2)]

    assert numbers == ["QY-2026-2222-2222", "QY-2026-3333-3333"]
    found = Case.objects.filter(number__in=numbers)
    assert [
        (case.number, Entry.objects.filter(stream=case.stream).count()) for case in found.order_by("number")
    ] == [(number, 1) for number in numbers]


def test_numbers_that_are_always_taken_do_not_loop_for_ever(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipt.secrets, "randbelow", lambda bound: 0)
    world.submit()

    with pytest.raises(IntegrityError):
        world.submit()


def test_a_report_is_received_whatever_else_holds(scene: Scene) -> None:
    """A major event, a closed reception, any day of the calendar, even before the Provisions were in force."""
    world = scene.world
    event = RecordMajorEvent(
        organisation_id=world.organisations["vendor"],
        event="大会",
        starts_at=world.now - timedelta(days=1),
        ends_at=world.now + timedelta(days=300),
        source="公告",
    )
    world.done(event, "lead")
    world.found("closed", "CL", "platform")
    kinds = [("vendor", world.now), ("closed", world.now), ("authority", world.now), ("supplier", world.now)]
    kinds += [("vendor", datetime(2020, 1, 1, tzinfo=UTC)), ("vendor", datetime(2060, 1, 1, tzinfo=UTC))]

    answers = []
    for slug, at in kinds:
        report = SubmitReport(organisation_id=world.organisations[slug], channel="portal", raw=b"raw")
        answers.append(perform(report, by=Actor.stranger(), at=at).status)

    assert answers == [Status.DONE] * len(kinds)


def test_a_message_in_the_readers_language_at_the_field(scene: Scene) -> None:
    act = NotifyUsers(
        exploit_included=False, case_id=scene.cases["mended"], recipients="nobody", text="x", overseas=False
    )

    said = {}
    for language in ("en", "zh-hans"):
        with override(language):
            said[language] = str(scene.world.act(act, "lead").errors["recipients"])
    assert said == {"en": "“nobody” is not an e-mail address.", "zh-hans": "“nobody”不是邮箱地址。"}


def test_no_embargo_is_proposed_for_what_is_public(scene: Scene) -> None:
    world, case_id = scene.world, scene.cases["received"]
    world.done(RecordObservation(case_id=case_id, observed="public", source="论坛"), "lead")

    outcome = world.act(ProposeEmbargo(case_id=case_id, until=world.now + timedelta(days=9)), "lead")

    assert (outcome.status, list(outcome.errors)) == (Status.INVALID, ["until"])


def test_a_remediation_only_from_who_has_taken_the_case_on(scene: Scene) -> None:
    outcome = scene.world.act(
        RecordRemediation(case_id=scene.cases["received"], text="升级", location="官网"), "lead"
    )

    assert _question(outcome) is Question.TURN


def test_acts_cannot_be_changed_once_they_are_made(scene: Scene) -> None:
    act = PostMessage(case_id=scene.cases["received"], thread="internal", text="x")

    with pytest.raises(AttributeError):
        act.text = "y"  # type: ignore[misc]
    assert replace(act, text="y").text == "y"
    assert all(cls.__dataclass_params__.frozen for cls in ACTS.values())  # type: ignore[attr-defined]


def test_a_case_has_rows_only_for_duties_that_have_arisen(world: World) -> None:
    case_id = world.accepted()
    world.done(RecordRemediation(case_id=case_id, text="升级", location="https://v.example/"), "lead")

    rows = Duty.objects.filter(case=case_id)
    assert rows.count() > 3
    assert not rows.filter(standing="not_arisen").exists()
