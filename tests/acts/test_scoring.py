"""The worker reads every report once and leaves a score that orders; nothing else about the case changes."""

from typing import TYPE_CHECKING, Any

from bulou.acts.scoring import score
from bulou.cases.quality import LEAST
from bulou.records import unread
from bulou.records.models import Case, Entry

if TYPE_CHECKING:
    from tests.world import World


def test_each_report_is_scored_once_and_nothing_is_sealed(world: "World") -> None:
    world.submit(
        content={"title": "注入", "product": "QY-4200", "versions": "3.1", "steps": "POST /diag 返回 uid=0"}
    )
    world.submit(content={"title": "测试", "steps": "测试"}, marks=("flood",))
    entries = Entry.objects.count()

    done = [score(), score()]

    rows = dict(Case.objects.values_list("product", "quality"))
    assert done == [2, 0]
    assert rows["QY-4200"] > 40 > 0 > rows[""]
    assert (Entry.objects.count(), unread.is_waiting()) == (entries, False)
    assert "proof" in Case.objects.get(product="QY-4200").quality_points


def test_a_product_of_ones_own_counts(world: "World") -> None:
    world.accepted()
    world.submit(
        content={
            "product": "青砚 QY-4200 路由器",
            "steps": "路由器在夜里会自己重启，三台都是这样，已经一周了。",
        }
    )
    score()

    known = Case.objects.get(product__contains="青砚")
    assert known.quality_points == ["product", "product_known"]


def test_a_report_that_cannot_be_opened_stands_last_and_holds_up_nobody(world: "World") -> None:
    broken = world.submit().ids["case_id"]
    world.submit()
    Case.objects.filter(id=broken).update(key_wrapped=b"x")  # writes: as after a fault of the disk

    score()

    assert not unread.is_waiting()
    assert Case.objects.get(id=broken).quality == LEAST


def test_scoring_takes_few_queries(world: "World", django_assert_max_num_queries: Any) -> None:
    for _turn in range(5):
        world.submit()

    with django_assert_max_num_queries(4):
        score()
