"""Who another node is: introduced by what it says of itself, confirmed by a named person out of band, renewed, revoked."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from bulou.acts.act import OrganisationAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.formats.exchange import statement
from bulou.formats.exchange.statement import BadStatement, Hosted, Statement
from bulou.records.models import Peer
from bulou.records.peers import keys_of, lives_elsewhere

WHY = {
    "unreadable": _(
        "This is not what a node says of itself: paste the whole of its /.well-known/bulou-node.json."
    ),
    "forged": _(
        "The signature does not fit the keys it names. Fetch it again, and ask the other side if it stays so."
    ),
    "origin": _("The node names no https address under which it can be reached."),
    "too-large": _("This is too large to be what a node says of itself."),
}
ELSEWHERE = _("It names an organisation as its own that lives on this node, or on another that you know.")


def read_statement(text: str) -> Statement:
    """Raises InvalidAct("statement")."""
    try:
        return statement.read(text)
    except BadStatement as error:
        raise InvalidAct({"statement": WHY[error.reason]}) from None


@dataclass(frozen=True, kw_only=True)
class IntroducePeer(OrganisationAct, title=_("Introduce a node"), right=Right.SECURITY):
    """Another node by its own signed statement: its keys are pinned, and nothing is exchanged until they are confirmed."""

    statement: str = asked(
        _("What the node says of itself"),
        hint=_("The text at its address /.well-known/bulou-node.json"),
        widget="textarea",
    )
    overseas: bool | None = asked(
        _("The node, or whoever runs it, is outside the mainland"),
        hint=_("Article 9(7): nothing undisclosed goes abroad except to the vendor of the product."),
        widget="yes_no",
        default=None,
    )

    def do(self, work: Work) -> None:
        said = read_statement(self.statement)
        errors: dict[str, Any] = {}
        if said.origin == settings.BULOU_BASE_URL:
            errors["statement"] = _("This is the node itself.")
        if self.overseas is None:
            errors["overseas"] = _("Say where the node is: the law asks it of everything that is sent there.")
        elif lives_elsewhere(work.organisation.id, said.origin, said.hosted):
            errors["statement"] = ELSEWHERE
        live = Peer.objects.filter(organisation=work.organisation).exclude(state=Peer.State.REVOKED)
        if live.filter(origin=said.origin).exists():
            errors["statement"] = _(
                "A node of this address has been introduced: renew its keys, or revoke it first."
            )
        if errors:
            raise InvalidAct(errors)
        peer = Peer.objects.create(
            organisation=work.organisation, name=said.node, origin=said.origin, sign_key=said.keys.sign,
            encrypt_key=said.keys.encrypt, fingerprint=said.keys.fingerprint, overseas=bool(self.overseas),
            hosted=[each.to_json() for each in said.hosted], stated_at=said.issued_at, introduced_at=work.at,
            journal_keys=[[said.journal, None]] if said.journal else [],
        )  # fmt: skip
        work.ids["peer_id"] = str(peer.id)
        work.keep(
            peer=str(peer.id), origin=said.origin, fingerprint=said.keys.fingerprint, overseas=self.overseas
        )


@dataclass(frozen=True, kw_only=True)
class OnPeer(OrganisationAct):
    """An act on one node that was introduced to the organisation."""

    peer_id: UUID = asked(_("Node"), widget="hidden")

    def peer(self, work: Work, *states: str) -> Peer:
        """The node in one of these states. Raises InvalidAct("peer_id")."""
        rows = Peer.objects.select_for_update().filter(organisation=work.organisation, state__in=states)
        found = rows.filter(id=self.peer_id).first()
        if found is None:
            raise InvalidAct({"peer_id": _("There is no such node, or it is not in this state any more.")})
        return found


@dataclass(frozen=True, kw_only=True)
class ConfirmPeer(OnPeer, title=_("Confirm the fingerprint"), right=Right.SECURITY):
    """A named person has compared the fingerprint out of band and says how; from now on both sides may write.

    With it the person confirms which of the node's organisations are which bodies of the state: what those decide is taken
    for an official fact.
    """

    fingerprint: str = asked(
        _("The fingerprint as the other side told it"),
        hint=_("By telephone, on paper or in person; not from the node itself"),
        longest=80,
    )
    grounds: str = asked(
        _("How it was compared, and with whom"), hint=_("Name, means and day"), widget="textarea"
    )

    def do(self, work: Work) -> None:
        peer = self.peer(work, Peer.State.INTRODUCED)
        errors: dict[str, Any] = {}
        told = "".join(sign for sign in self.fingerprint.upper() if sign.isalnum())
        if told != peer.fingerprint:
            errors["fingerprint"] = _(
                "This is not the fingerprint of the keys that were introduced. Confirm nothing."
            )
        if not self.grounds.strip():
            errors["grounds"] = _("A confirmation needs its grounds.")
        if work.by.person_id is None:
            errors["grounds"] = _("A named person confirms, not the node.")
        if errors:
            raise InvalidAct(errors)
        peer.state, peer.confirmed_at, peer.confirmed_by_id = Peer.State.CONFIRMED, work.at, work.by.person_id
        peer.save(update_fields=["state", "confirmed_at", "confirmed_by"])
        bodies = {each["id"]: each.get("bodies", []) for each in peer.hosted}
        work.keep(
            peer=str(peer.id), fingerprint=peer.fingerprint, compared=self.grounds.strip(), bodies=bodies
        )


@dataclass(frozen=True, kw_only=True)
class RevokePeer(OnPeer, title=_("Revoke the node"), right=Right.SECURITY):
    """Nothing goes there and nothing is taken from there any more; what was exchanged stays as it is."""

    reason: str = asked(_("Why"), widget="textarea")

    def do(self, work: Work) -> None:
        peer = self.peer(work, Peer.State.INTRODUCED, Peer.State.CONFIRMED)
        if not self.reason.strip():
            raise InvalidAct({"reason": _("Say why; it is sealed.")})
        peer.state, peer.revoked_at = Peer.State.REVOKED, work.at
        peer.save(update_fields=["state", "revoked_at"])
        work.keep(peer=str(peer.id), fingerprint=peer.fingerprint, revoked_for=self.reason.strip())


@dataclass(frozen=True, kw_only=True)
class RenewPeerKeys(OnPeer, title=_("Take in the node's new statement"), right=Right.SECURITY):
    """New keys, which the pinned ones must have signed, and the organisations that the node hosts now.

    What no pinned key vouches for is a new introduction: revoke the node and introduce it again.
    """

    statement: str = asked(_("What the node says of itself now"), widget="textarea")

    def do(self, work: Work) -> None:
        peer = self.peer(work, Peer.State.INTRODUCED, Peer.State.CONFIRMED)
        said = read_statement(self.statement)
        if said.origin != peer.origin:
            raise InvalidAct({"statement": _("This is what another node says of itself.")})
        if not statement.is_vouched_for(self.statement, keys_of(peer)):
            raise InvalidAct(
                {
                    "statement": _(
                        "The keys that were confirmed have not signed this: introduce the node anew."
                    )
                }
            )
        if said.issued_at <= peer.stated_at:
            raise InvalidAct({"statement": _("This is older than what is known of the node.")})
        self._nobody_new(work, peer, said)
        former = peer.fingerprint
        peer.name, peer.sign_key, peer.encrypt_key = said.node, said.keys.sign, said.keys.encrypt
        peer.fingerprint, peer.hosted = said.keys.fingerprint, [each.to_json() for each in said.hosted]
        peer.stated_at = said.issued_at
        _renew_journal_key(peer, said)
        peer.save(
            update_fields=[
                "name",
                "sign_key",
                "encrypt_key",
                "fingerprint",
                "hosted",
                "stated_at",
                "journal_keys",
            ]
        )
        work.keep(
            peer=str(peer.id),
            former=former,
            fingerprint=peer.fingerprint,
            hosted=[str(each.id) for each in said.hosted],
        )

    def _nobody_new(self, work: Work, peer: Peer, said: Statement) -> None:
        """Raises InvalidAct where the node now claims what nobody has confirmed: another's organisation, or a body of the state."""
        if lives_elsewhere(work.organisation.id, said.origin, said.hosted):
            raise InvalidAct({"statement": ELSEWHERE})
        known = {each.id: each for each in map(Hosted.read, peer.hosted)}
        if any(_official(each) - _official(known.get(each.id)) for each in said.hosted):
            raise InvalidAct(
                {
                    "statement": _(
                        "It now names a body of the state that nobody has confirmed: revoke the node and introduce it anew."
                    )
                }
            )


def _official(hosted: Hosted | None) -> set[str]:
    """What an organisation is of the state, as its node says: the bodies, and whether an authority at all."""
    return {*hosted.bodies, *({"authority"} & set(hosted.roles))} if hosted is not None else set()


def _renew_journal_key(peer: Peer, said: Statement) -> None:
    """The present key is `said.journal`; what was decided before the statement stays good under the former one."""
    present = next((key for key, until in peer.journal_keys if until is None), "")
    if said.journal and said.journal != present:
        ended = [[key, until or said.issued_at.isoformat()] for key, until in peer.journal_keys]
        peer.journal_keys = [*ended, [said.journal, None]]
