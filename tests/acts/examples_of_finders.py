"""The finder's acts and the desk's answers to them: each once, and once as it cannot be acted on."""

from bulou.acts import appeals as ap
from bulou.acts import certificates as ce
from bulou.acts import credits as cr
from bulou.acts import publishing_pictures as pp
from bulou.acts import rewards as rw
from tests.acts.example import BLANK, NOBODY, Example, on

OF_FINDERS: dict[str, Example] = {
    "contest_grade": on(
        "mended", ap.ContestGrade, "reporter", text="攻击复杂度应为低", bad=BLANK, wrong="text"
    ),
    "answer_appeal": on("deferred", ap.AnswerAppeal, result="kept", text="已复核", bad=BLANK, wrong="text"),
    "choose_credit": on(
        "received",
        cr.ChooseCredit,
        "reporter",
        shown_as="handle",
        handle="苔原",
        on_thanks=True,
        bad={"handle": ""},
        wrong="handle",
    ),
    "propose_reward": on(
        "accepted", rw.ProposeReward, amount="3000", text="报告完整", bad={"amount": "much"}, wrong="amount"
    ),
    "approve_reward": on(
        "mended",
        rw.ApproveReward,
        ids={"reward_id": "proposed_reward"},
        bad={"reward_id": NOBODY},
        wrong="reward_id",
    ),
    "pay_reward": on(
        "mended",
        rw.PayReward,
        ids={"reward_id": "approved_reward"},
        reference="转账 12",
        bad={"reference": " "},
        wrong="reference",
    ),
    "cancel_reward": on(
        "mended",
        rw.CancelReward,
        ids={"reward_id": "approved_reward"},
        text="已另行奖励",
        bad=BLANK,
        wrong="text",
    ),
    "issue_certificate": on(
        "accepted", ce.IssueCertificate, confirmed=True, bad={"confirmed": False}, wrong="confirmed"
    ),
    "revoke_certificate": on("mended", ce.RevokeCertificate, text="误发", bad=BLANK, wrong="text"),
    "publish_picture": on(
        "published",
        pp.PublishPicture,
        ids={"advisory_id": "published", "attachment_id": "published_file"},
        caption="诊断页",
        bad={"caption": " "},
        wrong="caption",
    ),
}
