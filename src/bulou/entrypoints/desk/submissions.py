"""Article 10 ¶2: one report, four packets side by side, and the page on which each of the voluntary ones is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bulou.acts import Status, perform
from bulou.acts.prospects import prospects
from bulou.acts.submissions import PLATFORMS, PrepareSubmission, SubmitToPlatform
from bulou.entrypoints.desk.acts import answered
from bulou.entrypoints.desk.case import the_page, to_the_door
from bulou.entrypoints.desk.clocks import TWO_DAYS, duty_faces
from bulou.entrypoints.desk.forms import complain, entered, form_of
from bulou.entrypoints.desk.packet_history import history, remarks, shown
from bulou.entrypoints.desk.panel import Row, row_of
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.words import SUBMISSION_STATES
from bulou.entrypoints.templatetags.bulou_tags import tongue
from bulou.formats import nvdb, platforms
from bulou.formats.platforms import FORMS, Form, Platform, PlatformField
from bulou.records import packets, prefill
from bulou.records.pages import CasePage, FileRow

NAMES = dict(PLATFORMS)
FILING = form_of(SubmitToPlatform, options={}, leave_out=("platform",))


@dataclass(frozen=True, slots=True)
class Item:
    """One field of a body's packet as its page shows it."""

    field: PlatformField
    value: str
    error: str

    @property
    def filled(self) -> bool:
        return bool(self.value.strip())


@dataclass(frozen=True, slots=True)
class Made:
    """One packet that was saved or filed."""

    row: Any
    state: Any
    changed: Sequence[PlatformField]
    evidence: list[FileRow]


@dataclass(frozen=True, slots=True)
class Column:
    """One body in the overview: what its packet still needs, what was made of it."""

    form: Form
    name: Any
    lacking: Sequence[PlatformField]
    wrong: list[tuple[PlatformField, str]]
    looks: int
    made: list[Made]
    has_xml: bool

    @property
    def last(self) -> Made | None:
        return self.made[-1] if self.made else None


@require_safe
@seated
def overview(request: HttpRequest, seat: Seat, number: str) -> HttpResponse:
    """The four packets of one report side by side."""
    page = the_page(seat, number)
    if not page.opened:
        return to_the_door(request, number)
    told, saved = packets.notifications(page), packets.submissions(page)
    fields = prefill.packet_fields(page, told)
    context = furniture(
        seat,
        page=page,
        missing=nvdb.missing(fields),
        history=history(page, told),
        clocks=[face for duty, face in duty_faces(page, seat.at) if duty.duty_id == TWO_DAYS],
        columns=[_column(page, form, saved, fields) for form in FORMS.values()],
    )
    return render(request, "desk/submissions.html", context)


def _column(page: CasePage, form: Form, saved: Sequence[Any], fields: Mapping[str, str]) -> Column:
    written = _written(page, form.platform, saved, fields)
    wrong = platforms.problems(form.platform, written)
    return Column(
        form,
        NAMES[form.platform],
        platforms.lacking(form.platform, written),
        [(field, tongue(wrong[field.name])) for field in form.fields if field.name in wrong],
        len(remarks(written, _fields(form))),
        _made(page, form.platform, saved),
        form.platform is not Platform.MPS,
    )


def _made(page: CasePage, platform: Platform, saved: Sequence[Any]) -> list[Made]:
    own = [each for each in saved if each.row.platform == platform]
    read = {each.row.id: platforms.read_json(each.content) for each in own}
    found = []
    for each in own:
        before = read.get(each.row.supplements_id)
        found.append(
            Made(
                each.row,
                SUBMISSION_STATES.get(each.row.state, each.row.state),
                platforms.changed(before, read[each.row.id]) if before else (),
                shown(page, each.row),
            )
        )
    return found


def _written(
    page: CasePage, platform: Platform, saved: Sequence[Any], fields: Mapping[str, str]
) -> dict[str, str]:
    """The body's packet as last saved, else what the one report says in its words; a supplement fills blanks from there."""
    last = next((each for each in reversed(saved) if each.row.platform == platform), None)
    kept = dict(platforms.read_json(last.content).values) if last else {}
    if last and last.row.submitted_at is None:
        return kept
    fact = page.known.facts.get("own_product")
    told = platforms.from_report(
        platform, fields, sender=page.case.organisation.name_zh, own_product=bool(fact and fact.value)
    )
    return told | kept


def _fields(form: Form) -> dict[str, PlatformField]:
    return {field.name: field for field in form.fields}


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def one(request: HttpRequest, seat: Seat, number: str, platform: str) -> HttpResponse:
    """One body's packet. POST saves it; with `send` the filing is recorded too."""
    if platform not in NAMES:
        raise Http404
    page = the_page(seat, number)
    if not page.opened:
        return to_the_door(request, number)
    form = FORMS[Platform(platform)]
    if request.method != "POST":
        return _show(request, seat, page, form, FILING())
    posted = {name: request.POST.get(name, "").replace("\r\n", "\n").strip() for name in _fields(form)}
    written = {name: text for name, text in posted.items() if text}
    filing = FILING(request.POST, request.FILES)
    wants = "send" in request.POST
    if wants and not filing.is_valid():
        return _show(request, seat, page, form, filing, written, status=422)
    act = PrepareSubmission(case_id=page.case.id, platform=platform, packet=written)
    saved = perform(act, by=seat.actor, at=seat.at)
    if saved.status is Status.INVALID:
        return _show(request, seat, page, form, filing, written, errors=saved.errors, status=422)
    if not saved:
        return answered(request, seat, page, saved)
    if not wants:
        words = {"entry": saved.entry.index if saved.entry else "–"}
        messages.success(request, _("The packet was saved as entry %(entry)s; nothing was sent.") % words)
        return redirect("desk:submission", number=number, platform=platform)
    sent = perform(
        SubmitToPlatform(case_id=page.case.id, platform=platform, **entered(filing)),
        by=seat.actor,
        at=seat.at,
    )
    if sent.status is Status.INVALID:
        own = {name: said for name, said in sent.errors.items() if name in filing.fields}
        complain(filing, own)
        rest = {name: said for name, said in sent.errors.items() if name not in own}
        return _show(request, seat, page, form, filing, written, errors=rest, status=422)
    return answered(request, seat, page, sent, saved=saved)


def _show(
    request: HttpRequest, seat: Seat, page: CasePage, form: Form, filing: Any,
    written: dict[str, str] | None = None, *, errors: Any = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    saved = packets.submissions(page)
    if written is None:
        fields = prefill.packet_fields(page) if _starts(saved, form) else {}
        written = _written(page, form.platform, saved, fields)
    wrong: dict[str, Any] = {**platforms.problems(form.platform, written), **(errors or {})}
    problems = {name: tongue(said) for name, said in wrong.items()}
    lacking = platforms.lacking(form.platform, written)
    needed = sum(field.needed for field in form.fields)
    context = furniture(
        seat,
        page=page,
        form=form,
        name=NAMES[form.platform],
        items=[
            Item(field, written.get(field.name, ""), problems.get(field.name, "")) for field in form.fields
        ],
        lacking=lacking,
        needed=needed,
        filled=needed - len(lacking),
        remarks=remarks(written, _fields(form)),
        filing=filing,
        errors=problems if status != 200 else {},
        made=_made(page, form.platform, saved),
        rows=_foreseen(seat, page),
        has_xml=form.platform is not Platform.MPS,
    )
    return render(request, "desk/submission.html", context, status=status)


def _foreseen(seat: Seat, page: CasePage) -> list[Row]:
    found = prospects(
        page.case, by=seat.actor, at=seat.at, standing=seat.standing_in(page.case.organisation_id),
        known=page.known, duties=page.duties, panel=(SubmitToPlatform,),
    )  # fmt: skip
    return [row_of(prospect, page) for prospect in found]


def _starts(saved: Sequence[Any], form: Form) -> bool:
    """Whether no draft of this body's packet exists, so that the report fills it."""
    return not any(each.row.platform == form.platform and each.row.submitted_at is None for each in saved)


@require_safe
@seated
def printed(request: HttpRequest, seat: Seat, number: str, submission_id: UUID) -> HttpResponse:
    """A body's packet as a Chinese document for paper."""
    kept = _kept(seat, number, submission_id)
    page = platforms.render_print(platforms.read_json(kept.content), kept.row.submitted_at, kept.row.number)
    response = HttpResponse(page)
    # The document carries its own print style and nothing else; this page alone may have inline style.
    response._csp_replace = {"style-src": ["'unsafe-inline'"]}  # type: ignore[attr-defined]
    return response


@require_safe
@seated
def as_file(request: HttpRequest, seat: Seat, number: str, submission_id: UUID, form: str) -> HttpResponse:
    """The packet's exact bytes (json), or one record in the body's own XML (xml)."""
    kept = _kept(seat, number, submission_id)
    if form == "json":
        content = kept.content
    elif form == "xml" and kept.row.platform != Platform.MPS:
        content = platforms.render_xml(platforms.read_json(kept.content), kept.row.number)
    else:
        raise Http404
    response = HttpResponse(content, content_type=f"application/{form}")
    response.headers["Content-Disposition"] = f'attachment; filename="{number}.{kept.row.platform}.{form}"'
    return response


def _kept(seat: Seat, number: str, submission_id: UUID) -> Any:
    found = packets.the_packet(packets.submissions(the_page(seat, number)), submission_id)
    if found is None:
        raise Http404
    return found
