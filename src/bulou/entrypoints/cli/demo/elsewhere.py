"""The other desks of the story: the supplier, the platform, the operator and the authority finish what reaches them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from bulou.acts import coordination as co
from bulou.acts import reach
from bulou.acts import remediation as rm
from bulou.acts import verification as ve
from bulou.entrypoints.cli.demo import vulnerabilities as real
from bulou.entrypoints.cli.demo.stage import Scene, Stage, moment
from bulou.entrypoints.cli.demo.vulnerabilities import Vulnerability
from bulou.records.inbox import inbox


def supervised(v: Vulnerability, published: str) -> Iterator[Scene]:
    """The authority compares the packet with what was published in the end, and files it."""
    at = moment(published) + timedelta(days=1)

    def compare(stage: Stage) -> None:
        case_id = arrived(stage, "guan", v.title_zh, at)
        _taken_on(stage, "guan", at, case_id, method="核对报送材料与已发布的公告，内容一致。", v=v)
        stage.act(
            "guan", at, ve.CloseCase(case_id=case_id, reason="提供者已提供修补措施并发布公告，材料归档。")
        )

    yield at, compare


def _reached(stage: Stage) -> None:
    """The foundation abroad judges for itself whether Article 2 reaches it."""
    at = moment("2021-11-24 16:00")
    stage.act("lin", at, reach.JudgeReach(
        case_id=arrived(stage, "lin", f"{real.LOG4SHELL.component} 远程代码执行", at), bound=False,
        grounds="本基金会在境内没有实体，也不向境内销售；此案由本人判断为不适用。",
    ))  # fmt: skip


def elsewhere() -> Iterator[Scene]:
    """What the supplier, the platform and the operator do with the first of the six."""
    v = real.LOG4SHELL

    def mended_upstream(stage: Stage) -> None:
        at = moment("2021-12-10 11:00")
        case_id = arrived(stage, "lin", f"{v.component} 远程代码执行", at)
        _taken_on(stage, "lin", at, case_id, method="按来函在 2.14.1 上复现。", v=v)
        stage.act("lin", at, rm.RecordRemediation(
            case_id=case_id, text="升级至 2.15.0。", location="https://download.suxin.example/2.15.0",
        ))  # fmt: skip
        stage.act("lin", at, ve.CloseCase(case_id=case_id, reason="修补版本已发布，报告方已告知。"))

    def answered(stage: Stage) -> None:
        at, case = moment("2021-12-14 15:00"), "log4shell-finder"
        stage.act("xu", at, co.AnswerParty(
            case_id=stage.cases[case], party_id=stage.party(case, "xu"), answer="acknowledged",
        ))  # fmt: skip
        _taken_on(stage, "xu", at, stage.cases[case], method="提供者已确认并提供修补版本。", v=v)
        stage.act(
            "xu",
            at,
            ve.CloseCase(case_id=stage.cases[case], reason="提供者已提供修补版本，本平台不另行发布。"),
        )

    def mended_here(stage: Stage) -> None:
        at, case_id = moment("2021-12-15 09:00"), stage.cases["log4shell-operator"]
        _taken_on(stage, "he", at, case_id, method="测试环境中复现，升级后不再复现。", v=v)
        stage.act("he", at, rm.RecordRemediation(
            case_id=case_id, text="调度平台已升级至 2021.12。", location="变更单 2021-1214",
        ))  # fmt: skip
        stage.act("he", at, ve.CloseCase(case_id=case_id, reason="系统已修补，复测通过。"))

    yield moment("2021-11-24 16:00"), _reached
    yield moment("2021-12-10 11:00"), mended_upstream
    yield moment("2021-12-14 15:00"), answered
    yield moment("2021-12-15 09:00"), mended_here


def arrived(stage: Stage, who: str, title: str, at: datetime) -> UUID:
    """The case that another organisation's notice opened at this person's desk."""
    person_id, player = stage.people[who]
    page = inbox(person_id, stage.organisations[player.organisation], at=at, view="open")
    return next(row.case.id for row in page.rows if row.title == title)


def _taken_on(stage: Stage, who: str, at: datetime, case_id: UUID, *, method: str, v: Vulnerability) -> None:
    person_id = stage.people[who][0]
    stage.act(who, at, ve.OpenUndisclosed(person_id=person_id, case_id=case_id))
    stage.act(who, at, ve.AssignHandler(case_id=case_id, person_id=person_id))
    stage.act(who, at, ve.ValidateReport(case_id=case_id, method=method, harm=v.harm_zh, scope=v.scope_zh))
    stage.act(who, at, ve.GradeSeverity(case_id=case_id, gbt_vector=v.gbt, cvss_vector=v.cvss))
    stage.act(who, at, ve.AcceptCase(case_id=case_id))
