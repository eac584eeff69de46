"""Where two laws clash, and who answers for the law as it is encoded: legal questions, signatures on sentences."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from bulou.acts.abuse import demand
from bulou.acts.act import CaseAct, OrganisationAct, asked
from bulou.acts.outcome import InvalidAct
from bulou.acts.permissions import Right
from bulou.acts.work import Work
from bulou.law.fact_errors import nearest
from bulou.records import signatures
from bulou.records.citations import citations
from bulou.records.concerns import about
from bulou.records.models import LegalQuestion, Person, SentenceSignature


@dataclass(frozen=True, kw_only=True)
class OpenLegalQuestion(CaseAct, title=_("Open a legal question"), right=Right.CASEWORK):
    """Two norms clash in this case: a hold point until advice is taken.

    It holds nothing that the law demands, and no clock: publishing and sharing warn of it until it is closed.
    """

    first: str = asked(_("One norm"), hint=_("Its id, for example RMSV-9-7"), longest=60)
    second: str = asked(_("The other norm"), hint=_("Its id, for example CRA-14-2-a"), longest=60)
    question: str = asked(_("Question"), widget="textarea")
    grounds: str = asked(_("Grounds"), widget="textarea")

    def do(self, work: Work) -> None:
        if wrong := {name: _unknown(getattr(self, name)) for name in ("first", "second")
                     if getattr(self, name).strip() not in citations()}:  # fmt: skip
            raise InvalidAct(wrong)
        if self.first.strip() == self.second.strip():
            raise InvalidAct({"second": _("A clash has two sides: name another norm.")})
        if not self.question.strip():
            raise InvalidAct({"question": _("Write the question.")})
        demand(self.grounds)
        row = LegalQuestion(
            id=uuid4(),
            case=work.the_case,
            first=self.first.strip(),
            second=self.second.strip(),
            opened_at=work.at,
            opened_by_id=work.by.person_id,
        )
        row.question_sealed = work.key.close(self.question.encode(), about(row))
        row.save()
        work.ids["legal_question_id"] = str(row.id)
        work.keep(legal_question=str(row.id), first=row.first, second=row.second)
        work.conceal(question=self.question, grounds=self.grounds)


def _unknown(name: str) -> object:
    near = nearest(name.strip(), citations().keys())
    if near is None:
        return _("No norm and no sentence has this id.")
    return _("No norm and no sentence has this id. Did you mean %s?") % near


@dataclass(frozen=True, kw_only=True)
class CloseLegalQuestion(CaseAct, title=_("Close a legal question"), right=Right.RELEASE):
    """The advice taken, whose it is, and on what grounds the case goes on. The person decides; the node never does."""

    legal_question_id: UUID = asked(_("Legal question"), widget="legal_question")
    adviser: str = asked(_("Who advised"), longest=200)
    advice: str = asked(_("Advice taken"), widget="textarea")
    grounds: str = asked(_("Grounds"), widget="textarea")

    def do(self, work: Work) -> None:
        row = LegalQuestion.objects.filter(id=self.legal_question_id, case=work.case, closed_at=None).first()
        if row is None:
            raise InvalidAct({"legal_question_id": _("Choose a legal question of this case that is open.")})
        blank = [name for name in ("adviser", "advice") if not getattr(self, name).strip()]
        if blank:
            raise InvalidAct({name: _("Say whose advice was taken and what it was.") for name in blank})
        demand(self.grounds)
        row.closed_at = work.at
        row.save(update_fields=["closed_at"])
        work.keep(legal_question=str(row.id), first=row.first, second=row.second)
        work.conceal(adviser=self.adviser, advice=self.advice, grounds=self.grounds)


@dataclass(frozen=True, kw_only=True)
class SentenceAct(OrganisationAct):
    """An act on one sentence of a regime, by someone who holds the office of counsel."""

    regime: str = asked(_("Regime"), longest=40, default="rmsv")
    sentence: str = asked(_("Sentence"), hint=_("Its anchor, for example R9.7"), longest=60)

    def known(self) -> signatures.Fingerprint:
        """What there is to sign. Raises InvalidAct with the nearest that exists."""
        try:
            return signatures.fingerprint(self.regime, self.sentence)
        except signatures.UnknownSentence as error:
            raise InvalidAct({error.field: error.text}) from None


@dataclass(frozen=True, kw_only=True)
class SignSentence(SentenceAct, title=_("Sign a sentence"), right=Right.COUNSEL):
    """A lawyer answers by name for how this sentence is told and encoded here, in exactly this wording and code.

    The signature lapses by itself when the text or a norm changes. It is the organisation's; the law ships unsigned.
    """

    remark: str = asked(_("Remark"), widget="textarea", default="")
    seen: str = asked(
        _("Hash of what was read"),
        hint=_("It stands where one signs, and with the sentence in the API"),
        longest=64,
    )

    def do(self, work: Work) -> None:
        found = self.known()
        if self.seen != found.sha256:
            raise InvalidAct({"sentence": _("It has changed since you read it: read it again.")})
        signer = work.by.person_id
        assert signer is not None, "only someone who holds an office of counsel comes here"
        mine = SentenceSignature.objects.filter(
            organisation=work.organisation, regime=self.regime, sentence=self.sentence,
            person_id=signer, withdrawn_at=None,
        )  # fmt: skip
        if any(signatures.stands(row) for row in mine):
            raise InvalidAct({"sentence": _("You have signed this sentence already.")})
        name = Person.objects.values_list("name", flat=True).get(id=signer)
        SentenceSignature.objects.create(
            organisation=work.organisation,
            regime=self.regime,
            edition=found.edition,
            sentence=self.sentence,
            text_sha256=found.text_sha256,
            norms=dict(found.norms),
            person_id=signer,
            name=name,
            remark=self.remark,
            at=work.at,
        )
        work.keep(regime=self.regime, edition=found.edition, sentence=self.sentence, remark=self.remark,
                  text_sha256=found.text_sha256, norms=dict(found.norms), signer=name)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class WithdrawSignature(SentenceAct, title=_("Withdraw a signature"), right=Right.COUNSEL):
    """The organisation's signatures on this sentence end now; that they stood remains on record."""

    remark: str = asked(_("Grounds"), widget="textarea")

    def do(self, work: Work) -> None:
        if not self.remark.strip():
            raise InvalidAct({"remark": _("Say on what grounds.")})
        standing = SentenceSignature.objects.filter(
            organisation=work.organisation, regime=self.regime, sentence=self.sentence, withdrawn_at=None
        )
        ended = standing.update(
            withdrawn_at=work.at, withdrawn_by_id=work.by.person_id, withdrawal=self.remark
        )
        if not ended:
            raise InvalidAct({"sentence": _("Your organisation has not signed this sentence.")})
        work.keep(regime=self.regime, sentence=self.sentence, remark=self.remark, ended=ended)
