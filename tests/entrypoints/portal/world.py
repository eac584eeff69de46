"""A small world made through the gate alone: an organisation with a lead, its reports, its advisories."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from uuid import UUID

from django.test import Client

from bulou.acts import Actor, Outcome, perform
from bulou.acts.membership import AppointPerson, FoundOrganisation
from bulou.acts.receipt import SubmitReport
from bulou.acts.release import JUDGEMENTS, JudgeDraft, PublishAdvisory, SaveDraft
from bulou.acts.remediation import RecordRemediation
from bulou.acts.verification import AcceptCase, GradeSeverity, IdentifyProduct, ValidateReport

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
TRUTHFUL = {"truthful_and_necessary": "yes"}


def done(outcome: Outcome) -> Outcome:
    assert outcome, (outcome.act, outcome.status, outcome.errors, outcome.refusal, outcome.verdict)
    return outcome


@dataclass
class Organisation:
    """An organisation of the node and its lead, acting a minute later each time."""

    slug: str
    id: UUID
    lead: Actor
    now: datetime = NOON

    def does(self, act: Any) -> Outcome:
        self.now += timedelta(minutes=1)
        return done(perform(act, by=self.lead, at=self.now))


def found(
    slug: str = "qingyan",
    prefix: str = "QY",
    zh: str = "青砚设备",
    en: str = "Qingyan Devices",
    roles: tuple[str, ...] = ("vendor",),
    **more: Any,
) -> Organisation:
    """An organisation that receives reports."""
    act = FoundOrganisation(slug=slug, prefix=prefix, name_zh=zh, name_en=en, roles=roles, **more)
    organisation = UUID(done(perform(act, by=Actor.system(), at=NOON)).ids["organisation_id"])
    appoint = AppointPerson(
        organisation_id=organisation,
        email=f"lead@{slug}.example",
        person="林越",
        offices=("lead",),
        password="a long password",
    )
    person = UUID(done(perform(appoint, by=Actor.system(), at=NOON)).ids["person_id"])
    lead = Actor.person(person, organisation_id=organisation, name="林越")
    return Organisation(slug, organisation, lead)


def reported(organisation: Organisation, **content: str) -> dict[str, str]:
    """A report to the organisation: case_id, number, code."""
    said = {"product": "QY-4200", "steps": "SECRET STEPS", **content}
    organisation.now += timedelta(minutes=1)
    act = SubmitReport(organisation_id=organisation.id, channel="portal", raw=b"{}", content=said)
    return dict(done(perform(act, by=Actor.stranger(), at=organisation.now)).ids)


def drafted(organisation: Organisation, case_id: UUID, **draft: Any) -> UUID:
    """A judged draft of an advisory, ready to be published."""
    written = {
        "heading": "QY-4200 管理服务命令注入",
        "summary": "请升级到 3.4.7。",
        "description": "诊断页未检查输入。",
        "remediation": "升级到 3.4.7。",
        "remediation_url": "https://qingyan.example/fw/3.4.7",
        "precaution": "关闭远程管理。",
        "cve": "CVE-2026-12345",
        "cwe": "CWE-78",
        "references": "https://qingyan.example/psirt",
        "credits": "苔原",
        "language": "zh-CN",
        "operator_in_use_detail": "no",
        "exploit_included": "no",
    } | draft
    advisory = UUID(organisation.does(SaveDraft(case_id=case_id, **written)).ids["advisory_id"])
    judge(organisation, case_id, advisory)
    return advisory


def judge(organisation: Organisation, case_id: UUID, advisory: UUID) -> None:
    """Answer the open questions of Article 9 so that publication is lawful."""
    for name, _label in JUDGEMENTS:
        organisation.does(
            JudgeDraft(
                case_id=case_id,
                advisory_id=advisory,
                judgement=name,
                answer=TRUTHFUL.get(name, "no"),
                grounds="reviewed",
            )
        )


def published(organisation: Organisation, *, product: str = "QY-4200 工业路由器", **draft: Any) -> tuple[UUID, UUID, str]:
    """A case with a published advisory: case id, advisory id, advisory number."""
    case_id = UUID(reported(organisation)["case_id"])
    organisation.does(ValidateReport(case_id=case_id, method="自有设备", harm="取得控制权", scope="3.1.0–3.4.6"))
    organisation.does(AcceptCase(case_id=case_id))
    organisation.does(
        IdentifyProduct(case_id=case_id, product=product, versions="3.1.0–3.4.6", fixed_in="3.4.7", own_product=True)
    )
    organisation.does(
        GradeSeverity(
            case_id=case_id,
            gbt_vector="AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H",
            cvss_vector="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
        )
    )
    organisation.does(RecordRemediation(case_id=case_id, text="升级到 3.4.7", location="https://qingyan.example/fw"))
    advisory = drafted(organisation, case_id, **draft)
    outcome = organisation.does(PublishAdvisory(case_id=case_id, advisory_id=advisory))
    return case_id, advisory, outcome.ids["number"]


def field(html: str, name: str) -> str:
    """The value of a hidden field of a page."""
    match = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', html)
    assert match, f"no hidden field {name}"
    return unescape(match[1])


def page(client: Client, address: str, **options: Any) -> str:
    """The text of a page that must be there."""
    response = client.get(address, **options)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def shown(html: str) -> str:
    """What a page's main part says, without its markup."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
