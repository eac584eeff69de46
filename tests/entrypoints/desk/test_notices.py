"""Notices at the desk: drafted, previewed with who gets them, sent, followed; the list and the support queue."""

import csv
import io
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bulou.acts.notice_list import StopMail
from bulou.acts.support import AskSupport
from bulou.records import notice_list
from bulou.records.models import Case, Listed, ListImport, Mailing, Notice, Support
from bulou.records.notice_list import Segment
from tests.acts.listing import LIST, SAID, drafted, listed, recipient, told
from tests.browsers import Desk

if TYPE_CHECKING:
    from tests.world import World

FORMULA = '"=HYPERLINK(""http://x"")"'


@pytest.fixture
def case_id(world: "World") -> UUID:
    listed(world, LIST + f"eve@b.example,{FORMULA},user,@SUM,x,zh,no,\n")
    return world.accepted()


def opened(desk: Desk, case_id: UUID, name: str = "lead") -> Any:
    """A browser of someone who has the case open."""
    client = desk(name)
    client.post(f"{base(case_id)}/open/")
    return client


def base(case_id: UUID) -> str:
    return f"/desk/cases/{Case.objects.get(id=case_id).number}"


def test_a_notice_is_drafted_previewed_and_sent(desk: Desk, case_id: UUID) -> None:
    client = opened(desk, case_id)
    answer = client.post(f"{base(case_id)}/notices/", SAID | {"kind": "remedy", "whom": "downstream"})
    page = client.get(answer.url).content.decode()
    sent = client.post(answer.url, {"act": "send", "exploit_included": "no"})

    assert ("Send to 1 recipient" in page, "Update to 3.4.7." in page, "请升级至 3.4.7。" in page) == (
        True,
    ) * 3
    assert (sent.status_code, Mailing.objects.get().count) == (302, 1)


def test_half_a_notice_is_shown_again_with_what_was_typed(desk: Desk, case_id: UUID) -> None:
    answer = opened(desk, case_id).post(
        f"{base(case_id)}/notices/", {"kind": "remedy", "risk_en": "It burns"}
    )

    assert (answer.status_code, "It burns" in answer.content.decode(), Mailing.objects.count()) == (
        422,
        True,
        0,
    )


ROOMS = ("notices/", "notices/{sent}/", "notices/{draft}/", "remedy/", "support/{notice}/")


def test_no_page_costs_more_than_fifteen_queries_however_many_were_told(
    desk: Desk, world: "World", case_id: UUID
) -> None:
    sent = told(world, case_id)
    lines = "".join(f"user{number}@b.example,unknown\n" for number in range(60))
    listed(world, f"email,overseas\n{lines}")
    notice = Notice.objects.get(kind="downstream")
    world.done(AskSupport(case_id=case_id, notice_id=notice.id, text="问"), recipient(notice))
    drafts = [drafted(world, case_id) for _each in range(5)]
    rooms = [f"{base(case_id)}/{room.format(sent=sent, draft=drafts[0], notice=notice.id)}" for room in ROOMS]
    client = opened(desk, case_id)

    for address in [*rooms, "/desk/support/", "/desk/recipients/"]:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        assert len(seen) <= 15, address


def test_what_is_looked_at_before_sending_is_what_is_counted_and_sealed(
    world: "World", case_id: UUID
) -> None:
    house = world.organisations["vendor"]
    listed(world, "email,overseas,language\nx@b.example,unknown,en\ny@b.example,yes,zh\n")
    world.done(StopMail(organisation_id=house, email="x@b.example", proof="by telephone"), "lead")
    for segment in (
        Segment(),
        Segment(also_stopped=True),
        Segment(kind="downstream"),
        Segment(place="mainland"),
    ):
        seen, digest = notice_list.looked_at(house, segment)
        assert (seen, (seen.total, digest)) == (
            notice_list.counted(house, segment),
            notice_list.digest(house, segment),
        )


def test_what_became_of_each_recipient_is_shown_and_can_be_filtered(
    desk: Desk, world: "World", case_id: UUID
) -> None:
    mailing_id = told(world, case_id)
    client, address = opened(desk, case_id), f"{base(case_id)}/notices/{mailing_id}/"
    everyone = client.get(address).content.decode()
    vendors = client.get(address + "?tag=oem&standing=silent").content.decode()

    assert ("oem@maker.example" in everyone, "li@customer.example" in everyone) == (True, True)
    assert ("oem@maker.example" in vendors, "li@customer.example" in vendors) == (True, False)


def test_ac16_no_cell_of_the_file_begins_a_formula(desk: Desk, world: "World", case_id: UUID) -> None:
    mailing_id = told(world, case_id)
    answer = opened(desk, case_id).get(f"{base(case_id)}/notices/{mailing_id}/recipients.csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]

    assert len(rows) == 4
    assert '\'=HYPERLINK("http://x")' in cells
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]


def test_ac03_notices_threads_and_files_are_not_there_for_others(
    desk: Desk, world: "World", case_id: UUID
) -> None:
    mailing_id = told(world, case_id)
    notice = Notice.objects.get(kind="downstream")
    world.done(AskSupport(case_id=case_id, notice_id=notice.id, text="问"), recipient(notice))
    paths = [
        "notices/",
        f"notices/{mailing_id}/",
        f"notices/{mailing_id}/recipients.csv",
        f"support/{notice.id}/",
        "remedy/",
    ]
    found = {
        desk(name).get(f"{base(case_id)}/{path}").status_code
        for name in ("handler", "foreigner", "auditor")
        for path in paths
    }

    assert found == {404}
    assert "oem@maker.example" not in desk("foreigner").get("/desk/support/").content.decode()
    assert desk("auditor").get("/desk/recipients/").status_code == 404


def test_a_question_is_answered_from_the_queue(desk: Desk, world: "World", case_id: UUID) -> None:
    told(world, case_id)
    notice = Notice.objects.get(kind="downstream")
    world.done(AskSupport(case_id=case_id, notice_id=notice.id, text="怎样回退？"), recipient(notice))
    client, address = opened(desk, case_id), f"{base(case_id)}/support/{notice.id}/"
    queue = client.get("/desk/support/").content.decode()
    thread = client.get(address).content.decode()
    client.post(address, {"act": "answer_support", "text": "先备份", "solves": "on"})

    assert (address in queue, "怎样回退？" in thread) == (True, True)
    assert Support.objects.get().state == "solved"


def test_a_lead_imports_a_list_and_a_handler_may_only_look(desk: Desk, world: "World") -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("list.csv", LIST.encode())
    answer = desk("lead").post("/desk/recipients/", {"act": "import_recipients", "attachments": upload})
    page = desk("handler").get("/desk/recipients/").content.decode()

    assert (answer.status_code, ListImport.objects.count(), Listed.objects.count()) == (302, 1, 0)
    assert ("Files taken in" in page, 'type="file"' in page) == (True, False)


def test_a_draft_of_another_case_is_not_sent_from_here(desk: Desk, world: "World", case_id: UUID) -> None:
    other = drafted(world, world.accepted())
    answer = opened(desk, case_id).post(
        f"{base(case_id)}/notices/{other}/", {"act": "send", "exploit_included": "no"}
    )

    assert answer.status_code == 404


def test_the_target_for_support_is_shown_as_it_is_set(desk: Desk, world: "World") -> None:
    from bulou.acts.support import SetSupportTarget

    handler = world.people["handler"].person_id
    world.done(
        SetSupportTarget(organisation_id=world.organisations["vendor"], hours="24", person_id=handler), "lead"
    )

    page = desk("lead").get("/desk/recipients/").content.decode()
    assert ('value="24"' in page, f'<option value="{handler}" selected>' in page) == (True, True)
