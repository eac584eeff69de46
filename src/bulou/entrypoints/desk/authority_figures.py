"""Figures of an authority as plots, each with its table and file: sums over the matters that whoever asks may know."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bulou.entrypoints.desk.authority import demand_authority
from bulou.entrypoints.desk.authority_figure import FIGURES, Question
from bulou.entrypoints.desk.figures import as_file, asked_for, span_of
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.records import filings, matter_sums
from bulou.records.matter_sums import Known


@require_safe
@seated
def show(request: HttpRequest, seat: Seat) -> HttpResponse:
    """All figures of the days asked for; eight queries at any size, together with who asks."""
    question = _question(request, seat)
    context = furniture(
        seat,
        figures=[(name, figure(question)) for name, figure in FIGURES.items()],
        own=not question.known.whole,
        file="desk:authority_figure_file",
        **span_of(request, seat, question.asked),
    )
    return render(request, "desk/authority/figures.html", context)


@require_safe
@seated
def download(request: HttpRequest, seat: Seat, name: str) -> HttpResponse:
    """The table of one figure as CSV, no cell of which is a formula (AC16)."""
    question = _question(request, seat)
    if name not in FIGURES:
        raise Http404
    return as_file(FIGURES[name](question), name, question.asked)


def _question(request: HttpRequest, seat: Seat) -> Question:
    demand_authority(seat)
    asked, house = asked_for(request, seat), seat.current.organisation.id
    known = Known(seat.person_id, house)
    return Question(known, asked, seat.at, matter_sums.sums(known, asked), filings.steps(house, asked))
