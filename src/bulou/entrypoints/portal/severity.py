"""The calculator for anyone: GB/T 30279-2020 and CVSS side by side. No account; nothing is stored.

The answers stand in the address of the page, so that it can be kept or passed on by whoever wants to.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bulou.entrypoints.calculator import pickers, tables


@require_safe
def severity(request: HttpRequest) -> HttpResponse:
    """The pickers with what is chosen in the address, or with the vectors in `gbt` and `cvss`, and the two grades."""
    sent = request.GET.dict()
    shown = pickers(sent, gbt=sent.get("gbt", "")[:300], cvss=sent.get("cvss", "")[:300])
    return render(request, "portal/severity.html", {"pickers": shown, "tables": tables()})
