"""The competence table against every act of an authority: each body, each act, each kind of matter (Articles 3, 7, 9, 10, 12)."""

from dataclasses import MISSING, fields
from datetime import timedelta
from typing import Any, get_type_hints
from uuid import UUID, uuid4

import pytest
from django.utils import translation

from bulou.acts import ACTS, Act, Actor, foresee
from bulou.acts.authority.matters import MatterAct
from bulou.acts.authority.receiving import ReceiveMatter
from bulou.law.bodies import Body
from bulou.law.competence import Power, competent
from tests.world import World

TAKING_UP = {
    "notification": Power.RECEIVE,
    "assessment": Power.OPINE,
    "consent": Power.CONSENT,
    "circulation": Power.RECEIVE_CIRCULATION,
    "share": Power.SHARE,
}
"""What a body needs to deal with a matter that reached it, of each kind; an act that is not named below needs no more."""

NEEDED: dict[str, Any] = {
    "give_opinion": lambda kind: Power.OPINE,
    "decide_request": lambda kind: Power.CONSENT if kind == "consent" else Power.ASSESS,
    "urge_vendor": lambda kind: Power.URGE,
    "record_circulation": lambda kind: Power.CIRCULATE,
    "publish_guidance": lambda kind: Power.GUIDE,
    "record_major_event": lambda kind: Power.LIST_EVENT,
    "begin_supervision": lambda kind: Power.SUPERVISE,
}
BETWEEN = ("circulation", "share")  # told by an authority, never by a vendor
OF_THE_HOUSE = ("publish_guidance", "record_major_event", "begin_supervision")


def filled(cls: type[Act], world: World, **known: Any) -> Act:
    """The act with something in every field that it demands: who may is asked before what is written is read."""
    blank = {UUID: uuid4(), str: "x", bool: True, int: 1, bytes: b""}
    hints = get_type_hints(cls)
    made = {
        each.name: blank.get(hints[each.name], world.now + timedelta(days=1))
        for each in fields(cls)
        if each.default is MISSING and each.default_factory is MISSING and each.name not in known
    }
    return cls(**made, **known)


QUICK = {Body.MIIT, Body.CNCERT}


@pytest.mark.parametrize(
    "body", [each if each in QUICK else pytest.param(each, marks=pytest.mark.slow) for each in Body]
)
def test_a_body_does_what_the_competence_table_gives_it_and_nothing_else(world: World, body: Body) -> None:
    house = world.found("desk", "DK", "authority", bodies=(body.value,))
    lead = world.appoint("officer", "desk", "lead")
    matters = [cls for cls in ACTS.values() if issubclass(cls, MatterAct)]
    asked = {}
    for kind in TAKING_UP:
        origin = {
            "organisation": str(world.organisations["authority" if kind in BETWEEN else "vendor"]),
            "name": "某厂商",
            "case": str(uuid4()),
            "reference": str(uuid4()),
            "lead": str(house),
        }
        received = ReceiveMatter(
            organisation_id=house, raw=b"{}", content={"title": "题"}, kind=kind, origin=origin
        )
        case_id = UUID(world.done(received, Actor.system()).ids["case_id"])
        asked |= {(cls.name, kind): filled(cls, world, case_id=case_id) for cls in matters}
    asked |= {(name, ""): filled(ACTS[name], world, organisation_id=house) for name in OF_THE_HOUSE}
    found, expected = {}, {}
    for (name, kind), act in asked.items():
        with translation.override("en"):
            refusal = foresee(act, by=lead, at=world.now).refusal
        power = NEEDED[name](kind) if name in NEEDED else TAKING_UP[kind]
        found[name, kind] = refusal is not None and "has no power" in str(refusal.reason)
        expected[name, kind] = not competent([body], power)

    assert {key: each for key, each in found.items() if each != expected[key]} == {}
    assert len(found) == len(matters) * len(TAKING_UP) + len(OF_THE_HOUSE)
