"""The organisation's answer templates: whoever works at its desk may read and use them, its leads change them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from bulou.acts import OrganisationAct
from bulou.acts.templates import VARIABLES, AddTemplate, EditTemplate, RetireTemplate
from bulou.entrypoints.desk.forms import form_of
from bulou.entrypoints.desk.house import performed
from bulou.entrypoints.desk.panel import named
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.records import answer_templates

ACTS: tuple[type[OrganisationAct], ...] = (AddTemplate, EditTemplate, RetireTemplate)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def templates(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The templates with a form to add one, and one to change the template that the address names (`?edit=`)."""
    if not seat.is_desk:
        raise Http404
    rows = answer_templates.live(seat.current.organisation.id)
    options = {"answer_template": [(str(row.id), row.name) for row in rows]}
    edited = next((row for row in rows if str(row.id) == request.GET.get("edit", "")), None)
    cls: type[OrganisationAct] = EditTemplate if edited else AddTemplate
    initial = {"template_id": str(edited.id), "template": edited.name, "text_zh": edited.text_zh, "text_en": edited.text_en} if edited else {}  # fmt: skip
    form, status = form_of(cls, options=options)(initial=initial), 200
    if request.method == "POST":
        cls = next((each for each in ACTS if each.name == request.POST.get("act")), cls)
        form = form_of(cls, options=options)(request.POST)
        answer = performed(request, seat, cls, form)
        if answer is not None:
            return answer
        status = 422
    context = furniture(
        seat,
        rows=rows,
        retired=answer_templates.retired(seat.current.organisation.id),
        act=named(cls),
        retire=named(RetireTemplate),
        form=form,
        edited=edited,
        variables=[("{" + name + "}", words) for name, words in VARIABLES.items()],
    )
    return render(request, "desk/templates.html", context, status=status)
