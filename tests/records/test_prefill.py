"""What the packet to the authority starts with: everything the case already says, in the words a form takes."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.world import World

CVSS = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"


def prefilled(world: "World", case_id):
    from bulou.records import prefill, visible
    from bulou.records.models import Case

    case = Case.objects.get(id=case_id)
    page = visible.case_page(world.people["lead"].person_id, case.number, at=world.now)
    return prefill.packet_fields(page)


def test_a_case_that_knows_everything_fills_everything_it_knows(world: "World") -> None:
    from bulou.acts.remediation import RecordRemediation
    from bulou.acts.verification import GradeSeverity, IdentifyUpstream
    from tests.world import GRADE

    case_id = world.accepted()
    world.done(GradeSeverity(case_id=case_id, gbt_vector=GRADE, cvss_vector=CVSS), "lead")
    world.done(IdentifyUpstream(case_id=case_id, component="素心配置库 2.3", provider="素心"), "lead")
    world.done(
        RecordRemediation(case_id=case_id, text="升级至 3.4.7。", location="https://v.example"), "lead"
    )
    world.drafted(case_id, cve="CVE-2026-12345")

    found = prefilled(world, case_id)

    assert found.pop("remedy_at").endswith("+08:00")
    assert found == {
        "product_name": "QY-4200",
        "version": "3.1–3.4",
        "technical_characteristics": "命令注入",
        "harm": "控制设备",
        "impact_scope": "3.1 至 3.4",
        "title": "命令注入",
        "vendor": "vendor（测试）",
        "learned_at": "2026-11-20T18:11:00+08:00",
        "already_public": "no",
        "remedy": "升级至 3.4.7。",
        "gbt30279": GRADE,
        "cvss": CVSS,
        "cve": "CVE-2026-12345",
        "upstream_component": "素心配置库 2.3",
        "contact": "psirt@vendor.example",
    }


def test_what_is_prefilled_is_the_same_after_it_was_saved_as_it_stood(world: "World") -> None:
    from bulou.acts.notification import PreparePacket

    case_id = world.accepted()
    found = prefilled(world, case_id)

    world.done(PreparePacket(case_id=case_id, packet=found, library="NVDB"), "lead")

    assert prefilled(world, case_id) == found


def test_the_product_of_someone_else_names_no_vendor(world: "World") -> None:
    from uuid import UUID

    from bulou.acts.verification import IdentifyProduct

    case_id = UUID(world.submit().ids["case_id"])
    world.open(case_id, "lead")
    world.done(
        IdentifyProduct(
            case_id=case_id, product="X", versions="1", own_product=False, users_must_update=False
        ),
        "lead",
    )

    assert "vendor" not in prefilled(world, case_id)


def test_the_kind_of_flaw_that_the_reporter_chose_is_the_packets(world: "World") -> None:
    from uuid import UUID

    weakness = "代码问题 > 输入验证错误 > 注入 > 命令注入"
    case_id = UUID(world.submit(content={"title": "命令注入", "weakness": weakness}).ids["case_id"])
    world.open(case_id, "lead")

    assert prefilled(world, case_id)["vulnerability_type"] == weakness


def test_a_first_draft_says_the_remedy_and_where_it_is(world: "World") -> None:
    from bulou.acts.remediation import RecordRemediation
    from bulou.records import prefill, visible
    from bulou.records.models import Case

    case_id = world.accepted()
    world.done(
        RecordRemediation(case_id=case_id, text="升级至 3.4.7。", location="https://v.example/fw"), "lead"
    )
    number = Case.objects.get(id=case_id).number
    page = visible.case_page(world.people["lead"].person_id, number, at=world.now)
    assert page is not None

    draft = prefill.first_draft(page)

    assert (draft["remediation"], draft["remediation_url"]) == ("升级至 3.4.7。", "https://v.example/fw")


def test_a_vector_in_another_code_is_kept_in_ours(world: "World") -> None:
    from bulou.acts.verification import GradeSeverity
    from bulou.records.models import Case
    from tests.world import GRADE

    case_id = world.accepted()
    world.done(GradeSeverity(case_id=case_id, gbt_vector=GRADE.replace("TR:", "AC:")), "lead")

    assert Case.objects.get(id=case_id).gbt_vector == GRADE
    assert prefilled(world, case_id)["gbt30279"] == GRADE
