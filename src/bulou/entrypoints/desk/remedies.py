"""From what would make an act lawful to the pages where it is done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bulou.acts import ACTS
from bulou.entrypoints.templatetags.bulou_tags import tongue
from bulou.law import VOCABULARY, Cure
from bulou.records.pages import CasePage

JUDGED = frozenset(
    {
        "truthful_and_necessary",
        "exaggerates",
        "hype_or_extortion",
        "tool_exclusively_for_attack",
        "reasonable_release",
    }
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
    """A cure with the buttons that lead to its steps, as components/cures.html shows it; `str` says it in one line.

    `steps` are what has to happen in the world, `also` what the draft needs besides.
    """

    kind: str
    steps: tuple[str, ...]
    also: str
    until: datetime | None
    buttons: tuple[Button, ...]

    def __str__(self) -> str:
        words = _("; ").join(self.steps)
        if not words:
            return self.also
        return _("%(steps)s (and: %(also)s)") % {"steps": words, "also": self.also} if self.also else words


def remedies(cures: tuple[Cure, ...], page: CasePage, advisory_id: UUID | None = None) -> list[Remedy]:
    """Each cure with its buttons; one that only time brings has none. Cures that differ only in the draft are one."""
    found: dict[frozenset[tuple[str, Any]], Remedy] = {}
    for cure in cures:
        world = {name: value for name, value in cure.changes.items() if name not in JUDGED | WRITTEN}
        found.setdefault(frozenset(world.items()), _remedy(cure, world, page, advisory_id))
    return list(found.values())


def _remedy(cure: Cure, world: dict[str, Any], page: CasePage, advisory_id: UUID | None) -> Remedy:
    steps = tuple(_said(name, value) for name, value in world.items())
    judged = [name for name in cure.changes if name in JUDGED]
    written = [name for name in cure.changes if name in WRITTEN]
    also = []
    if judged:
        also.append(
            ngettext(
                "sign %(count)d judgement on the draft", "sign %(count)d judgements on the draft", len(judged)
            )
            % {"count": len(judged)}
        )
    if written:
        also.append(
            ngettext(
                "settle %(count)d point in the draft", "settle %(count)d points in the draft", len(written)
            )
            % {"count": len(written)}
        )
    return Remedy(cure.kind, steps, _("; ").join(also), cure.until, _buttons(cure, world, page, advisory_id))


def _said(name: str, value: Any) -> str:
    """What has to become so: as a request where someone can bring it about, else as the answer it takes."""
    spec = VOCABULARY[name]
    phrase = spec.phrases.get(value)
    if phrase is not None:
        return tongue(phrase)
    answer = tongue(spec.values.get(value, value))
    return _("%(question)s — “%(answer)s”") % {"question": tongue(spec.question), "answer": answer}


def _buttons(
    cure: Cure, world: dict[str, Any], page: CasePage, advisory_id: UUID | None
) -> tuple[Button, ...]:
    """The steps in the world first, then the draft; each page once."""
    found: dict[str, Button] = {}
    for name in [*world, *(name for name in cure.changes if name not in world)]:
        button = _button(name, page, advisory_id)
        if button is not None:
            found.setdefault(str(button.label), button)
    return tuple(found.values())


def _button(name: str, page: CasePage, advisory_id: UUID | None) -> Button | None:
    number = page.case.number
    if name in JUDGED | WRITTEN:
        known = advisory_id or next((row.id for row in reversed(page.advisories)), None)
        base = (
            reverse("desk:advisory", args=[number, known])
            if known
            else reverse("desk:advisory_new", args=[number])
        )
        if name in JUDGED:
            return Button(f"{base}#judgements", _("Sign judgements on the draft"))
        return Button(
            f"{base}#id_{name}" if name != "remedy_or_precaution_included" else base, _("Change the draft")
        )
    act = ACT_OF.get(name)
    if act is None:
        return None
    return Button(reverse("desk:act", args=[number, act]), ACTS[act].title)
