"""Every act once, as someone would really do it, and once as it cannot be acted on."""

from bulou.acts import coordination as co
from bulou.acts import custody as cu
from bulou.acts import embargoes as em
from bulou.acts import evidence as ev
from bulou.acts import membership as me
from bulou.acts import notification as no
from bulou.acts import post_release as po
from bulou.acts import reach as rh
from bulou.acts import receipt as rc
from bulou.acts import release as re
from bulou.acts import remediation as rm
from bulou.acts import reminding as mi
from bulou.acts import submissions as su
from bulou.acts import tokens as to
from bulou.acts import verification as ve
from tests.acts.example import BLANK, NO_PARTY, NOBODY, Example, days, document, of, on, person
from tests.acts.examples_of_alike import OF_ALIKE
from tests.acts.examples_of_assessing import OF_ASSESSING
from tests.acts.examples_of_authority import OF_AUTHORITY
from tests.acts.examples_of_coordination import OF_COORDINATION
from tests.acts.examples_of_files import OF_FILES
from tests.acts.examples_of_filing import OF_FILING
from tests.acts.examples_of_finders import OF_FINDERS
from tests.acts.examples_of_guarding import OF_GUARDING
from tests.acts.examples_of_house import OF_HOUSE
from tests.acts.examples_of_mail import OF_MAIL
from tests.acts.examples_of_peers import OF_PEERS
from tests.acts.examples_of_products import OF_PRODUCTS
from tests.acts.examples_of_reception import OF_RECEPTION
from tests.acts.examples_of_sharing import OF_SHARING
from tests.acts.examples_of_supervision import OF_SUPERVISION
from tests.acts.examples_of_telling import OF_TELLING
from tests.acts.examples_of_the_law import OF_THE_LAW
from tests.acts.examples_of_triage import OF_TRIAGE
from tests.acts.scene import CNNVD, PACKET
from tests.world import GRADE

EXAMPLES: dict[str, Example] = (
    {
        "submit_report": of(
            rc.SubmitReport, "stranger", channel="portal", raw=b"raw", content={"title": "越界"}
        ),
        "export_evidence": on(
            "mended",
            ev.ExportEvidence,
            role="authority",
            recipient="某市通信管理局",
            bad={"recipient": " "},
            wrong="recipient",
        ),
        "post_message": on(
            "received", rc.PostMessage, thread="internal", text="内部讨论", bad=BLANK, wrong="text"
        ),
        "write_as_reporter": on(
            "received", rc.WriteAsReporter, "reporter", text="补充", bad=BLANK, wrong="text"
        ),
        "decline_report": on(
            "received", rc.DeclineReport, reason="out_of_scope", text="不是我们的", bad=BLANK, wrong="text"
        ),
        "open_undisclosed": on(
            "received",
            ve.OpenUndisclosed,
            person_id=person("lead"),
            bad={"purpose": "emergency"},
            wrong="grounds",
        ),
        "assign_handler": on(
            "received",
            ve.AssignHandler,
            person_id=person("newcomer"),
            bad={"person_id": NOBODY},
            wrong="person_id",
        ),
        "validate_report": on(
            "received",
            ve.ValidateReport,
            method="复现",
            harm="控制",
            scope="全部",
            bad={"harm": ""},
            wrong="harm",
        ),
        "accept_case": on("deferred", ve.AcceptCase),
        "defer_case": on("accepted", ve.DeferCase, reason="排期", bad={"reason": ""}, wrong="reason"),
        "close_case": on("mended", ve.CloseCase, reason="已修", bad={"reason": ""}, wrong="reason"),
        "grade_severity": on(
            "received", ve.GradeSeverity, gbt_vector=GRADE, bad={"gbt_vector": "X"}, wrong="gbt_vector"
        ),
        "identify_product": on(
            "received", ve.IdentifyProduct, product="QY", versions="1", bad={"status": "odd"}, wrong="status"
        ),
        "identify_upstream": on(
            "accepted",
            ve.IdentifyUpstream,
            component="libx",
            provider="上游乙",
            bad={"provider": ""},
            wrong="component",
        ),
        "record_observation": on(
            "accepted",
            ve.RecordObservation,
            observed="attacks",
            source="蜜罐",
            bad={"source": ""},
            wrong="source",
        ),
        "propose_embargo": on(
            "received", em.ProposeEmbargo, until=days(30), bad={"zone": "Nowhere"}, wrong="zone"
        ),
        "accept_embargo": on("accepted", em.AcceptEmbargo),
        "terminate_embargo": on("mended", em.TerminateEmbargo, reason="泄露"),
        "judge_provider": on(
            "accepted",
            co.JudgeProvider,
            ids={"party_id": "overseas"},
            is_provider=True,
            grounds="官网",
            bad=NO_PARTY,
            wrong="party_id",
        ),
        "judge_reach": on(
            "accepted",
            rh.JudgeReach,
            bound=False,
            grounds="不在境内销售",
            bad={"grounds": " "},
            wrong="grounds",
        ),
        "notify_upstream": on(
            "accepted",
            co.NotifyUpstream,
            ids={"party_id": "domestic"},
            exploit_included=False,
            text="贵方组件",
            bad=BLANK,
            wrong="text",
        ),
        "share_detail": on(
            "accepted",
            co.ShareDetail,
            ids={"party_id": "domestic"},
            exploit_included=False,
            text="细节",
            bad=BLANK,
            wrong="text",
        ),
        "add_party": on(
            "accepted", co.AddParty, party="下游丙", role="downstream", bad={"role": "x"}, wrong="role"
        ),
        "answer_party": on(
            "accepted",
            co.AnswerParty,
            ids={"party_id": "domestic"},
            answer="affected",
            bad={"answer": "maybe"},
            wrong="answer",
        ),
        "prepare_packet": on(
            "received", no.PreparePacket, packet=PACKET, bad={"packet": {"no_such": "x"}}, wrong="no_such"
        ),
        "notify_authority": on("accepted", no.NotifyAuthority, bad={"method": "pigeon"}, wrong="method"),
        "prepare_submission": on(
            "received",
            su.PrepareSubmission,
            platform="cnnvd",
            packet=CNNVD,
            bad={"packet": {"description": "长" * 256}},
            wrong="description",
        ),
        "submit_to_platform": on(
            "accepted",
            su.SubmitToPlatform,
            platform="cnnvd",
            exploit_included=False,
            bad={"platform": "mps"},
            wrong="platform",
        ),
        "record_submission_receipt": on(
            "mended",
            su.RecordSubmissionReceipt,
            ids={"submission_id": "submission"},
            number="CNNVD-202612-001",
            bad={"number": ""},
            wrong="number",
        ),
        "record_official_receipt": on(
            "mended",
            no.RecordOfficialReceipt,
            ids={"notification_id": "sent_packet"},
            receipt_number="CNVDB-9",
            bad={"receipt_number": ""},
            wrong="receipt_number",
        ),
        "record_joint_assessment": on(
            "accepted", no.RecordJointAssessment, text="共同评估", bad=BLANK, wrong="text"
        ),
        "report_to_ministry": on(
            "accepted",
            no.ReportToMinistry,
            ministry="mps",
            reference="公函1号",
            bad={"ministry": "x"},
            wrong="ministry",
        ),
        "record_official_decision": on(
            "accepted",
            no.RecordOfficialDecision,
            decision="mps_consent:true",
            number="公字1号",
            valid_until=days(5),
            attachments=document,
            bad={"attachments": (), "number": ""},
            wrong="attachments number",
        ),
        "save_draft": on(
            "received",
            re.SaveDraft,
            heading="公告",
            summary="摘要",
            description="说明",
            bad={"heading": ""},
            wrong="heading",
        ),
        "judge_draft": on(
            "accepted",
            re.JudgeDraft,
            ids={"advisory_id": "draft"},
            judgement="exaggerates",
            answer="no",
            grounds="核对",
            bad={"answer": "perhaps"},
            wrong="answer",
        ),
        "publish_advisory": on("mended", re.PublishAdvisory, ids={"advisory_id": "mended_draft"}),
        "revise_advisory": on(
            "published",
            po.ReviseAdvisory,
            ids={"advisory_id": "published"},
            summary="增补",
            bad={"summary": ""},
            wrong="summary",
        ),
        "correct_advisory": on(
            "published",
            po.CorrectAdvisory,
            ids={"advisory_id": "published"},
            summary="更正",
            bad={"summary": ""},
            wrong="summary",
        ),
        "withdraw_advisory": on(
            "published",
            po.WithdrawAdvisory,
            ids={"advisory_id": "published"},
            reason="误报",
            bad={"reason": ""},
            wrong="reason",
        ),
        "thank_reporter": on(
            "published", po.ThankReporter, words="多谢", bad={"credited": "别人"}, wrong="credited"
        ),
        "record_remediation": on(
            "accepted",
            rm.RecordRemediation,
            text="升级",
            location="官网",
            bad={"location": ""},
            wrong="location",
        ),
        "record_mitigation": on("accepted", rm.RecordMitigation, text="关闭端口", bad=BLANK, wrong="text"),
        "notify_users": on(
            "mended",
            rm.NotifyUsers,
            recipients="a@b.example\nc@d.example",
            overseas=False,
            exploit_included=False,
            text="请升级",
            bad={"recipients": "a@b.example\nnot an address"},
            wrong="recipients",
        ),
        "place_hold": on("accepted", cu.PlaceHold, grounds="诉讼", bad={"grounds": ""}, wrong="grounds"),
        "lift_hold": on("mended", cu.LiftHold, grounds="结案", bad={"grounds": ""}, wrong="grounds"),
        "purge_log": on("old", cu.PurgeLog, grounds="期满"),
        "note_duty": on("received", mi.NoteDuty, "system", duty_id="RMSV-7-2", stage="24h"),
        "note_delivery": on(
            "mended", mi.NoteDelivery, "system", notice_id=lambda s: str(s.ids["notice"]), delivered=True
        ),
        "grant_case": on(
            "received",
            me.GrantCase,
            person_id=person("newcomer"),
            bad={"person_id": NOBODY},
            wrong="person_id",
        ),
        "revoke_case": on(
            "received",
            me.RevokeCase,
            person_id=person("granted"),
            bad={"person_id": NOBODY},
            wrong="person_id",
        ),
        "found_node": of(me.FoundNode, "system", node="测试节点"),
        "found_organisation": of(
            me.FoundOrganisation,
            "system",
            slug="third",
            prefix="TH",
            name_zh="第三",
            name_en="Third",
            roles=("vendor",),
            bad={"roles": ("king",)},
            wrong="roles",
        ),
        "appoint_person": of(
            me.AppointPerson,
            "system",
            email="x@vendor.example",
            person="某人",
            offices=("handler",),
            bad={"email": "not an address"},
            wrong="email",
        ),
        "invite_person": of(
            me.InvitePerson,
            "admin",
            email="y@vendor.example",
            office="handler",
            bad={"office": "king"},
            wrong="office",
        ),
        "accept_invitation": of(
            me.AcceptInvitation,
            "stranger",
            secret=lambda s: s.secret,
            person="新人",
            password="a long enough passphrase",
            bad={"password": "short"},
            wrong="password",
        ),
        "grant_office": of(
            me.GrantOffice,
            "admin",
            person_id=person("newcomer"),
            office="lead",
            bad={"office": "king"},
            wrong="office",
        ),
        "revoke_office": of(
            me.RevokeOffice,
            "admin",
            person_id=person("newcomer"),
            office="handler",
            bad={"office": "lead"},
            wrong="office",
        ),
        "record_major_event": of(
            me.RecordMajorEvent,
            event="大会",
            starts_at=days(1),
            ends_at=days(9),
            source="公告",
            bad={"event": ""},
            wrong="source",
        ),
        "open_reception": of(me.OpenReception),
        "sign_in": of(me.SignIn),
        "create_token": of(
            to.CreateToken, label="工单", expires_at=days(30), bad={"scope": "all"}, wrong="scope"
        ),
        "revoke_token": of(to.RevokeToken, token_id=lambda s: s.ids["token"]),
    }
    | OF_SHARING
    | OF_SUPERVISION
    | OF_TELLING
    | OF_COORDINATION
    | OF_THE_LAW
    | OF_PRODUCTS
    | OF_RECEPTION
    | OF_FINDERS
    | OF_MAIL
)
EXAMPLES |= (
    OF_ASSESSING
    | OF_ALIKE
    | OF_AUTHORITY
    | OF_FILES
    | OF_TRIAGE
    | OF_PEERS
    | OF_FILING
    | OF_HOUSE
    | OF_GUARDING
)
