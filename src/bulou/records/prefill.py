"""What the case already says, for forms that start filled: the packet to the authority and a first draft."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from bulou.formats import nvdb
from bulou.records.credits import naming
from bulou.records.models import AuthorityNotification
from bulou.records.packets import Kept, notifications
from bulou.records.pages import CasePage
from bulou.records.sealed import case_key

BEIJING = timezone(timedelta(hours=8))
MOMENTS = ("learned_at", "remedy_at")
TOLD = ("harm", "scope", "component", "location", "cwe", "gbt_class")


def first_draft(page: CasePage) -> dict[str, str]:
    """What an empty editor of an advisory starts with; three queries."""
    told = _told(page)
    who = naming(page.case, case_key(page.case.id, page.case.key_wrapped))
    return {
        "heading": page.title,
        "description": told.get("harm", ""),
        "remediation": told.get("record_remediation", ""),
        "remediation_url": told.get("location", ""),
        "precaution": told.get("record_mitigation", ""),
        "cve": page.report.get("cve", "") or _numbered(page),
        "cwe": told.get("cwe", ""),
        "credits": who.named("in_advisory"),
    }


def packet_fields(
    page: CasePage, kept: Sequence[Kept[AuthorityNotification]] | None = None
) -> dict[str, str]:
    """The packet as last saved, else as far as the case can fill it, by field name as typed.

    What has gone out is the start of its supplement: what it said, and in its blanks what the case knows by now.
    `kept` are the case's packets where they were opened already.
    """
    kept = notifications(page) if kept is None else kept
    if not kept:
        return case_fields(page)
    saved = as_typed(nvdb.read_json(kept[-1].content))
    return saved if kept[-1].row.submitted_at is None else case_fields(page) | saved


def as_typed(packet: nvdb.NvdbPacket) -> dict[str, str]:
    """A packet's fields as one types them, moments in Beijing time."""
    moments = {name: at for name in MOMENTS if (at := getattr(packet, name)) is not None}
    return {**packet.fields(), **{name: at.astimezone(BEIJING).isoformat() for name, at in moments.items()}}


def case_fields(page: CasePage) -> dict[str, str]:
    """What the case, its products, its grades and its verification say, by field name; one query at most."""
    told = _told(page)
    own = [row for row in page.affected if row.own] or page.affected
    registered = next((row.registered for row in own if row.registered is not None), None)
    found = {
        "product_name": page.case.product,
        "model": "、".join(dict.fromkeys(row.model for row in own if row.model)),
        "version": page.case.versions,
        "technical_characteristics": page.title,
        "harm": told.get("harm") or str(page.report.get("impact", "")),
        "impact_scope": told.get("scope", ""),
        "title": page.title,
        "vendor": _vendor(page),
        "product_class": registered.product_class if registered else "",
        "vulnerability_type": told.get("gbt_class") or str(page.report.get("weakness", "")),
        "learned_at": _moment(page.case.received_at),
        "exploitation": _exploitation(page),
        "already_public": {True: "yes", False: "no"}.get(_fact(page, "already_public"), ""),
        "remedy": told.get("record_remediation") or told.get("record_mitigation", ""),
        "remedy_at": _moment(page.known.events.get("remediation_provided")),
        "gbt30279": page.case.gbt_vector,
        "cvss": page.case.cvss_vector,
        "cve": _cve(page),
        "upstream_component": told.get("component", ""),
        "contact": page.case.organisation.contact_email,
    }
    return {name: text for name, text in found.items() if text}


def _vendor(page: CasePage) -> str:
    """The organisation, unless the product is known to be someone else's or it is no vendor at all."""
    organisation = page.case.organisation
    own = _fact(page, "own_product")
    return organisation.name_zh if own or (own is None and "vendor" in organisation.roles) else ""


def _exploitation(page: CasePage) -> str:
    """What was observed; that nothing was is no observation."""
    if _fact(page, "actively_exploited"):
        return "exploited"
    return "proof_of_concept" if "observed_exploit_public" in page.known.events else ""


def _cve(page: CasePage) -> str:
    """The CVE number of the report, else the one added to the case, else that of the newest advisory that has one."""
    if number := page.report.get("cve") or _numbered(page):
        return str(number)
    key = case_key(page.case.id, page.case.key_wrapped)
    for row in reversed(page.advisories):
        content = json.loads(key.open(row.draft_sealed, f"advisory:{row.id}:draft"))
        if content.get("cve"):
            return str(content["cve"])
    return ""


def _numbered(page: CasePage) -> str:
    """The CVE number that was added last to the case and not taken back, among the entries of the page."""
    gone: set[str] = set()
    for row in page.timeline:
        number = str(row.fields.get("identifier", ""))
        if row.refused or not number.startswith("CVE-"):
            continue
        if row.act == "remove_identifier":
            gone.add(number)
        elif number not in gone:
            return number
    return ""


def _moment(at: datetime | None) -> str:
    """RFC 3339 in Beijing time to the second; "" for none."""
    return at.astimezone(BEIJING).isoformat(timespec="seconds") if at else ""


def _fact(page: CasePage, name: str) -> Any:
    fact = page.known.facts.get(name)
    return fact.value if fact else None


def _told(page: CasePage) -> dict[str, str]:
    """The latest words on harm, scope, component, remedy, where it is and precaution in the timeline."""
    told: dict[str, str] = {}
    for row in page.timeline:
        for name in TOLD:
            if row.fields.get(name):
                told.setdefault(name, row.fields[name])
        if row.fields.get("text"):
            told.setdefault(row.act, row.fields["text"])
    return told
