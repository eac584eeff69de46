"""The living style page: every component in every state, so that a change to one is seen before it is shipped."""

import re
from functools import cache
from typing import Any

from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bulou.entrypoints.desk import style_samples as samples
from bulou.entrypoints.templatetags.bulou_tags import OUTCOMES

_IDENTITIES = {"anonymous": "No contact is left; number and return code show the progress.", "alias": "Credit goes to this name."}


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Render all components with fictional sample data at a fixed moment; nothing is read from the database."""
    return render(request, "bulou/desk/style.html", _context())


@cache
def token_names() -> dict[str, list[str]]:
    """Colour tokens of the stylesheet by kind: surfaces and lines, ink, meanings (each with wash and line), severity."""
    found = finders.find("bulou/tokens.css")
    names = re.findall(r"^    --([a-z0-9-]+): #", open(str(found), encoding="utf-8").read(), flags=re.MULTILINE)
    ordered = list(dict.fromkeys(names))
    meanings = [name.removesuffix("-wash") for name in ordered if name.endswith("-wash")]
    return {
        "surfaces": ["paper", "surface", "sunken", "raised", "hair", "hair-2", "edge"],
        "inks": ["ink", "ink-2", "ink-3"],
        "meanings": meanings,
        "grades": [name for name in ordered if name.startswith("sev-")],
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


def _context() -> dict[str, Any]:
    form = samples.SampleForm()
    return {
        "now": samples.NOW,
        "received": samples.RECEIVED,
        "tokens": token_names(),
        "clocks": samples.clocks(),
        "duty_clocks": samples.clocks(short=True)[:4],
        "every_clock": samples.every_clock(),
        "every_clock_short": samples.every_clock(short=True),
        "readings": samples.READINGS,
        "start_label": samples.Words("收到报告", "receipt"),
        "citations": [("RMSV-9-1", samples.ART_9_1), ("CII-31", samples.CII_31), ("", samples.ART_5)],
        "outcomes": [name for name in OUTCOMES if name != "none"],
        "prospects": samples.PROSPECTS,
        "timeline": samples.TIMELINE,
        "threads": samples.THREADS,
        "parties": samples.PARTIES,
        "hash": samples.HASHES[0],
        "refused": samples.REFUSED,
        "findings": [prospect.reasons[0] for prospect in samples.PROSPECTS if prospect.reasons],
        "cures": samples.CURES,
        "facts": samples.FACTS,
        "questions": samples.QUESTIONS,
        "cases": samples.cases(),
        "form": form,
        "refused_form": samples.SampleForm({"product": "", "contact": "苔原", "version": "3.4.6"}),
        "identity_notes": {key: _(text) for key, text in _IDENTITIES.items()},
        "page": Paginator(range(95), 30).page(2),
        "sections": _sections(),
        "bulk_buttons": [("assign", _("Assign")), ("export", _("Export the list"))],
        "refusal_title": samples.Words("公告没有发布", "The advisory was not published"),
        "refusal_lead": samples.Words(
            "QY-4200 的修补措施尚未提供，此时不得发布漏洞信息。案件和公告草稿都没有改动，已排队的外发为零。",
            "No remedy for QY-4200 has been provided, so the flaw may not be published now. Case and draft are unchanged; nothing was queued.",
        ),
        "readings_note": samples.Words(
            "读法：第九条也约束提供者本人 = 是；缓解算修补 = 否。", "Readings: Article 9 binds the vendor too = yes; a workaround counts as a fix = no."
        ),
        "empty": samples.EMPTY,
        "trail": [(_("Inbox"), "#"), ("QY-2026-0187", "#")],
    }
