"""Who may do what: every act tried by everyone, against a table."""

from dataclasses import replace

from django.db import transaction

from bulou.acts import ACTS, Act, Actor, Outcome, Question, Status, foresee, perform
from bulou.acts.membership import GrantOffice, RevokeOffice
from bulou.acts.reminding import NoteDuty
from bulou.acts.verification import AssignHandler, OpenUndisclosed
from bulou.records.models import Delivery, Entry, Grant
from tests.acts.examples import EXAMPLES
from tests.acts.scene import STANDINGS, Scene

# D done, w refused (who), i not to be acted on, . not found; in the order of STANDINGS:
# lead granted handler admin auditor foreigner reporter other_reporter stranger inactive former removed system counsel
CASEWORK = "DD....w.....D."
RELEASE = "Dw....w.....D."
REPORTER = "ww....D.....D."
NODE_ON_CASE = "ww....w.....D."
SECURITY = "wwwDw......wDw"
RELEASE_ORG = "Dwwww......wDw"
SYSTEM_ORG = "wwwww......wDw"
ANYONE = "DDDDDDDDDDDDDD"
DESK = "DDD........DD."
INSPECT = "DwwwD......wDw"
COUNSEL = "wwwww......wwD"
SELF = "D............."
PARTY = "............D."  # and the party itself, which is none of these
AUTHOR = "Dw....w.....w."
TECHNICAL = "wwwww......wDw"  # and the system administrator, who is none of these
WATCH = "wwwDD......wDw"
NODE = "............D."
RECIPIENT = "ww....w.....D."
ANSWERS = "DD....w.....w."
HOUSE = "DDDww......DDw"
NAMED = "DD....w.....i."  # by a named person: the node itself is told so
SUPERVISOR = "............i."  # a named person of the authority, which is none of these

TABLE = {
    "decide_request": RELEASE,
    "give_opinion": RELEASE,
    "merge_matter": "Di....w.....i.",  # who is let into one case knows no other to merge it into
    "publish_guidance": RELEASE_ORG,
    "receive_decision": NODE_ON_CASE,
    "receive_matter": NODE,
    "receive_news": NODE_ON_CASE,
    "receive_opinion": NODE_ON_CASE,
    "receive_receipt": NODE_ON_CASE,
    "receive_supplement": NODE_ON_CASE,
    "receive_word": NODE_ON_CASE,
    "record_circulation": CASEWORK,
    "register_matter": CASEWORK,
    "request_assessment": RELEASE,
    "request_consent": RELEASE,
    "state_size": RELEASE_ORG,
    "return_for_supplement": CASEWORK,
    "unmerge_matter": CASEWORK,
    "urge_vendor": RELEASE,
    "withdraw_guidance": RELEASE_ORG,
    **dict.fromkeys(("begin_supervision", "end_supervision"), NODE),
    **dict.fromkeys(("confirm_finding", "issue_correction", "refer_finding"), SUPERVISOR),
    **dict.fromkeys(("close_correction", "inspect_supervised"), SUPERVISOR),
    "answer_correction": RELEASE_ORG,
    "receive_correction": SYSTEM_ORG,
    "receive_inspection": SYSTEM_ORG,
    "leave_slow_lane": CASEWORK,
    "enter_slow_lane": CASEWORK,
    "take_suggestion": CASEWORK,
    "drop_suggestion": CASEWORK,
    "unassign_handler": CASEWORK,
    "prioritise_as_vendor": CASEWORK,
    "prioritise_as_coordinator": CASEWORK,
    "add_template": RELEASE_ORG,
    "edit_template": RELEASE_ORG,
    "retire_template": RELEASE_ORG,
    "share_view": SELF,
    "unshare_view": SELF,
    "accept_case": CASEWORK,
    "accept_embargo": CASEWORK,
    "accept_invitation": ANYONE,
    "add_party": CASEWORK,
    "answer_notice": RECIPIENT,
    "answer_as_party": PARTY,
    "answer_embargo": PARTY,
    "answer_party": CASEWORK,
    "answer_support": CASEWORK,
    "appoint_person": SYSTEM_ORG,
    "ask_support": RECIPIENT,
    "assign_handler": CASEWORK,
    "choose_reading": RELEASE_ORG,
    "close_case": CASEWORK,
    "close_legal_question": RELEASE,
    "close_support": RECIPIENT,
    "correct_advisory": RELEASE,
    "correct_party": RELEASE,
    "create_token": SELF,
    "decline_report": CASEWORK,
    "defer_case": CASEWORK,
    "enter_report": DESK,
    "draft_notice": CASEWORK,
    "escalate_silent": CASEWORK,
    "escalate_support": NODE_ON_CASE,
    "enter_case": PARTY,
    "escalate_party": CASEWORK,
    "flag_abuse": CASEWORK,
    "found_node": NODE,
    "found_organisation": NODE,
    "grade_severity": CASEWORK,
    "remove_identifier": CASEWORK,
    "add_identifier": CASEWORK,
    "record_weakness": CASEWORK,
    "record_verification": CASEWORK,
    "grant_case": CASEWORK,
    "grant_office": SECURITY,
    "identify_product": CASEWORK,
    "identify_upstream": CASEWORK,
    "inspect_reception": INSPECT,
    "export_evidence": RELEASE,
    "import_recipients": RELEASE_ORG,
    "invite_party": CASEWORK,
    "invite_person": SECURITY,
    "judge_draft": RELEASE,
    "judge_provider": RELEASE,
    "judge_reach": RELEASE,
    "leave_case": PARTY,
    "lift_hold": RELEASE,
    "lift_suspension": RELEASE,
    "miss_canary": SYSTEM_ORG,
    "link_case": CASEWORK,
    "mark_read": SELF,
    "note_delivery": NODE_ON_CASE,
    "note_duty": NODE_ON_CASE,
    "note_mailing": NODE_ON_CASE,
    "note_returned": NODE_ON_CASE,
    "note_oversized": ANYONE,
    "note_silence": NODE_ON_CASE,
    "notify_authority": CASEWORK,
    "notify_upstream": CASEWORK,
    "notify_users": CASEWORK,
    "open_child_case": CASEWORK,
    "open_legal_question": CASEWORK,
    "open_notice": RECIPIENT,
    "open_reception": RELEASE_ORG,
    "open_topic": CASEWORK,
    "open_undisclosed": SELF,
    "place_hold": RELEASE,
    "plan_remediation": CASEWORK,
    "post_message": CASEWORK,
    "post_to_parties": CASEWORK,
    "prepare_packet": CASEWORK,
    "prepare_submission": CASEWORK,
    "propose_as_party": PARTY,
    "propose_embargo": CASEWORK,
    "publish_advisory": RELEASE,
    "purge_log": RELEASE,
    "receive_canary": ANYONE,
    "record_joint_assessment": RELEASE,
    "record_major_event": RELEASE_ORG,
    "record_mitigation": CASEWORK,
    "record_observation": CASEWORK,
    "record_official_decision": RELEASE,
    "record_official_receipt": CASEWORK,
    "record_submission_receipt": CASEWORK,
    "submit_to_platform": CASEWORK,
    "record_remediation": CASEWORK,
    "reevaluate_duties": NODE_ON_CASE,
    "refer_abuse": RELEASE,
    "remind_silent": CASEWORK,
    "reject_embargo": CASEWORK,
    "remind_party": CASEWORK,
    "remove_party": CASEWORK,
    "report_to_ministry": RELEASE,
    "revise_advisory": RELEASE,
    "revise_note": AUTHOR,
    "revise_post": AUTHOR,
    "revoke_case": RELEASE,
    "revoke_notice": CASEWORK,
    "revoke_office": SECURITY,
    "revoke_token": SELF,
    "save_draft": CASEWORK,
    "seal_reception_day": SYSTEM_ORG,
    "send_canary": SYSTEM_ORG,
    "send_notice": CASEWORK,
    "set_support_target": RELEASE_ORG,
    "share_detail": CASEWORK,
    **dict.fromkeys(("sign_in", "take_copy"), SELF),
    "trace_leak": WATCH,
    "raise_reading_alarm": SYSTEM_ORG,
    "set_reading_limits": SECURITY,
    "break_glass": "iiDww......Diw",  # whoever knows the case has no need to; by a named person
    "review_glass": "wwwDw......wiw",  # by a named person
    **dict.fromkeys(("end_token", "suspend_account", "restore_account"), TECHNICAL),
    "sign_sentence": COUNSEL,
    "solve_support": CASEWORK,
    "stop_mail": RELEASE_ORG,
    "stop_notices": RECIPIENT,
    "submit_report": ANYONE,
    "suspend_sharing": CASEWORK,
    "switch_canaries": RELEASE_ORG,
    "terminate_embargo": CASEWORK,
    "thank_reporter": RELEASE,
    "contest_grade": REPORTER,
    "answer_appeal": ANSWERS,
    "choose_credit": REPORTER,
    "propose_reward": CASEWORK,
    "publish_picture": RELEASE,
    **dict.fromkeys(("issue_certificate", "revoke_certificate"), RELEASE),
    **dict.fromkeys(("approve_reward", "pay_reward", "cancel_reward"), RELEASE),
    "validate_report": CASEWORK,
    "withdraw_advisory": RELEASE,
    "withdraw_signature": COUNSEL,
    "write_as_party": PARTY,
    "write_as_reporter": REPORTER,
    "write_to_all_as_party": PARTY,
    "write_by_mail": REPORTER,
    "keep_correspondent": NODE_ON_CASE,
    "note_bounce": NODE_ON_CASE,
    "answer_in_plain_mail": CASEWORK,
    "add_product": HOUSE,
    "rename_product": HOUSE,
    "add_alias": HOUSE,
    "remove_alias": HOUSE,
    "describe_product": HOUSE,
    "retire_product": HOUSE,
    "add_release": HOUSE,
    "import_products": HOUSE,
    "attach_bill": HOUSE,
    "import_inventory": HOUSE,
    "ask_what_it_touches": HOUSE,
    "verify_impact": HOUSE,
    "dismiss_impact": HOUSE,
    "prioritise_impact": HOUSE,
    **dict.fromkeys(("put_measure_in_force", "review_measure", "end_measure", "close_incident"), RELEASE_ORG),
    **dict.fromkeys(("adopt_rules", "trust_finder", "end_registration"), RELEASE_ORG),
    **dict.fromkeys(("register_finder", "forget_me"), ANYONE),
    "verify_finder": "DDDww......Diw",
    "add_finder": CASEWORK,
    **dict.fromkeys(("enter_incident", "note_document_validity", "look_through_filing"), HOUSE),
    **dict.fromkeys(("submit_filing", "cancel_filing", "record_filing_answer"), RELEASE_ORG),
    **dict.fromkeys(("prepare_filing", "note_filing_change"), HOUSE),
    "remind_of_due": SYSTEM_ORG,
    "receive_filing_answer": SYSTEM_ORG,
    **dict.fromkeys(("receive_filing", "accept_filing", "refuse_filing", "remove_from_list"), NODE),
    **dict.fromkeys(("ask_filing_supplement", "record_filing_circulation"), NODE),
    "mend_impact": HOUSE,
    "retest_impact": HOUSE,
    "accept_risk": RELEASE_ORG,
    "reopen_impact": HOUSE,
    "tie_impact": "DDiww......iiw",  # whoever does not know the case ties nothing to it
    "note_own_system": NODE_ON_CASE,
    "note_risk_expired": SYSTEM_ORG,
    "load_known": NODE,
    "load_exploited": NODE,
    "load_scores": NODE,
    "load_records": NODE,
    "relate_records": "DDDww......Diw",  # by a named person
    "unrelate_records": "DDDww......Diw",
    "export_advisories": HOUSE,
    "mark_duplicate": NAMED,
    "unmark_duplicate": CASEWORK,
    "mark_different": NAMED,
    "record_scan": NODE_ON_CASE,
    "release_file": CASEWORK,
    "introduce_peer": SECURITY,
    "confirm_peer": "wwwDw......wiw",  # by a named person
    "renew_peer_keys": SECURITY,
    "revoke_peer": SECURITY,
    "receive_envelope": SYSTEM_ORG,
    "refuse_envelope": NODE,
    "apply_envelope": SYSTEM_ORG,
    "take_supplement": NODE_ON_CASE,
    "acknowledge_envelope": NODE_ON_CASE,
    "record_peer_receipt": NODE_ON_CASE,
    "note_peer_refusal": NODE_ON_CASE,
    "withhold_envelope": NODE_ON_CASE,
    "record_peer_receipt_of_thread": SYSTEM_ORG,
    "note_peer_refusal_of_thread": SYSTEM_ORG,
}


def tried(act: Act, by: Actor, scene: Scene) -> tuple[Outcome, int]:
    """What `perform` answers and how many entries it seals; nothing stays."""
    before = Entry.objects.count()
    point = transaction.savepoint()
    try:
        outcome = perform(act, by=by, at=scene.world.now)
        return outcome, Entry.objects.count() - before
    finally:
        transaction.savepoint_rollback(point)


def letter(outcome: Outcome) -> str:
    """The outcome as the table writes it."""
    if outcome.status is Status.REFUSED:
        assert outcome.refusal is not None
        return {Question.WHO: "w", Question.LAW: "l", Question.TURN: "t"}[outcome.refusal.question]
    return {Status.DONE: "D", Status.NOT_FOUND: ".", Status.INVALID: "i"}[outcome.status]


def test_every_act_is_done_by_exactly_those_who_may(scene: Scene) -> None:
    """AC06, AC11."""
    found = {}
    for name, example in EXAMPLES.items():
        act = example.act(scene)
        answers = [tried(act, scene.actor(standing, example.case), scene)[0] for standing in STANDINGS]
        found[name] = "".join(map(letter, answers))

    assert found == TABLE
    assert TABLE.keys() == ACTS.keys()


def test_foreseeing_tells_the_same_to_everyone(scene: Scene) -> None:
    found = {}
    for name, example in EXAMPLES.items():
        act = example.act(scene)
        answers = [
            foresee(act, by=scene.actor(standing, example.case), at=scene.world.now) for standing in STANDINGS
        ]
        found[name] = "".join(map(letter, answers))

    # Whether what was entered can be acted on shows only when it is acted on.
    assert found == {name: answers.replace("i", "D") for name, answers in TABLE.items()}


def test_who_is_not_to_know_gets_one_answer_and_leaves_no_trace(scene: Scene) -> None:
    nothing = Outcome(status=Status.NOT_FOUND, act="")
    sealed, others = 0, []
    for name, example in EXAMPLES.items():
        act = example.act(scene)
        for standing, answer in zip(STANDINGS, TABLE[name], strict=True):
            if answer == ".":
                outcome, entries = tried(act, scene.actor(standing, example.case), scene)
                others += [outcome] if replace(outcome, act="") != nothing else []
                sealed += entries

    assert (others, sealed) == ([], 0)


def test_a_badly_filled_act_tells_an_outsider_no_more_than_a_good_one(scene: Scene) -> None:
    outsiders = [standing for standing, answer in zip(STANDINGS, CASEWORK, strict=True) if answer == "."]
    cases = {n: e for n, e in EXAMPLES.items() if TABLE[n] in (CASEWORK, RELEASE, REPORTER) and e.bad}
    answers = {
        letter(tried(example.badly(scene), scene.actor(standing, example.case), scene)[0])
        for example in cases.values()
        for standing in outsiders
    }

    assert answers == {"."}


def test_only_who_knows_the_case_may_open_it_for_themselves(scene: Scene) -> None:
    people = ("lead", "granted", "handler", "admin", "auditor", "foreigner", "inactive", "former", "removed")
    found = ""
    for name in people:
        act = OpenUndisclosed(person_id=scene.person(name), case_id=scene.cases["received"])
        found += letter(tried(act, scene.world.people[name], scene)[0])

    assert found == "DD......."


def test_need_to_know_ends_with_the_office_though_the_grant_was_not_taken_back(scene: Scene) -> None:
    world, person = scene.world, scene.person("granted")
    organisation = world.organisations["vendor"]
    world.done(RevokeOffice(organisation_id=organisation, person_id=person, office="handler"), "admin")
    assert not Grant.objects.filter(person_id=person, revoked_at=None).exists()
    world.done(GrantOffice(organisation_id=organisation, person_id=person, office="auditor"), "admin")
    act = EXAMPLES["post_message"].act(scene)

    assert world.act(act, "granted").status is Status.NOT_FOUND


def test_a_handler_whose_office_ended_gets_no_more_reminders(scene: Scene) -> None:
    world, case_id = scene.world, scene.cases["received"]
    world.done(AssignHandler(case_id=case_id, person_id=scene.person("newcomer")), "lead")
    office = {"organisation_id": world.organisations["vendor"], "person_id": scene.person("newcomer")}
    note = NoteDuty(case_id=case_id, duty_id="RMSV-7-2", stage="24h")
    world.done(note, Actor.system())
    world.done(RevokeOffice(**office, office="handler"), "admin")
    world.done(note, Actor.system())

    told = Delivery.objects.filter(case_id=case_id).order_by("queued_at").values_list("to", flat=True)
    assert list(told) == ["psirt@vendor.example", "newcomer@vendor.example", "psirt@vendor.example"]


def test_administration_audit_and_casework_are_held_by_different_people(scene: Scene) -> None:
    world = scene.world
    organisation = world.organisations["vendor"]
    pairs = [("admin", "lead"), ("auditor", "handler"), ("granted", "security_admin"), ("lead", "auditor")]
    answers = [
        world.act(
            GrantOffice(organisation_id=organisation, person_id=scene.person(who), office=office), "admin"
        )
        for who, office in pairs
    ]

    assert [letter(answer) for answer in answers] == ["w"] * len(pairs)
