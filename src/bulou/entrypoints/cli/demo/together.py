"""A case that several work on today: parties, a discussion, an embargo, attempts to reproduce, packets, a notice, a duplicate."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from bulou.acts import Act, Actor
from bulou.acts import appeals as ap
from bulou.acts import as_party as pa
from bulou.acts import assessing as se
from bulou.acts import coordination as co
from bulou.acts import credits as cr
from bulou.acts import discussion as di
from bulou.acts import duplicates as du
from bulou.acts import embargoes as em
from bulou.acts import notification as no
from bulou.acts import parties as pt
from bulou.acts import prioritising as so
from bulou.acts import receipt as rc
from bulou.acts import remediation as rm
from bulou.acts import rewards as rw
from bulou.acts import submissions as su
from bulou.acts import verification as ve
from bulou.acts.blobs import keep
from bulou.entrypoints.cli.demo.belongings import screenshot
from bulou.entrypoints.cli.demo.stage import BEIJING, Scene, Stage

CASE = "forwarding"
TITLE = "畸形报文致转发服务停止响应"
ATTEMPT: dict[str, Any] = {
    "product": "QY-4200", "environment": "三台 QY-4200 直连，出厂配置，抓包口镜像。",
    "steps": "1. 启动转发服务\n2. 发送长度字段为 65535 的报文\n3. 观察服务状态",
    "expected": "报文被丢弃，服务不受影响", "tools": f"scapy 2.5.0 {'5c' * 32}",
}  # fmt: skip
PACKET = {
    "product_name": "QY-4200", "model": "QY-4200", "version": "固件 3.3.0–3.4.6",
    "technical_characteristics": "转发服务未校验报文长度字段，越界读取后进程退出。",
    "harm": "同网段无需账号即可使转发中断，约 30 秒后自行恢复。", "impact_scope": "3.3.0 至 3.4.6；3.2 及更早没有这段代码。",
}  # fmt: skip
CNVD = {
    "title": TITLE, "product": "QY-4200", "version": "固件 3.3.0–3.4.6", "event": "通用软硬件漏洞",
    "description": PACKET["technical_characteristics"], "severity": "中",
}  # fmt: skip


def together(now: datetime) -> Iterator[Scene]:
    """Eighteen days of it, up to `now`."""
    for days, play in (
        (18.0, _reported), (17.8, _verified), (17.5, _upstream), (17.0, _told_the_ministry), (16.0, _invited),
        (15.0, _joined), (14.0, _agreed), (13.0, _reminded), (12.0, _discussed), (8.0, _again), (6.0, _submitted), (5.0, _reporter_writes),
        (3.0, _rewarded),
    ):  # fmt: skip
        at = now - timedelta(days=days)
        yield at, partial(play, at=at)


def _reported(stage: Stage, at: datetime) -> None:
    log = keep("转发服务日志.txt", b"03:12:07 fwd: length 65535\n03:12:07 fwd: exit 139\n")
    stage.report(CASE, "qingyan", at, "portal", {
        "title": TITLE, "product": "QY-4200", "versions": "固件 3.3.0–3.4.5", "name": "苔原",
        "steps": "1. 直连设备。\n2. 发送长度字段异常的报文。\n3. 转发停止约 30 秒。", "impact": "转发中断。", "public_state": "no",
    }, screenshot(), log)  # fmt: skip


def _verified(stage: Stage, at: datetime) -> None:
    case_id, chen = stage.cases[CASE], stage.people["chen"][0]
    first: tuple[Act, ...] = (
        ve.OpenUndisclosed(person_id=chen, case_id=case_id),
        ve.AssignHandler(case_id=case_id, person_id=chen),
        ve.IdentifyProduct(
            case_id=case_id, product="QY-4200", versions="固件 3.3.0–3.4.6", own_product=True, users_must_update=True
        ),
        ve.IdentifyProduct(case_id=case_id, product="QY-4100", versions="全部", status="not_affected", own_product=True),
        ve.AssignHandler(case_id=case_id, person_id=stage.people["ma"][0]),
    )  # fmt: skip
    then: tuple[Act, ...] = (
        ve.OpenUndisclosed(person_id=stage.people["ma"][0], case_id=case_id),
        se.RecordVerification(
            case_id=case_id, **ATTEMPT, result="not_reproduced", version="3.2.4", observed="报文被丢弃"
        ),
        se.RecordVerification(
            case_id=case_id, **ATTEMPT, result="reproduced", version="3.4.6", observed="服务退出，30 秒后由看门狗拉起",
            impact="3.3.0 至 3.4.6",
        ),
        ve.ValidateReport(case_id=case_id, method="见两次复现尝试。", harm=PACKET["harm"], scope=PACKET["impact_scope"]),
        se.RecordWeakness(case_id=case_id, cwe="CWE-125"),
        ve.GradeSeverity(
            case_id=case_id, gbt_vector="AV:A/TR:L/PR:N/UI:N/C:N/I:N/A:L",
            cvss_vector="CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L",
        ),
        ve.AcceptCase(case_id=case_id),
        so.PrioritiseAsVendor(
            case_id=case_id, exploitation="none", utility="laborious", technical_impact="partial",
            public_safety_impact="minimal",
        ),
    )  # fmt: skip
    for act in first:
        stage.act("chen", at, act)
    for act in then:
        stage.act("ma", at + timedelta(hours=2), act)


def _upstream(stage: Stage, at: datetime) -> None:
    case_id = stage.cases[CASE]
    stage.act("chen", at, ve.IdentifyUpstream(
        case_id=case_id, component="素心网络库 1.8", provider="素心软件基金会（虚构）", overseas=True,
    ))  # fmt: skip
    party_id = stage.party(CASE, "chen")
    stage.act("chen", at, co.JudgeProvider(
        case_id=case_id, party_id=party_id, is_provider=True, grounds="该方发布并维护这一组件。",
    ))  # fmt: skip
    stage.act("chen", at, co.NotifyUpstream(
        case_id=case_id, party_id=party_id, text="贵方素心网络库 1.8 解析报文时未校验长度字段，影响我方 QY-4200。",
        exploit_included=False,
    ))  # fmt: skip
    stage.act("chen", at, pt.InviteParty(
        case_id=case_id, party_id=party_id, email="security@suxin.example", mailbox_abroad=True, shown=True,
        exploit_included=False,
    ))  # fmt: skip
    stage.parties["suxin"] = party_id


def _told_the_ministry(stage: Stage, at: datetime) -> None:
    case_id = stage.cases[CASE]
    stage.act("chen", at, no.PreparePacket(case_id=case_id, packet=PACKET, library="CICSVD"))
    stage.act("chen", at, no.NotifyAuthority(case_id=case_id, method="node"))


def _invited(stage: Stage, at: datetime) -> None:
    case_id = stage.cases[CASE]
    for key, name, role in (
        ("beichen", "北辰集成（虚构）", "downstream"),
        ("yunting", "云汀安防（虚构）", "downstream"),
    ):
        added = stage.act("chen", at, co.AddParty(case_id=case_id, party=name, role=role, overseas=False))
        stage.parties[key] = UUID(added.ids["party_id"])
        stage.act("chen", at, pt.InviteParty(
            case_id=case_id, party_id=stage.parties[key], email=f"psirt@{key}.example", mailbox_abroad=False, shown=True, lawful=True,
            exploit_included=False,
            for_verification=True, grounds="该方以 QY-4200 集成并销售，须据此核实自身产品；仅提供核实所需内容。",
        ))  # fmt: skip


def _reminded(stage: Stage, at: datetime) -> None:
    stage.act("chen", at, pt.RemindParty(case_id=stage.cases[CASE], party_id=stage.parties["yunting"]))


def _joined(stage: Stage, at: datetime) -> None:
    case_id = stage.cases[CASE]
    for key, answer in (("suxin", "under_investigation"), ("beichen", "affected")):
        party_id = stage.parties[key]
        who = Actor.party(case_id, party_id)
        stage.play(who, at, pa.EnterCase(case_id=case_id, party_id=party_id))
        stage.play(who, at, pa.AnswerAsParty(case_id=case_id, party_id=party_id, answer=answer))


def _agreed(stage: Stage, at: datetime) -> None:
    case_id = stage.cases[CASE]
    until = (at + timedelta(days=24)).astimezone(BEIJING).replace(hour=12, minute=0, second=0, microsecond=0)
    stage.act("chen", at, em.ProposeEmbargo(case_id=case_id, until=until, zone="Asia/Shanghai"))
    for key in ("suxin", "beichen"):
        party_id = stage.parties[key]
        agrees = pa.AnswerEmbargo(case_id=case_id, party_id=party_id, agrees=True)
        stage.play(Actor.party(case_id, party_id), at + timedelta(hours=3), agrees)


def _discussed(stage: Stage, at: datetime) -> None:
    case_id = stage.cases[CASE]
    stage.act("chen", at, rm.PlanRemediation(
        case_id=case_id, expected_at=at + timedelta(days=17), text="修补合入 3.4.7，北辰的定制分支同批发布。",
    ))  # fmt: skip
    opened = stage.act("chen", at, di.OpenTopic(case_id=case_id, subject="QY-4200 定制分支", shared=True))
    topic = UUID(opened.ids["topic_id"])
    stage.act(
        "ma",
        at,
        rc.PostMessage(case_id=case_id, thread="internal", text="3.2 没有这段代码，已比对两个分支。"),
    )
    stage.act("chen", at, di.PostToParties(
        case_id=case_id, text="修补计划随 3.4.7 提供；请各方回告自身产品的版本对应关系。", exploit_included=False,
        topic_id=topic,
    ))  # fmt: skip
    beichen = stage.parties["beichen"]
    stage.play(Actor.party(case_id, beichen), at + timedelta(hours=5), pa.WriteAsParty(
        case_id=case_id, party_id=beichen, topic_id=topic, text="我方两款机型用到 QY-4200 模块，对应固件 3.4.2；状态先填“受影响”。",
    ))  # fmt: skip


def _again(stage: Stage, at: datetime) -> None:
    """Another finder reports the same: valid, and a duplicate of the first."""
    again = "forwarding-again"
    stage.report(again, "qingyan", at, "portal", {
        "title": "QY-4200 收到超长报文后转发中断", "product": "QY-4200", "versions": "固件 3.4.6", "name": "",
        "steps": "1. 直连设备。\n2. 发送长度字段异常的报文。\n3. 转发停止。", "impact": "转发中断。", "public_state": "no",
    })  # fmt: skip
    case_id, ma = stage.cases[again], stage.people["ma"][0]
    stage.act("chen", at + timedelta(hours=1), ve.AssignHandler(case_id=case_id, person_id=ma))
    for act in (
        ve.OpenUndisclosed(person_id=ma, case_id=case_id),
        du.MarkDuplicate(case_id=case_id, original=stage.numbers[CASE]),
    ):
        stage.act("ma", at + timedelta(hours=2), act)


def _submitted(stage: Stage, at: datetime) -> None:
    case_id = stage.cases[CASE]
    stage.act("chen", at, su.PrepareSubmission(case_id=case_id, platform="cnvd", packet=CNVD))
    stage.act("chen", at, su.SubmitToPlatform(
        case_id=case_id, platform="cnvd", exploit_included=False, checked=True,
    ))  # fmt: skip


def _reporter_writes(stage: Stage, at: datetime) -> None:
    case_id = stage.cases[CASE]
    who = Actor.reporter(case_id)
    stage.act("chen", at, rc.PostMessage(
        case_id=case_id, thread="public", text="修补版本计划一周内提供；在此之前请勿公开。", question=False,
    ))  # fmt: skip
    for act in (
        rc.WriteAsReporter(case_id=case_id, text="谢谢。公告里请写笔名。"),
        cr.ChooseCredit(case_id=case_id, shown_as="handle", handle="苔原", in_advisory=True, on_thanks=True),
        ap.ContestGrade(case_id=case_id, text="转发中断会使下游全部失联，可用性影响不应为“部分”。"),
    ):
        stage.play(who, at + timedelta(hours=1), act)


def _rewarded(stage: Stage, at: datetime) -> None:
    case_id = stage.cases[CASE]
    stage.act(
        "ma", at, rw.ProposeReward(case_id=case_id, amount="3000", text="报告完整，附日志与截图，一次复现。")
    )
