"""From what would make an act lawful to the pages where it is done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bulou.acts import ACTS, CaseAct
from bulou.acts.prospects import turn_for
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
ACTS_OF: dict[str, tuple[str, ...]] = {
    "remediation_provided": ("record_remediation",),
    "mitigation_provided": ("record_mitigation",),
    "assessed_jointly_with_vendor": ("record_joint_assessment",),
    "vendor_dissents": ("record_joint_assessment",),
    "reported_to_miit": ("report_to_ministry",),
    "reported_to_mps": ("report_to_ministry",),
    "authorities_assessment": ("request_assessment", "record_official_decision"),
    "mps_consent": ("request_consent", "record_official_decision"),
    "recipient_is_product_vendor": ("judge_provider",),
    "recipient_overseas": ("add_party",),
    "bound_from_abroad": ("judge_reach",),
    "own_product": ("identify_product",),
    "users_must_update": ("identify_product",),
    "flaw_exists": ("validate_report",),
    "upstream_component": ("identify_upstream",),
    "already_public": ("record_observation",),
    "legal_hold": ("lift_hold",),
}
# Facts that an act asks in its own form, with the field that asks.
ASKED_BY: dict[tuple[str, str], str] = {
    ("notify_users", "recipient_overseas"): "overseas",
    ("decline_report", "duplicate_report"): "reason",
    ("decline_report", "own_product"): "reason",
    ("decline_report", "flaw_exists"): "reason",
    ("decline_report", "own_system"): "reason",
    ("share_detail", "already_public"): "only_public",
    ("share_detail", "recipient_is_state_platform"): "state_platform",
    ("share_detail", "third_party_sharing_lawful"): "lawful",
    ("share_detail", "supplied_for_verification"): "for_verification",
    ("notify_upstream", "supplied_for_verification"): "for_verification",
    ("submit_to_platform", "supplied_for_verification"): "for_verification",
} | {
    (act, fact): field
    for act in ("share_detail", "notify_upstream", "notify_users", "submit_to_platform")
    for fact, field in (
        ("exploit_included", "exploit_included"),
        ("tool_exclusively_for_attack", "only_for_attack"),
    )
}


@dataclass(frozen=True, slots=True)
class _About:
    """What was stopped: the act by name, and the advisory or party it was about."""

    page: CasePage
    act: str
    id: UUID | None


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


def remedies(
    cures: tuple[Cure, ...], page: CasePage, about_id: UUID | None = None, *, act: str = ""
) -> list[Remedy]:
    """Each cure with its buttons; one that only time brings has none. Cures that differ only in the draft are one.

    `act` is the name of the stopped act, `about_id` the advisory or party it was about.
    """
    about = _About(page, act, about_id)
    found: dict[frozenset[tuple[str, Any]], Remedy] = {}
    for cure in cures:
        world = {name: value for name, value in cure.changes.items() if not _of_draft(name, act)}
        found.setdefault(frozenset(world.items()), _remedy(cure, world, about))
    return list(found.values())


def _of_draft(name: str, act: str) -> bool:
    """Whether the fact is settled in the draft: what an act asks in its own form is not."""
    return name in JUDGED | WRITTEN and (act, name) not in ASKED_BY


def _remedy(cure: Cure, world: dict[str, Any], about: _About) -> Remedy:
    steps = tuple(_said(name, value, cure) for name, value in world.items())
    drafted = {name: value for name, value in cure.changes.items() if name not in world}
    judged = [name for name in drafted if name in JUDGED]
    written = [(name, value) for name, value in drafted.items() if name in WRITTEN]
    also = []
    if judged:
        signs = ngettext(
            "sign %(count)d judgement on the draft", "sign %(count)d judgements on the draft", len(judged)
        )
        also.append(_counted(signs, len(judged), [tongue(VOCABULARY[name].label) for name in judged]))
    if written:
        settles = ngettext(
            "settle %(count)d point in the draft", "settle %(count)d points in the draft", len(written)
        )
        also.append(_counted(settles, len(written), [_answered(name, value) for name, value in written]))
    return Remedy(cure.kind, steps, _("; ").join(also), cure.until, _buttons(cure, world, about))


def _counted(words: str, count: int, which: list[str]) -> str:
    """How many, and which: a number alone leaves people to look for them."""
    named = _(", ").join(_("“%(words)s”") % {"words": each} for each in which)
    return _("%(words)s (%(named)s)") % {"words": words % {"count": count}, "named": named}


def _answered(name: str, value: Any) -> str:
    """A point of the draft with the answer it takes."""
    spec = VOCABULARY[name]
    answer = tongue(spec.values.get(value, value))
    return _("%(label)s: %(answer)s") % {"label": tongue(spec.label), "answer": answer}


def _said(name: str, value: Any, cure: Cure) -> str:
    """What has to become so: as a request where there is something to bring about, else as the question and the answer it
    takes. What nobody has answered yet is asked: one cannot leave out what was never said to be there.
    """
    spec = VOCABULARY[name]
    if cure.phrases[name].kind not in ("answer", "judge"):
        return tongue(cure.phrases[name])
    answer = tongue(spec.values.get(value, value))
    return _("%(question)s — “%(answer)s”") % {"question": tongue(spec.question), "answer": answer}


def _buttons(cure: Cure, world: dict[str, Any], about: _About) -> tuple[Button, ...]:
    """The steps in the world first, then the draft; each page once."""
    found: dict[str, Button] = {}
    for name in [*world, *(name for name in cure.changes if name not in world)]:
        for button in _buttons_of(name, about):
            found.setdefault(str(button.label), button)
    return tuple(found.values())


def _buttons_of(name: str, about: _About) -> tuple[Button, ...]:
    page, number = about.page, about.page.case.number
    if _of_draft(name, about.act):
        known = about.id or next((row.id for row in reversed(page.advisories)), None)
        base = (
            reverse("desk:advisory", args=[number, known])
            if known
            else reverse("desk:advisory_new", args=[number])
        )
        if name in JUDGED:
            return (Button(f"{base}#judgements", _("Sign judgements on the draft")),)
        place = f"{base}#id_{name}" if name != "remedy_or_precaution_included" else base
        return (Button(place, _("Change the draft")),)
    query = f"?about={about.id}" if about.id else ""
    field = ASKED_BY.get((about.act, name))
    if field is not None:
        form = reverse("desk:act", args=[number, about.act])
        return (Button(f"{form}{query}#id_{field}", _("Answer it in the form")),)
    return tuple(
        _first(act, page)
        or Button(
            reverse("desk:act", args=[number, act]) + (query if act == "judge_provider" else ""),
            ACTS[act].title,
        )
        for act in ACTS_OF.get(name, ())
    )


def _first(act: str, page: CasePage) -> Button | None:
    """The act that has to come before the one that cures, while that one is not in turn; it is the next to be pressed."""
    cls = ACTS[act]
    turn = turn_for(cls, page.case, page.known) if issubclass(cls, CaseAct) else None
    if turn is None or turn.done or not turn.first:
        return None
    words = {"first": ACTS[turn.first[0]].title, "then": cls.title}
    return Button(
        reverse("desk:act", args=[page.case.number, turn.first[0]]), _("%(first)s, then %(then)s") % words
    )
