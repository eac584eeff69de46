"""The acts of telling many and of supporting them."""

from bulou.acts import answering as an
from bulou.acts import correspondence as cr
from bulou.acts import notice_list as nl
from bulou.acts import remediation as rm
from bulou.acts import support as su
from bulou.acts import telling as te
from tests.acts.example import BLANK, NOBODY, Example, days, of, on, person
from tests.acts.listing import SAID, csv_file

USER = {"notice_id": "user"}
MAILING = {"mailing_id": "mailing"}
NO_MAILING = {"mailing_id": NOBODY}

OF_TELLING: dict[str, Example] = {
    "plan_remediation": on(
        "accepted", rm.PlanRemediation, expected_at=days(9), text="排入 3.4.7", bad=BLANK, wrong="text"
    ),
    "import_recipients": of(
        nl.ImportRecipients,
        attachments=lambda _scene: csv_file(),
        bad={"attachments": ()},
        wrong="attachments",
    ),
    "stop_mail": of(
        nl.StopMail, email="li@customer.example", proof="来电，1 月 3 日", bad={"proof": " "}, wrong="proof"
    ),
    "set_support_target": of(
        su.SetSupportTarget, hours="24", person_id=person("granted"), bad={"hours": "soon"}, wrong="hours"
    ),
    "draft_notice": on("accepted", te.DraftNotice, **SAID, bad={"risk_zh": ""}, wrong="risk_zh"),
    "send_notice": on(
        "mended",
        te.SendNotice,
        ids={"mailing_id": "mailing_draft"},
        exploit_included=False,
        bad={"list_sha256": "0" * 64},
        wrong="list_sha256",
    ),
    "remind_silent": on("mended", te.RemindSilent, ids=MAILING, bad=NO_MAILING, wrong="mailing_id"),
    "escalate_silent": on(
        "mended",
        te.EscalateSilent,
        ids=MAILING,
        person_id=person("granted"),
        bad={"person_id": NOBODY},
        wrong="person_id",
    ),
    "note_mailing": on(
        "mended", te.NoteMailing, "system", ids=MAILING, stage="settled", counts={"reached": 2, "failed": 0}
    ),
    "note_returned": on(
        "mended",
        cr.NoteReturned,
        "system",
        detail="5.1.1",
        ids={"notice_id": "user", "delivery_id": "mailed"},
        bad={"delivery_id": NOBODY},
        wrong="delivery_id",
    ),
    "open_notice": on("mended", an.OpenNotice, "user", ids=USER),
    "answer_notice": on(
        "mended",
        an.AnswerNotice,
        "user",
        ids=USER,
        answer="affected",
        bad={"answer": "perhaps"},
        wrong="answer",
    ),
    "stop_notices": on("mended", an.StopNotices, "user", ids=USER),
    "revoke_notice": on("mended", an.RevokeNotice, ids=USER),
    "ask_support": on("mended", su.AskSupport, "user", ids=USER, text="如何回退？", bad=BLANK, wrong="text"),
    "close_support": on("mended", su.CloseSupport, "user", ids=USER, satisfaction="3"),
    "answer_support": on("mended", su.AnswerSupport, ids=USER, text="请先备份", bad=BLANK, wrong="text"),
    "solve_support": on("mended", su.SolveSupport, ids=USER, text="电话解决", bad=BLANK, wrong="text"),
    "escalate_support": on("mended", su.EscalateSupport, "system", ids=USER),
}
