"""Whatever is typed into any field of any act: it is done, or a message stands at that field; nothing half-written."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulou.acts import Act, Actor, Status, perform
from bulou.acts import verification as ve
from bulou.acts.act import asked
from bulou.acts.embargoes import ProposeEmbargo
from bulou.acts.entered import problems
from bulou.acts.receipt import DeclineReport, PostMessage, SubmitReport
from bulou.acts.release import PublishAdvisory
from bulou.law import Outcome as Answer
from bulou.records.models import Case, Entry, Report
from bulou.transport.received import from_json
from tests.acts.examples import EXAMPLES
from tests.acts.scene import Scene
from tests.world import World

HOSTILE = {
    "long": "漏" * 100_001,
    "NUL": "a\x00b",
    "surrogate": "a\ud800b",
    "blank": " \t\n",
    "markup": "<script>alert(1)</script>{{ 7*7 }}{% load x %} '; DROP TABLE records_case; -- \u202egnp.exe\u2066 ../../etc/passwd",
}
UNKEPT = ("NUL", "surrogate", "long")


@pytest.fixture
def world(scene: Scene) -> World:
    return scene.world


def texts(act: Act) -> list[str]:
    """The fields of an act in which someone writes."""
    return [
        f.name
        for f in fields(act)
        if isinstance(getattr(act, f.name), str) and f.metadata.get("widget") != "hidden"
    ]


def test_no_text_in_any_field_breaks_any_act(scene: Scene) -> None:
    wrong = []
    for name, example in EXAMPLES.items():
        if name in (
            "submit_report",
            "note_duty",
            "note_delivery",
            "accept_invitation",
            "forget_me",
            "receive_canary",
            "receive_matter",
        ):
            continue  # what arrives is never refused (below); the node writes its own; secrets are looked up, not kept
        by = scene.actor(example.by, example.case)
        for field in texts(example.act(scene)):
            for what, text in HOSTILE.items():
                if what == "long" and name in ("trace_leak", "receive_envelope"):
                    continue  # a leaked table may be long: nothing of it is kept; an envelope may be of two megabytes
                point = transaction.savepoint()
                outcome = perform(replace(example.act(scene), **{field: text}), by=by, at=scene.world.now)
                transaction.savepoint_rollback(point)
                at_field = outcome.status is Status.INVALID and bool(outcome.errors)
                if not (outcome or at_field or outcome.verdict is not None) or (
                    what in UNKEPT and list(outcome.errors) != [field] and outcome.verdict is None
                ):
                    wrong.append((name, field, what, outcome.status, list(outcome.errors)))

    assert wrong == []


def test_a_moment_without_a_zone_is_told_at_its_field(scene: Scene) -> None:
    naive = datetime(2026, 12, 1, 10, 0)  # noqa: DTZ001  that is the point
    found = {}
    for name, example in EXAMPLES.items():
        act = example.act(scene)
        for field in fields(act):
            if "datetime" in str(field.type):
                act_at = replace(act, **{field.name: naive})
                outcome = perform(act_at, by=scene.actor(example.by, example.case), at=scene.world.now)
                found[name, field.name] = (outcome.status, list(outcome.errors))

    assert len(found) >= 8
    assert {key for key, said in found.items() if said != (Status.INVALID, [key[1]])} == set()


def test_moments_that_cannot_be_are_told(scene: Scene) -> None:
    world = scene.world
    ahead, behind = world.now + timedelta(days=1), world.now - timedelta(days=900)
    wrong = {
        ("record_remediation", "provided_at"): ahead,
        ("record_observation", "observed_at"): ahead,
        ("notify_authority", "filed_at"): behind,
        ("propose_embargo", "until"): behind,
        ("record_major_event", "ends_at"): behind,
        ("create_token", "expires_at"): behind,
        ("record_official_receipt", "received_at"): ahead,
    }
    found = {}
    for (name, field), moment in wrong.items():
        example = EXAMPLES[name]
        act = replace(example.act(scene), **{field: moment})
        outcome = perform(act, by=scene.actor(example.by, example.case), at=world.now)
        found[name, field] = (outcome.status, list(outcome.errors))

    assert found == {key: (Status.INVALID, [key[1]]) for key in wrong}


@pytest.mark.parametrize("cwe", ["CWE-", "79", "CWE-99999999", "no such weakness", "CWE-79\n"])
def test_a_weakness_that_is_none_is_told_at_its_field_and_breaks_no_page(scene: Scene, cwe: str) -> None:
    from bulou.acts.permissions import standing
    from bulou.acts.prospects import prospects
    from bulou.records.models import Advisory

    world, case_id = scene.world, scene.cases["mended"]
    saved = EXAMPLES["save_draft"].act(scene)
    draft = replace(saved, case_id=case_id, cwe=cwe, remediation="升级",
                    operator_in_use_detail="no", exploit_included="no")  # fmt: skip
    first = world.act(draft, "lead")
    if first:
        advisory = Advisory.objects.get(id=first.ids["advisory_id"])
        world.judge(case_id, advisory.id)
        outcome = world.act(PublishAdvisory(case_id=case_id, advisory_id=advisory.id), "lead")
        assert outcome or (outcome.status, list(outcome.errors)) == (Status.INVALID, ["cwe"])
        case = Case.objects.select_related("organisation").get(id=case_id)
        lead = world.people["lead"]
        who = standing(lead, case.organisation, case)
        assert prospects(case, by=lead, at=world.now, standing=who, parties=[], advisories=[advisory])
    else:
        assert (first.status, list(first.errors)) == (Status.INVALID, ["cwe"])


@pytest.mark.parametrize(
    "zone", ["", "Asia", "../../etc/passwd", "Mars/Olympus", "x" * 300, "/etc/localtime"]
)
def test_a_zone_that_is_none_is_told(scene: Scene, zone: str) -> None:
    act = ProposeEmbargo(
        case_id=scene.cases["received"], until=scene.world.now + timedelta(days=9), zone=zone
    )

    outcome = scene.world.act(act, "lead")

    assert (outcome.status, list(outcome.errors)) == (Status.INVALID, ["zone"])


@pytest.mark.parametrize("reason", ["not_a_vulnerability", "out_of_scope", "duplicate"])
def test_a_report_may_be_declined_with_a_reason_for_the_reporter(scene: Scene, reason: str) -> None:
    outcome = scene.world.act(
        DeclineReport(case_id=scene.cases["received"], reason=reason, text="说明"), "lead"
    )

    assert outcome
    expected = {"duplicate": "deferred"}.get(reason, "invalid")
    assert Case.objects.get(id=scene.cases["received"]).rm == expected


@pytest.mark.parametrize("reason", ["not_a_vulnerability", "out_of_scope"])
def test_a_flaw_of_ones_own_that_was_verified_is_not_declined_away(scene: Scene, reason: str) -> None:
    """What the case says outweighs what the form says."""
    world, case_id = scene.world, scene.cases["received"]
    world.done(ve.IdentifyProduct(case_id=case_id, product="QY", versions="1", own_product=True), "lead")
    world.done(ve.ValidateReport(case_id=case_id, method="复现", harm="控制", scope="全部"), "lead")

    outcome = world.act(DeclineReport(case_id=case_id, reason=reason, text="说明"), "lead")

    assert outcome.verdict is not None
    assert (outcome.status, outcome.verdict.outcome in (Answer.FORBIDDEN, Answer.NEEDS_FACTS)) == (
        Status.REFUSED, True,
    )  # fmt: skip


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    raw=st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_any_bytes_at_all_become_a_report_with_a_receipt(world: World, raw: bytes) -> None:
    found = from_json(raw)
    report = SubmitReport(
        organisation_id=world.organisations["vendor"],
        channel="api",
        raw=raw,
        content=found.content,
        identity=found.identity,
        marks=tuple(found.marks),
    )

    outcome = perform(report, by=Actor.stranger(), at=world.now)

    assert outcome
    assert outcome.entry is not None
    assert Report.objects.get(case_id=outcome.ids["case_id"]).raw_size == len(raw)
    assert Entry.objects.get(stream=report.stream).hash == outcome.entry.hash


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.dictionaries(
        st.sampled_from(["title", "product", "versions", "steps", "name", "odd"]), json_values
    )
)
def test_content_of_any_shape_becomes_a_report(world: World, content: dict[str, Any]) -> None:
    """A peer or a careless caller may hand over anything; Article 5 leaves no other choice."""
    report = SubmitReport(
        organisation_id=world.organisations["vendor"],
        channel="peer",
        raw=b"raw",
        content=content,
        identity="self_declared",
    )

    assert perform(report, by=Actor.stranger(), at=world.now)


def test_the_longest_names_fit_every_index(world: World) -> None:
    """A row of an index of PostgreSQL has a bound; characters of four bytes that do not repeat come nearest to it."""
    wide = "".join(chr(0x20000 + each * 7919 % 0xA000) for each in range(2_000))
    report = SubmitReport(
        organisation_id=world.organisations["vendor"],
        channel="api",
        raw=b"raw",
        content={"title": wide, "product": wide, "versions": wide[::-1]},
        identity="self_declared",
    )

    outcome = perform(report, by=Actor.stranger(), at=world.now)

    assert outcome
    case = Case.objects.get(id=outcome.ids["case_id"])
    assert (case.product, case.versions) == (wide[:200], wide[::-1][:300])


def test_what_is_checked_of_every_act() -> None:
    from dataclasses import dataclass
    from uuid import UUID

    @dataclass(frozen=True, kw_only=True)
    class Some(PostMessage):
        line: str = asked("Line", default="")
        short: str = asked("Short", longest=3, default="")
        choice: str = asked("Choice", widget="choice", choices=[("a", "A")], default="")
        at: datetime | None = None

    def wrong(**given: Any) -> list[str]:
        return sorted(problems(Some(case_id=UUID(int=1), thread="internal", text="x", **given)))

    assert wrong() == []
    assert wrong(line="x" * 1_001, short="four", choice="b", at=datetime(2026, 1, 1)) == [  # noqa: DTZ001
        "at", "choice", "line", "short",
    ]  # fmt: skip
    assert wrong(line="\x00", short="\udfff") == ["line", "short"]
    assert wrong(line="x" * 1_000, short="sho", choice="a") == []


def test_no_moment_at_the_ends_of_the_calendar_is_taken(scene: Scene) -> None:
    """Beyond them no other zone can say it: a page that shows what a party once proposed would fail for everyone."""
    ahead = timezone(timedelta(hours=14))
    ends = {
        "datetime.datetime": (datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=ahead)),
        "datetime.date": (date.max, date.min),
    }
    found, tried = [], set()
    for name, example in EXAMPLES.items():
        act = example.act(scene)
        if name in ("seal_reception_day", "receive_canary", "send_canary"):
            continue  # the node's own days
        for field in fields(act):
            kind = next((each for each in ends if each in str(field.type)), "")
            for moment in ends.get(kind, ()):
                tried.add((name, field.name))
                by = scene.actor(example.by, example.case)
                outcome = perform(replace(act, **{field.name: moment}), by=by, at=scene.world.now)
                if (outcome.status, list(outcome.errors)) != (Status.INVALID, [field.name]):
                    found.append((name, field.name, moment, outcome.status, list(outcome.errors)))

    assert {
        ("propose_as_party", "until"),
        ("propose_embargo", "until"),
        ("add_release", "released_on"),
    } <= tried
    assert found == []
