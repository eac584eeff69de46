"""Other nodes: introduced, compared, confirmed, renewed, revoked; what waits for them and what was refused."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from bulou.acts import OrganisationAct
from bulou.acts.peers.introducing import ConfirmPeer, IntroducePeer, RenewPeerKeys, RevokePeer
from bulou.entrypoints.desk.forms import form_of
from bulou.entrypoints.desk.house import performed
from bulou.entrypoints.desk.panel import named
from bulou.entrypoints.desk.seat import Seat, furniture, seated
from bulou.formats.exchange import statement
from bulou.formats.exchange.statement import BadStatement, Hosted, Statement
from bulou.law.bodies import Body
from bulou.records import peers
from bulou.records.exchange_keys import own_keys
from bulou.transport.errors import Undeliverable
from bulou.transport.peers import WELL_KNOWN, fetch_statement

ACTS: dict[str, type[OrganisationAct]] = {
    cls.name: cls for cls in (IntroducePeer, ConfirmPeer, RenewPeerKeys, RevokePeer)
}
STATES = {
    "introduced": (pgettext_lazy("node", "Introduced, not confirmed"), "soon"),
    "confirmed": (pgettext_lazy("node", "Confirmed"), "ok"),
    "revoked": (pgettext_lazy("node", "Revoked"), ""),
}
NEXT: dict[str, tuple[type[OrganisationAct], ...]] = {
    "introduced": (ConfirmPeer, RevokePeer),
    "confirmed": (RenewPeerKeys, RevokePeer),
    "revoked": (),
}
REASONS = {
    "unreadable": _("It was no envelope."),
    "downgraded": _("It named weaker algorithms than are agreed."),
    "not-for-us": _("It was encrypted to another node."),
    "forged": _("The signature does not hold."),
    "unknown": _("The sender was never introduced."),
    "unconfirmed": _("The sender's fingerprint has not been confirmed."),
    "revoked": _("The sender was revoked."),
    "misaddressed": _("It was for, or from, somebody else."),
    "replayed": _("A number that was taken came again with another content."),
    "stale": _("It was sent too long ago, or the clocks of the two nodes differ."),
    "out-of-place": _("Nothing of this kind begins a conversation."),
    "unknown-kind": _("This node does not take that kind."),
    "too-large": _("It was too large."),
}
ABOUT_TO_FETCH = _("The node did not answer there, or its address is not https: paste its statement instead.")


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def nodes(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The nodes that the organisation knows. Its security administrator introduces and confirms; its leads may look."""
    if not (seat.is_security or seat.is_lead):
        raise Http404
    shown: dict[str, Any] = {"address": request.POST.get("address", "")[:200]}
    tried: dict[tuple[str, UUID | None], Any] = {}
    status = 200
    if request.method == "POST" and request.POST.get("step") == "fetch" and seat.is_security:
        shown |= _fetched(shown["address"])
        status = 200 if "statement" in shown else 422
    elif request.method == "POST":
        cls = ACTS.get(request.POST.get("act", ""))
        if cls is None:
            raise Http404
        form = form_of(cls, options={})(request.POST, auto_id=f"{cls.name}-%s")
        if (answer := performed(request, seat, cls, form)) is not None:
            return answer
        tried[cls.name, form.cleaned_data.get("peer_id")] = form
        status = 422
        shown["said"] = _read(request.POST.get("statement", ""))
    return render(request, "desk/nodes.html", _context(seat, shown, tried), status=status)


def _fetched(address: str) -> dict[str, Any]:
    try:
        text = fetch_statement(address)
    except Undeliverable:
        return {"address_error": ABOUT_TO_FETCH}
    said = _read(text)
    if said is None or said.origin != address.strip().rstrip("/").removesuffix(WELL_KNOWN):
        return {"address_error": _("What stands there is not what this node says of itself.")}
    return {"statement": text, "said": said}


def _read(text: str) -> Statement | None:
    try:
        return statement.read(text)
    except BadStatement:
        return None


def _context(seat: Seat, shown: dict[str, Any], tried: dict[tuple[str, UUID | None], Any]) -> dict[str, Any]:
    house = seat.current.organisation.id
    sums = peers.traffic(house)
    introduce = tried.get((IntroducePeer.name, None)) or form_of(IntroducePeer, options={})(
        initial={"statement": shown.get("statement", "")}, auto_id="introduce-%s"
    )
    said = shown.get("said")
    return furniture(
        seat,
        own={
            "fingerprint": peers.grouped(own_keys()[0].public.fingerprint),
            "address": settings.BULOU_BASE_URL + WELL_KNOWN,
        },
        rows=[_row(row, sums.get(row.id, peers.Traffic()), tried) for row in peers.of_organisation(house)],
        refusals=[(row, REASONS.get(row.reason, row.reason)) for row in peers.refusals(house)],
        introduce=introduce,
        introduce_act=named(IntroducePeer),
        address=shown["address"],
        address_error=shown.get("address_error"),
        said=said,
        said_hosted=[_called(each) for each in said.hosted] if said else [],
        said_fingerprint=peers.grouped(said.keys.fingerprint) if said else "",
    )


def _called(hosted: Hosted) -> dict[str, str]:
    """An organisation as a node names it, with the bodies of the state that it says it is."""
    bodies = [each for each in Body if each in hosted.bodies]
    zh, en = "、".join(each.zh for each in bodies), ", ".join(each.en for each in bodies)
    return {
        "zh": f"{hosted.name_zh}（{zh}）" if zh else hosted.name_zh,
        "en": f"{hosted.name_en} ({en})" if en else hosted.name_en,
    }


def _row(row: Any, sums: peers.Traffic, tried: dict[tuple[str, UUID | None], Any]) -> dict[str, Any]:
    words, tone = STATES[row.state]
    forms = [
        (
            named(cls),
            tried.get((cls.name, row.id))
            or form_of(cls, options={})(initial={"peer_id": row.id}, auto_id=f"{cls.name}-{row.id}-%s"),
            (cls.name, row.id) in tried,
        )
        for cls in NEXT[row.state]
    ]
    return {
        "peer": row,
        "fingerprint": peers.grouped(row.fingerprint),
        "hosted": [_called(Hosted.read(each)) for each in row.hosted],
        "state": words,
        "tone": tone,
        "sums": sums,
        "forms": forms,
    }
