"""The report form: one page in five steps, a preview, and the receipt. It works without a script and without a cookie.

A report is never refused (Article 5): what is odd is said at its field on the preview, and the submission that follows
is received, marked and answered with a receipt. There is no CSRF token on these pages: a report is made by a stranger,
no session or cookie lends it any right, and a browser that keeps no cookies may report too.
"""

import hashlib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from bulou.acts import Actor, Outcome, canary, perform
from bulou.acts.proofs import read_commitment
from bulou.acts.receipt import SubmitReport
from bulou.entrypoints import lanes
from bulou.entrypoints.numbers import position
from bulou.entrypoints.portal import asking, forms, intake, openpgp_key
from bulou.entrypoints.portal.body import Body, read_body
from bulou.entrypoints.portal.drafts import Draft, keep, reopened
from bulou.entrypoints.portal.intake import Understood
from bulou.entrypoints.portal.languages import remembered, speak
from bulou.records import public
from bulou.records.public import PublicOrganisation
from bulou.transport.received import explain

CHANNEL = "portal"
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Sent:
    """One request to the form: for whom, what was brought, what was understood of it."""

    organisation: PublicOrganisation
    body: Body
    draft: Draft
    found: Understood

    def field(self, name: str) -> str:
        """A field of the form itself, such as `step`; empty when it was not sent."""
        return self.body.fields.get(name, b"").decode("ascii", "replace")


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Choose who is to receive the report; with one organisation there is nothing to choose."""
    organisations = public.receiving_organisations()
    if len(organisations) == 1:
        return redirect("portal:report-form", organisations[0].slug)
    return render(request, "portal/report/choose.html", {"organisations": organisations})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """The form (GET) and its steps (POST `step`): preview, edit, remove:N, lang:xx, and anything else submits."""
    if request.method != "POST":
        organisation = public.organisation(slug)
        if organisation is None:
            raise Http404
        return _form(request, organisation, Draft(slug), Understood(typed=dict(forms.START)))
    sent = _sent(request, slug)
    step, _colon, detail = sent.field("step").partition(":")
    match step:
        case "preview":
            return _preview(request, sent)
        case "edit":
            return _form(request, sent.organisation, sent.draft, sent.found)
        case "remove":
            draft = sent.draft.without(position(detail))
            return _form(request, sent.organisation, draft, sent.found)
        case "lang":
            return _in_language(request, sent, detail)
    return _submit(request, sent)


def _sent(request: HttpRequest, slug: str) -> Sent:
    def held(fields: Mapping[str, bytes]) -> tuple[int, int]:
        earlier = _earlier(fields, slug)
        return earlier.held if earlier else (0, 0)

    body = read_body(request, keep, held)
    speak(request, body.fields.get("lang", b"").decode("ascii", "replace"))
    earlier = _earlier(body.fields, slug)
    # A form that was open when the organisation closed its reception is still received.
    organisation = public.organisation(slug, receiving=earlier is None)
    if organisation is None:
        raise Http404
    draft = (earlier or Draft(slug)).with_body(body)
    draft = draft.with_uploads(body.fields.get("uploads", b"").decode("ascii", "replace").split())
    found = intake.understand(body, files=draft.files, unkept=draft.unkept, marks=draft.marks)
    return Sent(organisation, body, draft, found)


def _earlier(fields: Mapping[str, bytes], slug: str) -> Draft | None:
    return reopened(fields.get("draft", b"").decode("ascii", "replace"), slug)


def _in_language(request: HttpRequest, sent: Sent, detail: str) -> HttpResponse:
    """The same step in the other language, with everything that was typed."""
    code, _colon, step = detail.partition(":")
    speak(request, code)
    sent.found = intake.understand(
        sent.body, files=sent.draft.files, unkept=sent.draft.unkept, marks=sent.draft.marks
    )
    if step == "preview":
        response = _preview(request, sent)
    else:
        response = _form(request, sent.organisation, sent.draft, sent.found)
    return remembered(request, response)


def _form(
    request: HttpRequest, organisation: PublicOrganisation, draft: Draft, found: Understood
) -> HttpResponse:
    context = {
        "organisation": organisation,
        "form": forms.ReportForm(found.typed, found.problems),
        "identity_notes": forms.IDENTITY_NOTES,
        "fingerprint": openpgp_key.fingerprint(),
        "draft": draft,
        "file_problems": found.problems.get("files", []),
        "uploads": reverse("portal:uploads", args=[organisation.slug]),
        "posted": request.method == "POST",
    }
    return render(request, "portal/report/form.html", context)


def _preview(request: HttpRequest, sent: Sent, *, trouble: str = "", status: int = 200) -> HttpResponse:
    flood = lanes.is_coming(lanes.source(request), sent.organisation.id, at=timezone.now())
    context = {
        "organisation": sent.organisation,
        "question": asking.question(sent.draft) if flood else None,
        "bits": lanes.BITS,
        "rows": list(_rows(sent.found)),
        "typed": sent.found.typed,
        "draft": sent.draft,
        "file_problems": sent.found.problems.get("files", []),
        "problems": sum(len(said) for said in sent.found.problems.values()),
        "posted": True,
        "trouble": trouble,
    }
    return render(request, "portal/report/preview.html", context, status=status)


def _rows(found: Understood) -> Iterator[dict[str, Any]]:
    """The report as it will be read: label, value in words, whether it is prose, and what is odd about it."""
    withheld = intake.PERSONAL if found.identity == "anonymous" else ()
    for bound in forms.ReportForm(found.typed, found.problems):
        value = found.typed.get(bound.name, "")
        said = found.problems.get(bound.name, [])
        if bound.name in withheld or not (value.strip() or said or bound.field.required):
            continue
        if bound.name == "identity":
            value = found.identity
        choices = dict(getattr(bound.field, "choices", ()))
        shown = choices.get(value, value) if choices else found.content.get(bound.name, "")
        yield {
            "name": bound.name,
            "label": bound.label,
            "value": str(shown),
            "prose": bound.name in intake.PROSE,
            "problems": said,
        }


def _submit(request: HttpRequest, sent: Sent) -> HttpResponse:
    language = translation.get_language() or "zh-hans"
    at = timezone.now()
    if lanes.is_flood(lanes.source(request), sent.organisation.id, at=at) and not _earned(sent, at):
        sent.found.mark(lanes.MARK)
    raw = intake.raw_report(
        sent.body,
        identity=sent.found.identity,
        place=sent.organisation.slug,
        language=language,
        files=sent.draft.files,
        unkept=sent.draft.unkept,
    )
    act = SubmitReport(
        organisation_id=sent.organisation.id,
        channel=CHANNEL,
        raw=raw,
        content=sent.found.content,
        identity=sent.found.identity,
        language=language,
        attachments=sent.draft.files,
        marks=tuple(sent.found.marks),
        key=_key(sent, raw),
    )
    try:
        if canary.caught(act, at=at):
            return HttpResponse(status=204)
        outcome = perform(act, by=Actor.stranger(), at=at)
    except DatabaseError:
        log.exception("a report could not be stored")
        said = _(
            "The report could not be stored just now. Nothing you typed is lost: please submit it again."
        )
        return _preview(request, sent, trouble=said, status=503)
    if not outcome:
        raise Http404
    return _receipt(request, sent, outcome)


def _earned(sent: Sent, at: datetime) -> bool:
    """Whether the ordinary lane was earned on the preview."""
    answer = sent.body.fields.get("sum", b"").decode("utf-8", "replace")
    return asking.earned(sent.draft, sent.field("draft"), answer=answer, proof=sent.field("proof"), at=at)


def _key(sent: Sent, raw: bytes) -> str | None:
    """The same form with the same content is the same report, however often it is submitted; another text is another."""
    if not sent.field("draft"):
        return None
    return "portal:" + hashlib.sha256(sent.draft.nonce.encode() + raw).hexdigest()


def _receipt(request: HttpRequest, sent: Sent, outcome: Outcome) -> HttpResponse:
    """Number, moment, hashes and the return code, which stands nowhere else."""
    sealed = outcome.entry or public.reception(UUID(outcome.ids["case_id"]))
    context = {
        "organisation": sent.organisation,
        "number": outcome.ids["number"],
        "code": outcome.ids["code"],
        "at": sealed.at,
        "entry_hash": sealed.hash,
        "raw_sha256": outcome.ids["raw_sha256"],
        "commitment": read_commitment(sent.found.content.get("commitment", "")),
        "files": sent.draft.files,
        "unkept": sent.draft.unkept,
        "marks": explain(sent.found.marks),
    }
    return render(request, "portal/report/receipt.html", context)
