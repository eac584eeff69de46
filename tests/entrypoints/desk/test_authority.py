"""The authority's pages: who sees them, what they show, and that they cost the same however much there is."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from bulou.acts.authority.guidance import PublishGuidance
from bulou.acts.authority.registering import RegisterMatter, ReturnForSupplement
from tests.acts.authorities import arrive, matter_at, notified, with_authorities
from tests.entrypoints.desk.conftest import Desk
from tests.world import World


def number_of(case_id: object) -> str:
    from bulou.records.models import Case

    return Case.objects.get(id=case_id).number


def test_an_authority_reads_its_register_and_nobody_else_does(
    world: World, desk: Desk, django_assert_max_num_queries
) -> None:
    world.now = timezone.now() - timedelta(hours=1)  # what is opened stays so for twelve hours
    with_authorities(world)
    mine = notified(world, impact_scope="")
    there = matter_at(world, "miit", "notification", opened_by="of_miit")
    registered = world.done(RegisterMatter(case_id=there), "of_miit").ids["number"]
    world.done(ReturnForSupplement(case_id=there, text="请补充影响范围"), "of_miit")
    arrive(world)
    notified(world)
    clerk, vendor = desk("of_miit"), desk("lead")

    with django_assert_max_num_queries(15):
        register = clerk.get("/desk/authority/?view=all").content.decode()
    with django_assert_max_num_queries(15):
        matter = clerk.get(f"/desk/cases/{number_of(there)}/matter/").content.decode()
    with django_assert_max_num_queries(15):
        words = vendor.get(f"/desk/cases/{number_of(mine)}/authority/").content.decode()

    assert registered in register and "Scope of impact" in register
    assert "CNCERT/CC" in matter and "Return for supplement" in matter
    assert "请补充影响范围" in words
    views = ("new", "late", "incomplete", "overdue", "requests", "reports", "shared", "untold")
    assert {clerk.get(f"/desk/authority/?view={view}").status_code for view in views} == {200}
    closed = (
        "/desk/authority/",
        "/desk/authority/competences/",
        "/desk/authority/guidance/",
        f"/desk/cases/{number_of(mine)}/matter/",
    )
    assert {vendor.get(path).status_code for path in closed} == {404}


def test_guidance_is_read_by_everyone_and_searched(world: World, desk: Desk) -> None:
    guide = PublishGuidance(
        organisation_id=world.organisations["authority"], kind="question", title_zh="何时起算？", text_zh="自获知之时。",
        title_en="From <when>?", text_en="From learning of it.",
    )  # fmt: skip
    with_authorities(world)
    world.done(guide, "of_miit")
    stranger = Client(headers={"accept-language": "en"})

    assert "From &lt;when&gt;?" in stranger.get("/guidance").content.decode()
    assert "Nothing fits" in stranger.get("/guidance?q=absent").content.decode()
    assert stranger.get("/advisories?organisation=authority").status_code == 200
    assert stranger.get("/advisories?organisation=nobody").status_code == 404
    assert (
        "organisation=authority"
        in stranger.get("/feeds/advisories.atom?organisation=authority").content.decode()
    )
    assert desk("of_miit").get("/desk/authority/guidance/").status_code == 200
    assert desk("of_miit").get("/desk/authority/competences/").status_code == 200
