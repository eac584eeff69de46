"""Finders registered here, for the desk: what is self-declared, what was checked, and the grade of each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bulou.acts.house.registering import DOCUMENTS, EndRegistration, TrustFinder, VerifyFinder
from bulou.entrypoints.desk.own_acts import Desk
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.words import FINDERS
from bulou.entrypoints.numbers import page_number
from bulou.records import registrations as kept
from bulou.records.registrations import Registered

MAY: tuple[tuple[str, Any], ...] = (
    ("registered", gettext_lazy("reports like anyone; is asked into nobody else's case")),
    ("verified", gettext_lazy("may be asked into a case to verify")),
    ("trusted", gettext_lazy("the same; the grade tells the desk whom to ask first")),
)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def registrations(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The registrations, newest first; the desk checks identities, leads give trust and end a registration."""
    if not seat.is_desk or seat.current.organisation.is_authority:
        raise Http404
    page = kept.registrations(seat.current.organisation.id, page=page_number(request))
    live = [(str(each.row.id), f"{each.row.number} · {each.name}") for each in page.rows if each.name]
    offered: list[Any] = [(VerifyFinder, {})] if live else []
    offered += [(TrustFinder, {}), (EndRegistration, {})] if live and seat.is_lead else []
    own = Desk(offered, options={"registration": live})
    answer = own.answer(request, seat)
    if answer is not None:
        return answer
    may = [(FINDERS[grade][0], words) for grade, words in MAY]
    lines = [_line(each) for each in page.rows]
    context = furniture(seat, list=page, lines=lines, may=may, forms=own.forms())
    return render(request, "desk/house/registrations.html", context, status=own.status)


def _line(each: Registered) -> dict[str, Any]:
    words, tone = FINDERS[each.row.grade]
    how = dict(DOCUMENTS).get(each.row.document, each.row.how)
    by = each.row.verified_by.name if each.row.verified_by else ""
    return {"each": each, "row": each.row, "grade": words, "tone": tone, "how": how, "by": by or _("the verifier")}  # fmt: skip
