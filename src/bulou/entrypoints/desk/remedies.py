"""From what would make an act lawful to the pages where it is done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bulou.acts import ACTS
from bulou.law import Cure
from bulou.records.pages import CasePage

JUDGED = frozenset(
    {"truthful_and_necessary", "exaggerates", "hype_or_extortion", "tool_exclusively_for_attack", "reasonable_release"}
)
WRITTEN = frozenset({"operator_in_use_detail", "exploit_included", "remedy_or_precaution_included"})
ACT_OF: dict[str, str] = {
    "remediation_provided": "record_remediation",
    "mitigation_provided": "record_mitigation",
    "assessed_jointly_with_vendor": "record_joint_assessment",
    "vendor_dissents": "record_joint_assessment",
    "reported_to_miit": "report_to_ministry",
    "reported_to_mps": "report_to_ministry",
    "authorities_assessment": "record_official_decision",
    "mps_consent": "record_official_decision",
    "recipient_is_product_vendor": "judge_provider",
    "recipient_overseas": "add_party",
    "own_product": "identify_product",
    "users_must_update": "identify_product",
    "flaw_exists": "validate_report",
    "upstream_component": "identify_upstream",
    "already_public": "record_observation",
    "legal_hold": "lift_hold",
}


@dataclass(frozen=True, slots=True)
class Button:
    """Where a step of a cure is done."""

    url: str
    label: Any


@dataclass(frozen=True, slots=True)
class Remedy:
    """A cure with the buttons that lead to its steps, as components/cures.html shows it."""

    kind: str
    zh: str
    en: str
    until: datetime | None
    buttons: tuple[Button, ...]


def remedies(cures: tuple[Cure, ...], page: CasePage, advisory_id: UUID | None = None) -> list[Remedy]:
    """Each cure with its buttons; one that only time brings has none."""
    return [Remedy(cure.kind, cure.zh, cure.en, cure.until, _buttons(cure, page, advisory_id)) for cure in cures]


def _buttons(cure: Cure, page: CasePage, advisory_id: UUID | None) -> tuple[Button, ...]:
    found = {}
    for name in cure.changes:
        button = _button(name, page, advisory_id)
        if button is not None:
            found.setdefault(button.url, button)
    return tuple(found.values())


def _button(name: str, page: CasePage, advisory_id: UUID | None) -> Button | None:
    number = page.case.number
    if name in JUDGED | WRITTEN:
        known = advisory_id or next((row.id for row in reversed(page.advisories)), None)
        base = reverse("desk:advisory", args=[number, known]) if known else reverse("desk:advisory_new", args=[number])
        if name in JUDGED:
            return Button(f"{base}#judgements", _("Sign judgements on the draft"))
        return Button(f"{base}#id_{name}" if name != "remedy_or_precaution_included" else base, _("Change the draft"))
    act = ACT_OF.get(name)
    if act is None:
        return None
    return Button(reverse("desk:act", args=[number, act]), ACTS[act].title)
