"""Evidence packs of real cases: taken by an act, redacted for their reader, verified without the database."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bulou.journal.evidence import examine
from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from bulou.acts import Outcome
    from tests.world import World

PROSE = ("secret steps", "命令注入", "控制设备")


@pytest.fixture
def case(world: "World") -> UUID:
    world.now = timezone.now() - timedelta(minutes=20)
    return world.accepted()


def take(world: "World", case: UUID, role: str, by: str = "lead") -> "Outcome":
    from bulou.acts.evidence import ExportEvidence

    return world.act(ExportEvidence(case_id=case, role=role, recipient="某市中级人民法院"), by)


def pack(case: UUID, index: str) -> bytes:
    from bulou.entrypoints.evidence import pack as packed
    from bulou.records.evidence import exports, of_case
    from bulou.records.listing import case_called

    found = case_called(str(case))
    assert found is not None
    return packed(of_case(found, next(each for each in exports(found) if each.index == int(index))))


def number(case: UUID) -> str:
    from bulou.records.listing import case_called

    found = case_called(str(case))
    assert found is not None
    return found.number


def told(raw: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        summary: dict[str, Any] = json.loads(archive.read("summary.json"))
    return summary


def test_a_case_verifies_for_every_role_and_the_law_answers_as_it_did(
    world: "World", case: UUID, tmp_path: Path
) -> None:
    from bulou.acts.sequencing import sequence
    from bulou.entrypoints.decided import decided_again

    seen = {}
    for role in ("organisation", "authority", "public"):
        index = take(world, case, role).ids["export"]
        sequence(world.now)
        path = tmp_path / f"{role}.zip"
        path.write_bytes(pack(case, index))
        found = examine(path)
        again = decided_again(found.lines)
        seen[role] = (
            found.faults,
            again.faults,
            again.same > 0,
            found.covered == found.entries,
            found.taken_by,
        )

    me = world.people["lead"].key
    assert seen == {
        "organisation": ([], [], True, True, me),
        "authority": ([], [], True, True, me),
        "public": ([], [], False, True, me),
    }


def test_ac15_prose_leaves_only_in_the_pack_of_the_organisation_itself(world: "World", case: UUID) -> None:
    packs = {
        role: pack(case, take(world, case, role).ids["export"])
        for role in ("organisation", "authority", "public")
    }

    text = {role: raw.decode(errors="replace") for role, raw in packs.items()}
    assert {role: [each in found for each in PROSE] for role, found in text.items()} == {
        "organisation": [True, True, True],
        "authority": [False, False, False],
        "public": [False, False, False],
    }
    assert "QY-4200" not in text["public"]


def test_the_pack_tells_who_came_to_know_and_what_was_stopped(world: "World", case: UUID) -> None:
    from bulou.acts.release import PublishAdvisory

    advisory = world.drafted(case)
    world.act(PublishAdvisory(case_id=case, advisory_id=advisory), "lead")
    summary = told(pack(case, take(world, case, "authority").ids["export"]))
    acts = {(row["stream"], row["index"]): row["act"] for row in summary["timeline"]}

    assert {acts[tuple(place)] for place in summary["known_to"]} == {
        "submit_report", "open_undisclosed", "export_evidence",
    }  # fmt: skip
    assert [acts[tuple(place)] for place in summary["refusals"]] == ["publish_advisory"]
    assert "judge_draft" in {acts[tuple(place)] for place in summary["approvals"]}


def test_the_same_state_gives_the_same_bytes_and_what_comes_later_changes_none(
    world: "World", case: UUID
) -> None:
    from bulou.acts.receipt import PostMessage
    from bulou.acts.sequencing import sequence

    index = take(world, case, "authority").ids["export"]
    sequence(world.now)
    first = pack(case, index)
    world.done(PostMessage(case_id=case, text="later"), "lead")
    sequence(world.now)

    assert pack(case, index) == first


def test_the_summary_has_exactly_what_its_schema_names(world: "World", case: UUID) -> None:
    from bulou.entrypoints.evidence import schema

    summary = told(pack(case, take(world, case, "organisation").ids["export"]))
    shape = json.loads(schema())
    row = shape["$defs"]["row"]

    assert set(summary) == set(shape["properties"]) == set(shape["required"])
    assert {frozenset(each) for each in summary["timeline"]} == {frozenset(row["properties"])}
    assert set(row["properties"]) == set(row["required"])


def test_every_act_that_a_section_tells_of_is_an_act() -> None:
    from bulou.acts import ACTS
    from bulou.journal.evidence.story import SECTIONS

    assert {act for acts in SECTIONS.values() for act in acts} - ACTS.keys() == set()


def test_the_page_of_the_pack_is_in_both_languages_and_runs_nothing(world: "World", case: UUID) -> None:
    raw = pack(case, take(world, case, "organisation").ids["export"])
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        page = archive.read("page.html").decode()

    assert all(
        words in page
        for words in ("Who came to know what when", "谁在何时知道了什么", 'lang="zh-Hans"', 'lang="en"')
    )
    assert not any(
        each in page.lower() for each in ("<script", "http://", "https://", "<link", "<img", "onload")
    )


def test_ac19_what_a_reporter_wrote_is_text_in_the_page(world: "World") -> None:
    world.now = timezone.now() - timedelta(minutes=20)
    made = world.submit(content={"title": "<script>alert(1)</script>", "steps": "<img src=x onerror=y>"})
    case = UUID(made.ids["case_id"])
    raw = pack(case, take(world, case, "organisation").ids["export"])
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        page = archive.read("page.html").decode()

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_only_the_lead_who_took_it_downloads_it_within_twelve_hours(
    world: "World", desk: Desk, case: UUID
) -> None:
    index = take(world, case, "organisation").ids["export"]
    address = f"/desk/cases/{number(case)}/evidence/"
    with CaptureQueriesContext(connection) as asked:
        page = desk("lead").get(address)

    files = {
        name: desk(name).get(f"{address}{index}/").status_code
        for name in ("lead", "handler", "foreigner", "auditor", "admin")
    }
    assert page.status_code == 200
    assert f"{address}{index}/" in page.content.decode()
    assert len(asked) <= 15
    assert files == {"lead": 200, "handler": 404, "foreigner": 404, "auditor": 404, "admin": 404}
    assert desk("lead").get(f"{address}0/").status_code == 404


def test_a_pack_is_taken_on_the_page_and_over_the_api(world: "World", desk: Desk, case: UUID) -> None:
    address = f"/desk/cases/{number(case)}/evidence/"
    client = desk("lead")
    blank = client.post(address, {"act": "export_evidence", "role": "authority", "recipient": ""})
    sent = client.post(address, {"act": "export_evidence", "role": "authority", "recipient": "法院"})
    page = client.get(address).content.decode()

    assert (blank.status_code, sent.status_code) == (422, 302)
    assert page.count("evidence/") >= 2


def test_the_command_takes_a_pack_and_verifies_it(world: "World", case: UUID, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from bulou.acts.sequencing import sequence
    from bulou.entrypoints.cli.evidence import evidence

    index = take(world, case, "authority").ids["export"]
    sequence(world.now)
    path = tmp_path / "p.zip"
    path.write_bytes(pack(case, index))
    good = CliRunner().invoke(evidence, ["verify", str(path), "--json"])
    path.write_bytes(path.read_bytes()[:-1])
    bad = CliRunner().invoke(evidence, ["verify", str(path)])
    (tmp_path / "x").write_bytes(b"x")
    none = CliRunner().invoke(evidence, ["verify", str(tmp_path / "x")])

    assert (good.exit_code, json.loads(good.output)["whole"]) == (0, True)
    assert (bad.exit_code, "[zip]" in bad.output) == (1, True)
    assert none.exit_code == 2
