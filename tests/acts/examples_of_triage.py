"""Triage: lanes, hand-backs, views, templates and priorities, each once, and once as it cannot be acted on."""

from bulou.acts import prioritising as pr
from bulou.acts import templates as te
from bulou.acts import triage as tr
from tests.acts.example import NOBODY, Example, of, on, person

ANSWERS = {
    "exploitation": "none",
    "utility": "laborious",
    "technical_impact": "partial",
    "public_safety_impact": "minimal",
}

OF_TRIAGE: dict[str, Example] = {
    "leave_slow_lane": on("old", tr.LeaveSlowLane),
    "enter_slow_lane": on("received", tr.EnterSlowLane),
    "unassign_handler": on(
        "deferred", tr.UnassignHandler, person_id=person("lead"), bad={"person_id": NOBODY}, wrong="person_id"
    ),
    "take_suggestion": on(
        "received",
        tr.TakeSuggestion,
        ids={"registered_id": "product"},
        bad={"registered_id": NOBODY},
        wrong="registered_id",
    ),
    "drop_suggestion": on(
        "deferred",
        tr.DropSuggestion,
        ids={"registered_id": "product"},
        bad={"registered_id": NOBODY},
        wrong="registered_id",
    ),
    "share_view": of(tr.ShareView, view_id=lambda s: s.views),
    "unshare_view": of(tr.UnshareView, view_id=lambda s: s.views),
    "add_template": of(
        te.AddTemplate, template="婉拒", text_zh="抱歉。", bad={"template": " "}, wrong="template"
    ),
    "edit_template": of(
        te.EditTemplate,
        template_id=lambda s: s.ids["template"],
        template="致谢",
        text_en="Thanks.",
        bad={"text_en": ""},
        wrong="text_zh",
    ),
    "retire_template": of(
        te.RetireTemplate,
        template_id=lambda s: s.ids["template"],
        bad={"template_id": NOBODY},
        wrong="template_id",
    ),
    "prioritise_as_vendor": on(
        "received", pr.PrioritiseAsVendor, **ANSWERS, bad={"utility": "x"}, wrong="utility"
    ),
    "prioritise_as_coordinator": on(
        "received",
        pr.PrioritiseAsCoordinator,
        report_public="no",
        supplier_contacted="yes",
        report_credibility="credible",
        supplier_cardinality="one",
        supplier_engagement="active",
        utility="laborious",
        public_safety_impact="minimal",
    ),
}
