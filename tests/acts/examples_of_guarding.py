"""The acts that guard what is undisclosed against one's own house: each once, and once as it cannot be acted on."""

from datetime import date

from bulou.acts import Act
from bulou.acts.guarding import accounts as ac
from bulou.acts.guarding import copies as cp
from bulou.acts.guarding import glass as gl
from bulou.acts.guarding import reading as rd
from bulou.records.models import Case
from tests.acts.example import NOBODY, Example, of, person
from tests.acts.scene import Scene


def token(scene: Scene, _known: dict[str, object]) -> Act:
    return ac.EndToken(organisation_id=scene.world.organisations["vendor"], token_id=scene.ids["token"])


OF_GUARDING: dict[str, Example] = {
    "take_copy": of(
        cp.TakeCopy, what="rewards", rows=b"8 bytes 8 bytes ", bad={"what": "everything"}, wrong="what"
    ),
    "trace_leak": of(cp.TraceLeak, "auditor", leak="QY-2026-0001,…", bad={"leak": " "}, wrong="leak"),
    "raise_reading_alarm": of(
        rd.RaiseReadingAlarm,
        "system",
        rule="many",
        day=date(2026, 11, 20),
        counted=21,
        limit=20,
        bad={"rule": "mood"},
        wrong="rule",
    ),
    "set_reading_limits": of(
        rd.SetReadingLimits, "admin", many=30, bad={"many": 0, "rows": 10**6}, wrong="many rows"
    ),
    "break_glass": of(
        gl.BreakGlass,
        "handler",
        number=lambda scene: Case.objects.get(id=scene.cases["accepted"]).number,
        emergency="due",
        grounds="期限将至，无人应答",
        bad={"number": "QY-0", "grounds": "x"},
        wrong="number",
    ),
    "review_glass": of(
        gl.ReviewGlass,
        "admin",
        glass_id=lambda scene: scene.ids["glass"],
        judgement="approved",
        remark="电话记录属实",
        bad={"judgement": ""},
        wrong="judgement",
    ),
    "end_token": Example(token, "received", "sysadmin", {"token_id": NOBODY}, ("token_id",)),
    "suspend_account": of(
        ac.SuspendAccount,
        "sysadmin",
        person_id=person("handler"),
        bad={"person_id": NOBODY},
        wrong="person_id",
    ),
    "restore_account": of(
        ac.RestoreAccount,
        "sysadmin",
        person_id=person("inactive"),
        bad={"person_id": NOBODY},
        wrong="person_id",
    ),
}
