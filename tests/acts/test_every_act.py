"""Every act, done once and badly filled in once: what it answers and what it leaves."""

from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bulou.acts import ACTS, Status, foresee, perform
from bulou.acts.act import CaseAct, NodeAct, NoticeAct, OpeningAct, OrganisationAct, PersonAct
from bulou.acts.permissions import standing
from bulou.acts.prospects import prospects
from bulou.records.models import Advisory, Case, Entry, Party
from bulou.records.streams import opened
from tests.acts.examples import EXAMPLES
from tests.acts.scene import Scene

CHANGES = ("insert", "update", "delete")


def rows() -> dict[str, int]:
    """How many rows each table of ours has."""
    return {model.__name__: model.objects.count() for model in apps.get_app_config("records").get_models()}


def test_every_act_has_an_example() -> None:
    assert EXAMPLES.keys() == ACTS.keys()


def test_every_act_done_seals_one_entry_in_its_own_stream(scene: Scene) -> None:
    found = {}
    for name, example in EXAMPLES.items():
        act, by = example.act(scene), scene.actor(example.by, example.case)
        point = transaction.savepoint()
        before = Entry.objects.count()
        outcome = perform(act, by=by, at=scene.world.now)
        entry = Entry.objects.order_by("-id").first()
        assert entry is not None
        found[name] = (
            outcome.status,
            Entry.objects.count() - before,
            entry.stream == act.stream,
            outcome.entry is not None and outcome.entry.hash == entry.hash,
        )
        transaction.savepoint_rollback(point)

    assert found == dict.fromkeys(EXAMPLES, (Status.DONE, 1, True, True))


def test_an_act_badly_filled_in_names_its_fields_and_leaves_no_trace(scene: Scene) -> None:
    found, expected = {}, {}
    bad = {name: example for name, example in EXAMPLES.items() if example.bad}
    acts = {
        name: example.badly(scene) for name, example in bad.items()
    }  # what they are about comes to be here
    before = rows()
    for name, example in bad.items():
        outcome = perform(acts[name], by=scene.actor(example.by, example.case), at=scene.world.now)
        found[name] = (outcome.status, sorted(outcome.errors), outcome.entry)
        expected[name] = (Status.INVALID, sorted(example.wrong), None)

    assert found == expected
    assert rows() == before


def test_foreseeing_asks_what_performing_asks_and_writes_nothing(scene: Scene) -> None:
    """At every case and for every act: the same status, question and verdict, without one write."""
    world, differ, writes = scene.world, {}, []
    for name, example in EXAMPLES.items():
        for stage in scene.cases:
            act = (
                example.act(scene)
                if not hasattr(example.act(scene), "case_id")
                else _on(example, scene, stage)
            )
            by = scene.actor(example.by, stage)
            with CaptureQueriesContext(connection) as asked:
                foreseen = foresee(act, by=by, at=world.now)
            writes += [q["sql"] for q in asked if q["sql"].lower().startswith(CHANGES)]
            point = transaction.savepoint()
            performed = perform(act, by=by, at=world.now)
            transaction.savepoint_rollback(point)
            if performed.status is not Status.INVALID and _said(foreseen) != _said(performed):
                differ[name, stage] = (_said(foreseen), _said(performed))
            if performed.status is Status.INVALID and not foreseen:
                differ[name, stage] = (_said(foreseen), "invalid")

    assert (differ, writes) == ({}, [])


def _on(example: Any, scene: Scene, stage: str) -> Any:
    act = example.act(scene)
    return act if isinstance(act, OpeningAct) else replace(act, case_id=scene.cases[stage])


def _said(outcome: Any) -> tuple[Any, ...]:
    refusal, verdict = outcome.refusal, outcome.verdict
    return (
        outcome.status,
        refusal.question if refusal else None,
        verdict.outcome if verdict else None,
        [(cure.kind, dict(cure.changes)) for cure in outcome.cures],
    )


def test_blank_acts_of_the_panel_are_answered_for_every_case(scene: Scene) -> None:
    lead = scene.world.people["lead"]
    for case in Case.objects.select_related("organisation"):
        who = standing(lead, case.organisation, case)
        found = prospects(
            case,
            by=lead,
            at=scene.world.now,
            standing=who,
            parties=list(Party.objects.filter(case=case)),
            advisories=list(Advisory.objects.filter(case=case)),
        )
        assert found


@pytest.mark.parametrize("kind", [CaseAct, NoticeAct, OrganisationAct, PersonAct, NodeAct, OpeningAct])
def test_each_kind_of_act_is_sealed_where_it_belongs(scene: Scene, kind: type) -> None:
    prefix = {
        CaseAct: "case:",
        NoticeAct: "notice:",
        OpeningAct: "case:",
        OrganisationAct: "org:",
        PersonAct: "person:",
        NodeAct: "node",
    }
    acts = [example.act(scene) for example in EXAMPLES.values()]
    of_kind = [
        act
        for act in acts
        if isinstance(act, kind) and (kind is not CaseAct or not isinstance(act, NoticeAct))
    ]

    assert {act.stream[: len(prefix[kind])] for act in of_kind} == {prefix[kind]}


def test_entries_say_who_by_id_and_hold_prose_only_encrypted(scene: Scene) -> None:
    """What a person wrote about a case never stands readable in an entry."""
    prose = {"text", "grounds", "method", "harm", "report", "reason", "source"}
    allowed = {("withdraw_advisory", "reason"), ("decline_report", "reason"), ("notify_authority", "method")}
    allowed |= {("choose_reading", "grounds"), ("record_major_event", "source"), ("create_token", "scope")}
    clear = set()
    for name, example in EXAMPLES.items():
        point = transaction.savepoint()
        perform(example.act(scene), by=scene.actor(example.by, example.case), at=scene.world.now)
        entry = Entry.objects.order_by("-id").first()
        assert entry is not None
        clear |= {(name, field) for field in opened(entry, None) if field in prose}
        transaction.savepoint_rollback(point)

    assert clear - allowed == set()
