"""The acts of coordination, each as someone would really do it, and once as it cannot be acted on."""

from bulou.acts import as_party as ap
from bulou.acts import children as ch
from bulou.acts import discussion as di
from bulou.acts import embargoes as em
from bulou.acts import parties as pa
from bulou.records.models import Case
from tests.acts.example import BLANK, NO_PARTY, NOBODY, Example, days, of, on, person

MEMBER, GUEST = {"party_id": "member"}, {"party_id": "guest"}

OF_COORDINATION: dict[str, Example] = {
    "reject_embargo": on("accepted", em.RejectEmbargo),
    "note_silence": on("deferred", em.NoteSilence, "system"),
    "invite_party": on(
        "accepted", pa.InviteParty, ids={"party_id": "domestic"}, email="psirt@upstream.cn", exploit_included=False,
        bad={"email": "nobody"}, wrong="email",
    ),
    "remove_party": on("deferred", pa.RemoveParty, ids=MEMBER, grounds="退出", bad={"grounds": ""}, wrong="grounds"),
    "correct_party": on(
        "deferred", pa.CorrectParty, ids=MEMBER, overseas=True, grounds="注册地", bad={"overseas": False}, wrong="overseas"
    ),
    "remind_party": on("deferred", pa.RemindParty, ids=GUEST, bad=NO_PARTY, wrong="party_id"),
    "escalate_party": on(
        "deferred", pa.EscalateParty, ids=GUEST, addressee="authority", text="已转", bad=BLANK, wrong="text"
    ),
    "open_topic": on("received", di.OpenTopic, subject="固件", bad={"subject": " "}, wrong="subject"),
    "post_to_parties": on(
        "deferred", di.PostToParties, text="各方请看", exploit_included=False, bad=BLANK, wrong="text"
    ),
    "revise_note": on("deferred", di.ReviseNote, ids={"post_id": "note"}, text="改", bad=BLANK, wrong="text"),
    "revise_post": on(
        "deferred", di.RevisePost, ids={"post_id": "post"}, text="改", exploit_included=False, bad=BLANK, wrong="text"
    ),
    "mark_read": on(
        "deferred", di.MarkRead, person_id=person("lead"), upto=9, bad={"topic_id": NOBODY}, wrong="topic_id"
    ),
    "enter_case": on("deferred", ap.EnterCase, "guest", ids=GUEST),
    "leave_case": on("deferred", ap.LeaveCase, "member", ids=MEMBER),
    "write_as_party": on("deferred", ap.WriteAsParty, "member", ids=MEMBER, text="收到", bad=BLANK, wrong="text"),
    "write_to_all_as_party": on(
        "mended", ap.WriteToAllAsParty, "second", ids={"party_id": "second"}, text="大家好", exploit_included=False,
        bad=BLANK, wrong="text",
    ),
    "answer_as_party": on(
        "deferred", ap.AnswerAsParty, "member", ids=MEMBER, answer="affected", bad={"answer": "maybe"}, wrong="answer"
    ),
    "answer_embargo": on("deferred", ap.AnswerEmbargo, "member", ids=MEMBER, agrees=True),
    "propose_as_party": on(
        "deferred", ap.ProposeAsParty, "member", ids=MEMBER, until=days(20), bad={"zone": "Nowhere"}, wrong="zone"
    ),
    "open_child_case": of(
        ch.OpenChildCase, parent_id=lambda s: s.cases["received"], heading="组件越界", product="libx",
        bad={"heading": ""}, wrong="heading",
    ),
    "link_case": on(
        "accepted", ch.LinkCase, parent=lambda s: Case.objects.get(id=s.cases["mended"]).number,
        bad={"parent": "QY-2020-0000-0000"}, wrong="parent",
    ),
}  # fmt: skip
