"""The register of internal control (Article 11): sealed, reviewed, reminded of, and answered for by the law."""

from datetime import timedelta
from typing import TYPE_CHECKING

from bulou.acts import Status
from bulou.acts.blobs import keep
from tests.pictures import photo

if TYPE_CHECKING:
    from tests.world import World


def test_a_measure_is_replaced_by_a_better_one_and_both_stay_with_their_words(world: "World") -> None:
    from bulou.records.controls import register
    from bulou.records.models import Organisation
    from tests.acts.housed import in_force

    first = in_force(world, text="口头授权。")
    in_force(world, text="书面授权。", replaces=first)
    house = Organisation.objects.get(slug="vendor")
    found = register(house, at=world.now)

    assert [
        (each.row.number, each.row.state, each.text, each.row.replaces_id) for each in found.measures
    ] == [
        (2, "in_force", "书面授权。", first),
        (1, "superseded", "口头授权。", None),
    ]
    assert found.kinds == {"access"}


def test_nothing_of_the_register_is_written_in_clear_where_the_journal_keeps_it(world: "World") -> None:
    from bulou.records.models import ControlIncident, ControlMeasure, Entry
    from tests.acts.housed import in_force, suspected

    in_force(world)
    suspected(world)
    entries = Entry.objects.filter(stream=f"org:{world.organisations['vendor']}")
    kept = " ".join(f"{each.header} {each.payload}" for each in entries)
    boxes = [*ControlMeasure.objects.values_list("text_sealed", flat=True),
             *ControlIncident.objects.values_list("text_sealed", flat=True)]  # fmt: skip

    assert not [words for words in ("未公开案件", "案件细节", "逐案授权") if words in kept]
    assert not any("案件".encode() in bytes(box) for box in boxes)


def test_a_review_moves_the_next_one_and_each_stage_is_reminded_of_once(world: "World") -> None:
    from bulou.acts.house.reviewing import ReviewMeasure
    from bulou.entrypoints.worker.dues import remind_of_dues
    from bulou.records.dues import dues
    from bulou.records.models import Delivery
    from tests.acts.housed import day, in_force

    house = world.organisations["vendor"]
    measure = in_force(world, review_due=day(world, 20))
    reminded = []
    for days in (0, 7, 0, 30, 0):
        world.now += timedelta(days=days)
        reminded.append(remind_of_dues(at=world.now))
    overdue = [(each.kind, each.name, each.overdue) for each in dues(house, at=world.now)]
    act = ReviewMeasure(
        organisation_id=house, measure_id=measure, outcome="works", text="抽查无误。", next_due=day(world, 90)
    )
    world.done(act, "lead")

    assert reminded == [0, 1, 0, 1, 0]
    assert overdue == [("review", "逐案授权", True)]
    assert dues(house, at=world.now) == []
    assert Delivery.objects.filter(kind="mail", to="lead@vendor.example").count() == 2


def test_the_law_says_broken_only_once_a_leak_is_confirmed(world: "World") -> None:
    from bulou.acts.house.incidents import CloseIncident
    from bulou.records.controls import register
    from bulou.records.models import Organisation
    from tests.acts.housed import suspected

    world.found("tide", "TD", "platform")
    world.appoint("tide_lead", "tide", "lead")
    platform, vendor = (Organisation.objects.get(slug=slug) for slug in ("tide", "vendor"))
    seen = [register(platform, at=world.now).duty]
    for found in ("unfounded", "confirmed"):
        incident = suspected(world, "tide", "tide_lead")
        seen.append(register(platform, at=world.now).duty)
        act = CloseIncident(organisation_id=platform.id, incident_id=incident, found=found, text="查明。")
        world.done(act, "tide_lead")
        seen.append(register(platform, at=world.now).duty)

    assert [str(duty.standing) if duty else None for duty in seen] == [*["kept_so_far"] * 4, "broken"]
    assert register(vendor, at=world.now).duty is None  # Article 11 addresses who finds and collects


def test_ac01_a_measure_of_another_house_is_as_if_it_were_not_there(world: "World") -> None:
    from bulou.acts.house.measures import EndMeasure
    from tests.acts.housed import in_force, measure

    foreign = in_force(world, "other", "foreigner")
    ended = EndMeasure(organisation_id=world.organisations["vendor"], measure_id=foreign, grounds="x")
    replaced = measure(world, replaces=foreign)
    stranger = measure(world, responsible_id=world.people["foreigner"].person_id)

    assert [world.act(act, "lead").errors.keys() for act in (ended, replaced, stranger)] == [
        {"measure_id"}, {"replaces"}, {"responsible_id"},
    ]  # fmt: skip


def test_the_filing_is_kept_true_by_what_is_owed(world: "World") -> None:
    from bulou.acts.platforms.examining import AcceptFiling
    from bulou.acts.platforms.filing import NoteFilingChange, PrepareFiling, SubmitFiling
    from bulou.acts.platforms.keeping import LookThroughFiling, NoteDocumentValidity
    from bulou.records.models import HouseDue
    from tests.acts.filed import CONTENT, carried, listed
    from tests.acts.housed import day

    def owed() -> list[tuple[str, int]]:
        rows = HouseDue.objects.filter(organisation_id=house).order_by("kind")
        return [(row.kind, (row.due_at - world.now).days) for row in rows]

    world.found("tide", "TD", "platform")
    house = world.organisations["tide"]
    world.appoint("tide_lead", "tide", "lead")
    world.appoint("examiner", "authority", "lead")
    early = LookThroughFiling(organisation_id=house, still_true=True)
    before = world.act(early, "tide_lead").status
    held = listed(world, "tide", "tide_lead")
    seen = [owed()]
    world.done(
        NoteDocumentValidity(organisation_id=house, document="grade3_proof", valid_until=day(world, 40)),
        "tide_lead",
    )
    world.done(NoteFilingChange(organisation_id=house), "tide_lead")
    seen.append(owed())
    other = keep("新证明.png", photo("JPEG"))
    world.done(PrepareFiling(organisation_id=house, content=CONTENT, grade3_proof=(other,)), "tide_lead")
    world.done(SubmitFiling(organisation_id=house, truthful=True), "tide_lead")
    carried(world)
    seen.append(owed())
    accepted = AcceptFiling(organisation_id=world.organisations["authority"], filing_id=held)
    world.done(accepted, "examiner")
    carried(world)
    seen.append(owed())

    assert before is Status.INVALID
    assert [[kind for kind, _days in each] for each in seen] == [
        ["look"], ["amendment", "look", "validity"], ["amendment", "look", "validity"], ["look"],
    ]  # fmt: skip
    assert dict(seen[1])["amendment"] in (29, 30)
