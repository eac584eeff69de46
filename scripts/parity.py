"""Which act or address of the API does what each form of a page does: the table, and docs/reference/parity.md made from it."""

from collections.abc import Iterator

PRODUCTS = (
    "add_product", "import_products", "add_alias", "remove_alias", "add_release", "describe_product", "rename_product",
    "retire_product", "attach_bill",
)  # fmt: skip
IMPACTS = (
    "verify_impact", "mend_impact", "retest_impact", "accept_risk", "dismiss_impact", "reopen_impact", "prioritise_impact",
    "tie_impact",
    "prioritise_impact", "tie_impact",
)  # fmt: skip
NOTICES = ("draft_notice", "send_notice", "remind_silent", "escalate_silent")
POSTS = ("post_message", "post_to_parties", "open_topic", "mark_read", "revise_note", "revise_post")
ADVISORY = ("save_draft", "judge_draft", "publish_advisory", "revise_advisory", "correct_advisory")
PARTY = (
    "enter_case", "leave_case", "write_as_party", "write_to_all_as_party", "answer_as_party", "answer_embargo",
    "propose_as_party",
)  # fmt: skip
TRIAL = "POST /api/v1/cases/{case}/trial"

FORMS: dict[str, tuple[str, ...]] = {
    "portal:report-form": ("POST /api/v1/organisations/{slug}/reports",),
    "portal:uploads": ("POST /api/v1/organisations/{slug}/reports",),
    "portal:upload": ("POST /api/v1/organisations/{slug}/reports",),
    "portal:status": ("GET /api/v1/report", "write_as_reporter"),
    "portal:own-uploads": ("POST /api/v1/report/uploads",),
    "portal:own-upload": ("PATCH /api/v1/report/uploads/{upload}",),
    "portal:contest": ("contest_grade",),
    "portal:credit": ("choose_credit",),
    "portal:notice": ("GET /api/v1/notice", "answer_notice", "ask_support", "close_support", "stop_notices"),
    "portal:precheck": ("POST /api/v1/precheck",),
    "law:what-if": ("POST /api/v1/law/what-if",),
    "law:what-if-file": ("POST /api/v1/law/what-if",),
    "law:scenarios": ("POST /api/v1/law/scenarios",),
    "law:sentence": ("sign_sentence", "withdraw_signature"),
    "desk:bulk": (
        "assign_handler", "validate_report", "accept_case", "decline_report", "defer_case", "close_case",
        "enter_slow_lane", "leave_slow_lane",
    ),
    "desk:take": ("take_suggestion",),
    "desk:undo": (
        "assign_handler", "unassign_handler", "enter_slow_lane", "leave_slow_lane", "drop_suggestion",
    ),
    "desk:keep_view": ("PUT /api/v1/views",),
    "desk:drop_view": ("DELETE /api/v1/views/{view_id}",),
    "desk:share_view": ("share_view", "unshare_view"),
    "desk:templates": ("add_template", "edit_template", "retire_template"),
    "desk:members": ("invite_person", "grant_office", "revoke_office"),
    "desk:accounts": ("GET /api/v1/accounts", "end_token", "suspend_account", "restore_account"),
    "desk:watch": ("GET /api/v1/watch", "review_glass", "set_reading_limits"),
    "desk:emergency": ("break_glass",),
    "desk:leaks": ("GET /api/v1/leaks", "trace_leak"),
    "desk:readings": ("choose_reading", "record_major_event"),
    "desk:reception": ("inspect_reception", "switch_canaries", "open_reception"),
    "desk:enter": ("enter_report",),
    "desk:import": ("POST /api/v1/imports",),
    "desk:mine": ("revoke_token",),
    "desk:known_record": ("relate_records", "unrelate_records"),
    "desk:export": ("export_advisories",),
    "desk:products": PRODUCTS,
    "desk:product": PRODUCTS,
    "desk:touches": ("POST /api/v1/touches",),
    "desk:platform_filing": (
        "prepare_filing", "submit_filing", "note_filing_change", "cancel_filing", "record_filing_answer", "open_reception",
        "note_document_validity", "look_through_filing",
    ),
    "desk:filed": (
        "accept_filing", "ask_filing_supplement", "refuse_filing", "remove_from_list", "record_filing_circulation",
    ),
    "desk:controls": ("put_measure_in_force", "enter_incident", "close_incident"),
    "desk:rules": ("adopt_rules",),
    "desk:registrations": ("verify_finder", "trust_finder", "end_registration"),
    "portal:register": ("register_finder", "forget_me"),
    "desk:control": ("review_measure", "end_measure"),
    "desk:room": ("import_inventory", "ask_what_it_touches"),
    "desk:impact": IMPACTS,
    "desk:open": ("open_undisclosed",),
    "desk:alike": ("mark_duplicate", "mark_different"),
    "desk:evidence": ("export_evidence",),
    "desk:supervision": ("begin_supervision",),
    "desk:supervised": ("issue_correction", "close_correction", "inspect_supervised", "refer_finding", "end_supervision"),
    "desk:findings": ("confirm_finding",),
    "desk:corrections": ("answer_correction", "state_size"),
    "desk:verification": ("record_verification",),
    "desk:grading": (
        "GET /api/v1/severity", "grade_severity", "record_weakness", "add_identifier", "remove_identifier",
        "record_observation",
    ),
    "desk:packet": ("prepare_packet", "notify_authority"),
    "desk:submission": ("prepare_submission", "submit_to_platform"),
    "desk:advisory_new": ADVISORY,
    "desk:advisory": ADVISORY,
    "desk:advisory_check": (TRIAL,),
    "desk:notices": NOTICES,
    "desk:notice": NOTICES,
    "desk:support_thread": ("answer_support", "solve_support", "revoke_notice"),
    "desk:nodes": ("GET /api/v1/peers", "introduce_peer", "confirm_peer", "renew_peer_keys", "revoke_peer"),
    "desk:recipients": ("import_recipients", "stop_mail", "set_support_target"),
    "desk:child": ("open_child_case",),
    "desk:discussion": POSTS,
    "desk:topic": ("open_topic",),
    "desk:mark": ("mark_read",),
    "desk:revise": ("revise_note", "revise_post"),
    "desk:guidance": ("publish_guidance", "withdraw_guidance", "record_major_event"),
    "desk:shared_case": PARTY,
    ":party": ("GET /api/v1/party", *PARTY),
    "desk:act": ("GET /api/v1/cases/{case}/acts", "POST /api/v1/cases/{case}/acts"),
}  # fmt: skip
"""By the name of a page that takes a form: the acts that its forms perform, or the addresses that do the same."""

_PACKETS = "GET /api/v1/cases/{case}/packets"
_FILES = "GET /api/v1/cases/{case}/files"
_LOG = "GET /api/v1/reception"
_LIST = "GET /api/v1/advisories"
_HOUSES = "GET /api/v1/organisations"
_FILE = "GET /api/v1/cases/{case}/files/{file_id}"
READS: dict[str, str] = {
    "portal:home": _HOUSES,
    "portal:report": _HOUSES,
    "portal:policy": _HOUSES,
    "portal:platforms": "GET /api/v1/platforms",
    "portal:organisation": "GET /api/v1/organisations/{slug}",
    "portal:rules": "GET /api/v1/organisations/{slug}/rules",
    "portal:raw": "GET /api/v1/report/raw",
    "portal:severity": "GET /api/v1/severity",
    "portal:advisories": _LIST,
    "portal:advisory": _LIST,
    "portal:revision": _LIST,
    "portal:thanks": "GET /api/v1/thanks",
    "portal:certificates": "GET /api/v1/certificates/{code}",
    "portal:certificate": "GET /api/v1/certificates/{code}",
    "law:index": "GET /api/v1/law",
    "law:edition": "GET /api/v1/law/{home}/{edition}",
    "law:open-points": "GET /api/v1/law/open-points",
    "desk:inbox": "GET /api/v1/inbox",
    "desk:search": "GET /api/v1/search",
    "desk:signatures": "GET /api/v1/law/{home}/{edition}",
    "desk:library": "GET /api/v1/library",
    "desk:rewards": "GET /api/v1/rewards",
    "desk:rewards_csv": "GET /api/v1/rewards",
    "desk:abuse": "GET /api/v1/abuse",
    "desk:reception_export": _LOG,
    "desk:inspection": _LOG,
    "desk:behind_glass": "GET /api/v1/emergencies/{glass_id}",
    "desk:journal": "GET /api/v1/journal",
    "desk:calendar": "GET /api/v1/calendar",
    "desk:calendar_file": "GET /api/v1/calendar",
    "desk:figures": "GET /api/v1/figures",
    "desk:authority_figures": "GET /api/v1/authority/figures",
    "desk:authority_figure_file": "GET /api/v1/authority/figures",
    "desk:overdue": "GET /api/v1/authority/overdue",
    "desk:coordination": "GET /api/v1/authority/coordination",
    "desk:figure_file": "GET /api/v1/figures",
    "desk:attachment": _FILE,
    "desk:picture": _FILE,
    "desk:files": _FILES,
    "desk:file": _FILES,
    "desk:filings": "GET /api/v1/filings",
    "desk:filing_document": "GET /api/v1/filings/documents/{document_id}",
    "desk:controls_print": "GET /api/v1/controls",
    "desk:controls_csv": "GET /api/v1/controls",
    "desk:control_document": "GET /api/v1/controls/documents/{document_id}",
    "desk:inventory": "GET /api/v1/inventories/{inventory_id}",
    "desk:referral": "GET /api/v1/supervision/referrals/{index}",
    "desk:supervised_log": "GET /api/v1/supervision/inspections/{index}",
    "desk:evidence_file": "GET /api/v1/cases/{case}/evidence/{entry}",
    "desk:case": "GET /api/v1/cases/{case}",
    "desk:refusal": "GET /api/v1/cases/{case}/timeline",
    "desk:packet_print": _PACKETS,
    "desk:packet_json": _PACKETS,
    "desk:submissions": _PACKETS,
    "desk:submission_print": _PACKETS,
    "desk:submission_file": _PACKETS,
    "desk:remedy": "GET /api/v1/cases/{case}",
    "desk:notice_file": "GET /api/v1/cases/{case}/notices/{mailing_id}/recipients",
    "desk:support": "GET /api/v1/support",
    "desk:parties": "GET /api/v1/cases/{case}/parties",
    "desk:parties_table": "GET /api/v1/cases/{case}/parties",
    "desk:shared": "GET /api/v1/shared",
    "desk:register": "GET /api/v1/authority/register",
    "desk:competences": "GET /api/v1/authority/competences",
    "desk:matter": "GET /api/v1/cases/{case}/matter",
    "desk:authority": "GET /api/v1/cases/{case}/authority",
    "portal:guidance": "GET /api/v1/guidance",
}
"""By the name of a page that only shows: the address that reads the same."""

FOR_MACHINES = frozenset(
    f"portal:{name}"
    for name in (
        "revision-file", "csaf", "feed", "platforms-feed", "advisory-picture", "certificate-pdf", "security-txt", "openpgp-key",
        "openpgp-policy", "openpgp-directory", "healthz", "readyz", "metrics",
    )
) | {"desk:style", "desk:calendar_feed", "exchange:node"}  # fmt: skip
"""What programs fetch as it stands (CSAF, Atom, security.txt, keys, health), and the samples of the house style."""

NOTHING = frozenset({":nowhere"})
"""Addresses at which nothing is shown to anyone."""

PAGES_ONLY: dict[str, tuple[str, str]] = {
    "desk:change_seat": ("a token is for one organisation", "令牌只对应一个组织"),
    "exchange:inbox": ("where other nodes put their envelopes", "其他节点投递信封之处"),
    ":join": ("joining makes an account, which a browser signs in with", "加入即建立账号，须用浏览器登录"),
}
"""Forms that a program has no use for, and why."""

BY_HAND: dict[str, tuple[str, str]] = {
    "create_token": ("a token that makes tokens would outlive itself", "令牌若能生成令牌，便永不失效"),
    "accept_invitation": ("joining makes an account", "加入即建立账号"),
    "submit_report": ("sent to its own address, which refuses nothing", "发往专用地址，来者不拒"),
    "note_oversized": ("noted by the node itself", "由节点自身记录"),
    "open_notice": ("sealed by the first GET /api/v1/notice", "首次 GET /api/v1/notice 时封存"),
}
"""Acts that pages perform and that are not sent to the API by name, and why."""

STEPS: dict[str, str] = {
    "agree": "answer_embargo", "decline": "answer_embargo", "propose": "propose_as_party", "enter": "enter_case",
    "leave": "leave_case", "write": "write_as_party", "write_all": "write_to_all_as_party", "answer": "answer_as_party",
    "ask": "ask_support", "close": "close_support", "stop": "stop_notices", "send": "send_notice",
    "remind": "remind_silent", "escalate": "escalate_silent", "grade": "grade_severity",
    "duplicate": "mark_duplicate", "different": "mark_different", "acknowledged": "answer_notice",
    # steps of a form that perform nothing: the API has no forms
    "fetch": "", "check": "", "code": "", "do": "", "edit": "", "lang": "", "remove": "", "open": "", "preview": "", "show": "", "submit": "", "template": "",
}  # fmt: skip
"""What a button of a template asks for, and the act that does it; the name of an act stands for itself."""


def page() -> Iterator[str]:
    """The paragraphs of docs/reference/parity.md."""
    yield "# Pages and the API 页面与接口"
    yield (
        "Everything a person can do on a page can be done over the API. Each form of each page, with the act (sent as "
        '`{"act": …}`, see [acts.md](acts.md)) or the address that does the same; `tests/contracts/test_parity.py` fails when a '
        "page gains a form that is not here."
    )
    yield (
        '人在页面上能做的一切，经接口都能做。下表列出每个页面的每个表单，以及完成同样事情的行为（以 `{"act": …}` 发送，见 '
        "[acts.md](acts.md)）或地址；页面新增表单而未列于此时，`tests/contracts/test_parity.py` 不通过。"
    )
    head = "| Form 表单 | Over the API 经接口 |\n|---|---|"
    rows = [
        f"| `{name}` | {', '.join(f'`{each}`' for each in does)} |" for name, does in sorted(FORMS.items())
    ]
    yield "\n".join([head, *rows])
    yield "## What pages only show 仅供查看的页面"
    head = "| Page 页面 | Read by 读取 |\n|---|---|"
    yield "\n".join([head, *(f"| `{name}` | `{route}` |" for name, route in sorted(READS.items()))])
    yield (
        "What programs fetch as it stands has no address of its own in the API: "
        "程序直接获取的内容不另设接口地址："
        + ", ".join(f"`{name}`" for name in sorted(FOR_MACHINES)) + "."
    )  # fmt: skip
    yield "## Not over the API 不经接口"
    left = [f"- `{name}`: {en} {zh}" for name, (en, zh) in (PAGES_ONLY | BY_HAND).items()]
    yield "\n".join(left)
