"""An authority that supervises the vendor of the world: a channel that was not open, the finding confirmed, an order on either side."""

from datetime import timedelta
from uuid import UUID

from bulou.acts import Actor
from bulou.acts.abuse import FlagAbuse, ReferAbuse
from bulou.acts.canary import MissCanary, SendCanary
from bulou.acts.supervision.corrections import IssueCorrection, ReceiveCorrection
from bulou.acts.supervision.findings import ConfirmFinding
from bulou.acts.supervision.scope import BeginSupervision
from bulou.records.models import Organisation
from bulou.records.reception_log import day_of
from bulou.records.supervision import derived
from tests.world import World


def silent(world: World, slug: str = "vendor", channel: str = "api") -> str:
    """A canary of this organisation that never came; the key of the finding that follows from it."""
    house = world.organisations[slug]
    sent = world.done(SendCanary(organisation_id=house, channel=channel), Actor.system())
    day = day_of(world.now)
    world.done(MissCanary(organisation_id=house, canary_id=UUID(sent.ids["canary_id"])), Actor.system())
    return f"dead_channel:{channel}:{day}"


def referred(world: World, case: UUID) -> str:
    """A suspicion in this case that was handed to the authorities; the key of the finding that follows from it."""
    flagged = world.done(FlagAbuse(case_id=case, suspicion="sale", grounds="要价函"), "lead").ids["flag_id"]
    act = ReferAbuse(
        case_id=case, flag_id=UUID(flagged), grounds="移送", addressee="公安机关", reference="移送〔2026〕1号"
    )
    world.done(act, "lead")
    return f"article_4:{flagged}"


def supervised(
    world: World, by: str = "inspector", slug: str = "vendor", authority: str = "authority"
) -> UUID:
    """The authority begins to supervise this organisation; the organisation's id."""
    subject = world.organisations[slug]
    world.done(
        BeginSupervision(
            organisation_id=world.organisations[authority], subject_id=subject, basis="《规定》第三条"
        ),
        by,
    )
    return subject


def confirmed(
    world: World, key: str, by: str = "inspector", slug: str = "vendor", authority: str = "authority"
) -> UUID:
    """The finding of this key, confirmed."""
    act = ConfirmFinding(
        organisation_id=world.organisations[authority], subject_id=world.organisations[slug], key=key
    )
    return UUID(world.done(act, by).ids["finding_id"])


def ordering(world: World, finding: UUID, authority: str = "authority") -> IssueCorrection:
    """The act that orders a correction on a confirmed finding."""
    return IssueCorrection(
        organisation_id=world.organisations[authority],
        subject_id=world.organisations["vendor"],
        finding_id=finding,
        number="责改〔2026〕1号",
        text="恢复接收渠道。",
        due_at=world.now + timedelta(days=10),
    )


def ordered(world: World, finding: UUID, by: str = "inspector") -> UUID:
    """A correction order on a confirmed finding."""
    return UUID(world.done(ordering(world, finding), by).ids["order"])


def received(world: World, order: UUID) -> None:
    """The order has arrived at the vendor."""
    act = ReceiveCorrection(
        organisation_id=world.organisations["vendor"], order=order, part="issued", number="责改〔2026〕1号",
        sender=world.organisations["authority"], text="恢复接收渠道。", norm="RMSV-5-1",
        due_at=world.now + timedelta(days=10),
    )  # fmt: skip
    world.done(act, Actor.system())


def keys(world: World, slug: str = "vendor") -> list[str]:
    """The keys of the findings that follow now."""
    subject = Organisation.objects.get(id=world.organisations[slug])
    return [each.key for each in derived(subject, at=world.now)]
