"""Who may not know of a case gets what they would get if it were not there: the same status, the same body."""

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.test import Client

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

OUTSIDERS = ["handler", "admin", "auditor", "foreigner"]
PAGES = [
    "",
    "packet/",
    "advisory/",
    "acts/record_remediation/",
    "acts/post_message/",
    "refusals/1/",
    f"advisory/{uuid4()}/",
    f"packet/{uuid4()}/print/",
    f"packet/{uuid4()}/json/",
]


def body(client: Client, path: str) -> tuple[int, bytes]:
    answer = client.get(path)
    return answer.status_code, answer.content


@pytest.mark.parametrize("name", OUTSIDERS)
def test_every_page_of_a_case_is_not_found_byte_for_byte(world: "World", desk: Desk, name: str) -> None:
    number = world.submit().ids["number"]
    client = desk(name)

    for page in PAGES:
        there = client.get(f"/desk/cases/{number}/{page}")
        nowhere = client.get(f"/desk/cases/QY-2026-AAAA-BBBB/{page}")
        assert there.status_code == nowhere.status_code == 404, page
        assert there.content.replace(number.encode(), b"QY-2026-AAAA-BBBB") == nowhere.content, page
        assert number.encode() not in there.content.replace(there.wsgi_request.path.encode(), b""), page


@pytest.mark.parametrize("name", OUTSIDERS)
@pytest.mark.parametrize("page", ["open/", "acts/post_message/", "packet/", "advisory/", "advisory/check/"])
def test_nothing_is_done_or_sealed_for_them(world: "World", desk: Desk, name: str, page: str) -> None:
    from bulou.records.models import Entry

    number = world.submit().ids["number"]
    before = Entry.objects.count()

    answer = desk(name).post(
        f"/desk/cases/{number}/{page}", {"thread": "internal", "text": "x", "heading": "x"}
    )

    assert (answer.status_code, Entry.objects.count()) == (404, before)


def test_a_stranger_is_asked_to_sign_in_alike_for_any_number(world: "World", client: Client) -> None:
    number = world.submit().ids["number"]

    there, nowhere = (client.get(f"/desk/cases/{each}/") for each in (number, "QY-2026-AAAA-BBBB"))

    assert (there.status_code, nowhere.status_code) == (302, 302)
    assert there["Location"].replace(number, "") == nowhere["Location"].replace("QY-2026-AAAA-BBBB", "")


def test_lists_counts_and_searches_tell_outsiders_nothing(world: "World", desk: Desk) -> None:
    """AC09."""
    number = world.submit().ids["number"]

    for name in ("handler", "foreigner"):
        for query in ("", "?view=new", f"?q={number}", "?q=QY-4200"):
            page = desk(name).get(f"/desk/{query}")
            assert page.context["page"].total == 0
            assert set(page.context["page"].counts.values()) == {0}
            assert "命令注入" not in page.content.decode()


def test_a_grant_that_was_revoked_takes_lists_pages_and_files_away(world: "World", desk: Desk) -> None:
    from uuid import UUID

    from bulou.acts.blobs import keep
    from bulou.acts.membership import GrantCase, RevokeCase
    from bulou.records.models import Attachment

    submitted = world.submit(attachments=(keep("证据.txt", b"bytes of the file"),))
    case_id, number = UUID(submitted.ids["case_id"]), submitted.ids["number"]
    handler = world.people["handler"].person_id
    assert handler is not None
    world.done(GrantCase(case_id=case_id, person_id=handler), "lead")
    client = desk("handler")
    client.post(f"/desk/cases/{number}/open/")
    file = f"/desk/files/{Attachment.objects.get(case_id=case_id).id}/"
    assert client.get(f"/desk/cases/{number}/").status_code == 200
    assert b"".join(client.get(file).streaming_content) == b"bytes of the file"

    world.done(RevokeCase(case_id=case_id, person_id=handler), "lead")

    assert [client.get(path).status_code for path in (f"/desk/cases/{number}/", file)] == [404, 404]
    assert client.get("/desk/").context["page"].total == 0


def test_a_seat_can_only_be_changed_to_an_organisation_of_ones_own(world: "World", desk: Desk) -> None:
    client = desk("foreigner")

    client.post("/desk/seat/", {"organisation": str(world.organisations["vendor"])})

    assert client.get("/desk/").context["organisation_name"].slug == "other"
