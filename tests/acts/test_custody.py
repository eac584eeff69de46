"""The reception log: kept six months, held as long as it must be, purged for good, and every proof stays."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import TestCase

from bulou.acts import Outcome, Status, blobs
from bulou.acts.actor import Actor
from bulou.acts.custody import LiftHold, PlaceHold, PurgeLog
from bulou.acts.receipt import WriteAsReporter
from bulou.law import Outcome as Answer
from bulou.law import six_months
from bulou.records.audit import audit
from bulou.records.models import Attachment, Case, Entry, Report
from bulou.records.streams import opened
from tests.world import START, World


@pytest.fixture
def case_id(world: World) -> UUID:
    files = (blobs.keep("poc.py", b"proof of concept"),)
    return UUID(world.submit(attachments=files).ids["case_id"])


def purge(world: World, case_id: UUID, after: timedelta) -> Outcome:
    world.now = START + after
    return world.act(PurgeLog(case_id=case_id, grounds="期满"), "lead")


def said(outcome: Outcome) -> tuple[Status, Answer | None, set[str]]:
    verdict = outcome.verdict
    assert verdict is not None
    return (
        outcome.status,
        verdict.outcome,
        {finding.norm_id for finding in verdict.findings if finding.outcome == verdict.outcome},
    )


def test_not_a_second_before_six_months_have_passed(world: World, case_id: UUID) -> None:
    received = Case.objects.get(id=case_id).received_at
    end = six_months(received)

    assert end - received >= timedelta(days=184)
    assert said(purge(world, case_id, end - START - timedelta(seconds=1))) == (
        Status.REFUSED, Answer.FORBIDDEN, {"RMSV-5-2-log"},
    )  # fmt: skip
    assert Report.objects.get(case_id=case_id).raw_sealed is not None
    assert purge(world, case_id, end - START + timedelta(minutes=1))


def test_the_refusal_says_until_when_to_wait(world: World, case_id: UUID) -> None:
    outcome = purge(world, case_id, timedelta(days=10))

    assert {"six_months_elapsed": True} in [dict(cure.changes) for cure in outcome.cures]


def test_under_a_hold_nothing_is_purged_however_old(world: World, case_id: UUID) -> None:
    world.done(PlaceHold(case_id=case_id, grounds="监管调查"), "lead")

    assert said(purge(world, case_id, timedelta(days=900))) == (
        Status.REFUSED,
        Answer.FORBIDDEN,
        {"RMSV-5-2-hold"},
    )
    world.done(LiftHold(case_id=case_id, grounds="结案"), "lead")
    assert purge(world, case_id, timedelta(days=901))


def test_a_hold_that_changes_nothing_is_invalid(world: World, case_id: UUID) -> None:
    answers = [world.act(LiftHold(case_id=case_id, grounds="x"), "lead")]
    world.done(PlaceHold(case_id=case_id, grounds="x"), "lead")
    answers.append(world.act(PlaceHold(case_id=case_id, grounds="x"), "lead"))

    assert [(answer.status, list(answer.errors)) for answer in answers] == [(Status.INVALID, ["grounds"])] * 2


def test_what_was_received_is_gone_and_its_hashes_stay(world: World, case_id: UUID) -> None:
    path = blobs.place(Attachment.objects.get(case_id=case_id).blob)
    first = Entry.objects.get(stream=f"case:{case_id}", index=0)
    kept = {name: field for name, field in first.payload.items() if name != "report"}

    with TestCase.captureOnCommitCallbacks(execute=True):
        assert purge(world, case_id, timedelta(days=200))

    report = Report.objects.get(case_id=case_id)
    after = Entry.objects.get(stream=f"case:{case_id}", index=0)
    assert (report.raw_sealed, report.log, report.purged_at is not None) == (None, "purged", True)
    assert (after.payload, after.header, after.hash) == (kept, first.header, first.hash)
    assert opened(after, None)["raw_sha256"] == report.raw_sha256
    assert not Attachment.objects.filter(case_id=case_id).exists()
    assert not path.exists()
    assert audit() == []


def test_a_file_goes_only_once_the_purge_is_durable(world: World, case_id: UUID) -> None:
    path = blobs.place(Attachment.objects.get(case_id=case_id).blob)

    assert purge(world, case_id, timedelta(days=200))

    assert path.exists()  # this test's transaction never commits


def test_it_is_purged_once(world: World, case_id: UUID) -> None:
    assert purge(world, case_id, timedelta(days=200))

    again = purge(world, case_id, timedelta(days=201))

    assert (again.status, list(again.errors)) == (Status.INVALID, ["grounds"])


def test_a_file_that_nobody_names_is_swept_after_a_day_and_a_named_one_never(
    world: World, case_id: UUID, settings: Any, tmp_path: Path
) -> None:
    row = Attachment.objects.get(case_id=case_id)
    named = blobs.place(row.blob)
    settings.BULOU_FILES = tmp_path  # apart from the files of tests that run beside this one
    blobs.place(row.blob).parent.mkdir()
    shutil.copy(named, blobs.place(row.blob))
    orphan = blobs.keep("orphan", b"never named")

    assert blobs.sweep(datetime.now(UTC)) == 0
    assert blobs.sweep(datetime.now(UTC) + timedelta(days=365)) == 1

    assert blobs.place(row.blob).exists()
    assert not blobs.place(orphan.blob).exists()


def test_an_orphan_younger_than_a_day_may_still_be_named(world: World) -> None:
    young = blobs.keep("young", b"about to be named")
    blobs.sweep(datetime.now(UTC))

    case_id = UUID(world.submit().ids["case_id"])
    world.done(WriteAsReporter(case_id=case_id, text="附件", attachments=(young,)), Actor.reporter(case_id))
    assert Attachment.objects.get(case_id=case_id).blob == young.blob
