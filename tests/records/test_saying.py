"""What a finder may say: by what their own page shows, and by nothing else."""

from bulou.acts import Actor
from bulou.acts.coordination import AddParty
from bulou.acts.notification import NotifyAuthority, PreparePacket
from bulou.acts.receipt import PostMessage
from bulou.acts.release import PublishAdvisory
from bulou.acts.remediation import RecordRemediation
from bulou.law import Outcome
from bulou.records import public
from tests.acts.scene import PACKET


def answers(world, case_id):
    page = public.status_page(case_id)
    return {each.name: each.verdict.outcome for each in public.what_may_be_said(page, at=world.now)}


def test_before_a_remedy_the_vendor_only_and_after_it_the_public(world):
    case_id = world.accepted()
    before = answers(world, case_id)
    cures = {
        each.name: len(each.cures)
        for each in public.what_may_be_said(public.status_page(case_id), at=world.now)
    }
    world.done(RecordRemediation(case_id=case_id, text="升级", location="https://vendor.example/fw"), "lead")
    mended = answers(world, case_id)
    world.done(PublishAdvisory(case_id=case_id, advisory_id=world.drafted(case_id)), "lead")
    published = answers(world, case_id)

    forbidden, passes = Outcome.FORBIDDEN, {"vendor": True}
    assert before["publish"] is forbidden
    assert (before["present"].passes, before["abroad"], before["vendor"].passes) == (False, forbidden, True)
    assert cures["publish"] > 0
    assert (mended["publish"].passes, mended["abroad"]) == (True, forbidden)
    assert {name: outcome.passes for name, outcome in published.items()} == dict.fromkeys(
        ("publish", "present", "vendor", "abroad"), True
    ) | passes


def test_what_only_the_desk_knows_changes_no_answer(world):
    case_id = world.accepted()
    before = public.what_may_be_said(public.status_page(case_id), at=world.now)
    world.done(PreparePacket(case_id=case_id, packet=PACKET), "lead")
    world.done(NotifyAuthority(case_id=case_id, method="by_hand"), "lead")
    world.done(AddParty(case_id=case_id, party="上游甲", role="upstream", overseas=True), "lead")
    world.done(PostMessage(case_id=case_id, text="内部"), Actor.system())
    after = public.what_may_be_said(public.status_page(case_id), at=world.now)

    assert [(e.name, e.verdict.outcome, e.verdict.findings, e.cures) for e in before] == [
        (e.name, e.verdict.outcome, e.verdict.findings, e.cures) for e in after
    ]
