"""The acts panel: each prospect with its words, its reasons and where its button leads."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bulou.acts.prospects import Prospect
from bulou.law import Cure, Finding, Verdict
from bulou.records.pages import CasePage

PAGES = {"notify_authority": "desk:packet", "publish_advisory": "desk:advisory_new"}
GROUPS = (
    ("owed", _("The law asks for")),
    ("may", _("May be done")),
    ("one_missing", _("One thing is missing")),
    ("may_not", _("May not be done")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the panel, as components/act_row.html wants it."""

    act: str
    title: Any
    verdict: Verdict | None
    group: str
    reasons: tuple[Finding, ...]
    cures: tuple[Cure, ...]
    url: str
    button: Any
    stopped: bool


def panel(found: list[Prospect], page: CasePage) -> list[tuple[Any, list[Row]]]:
    """The groups of the panel that are not empty, each with its heading."""
    rows = [_row(prospect, page) for prospect in found]
    return [(title, some) for group, title in GROUPS if (some := [r for r in rows if r.group == group])]


def _row(prospect: Prospect, page: CasePage) -> Row:
    outcome = prospect.outcome
    title = prospect.act.title
    return Row(
        act=prospect.name,
        title=f"{title} · {prospect.about}" if prospect.about else title,
        verdict=outcome.verdict,
        group=prospect.group,
        reasons=outcome.verdict.findings if outcome.verdict else (),
        cures=outcome.cures,
        url=_url(prospect, page),
        button=_("Prepare") if prospect.name in PAGES else _("Go on"),
        stopped=prospect.stopped and prospect.group == "may_not" and prospect.name not in PAGES,
    )


def _url(prospect: Prospect, page: CasePage) -> str:
    number = page.case.number
    if prospect.name == "publish_advisory" and prospect.about_id:
        return reverse("desk:advisory", args=[number, prospect.about_id])
    if prospect.name in PAGES:
        return reverse(PAGES[prospect.name], args=[number])
    query = f"?about={prospect.about_id}" if prospect.about_id else ""
    return reverse("desk:act", args=[number, prospect.name]) + query
