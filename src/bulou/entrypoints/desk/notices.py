"""The notices of a case: drafted and previewed, sent by one act, and how far each recipient has come."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from bulou.acts import CaseAct, Status, foresee, perform
from bulou.acts.answering import ANSWERS
from bulou.acts.prospects import Prospect
from bulou.acts.telling import (
    KINDS,
    MOST_REMINDERS,
    PLACES,
    TONGUES,
    WHOM,
    DraftNotice,
    EscalateSilent,
    RemindSilent,
    SendNotice,
)
from bulou.cases import MACHINES
from bulou.entrypoints.desk.acts import note
from bulou.entrypoints.desk.case import the_head, the_page, to_the_door
from bulou.entrypoints.desk.copies import marked
from bulou.entrypoints.desk.forms import complain, entered, form_of
from bulou.entrypoints.desk.panel import row_of
from bulou.entrypoints.desk.refusals import refused
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.formats.cells import lines
from bulou.records import notice_list
from bulou.records import notices as reading
from bulou.records.notices import MailingRow
from bulou.records.visible import Head, bare_page, desk_people

LANGUAGES = {"zh-hans": gettext_lazy("Chinese"), "en": gettext_lazy("English")}
LISTED_AS = {"user": gettext_lazy("Users"), "downstream": gettext_lazy("Downstream vendors")}
COLUMNS = {
    "reached": pgettext_lazy("notice", "Reached"),
    "failed": pgettext_lazy("notice", "Not reached"),
    "seen": pgettext_lazy("notice", "Opened"),
    "confirmed": pgettext_lazy("notice", "Confirmed"),
    "silent": pgettext_lazy("notice", "Silent"),
    "escalated": pgettext_lazy("notice", "Escalated"),
}
AFTER: dict[str, type[CaseAct]] = {"remind": RemindSilent, "escalate": EscalateSilent}


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def notices(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """Every notice of the case, and the form of a new one."""
    page = the_head(seat, number)
    if not page.opened:
        return to_the_door(request, number)
    form_class = form_of(DraftNotice, options={}, leave_out=("mailing_id",))
    form = form_class(initial={"versions": f"{page.case.product} {page.case.versions}".strip()})
    if request.method == "POST":
        form = form_class(request.POST)
        if form.is_valid():
            act = DraftNotice(case_id=page.case.id, **entered(form))
            outcome = perform(act, by=seat.actor, at=seat.at)
            if outcome:
                return redirect("desk:notice", number=number, mailing_id=outcome.ids["mailing_id"])
            if outcome.status is not Status.INVALID:
                return refused(request, seat, the_page(seat, page.case.number), outcome)
            complain(form, outcome.errors)
    context = furniture(
        seat,
        page=page,
        mailings=[mailing_line(each) for each in reading.mailings_of(page.case)],
        form=form,
        **_offered(seat, page),
    )
    return render(request, "desk/notices.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def notice(request: HttpRequest, seat: Seat, number: str, mailing_id: UUID) -> HttpResponse:
    """One notice: as a draft what it will say to whom and what the law answers; sent, how far its recipients have come."""
    page = the_head(seat, number)
    if not page.opened:
        return to_the_door(request, number)
    found = _found(page, mailing_id)
    if request.method == "POST":
        return _post(request, seat, page, found)
    return _notice(request, seat, page, found)


def _post(request: HttpRequest, seat: Seat, page: Head, found: MailingRow) -> HttpResponse:
    name = request.POST.get("act", "")
    cls: type[CaseAct] | None = SendNotice if name == "send" else AFTER.get(name)
    if cls is None:
        raise Http404
    form = form_of(cls, options=_options(page), leave_out=("mailing_id",))(request.POST)
    if not form.is_valid():
        return _notice(request, seat, page, found, form, name)
    act = cls(case_id=page.case.id, mailing_id=found.row.id, **entered(form))  # type: ignore[call-arg]
    outcome = perform(act, by=seat.actor, at=seat.at)
    if outcome.status is Status.INVALID:
        complain(form, outcome.errors)
        return _notice(request, seat, page, found, form, name)
    if outcome.status is Status.NOT_FOUND:
        raise Http404
    if not outcome:
        return refused(request, seat, the_page(seat, page.case.number), outcome)
    note(request, outcome)
    return redirect("desk:notice", number=page.case.number, mailing_id=found.row.id)


def _notice(
    request: HttpRequest, seat: Seat, page: Head, found: MailingRow, form: Any = None, name: str = ""
) -> HttpResponse:
    parts = (
        _draft(seat, page, found, form)
        if found.row.sent_at is None
        else _sent(request, page, found, form, name)
    )
    context = furniture(seat, page=page, mailing=mailing_line(found), **parts)
    template = "desk/notice_draft.html" if found.row.sent_at is None else "desk/notice_sent.html"
    return render(request, template, context, status=422 if form else 200)


def _draft(seat: Seat, page: Head, found: MailingRow, form: Any) -> dict[str, Any]:
    house = page.case.organisation_id
    meant, digest = notice_list.looked_at(house, found.segment)
    outcome = foresee(SendNotice(case_id=page.case.id, mailing_id=found.row.id), by=seat.actor, at=seat.at)
    blank = form_of(SendNotice, options={}, leave_out=("mailing_id",))
    return {
        "meant": meant,
        "count": meant.total,
        "list_sha256": digest,
        "rows": [
            row_of(
                Prospect(SendNotice, outcome, "may" if outcome else "may_not"), bare_page(page, at=seat.at)
            )
        ],
        "form": form or blank(initial={"list_sha256": digest}),
        "stopped_mail": found.segment.also_stopped,
    }


def _sent(request: HttpRequest, page: Head, found: MailingRow, form: Any, name: str) -> dict[str, Any]:
    standing, tag = request.GET.get("standing", ""), request.GET.get("tag", "")[:60]
    rows = reading.recipients(found.row, standing=standing, tag=tag)
    after = request.GET.get("after", "")
    shown = reading.shown(rows, after=_uuid(after), most=reading.PAGE + 1)
    escalate = form_of(EscalateSilent, options=_options(page), leave_out=("mailing_id",))
    tags, _products = notice_list.choices(page.case.organisation_id)
    return {
        "columns": list(COLUMNS.items()),
        "sums": [_sum(each) for each in found.sums],
        "total": _sum(found.total),
        "said": [(value, words, found.total.by[value]) for value, words in ANSWERS if value in reading.SAID],
        "recipients": [_recipient(each) for each in shown[: reading.PAGE]],
        "more": shown[reading.PAGE - 1].row.id if len(shown) > reading.PAGE else None,
        "standing": standing,
        "standings": [
            *COLUMNS.items(),
            *((value, words) for value, words in ANSWERS if value in reading.SAID),
        ],
        "tag": tag,
        "tags": tags,
        "escalate": form if name == "escalate" else escalate(),
        "errors": form.non_field_errors() if form is not None and name == "remind" else [],
        "may_remind": found.reminders < MOST_REMINDERS,
    }


def _sum(each: reading.Sum) -> dict[str, Any]:
    kind = LISTED_AS.get(each.kind, each.kind)
    return {
        "title": kind,
        "language": LANGUAGES.get(each.language, ""),
        "total": each.total,
        "cells": [each.by[name] for name in COLUMNS],
    }


def _recipient(each: reading.NoticeRow) -> dict[str, Any]:
    return {
        "row": each.row,
        "contact": each.contact,
        "tags": each.tags,
        "kind": LISTED_AS.get(each.row.kind, each.row.kind),
        "state": MACHINES["NOTICE"].states.get(each.row.state, each.row.state),
        "failure": each.failure,
        "answer": dict(ANSWERS).get(each.row.status, ""),
        "support": MACHINES["SUPPORT"].states.get(each.support, ""),
    }


@require_GET  # a copy is marked and counted: HEAD would be one more
@seated
def recipients_file(request: HttpRequest, seat: Seat, number: str, mailing_id: UUID) -> HttpResponseBase:
    """The recipients as a CSV file, streamed; no cell begins a formula."""
    page = the_head(seat, number)
    if not page.opened:
        return to_the_door(request, number)
    found = _found(page, mailing_id)
    rows = reading.recipients(
        found.row, standing=request.GET.get("standing", ""), tag=request.GET.get("tag", "")[:60]
    )
    table = marked(
        seat, "recipients", lambda: _table(reading.every(rows)), by=(0,), house=page.case.organisation_id
    )
    response = StreamingHttpResponse(lines(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{number}-recipients.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


HEADING = (
    "email", "name", "organisation", "kind", "language", "tags", "state", "sent", "opened", "confirmed", "answer", "support",
)  # fmt: skip


def _table(rows: Iterator[reading.NoticeRow]) -> Iterator[list[str]]:
    yield list(HEADING)
    for each in rows:
        row, contact = each.row, each.contact
        said = (contact.email, contact.name, contact.house) if contact else ("", "", "")
        moments = (row.sent_at, row.seen_at, row.confirmed_at)
        cells = [*said, row.kind, row.language, " ".join(each.tags), row.state]
        cells += [moment.isoformat() if moment else "" for moment in moments]
        yield [*cells, row.status, each.support]


def mailing_line(each: MailingRow) -> dict[str, Any]:
    """A mailing in words: what it tells, whom, and how far it is."""
    row, segment = each.row, each.segment
    whom: list[Any] = [dict(WHOM)[segment.kind]]
    if segment.place:
        whom.append(dict(PLACES)[segment.place])
    if segment.language:
        whom.append(dict(TONGUES)[segment.language])
    whom += [word for word in (segment.tag, segment.product) if word]
    if segment.also_stopped:
        whom.append(_("also those who asked for no mail"))
    return {
        "row": row,
        "kind": dict(KINDS).get(row.kind, row.kind),
        "content": each.content,
        "whom": whom,
        "total": each.total,
        "reminders": each.reminders,
    }


def _options(page: Head) -> dict[str, list[tuple[str, Any]]]:
    return {"person": [(str(each.id), each.name) for each in desk_people(page.case.organisation_id)]}


def _offered(seat: Seat, page: Head) -> dict[str, Any]:
    tags, products = notice_list.choices(page.case.organisation_id)
    return {"tags": tags, "products": products}


def _found(page: Head, mailing_id: UUID) -> MailingRow:
    found = next((each for each in reading.mailings_of(page.case) if each.row.id == mailing_id), None)
    if found is None:
        raise Http404
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
