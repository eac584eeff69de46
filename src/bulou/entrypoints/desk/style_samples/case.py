"""A sample case: its timeline, its threads and parties, and rows of a worklist."""

from datetime import timedelta
from typing import Any

from bulou.entrypoints.desk.style_samples.acts import REFUSED
from bulou.entrypoints.desk.style_samples.clocks import every_clock
from bulou.entrypoints.desk.style_samples.shapes import NOW, RECEIVED, Words, like

HASHES = (
    "8619e69149a76c6406a5787ca7e3e5038e34d599e6f85b07017147dc238fcf09",
    "661cbd90921e06b369ea6ae9f54af34bac16544e60974329e72c0b77c44baace",
)
TIMELINE = (
    like(
        kind="internal",
        who=Words("陈砚秋", "Chen Yanqiu"),
        at=NOW - timedelta(minutes=25),
        entry_index=14,
        text=Words(
            "3.1.0 至 3.4.6 全部受影响；3.0 分支没有这段代码。",
            "3.1.0 to 3.4.6 are all affected; the 3.0 branch lacks this code.",
        ),
        visible_to=Words("PSIRT 4 人", "4 people of PSIRT"),
    ),
    like(
        kind="refused",
        who=Words("陈砚秋", "Chen Yanqiu"),
        at=NOW - timedelta(hours=3),
        entry_index=13,
        entry_hash=HASHES[0],
        act_title=Words("发布公告（第 2 稿）", "Publish the advisory (draft 2)"),
        verdict=REFUSED,
        url="#refusal",
        visible_to=Words(
            "PSIRT 4 人，及有权检查的主管部门", "4 people of PSIRT, and the authority that may inspect"
        ),
    ),
    like(
        kind="party",
        who=Words("北辰集成", "Beichen Integration"),
        at=NOW - timedelta(hours=5),
        entry_index=11,
        text=Words(
            "已收到防范建议。我们两款机型用到 QY-4200 模块，状态先填“受影响”。",
            "Precautions received. Two of our models use the QY-4200 module; status set to “affected”.",
        ),
        visible_to=Words("青砚设备、北辰集成", "Qingyan Devices, Beichen Integration"),
    ),
    like(
        kind="public",
        who=Words("陈砚秋", "Chen Yanqiu"),
        at=NOW - timedelta(hours=29),
        entry_index=6,
        text=Words(
            "已复现，感谢。修补版本计划 11 月 28 日提供；在此之前请勿公开。",
            "Reproduced, thank you. A fixed version is planned for 28 November; please do not publish before.",
        ),
        visible_to=Words(
            "报告人与全部参与方；发布后随公告公开", "the reporter and all parties; public with the advisory"
        ),
    ),
    like(
        kind="sealed",
        who=Words("报告人「苔原」（笔名）", "Reporter “taiyuan” (pseudonym)"),
        at=RECEIVED,
        entry_index=1,
        entry_hash=HASHES[1],
        act_title=Words("接收报告", "Report received"),
        text=Words(
            "经门户提交，附件 2 个。回执已出。", "Submitted through the portal with 2 files. Receipt issued."
        ),
        visible_to=Words("报告人；PSIRT 4 人", "the reporter; 4 people of PSIRT"),
    ),
)

THREADS = (
    like(
        name="internal",
        kind="internal",
        label=Words("内部", "Internal"),
        visible_to=Words("青砚设备 PSIRT 4 人。", "4 people of Qingyan PSIRT."),
        not_to=Words("报告人、上游、下游都看不到。", "Not the reporter, not upstream, not downstream."),
    ),
    like(
        name="party",
        kind="party",
        label=Words("参与方", "Parties"),
        visible_to=Words(
            "青砚设备、北辰集成、云汀安防。", "Qingyan Devices, Beichen Integration, Yunting Security."
        ),
        not_to=Words("报告人看不到。", "Not the reporter."),
    ),
    like(
        name="public",
        kind="public",
        label=Words("公开线程", "Public thread"),
        visible_to=Words(
            "报告人与全部参与方；发布后随公告公开。",
            "The reporter and all parties; public with the advisory.",
        ),
    ),
)

PARTIES = (
    like(
        name=Words("苔原", "taiyuan"),
        role=Words("报告人", "reporter"),
        seen_at=NOW,
        answer=Words("等待修补", "awaiting the fix"),
    ),
    like(
        name=Words("素心软件", "Suxin Software"), role=Words("上游，境外", "upstream, overseas"), asking=True
    ),
    like(
        name=Words("北辰集成", "Beichen Integration"),
        role=Words("下游", "downstream"),
        asking=True,
        asked_at=RECEIVED,
        seen_at=RECEIVED + timedelta(days=1),
        answer=Words("受影响", "affected"),
    ),
    like(
        name=Words("云汀安防", "Yunting Security"),
        role=Words("下游", "downstream"),
        asking=True,
        asked_at=RECEIVED,
        silent_days=1,
    ),
    like(
        name=Words("松壑网络", "Songhe Networks"),
        role=Words("下游", "downstream"),
        asking=True,
        asked_at=NOW - timedelta(hours=2),
    ),
)

EMPTY = {
    "title": Words("新到的都处理完了", "All new reports are handled"),
    "text": Words(
        "接收渠道畅通，最近一次自检在 14:00。另有 2 件将在 24 小时内到期。",
        "Reception works, last tested at 14:00. Two others fall due within 24 hours.",
    ),
    "button": Words("看将到期的 2 件", "See the two"),
    "other_button": Words("测试接收渠道", "Test the reception"),
    "note_title": Words("“新到”为空，不等于没有义务。", "An empty list does not mean that nothing is owed."),
    "note": Words(
        "时限从收到报告起算，与谁是否打开过无关。",
        "Limits run from receipt, whether or not anyone has opened the report.",
    ),
}


MENDING = Words("已确认 · 修补中", "confirmed · being mended")

# number, title, state, grade, CVSS, which of every_clock(), what else the row is
_CASES: tuple[tuple[int, Words, Words, int, str, tuple[int, ...], str], ...] = (
    (186, Words("固件更新包签名校验可绕过", "Signature check of firmware packages can be bypassed"),
     MENDING, 3, "CVSS 7.8", (3,), ""),
    (187, Words("「石榴」QY-4200 管理服务命令注入", "“Pomegranate”: command injection in the QY-4200 management service"),
     MENDING, 4, "CVSS 9.8", (2, 4), "cursor"),
    (188, Words("远程维护通道的会话令牌可预测", "Predictable session tokens of the maintenance channel"),
     Words("验证中", "being verified"), 3, "CVSS 8.1", (1,), "picked"),
    (190, Words("用户反馈：重启后默认口令恢复", "User report: default password returns after restart"),
     Words("新到", "new"), 0, "", (4, 0), ""),
    (171, Words("管理页面反射型跨站脚本", "Reflected cross-site scripting in the management page"),
     Words("修补已提供", "remedy provided"), 2, "CVSS 6.1", (7,), "seen"),
    (165, Words("串口调试口读取部分配置", "Part of the configuration readable at the serial port"),
     Words("等报告人答复", "waiting for the reporter"), 1, "CVSS 2.0", (5, 6), "seen"),
)  # fmt: skip


def worklist() -> list[dict[str, Any]]:
    """Rows of a worklist: overdue, pressing, calm, done, waiting."""
    faces = every_clock(short=True)
    return [
        {
            "id": f"QY-2026-{number:04d}",
            "title": title,
            "state": state,
            "grade": grade,
            "cvss": cvss,
            "clocks": [faces[index] for index in chosen],
            mark: True,
        }
        for number, title, state, grade, cvss, chosen, mark in _CASES
    ]
