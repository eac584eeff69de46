"""An authority's sums: figures that are exact before and after the worker sums up, who is overdue, what authorities tell each other."""

import csv
import io
from datetime import timedelta
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from bulou.acts.authority.registering import RegisterMatter, UrgeVendor
from bulou.acts.authority.sizes import StateSize
from bulou.acts.authority.summing import sum_up
from bulou.acts.notification import NotifyAuthority, PreparePacket
from bulou.acts.tokens import CreateToken
from bulou.records import matter_sums
from tests.acts.authorities import arrive, matter_at, notified, with_authorities
from tests.acts.scene import PACKET
from tests.entrypoints.desk.conftest import Desk
from tests.world import World

FIGURES = ("source", "library", "on-time", "remediation", "ageing", "classes", "filings")
PATH = "/desk/authority/figures/"


@pytest.fixture
def state(world: World) -> World:
    """Five days ago: one notification of a medium vendor about a vehicle, with a date that has passed; then one with a remedy."""
    world.now = timezone.now() - timedelta(days=5)
    with_authorities(world)
    world.done(StateSize(organisation_id=world.organisations["vendor"], size="medium"), "lead")
    notified(world, product_class="vehicle")
    there = matter_at(world, "miit", "notification", opened_by="of_miit")
    world.done(RegisterMatter(case_id=there, remedy_by=world.now + timedelta(days=1)), "of_miit")
    arrive(world)
    notified(world, remedy="升级至 3.4.7")
    return world


def sum_all() -> None:
    while sum_up():
        pass


def rows(desk: Desk, who: str = "of_miit", query: str = "?step=month") -> dict[str, list[list[str]]]:
    figures = desk(who).get(PATH + query).context["figures"]
    return {name: [list(row.cells)[1:] for row in figure.rows] for name, figure in figures}


def answer_of(world: World, who: str, path: str) -> Any:
    person: Any = world.people[who]
    act = CreateToken(
        person_id=person.person_id, organisation_id=person.organisation_id, label="t", scope="read",
        expires_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    token = world.done(act, person).ids["secret"]
    return Client(headers={"host": "127.0.0.1", "authorization": f"Bearer {token}"}).get(f"/api/v1{path}")


def test_the_figures_are_the_same_before_and_after_the_worker_has_summed_up(state: World, desk: Desk) -> None:
    first = rows(desk, query="?step=month&first=2020-01-01")
    sum_all()
    then = rows(desk, query="?step=month&first=2020-01-01")

    assert first == then
    assert {name: sum(int(row[-1]) for row in first[name]) for name in ("source", "library", "remediation")} == {
        "source": 2, "library": 2, "remediation": 2,
    }  # fmt: skip
    assert first["on-time"] == [["2", "0", "0", "100%"]]
    assert first["ageing"] == [["1", "0", "1"], ["0", "0", "0"], ["0", "0", "0"], ["0", "0", "0"]]
    assert sorted(first["classes"]) == [["CAVD", "1", "50%", "0", "1"], ["NVDB", "1", "50%", "1", "0"]]


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
def test_the_figures_are_exact_while_the_worker_sums_up(
    state: World, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = matter_sums._counted
    summed: list[int] = []

    def another() -> None:
        summed.append(sum_up())
        connection.close()

    def then_summed(*known: Any) -> Any:
        monkeypatch.undo()  # the worker counts as ever
        found = counted(*known)
        worker = Thread(target=another)
        worker.start()
        worker.join(timeout=15)
        return found

    first = rows(desk)
    monkeypatch.setattr(matter_sums, "_counted", then_summed)
    meanwhile = rows(desk)

    assert (meanwhile, rows(desk)) == (first, first)
    assert summed[0] > 0


def test_a_remedy_that_comes_after_the_sums_moves_its_notification_and_counts_once(
    state: World, desk: Desk
) -> None:
    from bulou.records.models import AuthorityNotification, MatterSum

    sum_all()
    waiting = AuthorityNotification.objects.get(packet_sha256__in=_unremedied()).case_id
    packet = PACKET | {"product_class": "vehicle", "remedy": "升级"}
    state.done(PreparePacket(case_id=waiting, packet=packet), "lead")
    state.done(NotifyAuthority(case_id=waiting, method="node"), "lead")
    arrive(state)
    live = rows(desk)["remediation"]
    sum_all()

    assert rows(desk)["remediation"] == live
    assert [sum(int(row[place]) for row in live) for place in range(len(live[0]))] == [1, 1, 0, 0, 0, 0, 2]
    house = state.organisations["miit"]
    stored = MatterSum.objects.filter(organisation_id=house, series="remedy").values_list("name", "count")
    assert sorted(stored) == [(":0", 1), ("vehicle:7", 1)]


def _unremedied() -> list[str]:
    from bulou.records.models import AuthorityNotification, Matter

    waiting = Matter.objects.filter(kind="notification", remedied_at=None).values("reference")
    return list(AuthorityNotification.objects.filter(id__in=waiting).values_list("packet_sha256", flat=True))


def test_every_figure_has_its_picture_and_its_file_and_the_page_few_queries(
    state: World, desk: Desk, django_assert_max_num_queries: Any
) -> None:
    clerk = desk("of_miit")
    with django_assert_max_num_queries(15):
        page = clerk.get(PATH)
    shown = page.content.decode()

    assert tuple(name for name, _figure in page.context["figures"]) == FIGURES
    for name, figure in page.context["figures"]:
        file = clerk.get(f"{PATH}{name}.csv").content.decode()
        assert list(csv.reader(io.StringIO(file[1:])))[1:] == [list(row.cells) for row in figure.rows]
        assert (f'aria-labelledby="{name}-title {name}-desc"' in shown) is (figure.plot is not None)
    assert " style=" not in shown and "QY-4200" not in shown
    assert clerk.get(f"{PATH}nothing.csv").status_code == 404


def test_ac09_sums_board_and_coordination_are_over_what_one_may_know_and_for_authorities_alone(
    state: World, desk: Desk
) -> None:
    state.appoint("clerk", "authority", "handler")
    own = ("", "overdue/", "figures/", "figures/source.csv")

    assert all(each == [] for each in rows(desk, "clerk").values())
    assert desk("clerk").get("/desk/authority/overdue/").context["found"].remedies == []
    assert {desk("lead").get(f"/desk/authority/{path}").status_code for path in (*own, "coordination/")} == {
        404
    }
    assert {name: desk(name).get("/desk/authority/coordination/").status_code for name in ("of_cac", "of_miit", "clerk")} == {
        "of_cac": 200, "of_miit": 404, "clerk": 404,
    }  # fmt: skip
    assert answer_of(state, "clerk", "/authority/figures").json()["sources"] == []
    for path in ("figures", "overdue", "coordination"):
        assert answer_of(state, "lead", f"/authority/{path}").status_code == 404


def test_who_is_overdue_stands_by_vendor_and_is_urged_from_there(state: World, desk: Desk) -> None:
    clerk = desk("of_miit")
    (behind,) = clerk.get("/desk/authority/overdue/").context["found"].remedies
    vendor = state.organisations["vendor"]
    listed = clerk.get(f"/desk/authority/?view=overdue&sender={vendor}").content.decode()
    there = matter_of_vendor(state)
    answered = answer_of(state, "of_miit", "/authority/overdue").json()

    assert (behind.organisation_id, behind.count, behind.groups, behind.urged) == (vendor, 1, [1, 0, 0, 0], 0)
    assert f"/desk/cases/{there.number}/acts/urge_vendor/" in listed
    assert (
        clerk.get(f"/desk/authority/?view=overdue&sender={state.organisations['other']}").context["rows"]
        == []
    )
    assert [(row["organisation"], row["count"]) for row in answered["remedies"]] == [(str(vendor), 1)]
    state.now = timezone.now()
    state.done(UrgeVendor(case_id=there.id, text="请抓紧", until=state.now + timedelta(days=3)), "of_miit")
    assert clerk.get("/desk/authority/overdue/").context["found"].remedies == []


def test_a_vendor_that_is_overdue_has_both_names_and_says_where_it_is(state: World, desk: Desk) -> None:
    from bulou.records.models import Matter

    clerk = desk("of_miit")

    def told() -> tuple[Any, bool]:
        page = clerk.get("/desk/authority/overdue/")
        (row,) = page.context["found"].remedies
        return (row.zh, row.en, row.here), "on another node" in page.content.decode()

    here = told()
    far = {"sender_id": uuid4(), "sender_name": "远方厂商"}
    Matter.objects.filter(remedied_at=None).update(**far)  # writes: as from a vendor of another node

    assert here == (("vendor（测试）", "vendor (test)", True), False)
    assert told() == (("远方厂商", "远方厂商", False), True)


def matter_of_vendor(state: World) -> Any:
    from bulou.records.models import Case, Matter

    return Case.objects.get(id=Matter.objects.get(kind="notification", remedied_at=None).case_id)


def test_a_supervised_vendor_that_owes_a_notification_stands_on_the_board(state: World, desk: Desk) -> None:
    from bulou.acts.supervision.scope import BeginSupervision

    state.accepted()
    authority, vendor = state.organisations["authority"], state.organisations["vendor"]
    before = desk("of_miit").get("/desk/authority/overdue/").context["found"].notifications
    state.done(BeginSupervision(organisation_id=authority, subject_id=vendor, basis="规定第三条"), "of_miit")
    page = desk("of_miit").get("/desk/authority/overdue/")
    (owed,) = page.context["found"].notifications

    assert before == []
    assert (owed.organisation_id, owed.count, sum(owed.groups)) == (vendor, 1, 1)
    assert f"/desk/supervision/{vendor}/" in page.content.decode()


def test_who_coordinates_sees_who_told_whom_and_what_is_not_confirmed(state: World, desk: Desk) -> None:
    from bulou.records.models import Circulation

    waiting = Circulation.objects.filter(
        matter__organisation_id=state.organisations["miit"], body="mps"
    ).first()
    assert waiting is not None
    silent = {"receipt_at": None, "receipt_number": ""}
    Circulation.objects.filter(id=waiting.id).update(**silent)  # writes: a receipt that never came
    page = desk("of_cac").get("/desk/authority/coordination/")
    pairs = {
        (pair.body, pair.purpose): (pair.told, pair.confirmed, pair.silent)
        for pair in page.context["found"].pairs
    }
    told = answer_of(state, "of_cac", "/authority/coordination").json()

    assert pairs == {
        ("mps", "share"): (2, 1, 1), ("cac", "share"): (2, 2, 0), ("cncert", "circulate"): (2, 2, 0),
        ("mps_centre", "circulate"): (2, 2, 0),
    }  # fmt: skip
    assert [(row["body"], row["kind"]) for row in told["silent"]] == [("mps", "notification")]
    assert "QY-4200" not in page.content.decode()


def test_the_size_that_a_vendor_states_is_asked_for_beside_its_orders(state: World, desk: Desk) -> None:
    client = desk("lead")
    page = client.get("/desk/corrections/").content.decode()
    wrong = client.post("/desk/corrections/", {"act": "state_size", "size": "huge"})
    client.post("/desk/corrections/", {"act": "state_size", "size": "large"})

    assert "State the size of the enterprise" in page
    assert wrong.status_code == 422
    from bulou.records.models import Organisation

    assert Organisation.objects.get(slug="vendor").size == "large"
