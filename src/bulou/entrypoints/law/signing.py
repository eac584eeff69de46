"""Where counsel signs a sentence, or withdraws the organisation's signature: on its own page, with text and code in view."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from bulou.acts import Actor, Outcome, perform
from bulou.acts.counsel import SignSentence, WithdrawSignature
from bulou.entrypoints.editions import Line
from bulou.records import signatures, visible
from bulou.records.pages import DeskSeat

COUNSEL = "counsel"
CHOSEN = "organisation"  # the organisation that the person acts for, as the desk keeps it in the session
LONGEST = 8000


@dataclass(frozen=True, slots=True)
class Signing:
    """The form for counsel: for whom they sign, the hash of what the page shows, and whether it is withdrawing."""

    organisation: Any
    seen: str
    withdrawing: bool


def signing(
    request: HttpRequest, regime: str, line: Line, signature: signatures.Signature | None
) -> Signing | None:
    """The form for someone who holds the office of counsel; None for everyone else."""
    seat = _seat(request)
    if seat is None:
        return None
    mine = signature is not None and signature.organisation_id == seat.organisation.id
    stands = signature is not None and not signature.lapsed
    return Signing(seat.organisation, signatures.fingerprint(regime, line.id).sha256, mine and stands)


def signed(request: HttpRequest, regime: str, line: Line) -> Outcome:
    """Sign or withdraw, as the button says. Raises Http404 for whoever does not hold the office of counsel."""
    seat = _seat(request)
    if seat is None:
        raise Http404
    person: Any = request.user
    of_sentence: dict[str, Any] = {
        "organisation_id": seat.organisation.id,
        "regime": regime,
        "sentence": line.id,
        "remark": request.POST.get("remark", "").replace("\r\n", "\n")[:LONGEST],
    }
    act: SignSentence | WithdrawSignature
    if request.POST.get("do") == "withdraw":
        act = WithdrawSignature(**of_sentence)
    else:
        act = SignSentence(**of_sentence, seen=request.POST.get("seen", "")[:64] or "-")
    by = Actor.person(person.pk, organisation_id=seat.organisation.id, name=person.name)
    return perform(act, by=by, at=timezone.now())


def _seat(request: HttpRequest) -> DeskSeat | None:
    person_id: UUID | None = request.user.pk
    if person_id is None:
        return None
    seats = [seat for seat in visible.seats(person_id) if COUNSEL in seat.offices]
    chosen = request.session.get(CHOSEN)
    return next((seat for seat in seats if str(seat.organisation.id) == chosen), seats[0] if seats else None)
