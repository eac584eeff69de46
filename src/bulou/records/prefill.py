"""What the case already says, for forms that start filled: the packet to the authority and a first draft."""

import json
from datetime import datetime, timedelta, timezone
from typing import Any

from bulou.formats import nvdb
from bulou.records.credits import naming
from bulou.records.pages import CasePage
from bulou.records.sealed import case_key
from bulou.records.visible import packet_bytes

BEIJING = timezone(timedelta(hours=8))
MOMENTS = ("learned_at", "remedy_at")
TOLD = ("harm", "scope", "component", "location")


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
        "cve": page.report.get("cve", ""),
        "credits": who.named("in_advisory"),
    }


def packet_fields(page: CasePage) -> dict[str, str]:
    """The packet as last saved, else as far as the case can fill it, by field name as typed; at most one query."""
    latest = next((row for row in reversed(page.notifications)), None)
    stored = packet_bytes(page, latest.id) if latest else None
    if stored is not None:
        saved = nvdb.read_json(stored)
        moments = {name: at for name in MOMENTS if (at := getattr(saved, name)) is not None}
        return {
            **saved.fields(),
            **{name: at.astimezone(BEIJING).isoformat() for name, at in moments.items()},
        }
    told = _told(page)
    found = {
        "product_name": page.case.product,
        "model": page.affected[0].model if page.affected else "",
        "version": page.case.versions,
        "technical_characteristics": page.title,
        "harm": told.get("harm") or str(page.report.get("impact", "")),
        "impact_scope": told.get("scope", ""),
        "title": page.title,
        "vendor": _vendor(page),
        "vulnerability_type": str(page.report.get("weakness", "")),
        "learned_at": _moment(page.case.received_at),
        "already_public": {True: "yes", False: "no"}.get(_fact(page, "already_public"), ""),
        "remedy": told.get("record_remediation") or told.get("record_mitigation", ""),
        "remedy_at": _moment(page.known.events.get("remediation_provided")),
        "gbt30279": page.case.gbt_vector,
        "cvss": page.case.cvss_vector,
        "cve": _cve(page),
        "upstream_component": told.get("component", ""),
    }
    return {name: text for name, text in found.items() if text}


def _vendor(page: CasePage) -> str:
    """The organisation, unless the product is known to be someone else's or it is no vendor at all."""
    organisation = page.case.organisation
    own = _fact(page, "own_product")
    return organisation.name_zh if own or (own is None and "vendor" in organisation.roles) else ""


def _cve(page: CasePage) -> str:
    """The CVE number of the report, else of the newest advisory that has one."""
    if page.report.get("cve"):
        return str(page.report["cve"])
    key = case_key(page.case.id, page.case.key_wrapped)
    for row in reversed(page.advisories):
        content = json.loads(key.open(row.draft_sealed, f"advisory:{row.id}:draft"))
        if content.get("cve"):
            return str(content["cve"])
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
