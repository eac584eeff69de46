"""Sample clocks: one duty in each standing, and every reading of two days."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bulou.entrypoints.clockface import ClockFace, agreed_face, clock_face, waiting_face
from bulou.entrypoints.desk.style_samples.shapes import NOW, RECEIVED, Cited, Sample, Words, like

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
    empty: dict[str, Any] = {
        "started_at": RECEIVED,
        "due_at": None,
        "readings": (),
        "done_at": None,
        "conduct": "verify",
    }
    return Sample(
        empty | {"duty_id": duty_id, "title": Words(zh, en), "citation": citation, "state": state} | more
    )


def _notify(hours_left: float, state: str = "open", **more: Any) -> Sample:
    due_at = NOW + timedelta(hours=hours_left)
    return _duty(
        "RMSV-7-2",
        "报送工信部平台",
        "Notify the MIIT platform",
        ART_7_2,
        state,
        due_at=due_at,
        conduct="notify_authority",
        **more,
    )


READINGS = tuple(
    like(
        name=name,
        zh=zh,
        en=en,
        ground=Words(ground_zh, ground_en),
        due_at=RECEIVED + timedelta(hours=hours),
        provisional=False,
    )
    for name, zh, en, ground_zh, ground_en, hours in [
        (
            "hours48",
            "48 小时",
            "48 hours",
            "最严读法；《规定》未写起点，也未写日的算法",
            "Strictest; the Provisions state neither the start nor how days are counted",
            48,
        ),
        (
            "natural",
            "自然日，当日不计",
            "Natural days, first not counted",
            "类推民法典第二百零一条",
            "Civil Code 201 by analogy",
            54,
        ),
        (
            "rolled",
            "自然日，遇休息日顺延",
            "Natural days, rolled over rest days",
            "类推民法典第二百零三条",
            "Civil Code 203 by analogy",
            78,
        ),
        (
            "working",
            "工作日",
            "Working days",
            "行政处罚法第八十五条限于“本法”",
            "Administrative Penalty Law 85 is limited to “this Law”",
            102,
        ),
    ]
)

DUTIES = (
    _notify(3 + 55 / 60, readings=READINGS),
    _duty(
        "RMSV-7-1-upstream",
        "通知上游提供者",
        "Notify the upstream vendor",
        ART_7_1,
        "open",
        started_at=NOW - timedelta(hours=5),
    ),
    _duty(
        "RMSV-7-1-verify",
        "验证评估",
        "Verify and assess",
        ART_7_1,
        "done_in_time",
        done_at=NOW - timedelta(hours=30),
    ),
    _duty(
        "RMSV-5",
        "留存接收日志",
        "Keep the receipt log",
        ART_5,
        "kept_so_far",
        due_at=datetime(2027, 5, 23, 16, tzinfo=UTC),
        conduct="keep_log",
    ),
)


def strip(*, short: bool = False) -> list[ClockFace]:
    """The strip of the sample case."""
    embargo = agreed_face(
        Words("约定保密期", "Agreed embargo"), datetime(2026, 12, 1, 4, tzinfo=UTC), at=NOW, short=short
    )
    return [clock_face(duty, at=NOW, short=short) for duty in DUTIES] + [embargo]


def every_clock(*, short: bool = False) -> list[ClockFace]:
    """One clock per state, in the order of the legend, then the rarer words."""
    provisional = like(due_at=NOW + timedelta(hours=30), provisional=True)
    duties = [
        _notify(42.8),
        _notify(22 + 1 / 6),
        _notify(3 + 55 / 60),
        _notify(-5 - 1 / 3, "overdue"),
        DUTIES[1],
        DUTIES[2],
        _notify(-80, "overdue"),
        _notify(30, readings=(provisional,)),
        _notify(-1, "done_late"),
        DUTIES[3],
        _duty("RMSV-5", "留存接收日志", "Keep the receipt log", ART_5, "broken"),
        _notify(9, "suspended"),
        _duty("RMSV-7-3", "告知用户", "Notify users", ART_7_3, "not_arisen"),
        _duty("RMSV-7-3", "告知用户", "Notify users", ART_7_3, "lapsed"),
        _duty("RMSV-7-3", "告知用户", "Notify users", ART_7_3, "excused"),
    ]
    faces = [clock_face(duty, at=NOW, short=short) for duty in duties]
    waiting = waiting_face(Words("等报告人答复", "Reporter’s answer"), NOW - timedelta(days=6), at=NOW)
    agreed = agreed_face(
        Words("约定保密期", "Agreed embargo"), NOW + timedelta(days=8, hours=21), at=NOW, short=short
    )
    return [*faces[:6], waiting, agreed, *faces[6:]]
