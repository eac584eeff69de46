"""The organisation's published rules on the desk: the edition in force, how its clock is kept, a new edition."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from bulou.acts.house.rules import AdoptRules
from bulou.entrypoints.desk.own_acts import Desk
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.rules_shown import shown
from bulou.records import rules as kept


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def rules(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The rules, for the desk; leads adopt a new edition, which starts from the one adopted last."""
    house = seat.current.organisation
    if not seat.is_desk or house.is_authority:
        raise Http404
    found = kept.of(house, at=seat.at)
    last = found.editions[0] if found else None
    own = Desk([(AdoptRules, {})] if seat.is_lead else [], initial={AdoptRules.name: _initial(last)})
    answer = own.answer(request, seat)
    if answer is not None:
        return answer
    context = furniture(
        seat,
        rules=found,
        parts=shown(found.now) if found and found.now else [],
        waiting=kept.unanswered(seat.person_id, house.id, at=seat.at),
        forms=own.forms(),
    )
    return render(request, "desk/house/rules.html", context, status=own.status)


def _initial(last: Any) -> dict[str, Any]:
    if last is None:
        return {}
    texts = {f"{part}_{tongue}": last.texts[part][tongue] for part in kept.PARTS for tongue in ("zh", "en")}
    settings = {"four_eyes": last.four_eyes, "reproduced_first": last.reproduced_first}
    return {**texts, **settings, "first_answer": str(last.first_answer_days)}
