"""Sample acts with each answer of the law, and what such answers rest on."""

from datetime import UTC, datetime
from typing import Any

from bulou.entrypoints.desk.style_samples.clocks import (
    ART_5,
    ART_7_1,
    ART_7_2,
    ART_7_3,
    ART_7_4,
    ART_9_1,
    ART_9_4,
    ART_9_7,
    ART_10,
    CII_31,
)
from bulou.entrypoints.desk.style_samples.shapes import NOW, Cited, Sample, Words, like


def _finding(norm_id: str, citation: Cited, outcome: str, zh: str, en: str) -> Sample:
    return like(norm_id=norm_id, citation=citation, outcome=outcome, zh=zh, en=en)


def _prospect(
    group: str, outcome: str, title: Words, button: Words, reason: Sample, *cures: Sample, **more: Any
) -> Sample:
    verdict = like(outcome=outcome, at_best="not_prohibited", at_worst="forbidden", findings=(reason,))
    values = {
        "act": title.en,
        "title": title,
        "verdict": verdict,
        "group": group,
        "reasons": (reason,),
        "cures": cures,
        "url": "#acts",
        "button": button,
        "stopped": False,
    }
    return Sample(values | more)


def _cure(kind: str, zh: str, en: str, **more: Any) -> Sample:
    return Sample({"kind": kind, "zh": zh, "en": en} | more)


PROSPECTS = (
    _prospect(
        "owed",
        "owed",
        Words("报送工信部平台", "Notify the MIIT platform"),
        Words("准备报送包", "Prepare packet"),
        _finding(
            "RMSV-7-2",
            ART_7_2,
            "owed",
            "六项必填已齐五项，缺“影响范围”。",
            "Five of six required items are ready; “scope” is missing.",
        ),
        _cure("do", "先报已知内容，影响范围随后补充。", "Report what is known; supply the scope later."),
    ),
    _prospect(
        "owed",
        "owed",
        Words("通知上游「素心软件」", "Notify upstream “Suxin Software”"),
        Words("写通知", "Write notice"),
        _finding(
            "RMSV-7-1",
            ART_7_1,
            "owed",
            "根因在其配置库 2.3 版；该公司是这一产品的提供者，在境外，属第九条(七)的例外。",
            "The root cause lies in its configuration library 2.3. The company, overseas, is that product’s vendor: the exception in 9(7).",
        ),
    ),
    _prospect(
        "may",
        "permitted",
        Words("向 CNVD 报送", "Submit to CNVD"),
        Words("导出", "Export"),
        _finding(
            "RMSV-10-2",
            ART_10,
            "permitted",
            "鼓励报送，自愿；不能代替报送工信部平台。",
            "Encouraged and voluntary; does not replace the MIIT report.",
        ),
    ),
    _prospect(
        "may",
        "not_prohibited",
        Words("重新定级", "Grade again"),
        Words("定级", "Grade"),
        _finding(
            "RMSV-7-1",
            ART_7_1,
            "not_prohibited",
            "没有规则限制本单位评估。",
            "No rule limits your own assessment.",
        ),
    ),
    Sample(
        {
            "act": "assign",
            "title": Words("指派负责人", "Assign an owner"),
            "verdict": None,
            "group": "may",
            "reasons": (),
            "cures": (),
            "url": "#acts",
            "button": Words("指派", "Assign"),
            "stopped": False,
        }
    ),
    _prospect(
        "one_missing",
        "needs_step",
        Words("在「临川通信」现网复测", "Re-test on Linchuan Telecom’s live network"),
        Words("复测", "Re-test"),
        _finding(
            "CII-31", CII_31, "needs_step", "基础电信网络。", "It is a basic telecommunications network."
        ),
        _cure(
            "do", "事先向工信部报告，登记文号。", "Report to MIIT beforehand and record the reference number."
        ),
        stopped=True,
        label=Words("须先报告", "Report first"),
    ),
    _prospect(
        "one_missing",
        "needs_step",
        Words("向用户发出通知", "Send the notice to users"),
        Words("发出", "Send"),
        _finding(
            "RMSV-9-5",
            ART_7_3,
            "needs_step",
            "通知里没有修补或防范措施。",
            "The notice carries neither a remedy nor precautions.",
        ),
        _cure("do", "写上防范措施。", "Add the precautions."),
        stopped=True,
    ),
    _prospect(
        "one_missing",
        "needs_approval",
        Words("在「南屏水务」现网复测", "Re-test at Nanping Water"),
        Words("复测", "Re-test"),
        _finding(
            "CII-31",
            CII_31,
            "needs_approval",
            "关键信息基础设施，未见批准或授权。",
            "Critical information infrastructure; no approval or authorisation on file.",
        ),
        _cure(
            "obtain",
            "网信、公安部门批准，或保护工作部门、运营者授权。",
            "Approval by the CAC or MPS, or authorisation by the protection department or operator.",
        ),
        stopped=True,
    ),
    _prospect(
        "one_missing",
        "needs_judgement",
        Words("随通知附检测脚本", "Attach a detection script"),
        Words("提请判断", "Ask for it"),
        _finding(
            "RMSV-9-4",
            ART_9_4,
            "needs_judgement",
            "是否“专门用于”危害活动，法律留给人判断。",
            "Whether it is “exclusively” for attack is left to people.",
        ),
        _cure("judge", "由具名审阅人写明理由。", "A named reviewer records the grounds."),
    ),
    _prospect(
        "one_missing",
        "needs_facts",
        Words("与「Halden Systems」共享细节", "Share details with “Halden Systems”"),
        Words("回答 2 问", "Answer 2"),
        _finding(
            "RMSV-9-7", ART_9_7, "needs_facts", "答案取决于接收方。", "The answer hangs on the recipient."
        ),
        _cure(
            "answer",
            "接收方在境外吗？是这一产品的提供者吗？",
            "Is the recipient overseas? Is it the vendor of this product?",
        ),
    ),
    _prospect(
        "may_not",
        "forbidden",
        Words("发布公告", "Publish the advisory"),
        Words("看理由", "See why"),
        _finding(
            "RMSV-9-1",
            ART_9_1,
            "forbidden",
            "修补措施尚未提供。读法：第九条也约束提供者本人（可设）。",
            "No remedy has been provided. Reading: Article 9 binds the vendor too (a setting).",
        ),
        _cure(
            "do",
            "提供修补措施；或走提前发布的三道程序。",
            "Provide the remedy, or take the three steps of early publication.",
        ),
    ),
    _prospect(
        "may_not",
        "forbidden",
        Words("删除接收日志", "Delete the receipt log"),
        Words("删除", "Delete"),
        _finding("RMSV-5", ART_5, "forbidden", "留存未满六个月。", "Six months have not passed."),
        _cure(
            "wait",
            "最早 2027-05-23 24:00（取对应日与 184 天中较晚者）。",
            "Not before 2027-05-23 24:00 (the later of the corresponding day and 184 days).",
        ),
        stopped=True,
    ),
    _prospect(
        "may_not",
        "not_modelled",
        Words("向境外研究者支付奖励", "Pay a reward abroad"),
        Words("支付", "Pay"),
        _finding(
            "RMSV-7-4",
            ART_7_4,
            "not_modelled",
            "外汇与税务规则尚未编码。",
            "Foreign-exchange and tax rules are not encoded.",
        ),
        stopped=True,
    ),
)

REFUSED = like(
    outcome="forbidden",
    findings=(
        _finding("RMSV-9-1", ART_9_1, "forbidden", "修补措施尚未提供。", "No remedy has been provided."),
    ),
)

CURES = (
    _cure(
        "do",
        "登记修补措施，再发布。需要：3.4.7 的下载位置和提供时刻。",
        "Record the remedy, then publish. Needed: where 3.4.7 can be had, and since when.",
        url="#cures",
        button=Words("登记修补", "Record the remedy"),
    ),
    _cure(
        "obtain",
        "走提前发布程序：与相关提供者共同评估协商；向工信部、公安部报告；两部评估且无异议。",
        "Take the steps of early publication: assess jointly with the vendor; report to MIIT and MPS; have both assess without objection.",
        url="#cures",
        button=Words("开始第一道", "Begin the first"),
    ),
    _cure(
        "wait",
        "等到留存期满。",
        "Wait until the retention has run.",
        until=datetime(2027, 5, 23, 16, tzinfo=UTC),
    ),
    _cure("answer", "接收方在境外吗？", "Is the recipient overseas?"),
    _cure("judge", "由具名审阅人写明理由。", "A named reviewer records the grounds."),
)

FACTS = (
    like(
        label=Words("修补措施已提供", "Remedy provided"),
        name="remediation_provided",
        value=Words("否", "no"),
        source=Words("案件记录：3.4.7 尚未提供", "case: 3.4.7 not yet provided"),
    ),
    like(
        label=Words("已报告工信部", "Reported to MIIT"),
        name="reported_to_miit",
        value=Words("不知道", "not known"),
        source=Words("案件记录：无此条", "case: nothing recorded"),
    ),
    like(
        label=Words("信息已公开", "Already public"),
        name="already_public",
        value=Words("否", "no"),
        source=Words("陈砚秋，11-22 09:30", "Chen Yanqiu, 11-22 09:30"),
    ),
)

QUESTIONS = (
    like(
        name="major_event",
        question=Words(
            "拟发布之日，是否处于国家举办重大活动期间？",
            "Will it be published during a major national event?",
        ),
        options=(),
    ),
    like(
        name="actor_role",
        question=Words("您以什么身份发布？", "As whom do you publish?"),
        options=(
            ("finder", Words("发现者", "finder")),
            ("vendor", Words("提供者", "vendor")),
            ("platform", Words("收集平台", "collection platform")),
        ),
    ),
    like(
        name="mps_consent",
        question=Words("若是，公安部是否已经同意？", "If so, has the MPS consented?"),
        official=True,
    ),
)

LEGAL_QUESTIONS = (
    like(
        first="RMSV-9-7",
        first_citation=ART_9_7,
        second="RMSV-7-2",
        second_citation=ART_7_2,
        opened_at=NOW,
    ),
)

REFUSAL_TITLE = Words("公告没有发布", "The advisory was not published")
REFUSAL_LEAD = Words(
    "QY-4200 的修补措施尚未提供，此时不得发布漏洞信息。案件和公告草稿都没有改动，已排队的外发为零。",
    "No remedy for QY-4200 has been provided, so the flaw may not be published now. "
    "Case and draft are unchanged; nothing was queued.",
)
READINGS_NOTE = Words(
    "读法：第九条也约束提供者本人 = 是；缓解算修补 = 否。",
    "Readings: Article 9 binds the vendor too = yes; a workaround counts as a fix = no.",
)
