"""The authority's desk: what arrives, what is told on, what is decided, and what that does at the case that asked."""

from datetime import timedelta
from uuid import UUID

import pytest

from bulou.acts import Question, Status, perform
from bulou.acts.actor import Actor
from bulou.acts.authority.asking import RequestAssessment, RequestConsent
from bulou.acts.authority.deciding import DecideRequest, GiveOpinion, ReceiveDecision
from bulou.acts.authority.guidance import PublishGuidance
from bulou.acts.authority.receiving import ReceiveWord
from bulou.acts.authority.registering import (
    MergeMatter,
    RecordCirculation,
    RegisterMatter,
    ReturnForSupplement,
    UnmergeMatter,
    UrgeVendor,
)
from bulou.acts.membership import GrantCase, RecordMajorEvent
from bulou.acts.notification import NotifyAuthority, PreparePacket, RecordJointAssessment
from bulou.acts.release import PublishAdvisory
from bulou.acts.remediation import RecordRemediation
from bulou.law import Outcome
from tests.acts.authorities import arrive, matter_at, notified, with_authorities
from tests.acts.scene import PACKET
from tests.world import World


@pytest.fixture
def state(world: World) -> World:
    return with_authorities(world)


def words_of(case_id: UUID) -> list[tuple[str, str]]:
    from bulou.records.models import OfficialWord

    rows = OfficialWord.objects.filter(case_id=case_id).order_by("received_at")
    return list(rows.values_list("kind", "number"))


def test_a_notification_is_told_at_once_to_whom_the_law_names_and_each_confirms(state: World) -> None:
    from bulou.records.models import Case, Circulation, Matter

    notified(state, impact_scope="")

    matter = Matter.objects.get(kind="notification")
    told = {row.body: row for row in Circulation.objects.filter(matter=matter)}
    numbers = {
        row.matter.sender_name: row.number
        for row in Case.objects.filter(matter__kind__in=("circulation", "share"))
    }
    assert (matter.missing, matter.sender_id, matter.late) == (
        ["impact_scope"],
        state.organisations["vendor"],
        False,
    )
    assert {body: row.purpose for body, row in told.items()} == {
        "mps_centre": "circulate", "cncert": "circulate", "cac": "share", "mps": "share",
    }  # fmt: skip
    assert all(row.receipt_at and row.receipt_number for row in told.values())
    assert set(numbers) == {"authority（测试）"}
    assert Matter.objects.count() == 4


def test_a_body_that_is_not_here_waits_to_be_told_by_hand(world: World) -> None:
    from bulou.records.models import Circulation

    world.appoint("clerk", "authority", "lead")
    notified(world)
    case_id = matter_at(world, "authority", "notification", opened_by="clerk")
    row = Circulation.objects.get(matter_id=case_id, body="cncert")

    world.done(RecordCirculation(case_id=case_id, circulation_id=row.id, reference="传真 7 号"), "clerk")

    told = dict(Circulation.objects.filter(matter_id=case_id).values_list("body", "receipt_number"))
    assert told == {"mps_centre": "", "cncert": "传真 7 号", "cac": "", "mps": ""}


def test_the_register_counts_each_year_without_a_gap(state: World) -> None:
    first, second = notified(state), notified(state)
    mine = matter_at(state, "miit", "notification", opened_by="of_miit")
    from bulou.records.models import Matter

    other = Matter.objects.filter(kind="notification").exclude(case_id=mine).get().case_id
    state.done(RegisterMatter(case_id=other), "of_miit")
    state.done(RegisterMatter(case_id=mine), "of_miit")
    again = state.act(RegisterMatter(case_id=mine), "of_miit")
    arrive(state)
    told = Matter.objects.filter(kind__in=("circulation", "share")).exclude(organisation__slug="cncert")

    assert again.status is Status.INVALID
    assert sorted((row.organisation.slug, row.elsewhere["number"]) for row in told) == [
        (slug, f"AU〔2026〕{serial}号") for slug in ("cac", "mps") for serial in (1, 2)
    ]
    assert [words_of(case)[-1] for case in (first, second)] == [
        ("registered", "AU〔2026〕1号"), ("registered", "AU〔2026〕2号"),
    ]  # fmt: skip


def test_what_was_returned_is_completed_by_the_vendors_supplement(state: World) -> None:
    from bulou.records.models import Case, Matter

    case_id = notified(state, impact_scope="")
    there = matter_at(state, "miit", "notification", opened_by="of_miit")
    state.done(ReturnForSupplement(case_id=there, text="请补充影响范围"), "of_miit")
    arrive(state)
    returned = Case.objects.get(id=case_id).reg
    state.done(PreparePacket(case_id=case_id, packet=PACKET | {"remedy": "升级至 3.4.7"}), "lead")
    state.done(NotifyAuthority(case_id=case_id, method="node"), "lead")
    arrive(state)

    matter = Matter.objects.get(case_id=there)
    assert (returned, Case.objects.get(id=case_id).reg) == ("returned", "acknowledged")
    assert words_of(case_id)[-1][0] == "returned"
    assert (matter.missing, matter.supplemented_at is not None, matter.remedied_at is not None) == (
        [],
        True,
        True,
    )
    assert Matter.objects.filter(kind="notification").count() == 1


def test_a_notification_that_the_officer_may_not_know_cannot_be_merged_into(state: World) -> None:
    notified(state)
    unknown = matter_at(state, "miit", "notification")
    notified(state, by="foreigner", slug="other")
    mine = matter_at(state, "miit", "notification")
    officer = state.appoint("officer", "miit", "handler")
    assert officer.person_id is not None
    state.done(GrantCase(case_id=mine, person_id=officer.person_id), "of_miit")

    told, made_up = (
        state.act(MergeMatter(case_id=mine, into=into), officer) for into in (_number(unknown), "MIIT-0")
    )

    assert told.status is Status.INVALID
    assert told == made_up


def test_two_vendors_of_one_vulnerability_never_learn_of_each_other(state: World) -> None:
    """Whatever leaves the authority after the merge names only what the addressee itself sent."""
    from bulou.records.models import Delivery
    from bulou.records.outbox import claim

    notified(state)
    first = matter_at(state, "miit", "notification", opened_by="of_miit")
    notified(state, by="foreigner", slug="other", product_name="别家产品甲")
    second = matter_at(state, "miit", "notification", opened_by="of_miit")
    number = state.organisations and _number(first)
    state.done(MergeMatter(case_id=second, into=number), "of_miit")
    for case_id in (first, second):
        state.done(RegisterMatter(case_id=case_id), "of_miit")
        state.done(ReturnForSupplement(case_id=case_id, text="请补充"), "of_miit")

    bodies = {
        due.to: str(due.body())
        for due in claim("look", at=state.now, lease=timedelta(0), most=99)
        if due.body().get("kind") == "word"
    }
    vendor, other = str(state.organisations["vendor"]), str(state.organisations["other"])
    assert set(bodies) == {vendor, other}
    assert (
        "别家产品甲" not in bodies[vendor] and "other" not in bodies[vendor] and other not in bodies[vendor]
    )
    assert vendor not in bodies[other] and "QY-4200" not in bodies[other]
    state.done(UnmergeMatter(case_id=second), "of_miit")
    assert Delivery.objects.filter(to=vendor, delivered_at=None).count() == 2


def _number(case_id: UUID) -> str:
    from bulou.records.models import Case

    return Case.objects.get(id=case_id).number


def test_a_vendor_whose_remedy_is_overdue_is_urged_until_it_tells_of_one(state: World) -> None:
    case_id = notified(state)
    there = matter_at(state, "miit", "notification", opened_by="of_miit")
    state.done(RegisterMatter(case_id=there, remedy_by=state.now + timedelta(days=1)), "of_miit")
    state.now += timedelta(days=2)
    from bulou.records import register

    person = state.people["of_miit"].person_id
    assert person is not None
    listed = register.register(person, state.organisations["miit"], view="overdue", at=state.now)
    state.done(UrgeVendor(case_id=there, text="请抓紧", until=state.now + timedelta(days=3)), "of_miit")
    arrive(state)

    assert [line.matter.case_id for line in listed.lines] == [there]
    assert words_of(case_id)[-1] == ("urged", "AU〔2026〕1号")
    calm = register.register(person, state.organisations["miit"], view="overdue", at=state.now)
    assert list(calm.lines) == []


def test_early_publication_waits_for_both_ministries_and_then_for_their_decision(state: World) -> None:
    case_id = state.accepted()
    advisory = state.drafted(case_id)
    state.done(RecordJointAssessment(case_id=case_id, text="双方评估"), "lead")
    early = PublishAdvisory(case_id=case_id, advisory_id=advisory)
    before = state.act(early, "lead")
    state.done(RequestAssessment(case_id=case_id, text="在野利用"), "lead")
    arrive(state)
    there = matter_at(state, "miit", "assessment", opened_by="of_miit")
    decide = DecideRequest(case_id=there, result="no_objection", text="同意评估意见")
    silent = state.act(decide, "of_miit")
    mps = matter_at(state, "mps", "assessment", opened_by="of_mps")
    not_theirs = state.act(DecideRequest(case_id=mps, result="no_objection", text="x"), "of_mps")
    state.done(GiveOpinion(case_id=mps, result="no_objection", text="无异议"), "of_mps")
    cac = matter_at(state, "cac", "share", opened_by="of_cac")
    state.done(GiveOpinion(case_id=cac, result="objection", text="建议推迟"), "of_cac")
    arrive(state)
    decided = state.done(decide, "of_miit")
    arrive(state)

    from bulou.records.models import Case, Matter, Opinion

    facts = Case.objects.get(id=case_id).facts
    assert before.verdict is not None and before.verdict.outcome is not Outcome.NOT_PROHIBITED
    assert silent.refusal is not None and silent.refusal.citation is not None
    assert silent.refusal.citation.en == "RMSV Art. 9(1)"
    assert not_theirs.status is Status.INVALID or not_theirs.status is Status.REFUSED
    assert {row.organisation.slug: row.result for row in Opinion.objects.filter(matter_id=there)} == {
        "mps": "no_objection", "cac": "objection",
    }  # fmt: skip
    assert (facts["reported_to_miit"]["value"], facts["reported_to_mps"]["value"]) == (True, True)
    assessed = facts["authorities_assessment"]
    assert (assessed["value"], assessed["kind"]) == ("done_no_objection", "official")
    assert assessed["source"] == f"authority（测试） {decided.ids['number']}"
    assert Matter.objects.get(case_id=cac).elsewhere["decision"] == decided.ids["number"]
    opined = Matter.objects.get(case_id=mps)
    assert opined.elsewhere["decision"] == decided.ids["number"]
    assert opined.decided_at == Matter.objects.get(case_id=there).decided_at
    assert state.act(early, "lead")


def test_consent_during_a_major_event_comes_from_the_ministry_of_public_security_alone(state: World) -> None:
    miit, mps = state.organisations["miit"], state.organisations["mps"]
    span = {
        "starts_at": state.now - timedelta(hours=1),
        "ends_at": state.now + timedelta(days=9),
        "source": "通知",
    }
    refused = state.act(RecordMajorEvent(organisation_id=miit, event="大会", **span), "of_miit")
    state.done(RecordMajorEvent(organisation_id=mps, event="大会", **span), "of_mps")
    case_id = state.accepted()
    state.done(RecordRemediation(case_id=case_id, text="升级", location="https://v.example/3"), "lead")
    advisory = state.drafted(case_id)
    publish = PublishAdvisory(case_id=case_id, advisory_id=advisory)
    stopped = state.act(publish, "lead")
    state.done(RequestConsent(case_id=case_id, text="已修补，请准予发布"), "lead")
    arrive(state)
    there = matter_at(state, "mps", "consent", opened_by="of_mps")
    shared = matter_at(state, "miit", "share", opened_by="of_miit")
    foreign = state.act(DecideRequest(case_id=shared, result="granted", text="x"), "of_miit")
    until = state.now + timedelta(days=5)
    state.done(DecideRequest(case_id=there, result="granted", text="准予", valid_until=until), "of_mps")
    arrive(state)

    assert refused.refusal is not None and refused.refusal.question is Question.WHO
    assert refused.refusal.citation is not None and refused.refusal.citation.en == "RMSV Art. 9(6)"
    assert stopped.verdict is not None and stopped.verdict.outcome is Outcome.NEEDS_APPROVAL
    assert not foreign
    assert state.act(publish, "lead")


def test_a_decision_is_taken_only_under_its_signature_for_what_was_asked(state: World) -> None:
    """A changed statement, other grounds, another case and a second delivery change nothing."""
    from bulou.records.models import Case, Delivery, Entry
    from bulou.records.outbox import claim

    case_id, other = state.accepted(), state.accepted()
    state.done(RequestConsent(case_id=case_id, text="请准予"), "lead")
    state.done(RequestConsent(case_id=other, text="请准予"), "lead")
    arrive(state)
    from bulou.records.models import Matter

    there = Matter.objects.get(kind="consent", sender_case=case_id).case_id
    _open(state, there, "of_mps")
    until = state.now + timedelta(days=5)
    state.done(DecideRequest(case_id=there, result="granted", text="准予", valid_until=until), "of_mps")
    body = next(
        due.body()["content"]
        for due in claim("look", at=state.now, lease=timedelta(0), most=99)
        if due.body().get("kind") == "decision"
    )

    def take(case: UUID, key: str = "k", **changed: str) -> Status:
        act = ReceiveDecision(case_id=case, key=key, content={**body, **changed})
        return perform(act, by=Actor.system(), at=state.now).status

    forged = body["statement"].replace("granted", "refused")
    tried = [
        take(case_id, statement=forged),
        take(case_id, text="别的理由"),
        take(other),
        take(case_id, signature="00"),
    ]
    assert tried == [Status.INVALID] * 4
    assert "mps_consent" not in Case.objects.get(id=case_id).facts
    assert take(case_id) is Status.DONE
    length = Entry.objects.filter(stream=f"case:{case_id}").count()
    assert take(case_id) is Status.DONE
    assert Entry.objects.filter(stream=f"case:{case_id}").count() == length
    assert Delivery.objects.filter(failed_at__isnull=False).count() == 0


def _open(state: World, case_id: UUID, who: str) -> None:
    state.open(case_id, who)


def test_a_report_of_the_public_to_an_authority_stands_in_its_register(state: World) -> None:
    from bulou.records.models import Matter

    state.submit("authority")

    matter = Matter.objects.get(organisation_id=state.organisations["miit"])
    assert (matter.kind, matter.sender_case, matter.number) == ("report", None, "")


def test_what_the_table_does_not_give_is_refused_with_its_article(state: World) -> None:
    guide = PublishGuidance(
        organisation_id=state.organisations["cncert"], kind="notice", title_zh="提示", text_zh="内容",
        title_en="Notice", text_en="Text",
    )  # fmt: skip
    outcome = state.act(guide, "of_cncert")

    assert outcome.refusal is not None and outcome.refusal.citation is not None
    assert (outcome.refusal.question, outcome.refusal.citation.en) == (Question.WHO, "RMSV Art. 3")


def test_acts_of_an_authority_are_not_there_on_anyone_elses_case(state: World) -> None:
    case_id = state.accepted()

    outcome = state.act(RegisterMatter(case_id=case_id), "lead")

    assert outcome.status is Status.NOT_FOUND


def test_a_word_that_cannot_be_read_changes_nothing(state: World) -> None:
    case_id = state.accepted()
    act = ReceiveWord(case_id=case_id, key="k", content={"kind": "praised"})

    assert perform(act, by=Actor.system(), at=state.now).status is Status.INVALID
    assert words_of(case_id) == []
