"""The acts of supervision, on both sides."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from bulou.acts.supervision import corrections as co
from bulou.acts.supervision import findings as fi
from bulou.acts.supervision import inspections as ins
from bulou.acts.supervision import referrals as re
from bulou.acts.supervision import scope as sc
from bulou.records.reception_log import day_of
from tests.acts.example import BLANK, NOBODY, Example, days, of
from tests.acts.scene import Scene


def _house(name: str) -> Any:
    return lambda scene: scene.world.organisations[name]


def _named(what: str) -> Any:
    return lambda scene: scene.ids[what]


def _key(scene: Scene) -> str:
    return scene.key


def _day(ago: int) -> Any:
    return lambda scene: day_of(scene.world.now) - timedelta(days=ago)


def _by_authority(cls: Any, **fields: Any) -> Example:
    """An act of the authority's lead toward the vendor."""
    more: dict[str, Any] = {"subject_id": _house("vendor")} | fields
    return of(cls, "inspector", organisation_id=_house("authority"), **more)


NEW: UUID = uuid4()
OF_SUPERVISION: dict[str, Example] = {
    "begin_supervision": _by_authority(
        sc.BeginSupervision,
        subject_id=_house("other"),
        basis="《规定》第三条",
        bad={"basis": " "},
        wrong="basis",
    ),
    "end_supervision": _by_authority(sc.EndSupervision, bad={"subject_id": NOBODY}, wrong="subject_id"),
    "confirm_finding": _by_authority(
        fi.ConfirmFinding, key=_key, bad={"key": "late_notification:x"}, wrong="key"
    ),
    "issue_correction": _by_authority(
        co.IssueCorrection,
        finding_id=_named("finding"),
        number="责改〔2026〕2号",
        text="恢复接收渠道。",
        due_at=days(10),
        bad={"finding_id": NOBODY},
        wrong="finding_id",
    ),
    "refer_finding": _by_authority(
        re.ReferFinding,
        finding_id=_named("finding"),
        addressee="公安机关",
        bad={"addressee": " "},
        wrong="addressee",
    ),
    "close_correction": _by_authority(
        co.CloseCorrection, order=_named("order"), text="已核实。", bad=BLANK, wrong="text"
    ),
    "inspect_supervised": _by_authority(
        ins.InspectSupervised,
        grounds="检查通知〔2026〕3号",
        first=_day(7),
        last=_day(0),
        bad={"grounds": " "},
        wrong="grounds",
    ),
    "answer_correction": of(
        co.AnswerCorrection, order=_named("order"), text="已恢复。", bad=BLANK, wrong="text"
    ),
    "receive_correction": of(
        co.ReceiveCorrection,
        "system",
        order=NEW,
        part="issued",
        sender=_house("authority"),
        text="改正。",
        number="责改〔2026〕3号",
        norm="RMSV-5-1",
        due_at=days(10),
        bad={"part": "odd"},
        wrong="part",
    ),
    "receive_inspection": of(
        ins.ReceiveInspection,
        "system",
        sender=_house("authority"),
        person=NOBODY,
        grounds="检查通知",
        first=_day(7),
        last=_day(0),
    ),
}
