"""Following a leaked table back to whose copy it was, for the security administrator and the auditor."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bulou.acts.guarding.copies import TraceLeak
from bulou.entrypoints.desk.own_acts import Desk
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.records.copies import traced

BY = {"codes": _("references in the rows"), "order": _("order of the rows")}


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def page(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The form for a leaked table, and what came of the last twenty; for everyone else not there."""
    if not seat.watches:
        raise Http404
    own = Desk([(TraceLeak, {})])
    answer = own.answer(request, seat)
    if answer is not None:
        return answer
    rows = [(each, BY.get(each.by, ""), entry) for each, entry in traced(seat.current.organisation.id)]
    context = furniture(seat, rows=rows, forms=own.forms())
    return render(request, "desk/guarding/leaks.html", context, status=own.status)
