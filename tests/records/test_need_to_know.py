"""Nothing that can be read tells an outsider that a case exists: lists, counts, searches, pages, files, codes."""

from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest

from bulou.acts import blobs
from bulou.acts.receipt import PostMessage, WriteAsReporter
from bulou.acts.verification import OpenUndisclosed
from bulou.records import inbox as listed
from bulou.records import listing, visible
from bulou.records.models import Advisory, Attachment, Case, Grant
from bulou.records.public.published import advisories, advisory, csaf_file, latest_advisories, thanks
from bulou.records.public.reporter import case_of, raw_report, status_page
from bulou.records.sealed import return_code
from tests.acts.scene import Scene
from tests.world import World

INSIDERS = ("lead", "granted")
OUTSIDERS = ("handler", "admin", "auditor", "foreigner", "inactive", "former", "removed", "newcomer")


@pytest.fixture
def world(scene: Scene) -> World:
    return scene.world


def inbox(scene: Scene, who: str, organisation: str = "vendor", **more: Any) -> Any:
    return listed.inbox(
        scene.person(who), scene.world.organisations[organisation], at=scene.world.now, **more
    )


def test_a_lead_sees_every_case_of_the_house_and_others_those_that_were_granted(scene: Scene) -> None:
    own = Case.objects.filter(organisation_id=scene.world.organisations["vendor"], closed_at=None)
    granted = Grant.objects.filter(person_id=scene.person("granted"), revoked_at=None)
    theirs = {"lead": own, "granted": own.filter(id__in=granted.values("case_id"))}

    for who in INSIDERS:
        page, numbers = inbox(scene, who), set(theirs[who].values_list("number", flat=True))
        assert {row.case.number for row in page.rows} == numbers
        assert page.counts["open"] == page.total == len(numbers) >= 8


@pytest.mark.parametrize("who", OUTSIDERS)
def test_an_outsiders_inbox_is_that_of_an_organisation_without_cases(scene: Scene, who: str) -> None:
    number = Case.objects.get(id=scene.cases["mended"]).number
    empty = listed.inbox(uuid4(), uuid4(), at=scene.world.now)
    pages = [inbox(scene, who, view=view) for view in listed.VIEWS]
    pages += [inbox(scene, who, search=text) for text in (number, number[:4], "QY-4200", "")]
    pages += [
        inbox(scene, who, after="99"),
        inbox(scene, who, order="quality"),
        inbox(scene, who, organisation="other"),
    ]

    assert {(len(p.rows), p.total, p.following, tuple(p.counts.values())) for p in pages} == {
        (0, 0, empty.following, tuple(empty.counts.values()))
    }


@pytest.mark.parametrize("who", OUTSIDERS)
def test_an_outsider_gets_the_page_of_a_case_that_is_not_there(scene: Scene, who: str) -> None:
    world, person = scene.world, scene.person(who)
    organisation = world.organisations["vendor"]
    answers = []
    for case in Case.objects.all():
        answers += [
            visible.case_page(person, case.number, at=world.now),
            listing.case_in(person, organisation, case.number),
            listing.case_in(person, organisation, str(case.id)),
        ]
    answers += [
        listing.case_in(person, organisation, "no such"),
        visible.case_page(person, "no such", at=world.now),
    ]

    assert set(answers) == {None}
    assert listing.changed(person, organisation) == []


def test_a_lead_of_one_organisation_sees_none_of_anothers(scene: Scene) -> None:
    """Two organisations of one node, each with cases; also through the other's address."""
    world = scene.world
    mine = UUID(world.submit("other").ids["case_id"])
    foreign = scene.person("foreigner")
    seen = [row.case.id for row in inbox(scene, "foreigner", "other").rows]
    through = listing.changed(foreign, world.organisations["vendor"])

    assert (seen, through) == ([mine], [])
    assert listing.case_in(foreign, world.organisations["other"], str(scene.cases["mended"])) is None
    assert listing.case_in(foreign, world.organisations["vendor"], str(mine)) is None
    own = Case.objects.filter(organisation_id=world.organisations["vendor"])
    assert {row.case.id for row in inbox(scene, "lead").rows} == set(own.values_list("id", flat=True))


def test_a_new_case_elsewhere_changes_nothing_that_an_outsider_can_count(scene: Scene) -> None:
    before = [
        inbox(scene, who, organisation).counts for who in OUTSIDERS for organisation in ("vendor", "other")
    ]
    public = (advisories().total, len(thanks()), latest_advisories(9))
    scene.world.submit()
    scene.world.accepted()

    assert [
        inbox(scene, who, organisation).counts for who in OUTSIDERS for organisation in ("vendor", "other")
    ] == before
    assert (advisories().total, len(thanks()), latest_advisories(9)) == public


def test_search_does_not_look_into_what_is_undisclosed(scene: Scene) -> None:
    """Not even for who may read it: prose is searched inside an opened case alone (DECISIONS 20)."""
    told = ("命令注入", "secret", "复现", "升级", "上游甲", "监管调查")

    assert {text: inbox(scene, "lead", search=text).total for text in told} == dict.fromkeys(told, 0)
    assert inbox(scene, "lead", search="qy-4200").total == Case.objects.filter(product="QY-4200").count() > 3


def test_no_wildcard_of_the_database_works_in_a_search(scene: Scene) -> None:
    assert {inbox(scene, "lead", search=text).total for text in ("%", "_", "Q%", "\\", "' OR 1=1 --")} == {0}


@pytest.fixture
def file(scene: Scene) -> Attachment:
    """A file of an undisclosed case."""
    files = (blobs.keep("poc.py", b"proof"),)
    scene.world.done(
        WriteAsReporter(case_id=scene.cases["received"], text="附件", attachments=files),
        scene.actor("reporter", "received"),
    )
    return Attachment.objects.get(case_id=scene.cases["received"], sha256=sha256(b"proof").hexdigest())


def test_a_file_is_there_only_for_who_opened_the_case_lately(scene: Scene, file: Attachment) -> None:
    world, lead = scene.world, scene.person("lead")

    assert visible.attachment(lead, file.id, at=world.now) is None
    world.done(OpenUndisclosed(person_id=lead, case_id=scene.cases["received"]), "lead")
    assert visible.attachment(lead, file.id, at=world.now) is not None
    assert visible.attachment(lead, file.id, at=world.now + timedelta(hours=13)) is None
    outsiders = [visible.attachment(scene.person(who), file.id, at=world.now) for who in OUTSIDERS]
    assert [*outsiders, visible.attachment(lead, uuid4(), at=world.now)] == [None] * (len(OUTSIDERS) + 1)


def test_prose_and_files_are_on_the_page_only_of_an_opened_case(scene: Scene, file: Attachment) -> None:
    world, lead = scene.world, scene.person("lead")
    number = Case.objects.get(id=scene.cases["received"]).number

    def shown() -> tuple[bool, bool, bool, bool]:
        page = visible.case_page(lead, number, at=world.now)
        assert page is not None
        prose = any("text" in row.fields for row in page.timeline)
        return page.opened, bool(page.report), bool(page.files), prose

    assert shown() == (False, False, False, False)
    world.done(OpenUndisclosed(person_id=lead, case_id=scene.cases["received"]), "lead")
    assert shown() == (True, True, True, True)
    world.now += timedelta(hours=13)
    assert shown() == (False, False, False, False)


def test_one_persons_opening_opens_nothing_for_another(scene: Scene) -> None:
    world = scene.world
    number = Case.objects.get(id=scene.cases["received"]).number
    world.done(OpenUndisclosed(person_id=scene.person("lead"), case_id=scene.cases["received"]), "lead")

    page = visible.case_page(scene.person("granted"), number, at=world.now)

    assert page is not None
    assert (page.opened, page.report) == (False, {})


def test_a_return_code_opens_its_own_case_alone(scene: Scene) -> None:
    one, other = Case.objects.all()[:2]
    answers = {
        "own": case_of(one.number, return_code(one.id)),
        "another's code": case_of(one.number, return_code(other.id)),
        "another's number": case_of(other.number, return_code(one.id)),
        "no such number": case_of("QY-2026-2222-2222", return_code(one.id)),
        "no code": case_of(one.number, ""),
        "the code of nobody": case_of("QY-2026-2222-2222", return_code(UUID(int=0))),
    }

    assert answers == dict.fromkeys(answers, None) | {"own": one.id}


def test_a_wrong_number_costs_what_a_wrong_code_costs(scene: Scene, django_assert_num_queries: Any) -> None:
    case = Case.objects.all()[0]
    for number in (case.number, "QY-2026-2222-2222"):
        with django_assert_num_queries(1):
            assert case_of(number, "AAAA-AAAA-AAAA-AAAA") is None


def test_the_reporter_reads_what_is_for_them_and_nothing_inward(scene: Scene) -> None:
    world, case_id = scene.world, scene.cases["mended"]
    for thread in ("internal", "public"):
        world.done(PostMessage(case_id=case_id, thread=thread, text=f"to {thread}"), "lead")

    page = status_page(case_id)

    assert page is not None
    assert [message.text for message in page.messages if message.text] == ["to public"]
    assert "lead" not in repr(page)
    assert page.advisories == []


def test_what_is_public_is_what_was_released(scene: Scene) -> None:
    """Drafts have no page, no file and no line in any list; neither do cases without one."""
    published = Advisory.objects.get(id=scene.ids["published"])
    drafts = Advisory.objects.exclude(id=published.id)

    assert [row.number for row in advisories().rows] == [published.number]
    assert {advisories(search=draft.number).total for draft in drafts} <= {0}
    assert [advisory(draft.number) for draft in drafts] == [None] * len(drafts)
    assert [csaf_file(draft.number, f"{draft.number.lower()}.json") for draft in drafts] == [None] * len(
        drafts
    )
    assert [raw_report(uuid4()), status_page(uuid4())] == [None, None]


def test_numbers_tell_nothing_of_how_many_there_are(world: World) -> None:
    numbers = [world.submit().ids["number"].split("-", 2)[2] for _ in range(40)]

    assert len(set(numbers)) == 40
    assert numbers != sorted(numbers)
    assert len({number[0] for number in numbers}) > 5
