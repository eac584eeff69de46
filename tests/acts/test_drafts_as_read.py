"""Who signs or publishes a draft says which text they have read, and no other is signed or published."""

from uuid import UUID

from bulou.acts import Status
from bulou.acts.release import JudgeDraft, PublishAdvisory, SaveDraft
from bulou.acts.remediation import RecordRemediation
from bulou.records.models import Advisory
from tests.world import World


def test_ac42_what_was_read_is_judged_and_published_and_no_other_text(world: World) -> None:
    """A draft that somebody saved while another was reading is not signed unseen."""
    case_id: UUID = world.accepted()
    fixed = RecordRemediation(case_id=case_id, text="升级", location="https://vendor.example/3.4.7")
    world.done(fixed, "lead")
    advisory_id = world.drafted(case_id, judged=False)
    about = {"case_id": case_id, "advisory_id": advisory_id}
    read = Advisory.objects.get(id=advisory_id).draft_sha256
    changed = SaveDraft(
        **about, heading="另一标题", summary="请升级。", description="另一说明。", remediation="升级。",
        operator_in_use_detail="no", exploit_included="no",
    )  # fmt: skip
    world.done(changed, "lead")
    now = Advisory.objects.get(id=advisory_id).draft_sha256
    judge = {"judgement": "exaggerates", "answer": "no", "grounds": "对照记录。"}

    unseen = world.act(JudgeDraft(**about, **judge, draft_sha256=read), "lead")
    world.judge(case_id, advisory_id)
    late = world.act(PublishAdvisory(**about, draft_sha256=read), "lead")

    assert read != now
    assert [(each.status, list(each.errors)) for each in (unseen, late)] == [
        (Status.INVALID, ["draft_sha256"])
    ] * 2
    assert world.act(PublishAdvisory(**about, draft_sha256=now), "lead")
