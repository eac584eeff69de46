"""Staff entry: a report that came by telephone, by letter or in person, and the receipt to hand over."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from bulou.acts import Status, perform
from bulou.acts.entering import EnterReport
from bulou.entrypoints.desk.forms import complain, entered, form_of
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.words import CHANNELS


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def enter(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The form, and after it the receipt; the return code is shown there and nowhere else."""
    if not seat.is_desk:
        raise Http404
    cls = form_of(EnterReport, options={})
    form = cls(initial={"came_at": seat.at})
    if request.method == "POST":
        form = cls(request.POST, request.FILES)
        if form.is_valid():
            act = EnterReport(organisation_id=seat.current.organisation.id, **entered(form))
            outcome = perform(act, by=seat.actor, at=seat.at)
            if outcome:
                context = furniture(
                    seat, ids=outcome.ids, entry=outcome.entry, act=act, channel=CHANNELS[act.channel]
                )
                return render(request, "desk/receipt.html", context)
            if outcome.status is not Status.INVALID:
                raise Http404
            complain(form, outcome.errors)
    return render(request, "desk/enter.html", furniture(seat, form=form), status=422 if form.errors else 200)
