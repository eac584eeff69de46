"""What the style page shows: every component in every state, with fictional organisations and a fixed moment."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from bulou.entrypoints.clockface import ClockFace, agreed_face, clock_face, waiting_face

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
RECEIVED = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Words:
    """A bilingual text."""

    zh: str
    en: str


@dataclass(frozen=True)
class Cited:
    """Shaped as law.Citation."""

    article: Words
    instrument: str = "RMSV"
    instrument_zh: str = "规定"


@dataclass(frozen=True)
class Sample:
    """Anything with the named attributes; missing ones are empty, as in a template."""

    values: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.values.get(name)


def _like(**values: Any) -> Sample:
    return Sample(values)


ART_5 = Cited(Words("第五条", "Art. 5"))
ART_7_1 = Cited(Words("第七条(一)", "Art. 7(1)"))
ART_7_2 = Cited(Words("第七条(二)", "Art. 7(2)"))
ART_7_3 = Cited(Words("第七条(三)", "Art. 7(3)"))
ART_7_4 = Cited(Words("第七条第三款", "Art. 7 ¶3"))
ART_9_1 = Cited(Words("第九条(一)", "Art. 9(1)"))
ART_9_4 = Cited(Words("第九条(四)", "Art. 9(4)"))
ART_9_7 = Cited(Words("第九条(七)", "Art. 9(7)"))
ART_10 = Cited(Words("第十条第二款", "Art. 10 ¶2"))
CII_31 = Cited(Words("第三十一条", "Art. 31"), instrument="CII Reg.", instrument_zh="关基条例")


def _duty(duty_id: str, zh: str, en: str, citation: Cited, state: str, **more: Any) -> Sample:
    empty: dict[str, Any] = {"started_at": RECEIVED, "due_at": None, "readings": (), "done_at": None, "conduct": "verify"}
    return Sample(empty | {"duty_id": duty_id, "title": Words(zh, en), "citation": citation, "state": state} | more)


def _notify(hours_left: float, state: str = "open", **more: Any) -> Sample:
    due_at = NOW + timedelta(hours=hours_left)
    return _duty(
        "RMSV-7-2", "报送工信部平台", "Notify the MIIT platform", ART_7_2, state,
        due_at=due_at, conduct="notify_authority", **more,
    )  # fmt: skip


READINGS = tuple(
    _like(name=name, zh=zh, en=en, ground=Words(ground_zh, ground_en), due_at=RECEIVED + timedelta(hours=hours), provisional=False)
    for name, zh, en, ground_zh, ground_en, hours in [
        ("hours48", "48 小时", "48 hours", "最严读法；《规定》未写起点，也未写日的算法",
         "Strictest; the Provisions state neither the start nor how days are counted", 48),
        ("natural", "自然日，当日不计", "Natural days, first not counted", "类推民法典第二百零一条", "Civil Code 201 by analogy", 54),
        ("rolled", "自然日，遇休息日顺延", "Natural days, rolled over rest days", "类推民法典第二百零三条", "Civil Code 203 by analogy", 78),
        ("working", "工作日", "Working days", "行政处罚法第八十五条限于“本法”",
         "Administrative Penalty Law 85 is limited to “this Law”", 102),
    ]
)  # fmt: skip

DUTIES = (
    _notify(3 + 55 / 60, readings=READINGS),
    _duty("RMSV-7-1-upstream", "通知上游提供者", "Notify the upstream vendor", ART_7_1, "open", started_at=NOW - timedelta(hours=5)),
    _duty("RMSV-7-1-verify", "验证评估", "Verify and assess", ART_7_1, "done_in_time", done_at=NOW - timedelta(hours=30)),
    _duty("RMSV-5", "留存接收日志", "Keep the receipt log", ART_5, "kept_so_far",
          due_at=datetime(2027, 5, 23, 16, tzinfo=UTC), conduct="keep_log"),
)  # fmt: skip


def clocks(*, short: bool = False) -> list[ClockFace]:
    """The strip of the sample case."""
    embargo = agreed_face(Words("约定保密期", "Agreed embargo"), datetime(2026, 12, 1, 4, tzinfo=UTC), at=NOW, short=short)
    return [clock_face(duty, at=NOW, short=short) for duty in DUTIES] + [embargo]


def every_clock(*, short: bool = False) -> list[ClockFace]:
    """One clock per state, in the order of the legend, then the rarer words."""
    provisional = _like(due_at=NOW + timedelta(hours=30), provisional=True)
    duties = [
        _notify(42.8), _notify(22 + 1 / 6), _notify(3 + 55 / 60), _notify(-5 - 1 / 3, "overdue"), DUTIES[1], DUTIES[2],
        _notify(-80, "overdue"), _notify(30, readings=(provisional,)), _notify(-1, "done_late"), DUTIES[3],
        _duty("RMSV-5", "留存接收日志", "Keep the receipt log", ART_5, "broken"), _notify(9, "suspended"),
        _duty("RMSV-7-3", "告知用户", "Notify users", ART_7_3, "not_arisen"),
        _duty("RMSV-7-3", "告知用户", "Notify users", ART_7_3, "lapsed"),
        _duty("RMSV-7-3", "告知用户", "Notify users", ART_7_3, "excused"),
    ]  # fmt: skip
    faces = [clock_face(duty, at=NOW, short=short) for duty in duties]
    waiting = waiting_face(Words("等报告者答复", "Reporter’s answer"), NOW - timedelta(days=6), at=NOW)
    agreed = agreed_face(Words("约定保密期", "Agreed embargo"), NOW + timedelta(days=8, hours=21), at=NOW, short=short)
    return [*faces[:6], waiting, agreed, *faces[6:]]


def _finding(norm_id: str, citation: Cited, outcome: str, zh: str, en: str) -> Sample:
    return _like(norm_id=norm_id, citation=citation, outcome=outcome, zh=zh, en=en)


def _prospect(group: str, outcome: str, title: Words, button: Words, reason: Sample, *cures: Sample, **more: Any) -> Sample:
    verdict = _like(outcome=outcome, at_best="not_prohibited", at_worst="forbidden", findings=(reason,))
    values = {"act": title.en, "title": title, "verdict": verdict, "group": group, "reasons": (reason,), "cures": cures,
              "url": "#acts", "button": button, "stopped": False}  # fmt: skip
    return Sample(values | more)


def _cure(kind: str, zh: str, en: str, **more: Any) -> Sample:
    return Sample({"kind": kind, "zh": zh, "en": en} | more)


PROSPECTS = (
    _prospect("owed", "owed", Words("报送工信部平台", "Notify the MIIT platform"), Words("准备报送包", "Prepare packet"),
              _finding("RMSV-7-2", ART_7_2, "owed", "六项必填已齐五项，缺“影响范围”。", "Five of six required items are ready; “scope” is missing."),
              _cure("do", "先报已知内容，影响范围随后补充。", "Report what is known; supply the scope later.")),
    _prospect("owed", "owed", Words("通知上游「素心软件」", "Notify upstream “Suxin Software”"), Words("写通知", "Write notice"),
              _finding("RMSV-7-1", ART_7_1, "owed", "根因在其配置库 2.3 版；该公司是这一产品的提供者，在境外，属第九条(七)的例外。",
                       "The root cause lies in its configuration library 2.3. The company, overseas, is that product’s vendor: the exception in 9(7).")),
    _prospect("may", "permitted", Words("向 CNVD 报送", "Submit to CNVD"), Words("导出", "Export"),
              _finding("RMSV-10-2", ART_10, "permitted", "鼓励报送，自愿；不能代替报送工信部平台。", "Encouraged and voluntary; does not replace the MIIT report.")),
    _prospect("may", "not_prohibited", Words("重新定级", "Grade again"), Words("定级", "Grade"),
              _finding("RMSV-7-1", ART_7_1, "not_prohibited", "没有规则限制本方评估。", "No rule limits your own assessment.")),
    Sample({"act": "assign", "title": Words("指派负责人", "Assign an owner"), "verdict": None, "group": "may", "reasons": (),
            "cures": (), "url": "#acts", "button": Words("指派", "Assign"), "stopped": False}),
    _prospect("one_missing", "needs_step", Words("在「临川通信」现网复测", "Re-test on Linchuan Telecom’s live network"), Words("复测", "Re-test"),
              _finding("CII-31", CII_31, "needs_step", "基础电信网络。", "It is a basic telecommunications network."),
              _cure("do", "事先向工信部报告，登记文号。", "Report to MIIT beforehand and record the reference number."),
              stopped=True, label=Words("须先报告", "Report first")),
    _prospect("one_missing", "needs_step", Words("向用户发出通知", "Send the notice to users"), Words("发出", "Send"),
              _finding("RMSV-9-5", ART_7_3, "needs_step", "通知里没有修补或防范措施。", "The notice carries neither a remedy nor precautions."),
              _cure("do", "写上防范措施。", "Add the precautions."), stopped=True),
    _prospect("one_missing", "needs_approval", Words("在「南屏水务」现网复测", "Re-test at Nanping Water"), Words("复测", "Re-test"),
              _finding("CII-31", CII_31, "needs_approval", "关键信息基础设施，未见批准或授权。", "Critical information infrastructure; no approval or authorisation on file."),
              _cure("obtain", "网信、公安部门批准，或保护工作部门、运营者授权。", "Approval by the CAC or MPS, or authorisation by the protection department or operator."), stopped=True),
    _prospect("one_missing", "needs_judgement", Words("随通知附检测脚本", "Attach a detection script"), Words("提请判断", "Ask for it"),
              _finding("RMSV-9-4", ART_9_4, "needs_judgement", "是否“专门用于”危害活动，法律留给人判断。", "Whether it is “exclusively” for attack is left to people."),
              _cure("judge", "由具名审阅人写明理由。", "A named reviewer records the grounds.")),
    _prospect("one_missing", "needs_facts", Words("与「Halden Systems」共享细节", "Share details with “Halden Systems”"), Words("回答 2 问", "Answer 2"),
              _finding("RMSV-9-7", ART_9_7, "needs_facts", "答案取决于接收方。", "The answer hangs on the recipient."),
              _cure("answer", "接收方在境外吗？是这一产品的提供者吗？", "Is the recipient overseas? Is it the vendor of this product?")),
    _prospect("may_not", "forbidden", Words("发布公告", "Publish the advisory"), Words("看理由", "See why"),
              _finding("RMSV-9-1", ART_9_1, "forbidden", "修补措施尚未提供。读法：第九条也约束提供者本人（可设）。",
                       "No remedy has been provided. Reading: Article 9 binds the vendor too (a setting)."),
              _cure("do", "提供修补措施；或走提前发布的三道程序。", "Provide the remedy, or take the three steps of early publication.")),
    _prospect("may_not", "forbidden", Words("删除接收日志", "Delete the receipt log"), Words("删除", "Delete"),
              _finding("RMSV-5", ART_5, "forbidden", "留存未满六个月。", "Six months have not passed."),
              _cure("wait", "最早 2027-05-23 24:00（取对应日与 184 天中较晚者）。", "Not before 2027-05-23 24:00 (the later of the corresponding day and 184 days)."),
              stopped=True),
    _prospect("may_not", "not_modelled", Words("向境外研究者支付奖励", "Pay a reward abroad"), Words("支付", "Pay"),
              _finding("RMSV-7-4", ART_7_4, "not_modelled", "外汇与税务规则尚未编码。", "Foreign-exchange and tax rules are not encoded."), stopped=True),
)  # fmt: skip

REFUSED = _like(outcome="forbidden", findings=(_finding("RMSV-9-1", ART_9_1, "forbidden", "修补措施尚未提供。", "No remedy has been provided."),))
HASHES = (
    "8619e69149a76c6406a5787ca7e3e5038e34d599e6f85b07017147dc238fcf09",
    "661cbd90921e06b369ea6ae9f54af34bac16544e60974329e72c0b77c44baace",
)
TIMELINE = (
    _like(kind="internal", who=Words("陈砚秋", "Chen Yanqiu"), at=NOW - timedelta(minutes=25), entry_index=14,
          text=Words("3.1.0 至 3.4.6 全部受影响；3.0 分支没有这段代码。", "3.1.0 to 3.4.6 are all affected; the 3.0 branch lacks this code."),
          visible_to=Words("PSIRT 4 人", "4 people of PSIRT")),
    _like(kind="refused", who=Words("陈砚秋", "Chen Yanqiu"), at=NOW - timedelta(hours=3), entry_index=13, entry_hash=HASHES[0],
          act_title=Words("发布公告（第 2 稿）", "Publish the advisory (draft 2)"), verdict=REFUSED, url="#refusal",
          visible_to=Words("PSIRT 4 人，及有权检查的主管部门", "4 people of PSIRT, and the authority that may inspect")),
    _like(kind="party", who=Words("北辰集成", "Beichen Integration"), at=NOW - timedelta(hours=5), entry_index=11,
          text=Words("已收到防范建议。我们两款机型用到 QY-4200 模块，状态先填“受影响”。",
                     "Precautions received. Two of our models use the QY-4200 module; status set to “affected”."),
          visible_to=Words("青砚设备、北辰集成", "Qingyan Devices, Beichen Integration")),
    _like(kind="public", who=Words("陈砚秋", "Chen Yanqiu"), at=NOW - timedelta(hours=29), entry_index=6,
          text=Words("已复现，感谢。修补版本计划 11 月 28 日提供；在此之前请勿公开。",
                     "Reproduced, thank you. A fixed version is planned for 28 November; please do not publish before."),
          visible_to=Words("报告者与全部当事方；发布后随公告公开", "the reporter and all parties; public with the advisory")),
    _like(kind="sealed", who=Words("报告者「苔原」（笔名）", "Reporter “taiyuan” (pseudonym)"), at=RECEIVED, entry_index=1, entry_hash=HASHES[1],
          act_title=Words("接收报告", "Report received"), text=Words("经门户提交，附件 2 个。回执已出。", "Submitted through the portal with 2 files. Receipt issued."),
          visible_to=Words("报告者；PSIRT 4 人", "the reporter; 4 people of PSIRT")),
)  # fmt: skip

THREADS = (
    _like(name="internal", kind="internal", label=Words("内部", "Internal"), visible_to=Words("青砚设备 PSIRT 4 人。", "4 people of Qingyan PSIRT."),
          not_to=Words("报告者、上游、下游都看不到。", "Not the reporter, not upstream, not downstream.")),
    _like(name="party", kind="party", label=Words("当事方", "Parties"), visible_to=Words("青砚设备、北辰集成、云汀安防。", "Qingyan Devices, Beichen Integration, Yunting Security."),
          not_to=Words("报告者看不到。", "Not the reporter.")),
    _like(name="public", kind="public", label=Words("公开线程", "Public thread"), visible_to=Words("报告者与全部当事方；发布后随公告公开。", "The reporter and all parties; public with the advisory.")),
)  # fmt: skip

PARTIES = (
    _like(name=Words("苔原", "taiyuan"), role=Words("报告者", "reporter"), seen_at=NOW, answer=Words("等待修补", "awaiting the fix")),
    _like(name=Words("素心软件", "Suxin Software"), role=Words("上游，境外", "upstream, overseas"), asking=True),
    _like(name=Words("北辰集成", "Beichen Integration"), role=Words("下游", "downstream"), asking=True, asked_at=RECEIVED,
          seen_at=RECEIVED + timedelta(days=1), answer=Words("受影响", "affected")),
    _like(name=Words("云汀安防", "Yunting Security"), role=Words("下游", "downstream"), asking=True, asked_at=RECEIVED, silent_days=1),
    _like(name=Words("松壑网络", "Songhe Networks"), role=Words("下游", "downstream"), asking=True, asked_at=NOW - timedelta(hours=2)),
)  # fmt: skip

CURES = (
    _cure("do", "登记修补措施，再发布。需要：3.4.7 的下载位置和提供时刻。", "Record the remedy, then publish. Needed: where 3.4.7 can be had, and since when.",
          url="#cures", button=Words("登记修补", "Record the remedy")),
    _cure("obtain", "走提前发布程序：与相关提供者共同评估协商；向工信部、公安部报告；两部评估且无异议。",
          "Take the steps of early publication: assess jointly with the vendor; report to MIIT and MPS; have both assess without objection.",
          url="#cures", button=Words("开始第一道", "Begin the first")),
    _cure("wait", "等到留存期满。", "Wait until the retention has run.", until=datetime(2027, 5, 23, 16, tzinfo=UTC)),
    _cure("answer", "接收方在境外吗？", "Is the recipient overseas?"),
    _cure("judge", "由具名审阅人写明理由。", "A named reviewer records the grounds."),
)  # fmt: skip

FACTS = (
    _like(label=Words("修补措施已提供", "Remedy provided"), name="remediation_provided", value=Words("否", "no"), source=Words("案件记录：3.4.7 尚未提供", "case: 3.4.7 not yet provided")),
    _like(label=Words("已报告工信部", "Reported to MIIT"), name="reported_to_miit", value=Words("不知道", "not known"), source=Words("案件记录：无此条", "case: nothing recorded")),
    _like(label=Words("信息已公开", "Already public"), name="already_public", value=Words("否", "no"), source=Words("陈砚秋，11-22 09:30", "Chen Yanqiu, 11-22 09:30")),
)  # fmt: skip

QUESTIONS = (
    _like(name="major_event", question=Words("拟发布之日，是否处于国家举办重大活动期间？", "Will it be published during a major national event?"), options=()),
    _like(name="actor_role", question=Words("您以什么身份发布？", "As whom do you publish?"),
          options=(("finder", Words("发现者", "finder")), ("vendor", Words("提供者", "vendor")), ("platform", Words("收集平台", "collection platform")))),
    _like(name="mps_consent", question=Words("若是，公安部是否已经同意？", "If so, has the MPS consented?"), official=True),
)  # fmt: skip


EMPTY = {
    "title": Words("新到的都处理完了", "All new reports are handled"),
    "text": Words("接收渠道畅通，最近一次自检在 14:00。另有 2 件将在 24 小时内到期。",
                  "Reception works, last tested at 14:00. Two others fall due within 24 hours."),
    "button": Words("看将到期的 2 件", "See the two"),
    "other_button": Words("测试接收渠道", "Test the reception"),
    "note_title": Words("“新到”为空，不等于没有义务。", "An empty list does not mean that nothing is owed."),
    "note": Words("时限从收到报告起算，与谁是否打开过无关。", "Limits run from receipt, whether or not anyone has opened the report."),
}  # fmt: skip


def cases() -> list[dict[str, Any]]:
    """Rows of a worklist: overdue, pressing, calm, done, waiting."""
    def row(number: int, zh: str, en: str, state: Words, grade: int, cvss: str, faces: list[ClockFace], **more: Any) -> dict[str, Any]:
        return {"id": f"QY-2026-{number:04d}", "title": Words(zh, en), "state": state, "grade": grade, "cvss": cvss, "clocks": faces} | more

    mending = Words("已确认 · 修补中", "confirmed · being mended")
    short = every_clock(short=True)
    return [
        row(186, "固件更新包签名校验可绕过", "Signature check of firmware packages can be bypassed", mending, 3, "CVSS 7.8", [short[3]]),
        row(187, "「石榴」QY-4200 管理服务命令注入", "“Pomegranate”: command injection in the QY-4200 management service", mending, 4, "CVSS 9.8", [short[2], short[4]], cursor=True),
        row(188, "远程维护通道的会话令牌可预测", "Predictable session tokens of the maintenance channel", Words("验证中", "being verified"), 3, "CVSS 8.1", [short[1]], picked=True),
        row(190, "用户反馈：重启后默认口令恢复", "User report: default password returns after restart", Words("新到", "new"), 0, "", [short[4], short[0]]),
        row(171, "管理页面反射型跨站脚本", "Reflected cross-site scripting in the management page", Words("修补已提供", "remedy provided"), 2, "CVSS 6.1", [short[7]], seen=True),
        row(165, "串口调试口读取部分配置", "Part of the configuration readable at the serial port", Words("等报告者答复", "waiting for the reporter"), 1, "CVSS 2.0", [short[5], short[6]], seen=True),
    ]  # fmt: skip


class SampleForm(forms.Form):
    """One field of each kind."""

    product = forms.CharField(label=gettext_lazy("Product and model"), help_text=gettext_lazy("As on the nameplate"))
    version = forms.CharField(label=gettext_lazy("Version"), required=False, help_text=gettext_lazy("One or several; may stay empty"))
    contact = forms.EmailField(label=gettext_lazy("Contact"), required=False)
    impact = forms.CharField(label=gettext_lazy("What could it do"), widget=forms.Textarea(attrs={"rows": 3}))
    grade = forms.ChoiceField(
        label=gettext_lazy("How severe, in your view"), required=False,
        choices=[("", gettext_lazy("Not said")), ("4", "超危"), ("3", "高危"), ("2", "中危"), ("1", "低危")],
    )  # fmt: skip
    public = forms.ChoiceField(
        label=gettext_lazy("Is it public, or is someone using it?"), widget=forms.RadioSelect,
        choices=[("no", gettext_lazy("Not to my knowledge")), ("yes", gettext_lazy("It is public")), ("used", gettext_lazy("Signs of use"))],
    )  # fmt: skip
    identity = forms.ChoiceField(
        label=gettext_lazy("Who you are"), widget=forms.RadioSelect, initial="alias",
        choices=[("anonymous", gettext_lazy("Anonymous")), ("alias", gettext_lazy("Pseudonym"))],
    )  # fmt: skip
    file = forms.FileField(label=gettext_lazy("Attachment"), required=False)
    agree = forms.BooleanField(label=gettext_lazy("Remind me by e-mail"), required=False)
