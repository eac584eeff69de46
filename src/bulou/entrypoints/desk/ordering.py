"""What orders a case among others, with its reasons: the report's quality, and what SSVC says. Neither decides anything."""

from typing import Any

from bulou.cases.quality import WORTH
from bulou.records.pages import CasePage
from bulou.records.visible import Head
from bulou.severity import ssvc


def order_of(page: CasePage) -> dict[str, Any]:
    """The points of the report and the path through SSVC's table, for desk/case_order.html. No query."""
    case = page.case
    points = [(WORTH[name][0], WORTH[name][1]) for name in case.quality_points if name in WORTH]
    return {"score": case.quality, "points": points, **ssvc_of(page)}


def ssvc_of(page: CasePage | Head) -> dict[str, Any]:
    """What was answered to SSVC's questions and what its table says of it; the table is None where nothing was. No query."""
    case = page.case
    table = ssvc.TABLES.get(case.ssvc.get("table", ""))
    path = []
    if table is not None:
        answers = case.ssvc["answers"]
        path = [(each.asks, each.values.get(answers.get(each.name, ""))) for each in table.questions]
    return {
        "table": table,
        "outcome": table.outcomes.get(case.ssvc["outcome"]) if table else None,
        "path": path,
        "source": ssvc.SOURCE,
        "coordinates": case.role in ("platform", "authority"),
    }
