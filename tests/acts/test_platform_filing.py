"""From the first draft to the public list and off it again, between two organisations, by the outbox only."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from bulou.acts import Actor, Question, Status
from bulou.acts.blobs import keep, place, sweep
from bulou.acts.membership import OpenReception
from bulou.acts.platforms.answers import ReceiveFilingAnswer, RecordFilingAnswer
from bulou.acts.platforms.examining import (
    AcceptFiling,
    AskFilingSupplement,
    RecordFilingCirculation,
    RefuseFiling,
    RemoveFromList,
)
from bulou.acts.platforms.filing import CancelFiling, NoteFilingChange, PrepareFiling, SubmitFiling
from bulou.law import Outcome
from bulou.records import filings, public
from bulou.records.models import (
    Entry,
    FilingCirculation,
    FilingDocument,
    HouseDue,
    Organisation,
    PlatformFiling,
)
from bulou.records.streams import opened
from tests.acts.filed import CONTENT, carried, listed, prepared, scan, submitted
from tests.world import World


@pytest.fixture
def shore(world: World) -> World:
    """A platform that is not filed, and the authority's people."""
    world.found("tide", "TD", "platform")
    world.appoint("xu", "tide", "lead")
    world.appoint("clerk", "tide", "handler")
    world.appoint("examiner", "authority", "lead")
    world.appoint("junior", "authority", "handler")
    return world


def house(world: World, slug: str = "tide") -> Organisation:
    return Organisation.objects.get(id=world.organisations[slug])


def tide(world: World) -> PlatformFiling:
    return PlatformFiling.objects.get(holder=house(world))


def authority(world: World) -> dict[str, UUID]:
    return {"organisation_id": world.organisations["authority"]}


def own(world: World) -> dict[str, UUID]:
    return {"organisation_id": world.organisations["tide"]}


def opening(world: World) -> tuple[bool, Outcome | None]:
    outcome = world.act(OpenReception(**own(world)), "xu")
    return bool(outcome), outcome.verdict.outcome if outcome.verdict is not None else None


def test_a_platform_opens_only_once_the_list_names_it(shore: World) -> None:
    """D1.2: forbidden before, an official fact after; the number stands on its pages."""
    assert opening(shore) == (False, Outcome.FORBIDDEN)
    held = submitted(shore, "tide", "xu")
    assert opening(shore) == (False, Outcome.FORBIDDEN)

    shore.done(AcceptFiling(**authority(shore), filing_id=held), "examiner")
    assert opening(shore) == (False, Outcome.FORBIDDEN)  # it does not know yet
    carried(shore)

    assert opening(shore) == (True, Outcome.PERMITTED)
    assert house(shore).filing_number == "AU-PF-2026-0001"
    entry = Entry.objects.filter(stream=f"org:{house(shore).id}").order_by("-index")[0]
    assert opened(entry, None)["decision"]["facts"]["platform_listed"] is True


def test_a_vendor_that_collects_its_own_opens_without_a_filing(shore: World) -> None:
    done = shore.done(OpenReception(organisation_id=shore.organisations["vendor"]), "lead")
    assert done.verdict is not None and done.verdict.outcome is Outcome.PERMITTED


def test_nothing_incomplete_or_unconfirmed_is_submitted(shore: World) -> None:
    shore.done(PrepareFiling(**own(shore), content={"platform_name": "听潮"}), "clerk")
    lacks = shore.act(SubmitFiling(**own(shore), truthful=True), "xu")
    prepared(shore, "tide", "clerk")
    unconfirmed = shore.act(SubmitFiling(**own(shore)), "xu")
    by_clerk = shore.act(SubmitFiling(**own(shore), truthful=True), "clerk")

    assert (lacks.status, [*lacks.errors]) == (Status.INVALID, ["method"])
    assert "首页网址" in lacks.errors["method"].zh and "commitment" in lacks.errors["method"].en
    assert [*unconfirmed.errors] == ["truthful"]
    assert by_clerk.status is Status.REFUSED


def test_what_arrives_is_what_was_filed_documents_and_all(shore: World) -> None:
    held = submitted(shore, "tide", "xu")
    kept = filings.dossier(shore.organisations["authority"], held)
    mine = filings.own(shore.organisations["tide"])
    assert kept and kept.newest and mine and mine.newest

    assert kept.newest.values == CONTENT
    assert kept.newest.row.sha256 == mine.newest.row.sha256
    sent = {row.field: filings.open_document(row).read() for row in mine.newest.documents}
    assert {row.field: filings.open_document(row).read() for row in kept.newest.documents} == sent
    carried(shore)
    assert tide(shore).reception == kept.filing.reception != ""


def test_delivered_three_times_it_is_one_filing_and_one_answer(shore: World) -> None:
    prepared(shore, "tide", "xu")
    shore.done(SubmitFiling(**own(shore), truthful=True), "xu")
    carried(shore, times=3)
    held = PlatformFiling.objects.get(holder_id=shore.organisations["authority"])
    shore.done(AcceptFiling(**authority(shore), filing_id=held.id), "examiner")
    carried(shore, times=3)

    assert [event.kind for event in tide(shore).events.order_by("id")] == ["submitted", "listed"]
    assert [event.kind for event in held.events.order_by("id")] == ["submitted", "listed"]


def test_a_supplement_is_asked_for_given_and_examined_anew(shore: World) -> None:
    held = submitted(shore, "tide", "xu")
    shore.done(
        AskFilingSupplement(**authority(shore), filing_id=held, text="第九项请写明修补前不发布。"), "junior"
    )
    early = shore.act(AcceptFiling(**authority(shore), filing_id=held), "examiner")
    carried(shore)
    mine = filings.own(shore.organisations["tide"])
    assert mine and mine.newest
    asked = (mine.newest.row.state, mine.newest.remarks)
    shore.done(
        PrepareFiling(**own(shore), content=CONTENT | {"publication_rules": "修补前不发布。"}), "clerk"
    )
    shore.done(SubmitFiling(**own(shore), truthful=True), "xu")
    carried(shore)
    shore.done(AcceptFiling(**authority(shore), filing_id=held), "examiner")
    carried(shore)
    kept = filings.dossier(shore.organisations["authority"], held)

    assert (early.status, [*early.errors]) == (Status.INVALID, ["filing_id"])
    assert asked == ("supplement", "第九项请写明修补前不发布。")
    assert kept and kept.newest and kept.newest.values["publication_rules"] == "修补前不发布。"
    assert len(kept.newest.documents) == 2
    assert tide(shore).standing == "listed"


def test_a_refusal_says_why_and_a_new_filing_may_follow(shore: World) -> None:
    held = submitted(shore, "tide", "xu")
    shore.done(RefuseFiling(**authority(shore), filing_id=held, text="主办者证件不符。"), "examiner")
    carried(shore)
    mine = filings.own(shore.organisations["tide"])
    assert mine and mine.newest
    refused = (mine.newest.row.state, mine.newest.remarks, mine.filing.standing)
    again = submitted(shore, "tide", "xu")

    assert refused == ("refused", "主办者证件不符。", "unlisted")
    assert again == held
    assert tide(shore).revisions.count() == 2


def test_an_amendment_keeps_the_number_and_ends_the_thirty_days(shore: World) -> None:
    held = listed(shore, "tide", "xu")
    changed = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)
    shore.done(NoteFilingChange(**own(shore), changed_at=changed), "clerk")
    due = filings.amendment(changed, at=shore.now)
    submitted(shore, "tide", "xu", platform_name="听潮平台")
    kept = filings.dossier(shore.organisations["authority"], held)
    assert kept and kept.newest and kept.accepted
    on_list = [row.name for row in public.listed_platforms()]
    shore.done(AcceptFiling(**authority(shore), filing_id=held), "examiner")
    carried(shore)

    assert due is not None and due.due_at == datetime(
        2026, 12, 19, 16, 0, tzinfo=UTC
    )  # the end of day 30 in Beijing
    assert (kept.newest.row.kind, kept.accepted.values["platform_name"]) == (
        "amendment",
        CONTENT["platform_name"],
    )
    assert on_list == [CONTENT["platform_name"]]  # until it is accepted
    assert [row.name for row in public.listed_platforms()] == ["听潮平台"]
    assert (tide(shore).number, tide(shore).changed_at) == ("AU-PF-2026-0001", None)


def test_what_changes_while_an_amendment_is_examined_is_still_to_be_amended(shore: World) -> None:
    held = listed(shore, "tide", "xu")
    shore.done(NoteFilingChange(**own(shore)), "clerk")
    shore.now += timedelta(hours=1)
    submitted(shore, "tide", "xu", platform_name="听潮平台")
    shore.now += timedelta(days=2)
    again = shore.now
    shore.done(NoteFilingChange(**own(shore)), "clerk")
    shore.now += timedelta(days=1)
    shore.done(AcceptFiling(**authority(shore), filing_id=held), "examiner")
    carried(shore)

    owed = HouseDue.objects.get(organisation_id=shore.organisations["tide"], kind="amendment")
    due = filings.amendment(again, at=shore.now)
    assert (tide(shore).changed_at, owed.due_at) == (again, due and due.due_at)


def test_a_removal_closes_the_door_and_takes_the_number_off_the_pages(shore: World) -> None:
    held = listed(shore, "tide", "xu")
    shore.done(OpenReception(**own(shore)), "xu")
    shore.done(RemoveFromList(**authority(shore), filing_id=held, text="虚假备案。"), "examiner")
    carried(shore)
    typed = OpenReception(**own(shore), filing_number="AU-PF-2026-0001", listing_sha256="0" * 64)

    assert (house(shore).receives, house(shore).filing_number) == (False, "")
    assert not shore.act(typed, "xu")  # what was decided outweighs what is typed
    assert [(event.kind, event.platform.number) for event in public.list_history()] == [
        ("removed", "AU-PF-2026-0001"),
        ("listed", "AU-PF-2026-0001"),
    ]
    assert public.listed_platforms() == []


def test_a_service_that_stops_is_cancelled(shore: World) -> None:
    held = listed(shore, "tide", "xu")
    shore.done(OpenReception(**own(shore)), "xu")
    shore.done(CancelFiling(**own(shore), text="平台停止服务。"), "xu")
    closed = house(shore).receives
    carried(shore)
    shore.done(AcceptFiling(**authority(shore), filing_id=held), "examiner")
    carried(shore)

    assert (closed, tide(shore).standing, house(shore).filing_number) == (False, "cancelled", "")
    assert public.listed_platforms() == []


def test_both_bodies_are_to_be_told_and_their_receipts_are_kept(shore: World) -> None:
    """Article 10: the MPS and the CAC."""
    held = listed(shore, "tide", "xu")
    told = RecordFilingCirculation(
        **authority(shore), filing_id=held, body="mps", reference="通报8号", receipt="收8"
    )
    shore.done(told, "junior")
    again = shore.act(told, "junior")

    rows = FilingCirculation.objects.order_by("body").values_list("body", "reference", "receipt")
    assert list(rows) == [("cac", "", ""), ("mps", "通报8号", "收8")]
    assert [*again.errors] == ["body"]


def test_filed_by_hand_the_answer_is_a_document_with_its_hash(shore: World) -> None:
    """DECISIONS 6: never a tick-box."""
    prepared(shore, "tide", "xu")
    shore.done(SubmitFiling(**own(shore), method="by_hand", truthful=True, reference="网上备案 123"), "xu")
    ticked = shore.act(RecordFilingAnswer(**own(shore), answer="accepted", number="A-1"), "xu")
    paper = keep("通知.pdf", b"%PDF-1.7 listed")
    shore.done(RecordFilingAnswer(**own(shore), answer="accepted", number="A-1", decision=(paper,)), "xu")

    assert [*ticked.errors] == ["decision"]
    assert (tide(shore).standing, tide(shore).evidence) == ("listed", paper.sha256)
    assert opening(shore) == (True, Outcome.PERMITTED)


def test_only_the_authority_examines_and_only_its_lead_decides(shore: World) -> None:
    held = submitted(shore, "tide", "xu")
    by_junior = shore.act(AcceptFiling(**authority(shore), filing_id=held), "junior")
    elsewhere = shore.act(AcceptFiling(**own(shore), filing_id=held), "xu")
    stranger = shore.act(AcceptFiling(**authority(shore), filing_id=held), "xu")

    assert [by_junior.status, elsewhere.status, stranger.status] == [
        Status.REFUSED,
        Status.NOT_FOUND,
        Status.NOT_FOUND,
    ]


def test_an_authority_without_the_power_keeps_no_list(shore: World) -> None:
    """DECISIONS 6: the competence table gives it to MIIT alone."""
    held = submitted(shore, "tide", "xu")
    shore.found("police", "PO", "authority", bodies=("mps",))
    shore.appoint("officer", "police", "lead")
    wanted = AcceptFiling(organisation_id=shore.organisations["police"], filing_id=held)
    refused = shore.act(wanted, "officer")

    assert refused.refusal is not None and refused.refusal.question is Question.WHO


def test_an_answer_of_anybody_else_is_not_heard(shore: World) -> None:
    prepared(shore, "tide", "xu")
    shore.done(SubmitFiling(**own(shore), truthful=True), "xu")
    carried(shore)
    forged = ReceiveFilingAnswer(
        **own(shore),
        thread=tide(shore).thread,
        revision=1,
        answer="accepted",
        number="X-1",
        authority=str(shore.organisations["other"]),
    )

    assert shore.act(forged, Actor.system()).status is Status.INVALID
    assert tide(shore).standing == "unlisted"


def test_entries_hold_hashes_and_never_a_contact_or_a_certificate(shore: World) -> None:
    listed(shore, "tide", "xu")
    sealed = json.dumps(
        [opened(entry, None) for entry in Entry.objects.all()], default=str, ensure_ascii=False
    )

    assert [
        word for word in ("91310000TESTTEST0X", "filing@tide.example", "021-00000000") if word in sealed
    ] == []


def test_a_document_is_no_orphan(shore: World) -> None:
    prepared(shore, "tide", "xu")
    sweep(datetime(2100, 1, 1, tzinfo=UTC))

    assert all(place(row.blob).exists() for row in FilingDocument.objects.all())


def test_documents_are_pictures_or_pdf_and_not_large(shore: World) -> None:
    program = keep("承诺书.pdf", b"MZ" + bytes(300))
    outcome = shore.act(
        PrepareFiling(**own(shore), content=CONTENT, commitment=(program,), grade3_proof=scan() + scan()),
        "xu",
    )
    assert sorted(outcome.errors) == ["commitment", "grade3_proof"]
