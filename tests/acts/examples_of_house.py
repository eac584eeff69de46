"""The acts of the house: the register of internal control, reminders, one's own filing kept true."""

from typing import Any

from bulou.acts.house import incidents as inc
from bulou.acts.house import measures as me
from bulou.acts.house import registering as rg
from bulou.acts.house import reminding as re
from bulou.acts.house import reviewing as rv
from bulou.acts.house import rules as ru
from bulou.acts.platforms import keeping as ke
from tests.acts.example import BLANK, NOBODY, Example, of, on, person
from tests.acts.housed import TEXTS, day
from tests.acts.scene import Scene


def _day(ahead: int) -> Any:
    return lambda scene: day(scene.world, ahead)


def _id(what: str) -> Any:
    def found(scene: Scene) -> Any:
        return scene.ids[what]

    return found


OF_HOUSE: dict[str, Example] = {
    "put_measure_in_force": of(
        me.PutMeasureInForce,
        kind="training",
        heading="保密培训",
        text="每年一次，签到留存。",
        responsible_id=person("lead"),
        in_force_since=_day(-1),
        review_due=_day(100),
        replaces=_id("measure"),
        bad={"responsible_id": NOBODY, "text": " "},
        wrong="responsible_id text",
    ),
    "adopt_rules": of(
        ru.AdoptRules,
        **TEXTS,
        four_eyes=False,
        first_answer="3",
        grounds="年度修订",
        bad={"grounds": " "},
        wrong="grounds",
    ),
    "register_finder": of(
        rg.RegisterFinder,
        "stranger",
        person="林中路",
        email="lin@finder.example",
        bad={"email": "lin"},
        wrong="email",
    ),
    "verify_finder": of(
        rg.VerifyFinder,
        registration_id=_id("finder"),
        document="id_card",
        bad={"document": ""},
        wrong="document",
    ),
    "trust_finder": of(
        rg.TrustFinder,
        registration_id=_id("finder"),
        trusted=True,
        grounds="长期合作",
        bad={"grounds": " "},
        wrong="grounds",
    ),
    "end_registration": of(
        rg.EndRegistration,
        registration_id=_id("finder"),
        grounds="违反约定",
        bad={"registration_id": NOBODY},
        wrong="registration_id",
    ),
    "forget_me": of(rg.ForgetMe, "stranger", code=lambda scene: scene.code),
    "add_finder": on(
        "accepted",
        rg.AddFinder,
        ids={"registration_id": "finder"},
        bad={"registration_id": NOBODY},
        wrong="registration_id",
    ),
    "end_measure": of(
        me.EndMeasure,
        measure_id=_id("measure"),
        grounds="并入另一项",
        bad={"measure_id": NOBODY},
        wrong="measure_id",
    ),
    "review_measure": of(
        rv.ReviewMeasure,
        measure_id=_id("measure"),
        outcome="gaps",
        text="抽查三案，一人离岗未收回。",
        next_due=_day(90),
        bad=BLANK,
        wrong="text",
    ),
    "enter_incident": of(
        inc.EnterIncident,
        "handler",
        suspected="publication",
        text="网上出现公告草稿。",
        measure_id=_id("measure"),
        bad={"measure_id": NOBODY},
        wrong="measure_id",
    ),
    "close_incident": of(
        inc.CloseIncident,
        incident_id=_id("incident"),
        found="unfounded",
        text="系已公开内容。",
        bad={"incident_id": NOBODY},
        wrong="incident_id",
    ),
    "remind_of_due": of(
        re.RemindOfDue,
        "system",
        kind="review",
        about=_id("measure"),
        stage="soon",
        bad={"stage": "overdue"},
        wrong="about",
    ),
    "note_document_validity": of(
        ke.NoteDocumentValidity,
        "handler",
        document="grade3_proof",
        valid_until=_day(30),
        bad={"document": "licence"},
        wrong="document",
    ),
    "look_through_filing": of(
        ke.LookThroughFiling, "handler", still_true=True, bad={"still_true": False}, wrong="still_true"
    ),
}
