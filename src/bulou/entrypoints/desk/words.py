"""What the desk calls things: offices, roles, channels, identities, states."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bulou.cases import MACHINES

OFFICES: dict[str, Any] = {
    "lead": pgettext_lazy("office", "Lead"),
    "handler": pgettext_lazy("office", "Handler"),
    "system_admin": pgettext_lazy("office", "System administrator"),
    "security_admin": pgettext_lazy("office", "Security administrator"),
    "auditor": pgettext_lazy("office", "Auditor"),
    "counsel": pgettext_lazy("office", "Counsel"),
}
IDENTITIES: dict[str, Any] = {
    "anonymous": pgettext_lazy("reporter", "Anonymous"),
    "pseudonym": pgettext_lazy("reporter", "Pseudonym"),
    "self_declared": pgettext_lazy("reporter", "Self-declared"),
}
PARTY_ROLES: dict[str, Any] = {
    "reporter": pgettext_lazy("party", "Reporter"),
    "vendor": pgettext_lazy("party", "Vendor of the product"),
    "upstream": pgettext_lazy("party", "Upstream vendor"),
    "downstream": pgettext_lazy("party", "Downstream vendor"),
    "operator": pgettext_lazy("party", "Network operator"),
    "coordinator": pgettext_lazy("party", "Coordinator"),
    "authority": pgettext_lazy("party", "Authority"),
}
ANSWERS: dict[str, Any] = {
    "affected": _("Affected"),
    "not_affected": _("Not affected"),
    "under_investigation": _("Under investigation"),
    "acknowledged": _("Acknowledged"),
    "fixed": _("Fixed"),
}
NOTIFICATION_STATES: dict[str, Any] = {
    "draft": pgettext_lazy("packet", "Saved, not sent"),
    "submitted": pgettext_lazy("packet", "Sent, no receipt yet"),
    "acknowledged": pgettext_lazy("packet", "Receipt recorded"),
}
SUBMISSION_STATES: dict[str, Any] = {
    "draft": pgettext_lazy("packet", "Saved, not sent"),
    "submitted": pgettext_lazy("packet", "Submitted"),
    "acknowledged": pgettext_lazy("packet", "Receipt recorded"),
}
REPORT_FIELDS: dict[str, Any] = {
    "title": pgettext_lazy("report", "Title"),
    "product": pgettext_lazy("report", "Product"),
    "versions": pgettext_lazy("report", "Versions"),
    "weakness": pgettext_lazy("report", "Kind of flaw"),
    "severity": pgettext_lazy("report", "Severity, as the reporter sees it"),
    "steps": pgettext_lazy("report", "How to reproduce it"),
    "impact": pgettext_lazy("report", "Impact"),
    "commitment": _("Proof of first finding (SHA-256)"),
    "public_state": pgettext_lazy("report", "Public already?"),
    "name": pgettext_lazy("report", "Name"),
    "contact": pgettext_lazy("report", "Contact"),
    "note": pgettext_lazy("report", "Note"),
    "mail_headers": pgettext_lazy("report", "Headers of the mail"),
    "mail_signature": pgettext_lazy("report", "Key that claims the signature"),
    "cve": pgettext_lazy("report", "CVE"),
}

SEVERITIES: dict[str, Any] = {
    "critical": pgettext_lazy("severity", "Critical"),
    "high": pgettext_lazy("severity", "High"),
    "medium": pgettext_lazy("severity", "Medium"),
    "low": pgettext_lazy("severity", "Low"),
}
PRODUCT_CLASSES: dict[str, Any] = {
    "general": _("General network products"),
    "industrial_control": _("Industrial control"),
    "mobile_app": _("Mobile apps"),
    "vehicle": _("Connected vehicles"),
    "government_it": _("Domestic IT for government"),
    "ai": _("Artificial intelligence"),
}
MATTERS: dict[str, Any] = {
    "notification": _("Notification"),
    "report": _("Voluntary report"),
    "assessment": _("Request for assessment"),
    "consent": _("Request for consent"),
    "circulation": _("Circulated"),
    "share": pgettext_lazy("matter", "Shared"),
}
EXPLOITATION: dict[str, Any] = {
    "none_known": _("None known"),
    "proof_of_concept": _("Proof of concept exists"),
    "exploited": _("Exploited"),
}
YES_NO: dict[str, Any] = {"yes": _("Yes"), "no": _("No")}
PUBLIC_STATES: dict[str, Any] = {
    "no": pgettext_lazy("public", "Not public"),
    "public": pgettext_lazy("public", "Public already"),
    "exploited": pgettext_lazy("public", "Exploited already"),
}


def rm_state(case: Any) -> Any:
    """The state of the report in this organisation, in both languages."""
    return MACHINES["RM"].states.get(case.rm, case.rm)


def em_state(case: Any) -> Any:
    """The state of the embargo."""
    return MACHINES["EM"].states.get(case.em, case.em)


def progress(case: Any) -> Any:
    """How far mending and publishing have come, beside the report's own state; empty while there is nothing to say."""
    if case.disclosed_at:
        return _("published")
    if "remediation_provided" in case.events:
        return _("remedy provided")
    if "mitigation_provided" in case.events:
        return _("precaution provided")
    return _("being mended") if case.rm == "accepted" else ""


CHANNELS: dict[str, Any] = {
    "portal": pgettext_lazy("channel", "Report form"),
    "api": pgettext_lazy("channel", "API"),
    "email": pgettext_lazy("channel", "E-mail"),
    "file": pgettext_lazy("channel", "File"),
    "phone": pgettext_lazy("channel", "By telephone"),
    "letter": pgettext_lazy("channel", "By letter"),
    "visit": pgettext_lazy("channel", "In person"),
    "staff": pgettext_lazy("channel", "Staff"),
    "node": pgettext_lazy("channel", "Another organisation"),
    "child": pgettext_lazy("channel", "Another case of ours"),
}
LOG_STATES: dict[str, Any] = {
    "held": pgettext_lazy("log", "Held"),
    "on_hold": pgettext_lazy("log", "Under a legal hold"),
    "releasable": pgettext_lazy("log", "May be purged"),
    "purged": pgettext_lazy("log", "Purged"),
}
GAPS: dict[str, Any] = {
    "missing": _("sealed, and not in the log any more:"),
    "added": _("in the log, and not when the day was sealed:"),
    "altered": _("all receptions are there, and not as they were sealed"),
    "entry": _("a reception without its journal entry:"),
    "seal": _("the seal itself is gone or was changed"),
    "unsealed": _("these days should have been sealed by now"),
}
FINDERS: dict[str, tuple[Any, str]] = {
    "registered": (_("Self-declared"), "soon"),
    "verified": (_("Identity checked"), "ok"),
    "trusted": (_("Trusted"), "run"),
}
