"""The living style page: every component in every state, so that a change to one is seen before it is shipped."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bulou.entrypoints.desk.style_samples import acts, case, clocks
from bulou.entrypoints.desk.style_samples.forms import SampleForm
from bulou.entrypoints.desk.style_samples.shapes import NOW, RECEIVED, Words
from bulou.entrypoints.templatetags.bulou_tags import OUTCOMES


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Render all components with fictional sample data at a fixed moment; nothing is read from the database."""
    context = {"now": NOW, "received": RECEIVED, "sections": _sections(), "tokens": token_names()}
    return render(request, "bulou/desk/style.html", context | _law() | _case() | _forms())


@cache
def token_names() -> dict[str, list[str]]:
    """Colour tokens of the stylesheet by kind: surfaces and lines, inks, meanings (with wash and line), grades."""
    sheet = Path(str(finders.find("bulou/tokens.css"))).read_text(encoding="utf-8")
    names = list(dict.fromkeys(re.findall(r"^    --([a-z0-9-]+): #", sheet, flags=re.MULTILINE)))
    return {
        "surfaces": ["paper", "surface", "sunken", "raised", "hair", "hair-2", "edge"],
        "inks": ["ink", "ink-2", "ink-3"],
        "meanings": [name.removesuffix("-wash") for name in names if name.endswith("-wash")],
        "grades": [name for name in names if name.startswith("sev-")],
    }


def _sections() -> list[tuple[str, str]]:
    return [
        ("tokens", _("Colours and type")),
        ("buttons", _("Buttons and marks")),
        ("clocks", _("Clocks")),
        ("verdicts", _("Verdicts and the law")),
        ("findings", _("Findings")),
        ("acts", _("Acts")),
        ("refusal", _("Refusal")),
        ("case", _("Timeline and parties")),
        ("inbox", _("Worklist")),
        ("forms", _("Fields")),
    ]


def _law() -> dict[str, Any]:
    return {
        "clocks": clocks.strip(),
        "duty_clocks": clocks.strip(short=True)[:4],
        "every_clock": clocks.every_clock(),
        "every_clock_short": clocks.every_clock(short=True),
        "readings": clocks.READINGS,
        "start_label": Words("收到报告", "receipt"),
        "citations": [("RMSV-9-1", clocks.ART_9_1), ("CII-31", clocks.CII_31), ("", clocks.ART_5)],
        "outcomes": [name for name in OUTCOMES if name != "none"],
        "findings": [prospect.reasons[0] for prospect in acts.PROSPECTS if prospect.reasons],
        "prospects": acts.PROSPECTS,
        "cures": acts.CURES,
        "facts": acts.FACTS,
        "legal_questions": acts.LEGAL_QUESTIONS,
        "questions": acts.QUESTIONS,
        "refused": acts.REFUSED,
        "refusal_title": acts.REFUSAL_TITLE,
        "refusal_lead": acts.REFUSAL_LEAD,
        "readings_note": acts.READINGS_NOTE,
    }


def _case() -> dict[str, Any]:
    return {
        "timeline": case.TIMELINE,
        "threads": case.THREADS,
        "parties": case.PARTIES,
        "hash": case.HASHES[0],
        "cases": case.worklist(),
        "bulk_buttons": [("assign", _("Assign")), ("export", _("Export the list"))],
        "page": Paginator(range(95), 30).page(2),
        "onward": {"begun": True, "following": "next"},
        "trail": [(_("Inbox"), "#inbox"), ("QY-2026-0187", "#case")],
        "empty": case.EMPTY,
    }


def _forms() -> dict[str, Any]:
    return {
        "form": SampleForm(),
        "refused_form": SampleForm({"late-contact": "苔原", "late-version": "3.4.6"}, prefix="late"),
        "identity_notes": {
            "anonymous": _("No contact is left; number and return code show the progress."),
            "alias": _("Credit goes to this name."),
        },
    }
