"""Records of other databases: kept by version, joined by rule and by people, given out only when published."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest

from bulou.acts import Act, Actor, Outcome, Status, perform
from bulou.acts.post_release import WithdrawAdvisory
from bulou.acts.release import PublishAdvisory
from bulou.acts.remediation import RecordRemediation
from bulou.acts.sharing.exporting import ExportAdvisories
from bulou.acts.sharing.loading import LoadRecords
from bulou.acts.sharing.relating import RelateRecords, UnrelateRecords
from bulou.formats.databases import EXPORTS, NotExpressible, Record, read
from bulou.records import library
from bulou.records.models import Advisory, LibraryEntry, RecordClaim, Relation, SourceRecord
from bulou.records.public.sharing import exported
from tests.formats.databases import cnvd, cnvd_record, cve, every_defect, synthetic_cnvd
from tests.world import World


def load(world: World, raw: bytes, days: int = 0) -> int:
    act = LoadRecords(source="f.xml", file_sha256="0" * 64, records=tuple(read(raw)))
    outcome = perform(act, by=Actor.system(), at=world.now + timedelta(days=days))
    assert outcome
    return int(outcome.ids["new"])


def clusters() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for node, cluster in LibraryEntry.objects.values_list("node", "cluster"):
        found.setdefault(cluster, set()).add(node)
    return found


def state() -> Any:
    stands = {
        (row.a, row.b): row.type for row in Relation.objects.order_by("id")
    }  # the machine's, the latest of each pair
    texts = set(SourceRecord.objects.values_list("node", "sha256"))
    return clusters(), {pair: said for pair, said in stands.items() if said != "none"}, texts


def test_the_same_file_again_changes_nothing(world: World) -> None:
    assert load(world, every_defect()) == 19  # of twenty, one is there twice
    before = state(), SourceRecord.objects.count(), Relation.objects.count()

    assert load(world, every_defect(), days=1) == 0
    assert (state(), SourceRecord.objects.count(), Relation.objects.count()) == before


def test_a_file_with_every_defect_joins_no_two_cve_numbers(world: World) -> None:
    load(world, every_defect())

    for members in clusters().values():
        assert sum(each.startswith("cve:") for each in members) <= 1
    assert clusters()["cve:CVE-2023-1011"] == {"cve:CVE-2023-1011", "cnvd:CNVD-2023-00011"}


def test_the_order_of_files_changes_nothing(world: World) -> None:
    files = [
        cnvd(cnvd_record("CNVD-2023-00001", ["CVE-2023-1001"])),
        cnvd(cnvd_record("CNVD-2023-00002", ["CVE-2023-1001"]), cnvd_record("CNVD-2023-00003", ["CVE-2023-1002"])),
        cve("CVE-2023-1001"),
        cve("CVE-2023-1002", affected=[{"vendor": "SAP", "product": "NetWeaver"}]),
    ]  # fmt: skip
    for position, raw in enumerate(files):
        load(world, raw, position)
    forwards = state()
    for model in (LibraryEntry, Relation, RecordClaim, SourceRecord):
        model.objects.all().delete()  # writes: a library as it was before

    for position, raw in enumerate(reversed(files)):
        load(world, raw, position)
    assert state() == forwards
    assert set(forwards[1].values()) == {"subset", "equal"}


def test_another_text_is_another_version_and_what_it_no_longer_says_is_taken_back(world: World) -> None:
    load(world, cnvd(cnvd_record("CNVD-2023-00001", ["CVE-2023-1001"])))
    load(world, cnvd(cnvd_record("CNVD-2023-00001", ["CVE-2023-1002"], title="【作废】换号")), 1)

    page = library.vulnerability(None, "cnvd", "CNVD-2023-00001")
    assert page is not None
    assert [(row.version, row.node) for row in page.versions] == [
        (2, "cnvd:CNVD-2023-00001"),
        (1, "cnvd:CNVD-2023-00001"),
    ]
    assert page.records[0].record.state == "withdrawn"
    assert clusters() == {
        "cve:CVE-2023-1001": {"cve:CVE-2023-1001"},
        "cve:CVE-2023-1002": {"cve:CVE-2023-1002", "cnvd:CNVD-2023-00001"},
    }


def did(world: World, act: Act, days: int = 1) -> Outcome:
    return perform(act, by=world.people["lead"], at=world.now + timedelta(days=days))


def relate(world: World, said: str, other: str = "CVE-2023-1001") -> RelateRecords:
    return RelateRecords(
        organisation_id=world.organisations["vendor"],
        record="cnvd:CNVD-2023-00001",
        other=other,
        type=said,
        grounds="我们核对过",
    )


def test_a_split_holds_through_later_files_and_is_undone_by_taking_it_back(world: World) -> None:
    load(world, cnvd(cnvd_record("CNVD-2023-00001", ["CVE-2023-1001"])))
    together = clusters()

    assert did(world, relate(world, "not_equal"))
    load(world, cve("CVE-2023-1001"), 2)
    assert len(clusters()) == 2
    assert did(world, relate(world, "equal"), 3)
    assert clusters() == together
    assert did(world, UnrelateRecords(organisation_id=world.organisations["vendor"], record="cnvd:CNVD-2023-00001",
                                      other="cve-2023-1001", grounds="看错了"), 4)  # fmt: skip
    assert len(clusters()) == 2


def test_every_number_of_a_cluster_leads_to_it_and_after_a_split_to_its_own(world: World) -> None:
    load(world, cnvd(cnvd_record("CNVD-2023-00001", ["CVE-2023-1001"])))
    assert {
        page.cluster
        for page in (library.vulnerability(None, *pair) for pair in (("cnvd", "CNVD-2023-00001"), ("cve", "CVE-2023-1001")))
        if page
    } == {"cve:CVE-2023-1001"}  # fmt: skip

    did(world, relate(world, "not_equal"))
    page = library.vulnerability(None, "cnvd", "CNVD-2023-00001")
    assert page is not None and page.cluster == "cnvd:CNVD-2023-00001"


def test_what_cannot_be_said_has_its_remedy_at_its_field(world: World) -> None:
    load(world, cnvd(cnvd_record("CNVD-2023-00001", ["CVE-2023-1001"])))
    good = relate(world, "equal")
    wrong = {
        "other": replace(good, other="CVE-2099-0001"),
        "record": replace(good, record="cnvd:CNVD-2099-00001"),
        "type": replace(good, type="none"),
        "grounds": replace(good, grounds=" "),
    }

    for field, act in wrong.items():
        outcome = did(world, act)
        assert (outcome.status, set(outcome.errors)) == (Status.INVALID, {field})
    assert did(world, replace(good, other="cnvd:CNVD-2023-00001")).status is Status.INVALID
    by_node = perform(good, by=Actor.system(), at=world.now)
    assert (by_node.status, set(by_node.errors)) == (Status.INVALID, {"record"})


def test_grounds_and_names_stay_within_the_organisation_that_gave_them(world: World) -> None:
    load(world, cnvd(cnvd_record("CNVD-2023-00001", ["CVE-2023-1001"])))
    did(world, relate(world, "related"))

    own = library.vulnerability(world.organisations["vendor"], "cnvd", "CNVD-2023-00001")
    others = library.vulnerability(None, "cnvd", "CNVD-2023-00001")
    assert own is not None and others is not None
    assert [each.grounds for each in own.relations] == ["我们核对过"]
    assert [(each.grounds, each.person) for each in others.relations] == [("", "")]


def test_conflicting_severities_stand_side_by_side(world: World) -> None:
    load(world, cnvd(cnvd_record("CNVD-2023-00001", ["CVE-2023-1001"], serverity="低")))
    score = {"cvssV3_1": {"version": "3.1", "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}
    load(world, cve("CVE-2023-1001", metrics=[score]))

    page = library.vulnerability(None, "cve", "CVE-2023-1001")
    assert page is not None and page.severities_differ
    assert {(node, each.scale) for node, each, _at in page.severities} == {
        ("cve:CVE-2023-1001", "cvss-3.1"),
        ("cnvd:CNVD-2023-00001", "cnvd"),
    }


def test_the_rates_of_real_defects_join_no_two_cve_numbers(world: World) -> None:
    load(world, synthetic_cnvd(900))

    assert all(sum(each.startswith("cve:") for each in members) <= 1 for members in clusters().values())
    assert load(world, synthetic_cnvd(900), 1) == 0


def published(world: World) -> tuple[UUID, UUID]:
    case_id = world.accepted()
    world.done(
        RecordRemediation(case_id=case_id, text="升级", location="https://vendor.example/3.4.7"), "lead"
    )
    advisory_id = world.drafted(case_id, cve="CVE-2026-12345")
    world.done(PublishAdvisory(case_id=case_id, advisory_id=advisory_id), "lead")
    return case_id, advisory_id


def numbers_of(advisory_id: UUID) -> tuple[str, ...]:
    return (Advisory.objects.get(id=advisory_id).number,)


def given_out(world: World, form: str) -> list[Record]:
    act = ExportAdvisories(organisation_id=world.organisations["vendor"], form=form)
    outcome = world.done(act, "lead")
    found = exported(act.organisation_id, form, (), world.now.date())
    assert found is not None and outcome.ids["sha256"] == sha256(found.content).hexdigest()
    assert b"CANARY" not in found.content
    return [each.record for each in read(found.content) if each.record]


def test_only_what_is_published_is_exported_and_what_is_withdrawn_as_withdrawn(world: World) -> None:
    case_id, advisory_id = published(world)
    other = world.accepted()
    world.drafted(other, heading="CANARY 未公开", cve="CVE-2026-77777")

    for form in EXPORTS:
        (record,) = given_out(world, form)
        assert (record.title, record.state) == ("QY-4200 命令注入漏洞", "published")
        numbers = {record.identifier, *(each.identifier for each in record.links)}
        assert "CVE-2026-12345" in numbers
        if form != "stix":
            assert "升级至 3.4.7。" in record.remedy

    world.done(WithdrawAdvisory(case_id=case_id, advisory_id=advisory_id, reason="结论有误"), "lead")
    states = {form: given_out(world, form)[0].state for form in EXPORTS if form != "csaf"}
    assert states.pop("cve") == "rejected" and set(states.values()) == {"withdrawn"}
    with pytest.raises(NotExpressible, match="withdrawn"):  # CSAF gives out what was published, byte for byte
        exported(world.organisations["vendor"], "csaf", numbers_of(advisory_id), world.now.date())


@pytest.mark.parametrize("form", ["cnvd", "cnnvd", "osv", "csaf", "stix"])
def test_nothing_that_is_not_published_is_exported(world: World, form: str) -> None:
    outcome = perform(
        ExportAdvisories(organisation_id=world.organisations["vendor"], form=form),
        by=world.people["lead"],
        at=world.now,
    )
    assert (outcome.status, set(outcome.errors)) == (Status.INVALID, {"numbers"})
