"""The organisation's notice list: who is on it, files taken in, who asked for no mail, and the target for support."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bulou.acts import OrganisationAct
from bulou.acts.notice_list import ImportRecipients, StopMail
from bulou.acts.support import SetSupportTarget
from bulou.entrypoints.desk.forms import form_of
from bulou.entrypoints.desk.house import performed
from bulou.entrypoints.desk.notices import LANGUAGES, LISTED_AS
from bulou.entrypoints.desk.panel import named
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.entrypoints.numbers import page_number
from bulou.records import notice_list, visible

ACTS: tuple[type[OrganisationAct], ...] = (ImportRecipients, StopMail, SetSupportTarget)
WHY = {
    "address": _("no e-mail address"),
    "kind": _("kind is neither user nor downstream"),
    "language": _("language is neither zh nor en"),
    "overseas": _("overseas is neither yes, no nor unknown"),
    "tags": _("the tags are too long"),
    "file": _("the file could not be read on from here"),
}
MOST_PAGE = 10_000


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def recipients(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The list. Its leads import, stop mail and set the target; handlers may look."""
    if not seat.is_desk:
        raise Http404
    house = seat.current.organisation.id
    options = {"person": [(str(each.id), each.name) for each in visible.desk_people(house)]}
    hours, person = notice_list.target(house)
    known = {"hours": hours, "person_id": str(person.id) if person else ""}
    forms: dict[str, Any] = {
        cls.name: form_of(cls, options=options)(initial=known, auto_id=f"{cls.name}-%s") for cls in ACTS
    }
    status = 200
    if request.method == "POST":
        cls = next((cls for cls in ACTS if cls.name == request.POST.get("act")), None)
        if cls is None:
            raise Http404
        form = form_of(cls, options=options)(request.POST, request.FILES, auto_id=f"{cls.name}-%s")
        if (answer := performed(request, seat, cls, form)) is not None:
            return answer
        forms[cls.name], status = form, 422
    email = request.GET.get("email", "")[:254].strip()
    page = notice_list.list_page(house, page=min(page_number(request), MOST_PAGE), email=email)
    context = furniture(
        seat,
        list=page,
        email=email,
        rows=[
            {
                "each": each,
                "kind": LISTED_AS.get(each.row.kind, each.row.kind),
                "language": LANGUAGES.get(each.row.language, ""),
            }
            for each in page.rows
        ],
        imports=[{"row": each, "problems": _problems(each)} for each in page.imports],
        acts=[(named(cls), forms[cls.name], cls is ImportRecipients) for cls in ACTS],
    )
    return render(request, "desk/recipients.html", context, status=status)


def _problems(taken: Any) -> list[tuple[int, Any]]:
    return [(line, WHY.get(why, why)) for line, why in taken.problems]
