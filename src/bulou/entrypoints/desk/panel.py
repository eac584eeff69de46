"""The acts panel: each prospect with its words, its reasons and where its button leads."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulou.acts import ACTS, Act, Outcome, Question
from bulou.acts.certificates import CONFIRMED
from bulou.acts.permissions import Right
from bulou.acts.prospects import Prospect
from bulou.cases import MACHINES
from bulou.entrypoints.desk.remedies import Remedy, remedies
from bulou.entrypoints.desk.seat import Seat
from bulou.law import Citation, Finding, Verdict
from bulou.records.concerns import OpenQuestion
from bulou.records.pages import CasePage

PAGES = {
    "notify_authority": "desk:packet",
    "submit_to_platform": "desk:submissions",
    "publish_advisory": "desk:advisory_new",
    "revise_advisory": "desk:advisory_new",
}
ROOMS = {
    "grade_severity": "desk:grading"
}  # where an act is done with more in sight than its plain form shows
GROUPS = (
    ("owed", _("The law asks for it")),
    ("may", _("May be done")),
    ("one_missing", _("One thing is missing")),
    ("may_not", _("May not be done")),
)
BUTTONS = {
    "notify_authority": pgettext_lazy("button", "Prepare the packet"),
    "notify_upstream": pgettext_lazy("button", "Write the notice"),
    "notify_users": pgettext_lazy("button", "Write the notice"),
    "validate_report": pgettext_lazy("button", "Record it"),
    "grade_severity": pgettext_lazy("button", "Grade"),
    "publish_advisory": pgettext_lazy("button", "To the draft"),
    "revise_advisory": pgettext_lazy("button", "To the draft"),
    "share_detail": pgettext_lazy("button", "Share"),
    "decline_report": pgettext_lazy("button", "Decline"),
    "purge_log": pgettext_lazy("button", "Purge"),
}
# What no rule asks about: links under the panel, by what they are about, in the order in which one needs them.
IN_HOUSE: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("The work"), (
        "accept_case", "answer_appeal", "assign_handler", "unassign_handler", "enter_slow_lane", "leave_slow_lane", "defer_case",
        "close_case",
    )),
    (_("Flaw, product, remedy"), (
        "record_verification", "record_weakness", "identify_product", "identify_upstream", "record_observation",
        "record_mitigation", "record_remediation",
    )),
    (_("Parties and embargo"), (
        "add_party", "answer_party", "judge_provider", "judge_reach", "propose_embargo", "accept_embargo", "terminate_embargo",
    )),
    (_("Authorities"), ("record_joint_assessment", "report_to_ministry", "record_official_decision")),
    (_("Reporter and public"), ("propose_reward", "issue_certificate", "publish_picture", "thank_reporter")),
    (_("Who may know, and doubts"), (
        "grant_case", "revoke_case", "export_evidence", "place_hold", "lift_hold", "open_legal_question", "close_legal_question",
        "flag_abuse", "suspend_sharing", "lift_suspension", "refer_abuse",
    )),
)  # fmt: skip

APPEAL = frozenset({"contest_grade", "answer_appeal"})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the panel, as components/act_row.html wants it."""

    act: str
    title: Any
    verdict: Verdict | None
    group: str
    reasons: tuple[Finding, ...]
    cures: list[Remedy]
    url: str
    button: Any
    stopped: bool
    label: Any = ""
    note: Any = ""
    warnings: tuple[OpenQuestion, ...] = ()
    measure: Citation | None = None


def panel(found: list[Prospect], page: CasePage) -> list[tuple[str, Any, list[Row]]]:
    """The groups of the panel that are not empty, each with its name and heading; acts no rule asks about are left out."""
    rows = [row_of(prospect, page) for prospect in found if prospect.act.conduct is not None]
    groups = [(group, title, [row for row in rows if row.group == group]) for group, title in GROUPS]
    return [(group, title, some) for group, title, some in groups if some]


def row_of(prospect: Prospect, page: CasePage) -> Row:
    """The line of one prospect."""
    outcome = prospect.outcome
    title = prospect.act.title
    has_page = prospect.name in PAGES
    barred = by_office(outcome)
    measure = outcome.refusal.citation if outcome.refusal else None
    return Row(
        act=prospect.name,
        title=f"{title} · {prospect.about}" if prospect.about else title,
        verdict=None if measure else outcome.verdict,
        group=prospect.group,
        reasons=() if measure else told(outcome.verdict),
        cures=remedies(outcome.cures, page, prospect.about_id, act=prospect.name),
        url=_url(prospect, page),
        button=BUTTONS.get(prospect.name, pgettext_lazy("button", "Open")),
        stopped=prospect.group == "may_not" and (barred or not has_page),
        label=_label(barred, measure),
        note=_note(outcome, barred, measure),
        warnings=prospect.warnings,
        measure=measure,
    )


def _label(barred: bool, measure: Citation | None) -> Any:
    """What stands in the badge where it is not the law that stops the act."""
    if measure is not None:
        return pgettext_lazy("outcome", "Suspended")
    return pgettext_lazy("outcome", "Not your office") if barred else ""


def _note(outcome: Outcome, barred: bool, measure: Citation | None) -> Any:
    if outcome.refusal is None or not (barred or measure):
        return ""
    return f"{outcome.refusal.reason} {outcome.refusal.remedy}" if measure else outcome.refusal.remedy


def told(verdict: Verdict | None) -> tuple[Finding, ...]:
    """What the law says of an act, each sentence once; of one that passes, what demands or permits it."""
    if verdict is None:
        return ()
    kept: dict[tuple[str, str], Finding] = {}
    for finding in verdict.findings:
        kept.setdefault((finding.norm_id, finding.en), finding)
    return tuple(kept.values())


def that_decide(verdict: Verdict | None) -> tuple[Finding, ...]:
    """Of what the law says, the sentences that give the answer its outcome."""
    return () if verdict is None else tuple(each for each in told(verdict) if each.outcome == verdict.outcome)


def named(act: type[Act]) -> dict[str, Any]:
    """Name and title of an act for a template, which would call a class."""
    return {"name": act.name, "title": act.title}


def by_office(outcome: Outcome) -> bool:
    """Whether the person's office stops the act, before the law is asked."""
    return outcome.refusal is not None and outcome.refusal.question is Question.WHO


Link = tuple[Any, str, bool]


def entries(page: CasePage, seat: Seat, found: list[Prospect]) -> list[tuple[Any, list[Link]]]:
    """The acts that no rule asks about and that are in turn and in this person's office, under headings: (title, address,
    and whether the work on the case goes on by it).
    """
    later = {prospect.name for prospect in found if prospect.group == "not_now"}
    shown = [
        (heading, [_link(name, page) for name in names if name not in later and _offered(name, page, seat)])
        for heading, names in IN_HOUSE
    ]
    return [(heading, links) for heading, links in shown if links]


def _offered(name: str, page: CasePage, seat: Seat) -> bool:
    if ACTS[name].right is Right.RELEASE and "lead" not in _offices(page, seat):
        return False
    return _fits(name, page)


def _link(name: str, page: CasePage) -> Link:
    return ACTS[name].title, reverse("desk:act", args=[page.case.number, name]), name == "accept_case"


def _offices(page: CasePage, seat: Seat) -> frozenset[str]:
    return seat.standing_in(page.case.organisation_id).offices


def _fits(name: str, page: CasePage) -> bool:
    """Whether the act has something to do on this case; the gate decides, this only keeps the list short."""
    case = page.case
    others = [party for party in page.parties if party.role != "reporter"]
    match name:
        case "accept_case" | "defer_case" | "close_case":
            return MACHINES["RM"].allows(case.rm, name.removesuffix("_case"))
        case "propose_embargo" | "accept_embargo" | "terminate_embargo":
            return MACHINES["EM"].allows(case.em, name.removesuffix("_embargo"))
        case "answer_party" | "judge_provider":
            return bool(others)
        case "judge_reach":
            return case.organisation.overseas
        case "answer_appeal":
            said = [row.act for row in page.timeline if row.act in APPEAL and not row.refused]
            return said[:1] == ["contest_grade"]
        case "publish_picture":
            return case.disclosed_at is not None and bool(page.files)
        case "issue_certificate":
            return case.rm in CONFIRMED
        case "thank_reporter":
            return case.disclosed_at is not None
        case "unassign_handler":
            return case.handler_id is not None
        case "enter_slow_lane" | "leave_slow_lane":
            return case.rm == "received" and case.flood is (name == "leave_slow_lane")
        case "place_hold":
            return not case.hold
        case "lift_hold":
            return case.hold
        case "close_legal_question":
            return bool(page.questions)
        case "suspend_sharing" | "refer_abuse":
            return bool(page.flags)
        case "lift_suspension":
            return any(flag.suspended_at and not flag.lifted_at for flag in page.flags)
    return True


def _url(prospect: Prospect, page: CasePage) -> str:
    number = page.case.number
    if prospect.name in ("publish_advisory", "revise_advisory") and prospect.about_id:
        return reverse("desk:advisory", args=[number, prospect.about_id])
    if prospect.name in PAGES:
        return reverse(PAGES[prospect.name], args=[number])
    if prospect.name in ROOMS:
        return reverse(ROOMS[prospect.name], args=[number])
    query = f"?about={prospect.about_id}" if prospect.about_id else ""
    return reverse("desk:act", args=[number, prospect.name]) + query
