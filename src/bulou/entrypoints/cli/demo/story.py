"""The story: what the fictional organisations did around six real vulnerabilities, and what is open today."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bulou.acts import coordination as co
from bulou.acts import notification as no
from bulou.acts import post_release as po
from bulou.acts import receipt as rc
from bulou.acts import release as re
from bulou.acts import remediation as rm
from bulou.acts import verification as ve
from bulou.entrypoints.cli.demo import vulnerabilities as real
from bulou.entrypoints.cli.demo.afterwards import afterwards
from bulou.entrypoints.cli.demo.belongings import belongings
from bulou.entrypoints.cli.demo.elsewhere import elsewhere, supervised
from bulou.entrypoints.cli.demo.stage import Scene, Stage, moment
from bulou.entrypoints.cli.demo.together import together
from bulou.entrypoints.cli.demo.vulnerabilities import Vulnerability

GROUNDS = "逐句对照测试记录与修补说明，未发现夸大；公开有助于用户及时升级。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """When the fictional vendor did what about one vulnerability. `premature` is a publication tried too early."""

    learned: str
    by: str
    verified: str
    notified: str
    accepted: str
    premature: str = ""
    mitigated: str = ""
    leaked: str = ""
    embargo: tuple[str, str] | None = None
    mended: str
    told: str
    published: str
    library: str = "CNVDB"


RESPONSES: tuple[tuple[Vulnerability, Response], ...] = (
    (
        real.LOG4SHELL,
        Response(
            learned="2021-12-10 09:12", by="云汀安防（虚构）", verified="2021-12-10 14:30",
            leaked="2021-12-10 10:00", notified="2021-12-11 16:20", accepted="2021-12-10 15:00",
            premature="2021-12-11 18:00", mitigated="2021-12-11 09:00", mended="2021-12-13 20:00",
            told="2021-12-13 21:10", published="2021-12-14 10:00",
        ),
    ),
    (
        real.SPRING4SHELL,
        Response(
            learned="2022-03-30 21:40", by="苔原（笔名）", verified="2022-03-31 11:00",
            leaked="2022-03-30 23:00", notified="2022-03-31 18:00", accepted="2022-03-31 13:00",
            mitigated="2022-03-31 13:30", mended="2022-04-02 19:00", told="2022-04-02 20:00",
            published="2022-04-03 10:00",
        ),
    ),
    (
        real.DIRTY_PIPE,
        Response(
            learned="2022-03-08 10:05", by="北山小队（虚构）", verified="2022-03-09 17:00",
            notified="2022-03-11 09:30", accepted="2022-03-09 17:30", mended="2022-03-22 18:00",
            told="2022-03-22 19:00", published="2022-03-24 10:00",
        ),
    ),
    (
        real.SOCKS5,
        Response(
            learned="2023-10-11 15:00", by="", verified="2023-10-12 10:00", notified="2023-10-12 16:00",
            accepted="2023-10-12 11:00", embargo=("2023-10-12 11:30", "2023-10-20 12:00"),
            mended="2023-10-19 18:00", told="2023-10-19 19:00", published="2023-10-20 14:00",
        ),
    ),
    (
        real.RAPID_RESET,
        Response(
            learned="2023-10-11 09:30", by="南屏水务（虚构）", verified="2023-10-11 16:00",
            notified="2023-10-12 17:00", accepted="2023-10-11 16:30", mitigated="2023-10-11 18:00",
            mended="2023-10-25 18:00", told="2023-10-25 19:00", published="2023-10-26 10:00",
        ),
    ),
    (
        real.REGRESSHION,
        Response(
            learned="2024-07-02 08:50", by="何沅（自称）", verified="2024-07-02 15:00",
            notified="2024-07-03 11:00", accepted="2024-07-02 15:30", mitigated="2024-07-02 17:00",
            mended="2024-07-08 18:00", told="2024-07-08 19:00", published="2024-07-09 10:00",
        ),
    ),
)  # fmt: skip


def scenes(now: datetime) -> list[Scene]:
    """Every scene in the order of its moment, up to `now`."""
    found = [*log4shell_abroad(), *log4shell_at_the_operator(), *elsewhere()]
    found += [*belongings(), *together(now), *afterwards(now)]
    for vulnerability, response in RESPONSES:
        found += [*vendor(vulnerability, response), *supervised(vulnerability, response.published)]
    found += today(now)
    return sorted(found, key=lambda scene: scene[0])


def log4shell_abroad() -> Iterator[Scene]:
    """The finder tells the overseas vendor first: a judgement is asked and recorded (DECISIONS 11)."""
    vulnerability = real.LOG4SHELL
    case = "log4shell-finder"

    def found(stage: Stage) -> None:
        stage.report(case, "tingchao", moment("2021-11-24 11:00"), "staff", {
            "title": f"{vulnerability.component} 远程代码执行", "product": vulnerability.component,
            "versions": "2.0-beta9–2.14.1", "steps": "在自有环境中复现，细节见内部记录。",
            "impact": vulnerability.harm_zh, "name": "听潮研究员",
        })  # fmt: skip

    def party(stage: Stage) -> None:
        stage.act("xu", moment("2021-11-24 11:30"), co.AddParty(
            case_id=stage.cases[case], party=vulnerability.provider_zh, role="vendor", organisation="suxin",
        ))  # fmt: skip

    def share(stage: Stage, at: str, *, refused: bool) -> None:
        stage.act("xu", moment(at), co.ShareDetail(
            case_id=stage.cases[case], party_id=stage.party(case, "xu"),
            text="日志组件会解析查找表达式，可导致远程代码执行；复现环境与影响版本如下。", exploit_included=False,
        ), refused=refused)  # fmt: skip

    def judge(stage: Stage) -> None:
        stage.act("xu", moment("2021-11-24 13:30"), co.JudgeProvider(
            case_id=stage.cases[case], party_id=stage.party(case, "xu"), is_provider=True,
            grounds="该基金会以自己的名义发布并维护这一组件；规定未要求提供者须为商业主体。此为开放问题，由本人判断。",
        ))  # fmt: skip

    yield moment("2021-11-24 11:00"), found
    yield moment("2021-11-24 11:30"), party
    yield moment("2021-11-24 12:00"), lambda stage: share(stage, "2021-11-24 12:00", refused=True)
    yield moment("2021-11-24 13:30"), judge
    yield moment("2021-11-24 14:00"), lambda stage: share(stage, "2021-11-24 14:00", refused=False)


def log4shell_at_the_operator() -> Iterator[Scene]:
    """The operator learns from the vendor's notice that its own system is concerned (Article 8: the next issue)."""
    case, at = "log4shell-operator", moment("2021-12-13 21:40")

    def learned(stage: Stage) -> None:
        stage.report(case, "nanping", at, "staff", {
            "title": "调度平台所用 QY 云管平台存在漏洞", "product": "QY 云管平台", "versions": "2021.10",
            "steps": "收到提供者告知：需升级至 2021.12。", "impact": "调度平台可能被控制。", "name": "值班员",
        })  # fmt: skip

    def updated(stage: Stage) -> None:
        case_id, he = stage.cases[case], stage.people["he"][0]
        later = moment("2021-12-14 09:00")
        stage.act("he", later, ve.OpenUndisclosed(person_id=he, case_id=case_id))
        stage.act("he", later, ve.AssignHandler(case_id=case_id, person_id=he))
        stage.act(
            "he",
            later,
            rc.PostMessage(case_id=case_id, thread="internal", text="夜间窗口已升级至 2021.12，复测通过。"),
        )

    yield at, learned
    yield moment("2021-12-14 09:00"), updated


def vendor(v: Vulnerability, r: Response) -> Iterator[Scene]:
    """The vendor's way from a report to an advisory."""
    yield moment(r.learned), lambda stage: stage.report(v.name, "qingyan", moment(r.learned), "portal", {
        "title": v.title_zh, "product": v.product, "versions": v.versions, "cve": v.cve,
        "steps": f"贵方产品包含 {v.component}，受 {v.cve} 影响；已在自有设备上确认。", "impact": v.harm_zh,
        "public_state": "public" if r.leaked else "no", "name": r.by,
    })  # fmt: skip
    yield from _verified(v, r)
    yield from _coordinated(v, r)
    yield from _notified(v, r)
    yield from _mended(v, r)
    yield from _published(v, r)


def _verified(v: Vulnerability, r: Response) -> Iterator[Scene]:
    at = moment(r.verified)

    def verify(stage: Stage) -> None:
        case_id = stage.cases[v.name]
        stage.act("chen", at, ve.OpenUndisclosed(person_id=stage.people["chen"][0], case_id=case_id))
        stage.act("chen", at, ve.AssignHandler(case_id=case_id, person_id=stage.people["chen"][0]))
        stage.act("chen", at, ve.IdentifyProduct(
            case_id=case_id, product=v.product, versions=v.versions, own_product=True, users_must_update=True,
        ))  # fmt: skip
        stage.act("chen", at, ve.ValidateReport(
            case_id=case_id, method="在测试环境中按报告复现一次，抓包与日志已存。", harm=v.harm_zh, scope=v.scope_zh,
        ))  # fmt: skip
        stage.act("chen", at, ve.GradeSeverity(case_id=case_id, gbt_vector=v.gbt, cvss_vector=v.cvss))

    yield at, verify
    yield (
        moment(r.accepted),
        lambda stage: (
            stage.act("chen", moment(r.accepted), ve.AcceptCase(case_id=stage.cases[v.name])) and None
        ),
    )


def _coordinated(v: Vulnerability, r: Response) -> Iterator[Scene]:
    upstream = moment(r.accepted) + timedelta(minutes=10)

    def tell(stage: Stage) -> None:
        case_id = stage.cases[v.name]
        stage.act("chen", upstream, ve.IdentifyUpstream(
            case_id=case_id, component=v.component, provider=v.provider_zh, overseas=True,
        ))  # fmt: skip
        party_id = stage.party(v.name, "chen")
        stage.act("chen", upstream, co.JudgeProvider(
            case_id=case_id, party_id=party_id, is_provider=True, grounds="该方发布并维护这一组件。",
        ))  # fmt: skip
        stage.act("chen", upstream, co.NotifyUpstream(
            case_id=case_id, party_id=party_id, text=f"我方产品 {v.product} 使用贵方组件 {v.component}，受同一漏洞影响。",
            exploit_included=False,
        ))  # fmt: skip

    yield upstream, tell
    if r.leaked:
        yield moment(r.leaked), lambda stage: stage.act("chen", moment(r.leaked), ve.RecordObservation(
            case_id=stage.cases[v.name], observed="public", source=v.world[1].source,
            observed_at=moment(f"{v.world[1].day} 00:00"),
        ))  # fmt: skip
    if r.embargo:
        proposed, until = r.embargo
        yield moment(proposed), lambda stage: stage.embargo(v.name, "chen", moment(proposed), moment(until))


def _notified(v: Vulnerability, r: Response) -> Iterator[Scene]:
    at = moment(r.notified)

    def notify(stage: Stage) -> None:
        case_id = stage.cases[v.name]
        packet = {
            "product_name": v.product, "model": v.product, "version": v.versions,
            "technical_characteristics": v.summary_zh, "harm": v.harm_zh, "impact_scope": v.scope_zh,
        }  # fmt: skip
        stage.act(
            "chen",
            at - timedelta(minutes=20),
            no.PreparePacket(case_id=case_id, packet=packet, library=r.library),
        )
        stage.act("chen", at, no.NotifyAuthority(case_id=case_id, method="node"))

    yield at, notify


def _mended(v: Vulnerability, r: Response) -> Iterator[Scene]:
    if r.mitigated:
        yield moment(r.mitigated), lambda stage: stage.act("chen", moment(r.mitigated), rm.RecordMitigation(
            case_id=stage.cases[v.name], text=v.precaution_zh,
        ))  # fmt: skip

    yield moment(r.mended), lambda stage: stage.act("chen", moment(r.mended), rm.RecordRemediation(
        case_id=stage.cases[v.name], text=v.remedy_zh, location=f"https://download.qingyan.example/{v.fixed_in}",
    ))  # fmt: skip
    yield moment(r.told), lambda stage: stage.act("chen", moment(r.told), rm.NotifyUsers(
        case_id=stage.cases[v.name], recipients="ops@nanping.example\nsecurity@beichen.example", overseas=False,
        exploit_included=False,
        text=f"{v.title_zh}（{v.cve}）。{v.remedy_zh}{v.precaution_zh}",
    ))  # fmt: skip


def _published(v: Vulnerability, r: Response) -> Iterator[Scene]:
    if r.premature:
        yield moment(r.premature), lambda stage: _publish(stage, v, moment(r.premature), refused=True)
    at = moment(r.published)
    yield at, lambda stage: _publish(stage, v, at, refused=False)
    yield at + timedelta(hours=1), lambda stage: _thank(stage, v, r, at + timedelta(hours=1))


def draft(stage: Stage, v: Vulnerability) -> re.SaveDraft:
    """The advisory as the vendor writes it."""
    return re.SaveDraft(
        case_id=stage.cases[v.name],
        advisory_id=stage.advisories.get(v.name),
        heading=v.title_zh,
        summary=v.summary_zh,
        description=f"{v.summary_zh}{v.harm_zh}受影响：{v.scope_zh}",
        remediation=v.remedy_zh,
        remediation_url=f"https://download.qingyan.example/{v.fixed_in}",
        precaution=v.precaution_zh,
        cve=v.cve,
        cwe=v.cwe,
        references=v.world[-1].source,
        credits="",
        operator_in_use_detail="no",
        exploit_included="no",
    )


def _publish(stage: Stage, v: Vulnerability, at: datetime, *, refused: bool) -> None:
    case_id = stage.cases[v.name]
    stage.act(
        "chen",
        at - timedelta(hours=1),
        ve.OpenUndisclosed(person_id=stage.people["chen"][0], case_id=case_id),
    )
    saved = stage.act("chen", at - timedelta(minutes=50), draft(stage, v))
    stage.keep_advisory(v.name, saved)
    advisory_id = stage.advisories[v.name]
    for judgement, answer in (
        ("truthful_and_necessary", "yes"),
        ("exaggerates", "no"),
        ("hype_or_extortion", "no"),
    ):
        stage.act("chen", at - timedelta(minutes=30), re.JudgeDraft(
            case_id=case_id, advisory_id=advisory_id, judgement=judgement, answer=answer, grounds=GROUNDS,
        ))  # fmt: skip
    stage.act("chen", at, re.PublishAdvisory(case_id=case_id, advisory_id=advisory_id), refused=refused)


def _thank(stage: Stage, v: Vulnerability, r: Response, at: datetime) -> None:
    case_id = stage.cases[v.name]
    if r.by:
        stage.act("chen", at, po.ThankReporter(case_id=case_id, credited=r.by, words="感谢及时告知。"))
    stage.act("chen", at, ve.CloseCase(case_id=case_id, reason="公告已发布，用户已告知。"))


def today(now: datetime) -> Iterator[Scene]:
    """Fictional cases that are open now, so that clocks run."""
    arrivals = (
        ("pomegranate", 43, "portal", "QY-4200 管理服务命令注入", "QY-4200", "固件 3.1.0–3.4.6", "苔原"),
        ("token", 25, "portal", "远程维护通道的会话令牌可预测", "QY 云管平台", "2026.10", ""),
        ("log-leak", 9, "api", "诊断日志下载接口泄露内网地址", "QY-4200", "固件 3.4.x", "何沅"),
        ("password", 5, "staff", "用户反馈：重启后默认口令恢复", "QY-2000", "", "客户热线"),
        ("signature", 53, "portal", "固件更新包签名校验可绕过", "QY-4100", "固件 2.8.0–2.9.3", "蓝鹊实验室"),
    )
    for case, hours, channel, title, product, versions, name in arrivals:
        at = now - timedelta(hours=hours)
        yield at, _arrival(case, at, channel, title, product, versions, name)
    yield now - timedelta(hours=24), lambda stage: _pomegranate(stage, now - timedelta(hours=24))
    yield now - timedelta(hours=40), lambda stage: _signature(stage, now - timedelta(hours=40))


def _arrival(
    case: str, at: datetime, channel: str, title: str, product: str, versions: str, name: str
) -> Callable[[Stage], None]:
    def arrive(stage: Stage) -> None:
        stage.report(case, "qingyan", at, channel, {
            "title": title, "product": product, "versions": versions, "name": name,
            "steps": "1. 用自有设备恢复出厂设置。\n2. 从局域网访问管理服务，不登录。\n3. 观察到的结果见附件说明。",
            "impact": "同一网段内可影响设备。", "public_state": "no",
        })  # fmt: skip

    return arrive


def _pomegranate(stage: Stage, at: datetime) -> None:
    case_id = stage.cases["pomegranate"]
    chen = stage.people["chen"][0]
    stage.act("chen", at, ve.OpenUndisclosed(person_id=chen, case_id=case_id))
    stage.act("chen", at, ve.AssignHandler(case_id=case_id, person_id=chen))
    stage.act("chen", at, ve.IdentifyProduct(
        case_id=case_id, product="QY-4200", versions="固件 3.1.0–3.4.6", own_product=True, users_must_update=True,
    ))  # fmt: skip
    stage.act("chen", at, ve.ValidateReport(
        case_id=case_id, method="三台 QY-4200，固件 3.4.6，均复现。", harm="同网段无需账号即可控制设备。",
        scope="3.1.0 至 3.4.6 全部受影响；3.0 分支没有这段代码。",
    ))  # fmt: skip
    stage.act("chen", at, ve.GradeSeverity(
        case_id=case_id, gbt_vector="AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H",
        cvss_vector="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    ))  # fmt: skip
    stage.act("chen", at, ve.AcceptCase(case_id=case_id))
    stage.act("chen", at, ve.IdentifyUpstream(
        case_id=case_id, component="素心配置库 2.3", provider="素心软件基金会", overseas=True,
    ))  # fmt: skip
    stage.embargo("pomegranate", "chen", at, at + timedelta(days=10))
    stage.act("chen", at, rc.PostMessage(
        case_id=case_id, thread="public", text="已复现，感谢。修补版本预计一周后提供；在此之前请勿公开。",
    ))  # fmt: skip
    stage.act(
        "chen",
        at,
        rc.PostMessage(case_id=case_id, thread="internal", text="3.0 分支没有这段代码，已请固件组确认。"),
    )


def _signature(stage: Stage, at: datetime) -> None:
    case_id = stage.cases["signature"]
    stage.act("chen", at, ve.AssignHandler(case_id=case_id, person_id=stage.people["ma"][0]))
    stage.act("ma", at, ve.OpenUndisclosed(person_id=stage.people["ma"][0], case_id=case_id))
    stage.act("ma", at, ve.IdentifyProduct(
        case_id=case_id, product="QY-4100", versions="固件 2.8.0–2.9.3", own_product=True, users_must_update=True,
    ))  # fmt: skip
    stage.act("ma", at, ve.ValidateReport(
        case_id=case_id, method="构造未签名的更新包，设备接受并安装。", harm="可安装任意固件。", scope="2.8.0 至 2.9.3。",
    ))  # fmt: skip
    stage.act("ma", at, ve.GradeSeverity(case_id=case_id, gbt_vector="AV:L/TR:L/PR:N/UI:R/C:H/I:H/A:H",
                                         cvss_vector="CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H"))  # fmt: skip
