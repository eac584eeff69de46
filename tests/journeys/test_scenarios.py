"""The scenarios that need no browser: each goes its whole way through pages, API, mail and worker of one node."""

import base64
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.browsers import Desk
from tests.formats.bills import csaf, cyclonedx, library, vendor
from tests.pictures import photo

if TYPE_CHECKING:
    from tests.world import World

pytestmark = [pytest.mark.database, pytest.mark.slow]

REPORTS = "/api/v1/organisations/vendor/reports"
CNVD = (
    "<vulnerabilitys><vulnerability><number>CNVD-2026-1</number><title>甲</title><serverity>高</serverity>"
    "<description>诊断页</description></vulnerability></vulnerabilitys>"
).encode()
FLAW = {
    "title": "诊断页面命令注入",
    "product": "QY-4200",
    "versions": "3.1",
    "steps": "在 /cgi-bin/diag/ping 后加分号",
    "impact": "以最高权限执行任意命令",
}
AGAIN = FLAW | {"title": "网络测试可执行命令", "steps": "地址后面跟分号就能执行命令，接口 /cgi-bin/diag/ping"}
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def world(db: None) -> "World":
    """What was done before happened in the last hours, for pages and API ask the clock."""
    from tests.world import World

    world = World(now=timezone.now() - timedelta(hours=2))
    world.found("vendor", "QY", "vendor", contact_email="psirt@vendor.example")
    world.appoint("lead", "vendor", "lead")
    world.appoint("handler", "vendor", "handler")
    return world


def over_the_api(content: dict[str, Any], address: str = "203.0.113.7") -> Any:
    client = Client(REMOTE_ADDR=address)
    return client.generic("POST", REPORTS, json.dumps(content).encode(), content_type="application/json")


def done(answer: Any) -> Any:
    """The answer to a form that was taken."""
    assert answer.status_code == 302, (answer.status_code, answer.content.decode()[:2000])
    return answer


def opened_by(desk: Desk, number: str, who: str = "lead") -> tuple[Client, str]:
    """This person's browser with the case open, and the case's address."""
    client, at = desk(who), f"/desk/cases/{number}"
    done(client.post(f"{at}/open/"))
    return client, at


def test_five_ways_in_lead_to_one_log_that_proves_itself(world: "World", desk: Desk, settings: Any) -> None:
    from bulou.entrypoints.worker import mailroom
    from bulou.entrypoints.worker.reception import seal_days
    from bulou.records.models import Case, Organisation, Report
    from bulou.records.reception_seals import every_gap
    from tests.entrypoints.portal.reading import SAID, sent
    from tests.letters import letter
    from tests.mailservers import SECURITY

    settings.BULOU_IMAP_ORGANISATION, settings.BULOU_EMAIL_REPLY_TO = "vendor", SECURITY
    lead, came = desk("lead"), timezone.localtime(timezone.now() - timedelta(minutes=30))
    told = {
        "channel": "phone",
        "came_at": came.strftime("%Y-%m-%dT%H:%M"),
        "steps": "来电称可绕过登录",
        "identity": "anonymous",
    }
    preview = lead.post("/desk/reception/import/", {"file": SimpleUploadedFile("cnvd.xml", CNVD)})

    answers = [
        sent(Client(headers={"accept-language": "en"}), "submit", **SAID),
        over_the_api(FLAW),
        lead.post("/desk/reception/enter/", told),
        lead.post("/desk/reception/import/", {"waiting": preview.context["waiting"]}),
    ]
    became = mailroom.receive(letter().as_bytes(), at=timezone.now())

    assert ([each.status_code for each in answers], became) == ([200, 201, 200, 200], "report")
    channels = sorted(Report.objects.values_list("channel", flat=True))
    assert channels == ["api", "email", "file", "phone", "portal"]
    log = lead.get("/desk/reception/").content.decode()
    assert [number for number in Case.objects.values_list("number", flat=True) if number not in log] == []

    later, house = timezone.now() + timedelta(days=2), Organisation.objects.get(slug="vendor")
    while seal_days(at=later):
        pass
    whole = every_gap(house, at=later)
    gone = Case.objects.get(report__channel="phone").number
    Report.objects.filter(channel="phone").delete()  # writes: someone who would rather not have had the call
    assert (whole, [gap.detail for gap in every_gap(house, at=later)]) == ([], [gone])


def test_a_flood_is_received_whole_and_the_desk_still_finds_what_counts(
    world: "World", desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bulou.entrypoints import lanes
    from bulou.records.models import Case
    from tests.entrypoints.desk.test_alike_page import indexed

    monkeypatch.setattr(lanes, "counts", lanes.Counts())
    monkeypatch.setattr(lanes, "NETWORK", lanes.Window(3, 1))
    noise = [over_the_api({"title": f"URGENT bug {n}", "product": "web"}) for n in range(40)]
    first, again = over_the_api(FLAW, "198.51.100.9"), over_the_api(AGAIN, "192.0.2.3")

    assert {answer.status_code for answer in (*noise, first, again)} == {201}
    counts = desk("lead").get("/desk/").context["page"].counts
    assert [counts[name] for name in ("new", "slow", "open")] == [5, 37, 42]

    world.now = timezone.now()
    indexed(world)
    numbers = [answer.json()["number"] for answer in (first, again)]
    lead, at = opened_by(desk, numbers[1])
    assert numbers[0] in lead.get(f"{at}/alike/").content.decode()
    opened_by(desk, numbers[0])
    lead.post(f"{at}/alike/", {"number": numbers[0], "answer": "duplicate"})

    flood = [answer.json()["number"] for answer in noise]
    declined = {
        "bulk": "decline_report",
        "step": "do",
        "reason": "out_of_scope",
        "text": "请补充产品与步骤。",
    }
    for page in (flood[:30], flood[30:]):
        results = lead.post("/desk/bulk/", {**declined, "case": page}).context["results"]
        assert [bool(result.outcome) for result in results] == [True] * len(page)
    assert dict(Case.objects.filter(number__in=numbers).values_list("number", "rm"))[numbers[0]] == "received"
    assert Case.objects.filter(number__in=flood, rm="invalid").count() == 40


def test_a_file_arrives_in_pieces_waits_in_quarantine_and_goes_out_without_its_traces(
    world: "World", desk: Desk, settings: Any, tmp_path: Any
) -> None:
    from bulou.acts.publishing_pictures import PublishPicture
    from bulou.acts.release import PublishAdvisory
    from bulou.acts.remediation import RecordRemediation
    from bulou.acts.verification import AcceptCase, IdentifyProduct, ValidateReport
    from bulou.records.models import Attachment

    settings.BULOU_FILES = tmp_path / "files"
    original = photo("JPEG")
    name = base64.b64encode("现场.jpg".encode()).decode()
    start = {**TUS, "Upload-Length": str(len(original)), "Upload-Metadata": f"filename {name}"}
    stranger = Client()
    place = stranger.post("/report/vendor/uploads", headers=start)["Location"]
    half = len(original) // 2
    for at, piece in ((0, original[:half]), (half, original[half:])):
        headers = {**TUS, "Upload-Offset": str(at)}
        stranger.patch(place, piece, content_type="application/offset+octet-stream", headers=headers)
    made = over_the_api(FLAW | {"attachments": [{"upload": place.rsplit("/", 1)[1]}]}).json()

    file = Attachment.objects.get()
    client, case = opened_by(desk, made["number"])
    looked = client.get(f"{case}/files/{file.id}/").content.decode()
    hidden = client.get(f"/desk/files/{file.id}/picture/").status_code
    assert (
        "Picture (JPEG)" in looked,
        hidden,
        original in b"".join(each.read_bytes() for each in settings.BULOU_FILES.rglob("*") if each.is_file()),
    ) == (True, 404, False)
    done(
        client.post(f"{case}/acts/release_file/", {"attachment_id": str(file.id), "text": "看过，是现场照片"})
    )
    assert client.get(f"/desk/files/{file.id}/picture/").status_code == 200

    case_id, world.now = file.case_id, timezone.now()
    for act in (
        IdentifyProduct(
            case_id=case_id, product="QY-4200", versions="3.1", own_product=True, users_must_update=True
        ),
        ValidateReport(case_id=case_id, method="复现", harm="控制设备", scope="3.1"),
        AcceptCase(case_id=case_id),
        RecordRemediation(case_id=case_id, text="升级", location="https://vendor.example/fw"),
    ):
        world.done(act, "lead")
    advisory_id = world.drafted(case_id)
    number = world.done(PublishAdvisory(case_id=case_id, advisory_id=advisory_id), "lead").ids["number"]
    shown = PublishPicture(case_id=case_id, advisory_id=advisory_id, attachment_id=file.id, caption="诊断页")
    picture = stranger.get(f"/advisories/{number}/pictures/{world.done(shown, 'lead').ids['picture_id']}")
    assert (picture.status_code, b"Exif" in original, b"Exif" in picture.content) == (200, True, False)
    assert stranger.get(f"/desk/files/{file.id}/").status_code == 302  # to the door of the desk


def test_a_registered_product_answers_which_release_an_advisory_touches_and_who_looks_after_it(
    world: "World", desk: Desk
) -> None:
    from bulou.records.models import RegisteredProduct, Release

    lead = desk("lead")
    done(lead.post("/desk/products/", {"act": "add_product", "product": "边界网关", "model": "QY-4200"}))
    product = RegisteredProduct.objects.get()
    page = f"/desk/products/{product.id}/"
    owner = str(world.people["handler"].person_id)
    bill = cyclonedx(library("diag", "1.2", "pkg:generic/diag@1.2"), library("core", "4.0"))
    for sent in (
        {"act": "add_alias", "kind": "english", "text": "Edge Gateway"},
        {"act": "describe_product", "owner_id": owner, "product_class": "industrial_control"},
        {"act": "add_release", "version": "3.1"},
        {"act": "attach_bill", "files": SimpleUploadedFile("sbom.json", bill)},
    ):
        done(lead.post(page, sent))
    assert Release.objects.get().version == "3.1"

    range_ = ("product_version_range", "< 1.3")
    said = csaf(
        {"known_affected": ["A"], "known_not_affected": ["B"]},
        vendor("x", "diag", A=range_),
        vendor("x", "core", B=range_),
    )
    asked = {"advisory": SimpleUploadedFile("advisory.json", said), "over": "releases"}
    answers = lead.post("/desk/products/touches/", asked)
    told = {
        each.answer.component.naming.product: str(each.answer.result) for each in answers.context["answers"]
    }
    assert told == {
        "diag": "cannot_decide",
        "core": "cannot_decide",
    }  # the makers are not named on both sides
    assert all(each.answer.reasons for each in answers.context["answers"])

    number = over_the_api({"title": "x", "product": "edge gateway", "steps": "y"}).json()["number"]
    client, case = opened_by(desk, number)
    offered = client.get(f"{case}/acts/identify_product/").content.decode()
    assert f"registered_id={product.id}" in offered


def test_a_flaw_is_reproduced_confirmed_by_that_attempt_and_graded_on_both_scales(
    world: "World", desk: Desk
) -> None:
    from bulou.records.models import Case
    from tests.acts.examples_of_assessing import ATTEMPT

    number = over_the_api(FLAW).json()["number"]
    client, case = opened_by(desk, number)
    done(client.post(f"{case}/verification/", {"act": "record_verification", **ATTEMPT}))
    attempt = client.get(f"{case}/verification/").context["attempts"][0].row
    index = str(attempt.index)
    done(client.post(f"{case}/acts/validate_report/", {"harm": "控制设备", "scope": "3.1", "attempt": index}))
    vectors = {
        "gbt": "AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H",
        "cvss": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H".removeprefix("CVSS:3.1/"),
    }
    picked = {
        f"{side}-{part.split(':')[0]}": part.split(":")[1]
        for side, vector in vectors.items()
        for part in vector.split("/")
    }
    done(client.post(f"{case}/grading/", {"step": "grade", **picked}))
    path = "代码问题 > 输入验证错误 > 注入 > 跨站脚本"
    done(client.post(f"{case}/grading/", {"act": "record_weakness", "cwe": "CWE-79", "gbt_class": path}))
    seen = {"act": "record_observation", "observed": "attacks", "source": "https://cert.example/7"}
    done(client.post(f"{case}/grading/", seen))

    row = Case.objects.get(number=number)
    shown = client.get(f"{case}/grading/").content.decode()
    assert (row.rm, row.grade, float(row.cvss_score)) == ("valid", "critical", 9.8)
    assert [words for words in ("CWE-79", "https://cert.example/7", "Critical") if words not in shown] == []
    assert client.get(f"{case}/verification/").context["attempts"][0].confirmed_by


def test_one_report_is_filed_with_four_bodies_each_in_its_own_words(world: "World", desk: Desk) -> None:
    from bulou.formats.platforms.schema import FORMS
    from bulou.records.models import AuthorityNotification, Case, Submission

    case_id: UUID = world.accepted()
    client, case = opened_by(desk, Case.objects.get(id=case_id).number)
    picture = {"attachments": SimpleUploadedFile("页面.png", b"\x89PNG\r\n\x1a\n1111", "image/png")}
    nvdb = {"product_name": "QY-4200", "harm": "控制设备", "send": "by_hand", "receipt_number": "NVDB-7"}
    done(client.post(f"{case}/packet/", nvdb | picture))
    for platform, form in FORMS.items():
        words = {
            field.name: field.choices[0].value if field.choices else "QY-4200"
            for field in form.fields
            if field.needed
        }
        filing = {"send": "by_hand", "exploit_included": "no", "number": f"{platform}-7"}
        done(client.post(f"{case}/submissions/{platform}/", words | filing))

    told = AuthorityNotification.objects.get(case_id=case_id)
    assert (told.state, told.receipt_number) == ("submitted", "NVDB-7")
    filed = dict(Submission.objects.filter(case_id=case_id).values_list("platform", "number"))
    assert filed == {"mps": "mps-7", "cnvd": "cnvd-7", "cnnvd": "cnnvd-7"}
    page = client.get(f"{case}/submissions/").content.decode()
    assert [number for number in ("NVDB-7", *filed.values()) if number not in page] == []


def test_two_makers_hear_what_is_meant_for_them_agree_on_an_hour_and_the_silent_one_is_seen(
    world: "World", desk: Desk
) -> None:
    from bulou.records.models import Case
    from tests.entrypoints.desk.test_discussion import text_of, visit

    case_id: UUID = world.accepted()
    client, case = opened_by(desk, Case.objects.get(id=case_id).number)
    first, second = (
        world.joined(case_id, party=name, email=mail)
        for name, mail in (("甲厂", "a@a.cn"), ("乙厂", "b@b.cn"))
    )
    world.invited(case_id, party="丙厂", email="c@c.cn")
    for thread, text, party in (
        ("party", "致各方", ""),
        ("one_party", "仅致甲厂", str(first)),
        ("internal", "内部话", ""),
    ):
        said = {"thread": thread, "text": text, "party_id": party, "exploit_included": "no"}
        done(client.post(f"{case}/discussion/", said))
    rooms = {name: visit(party, world) for name, party in (("甲", first), ("乙", second))}
    heard = {
        name: [word for word in ("致各方", "仅致甲厂", "内部话") if word in text_of(room)]
        for name, room in rooms.items()
    }
    assert heard == {"甲": ["致各方", "仅致甲厂"], "乙": ["致各方"]}

    until = timezone.localtime(timezone.now() + timedelta(days=20)).strftime("%Y-%m-%dT%H:%M")
    done(client.post(f"{case}/acts/propose_embargo/", {"until": until, "zone": "Asia/Shanghai"}))
    rooms["甲"].post("/party/", {"step": "agree"})
    rooms["甲"].post("/party/", {"step": "answer", "answer": "affected", "product": "网关 A"})

    row = Case.objects.get(id=case_id)
    table = client.get(f"{case}/parties/table.csv").content.decode()
    lines = {name: line for line in table.splitlines() for name in ("甲厂", "乙厂", "丙厂") if name in line}
    assert (row.em, row.embargo_zone) == ("active", "Asia/Shanghai")
    assert ("网关 A" in lines["甲厂"], len(lines)) == (True, 3)
    assert until[:10] in text_of(rooms["乙"])


def test_where_two_laws_collide_a_named_person_opens_a_hold_point_and_another_closes_it_on_advice(
    world: "World", desk: Desk
) -> None:
    from bulou.acts.verification import IdentifyProduct, RecordObservation
    from bulou.records.models import Case, Entry, LegalQuestion

    case_id: UUID = world.accepted()
    sold = {"product": "QY-4200", "versions": "3.1–3.4", "own_product": True, "users_must_update": True}
    world.done(IdentifyProduct(case_id=case_id, placed_on_eu_market=True, **sold), "lead")
    world.done(RecordObservation(case_id=case_id, observed="attacks", source="蜜罐"), "lead")
    client, case = opened_by(desk, Case.objects.get(id=case_id).number)
    before = client.get(f"{case}/").context
    card = next(each for each in before["conflicts"] if each.certain)

    asked = {
        "question": "24 小时内能否由境内实体向境外主管机构报告？",
        "grounds": "第九条（七）与 CRA 第十四条",
    }
    form = client.get(card.question).content.decode()
    done(client.post(card.question.partition("?")[0], {"first": "CRA-14-2-a", "second": "RMSV-9-7", **asked}))
    held = client.get(f"{case}/")

    assert ('value="CRA-14-2-a"' in form, 'value="RMSV-9-7"' in form) == (True, True)
    words = held.content.decode()
    assert (asked["question"] in words, "no clock stops for it" in words) == (True, True)
    assert [(duty.duty_id, duty.due_at) for duty in held.context["page"].duties if duty.live] == [
        (duty.duty_id, duty.due_at) for duty in before["page"].duties if duty.live
    ]
    question = LegalQuestion.objects.get()
    answered = {"adviser": "周律师", "advice": "由欧盟实体报告，境内不传输", "grounds": "意见书 2026-31"}
    done(
        client.post(f"{case}/acts/close_legal_question/", {"legal_question_id": str(question.id), **answered})
    )
    after = client.get(f"{case}/").content.decode()

    assert (asked["question"] in after, answered["advice"] in after, "周律师" in after) == (True, True, True)
    assert "no clock stops for it" not in after
    sealed = Entry.objects.filter(stream=f"case:{case_id}").order_by("index")
    acts = [json.loads(entry.header)["act"] for entry in sealed]
    assert [act for act in acts if act.endswith("legal_question")] == [
        "open_legal_question",
        "close_legal_question",
    ]
    assert "周律师" not in "".join(str(entry.payload) for entry in sealed)
