"""A notice list, a mailing to it, and its recipients, all through the gate and the worker's own steps."""

from datetime import timedelta
from uuid import UUID

from bulou.acts import Actor
from bulou.acts.blobs import Blob, keep
from bulou.acts.notice_list import ImportRecipients, take_in
from bulou.acts.queueing import queue_mailings
from bulou.acts.telling import DraftNotice, SendNotice
from bulou.records import mailings
from bulou.records.models import Notice
from tests.world import World

LIST = (
    "email,name,kind,organisation,tags,language,overseas,product\n"
    "li@customer.example,李,user,某医院,华东 医院,zh,no,QY-4200\n"
    "oem@maker.example,OEM,downstream,Maker,oem,en,no,QY-4200\n"
)
SAID = {
    "versions": "QY-4200 3.1–3.4",
    "risk_zh": "设备可被控制。",
    "remedy_zh": "请升级至 3.4.7。",
    "risk_en": "The device can be taken over.",
    "remedy_en": "Update to 3.4.7.",
}


def csv_file(text: str = LIST) -> tuple[Blob, ...]:
    """A CSV file as a page hands it to the act."""
    return (keep("名单.csv", text.encode()),)


def listed(world: World, text: str = LIST, *, slug: str = "vendor", by: str = "lead") -> None:
    """Import these lines and take them in."""
    act = ImportRecipients(organisation_id=world.organisations[slug], attachments=csv_file(text))
    world.done(act, by)
    while take_in(world.now):
        pass


def drafted(world: World, case_id: UUID, by: str = "lead", **more: object) -> UUID:
    """A notice as a draft."""
    return UUID(world.done(DraftNotice(case_id=case_id, **(SAID | more)), by).ids["mailing_id"])


def told(world: World, case_id: UUID, by: str = "lead", **more: object) -> UUID:
    """A notice that was sent and is queued for everyone, its mails taken by their servers."""
    mailing_id = drafted(world, case_id, by, **more)
    world.done(SendNotice(case_id=case_id, mailing_id=mailing_id, exploit_included=False), by)
    queue_mailings(world.now)
    for mail in mailings.claim("test", at=world.now, lease=timedelta(minutes=1), most=1000):
        mailings.delivered(mail, "test", at=world.now)
    return mailing_id


def recipient(notice: Notice) -> Actor:
    """Whoever holds the link of this notice."""
    return Actor.recipient(notice.case_id, notice.id)
