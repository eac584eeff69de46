"""Rows for figures that need many: every one of them through the gate, so that all of them verify.

Nothing is measured here.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from bench.figures import Figure
from bench.load import MARK, report
from bench.node import SLUG
from bulou.acts import Act, Actor, Outcome, perform
from bulou.acts.as_party import AnswerAsParty, EnterCase
from bulou.acts.coordination import AddParty
from bulou.acts.discussion import PostToParties
from bulou.acts.membership import AppointPerson
from bulou.acts.parties import InviteParty
from bulou.acts.receipt import PostMessage, SubmitReport
from bulou.acts.sequencing import sequence
from bulou.acts.together import coming, perform_together
from bulou.acts.verification import AcceptCase, IdentifyProduct, OpenUndisclosed, ValidateReport
from bulou.records.audit import audit
from bulou.records.models import Organisation
from bulou.transport.received import from_json

INSIDE = 5  # parties that have come in: each gets a mail for every post
THREADS = 8  # as many as a process has connections


def measure(count: int) -> list[Figure]:
    """Receive so many reports, as quickly as they come; what other parts call before they measure."""
    organisation = the_organisation()

    def one(number: int) -> None:
        with coming():
            assert perform_together(received(organisation, number), by=Actor.stranger(), at=timezone.now())

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(one, range(count)))
    return []


def hurry() -> None:
    """From here on, this session's commits do not wait for the disk."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit TO off")


def the_organisation() -> UUID:
    """The one organisation of the node."""
    identity: UUID = Organisation.objects.get(slug=SLUG).id
    return identity


def done(act: Act, by: Actor, at: datetime | None = None) -> Outcome:
    """Perform what must be done."""
    outcome = perform(act, by=by, at=at or timezone.now())
    assert outcome, (act.name, outcome.status, outcome.refusal, dict(outcome.errors))
    return outcome


def received(organisation: UUID, number: int) -> SubmitReport:
    """A report as the API receives it."""
    raw = report().replace(MARK, str(number)).encode()
    read = from_json(raw)
    return SubmitReport(
        organisation_id=organisation, channel="api", raw=raw, content=read.content, identity=read.identity
    )


def submit(organisation: UUID, number: int) -> UUID:
    """Receive one report; the id of its case."""
    return UUID(done(received(organisation, number), Actor.stranger()).ids["case_id"])


@dataclass
class Desk:
    """A lead and their cases."""

    organisation: UUID
    lead: Actor
    cases: list[UUID]

    @classmethod
    def with_cases(cls, count: int) -> "Desk":
        """So many cases, each opened, found to be one's own, verified and accepted."""
        organisation = the_organisation()
        made = done(
            AppointPerson(
                organisation_id=organisation, email="lead@vendor.example", person="Lead", offices=("lead",)
            ),
            Actor.system(),
        )
        lead = Actor.person(UUID(made.ids["person_id"]), organisation_id=organisation, name="Lead")
        desk = cls(organisation, lead, [submit(organisation, number) for number in range(count)])
        for case_id in desk.cases:
            desk.accept(case_id)
        return desk

    def accept(self, case_id: UUID) -> None:
        """Take a case as far as remediation."""
        assert self.lead.person_id is not None
        steps: list[Act] = [
            OpenUndisclosed(person_id=self.lead.person_id, case_id=case_id),
            IdentifyProduct(
                case_id=case_id,
                product="QY-4200",
                versions="3.1–3.4",
                own_product=True,
                users_must_update=True,
            ),
            ValidateReport(case_id=case_id, method="复现", harm="控制设备", scope="3.1 至 3.4"),
            AcceptCase(case_id=case_id),
        ]
        for act in steps:
            done(act, self.lead)

    def crowd(self, parties: int, posts: int) -> UUID:
        """One more case, with so many parties besides the reporter and so many posts; a few of the parties have come in."""
        case_id = submit(self.organisation, 999_999)
        self.accept(case_id)
        for number in range(parties):
            known = {"party": f"受影响厂商 {number}", "role": "vendor", "overseas": False}
            party_id = UUID(done(AddParty(case_id=case_id, **known), self.lead).ids["party_id"])
            if number % 2:
                address = f"psirt@maker{number}.cn"
                done(
                    InviteParty(case_id=case_id, party_id=party_id, email=address, exploit_included=False),
                    self.lead,
                )
            if number < 2 * INSIDE and number % 2:
                who = Actor.party(case_id, party_id)
                done(EnterCase(case_id=case_id, party_id=party_id), who)
                said = {"answer": "affected", "product": f"组件 {number}"}
                done(AnswerAsParty(case_id=case_id, party_id=party_id, **said), who)
        for number in range(posts):
            text = f"第 {number} 条。" * 20
            act: Act = PostMessage(case_id=case_id, thread=("internal", "public")[number % 2], text=text)
            if number % 3 == 2:
                act = PostToParties(case_id=case_id, text=text, exploit_included=False)
            done(act, self.lead)
        return case_id


def faults() -> int:
    """How many faults an audit of the whole journal finds after everything has been folded into the tree."""
    while sequence(timezone.now()):
        pass
    return len(audit())
