"""Coordination: upstream providers told at once, detail shared only where the law lets it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.abuse import suspension
from bulou.acts.act import CaseAct, asked
from bulou.acts.outcome import InvalidAct, Refusal
from bulou.acts.peers.sending import send_to
from bulou.acts.permissions import Right
from bulou.acts.tools import AboutTools
from bulou.acts.work import Work
from bulou.cases import MACHINES
from bulou.law import Conduct, Fact, FactKind
from bulou.records.models import Notice, Organisation, Party, PartyStatus
from bulou.records.peers import Counterpart, called


@dataclass(frozen=True, kw_only=True)
class JudgeProvider(CaseAct, title=_("Judge whether a party is the product's vendor"), right=Right.RELEASE):
    """An open point of Article 9(7) (CATALOGUE §8-6): a named person decides, with grounds."""

    party_id: UUID = asked(_("Party"), widget="party")
    is_provider: bool = asked(_("It is the vendor of this product"), widget="check", default=False)
    grounds: str = asked(_("Grounds"), widget="textarea")

    def do(self, work: Work) -> None:
        if not self.grounds.strip():
            raise InvalidAct({"grounds": _("A judgement needs its grounds.")})
        party = the_party(work, self.party_id)
        party.product_vendor = self.is_provider
        party.save(update_fields=["product_vendor"])
        work.keep(party=str(party.id), is_provider=self.is_provider)
        work.conceal(grounds=self.grounds)


PROVIDERS = ("vendor", "upstream")
AT_HOME = (".cn", ".中国", ".xn--fiqs8s")


@dataclass(frozen=True, kw_only=True)
class ToParty(CaseAct):
    """Whom an act tells what."""

    party_id: UUID = asked(_("Recipient"), widget="party")
    text: str = asked(_("What they are told"), widget="textarea")


@dataclass(frozen=True, kw_only=True)
class PartyAct(AboutTools, ToParty):
    """An act that provides undisclosed information to one party: Article 9(7) reads who that is, 9(4) whether a tool goes too."""

    for_verification: bool | None = asked(
        _("It is supplied only so that the vulnerability can be verified"), widget="yes_no", default=None
    )

    def supposes(self, work: Work) -> Mapping[str, Fact]:
        return self.supposed_of(Party.objects.filter(id=self.party_id, case=work.case).first(), work)

    def supposed_of(self, party: Party | None, work: Work) -> dict[str, Fact]:
        """The facts of telling this party; none where the case has no such party."""
        if party is None:
            return {}
        return facts_of(party) | {
            "supplied_for_verification": Fact(self.for_verification, source=work.source),
            **self.tool_facts(work),
        }

    def barred(self, work: Work) -> Refusal | None:
        """Nothing goes to a party while suspected abuse is examined, unless a duty demands it."""
        return suspension(work, [self.party_id])

    def tell(self, work: Work, *, kind: str) -> Party:
        """Record the notice and queue it: into the party's own organisation on this node, or for a person to send."""
        if not self.text.strip():
            raise InvalidAct({"text": _("Write what they are told.")})
        party = the_party(work, self.party_id)
        party.asked_at = party.asked_at or work.at
        party.save(update_fields=["asked_at"])
        notice = Notice.objects.create(
            case=work.the_case,
            kind=kind,
            recipient=party.name,
            organisation=party.organisation,
            state="pending",
            queued_at=work.at,
        )
        if party.organisation is not None:
            work.send(
                "internal",
                str(party.organisation_id),
                channel="peer",
                notice=str(notice.id),
                party=str(party.id),
                content=self.shared(work),
                language="zh-hans",
            )
        elif party.elsewhere is not None:
            about = f"notice:{notice.id}"
            # "peer": no notification of Article 7(2), whoever it goes to
            told = self.shared(work) | {"channel": "peer"}
            send_to(work, party.elsewhere, "notification", told, about=about, discloses=True, party=party.id)
        work.keep(party=str(party.id), notice=str(notice.id), thread="party")
        work.conceal(text=self.text)
        self.conceal_grounds(work)
        return party

    def shared(self, work: Work) -> dict[str, str]:
        """What the recipient's own report will hold."""
        case = work.the_case
        return {
            "title": work.title,
            "product": case.product,
            "versions": case.versions,
            "steps": self.text,
            "name": work.organisation.name_zh,
        }


@dataclass(frozen=True, kw_only=True)
class NotifyUpstream(
    PartyAct, title=_("Notify the upstream vendor"), right=Right.CASEWORK, conduct=Conduct.NOTIFY_UPSTREAM
):
    """Article 7(1): the vendor of the upstream product or component is told at once."""

    def do(self, work: Work) -> None:
        party = the_party(work, self.party_id)
        if party.role not in PROVIDERS:
            raise InvalidAct({"party_id": _("Article 7(1) means the vendor of the product or component.")})
        self.tell(work, kind="upstream")
        waiting = Party.objects.filter(case=work.case, role="upstream", asked_at=None)
        if not waiting.exists():
            work.event("upstream_notified")


@dataclass(frozen=True, kw_only=True)
class ShareDetail(PartyAct, title=_("Share undisclosed detail"), right=Right.CASEWORK, conduct=Conduct.SHARE):
    """Information leaves the organisation for one named party; what is public is asked of this text, not of the case."""

    only_public: bool = asked(_("It holds nothing but what is public"), widget="check", default=False)
    state_platform: bool | None = asked(
        _("The recipient is a state platform of Article 10"), widget="yes_no", default=None
    )
    lawful: bool | None = asked(
        _("Sharing with this third party is lawful and controlled (Arts. 4, 11)"),
        widget="yes_no",
        default=None,
    )
    grounds: str = asked(_("Grounds of that judgement"), widget="textarea", default="")

    def supposed_of(self, party: Party | None, work: Work) -> dict[str, Fact]:
        """That something of the case is public does not make this text public (CATALOGUE §8-15). Who gives grounds judges."""
        facts = super().supposed_of(party, work)
        facts["already_public"] = Fact(self.only_public, source=work.source)
        if self.state_platform is not None:
            facts["recipient_is_state_platform"] = Fact(self.state_platform, source=work.source)
        if self.lawful is not None and self.grounds.strip():
            facts["third_party_sharing_lawful"] = Fact(self.lawful, FactKind.JUDGEMENT, work.source)
        return facts

    def do(self, work: Work) -> None:
        self.tell(work, kind="share")
        if self.lawful is not None:
            work.keep(lawful=self.lawful)
            work.conceal(grounds=self.grounds)


@dataclass(frozen=True, kw_only=True)
class AddParty(CaseAct, title=_("Add a party"), right=Right.CASEWORK):
    """Someone outside takes part: nothing is shown to them by this."""

    ROLES: ClassVar = [
        ("vendor", _("Vendor of the product")),
        ("upstream", _("Upstream vendor")),
        ("downstream", _("Downstream vendor")),
        ("operator", _("Network operator")),
        ("coordinator", _("Coordinator")),
    ]
    party: str = asked(_("Name"))
    role: str = asked(_("Role"), widget="choice", choices=ROLES)
    organisation: str = asked(
        _("Organisation"),
        hint=_("Its short name, if it is hosted here; its name, if a node that you have confirmed hosts it"),
        default="",
    )
    overseas: bool | None = asked(_("Outside the mainland"), widget="yes_no", default=None)

    def do(self, work: Work) -> None:
        if not self.party.strip() or self.role not in dict(self.ROLES):
            raise InvalidAct({"party": _("Name the party and its role.")})
        hosted = Organisation.objects.filter(slug=self.organisation).first() if self.organisation else None
        far = self._elsewhere(work) if self.organisation and hosted is None else None
        if Party.objects.filter(case=work.case, name=self.party.strip()[:200], role=self.role).exists():
            raise InvalidAct({"party": _("This party takes part in the case already.")})
        overseas = hosted.overseas if hosted else far.overseas if far else self.overseas
        own = self.role in PROVIDERS if overseas is False else None  # abroad a named person decides
        work.opens_party(
            self.party, role=self.role, organisation=hosted, elsewhere=far.hosted.id if far else None,
            overseas=overseas, product_vendor=own,
        )  # fmt: skip

    def _elsewhere(self, work: Work) -> Counterpart:
        """The one organisation of that name at another node; which of several is meant a person says."""
        found = called(work.organisation.id, self.organisation)
        if not found:
            raise InvalidAct(
                {
                    "organisation": _(
                        "No organisation of this name receives here, or at a node that you have confirmed."
                    )
                }
            )
        if len(found) > 1:
            raise InvalidAct(
                {
                    "organisation": _(
                        "Several organisations of nodes that you have confirmed go by this name: enter the id of the one you mean, as its node states it."
                    )
                }
            )
        return found[0]


@dataclass(frozen=True, kw_only=True)
class AnswerParty(CaseAct, title=_("Record a party's answer"), right=Right.CASEWORK):
    """What a party said of itself; silence is not an answer."""

    ANSWERS: ClassVar = [
        ("affected", _("Affected")),
        ("not_affected", _("Not affected")),
        ("under_investigation", _("Under investigation")),
        ("acknowledged", _("Acknowledged")),
        ("fixed", _("Fixed")),
    ]
    party_id: UUID = asked(_("Party"), widget="party")
    answer: str = asked(_("Answer"), widget="choice", choices=ANSWERS)
    product: str = asked(_("Product"), hint=_("Left empty: the case as a whole"), longest=200, default="")

    def do(self, work: Work) -> None:
        answered(work, the_party(work, self.party_id), self.answer, self.product)


def answered(work: Work, party: Party, answer: str, product: str) -> None:
    """A party has said how it stands, of one product or of the case; whatever it was told is thereby confirmed."""
    party.answered_at, party.seen_at = work.at, party.seen_at or work.at
    if product.strip():
        PartyStatus.objects.update_or_create(
            party=party, product=product.strip()[:200], defaults={"status": answer, "answered_at": work.at}
        )
    else:
        party.answer = answer
    party.save(update_fields=["answer", "answered_at", "seen_at"])
    confirm_notices(work, party)
    work.keep(party=str(party.id), answer=answer, product=product.strip())


def confirm_notices(work: Work, party: Party) -> None:
    """What was sent to this party has been received: it has shown so itself."""
    for notice in Notice.objects.filter(
        case=work.the_case, recipient=party.name, kind__in=("upstream", "share")
    ):
        if MACHINES["NOTICE"].allows(notice.state, "confirm"):
            notice.state, notice.confirmed_at = MACHINES["NOTICE"].next(notice.state, "confirm"), work.at
            notice.save(update_fields=["state", "confirmed_at"])


def facts_of(party: Party) -> dict[str, Fact]:
    """What the law asks of the recipient as such. Of coordinators alone it is open whether they are a state platform."""
    facts = {
        "recipient_overseas": Fact(abroad(party), source=party.name),
        "recipient_is_product_vendor": Fact(party.product_vendor, FactKind.JUDGEMENT, party.name),
    }
    if party.role != "coordinator":
        facts["recipient_is_state_platform"] = Fact(False, source=party.name)
    elif party.state_platform is not None:
        facts["recipient_is_state_platform"] = Fact(party.state_platform, source=party.name)
    if party.sharing_lawful is not None:
        facts["third_party_sharing_lawful"] = Fact(party.sharing_lawful, FactKind.JUDGEMENT, party.name)
    return facts


def abroad(party: Party) -> bool | None:
    """Whether what is shown to this party leaves the mainland: where it is, and where its mail is read. None: not known.

    A mailbox under a Chinese domain is taken to be read at home; of any other somebody has to say so (AC50).
    """
    if party.overseas or party.mailbox_abroad:
        return True
    unsaid = bool(party.email) and party.mailbox_abroad is None and not party.email.endswith(AT_HOME)
    return None if party.overseas is None or unsaid else False


def the_party(work: Work, party_id: UUID) -> Party:
    """The party of this case. Raises InvalidAct when the case has none such."""
    party = Party.objects.filter(id=party_id, case=work.case).select_related("organisation").first()
    if party is None:
        raise InvalidAct({"party_id": _("Choose a party of this case.")})
    return party
