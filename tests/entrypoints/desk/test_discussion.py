"""The discussion at the desk and in a party's room: who reads what is fixed when it is written, and never widens."""

import re
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.test import Client

from tests.entrypoints.desk.conftest import Desk

if TYPE_CHECKING:
    from tests.world import World

MOST = 15


@pytest.fixture
def case(world: "World", desk: Desk) -> tuple[UUID, str]:
    from bulou.records.models import Case

    case_id = world.accepted()
    number = Case.objects.get(id=case_id).number
    desk("lead").post(f"/desk/cases/{number}/open/")
    return case_id, number


def visit(party_id: UUID, world: "World") -> Client:
    """A browser that came by a party's link, and has opened the case."""
    import hashlib

    from bulou.records.models import Party

    client = Client(headers={"accept-language": "en"})
    # writes: the secret of the mail is replaced by one that the test knows
    digest = hashlib.sha256(str(party_id).encode()).hexdigest()
    Party.objects.filter(id=party_id).update(secret_sha256=digest)  # writes: as said
    assert client.post("/party/", {"step": "code", "code": str(party_id)}).status_code == 302
    client.post("/party/", {"step": "enter", "agrees": "on"})
    return client


def text_of(client: Client) -> str:
    return client.get("/party/").content.decode()


def post(client: Client, number: str, **more: str) -> Any:
    return client.post(f"/desk/cases/{number}/discussion/", {"exploit_included": "no", **more})


def test_the_composer_begins_internal_and_names_who_will_read_each_kind(
    world: "World", desk: Desk, case: tuple[UUID, str]
) -> None:
    case_id, number = case
    world.joined(case_id, party="甲厂")
    world.invited(case_id, party="乙厂", email="b@b.cn")

    page = desk("lead").get(f"/desk/cases/{number}/discussion/").content.decode()

    assert re.search(r'value="internal"[^>]* checked', page)
    said = re.findall(r'id="audience-(\w+)"><strong>Visible to:</strong> ([^<]*)', page)
    assert [(name, "甲厂" in words, "乙厂" in words) for name, words in said] == [
        ("internal", False, False),
        ("party", True, False),
        ("one_party", False, False),
        ("public", False, False),
    ]
    assert "1 invited, not come in: they will not see it." in page


def test_ac15_each_post_is_read_by_those_it_was_written_for_and_by_no_other(
    world: "World", desk: Desk, case: tuple[UUID, str]
) -> None:
    case_id, number = case
    first = world.joined(case_id, party="甲厂")
    lead = desk("lead")
    for thread, text, party in (
        ("internal", "INTERNAL", ""),
        ("party", "FORALL", ""),
        ("one_party", "FORFIRST", str(first)),
        ("public", "FORREPORTER", ""),
    ):
        assert post(lead, number, thread=thread, text=text, party_id=party).status_code == 302, thread
    late = world.joined(case_id, party="乙厂", email="b@b.cn")

    words = ("INTERNAL", "FORALL", "FORFIRST", "FORREPORTER")
    found = {
        who: [word for word in words if word in text_of(visit(party, world))]
        for who, party in (("first", first), ("late", late))
    }

    assert found == {"first": ["FORALL", "FORFIRST"], "late": []}
    table = lead.get(f"/desk/cases/{number}/parties/table.csv").content.decode()
    assert not [word for word in words if word in table]


def test_ac12_a_revision_reaches_only_the_readers_of_the_first_wording(
    world: "World", desk: Desk, case: tuple[UUID, str]
) -> None:
    from bulou.records.models import Post

    case_id, number = case
    first = world.joined(case_id)
    lead = desk("lead")
    post(lead, number, thread="party", text="OLDWORDS")
    late = world.joined(case_id, party="乙厂", email="b@b.cn")
    row = Post.objects.get(case_id=case_id)

    said = {"text": "NEWWORDS", "thread": "party", "exploit_included": "no"}
    assert lead.post(f"/desk/cases/{number}/discussion/{row.id}/revise/", said).status_code == 302

    one, two = text_of(visit(first, world)), text_of(visit(late, world))
    assert ("NEWWORDS" in one, "OLDWORDS" in one) == (True, True)
    assert ("NEWWORDS" in two, "OLDWORDS" in two) == (False, False)


def test_ac19_ac20_what_people_write_is_text_and_hides_nothing(
    world: "World", desk: Desk, case: tuple[UUID, str]
) -> None:
    case_id, number = case
    party = world.joined(case_id, party="<b>甲\u202e厂</b>")
    evil = '<script>alert(1)</script> javascript:alert(2) [x](data:text/html,1) https://a.example/"onclick=x a\u200bb\u202ec'
    lead = desk("lead")
    assert post(lead, number, thread="party", text=evil).status_code == 302

    for page in (
        lead.get(f"/desk/cases/{number}/discussion/").content.decode(),
        lead.get(f"/desk/cases/{number}/parties/").content.decode(),
        text_of(visit(party, world)),
    ):
        assert "<script>alert" not in page
        assert "<b>甲" not in page
        assert 'href="javascript' not in page
        assert 'href="data:' not in page
        assert '<span class="unseen">U+202E</span>' in page
    assert 'href="https://a.example/" rel="noopener noreferrer nofollow ugc"' in text_of(visit(party, world))


@pytest.mark.parametrize(
    ("name", "warned"),
    [
        ("工信部", True),
        ("エ信部 NVDB", True),
        ("工 信 部", True),
        ("ＭIIT", True),
        ("МIIT", True),
        ("青岩设备", False),
    ],
)
def test_ac53_who_is_called_like_an_authority_is_flagged(name: str, warned: bool) -> None:
    from bulou.entrypoints.desk.names import pretends

    assert pretends(name) is warned


def test_ac44_nobody_rewords_what_another_wrote(world: "World", desk: Desk, case: tuple[UUID, str]) -> None:
    from bulou.acts.membership import GrantCase
    from bulou.records.models import Post

    case_id, number = case
    handler = world.people["handler"].person_id
    assert handler is not None
    world.done(GrantCase(case_id=case_id, person_id=handler), "lead")
    desk("handler").post(f"/desk/cases/{number}/open/")
    post(desk("lead"), number, thread="internal", text="MINE")
    row = Post.objects.get(case_id=case_id)

    answer = desk("handler").post(f"/desk/cases/{number}/discussion/{row.id}/revise/", {"text": "YOURS"})

    row.refresh_from_db()
    assert (answer.status_code, row.earlier, row.text_index) == (409, [], row.index)


def test_ac04_ac05_pending_and_removed_parties_see_nothing_and_get_no_mail(
    world: "World", desk: Desk, case: tuple[UUID, str]
) -> None:
    from bulou.acts.parties import RemoveParty
    from bulou.records.models import Delivery, Post

    case_id, number = case
    party = world.joined(case_id)
    guest = world.invited(case_id, party="乙厂", email="b@b.cn")
    client = visit(party, world)
    post(desk("lead"), number, thread="party", text="FORALL")
    assert "FORALL" in text_of(client)
    mails = Delivery.objects.filter(to="b@b.cn").count()

    world.done(RemoveParty(case_id=case_id, party_id=party, grounds="退出"), "lead")

    after = text_of(client)
    assert [word for word in ("FORALL", number, "命令注入") if word in after] == []
    assert client.post("/party/", {"step": "write", "text": "still here"}).status_code == 200
    assert Post.objects.filter(case_id=case_id).count() == 1
    assert mails == 1  # the invitation alone: what was written is not for who has not come in
    from bulou.records.parties import still_in

    assert (still_in(party), still_in(guest)) == (False, True)


def test_a_party_answers_writes_and_is_shown_to_the_desk(
    world: "World", desk: Desk, case: tuple[UUID, str]
) -> None:
    case_id, number = case
    client = visit(world.joined(case_id, party="甲厂"), world)
    client.post("/party/", {"step": "write", "text": "我方核实"})
    client.post("/party/", {"step": "answer", "answer": "affected", "product": "=cmd|' /C calc'!A0"})

    lead = desk("lead")
    assert "我方核实" in lead.get(f"/desk/cases/{number}/discussion/").content.decode()
    table = lead.get(f"/desk/cases/{number}/parties/table.csv").content.decode()
    assert "'=cmd" in table  # AC16: no cell is a formula
    assert ",=cmd" not in table


def test_the_rooms_take_few_queries_at_any_size(
    world: "World", desk: Desk, case: tuple[UUID, str], django_assert_max_num_queries: Any
) -> None:
    case_id, number = case
    party = world.joined(case_id)
    for n in range(4):
        world.joined(case_id, party=f"厂 {n}", email=f"p{n}@x.cn")
    lead = desk("lead")
    for n in range(6):
        post(lead, number, thread="party", text=f"第 {n} 条")
    client = visit(party, world)

    for page in ("discussion", "parties"):
        with django_assert_max_num_queries(MOST):
            assert lead.get(f"/desk/cases/{number}/{page}/").status_code == 200
    with django_assert_max_num_queries(MOST):
        assert "第 5 条" in text_of(client)


def test_one_network_tries_ten_codes_and_others_go_on(world: "World", case: tuple[UUID, str]) -> None:
    party_id = world.invited(case[0])
    guesser = Client(headers={"accept-language": "en"}, REMOTE_ADDR="203.0.113.7")

    codes = [guesser.post("/party/", {"step": "code", "code": f"x{n}"}).status_code for n in range(11)]
    blocked = guesser.post("/party/", {"step": "code", "code": "x"})

    assert codes == [422] * 10 + [429]
    assert blocked.headers["Retry-After"] == "900"
    assert "Too many tries" in blocked.content.decode()
    assert "命令注入" in text_of(visit(party_id, world))


def test_the_page_of_a_child_case_says_what_it_does_and_opens_it(desk: Desk, case: tuple[UUID, str]) -> None:
    client, url = desk("lead"), f"/desk/cases/{case[1]}/child/"

    page = client.get(url).content.decode()
    made = client.post(url, {"heading": "组件", "product": "libx", "own_product": ""})

    assert "<h1>Open a child case</h1>" in page
    assert (made.status_code, made.url != f"/desk/cases/{case[1]}/") == (302, True)
