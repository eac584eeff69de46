"""I1 to I8: for each, a case in which it holds and cases that break it and it alone."""

from dataclasses import replace

import pytest

from bulou.cases.invariants import INVARIANTS, LogLine, Party, Snapshot, broken, embargo_ought_to_end

AWARE, READY, DEPLOYED = "vendor_aware", "fix_ready", "fix_deployed"
PUBLIC, EXPLOIT, ATTACKS = "public_aware", "exploit_public", "attacks_seen"


def party(name: str, *happened: str, roles: str = "vendor", rm: str = "accepted") -> Party:
    return Party(name=name, roles=frozenset(roles.split()), rm=rm, happened=frozenset(happened))


OWNER = party("甲", roles="case_owner coordinator")
VENDOR = party("乙", AWARE)
CASE = Snapshot(
    parties=(OWNER, VENDOR),
    embargo="active",
    genesis="g",
    log=(LogLine("node", "g", "1"), LogLine("node", "1", "2")),
)


def after(case: Snapshot, **changes: object) -> Snapshot:
    return replace(case, before=case, **changes)


def world(*events: str) -> frozenset[str]:
    return frozenset(events)


WHOLE = {
    "as it stands": CASE,
    "nothing changed": after(CASE),
    "an empty case": Snapshot(),
    "a fix becomes ready": after(CASE, parties=(OWNER, party("乙", AWARE, READY))),
    "a leak tells public and all vendors": after(
        replace(CASE, parties=(OWNER, party("乙"), party("丙"))),
        parties=(OWNER, VENDOR, party("丙", AWARE)),
        world=world(PUBLIC, EXPLOIT),
    ),
    "an embargo stands a while after a leak": after(CASE, world=world(PUBLIC)),
    "a revision while one of two vendors has no fix": after(
        replace(CASE, parties=(OWNER, party("乙", AWARE, READY), party("丙", AWARE))), embargo="revise"
    ),
    "a first embargo before anything is known": after(replace(CASE, embargo="none"), embargo="proposed"),
    "the case changes hands": after(
        CASE, parties=(party("甲", roles="coordinator"), party("乙", AWARE, roles="vendor case_owner"))
    ),
    "an exploit released without embargo is for the law to judge": replace(
        CASE, embargo="none", exploit_released=True
    ),
}

BROKEN = {
    "a fix before awareness": ("I1", replace(CASE, parties=(OWNER, party("乙", READY)))),
    "deployed before ready": ("I1", replace(CASE, parties=(OWNER, party("乙", AWARE, DEPLOYED)))),
    "an event undone": ("I2", after(replace(CASE, world=world(ATTACKS)), world=world())),
    "two events in a step": ("I2", after(CASE, world=world(ATTACKS, PUBLIC))),
    "two vendors' fixes in a step": (
        "I2",
        after(
            replace(CASE, parties=(VENDOR, party("丙", AWARE), OWNER)),
            parties=(party("乙", AWARE, READY), party("丙", AWARE, READY), OWNER),
        ),
    ),
    "a fix by a vendor who only received": (
        "I3",
        replace(CASE, parties=(OWNER, party("乙", AWARE, READY, rm="received"))),
    ),
    "a new embargo after attacks": (
        "I4",
        after(replace(CASE, embargo="none", world=world(ATTACKS)), embargo="proposed"),
    ),
    "an embargo accepted after a leak": (
        "I4",
        after(replace(CASE, embargo="proposed", world=world(PUBLIC)), embargo="active"),
    ),
    "a new embargo when all have fixes": (
        "I5",
        after(replace(CASE, embargo="none", parties=(OWNER, party("乙", AWARE, READY))), embargo="proposed"),
    ),
    "an exploit released under embargo": ("I6", replace(CASE, exploit_released=True)),
    "an exploit released under revision": ("I6", replace(CASE, embargo="revise", exploit_released=True)),
    "two owners": ("I7", replace(CASE, parties=(OWNER, party("乙", AWARE, roles="vendor case_owner")))),
    "an owner taken away": ("I7", after(CASE, parties=(party("甲", roles="coordinator"), VENDOR))),
    "a second writer": ("I8", replace(CASE, log=(*CASE.log, LogLine("other", "2", "3")))),
    "a broken chain": ("I8", replace(CASE, log=(*CASE.log, LogLine("node", "1", "3")))),
    "a foreign genesis": ("I8", replace(CASE, genesis="h")),
}


def test_the_invariants_are_the_eight_of_the_case_model():
    assert list(INVARIANTS) == [f"I{number}" for number in range(1, 9)]
    assert all(invariant.text.zh and invariant.text.en for invariant in INVARIANTS.values())
    assert {code for code, _ in BROKEN.values()} == set(INVARIANTS)


@pytest.mark.parametrize("name", WHOLE)
def test_a_sound_case_breaks_none(name):
    assert broken(WHOLE[name]) == ()


@pytest.mark.parametrize("name", BROKEN)
def test_a_breach_is_found_under_its_number_alone(name):
    code, case = BROKEN[name]

    assert [invariant.code for invariant in broken(case)] == [code]


@pytest.mark.parametrize(
    ("embargo", "events", "happened", "ought"),
    [
        ("active", [], [AWARE], None),
        ("active", [PUBLIC], [AWARE], "shall"),
        ("revise", [EXPLOIT], [AWARE], "shall"),
        ("active", [ATTACKS], [AWARE], "should"),
        ("active", [ATTACKS, PUBLIC], [AWARE], "shall"),
        ("active", [], [AWARE, READY], None),
        ("active", [], [AWARE, READY, DEPLOYED], "should"),
        ("proposed", [PUBLIC], [AWARE], None),
        ("none", [PUBLIC], [AWARE], None),
        ("exited", [PUBLIC], [AWARE], None),
    ],
)
def test_an_embargo_in_force_ought_to_end_when_it_protects_nobody(embargo, events, happened, ought):
    case = replace(CASE, embargo=embargo, world=world(*events), parties=(OWNER, party("乙", *happened)))

    assert embargo_ought_to_end(case) == ought
