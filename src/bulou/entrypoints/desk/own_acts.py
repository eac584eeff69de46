"""Forms of acts on the organisation's own things or on one case, several on one page: shown, filled in, performed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from bulou.acts import CaseAct, OrganisationAct, Status, perform
from bulou.entrypoints.desk.acts import note
from bulou.entrypoints.desk.forms import complain, entered, form_of
from bulou.entrypoints.desk.house import refused_here
from bulou.entrypoints.desk.panel import named
from bulou.entrypoints.desk.seat import Seat

Offered = Sequence[tuple[type[OrganisationAct] | type[CaseAct], Mapping[str, Any]]]


class Desk:
    """The acts that a page offers: each class with what the page knows already and does not ask (of an act on a case, its `case_id`).

    `initial` starts the forms; `options` are the choices by widget. The first form is open and has the page's main button,
    unless `leads` is False: an act that ends something does not offer itself. After `answer` returned None on a POST, the form that
    was sent is shown again with its errors, and `status` is 422.
    """

    def __init__(
        self,
        offered: Offered,
        *,
        options: Mapping[str, Sequence[tuple[str, Any]]] | None = None,
        initial: Mapping[str, Mapping[str, Any]] | None = None,
        leads: bool = True,
    ) -> None:
        self._offered = {cls.name: (cls, known) for cls, known in offered}
        self._options = options or {}
        self._initial = initial or {}
        self._first = next(iter(self._offered), "") if leads else ""
        self._sent: Form | None = None
        self.status = 200

    def answer(self, request: HttpRequest, seat: Seat) -> HttpResponse | None:
        """Perform what was sent. None: show the page, again if need be."""
        if request.method != "POST":
            return None
        name = request.POST.get("act", "")
        if name not in self._offered:
            raise Http404
        cls, known = self._offered[name]
        form = self._form(cls, known, request.POST, request.FILES)
        self._sent, self.status = form, 422
        if not form.is_valid():
            return None
        of = {} if issubclass(cls, CaseAct) else {"organisation_id": seat.current.organisation.id}
        wanted = cls(**of, **known, **entered(form))
        outcome = perform(wanted, by=seat.actor, at=seat.at)
        if outcome.status is Status.INVALID:
            complain(form, outcome.errors)
            return None
        if outcome.status is Status.NOT_FOUND:
            raise Http404
        if not outcome:
            return refused_here(request, seat, outcome)
        note(request, outcome)
        return redirect(request.path)

    def forms(self) -> list[dict[str, Any]]:
        """What the page shows of each act: its name and title, its form, whether it is open, leads, and takes files."""
        return [self._shown(cls, known) for cls, known in self._offered.values()]

    def _shown(self, cls: type[OrganisationAct] | type[CaseAct], known: Mapping[str, Any]) -> dict[str, Any]:
        sent = self._sent is not None and getattr(self._sent, "act", None) is cls
        form = self._sent if sent and self._sent else self._form(cls, known)
        files = any(field.widget.needs_multipart_form for field in form.fields.values())
        return {
            "act": named(cls),
            "form": form,
            "open": sent,
            "leads": cls.name == self._first,
            "has_files": files,
        }

    def _form(
        self,
        cls: type[OrganisationAct] | type[CaseAct],
        known: Mapping[str, Any],
        data: Any = None,
        files: Any = None,
    ) -> Form:
        made = form_of(cls, options=self._options, leave_out=tuple(known))
        return made(data, files, auto_id=f"{cls.name}-%s", initial=dict(self._initial.get(cls.name, {})))
