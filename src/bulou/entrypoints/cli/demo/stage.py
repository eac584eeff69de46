"""The stage of the demo: five fictional organisations, their people, and a clock that the story moves."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from bulou.acts import Act, Actor, Outcome, perform
from bulou.acts.blobs import Blob
from bulou.acts.embargoes import AcceptEmbargo, ProposeEmbargo
from bulou.acts.membership import AppointPerson, FoundNode, FoundOrganisation
from bulou.acts.readings import ChooseReading
from bulou.acts.receipt import SubmitReport
from bulou.entrypoints.worker.loop import tick
from bulou.records import visible

BEIJING = ZoneInfo("Asia/Shanghai")
PASSWORD = "bulou-demo-2026"


@dataclass(frozen=True, slots=True)
class Player:
    """Someone who may sign in to the demo."""

    key: str
    name: str
    organisation: str
    offices: tuple[str, ...]

    @property
    def email(self) -> str:
        return f"{self.key}@{self.organisation}.example"


ORGANISATIONS: tuple[tuple[str, str, str, str, tuple[str, ...], bool], ...] = (
    ("qingyan", "QY", "青砚设备（虚构）", "Qingyan Devices (fictional)", ("vendor",), False),
    (
        "suxin",
        "SX",
        "素心软件基金会（虚构）",
        "Plainheart Software Foundation (fictional)",
        ("supplier",),
        True,
    ),
    ("nanping", "NP", "南屏水务（虚构）", "Nanping Water (fictional)", ("operator",), False),
    (
        "tingchao",
        "TC",
        "听潮漏洞平台（虚构）",
        "Tingchao Collection Platform (fictional)",
        ("platform",),
        False,
    ),
    ("authority", "AU", "示范主管部门（虚构）", "Demo Authority (fictional)", ("authority",), False),
)

PLAYERS = (
    Player("chen", "陈砚秋", "qingyan", ("lead",)),
    Player("ma", "马亦舟", "qingyan", ("handler",)),
    Player("geng", "耿司理", "qingyan", ("system_admin",)),
    Player("zhou", "周守拙", "qingyan", ("security_admin",)),
    Player("wen", "文衡", "qingyan", ("auditor",)),
    Player("lv", "吕明衡", "qingyan", ("counsel",)),
    Player("lin", "林素", "suxin", ("lead",)),
    Player("he", "何沅", "nanping", ("lead",)),
    Player("xu", "许听", "tingchao", ("lead",)),
    Player("guan", "关正", "authority", ("lead",)),
)


class OffScript(Exception):
    """An act of the demo came out otherwise than the story says."""


@dataclass(slots=True)
class Stage:
    """Where the story is played: organisations, people, parties by key; cases and what they hold by name."""

    organisations: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, tuple[UUID, Player]] = field(default_factory=dict)
    cases: dict[str, UUID] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    advisories: dict[str, UUID] = field(default_factory=dict)
    parties: dict[str, UUID] = field(default_factory=dict)
    mailings: dict[str, UUID] = field(default_factory=dict)
    told: dict[str, UUID] = field(default_factory=dict)
    impacts: dict[str, UUID] = field(default_factory=dict)

    def build(self, at: datetime, name: str) -> None:
        """Found the node, its organisations and people."""
        system = Actor.system()
        self.expect(perform(FoundNode(node=name, demo=True), by=system, at=at))
        for slug, prefix, zh, en, roles, overseas in ORGANISATIONS:
            founded = perform(
                FoundOrganisation(
                    slug=slug, prefix=prefix, name_zh=zh, name_en=en, roles=roles, overseas=overseas,
                    contact_email=f"psirt@{slug}.example",
                ),
                by=system, at=at,
            )  # fmt: skip
            self.organisations[slug] = UUID(self.expect(founded).ids["organisation_id"])
        for player in PLAYERS:
            appointed = perform(
                AppointPerson(
                    organisation_id=self.organisations[player.organisation],
                    email=player.email, person=player.name, offices=player.offices, password=PASSWORD,
                ),
                by=system, at=at,
            )  # fmt: skip
            self.people[player.key] = (UUID(self.expect(appointed).ids["person_id"]), player)

    def abroad(self, at: datetime) -> None:
        """The foundation overseas answers for itself whether Article 2 reaches it."""
        reading = ChooseReading(
            organisation_id=self.organisations["suxin"],
            reading="china_nexus",
            value="checklist",
            grounds="本基金会设在境外，不在境内销售；是否适用，逐案判断。",
        )
        self.expect(perform(reading, by=self.actor("lin"), at=at))

    def actor(self, key: str) -> Actor:
        person_id, player = self.people[key]
        return Actor.person(
            person_id, organisation_id=self.organisations[player.organisation], name=player.name
        )

    def report(
        self, case: str, to: str, at: datetime, channel: str, content: dict[str, str], *files: Blob
    ) -> None:
        """A report comes in from outside and opens the case named `case`."""
        act = SubmitReport(
            organisation_id=self.organisations[to],
            case_id=uuid4(),
            channel=channel,
            raw="\n".join(content.values()).encode(),
            content=content,
            identity="pseudonym" if content.get("name") else "anonymous",
            attachments=files,
        )
        outcome = self.expect(perform(act, by=Actor.stranger(), at=at))
        self.cases[case] = UUID(outcome.ids["case_id"])
        self.numbers[case], self.codes[case] = outcome.ids["number"], outcome.ids["code"]
        tick(at)

    def act(self, who: str, at: datetime, act: Act, *, refused: bool = False) -> Outcome:
        """`who` performs `act`; the demo stops if it is stopped, or not stopped, against the story."""
        return self.play(self.actor(who), at, act, refused=refused)

    def play(self, by: Actor, at: datetime, act: Act, *, refused: bool = False) -> Outcome:
        """The same for anyone: a reporter with a return code, a recipient or a party with a link, the node itself."""
        outcome = self.expect(perform(act, by=by, at=at), refused=refused)
        tick(at)
        return outcome

    def house(self, slug: str) -> dict[str, Any]:
        """What an act on an organisation is addressed by."""
        return {"organisation_id": self.organisations[slug]}

    def party(self, case: str, who: str) -> UUID:
        """The party of the case that its lead knows of besides the reporter."""
        page = visible.case_page(self.people[who][0], self.numbers[case], at=datetime.now(BEIJING))
        assert page is not None
        return next(party.id for party in page.parties if party.role != "reporter")

    def embargo(self, case: str, who: str, at: datetime, until: datetime) -> None:
        """Propose an embargo and agree to it."""
        self.act(who, at, ProposeEmbargo(case_id=self.cases[case], until=until, zone="Asia/Shanghai"))
        self.act(who, at, AcceptEmbargo(case_id=self.cases[case]))

    def keep_advisory(self, case: str, outcome: Outcome) -> None:
        self.advisories[case] = UUID(outcome.ids["advisory_id"])

    def expect(self, outcome: Outcome, *, refused: bool = False) -> Outcome:
        if bool(outcome) is refused:
            reason = outcome.refusal.reason if outcome.refusal else dict(outcome.errors)
            raise OffScript(f"{outcome.act}: {outcome.status} {reason} {outcome.verdict}")
        return outcome


Scene = tuple[datetime, Callable[[Stage], object]]


def moment(text: str) -> datetime:
    """`2021-12-10 09:30` in Beijing."""
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)
