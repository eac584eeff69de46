"""The acts of the reception itself: staff entry, days sealed, inspections, canaries."""

from datetime import date, timedelta
from typing import Any

from bulou.acts import canary as ca
from bulou.acts import entering as en
from bulou.acts import reception as rp
from bulou.records.canaries import word
from bulou.records.reception_log import day_of
from tests.acts.example import NOBODY, Example, days, of
from tests.acts.scene import Scene


def _day(ago: int) -> Any:
    return lambda scene: day_of(scene.world.now) - timedelta(days=ago)


def _word(scene: Scene) -> str:
    return word(scene.ids["canary"])


def _canary(scene: Scene) -> Any:
    return scene.ids["canary"]


OF_RECEPTION: dict[str, Example] = {
    "enter_report": of(
        en.EnterReport,
        "handler",
        channel="phone",
        came_at=days(-1),
        product="QY-4200",
        steps="来电称登录框可绕过",
        bad={"steps": " "},
        wrong="steps",
    ),
    "inspect_reception": of(
        rp.InspectReception,
        inspector="某市通信管理局 王工",
        grounds="检查通知〔2026〕3号",
        first=_day(7),
        last=_day(0),
        bad={"inspector": " "},
        wrong="inspector",
    ),
    "miss_canary": of(
        ca.MissCanary, "system", canary_id=_canary, bad={"canary_id": NOBODY}, wrong="canary_id"
    ),
    "note_oversized": of(rp.NoteOversized, "stranger", channel="api", size=10**9, ceiling=10**7),
    "receive_canary": of(ca.ReceiveCanary, "stranger", channel="api", word=_word, raw=b"{}"),
    "seal_reception_day": of(
        rp.SealReceptionDay,
        "system",
        first=_day(201),
        last=_day(1),
        bad={"last": date(2999, 1, 1)},
        wrong="last",
    ),
    "send_canary": of(ca.SendCanary, "system", channel="portal", bad={"channel": "fax"}, wrong="channel"),
    "switch_canaries": of(ca.SwitchCanaries, switch="on", bad={"switch": "off"}, wrong="switch"),
}
