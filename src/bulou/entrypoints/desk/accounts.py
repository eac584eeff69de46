"""Accounts and tokens, for the system administrator: no office is granted here and no case is seen."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from bulou.acts.guarding.accounts import EndToken, RestoreAccount, SuspendAccount
from bulou.acts.tokens import SCOPES
from bulou.entrypoints.desk.own_acts import Desk
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.desk.words import OFFICES
from bulou.records.accounts import accounts, tokens_in


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def page(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Who can sign in and which programs speak for them; for everyone but the system administrator not there."""
    if not seat.is_system:
        raise Http404
    people = accounts(seat.current.organisation.id)
    options = {"person": [(str(each.person.id), each.person.name) for each in people]}
    own = Desk([(SuspendAccount, {}), (RestoreAccount, {}), (EndToken, {})], options=options, leads=False)
    answer = own.answer(request, seat)
    if answer is not None:
        return answer
    ending, *others = sorted(own.forms(), key=lambda form: form["act"]["name"] != EndToken.name)
    context = furniture(
        seat,
        people=[(each, [OFFICES.get(kind, kind) for kind in each.offices]) for each in people],
        tokens=[
            (row, dict(SCOPES).get(row.scope, row.scope))
            for row in tokens_in(seat.current.organisation.id, at=seat.at)
        ],
        wrong=[said for each in ending["form"].errors.values() for said in each],
        forms=others,
    )
    return render(request, "desk/guarding/accounts.html", context, status=own.status)
