"""Rewards for reporters: proposed with grounds, approved by another person, recorded as paid once."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bulou.acts.act import CaseAct, asked
from bulou.acts.outcome import InvalidAct, Question, Refusal
from bulou.acts.permissions import Right
from bulou.acts.posts import demand_text
from bulou.acts.work import Work
from bulou.records.models import Reward

CURRENCIES = [(code, code) for code in ("CNY", "HKD", "USD", "EUR", "JPY", "GBP", "SGD")]
MOST = Decimal("100000000")
WRITTEN = re.compile(r"([0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3})(\.[0-9]{1,6})?")  # "3,50" is not 350


@dataclass(frozen=True, kw_only=True)
class ProposeReward(CaseAct, title=_("Propose a reward"), right=Right.CASEWORK):
    """A reward for the reporter (Article 7 encourages it). It is owed to nobody before another person has approved it."""

    amount: str = asked(_("Amount"), hint=_("For example 3000 or 3000.50"), longest=20)
    currency: str = asked(_("Currency"), widget="choice", choices=CURRENCIES, default="CNY")
    text: str = asked(_("Grounds"), hint=_("For your own organisation"), widget="textarea")

    def do(self, work: Work) -> None:
        amount = _amount(self.amount)
        if self.currency not in dict(CURRENCIES):
            raise InvalidAct({"currency": _("Choose a currency.")})
        demand_text(self.text)
        row = Reward.objects.create(
            case=work.the_case,
            organisation=work.organisation,
            amount=amount,
            currency=self.currency,
            proposed_by=work.by.key,
            proposed_at=work.at,
        )
        work.ids["reward_id"] = str(row.id)
        work.keep(reward=str(row.id), amount=f"{amount:.2f}", currency=self.currency)
        work.conceal(text=self.text)


@dataclass(frozen=True, kw_only=True)
class RewardAct(CaseAct):
    """An act on one reward of the case."""

    reward_id: UUID = asked(_("Reward"), widget="hidden")

    def moves(self, work: Work, before: tuple[str, ...], after: str, **known: object) -> Reward:
        """The reward, moved from one of the states `before`; exactly one of several at once succeeds.

        Raises InvalidAct when it is not there or was moved already.
        """
        rows = Reward.objects.filter(id=self.reward_id, case=work.case)
        if not rows.filter(state__in=before).update(state=after, **known):
            raise InvalidAct({"reward_id": _("There is no such reward in this case, or it has moved on.")})
        row = rows.get()
        work.ids["reward_id"] = str(row.id)
        work.keep(reward=str(row.id), amount=f"{row.amount:.2f}", currency=row.currency)
        return row


@dataclass(frozen=True, kw_only=True)
class ApproveReward(RewardAct, title=_("Approve the reward"), right=Right.RELEASE):
    """Another person than the one who proposed it answers for it; there is no way around."""

    def barred(self, work: Work) -> Refusal | None:
        """Nobody approves what they proposed themselves."""
        own = Reward.objects.filter(id=self.reward_id, case=work.case, proposed_by=work.by.key)
        if not own.exists():
            return None
        return Refusal(
            Question.WHO,
            _("You proposed this reward yourself."),
            _("Ask another lead of your organisation to approve it."),
        )

    def do(self, work: Work) -> None:
        self.moves(work, ("proposed",), "approved", approved_by=work.by.key, approved_at=work.at)


@dataclass(frozen=True, kw_only=True)
class PayReward(RewardAct, title=_("Record the reward as paid"), right=Right.RELEASE):
    """It was paid, outside of this program; recorded once, with what names the payment."""

    reference: str = asked(_("What names the payment"), hint=_("A receipt or transfer number"), longest=200)

    def do(self, work: Work) -> None:
        if not self.reference.strip():
            raise InvalidAct({"reference": _("By what can the payment be found?")})
        self.moves(work, ("approved",), "paid", ended_at=work.at)
        work.conceal(reference=self.reference.strip())


@dataclass(frozen=True, kw_only=True)
class CancelReward(RewardAct, title=_("Cancel the reward"), right=Right.RELEASE):
    """It will not be paid; the grounds are kept. What was paid is not cancelled."""

    text: str = asked(_("Grounds"), widget="textarea")

    def do(self, work: Work) -> None:
        demand_text(self.text)
        self.moves(work, ("proposed", "approved"), "cancelled", ended_at=work.at)
        work.conceal(text=self.text)


def _amount(text: str) -> Decimal:
    written = unicodedata.normalize("NFKC", text).strip()
    if not WRITTEN.fullmatch(written):
        raise InvalidAct({"amount": _("Write the amount in digits, for example 3000.50.")})
    amount = Decimal(written.replace(",", ""))
    if not 0 < amount < MOST or amount != round(amount, 2):
        raise InvalidAct(
            {"amount": _("The amount is above 0, below 100 million, with two decimals at most.")}
        )
    return round(amount, 2)
