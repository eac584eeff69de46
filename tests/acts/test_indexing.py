"""The index of what is alike: filled after the commit, each organisation under its own key, emptied with what was purged."""

from datetime import timedelta
from uuid import UUID

import pytest

from bulou.acts import Actor, indexing, perform
from bulou.acts.custody import PurgeLog
from bulou.acts.indexing import index
from bulou.acts.known import LoadKnown
from bulou.acts.sequencing import sequence
from bulou.formats.known import Known, Product
from bulou.records.likeness import Found, all_resembling, text_of_report, waits
from bulou.records.models import Posting, Sketch, Space
from bulou.records.shelves import IDS, PUBLIC, Shelf
from tests.world import World

FLAW = {
    "title": "诊断页面命令注入",
    "product": "QY-4200",
    "versions": "3.1",
    "steps": "在诊断页面的地址后加分号",
    "impact": "执行任意命令",
}
TEXT = text_of_report(FLAW)


def indexed(world: World) -> None:
    while sequence(world.now) or waits():
        index(world.now)


def resembling(shelf: Shelf) -> list[Found]:
    return all_resembling(TEXT, {shelf: lambda rows: rows})[shelf]


def found(shelf: Shelf) -> list[tuple[str, UUID | None]]:
    return [
        (each.sketch.language, each.sketch.case_id or each.sketch.advisory_id) for each in resembling(shelf)
    ]


def test_reports_advisories_and_known_vulnerabilities_come_in_by_themselves(world: World) -> None:
    case_id = world.accepted()
    indexed(world)
    assert Sketch.objects.get().case_id == case_id

    world.drafted(case_id)
    known = Known(identifier="CVE-2099-1", text="命令注入 in QY-4200", products=(Product("", "QY-4200"),))
    assert perform(LoadKnown(records=(known,), source="f", sha256="0" * 64), by=Actor.system(), at=world.now)
    indexed(world)

    own = Space.objects.get(id=world.organisations["vendor"])
    public = Space.objects.get(id=PUBLIC)
    assert (own.texts, public.texts, waits()) == (1, 1, False)
    assert [each.sketch.known is not None for each in resembling(Shelf(PUBLIC))] == [True]


def test_one_organisations_words_have_other_marks_and_open_for_no_other(world: World) -> None:
    world.submit("vendor", content=FLAW)
    world.submit("other", content=FLAW)
    indexed(world)

    mine, theirs = (Shelf(world.organisations[name]) for name in ("vendor", "other"))
    marks = [
        set(Posting.objects.filter(space=each.space).values_list("mark", flat=True))
        for each in (mine, theirs)
    ]
    row = Posting.objects.filter(space=theirs.space).first()
    assert row is not None
    assert len(marks[0] & marks[1]) <= 1  # a coincidence of 32 bits
    assert len(found(mine)) == len(found(theirs)) == 1
    with pytest.raises(Exception, match="does not open"):
        mine.open(row.sketches, IDS, f"posting:{row.mark}:{row.segment}")


def test_a_shelf_that_was_merged_finds_the_same(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "TIER", 3)
    shelf = Shelf(world.organisations["vendor"])
    cases = []
    for number in range(5):
        cases.append(UUID(world.submit(content=FLAW | {"note": f"note {number}"}).ids["case_id"]))
        indexed(world)

    space = Space.objects.get(id=shelf.space)
    assert space.texts == 5
    assert list(space.segments.values()) == [5]
    assert {case for _language, case in found(shelf)} == set(cases)


def test_what_is_purged_leaves_no_mark_behind(world: World) -> None:
    world.now -= timedelta(days=200)
    world.accepted()
    world.now += timedelta(days=200)
    indexed(world)
    case = Sketch.objects.get().case
    assert case is not None

    world.done(PurgeLog(case_id=case.id, grounds="期满"), "lead")

    assert (
        Sketch.objects.count(),
        Posting.objects.count(),
        Space.objects.get(id=case.organisation_id).texts,
    ) == (0, 0, 0)


def test_a_changed_product_is_told_anew(world: World) -> None:
    from bulou.acts.verification import IdentifyProduct

    case_id = UUID(world.submit(content=FLAW).ids["case_id"])
    indexed(world)
    before = bytes(Sketch.objects.get().marks)

    world.done(IdentifyProduct(case_id=case_id, product="青砚网关", versions="3.1-3.4"), "lead")
    indexed(world)

    assert bytes(Sketch.objects.get().marks) != before
    assert Space.objects.get(id=world.organisations["vendor"]).texts == 1
