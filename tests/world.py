"""A small world for tests: two organisations, their people, and what one does with a case, all through the gate."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from bulou.acts import Act, Actor, Outcome, perform
from bulou.acts.as_party import EnterCase
from bulou.acts.coordination import AddParty
from bulou.acts.membership import AppointPerson, FoundOrganisation
from bulou.acts.parties import InviteParty
from bulou.acts.receipt import SubmitReport
from bulou.acts.release import JudgeDraft, SaveDraft
from bulou.acts.verification import AcceptCase, IdentifyProduct, OpenUndisclosed, ValidateReport

START = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
GRADE = "AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H"


@dataclass
class World:
    """`now` is the moment of the next act; every act moves it on by a minute."""

    now: datetime = START
    organisations: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)

    def found(self, slug: str, prefix: str, *roles: str, **more: Any) -> UUID:
        """An organisation with these roles."""
        act = FoundOrganisation(
            slug=slug, prefix=prefix, name_zh=f"{slug}（测试）", name_en=f"{slug} (test)", roles=roles, **more
        )
        made = self.done(act, Actor.system())
        self.organisations[slug] = UUID(made.ids["organisation_id"])
        return self.organisations[slug]

    def appoint(self, name: str, slug: str, *offices: str) -> Actor:
        """A person of an organisation, with these offices."""
        act = AppointPerson(
            organisation_id=self.organisations[slug],
            email=f"{name}@{slug}.example",
            person=name,
            offices=offices,
            password="a long enough passphrase",
        )
        made = self.done(act, Actor.system())
        person_id = UUID(made.ids["person_id"])
        actor = Actor.person(person_id, organisation_id=self.organisations[slug], name=name)
        self.people[name] = actor
        return actor

    def submit(self, slug: str = "vendor", **more: Any) -> Outcome:
        """A stranger's report to an organisation."""
        content = {
            "title": "命令注入",
            "product": "QY-4200",
            "versions": "3.1",
            "steps": "secret steps",
            "impact": "控制设备",
        }
        act = SubmitReport(
            organisation_id=self.organisations[slug],
            channel=more.pop("channel", "portal"),
            raw=more.pop("raw", b"secret raw report"),
            content=more.pop("content", content),
            **more,
        )
        return self.done(act, Actor.stranger())

    def act(self, act: Act, by: Actor | str) -> Outcome:
        """Perform `act`; whatever comes of it."""
        actor = self.people[by] if isinstance(by, str) else by
        outcome = perform(act, by=actor, at=self.now)
        self.now += timedelta(minutes=1)
        return outcome

    def done(self, act: Act, by: Actor | str) -> Outcome:
        """Perform `act`, which must be done."""
        outcome = self.act(act, by)
        assert outcome, (outcome.status, outcome.refusal, dict(outcome.errors), outcome.verdict)
        return outcome

    def accepted(self, slug: str = "vendor", by: str = "lead", **more: Any) -> UUID:
        """A case that was reported, opened, found to be the vendor's own, verified and accepted."""
        case_id = UUID(self.submit(slug, **more).ids["case_id"])
        self.open(case_id, by)
        self.done(
            IdentifyProduct(
                case_id=case_id,
                product="QY-4200",
                versions="3.1–3.4",
                own_product=True,
                users_must_update=True,
            ),
            by,
        )
        self.done(ValidateReport(case_id=case_id, method="复现", harm="控制设备", scope="3.1 至 3.4"), by)
        self.done(AcceptCase(case_id=case_id), by)
        return case_id

    def open(self, case_id: UUID, by: str) -> None:
        actor = self.people[by]
        assert actor.person_id is not None
        self.done(OpenUndisclosed(person_id=actor.person_id, case_id=case_id), by)

    def drafted(self, case_id: UUID, by: str = "lead", *, judged: bool = True, **more: Any) -> UUID:
        """An advisory draft on the case, with every judgement signed unless told otherwise."""
        written = {
            "heading": "QY-4200 命令注入漏洞",
            "summary": "请升级。",
            "description": "诊断页未校验输入。",
            "remediation": "升级至 3.4.7。",
            "operator_in_use_detail": "no",
            "exploit_included": "no",
        } | more
        saved = self.done(SaveDraft(case_id=case_id, **written), by)
        advisory_id = UUID(saved.ids["advisory_id"])
        if judged:
            self.judge(case_id, advisory_id, by)
        return advisory_id

    def judge(self, case_id: UUID, advisory_id: UUID, by: str = "lead") -> None:
        """Sign the three judgements of Article 9 as favourable."""
        for judgement, answer in (
            ("truthful_and_necessary", "yes"),
            ("exaggerates", "no"),
            ("hype_or_extortion", "no"),
        ):
            act = JudgeDraft(
                case_id=case_id,
                advisory_id=advisory_id,
                judgement=judgement,
                answer=answer,
                grounds="对照记录。",
            )
            self.done(act, by)

    def invited(self, case_id: UUID, by: str = "lead", **known: Any) -> UUID:
        """A party that was asked into the case and has not come in; a vendor at home unless told otherwise."""
        invitation = {
            name: known.pop(name)
            for name in ("email", "mailbox_abroad", "shown", "exploit_included")
            if name in known
        }
        about = {"party": "某厂商", "role": "vendor", "overseas": False} | known
        party_id = UUID(self.done(AddParty(case_id=case_id, **about), by).ids["party_id"])
        where = {"exploit_included": False} | ({} if "organisation" in about else {"email": "psirt@maker.cn"})
        self.done(InviteParty(case_id=case_id, party_id=party_id, **(where | invitation)), by)
        return party_id

    def joined(self, case_id: UUID, by: str = "lead", **known: Any) -> UUID:
        """A party that was asked into the case and has come in by its link."""
        party_id = self.invited(case_id, by, **known)
        self.done(EnterCase(case_id=case_id, party_id=party_id, agrees=True), Actor.party(case_id, party_id))
        return party_id
