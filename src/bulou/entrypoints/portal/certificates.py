"""Certificates: whoever has a code can ask whether it is genuine, print it, and fetch it as PDF."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bulou.formats import pdf
from bulou.records import public


@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """A form for a code; `?code=` leads to what it stands for, or says that there is none."""
    code = request.GET.get("code", "").replace("\x00", "")[:100]
    found = public.certificate(code) if code.strip() else None
    if found is not None:
        return redirect("portal:certificate", code=found.code)
    missing = bool(code.strip())
    context = {"code": code, "missing": missing}
    return render(request, "portal/certificates/ask.html", context, status=404 if missing else 200)


@never_cache
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """The certificate, and with it the answer that this node has issued it."""
    found = public.certificate(code)
    if found is None:
        raise Http404
    return render(request, "portal/certificates/page.html", {"certificate": found, "pdf": pdf.is_offered()})


@never_cache
@require_safe
def as_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The certificate as PDF, in both languages; not found where it was revoked or PDFs cannot be made."""
    found = public.certificate(code)
    if found is None or found.revoked_at is not None:
        raise Http404
    address = settings.BULOU_BASE_URL + request.path.removesuffix("/certificate.pdf")
    text = render_to_string("portal/certificates/paper.html", {"certificate": found, "address": address})
    try:
        content = pdf.render(text)
    except pdf.NoPdf:
        raise Http404 from None
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.number}.pdf"'
    return response
