"""What follows from the entries of a pack: the timeline, and which entries tell of what. Derived, so that anyone can derive it again.

Nothing here is typed by anyone: the summary of a pack is this function of its lines, and a verifier computes it anew.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

KNOWING: Final = frozenset({
    "submit_report", "enter_report", "receive_matter", "write_as_reporter", "write_by_mail", "open_undisclosed", "grant_case", "revoke_case",
    "assign_handler", "invite_party", "enter_case", "leave_case", "remove_party", "share_detail", "post_to_parties",
    "notify_authority", "notify_upstream", "notify_users", "send_notice", "open_notice", "submit_to_platform",
    "publish_advisory", "export_evidence", "refer_finding", "inspect_supervised",
})  # fmt: skip
RECEIPTS: Final = frozenset({
    "submit_report", "enter_report", "receive_matter", "record_official_receipt", "record_submission_receipt",
    "receive_receipt", "record_circulation", "record_peer_receipt", "note_peer_refusal", "acknowledge_envelope",
    "withhold_envelope",
})  # fmt: skip
FILINGS: Final = frozenset({
    "prepare_packet", "notify_authority", "prepare_submission", "submit_to_platform", "take_supplement", "receive_supplement",
    "register_matter", "return_for_supplement",
})  # fmt: skip
APPROVALS: Final = frozenset({
    "record_joint_assessment", "report_to_ministry", "record_official_decision", "judge_draft", "judge_reach", "judge_provider",
    "request_assessment", "request_consent", "give_opinion", "receive_opinion", "decide_request", "receive_decision",
    "confirm_finding", "issue_correction", "close_correction",
})  # fmt: skip
NOTICES: Final = frozenset({
    "notify_upstream", "notify_users", "draft_notice", "send_notice", "note_mailing", "note_delivery", "open_notice",
    "answer_notice", "answer_party", "answer_as_party", "remind_silent", "escalate_silent",
    "receive_correction", "answer_correction", "receive_inspection", "urge_vendor", "receive_word", "receive_news",
})  # fmt: skip
SECTIONS: Final[Mapping[str, frozenset[str]]] = {
    "known_to": KNOWING, "receipts": RECEIPTS, "filings": FILINGS, "approvals": APPROVALS, "notices": NOTICES,
}  # fmt: skip
"""Which acts a section of the summary tells of; an act that was stopped stands among the refusals alone.

The manifest of each pack bears the table that it was told by, so that a later one changes no earlier pack.
"""


def told(lines: Iterable[Mapping[str, Any]], about: Mapping[str, Any]) -> dict[str, Any]:
    """The summary of these entry lines; `about` is what the manifest says of the pack, its parts left out.

    The timeline is in the order of moments; sections hold [stream, index] of its rows. `decisions` are those that the law
    was asked for: what was asked, of which facts, and under which stamp.
    """
    rows = sorted((_row(line) for line in lines), key=lambda row: (row["at"], row["stream"], row["index"]))
    done = [row for row in rows if "refused" not in row["shown"] and "refused" not in row["withheld"]]
    return {
        **about,
        "timeline": rows,
        **{
            name: [_place(row) for row in done if row["act"] in acts]
            for name, acts in about["sections"].items()
        },
        "refusals": [_place(row) for row in rows if row not in done],
        "decisions": [_place(row) for row in rows if row["stamp"] is not None],
        "withheld": sum(len(row["withheld"]) for row in rows),
    }


def _row(line: Mapping[str, Any]) -> dict[str, Any]:
    header, payload = line["header"], line["payload"] or {}
    return {
        **{name: header[name] for name in ("stream", "index", "at", "event_at", "act", "actor", "verdict", "stamp")},
        "hash": line["hash"],
        "leaf": line["leaf"],
        "shown": {name: field["value"] for name, field in payload.items()},
        "withheld": sorted(header["commit"].keys() - payload.keys()),
    }  # fmt: skip


def _place(row: Mapping[str, Any]) -> list[Any]:
    return [row["stream"], row["index"]]
