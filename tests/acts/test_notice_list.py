"""The notice list: taken in by batches, without doubles, encrypted; and who asked for no mail stays so."""

from typing import TYPE_CHECKING

import pytest

from bulou.acts import Status, perform
from bulou.acts import notice_list as acts
from bulou.acts.notice_list import ImportRecipients, StopMail, take_in
from bulou.records import notice_list
from bulou.records.models import Listed, ListImport
from bulou.records.notice_list import Segment, contact_of
from tests.acts.listing import csv_file, listed

if TYPE_CHECKING:
    from tests.world import World

MANY = "email,tags\n" + "".join(f"u{number}@b.example,all\n" for number in range(2_500))


def _house(world: "World") -> object:
    return world.organisations["vendor"]


def test_a_file_is_taken_in_by_batches_and_an_address_stands_once(world: "World") -> None:
    listed(world, "email,name,tags\na@b.example,甲,x\nA@B.example,乙,y\nbad,,\n")
    listed(world, "email,name,tags\na@b.example,丙,z\n")
    taken = ListImport.objects.order_by("at").first()
    row = Listed.objects.get()

    assert (taken.taken, taken.left_out, taken.problems) == (2, 1, [[4, "address"]])
    assert (contact_of(row).name, row.tags) == ("丙", "|z|")


def test_an_import_that_was_killed_goes_on_behind_the_last_line_committed(
    world: "World", monkeypatch: pytest.MonkeyPatch
) -> None:
    act = ImportRecipients(organisation_id=_house(world), attachments=csv_file(MANY))
    world.done(act, "lead")
    monkeypatch.setattr(acts, "BATCHES", 1)
    take_in(world.now)
    half = ListImport.objects.get()
    seen = (half.line, half.taken, half.finished_at)
    while take_in(world.now):
        pass

    assert seen == (1_001, 1_000, None)
    assert Listed.objects.count() == 2_500
    assert ListImport.objects.values_list("taken", "left_out").get() == (2_500, 0)


def test_taking_in_costs_few_statements_a_thousand_lines(
    world: "World", django_assert_max_num_queries: object
) -> None:
    world.done(ImportRecipients(organisation_id=_house(world), attachments=csv_file(MANY)), "lead")

    with django_assert_max_num_queries(60):  # type: ignore[operator]
        take_in(world.now)


@pytest.mark.parametrize("content", [b"", b"name\nx\n", b"email\n", b"\xff\xfe\x00\x01\n"])
def test_a_file_that_is_no_list_is_refused_at_its_field(world: "World", content: bytes) -> None:
    from bulou.acts.blobs import keep

    act = ImportRecipients(organisation_id=_house(world), attachments=(keep("x.csv", content),))
    outcome = world.act(act, "lead")

    assert (outcome.status, list(outcome.errors)) == (Status.INVALID, ["attachments"])


def test_gb18030_is_read_as_it_is_written(world: "World") -> None:
    from bulou.acts.blobs import keep

    text = "邮箱,姓名\na@b.example,㐂\n".encode("gb18030")
    world.done(ImportRecipients(organisation_id=_house(world), attachments=(keep("x.csv", text),)), "lead")
    take_in(world.now)

    assert contact_of(Listed.objects.get()).name == "㐂"


def test_addresses_and_names_stand_nowhere_readable(world: "World") -> None:
    listed(world)
    row = Listed.objects.values().first()

    assert "customer.example" not in str({**row, "contact_sealed": bytes(row["contact_sealed"])})


def test_who_asked_for_no_mail_is_left_out_and_no_import_brings_them_back(world: "World") -> None:
    listed(world)
    world.done(StopMail(organisation_id=_house(world), email=" LI@customer.example", proof="来电"), "lead")
    listed(world)
    counts = [notice_list.digest(_house(world), Segment(also_stopped=also))[0] for also in (False, True)]

    assert counts == [1, 2]


@pytest.mark.parametrize(
    ("segment", "count"),
    [
        (Segment(), 2),
        (Segment(kind="user"), 1),
        (Segment(tag="oem"), 1),
        (Segment(tag="oe"), 0),
        (Segment(language="en"), 1),
        (Segment(product="QY-4200"), 2),
        (Segment(place="mainland"), 2),
    ],
)
def test_a_segment_means_those_it_says(world: "World", segment: Segment, count: int) -> None:
    listed(world)
    found = notice_list.counted(_house(world), segment)

    assert (found.total, notice_list.digest(_house(world), segment)[0]) == (count, count)


def test_another_organisation_neither_imports_here_nor_sees_the_list(world: "World") -> None:
    listed(world)
    act = ImportRecipients(organisation_id=_house(world), attachments=csv_file())
    outcome = perform(act, by=world.people["foreigner"], at=world.now)

    assert outcome.status is Status.NOT_FOUND
    assert notice_list.list_page(world.organisations["other"]).total == 0
