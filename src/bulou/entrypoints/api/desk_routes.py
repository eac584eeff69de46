"""The desk's lists over HTTP: inbox and views, search, calendar, templates, notice list."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from bulou.acts.templates import VARIABLES
from bulou.acts.views import forget_view, save_view
from bulou.entrypoints.api import said
from bulou.entrypoints.api.answers import problems
from bulou.entrypoints.api.bearer import is_desk, speaker
from bulou.entrypoints.api.desk_models import (
    Calendar,
    Found,
    Inbox,
    NoticeList,
    SavedViewIn,
    SavedViewOut,
    SavedViews,
    Templates,
    ViewQuery,
)
from bulou.entrypoints.api.problems import not_found, problem
from bulou.entrypoints.citations import norm_called
from bulou.records import answer_templates, duties, notice_list
from bulou.records.duties import LiveDuty
from bulou.records.inbox import inbox, saved_views
from bulou.records.listing import CaseLine
from bulou.records.pages import CaseRow
from bulou.records.searching import search
from bulou.records.tokens import Holder

router = Router(tags=["desk"])
FURTHEST_ID = 2**53


@router.get("/inbox", response={200: Inbox, **problems(401, 404, 422, 429)})
def the_inbox(
    request: HttpRequest,
    asked: Query[ViewQuery],
    after: Annotated[str, Field(max_length=400)] = "",
) -> Any:
    """One page of the cases that you may know: a view, a search in numbers and products, an order."""
    held = speaker(request)
    if not is_desk(held):
        return not_found()
    page = inbox(
        held.person_id,
        held.organisation_id,
        at=timezone.now(),
        view=asked.view,
        search=said.one_line(asked.q),
        order=asked.order,
        after=after,
    )
    return {
        "cases": [_line(row) for row in page.rows],
        "counts": dict(page.counts),
        "next": page.following,
    }


@router.get("/views", response={200: SavedViews, **problems(401, 404, 429)})
def views(request: HttpRequest) -> Any:
    """Your saved views, and those that were shared with the desk (acts `share_view`, `unshare_view`)."""
    held = speaker(request)
    return {"views": _views(held)} if is_desk(held) else not_found()


@router.put("/views", response={200: SavedViewOut, **problems(400, 401, 403, 404, 422, 429)})
def keep_view(request: HttpRequest, view: SavedViewIn) -> Any:
    """Keep a view under a name of your own. A preference, and no act on any case: it is not sealed."""
    held = speaker(request)
    if held.scope != "act":
        return problem("scope")
    if not is_desk(held):
        return not_found()
    name = said.one_line(view.name)
    query = {"view": view.view, "q": said.one_line(view.q), "order": view.order}
    save_view(held.person_id, held.organisation_id, name, query)
    return next(each for each in _views(held) if each["own"] and each["name"] == name)


@router.delete("/views/{view_id}", response={204: None, **problems(401, 403, 404, 422, 429)})
def drop_view(request: HttpRequest, view_id: Annotated[int, Field(ge=1, le=FURTHEST_ID)]) -> Any:
    """Forget one of your views."""
    held = speaker(request)
    if held.scope != "act":
        return problem("scope")
    if not any(each["id"] == view_id and each["own"] for each in _views(held)):
        return not_found()
    forget_view(held.person_id, view_id)
    return HttpResponse(status=204)


@router.get("/search", response={200: Found, **problems(401, 404, 422, 429)})
def find(request: HttpRequest, q: Annotated[str, Field(max_length=100)]) -> Any:
    """Cases by number, product and identifier, public text whole, and the prose of cases that you have open."""
    held = speaker(request)
    if not is_desk(held):
        return not_found()
    found = search(held.person_id, held.organisation_id, said.one_line(q), at=timezone.now())
    named = ("number", "title", "product")
    return {
        "cases": [{name: getattr(each, name) for name in (*named, "versions")} for each in found.cases],
        "public": [
            {name: getattr(each, name) for name in named} | {"snippet": "".join(each.snippet)}
            for each in found.public
        ],
        "prose": [
            {"number": each.number, "index": each.index, "snippet": "".join(each.snippet)}
            for each in found.prose
        ],
    }


@router.get("/calendar", response={200: Calendar, **problems(401, 404, 429)})
def calendar(request: HttpRequest) -> Any:
    """Every live duty of the cases that you may know, the nearest first."""
    held = speaker(request)
    if not is_desk(held):
        return not_found()
    return {"duties": [_due(row) for row in duties.agenda(held.person_id, held.organisation_id)]}


@router.get("/templates", response={200: Templates, **problems(401, 404, 429)})
def templates(request: HttpRequest) -> Any:
    """The answer templates of the organisation (acts `add_template`, `edit_template`, `retire_template`)."""
    held = speaker(request)
    if not is_desk(held):
        return not_found()
    house = held.organisation_id
    rows = [*answer_templates.live(house), *answer_templates.retired(house)]
    return {
        "templates": [
            {
                "id": str(row.id),
                "name": row.name,
                "text_zh": row.text_zh,
                "text_en": row.text_en,
                "changed_at": said.moment(row.changed_at),
                "retired_at": said.moment(row.retired_at),
            }
            for row in rows
        ],
        "variables": {name: str(words) for name, words in VARIABLES.items()},
    }


@router.get("/recipients", response={200: NoticeList, **problems(401, 404, 422, 429)})
def recipients(
    request: HttpRequest,
    page: Annotated[int, Field(ge=1, le=10_000)] = 1,
    email: Annotated[str, Field(max_length=254)] = "",
) -> Any:
    """The notice list of the organisation, or the one line of an address (acts `import_recipients`, `stop_mail`)."""
    held = speaker(request)
    if not is_desk(held):
        return not_found()
    found = notice_list.list_page(held.organisation_id, page=page, email=said.one_line(email))
    return {
        "listed": [_listed(each) for each in found.rows],
        "total": found.total,
        "stopped": found.stopped,
        "page": found.page,
        "pages": found.pages,
        "imports": [_imported(each) for each in found.imports],
        "support_hours": found.hours,
    }


def _views(held: Holder) -> list[dict[str, Any]]:
    return [
        {
            "id": each.id,
            "name": each.name,
            "query": dict(each.query),
            "own": each.person_id == held.person_id,
            "shared": each.shared,
        }
        for each in saved_views(held.person_id, held.organisation_id)
    ]


def _line(row: CaseRow) -> dict[str, Any]:
    return said.line(CaseLine.of(row.case)) | {
        "identity": row.identity,
        "seen": row.seen,
        "priority": row.case.ssvc.get("outcome"),
    }


def _due(row: LiveDuty) -> dict[str, Any]:
    norm = norm_called(row.duty_id)
    clock = norm.terms.clock if norm and norm.terms else None
    return {
        "case": row.number,
        "duty": row.duty_id,
        "title": said.words(norm.text) if norm else "",
        "article": said.words(norm.citation) if norm else "",
        "standing": row.standing,
        "started_at": said.moment(row.started_at),
        "due_at": said.moment(row.due_at),
        "readings": [
            {"name": each.name, "due_at": said.moment(each.due_at)}
            for each in (clock(row.started_at) if clock and row.started_at else ())
        ],
    }


def _listed(each: notice_list.ListedRow) -> dict[str, Any]:
    row = each.row
    return {
        "id": str(row.id),
        "email": each.contact.email,
        "name": each.contact.name,
        "organisation": each.contact.house,
        "kind": row.kind,
        "tags": each.tags,
        "product": row.product,
        "language": row.language,
        "overseas": row.overseas,
        "stopped_at": said.moment(row.stopped_at),
    }


def _imported(row: Any) -> dict[str, Any]:
    return {
        "name": row.name,
        "sha256": row.sha256,
        "at": said.moment(row.at),
        "taken": row.taken,
        "left_out": row.left_out,
        "problems": [list(each) for each in row.problems],
        "finished_at": said.moment(row.finished_at),
    }
