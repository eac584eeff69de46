"""Files of a report that come in pieces, so that a broken line or a restarted server costs no more than the last piece.

An upload is bound to what its sender holds: the form it is for (by the sealed draft in it), the session of an opened report,
or, without a form, the organisation it is for and the address it was given. The form works without any of this.
"""

import json

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from bulou.acts import Actor, perform
from bulou.acts.blobs import FILE_CEILING
from bulou.acts.reception import NoteOversized
from bulou.entrypoints import limits, tus
from bulou.entrypoints.portal.drafts import reopened
from bulou.entrypoints.portal.status import PLACE, open_case
from bulou.records import public


@csrf_exempt
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """POST opens an upload for a report to `slug`: of the form whose draft stands in Upload-Metadata, else of no form."""
    if request.method == "OPTIONS":
        return tus.options()
    organisation = public.organisation(slug, receiving=True)
    if organisation is None or request.method != "POST":
        return HttpResponse(status=405 if organisation else 404)
    if wait := limits.seconds_until(request, limits.UPLOADS):
        return HttpResponse(status=429, headers={"Retry-After": str(wait)})
    at = timezone.now()
    place = place_of(slug, tus.metadata(request).get("draft", ""))

    def over(size: int) -> HttpResponse:
        act = NoteOversized(
            organisation_id=organisation.id, channel="upload", size=size, ceiling=FILE_CEILING
        )
        perform(act, by=Actor.stranger(), at=at)
        return _another_way(organisation.contact_email)

    return tus.create(
        request,
        place,
        lambda token: reverse("portal:upload", args=[slug, token]),
        at=at,
        over=over,
        shared=place == without_form(slug),
    )


@csrf_exempt
def upload(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """HEAD, PATCH and DELETE on an upload; the header Upload-Draft holds the draft of the form it is for, if any."""
    place = place_of(slug, request.headers.get("Upload-Draft", ""))
    return tus.resource(request, place, token, at=timezone.now())


@csrf_exempt
def begin_own(request: HttpRequest) -> HttpResponse:
    """POST opens an upload for a message about the report that this session has open; its form's draft stands in Upload-Metadata."""
    if request.method == "OPTIONS":
        return tus.options()
    place = own_place(request, tus.metadata(request).get("draft", ""))
    if place is None or request.method != "POST":
        return HttpResponse(status=405 if place else 404)
    at = timezone.now()
    return tus.create(
        request,
        place,
        lambda token: reverse("portal:own-upload", args=[token]),
        at=at,
        over=lambda size: _another_way(""),
    )


@csrf_exempt
def own_upload(request: HttpRequest, token: str) -> HttpResponse:
    """HEAD, PATCH and DELETE on an upload of an opened report, with the draft of its form in Upload-Draft."""
    place = own_place(request, request.headers.get("Upload-Draft", ""))
    if place is None:
        return HttpResponse(status=404)
    return tus.resource(request, place, token, at=timezone.now())


def own_place(request: HttpRequest, draft: str) -> str | None:
    """What an upload of the status page is bound to: its form, while the session has the report open; else None."""
    form = reopened(draft, PLACE) if open_case(request) else None
    return form.upload_place if form else None


def place_of(slug: str, draft: str) -> str:
    """What an upload is bound to: the form with this draft, else the organisation."""
    form = reopened(draft, slug) if draft else None
    return form.upload_place if form is not None else without_form(slug)


def without_form(slug: str) -> str:
    """What the uploads of all reports to an organisation are bound to that come without a form."""
    return f"report:{slug}"


def _another_way(email: str) -> HttpResponse:
    said = {
        "detail": _(
            "A file may have at most 50 MB, all files of a report 200 MB. Split it, send what is over after the submission "
            "on the status page, or ask the organisation for another way."
        ),
        "ceiling": FILE_CEILING,
        "ways": [f"mailto:{email}"] if email else [],
    }
    return HttpResponse(json.dumps(said, ensure_ascii=False), status=413, content_type="application/json")
