"""A platform's own filing (Article 10): the form with what is known of each field, what was answered, and the way to go online."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bulou.acts import Status, foresee, perform
from bulou.acts.membership import OpenReception
from bulou.acts.platforms.answers import RecordFilingAnswer
from bulou.acts.platforms.filing import CancelFiling, NoteFilingChange, PrepareFiling, SubmitFiling
from bulou.acts.platforms.keeping import LookThroughFiling, NoteDocumentValidity
from bulou.cases.filing import FILED, LISTING
from bulou.entrypoints.desk.files import caged
from bulou.entrypoints.desk.forms import complain, entered, form_of
from bulou.entrypoints.desk.house import refused_here
from bulou.entrypoints.desk.own_acts import Desk
from bulou.entrypoints.desk.panel import that_decide
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.filed_words import EVENTS, KINDS
from bulou.entrypoints.templatetags.bulou_tags import tongue
from bulou.formats import filing as form
from bulou.formats.filing import FORM, FilingField
from bulou.law.passages import passages
from bulou.law.register import sentences
from bulou.records import filings
from bulou.records.filings import Dossier

WRITES = frozenset({"draft", "supplement"})


@dataclass(frozen=True, slots=True)
class Item:
    """One field of the form as the page shows it; `document` is what is attached to it."""

    field: FilingField
    value: str = ""
    error: str = ""
    document: Any = None
    control: Any = None

    @property
    def filled(self) -> bool:
        return bool(self.value.strip()) or self.document is not None


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def filing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The organisation's own filing. POST saves what was written, or performs one of the acts beside it."""
    if not seat.is_platform:
        raise Http404
    kept = filings.own(seat.current.organisation.id)
    desk = Desk([(cls, {}) for cls in _offered(seat, kept)])
    if request.method == "POST" and request.POST.get("act") == PrepareFiling.name:
        return _save(request, seat, kept, desk)
    if answer := desk.answer(request, seat):
        return answer
    return _show(request, seat, kept, desk, status=desk.status)


def _offered(seat: Seat, kept: Dossier | None) -> list[Any]:
    """What is in turn, for whoever holds the office."""
    newest = kept.newest.row if kept and kept.newest else None
    listed = kept is not None and kept.filing.standing == "listed"
    offered: list[Any] = []
    if seat.is_lead and newest is not None and newest.state in WRITES:
        offered.append(SubmitFiling)
    if seat.is_lead and not seat.current.organisation.receives:
        offered.append(OpenReception)
    if listed:
        offered += [NoteFilingChange, NoteDocumentValidity, LookThroughFiling]
    if seat.is_lead and newest is not None and (listed or newest.state == "submitted"):
        offered.append(RecordFilingAnswer)
    if seat.is_lead and listed and (newest is None or newest.state != "submitted"):
        offered.append(CancelFiling)
    return offered


def _save(request: HttpRequest, seat: Seat, kept: Dossier | None, desk: Desk) -> HttpResponse:
    posted = {
        field.name: request.POST.get(field.name, "").replace("\r\n", "\n").strip() for field in FORM.written
    }
    written = {name: text for name, text in posted.items() if text}
    documents = form_of(PrepareFiling, options={})(request.POST, request.FILES)
    if documents.is_valid():
        act = PrepareFiling(
            organisation_id=seat.current.organisation.id, content=written, **entered(documents)
        )
        outcome = perform(act, by=seat.actor, at=seat.at)
        if outcome.status is not Status.INVALID:
            if not outcome:
                return refused_here(request, seat, outcome)
            words = {"entry": outcome.entry.index if outcome.entry else "–"}
            messages.success(request, _("Saved as entry %(entry)s; nothing was submitted.") % words)
            return redirect("desk:platform_filing")
        own = {name: said for name, said in outcome.errors.items() if name in documents.fields}
        complain(documents, own)
        errors = {name: said for name, said in outcome.errors.items() if name not in own}
    else:
        errors = {}
    return _show(request, seat, kept, desk, written=written, errors=errors, documents=documents, status=422)


def _show(
    request: HttpRequest, seat: Seat, kept: Dossier | None, desk: Desk, *,
    written: Mapping[str, str] | None = None, errors: Mapping[str, Any] | None = None, documents: Any = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    newest = kept.newest if kept else None
    shown = newest if newest and newest.row.kind != "cancellation" else (kept.accepted if kept else None)
    values = dict(written if written is not None else (shown.values if shown else {}))
    attached = {row.field: row for row in (shown.documents if shown else [])}
    controls = documents or form_of(PrepareFiling, options={})()
    wrong = {name: tongue(said) for name, said in {**form.problems(values), **(errors or {})}.items()}
    items = [
        Item(
            field,
            values.get(field.name, ""),
            wrong.get(field.name, "") or " ".join(_control_errors(controls, field)),
            attached.get(field.name),
            controls[field.name] if field in FORM.documents else None,
        )
        for field in FORM.fields
    ]
    opening = foresee(OpenReception(organisation_id=seat.current.organisation.id), by=seat.actor, at=seat.at)
    context = furniture(
        seat,
        items=items,
        missing=form.lacking(values, attached),
        errors=wrong if status != 200 else {},
        form=FORM,
        points=points(),
        opening=opening,
        deciding=that_decide(opening.verdict),
        receives=seat.current.organisation.receives,
        forms=desk.forms(),
        **_stands(kept, seat),
    )
    return render(request, "desk/platforms/filing.html", context, status=status)


def _stands(kept: Dossier | None, seat: Seat) -> dict[str, Any]:
    """How far the filing has come, and which of its clocks run."""
    newest = kept.newest.row if kept and kept.newest else None
    waits = newest.submitted_at if newest and newest.state == "submitted" else None
    changed = kept.filing.changed_at if kept else None
    return {
        "kept": kept,
        "newest": kept.newest if kept else None,
        "writes": newest is None or newest.state != "submitted",
        "state": FILED.states[newest.state] if newest else None,
        "kind": KINDS.get(newest.kind) if newest else None,
        "standing": LISTING.states[kept.filing.standing if kept else "unlisted"],
        "events": history(kept),
        "examination": filings.examination(waits, at=seat.at) if waits else None,
        "amendment": filings.amendment(changed, at=seat.at) if changed else None,
    }


def _control_errors(controls: Any, field: FilingField) -> list[str]:
    return list(controls[field.name].errors) if field in FORM.documents else []


def history(kept: Dossier | None) -> list[dict[str, Any]]:
    """What happened to a filing, newest first, in the reader's words."""
    return [{"row": row, "words": EVENTS.get(row.kind, row.kind)} for row in (kept.events if kept else [])]


def points() -> list[dict[str, Any]]:
    """F1 to F9 of the measures: what each says, and whether its words were read at all."""
    told = passages("en" if (get_language() or "").startswith("en") else "zh")
    return [
        {"sentence": sentence, "says": told[sentence.id].gloss, "place": told[sentence.id].place}
        for sentence in sentences("rmsv")
        if sentence.id in told and told[sentence.id].edition.startswith("filing/")
    ]


@require_safe
@seated
def document(request: HttpRequest, seat: Seat, document_id: UUID) -> HttpResponseBase:
    """A document of a filing that the organisation holds, as a download that opens nothing."""
    row = filings.document(seat.current.organisation.id, document_id) if seat.is_desk else None
    if row is None:
        raise Http404
    response = FileResponse(filings.open_document(row), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, row.name) or "attachment"
    return caged(response)
