"""A counsel's worklist: every sentence of the law with who has signed it; each is signed on its own page."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.law.regimes import REGIMES
from bulou.law.register import sentences
from bulou.records import signatures

SHOWN = ("all", "unsigned", "lapsed")


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence in the list: where it stands, what encodes it, and who has signed it."""

    id: str
    zh: str
    en: str
    norms: tuple[str, ...]
    signature: signatures.Signature | None

    @property
    def state(self) -> str:
        if self.signature is None:
            return "unsigned"
        return "lapsed" if self.signature.lapsed else "signed"


@require_safe
@seated
def overview(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every sentence of a regime with its signature state, or only those of one state."""
    regime = request.GET.get("regime", "rmsv")
    if regime not in REGIMES:
        raise Http404
    signed = signatures.current(regime)
    rows = [Row(each.id, each.zh, each.en, each.norms, signed.get(each.id)) for each in sentences(regime)]
    shown = request.GET.get("state", "all")
    counts = {
        state: sum(1 for row in rows if row.state == state) for state in ("signed", "unsigned", "lapsed")
    }
    context = furniture(
        seat,
        regime=REGIMES[regime],
        regimes=list(REGIMES.values()),
        rows=[row for row in rows if shown not in SHOWN[1:] or row.state == shown],
        all=len(rows),
        counts=counts,
        shown=shown if shown in SHOWN else "all",
    )
    return render(request, "desk/signatures.html", context)
