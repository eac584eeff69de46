"""A world with cases in every stage and people of every standing: what tables of acts are tried on."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from bulou.acts import Actor, blobs
from bulou.acts.abuse import FlagAbuse, SuspendSharing
from bulou.acts.appeals import ContestGrade
from bulou.acts.authority.asking import RequestAssessment
from bulou.acts.authority.guidance import PublishGuidance
from bulou.acts.authority.receiving import ReceiveMatter
from bulou.acts.authority.registering import MergeMatter
from bulou.acts.canary import SendCanary
from bulou.acts.certificates import IssueCertificate
from bulou.acts.coordination import AddParty
from bulou.acts.correspondence import KeepCorrespondent
from bulou.acts.counsel import OpenLegalQuestion, SignSentence
from bulou.acts.credits import ChooseCredit
from bulou.acts.custody import PlaceHold
from bulou.acts.discussion import OpenTopic, PostToParties
from bulou.acts.duplicates import MarkDuplicate
from bulou.acts.embargoes import AcceptEmbargo, ProposeEmbargo
from bulou.acts.files import ReleaseFile
from bulou.acts.guarding.accounts import SuspendAccount
from bulou.acts.guarding.glass import BreakGlass
from bulou.acts.membership import GrantCase, InvitePerson, RevokeCase, RevokeOffice
from bulou.acts.notification import NotifyAuthority, PreparePacket
from bulou.acts.receipt import PostMessage
from bulou.acts.release import PublishAdvisory
from bulou.acts.remediation import NotifyUsers, RecordRemediation
from bulou.acts.rewards import ApproveReward, ProposeReward
from bulou.acts.submissions import PrepareSubmission, SubmitToPlatform
from bulou.acts.support import AskSupport
from bulou.acts.templates import AddTemplate
from bulou.acts.tokens import CreateToken
from bulou.acts.triage import EnterSlowLane, TakeSuggestion
from bulou.acts.verification import AssignHandler, DeferCase, GradeSeverity
from bulou.acts.views import save_view
from bulou.records import models, signatures
from bulou.records.correspondents import MailReporter
from bulou.records.models import Case, Delivery, Mailing, Notice, Party, Post, SavedView, Support
from bulou.records.outbox import claim
from tests.acts import filed, housed
from tests.acts.listing import drafted, listed, told
from tests.acts.owned import owned
from tests.acts.peered import peered
from tests.acts.supervised import confirmed, ordered, received, referred, supervised
from tests.pictures import photo
from tests.world import GRADE, START, World

PACKET = {
    "product_name": "QY-4200",
    "model": "QY-4200",
    "version": "3.1–3.4",
    "technical_characteristics": "命令注入",
    "harm": "控制设备",
    "impact_scope": "3.1 至 3.4",
}
CNNVD = {
    "title": "QY-4200 命令注入",
    "entity_name": "QY-4200",
    "entity_description": "边界网关",
    "severity": "高危",
    "description": "未校验输入。",
}
STANDINGS = (
    "lead", "granted", "handler", "admin", "auditor", "foreigner", "reporter", "other_reporter", "stranger", "inactive", "former",
    "removed", "system", "counsel",
)  # fmt: skip
"""granted and handler are handlers, in the cases and not; removed has been taken out of them; former was a lead;
counsel signs sentences; inactive is one who may not sign in any more; foreigner leads another organisation.
"""


@dataclass
class Scene:
    """`cases` by stage: old (two hundred days), received, accepted, deferred (and a duplicate of old), mended, published; `ids` of what they hold."""

    world: World
    cases: dict[str, UUID] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)
    secret: str = ""
    views: int = 0
    key: str = ""
    code: str = ""

    @classmethod
    def of(cls, world: World) -> "Scene":
        """Build it, all through the gate."""
        scene = cls(world)
        world.now = START - timedelta(days=200)
        scene.cases["old"] = UUID(world.submit().ids["case_id"])
        world.now = START
        scene._people()
        scene._received()
        scene._accepted()
        scene._mended()
        scene._published()
        scene._authority()
        scene._admissions()
        scene._canary()
        scene._finders()
        scene._glass()
        scene.ids |= owned(world)
        taken = TakeSuggestion(case_id=scene.cases["deferred"], registered_id=scene.ids["product"])
        world.done(taken, "lead")
        peered(scene)
        scene._supervised()
        scene.ids |= filed.scenery(world)
        scene.ids |= housed.scenery(world)
        _finder, scene.code = housed.registered(world)
        return scene

    def _supervised(self) -> None:
        """The vendor is supervised; of two findings one is confirmed, an order was issued on it and has arrived."""
        supervised(self.world)
        key, self.key = referred(self.world, self.cases["old"]), referred(self.world, self.cases["old"])
        self.ids["finding"] = confirmed(self.world, key)
        self.ids["order"] = ordered(self.world, self.ids["finding"])
        received(self.world, self.ids["order"])

    def _received(self) -> None:
        picture = (blobs.keep("现场.png", photo("PNG")),)
        self.cases["received"] = UUID(self.world.submit(attachments=picture).ids["case_id"])
        self.ids["file"] = models.Attachment.objects.get(case_id=self.cases["received"]).id

    def actor(self, standing: str, case: str) -> Actor:
        """Someone of this standing toward a case."""
        match standing:
            case "reporter":
                return Actor.reporter(self.cases[case])
            case "other_reporter":
                return Actor.reporter(self.cases["old" if case != "old" else "received"])
            case "user" | "downstream":
                return Actor.recipient(self.cases["mended"], self.ids[standing])
            case "member" | "guest" | "second":
                return Actor.party(self.cases[case], self.ids[standing])
            case "stranger":
                return Actor.stranger()
            case "system":
                return Actor.system()
            case _:
                return self.world.people[standing]

    def person(self, name: str) -> UUID:
        """The id of a person."""
        found = self.world.people[name].person_id
        assert found is not None
        return found

    def _people(self) -> None:
        world = self.world
        for name, office in (
            ("granted", "handler"),
            ("removed", "handler"),
            ("newcomer", "handler"),
            ("former", "lead"),
            ("inactive", "lead"),
            ("sysadmin", "system_admin"),
        ):
            world.appoint(name, "vendor", office)
        vendor, former = world.organisations["vendor"], self.person("former")
        world.done(RevokeOffice(organisation_id=vendor, person_id=former, office="lead"), "admin")
        world.done(SuspendAccount(organisation_id=vendor, person_id=self.person("inactive")), "sysadmin")

    def _accepted(self) -> None:
        case = self.cases["accepted"] = self.world.accepted()
        self.cases["deferred"] = self.world.accepted()
        self.world.done(DeferCase(case_id=self.cases["deferred"], reason="排期"), "lead")
        self._concerns(self.cases["deferred"])
        old = Case.objects.get(id=self.cases["old"]).number
        self.world.done(MarkDuplicate(case_id=self.cases["deferred"], original=old), "lead")
        self._discussed(self.cases["deferred"])
        self._triaged()
        self._by_mail(case)
        self._party("domestic", case, party="上游甲", role="upstream", overseas=False)
        self._party("overseas", case, party="Overseas Inc.", role="upstream", overseas=True)
        made = self.world.done(PreparePacket(case_id=case, packet=PACKET), "lead")
        self.ids["draft_packet"] = UUID(made.ids["notification_id"])
        self.world.done(PrepareSubmission(case_id=case, platform="cnnvd", packet=CNNVD), "lead")
        self.world.done(ProposeEmbargo(case_id=case, until=self.world.now + timedelta(days=30)), "lead")
        self.ids["draft"] = self.world.drafted(case)

    def _triaged(self) -> None:
        """A case in the slow lane, one that has a handler, a template and a saved view of the lead."""
        world, lead, vendor = self.world, self.person("lead"), self.world.organisations["vendor"]
        world.done(EnterSlowLane(case_id=self.cases["old"]), "lead")
        world.done(AssignHandler(case_id=self.cases["deferred"], person_id=lead), "lead")
        added = world.done(AddTemplate(organisation_id=vendor, template="致谢", text_zh="感谢。"), "lead")
        self.ids["template"] = UUID(added.ids["template_id"])
        save_view(lead, vendor, "新报告", {"view": "new"})
        self.views = SavedView.objects.get(person_id=lead).id

    def _by_mail(self, case: UUID) -> None:
        """The accepted case was reported by mail, and its receipt has been queued."""
        known = KeepCorrespondent(case_id=case, reporter=MailReporter("a@reporter.example"), receipt=True)
        self.world.done(known, Actor.system())
        self.ids["receipt"] = Delivery.objects.filter(case_id=case, to="").latest("queued_at").id

    def _concerns(self, case: UUID) -> None:
        """Two flags, under one of which sharing with the reporter is suspended; an open question; a signature."""
        world, reporter = self.world, Party.objects.get(case_id=case, role="reporter").id
        for name in ("flag", "suspension"):
            flagged = FlagAbuse(case_id=case, suspicion="sale", grounds="要价函")
            self.ids[name] = UUID(world.done(flagged, "lead").ids["flag_id"])
        world.done(
            SuspendSharing(case_id=case, flag_id=self.ids["suspension"], party_id=reporter, grounds="核查"),
            "lead",
        )
        self.ids["seller"] = reporter
        asked = OpenLegalQuestion(
            case_id=case, first="RMSV-9-7", second="R7.2", question="先报谁？", grounds="两法"
        )
        self.ids["question"] = UUID(world.done(asked, "lead").ids["legal_question_id"])
        signed = SignSentence(
            organisation_id=world.organisations["vendor"],
            sentence="R9.1a",
            seen=signatures.fingerprint("rmsv", "R9.1a").sha256,
        )
        world.done(signed, "counsel")

    def _discussed(self, case: UUID) -> None:
        """A party that takes part, one that was only asked, an open embargo, a topic with a note and a post."""
        world = self.world
        self.ids["member"] = world.joined(case)
        self.ids["guest"] = world.invited(case, party="某供应商", email="psirt@supplier.cn")
        world.done(ProposeEmbargo(case_id=case, until=world.now + timedelta(days=30)), "lead")
        opened = world.done(OpenTopic(case_id=case, subject="QY-4200", shared=True), "lead")
        self.ids["topic"] = UUID(opened.ids["topic_id"])
        world.done(PostMessage(case_id=case, text="只给自己人"), "lead")
        world.done(PostToParties(case_id=case, text="给各方", exploit_included=False), "lead")
        posts = dict(Post.objects.filter(case_id=case).values_list("audience", "id"))
        self.ids |= {"note": posts["internal"], "post": posts["party"]}

    def _party(self, name: str, case: UUID, **known: object) -> None:
        self.ids[name] = UUID(self.world.done(AddParty(case_id=case, **known), "lead").ids["party_id"])

    def _mended(self) -> None:
        world = self.world
        case = self.cases["mended"] = world.accepted()
        world.done(ProposeEmbargo(case_id=case, until=world.now + timedelta(days=30)), "lead")
        world.done(AcceptEmbargo(case_id=case), "lead")
        world.done(PreparePacket(case_id=case, packet=PACKET), "lead")
        sent = world.done(NotifyAuthority(case_id=case, method="by_hand"), "lead")
        self.ids["sent_packet"] = UUID(sent.ids["notification_id"])
        world.done(PrepareSubmission(case_id=case, platform="cnnvd", packet=CNNVD), "lead")
        filed = SubmitToPlatform(case_id=case, platform="cnnvd", exploit_included=False)
        self.ids["submission"] = UUID(world.done(filed, "lead").ids["submission_id"])
        world.done(
            RecordRemediation(case_id=case, text="升级", location="https://vendor.example/3.4.7"), "lead"
        )
        world.done(
            NotifyUsers(
                exploit_included=False,
                case_id=case,
                recipients="user@customer.example",
                text="请升级",
                overseas=False,
            ),
            "lead",
        )
        self.ids["notice"] = Notice.objects.get(case_id=case).id
        world.done(PlaceHold(case_id=case, grounds="监管调查"), "lead")
        self.ids["mended_draft"] = world.drafted(case)
        world.joined(case)
        self.ids["second"] = world.joined(case, party="第二家", email="psirt@second.cn")
        self._told(case)

    def _told(self, case: UUID) -> None:
        """A notice sent two days ago to a user, who has asked for support since, and to a downstream vendor; and a draft."""
        world = self.world
        listed(world)
        mailing = self.ids["mailing"] = told(world, case)
        past = world.now - timedelta(days=2)
        for kind in ("user", "downstream"):
            self.ids[kind] = Notice.objects.get(mailing_id=mailing, kind=kind).id
        self.ids["mailed"] = Delivery.objects.get(notice=self.ids["user"]).id
        asks = AskSupport(case_id=case, notice_id=self.ids["user"], text="升级失败")
        world.done(asks, Actor.recipient(case, self.ids["user"]))
        Mailing.objects.filter(id=mailing).update(sent_at=past)  # writes: two days pass
        Support.objects.filter(case=case).update(due_at=past)  # writes: they pass here too
        self.ids["mailing_draft"] = drafted(world, case)

    def _published(self) -> None:
        world = self.world
        case = self.cases["published"] = world.accepted(attachments=(blobs.keep("图.png", photo("PNG")),))
        self.ids["published_file"] = models.Attachment.objects.get(case_id=case).id
        look = ReleaseFile(case_id=case, attachment_id=self.ids["published_file"], text="看过：诊断页")
        world.done(look, "lead")
        world.done(
            RecordRemediation(case_id=case, text="升级", location="https://vendor.example/3.4.7"), "lead"
        )
        self.ids["published"] = world.drafted(case)
        world.done(PublishAdvisory(case_id=case, advisory_id=self.ids["published"]), "lead")

    def _authority(self) -> None:
        """The vendor sits as an authority too, so that every standing can be tried on its matters."""
        world, vendor = self.world, self.world.organisations["vendor"]
        houses = models.Organisation.objects
        houses.filter(id=vendor).update(bodies=["miit", "mps"])  # writes: no act makes a vendor a ministry
        houses.filter(slug="authority").update(bodies=["miit", "mps", "cac"])  # writes: nor one all three
        for name, kind in (
            ("matter", "notification"),
            ("other", "notification"),
            ("asked", "assessment"),
            ("led", "assessment"),
        ):
            made = ReceiveMatter(
                organisation_id=vendor, raw=b"{}", content=PACKET, kind=kind, origin=self.origin(str(uuid4()))
            )
            self.ids[name] = UUID(world.done(made, Actor.system()).ids["case_id"])
        self.cases |= {name: self.ids[name] for name in ("matter", "asked")}
        self.ids["leading"], self.ids["fresh_reference"] = self.ids["other"], uuid4()
        into = Case.objects.get(id=self.ids["led"]).number
        world.done(MergeMatter(case_id=self.ids["asked"], into=into), "lead")
        waiting = models.Circulation.objects.get(matter_id=self.ids["matter"], body="cncert")
        self.ids["circulation"] = waiting.id
        asked = RequestAssessment(case_id=self.cases["mended"], text="在野利用")
        self.ids["request"] = UUID(world.done(asked, "lead").ids["request_id"])
        guide = PublishGuidance(
            organisation_id=vendor,
            kind="notice",
            title_zh="提示",
            text_zh="内容",
            title_en="Notice",
            text_en="Text",
        )
        self.ids["guidance"] = UUID(world.done(guide, "lead").ids["guidance_id"])

    def origin(self, reference: str) -> dict[str, str]:
        """From whom a matter comes: the other vendor, of whose case nobody here knows."""
        other = self.world.organisations["other"]
        return {
            "organisation": str(other), "name": "别家", "case": str(UUID(int=7)), "reference": reference,
            "lead": str(self.world.organisations["vendor"]),
        }  # fmt: skip

    def _glass(self) -> None:
        """A handler who was not let in opened a case in an emergency."""
        number = Case.objects.get(id=self.cases["old"]).number
        vendor = self.world.organisations["vendor"]
        broken = BreakGlass(organisation_id=vendor, number=number, emergency="due", grounds="无人应答")
        self.ids["glass"] = UUID(self.world.done(broken, "newcomer").ids["glass"])

    def _admissions(self) -> None:
        world = self.world
        for case in self.cases.values():
            for name in ("granted", "removed"):
                world.done(GrantCase(case_id=case, person_id=self.person(name)), "lead")
            world.done(RevokeCase(case_id=case, person_id=self.person("removed")), "lead")
        organisation = world.organisations["vendor"]
        made = world.done(
            InvitePerson(organisation_id=organisation, email="new@vendor.example", office="handler"), "admin"
        )
        queued = Delivery.objects.get(key=f"{made.entry.stream}:{made.entry.index}:0" if made.entry else "")
        due = next(
            each for each in claim("test", at=world.now, lease=timedelta(0), most=99) if each.id == queued.id
        )
        self.secret = due.body()["secret"]
        token = CreateToken(
            person_id=self.person("lead"),
            organisation_id=organisation,
            label="工单系统",
            expires_at=world.now + timedelta(days=90),
        )
        self.ids["token"] = UUID(world.done(token, "lead").ids["token_id"])

    def _finders(self) -> None:
        """Graded cases; in one of them the grade is contested, in another the reporter agreed to be named."""
        for name in ("mended", "deferred"):
            self.world.done(GradeSeverity(case_id=self.cases[name], gbt_vector=GRADE), Actor.system())
        self._rewards(self.cases["mended"])
        self.world.done(IssueCertificate(case_id=self.cases["mended"], confirmed=True), "lead")
        contested, named = self.cases["deferred"], self.cases["published"]
        self.world.done(ContestGrade(case_id=contested, text="过低"), Actor.reporter(contested))
        wishes = ChooseCredit(case_id=named, shown_as="name", credited="林", on_thanks=True)
        self.world.done(wishes, Actor.reporter(named))

    def _rewards(self, case: UUID) -> None:
        """One that was proposed, and one that was approved."""
        for name in ("proposed", "approved"):
            made = self.world.done(ProposeReward(case_id=case, amount="100", text="有用"), "granted")
            self.ids[f"{name}_reward"] = UUID(made.ids["reward_id"])
        self.world.done(ApproveReward(case_id=case, reward_id=self.ids["approved_reward"]), "lead")

    def _canary(self) -> None:
        sent = SendCanary(organisation_id=self.world.organisations["vendor"], channel="api")
        self.ids["canary"] = UUID(self.world.done(sent, Actor.system()).ids["canary_id"])
