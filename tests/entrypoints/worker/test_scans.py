"""Files are shown to the scanner afterwards; whatever it does, no report is lost and the record says what was found."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from bulou.entrypoints.worker import scans
from tests import clamd

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def case(world: "World") -> UUID:
    from bulou.acts.blobs import keep

    files = (keep("a.txt", b"harmless"), keep("b.com", clamd.EICAR))
    return UUID(world.submit(attachments=files).ids["case_id"])


def states(case: UUID) -> list[tuple[str, bool, bool]]:
    from bulou.records.models import Attachment

    rows = Attachment.objects.filter(case_id=case).order_by("position")
    return [(row.scan, row.scanned_at is not None, row.released_at is not None) for row in rows]


def test_a_clean_file_leaves_quarantine_and_an_infected_one_stays(
    world: "World", case: UUID, settings: Any
) -> None:
    from bulou.records.models import Entry

    with clamd.running() as scanner:
        settings.BULOU_CLAMD = scanner.address
        assert scans.waiting()
        assert scans.scan_files(at=world.now) == 2
        assert not scans.waiting()

    assert states(case) == [("clean", True, True), ("infected", True, False)]
    sealed = Entry.objects.filter(stream=f"case:{case}", index__gt=0).order_by("index")
    assert sorted(entry.payload["result"]["value"] for entry in sealed) == ["clean", "infected"]


@pytest.mark.parametrize("mode", ["deaf", "babble", "full"])
def test_an_answer_that_is_none_is_recorded_as_none_and_the_file_stays_in_quarantine(
    world: "World", case: UUID, settings: Any, mode: str
) -> None:
    with clamd.running(mode) as scanner:
        settings.BULOU_CLAMD = scanner.address
        scans.scan_files(at=world.now)

    assert states(case) == [("failed", True, False), ("failed", True, False)]


def test_ac23_a_scanner_that_is_dead_costs_no_report_and_files_wait_for_it(
    world: "World", case: UUID, settings: Any
) -> None:
    settings.BULOU_CLAMD = "tcp://127.0.0.1:1"

    assert scans.scan_files(at=world.now) == 0
    assert world.submit().ids["number"].startswith("QY-")
    assert states(case) == [("not_scanned", False, False)] * 2
    assert scans.waiting()


def test_without_a_scanner_nothing_waits_for_one(world: "World", case: UUID, settings: Any) -> None:
    settings.BULOU_CLAMD = ""
    assert not scans.waiting()


def test_a_file_that_cannot_be_read_is_told_as_failed(world: "World", case: UUID, settings: Any) -> None:
    from bulou.acts.blobs import place
    from bulou.records.models import Attachment

    place(Attachment.objects.get(case_id=case, position=1).blob).unlink()
    with clamd.running() as scanner:
        settings.BULOU_CLAMD = scanner.address
        scans.scan_files(at=world.now)

    assert [state for state, _at, _out in states(case)] == ["failed", "infected"]
