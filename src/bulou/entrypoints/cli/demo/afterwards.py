"""What follows from a fix: a notice and its answers, the finder's reward and certificate, what the operator runs."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from bulou.acts import Actor
from bulou.acts import answering as an
from bulou.acts import assessing as se
from bulou.acts import certificates as ce
from bulou.acts import correspondence as cr
from bulou.acts import entering as en
from bulou.acts import membership as me
from bulou.acts import remediation as rm
from bulou.acts import rewards as rw
from bulou.acts import room as ro
from bulou.acts import support as su
from bulou.acts import telling as te
from bulou.acts import verification as ve
from bulou.entrypoints.cli.demo import together as today
from bulou.entrypoints.cli.demo import vulnerabilities as real
from bulou.entrypoints.cli.demo.stage import Scene, Stage, moment
from bulou.records import assets, mailings, notices, visible
from bulou.records.public.published import advisories

MENDED = real.REGRESSHION
RISK_EN = "Malformed frames can stop forwarding for about thirty seconds."


def afterwards(now: datetime) -> Iterator[Scene]:
    """Of the last of the six, and of the case that is open today."""
    mended, open_case = moment("2024-07-08 19:10"), now - timedelta(days=9)
    yield mended, lambda stage: _remedy_told(stage, mended)
    yield moment("2024-07-09 12:00"), lambda stage: _honoured(stage, moment("2024-07-09 12:00"))
    yield moment("2024-07-10 09:00"), lambda stage: _at_the_operator(stage, moment("2024-07-10 09:00"))
    yield now - timedelta(days=60), lambda stage: _borne(stage, now - timedelta(days=60), now)
    yield open_case, lambda stage: _guidance_told(stage, open_case)
    yield now - timedelta(days=8), lambda stage: _at_work(stage, now - timedelta(days=8))
    yield now - timedelta(days=7), lambda stage: stage.act("chen", now - timedelta(days=7), te.RemindSilent(
        case_id=stage.cases[today.CASE], mailing_id=stage.mailings[today.CASE],
    ))  # fmt: skip
    yield now - timedelta(days=2), lambda stage: _asking(stage, now - timedelta(days=2))


def _remedy_told(stage: Stage, at: datetime) -> None:
    v = MENDED
    told = _told(stage, v.name, at, te.DraftNotice(
        case_id=stage.cases[v.name], kind="remedy", versions=f"{v.product} {v.versions}", product=v.product,
        risk_zh=v.harm_zh, remedy_zh=v.remedy_zh,
    ))  # fmt: skip
    metro, port = told["metro@metro.example"], told["port@port.example"]
    _answers(stage, v.name, at, metro, "patched")
    ask = su.AskSupport(
        case_id=stage.cases[v.name], notice_id=port, text="升级后会话超时恢复默认，是否正常？"
    )
    stage.play(Actor.recipient(ask.case_id, port), at + timedelta(hours=15), ask)
    stage.act("chen", at + timedelta(hours=16), su.AnswerSupport(
        case_id=ask.case_id, notice_id=port, text="正常。请在升级后重新设置会话超时，步骤见发布说明第 4 节。", solves=True,
    ))  # fmt: skip
    done = su.CloseSupport(case_id=ask.case_id, notice_id=port, satisfaction="3")
    stage.play(Actor.recipient(ask.case_id, port), at + timedelta(hours=18), done)


def _guidance_told(stage: Stage, at: datetime) -> None:
    case = today.CASE
    case_id = stage.cases[case]
    stage.act(
        "chen", at, rm.RecordMitigation(case_id=case_id, text="在上联设备丢弃长度字段大于 1518 的报文。")
    )
    told = stage.told = _told(stage, case, at, te.DraftNotice(
        case_id=case_id, kind="guidance", versions="QY-4200 固件 3.3.0–3.4.6", product="QY-4200", place="mainland",
        risk_zh="畸形报文可使转发中断约 30 秒。", remedy_zh="修补提供前，请在上联设备丢弃超长报文。",
        risk_en=RISK_EN, remedy_en="Drop oversized frames upstream until the fix is out.",
    ))  # fmt: skip
    for email, answer in (
        ("ops@nanping.example", "planning"), ("it@hospital.example", "affected"),
        ("security@beichen.example", "acknowledged"), ("admin@school.example", "not_affected"),
        ("noc@linchuan.example", "need_help"),
    ):  # fmt: skip
        _answers(stage, case, at, told[email], answer)
    plant = told["plant@dongling.example"]
    stage.play(
        Actor.recipient(case_id, plant),
        at + timedelta(hours=7),
        an.OpenNotice(case_id=case_id, notice_id=plant),
    )
    gone = told["gone@closed.example"]
    returned = cr.NoteReturned(
        case_id=case_id, notice_id=gone, delivery_id=mailings.mail_id(stage.mailings[case], gone),
        detail="550 5.1.1 no such mailbox",
    )  # fmt: skip
    stage.play(Actor.system(), at + timedelta(minutes=5), returned)


def _told(stage: Stage, case: str, at: datetime, draft: te.DraftNotice) -> dict[str, UUID]:
    """The notice drafted and sent; the notices by address."""
    mailing_id = stage.mailings[case] = UUID(stage.act("chen", at, draft).ids["mailing_id"])
    stage.act("chen", at, te.SendNotice(case_id=draft.case_id, mailing_id=mailing_id, exploit_included=False))
    head = visible.head(stage.people["chen"][0], stage.numbers[case], at=at)
    assert head is not None
    mailing = next(each.row for each in notices.mailings_of(head.case) if each.row.id == mailing_id)
    rows = notices.shown(notices.recipients(mailing))
    return {row.contact.email: row.row.id for row in rows if row.contact}


def _answers(stage: Stage, case: str, at: datetime, notice_id: UUID, answer: str) -> None:
    case_id = stage.cases[case]
    who = Actor.recipient(case_id, notice_id)
    stage.play(who, at + timedelta(hours=2), an.OpenNotice(case_id=case_id, notice_id=notice_id))
    answers = an.AnswerNotice(case_id=case_id, notice_id=notice_id, answer=answer)
    stage.play(who, at + timedelta(hours=3), answers)


def _asking(stage: Stage, at: datetime) -> None:
    """A question that has waited longer than the organisation means to let it."""
    case_id, notice_id = stage.cases[today.CASE], stage.told["noc@linchuan.example"]
    ask = su.AskSupport(
        case_id=case_id,
        notice_id=notice_id,
        text="上联设备是第三方产品，没有按长度过滤的选项，还有别的办法吗？",
    )
    stage.play(Actor.recipient(case_id, notice_id), at, ask)


def _honoured(stage: Stage, at: datetime) -> None:
    case_id = stage.cases[MENDED.name]
    stage.act("chen", at, se.AddIdentifier(case_id=case_id, identifier=MENDED.cve))
    stage.act("chen", at, me.GrantCase(case_id=case_id, person_id=stage.people["ma"][0]))
    proposed = stage.act(
        "ma", at, rw.ProposeReward(case_id=case_id, amount="2000", text="报告及时，版本判断准确。")
    )
    reward_id = UUID(proposed.ids["reward_id"])
    stage.act("chen", at, rw.ApproveReward(case_id=case_id, reward_id=reward_id))
    stage.act("chen", at, rw.PayReward(case_id=case_id, reward_id=reward_id, reference="转账 2024-0715"))
    stage.act("chen", at, ce.IssueCertificate(case_id=case_id, confirmed=True))


def _at_the_operator(stage: Stage, at: datetime) -> None:
    """What the published advisory touches at the waterworks: mended, dismissed, and open."""
    house = stage.house("nanping")
    number = advisories(search=MENDED.cve).rows[0].number
    stage.act("he", at, ro.AskWhatItTouches(**house, advisory=number))
    found = {row.in_use["asset"]: row.impact.id for row in assets.room(stage.organisations["nanping"]).rows}
    stage.impacts |= found
    for asset in ("一泵站网关", "二泵站网关", "净水厂网关"):
        stage.act("he", at, ro.VerifyImpact(**house, impact_id=found[asset]))
    for asset in ("一泵站网关", "二泵站网关"):
        stage.act("he", at, ro.MendImpact(**house, impact_id=found[asset], note="已升级至 2.9.4"))
    stage.act("he", at, ro.RetestImpact(**house, impact_id=found["一泵站网关"], holds=True))
    stage.act("he", at, ro.DismissImpact(
        **house, impact_id=found["调度中心备用网关"], note="冷备，未接入网络。",
    ))  # fmt: skip


def _at_work(stage: Stage, at: datetime) -> None:
    """Told of the flaw that is open today, the waterworks makes a case of it, where its duties of Article 8 count."""
    house, he = stage.house("nanping"), stage.people["he"][0]
    told = stage.act("he", at, en.EnterReport(
        **house, channel="letter", came_at=at - timedelta(hours=3), heading="QY-4200 转发中断（提供者告知）", product="QY-4200",
        versions="3.3.0–3.4.6", steps="提供者来函：畸形报文可使转发中断约 30 秒。修补前请在上联设备丢弃超长报文。",
        identity="self_declared", reporter="青砚设备（虚构）",
    ))  # fmt: skip
    case_id, number = UUID(told.ids["case_id"]), told.ids["number"]
    for act in (
        ve.OpenUndisclosed(person_id=he, case_id=case_id),
        ve.AssignHandler(case_id=case_id, person_id=he),
        ve.IdentifyProduct(case_id=case_id, product="QY-4200", model="QY-4200", versions="3.3.0–3.4.6"),
        ro.AskWhatItTouches(**house, case_number=number),
    ):
        stage.act("he", at, act)
    for row in assets.room(stage.organisations["nanping"]).rows:
        if row.impact.number == number:
            stage.act("he", at + timedelta(hours=5), ro.VerifyImpact(**house, impact_id=row.impact.id))


def _borne(stage: Stage, at: datetime, now: datetime) -> None:
    """The risk that one bears until the next shutdown is about to expire."""
    stage.act("he", at, ro.AcceptRisk(
        **stage.house("nanping"), impact_id=stage.impacts["净水厂网关"], note="等待检修停机窗口；已限制管理口访问。",
        until=now + timedelta(days=2),
    ))  # fmt: skip
