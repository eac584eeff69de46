"""Advisories, published through the gate."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bulou.acts.release import PublishAdvisory
from bulou.acts.remediation import RecordRemediation
from bulou.acts.verification import GradeSeverity, IdentifyProduct
from tests.world import World


@dataclass(frozen=True)
class Published:
    """A case and its advisory."""

    case_id: UUID
    advisory_id: UUID
    number: str


def mended(world: World, *, product: str = "石榴网关", **report: Any) -> UUID:
    """A case with a graded flaw in one more product and a remedy, so that publication is lawful."""
    case_id = world.accepted(**report)
    world.done(
        IdentifyProduct(
            case_id=case_id, product=product, versions="1.0–1.9", fixed_in="2.0", own_product=True
        ),
        "lead",
    )
    world.done(
        GradeSeverity(
            case_id=case_id,
            gbt_vector="AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H",
            cvss_vector="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
        ),
        "lead",
    )
    world.done(RecordRemediation(case_id=case_id, text="升级", location="https://vendor.example/fw"), "lead")
    return case_id


def published(
    world: World, *, product: str = "石榴网关", identity: str = "anonymous", **draft: Any
) -> Published:
    """A published advisory."""
    case_id = mended(world, product=product, identity=identity)
    advisory_id = world.drafted(case_id, **draft)
    outcome = world.done(PublishAdvisory(case_id=case_id, advisory_id=advisory_id), "lead")
    return Published(case_id, advisory_id, outcome.ids["number"])
