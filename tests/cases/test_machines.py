"""Every (state, event) pair of every machine, against a second writing of the tables."""

import pytest

from bulou.cases import MACHINES, OutOfTurn

# Written from COORDINATION §4.1 and §4.5 and not from the tables; where the notes of a table add a pair, so do we.
EXPECTED = {
    "RM": """
        start: receive>received
        received: validate>valid invalidate>invalid
        invalid: validate>valid close>closed
        valid: accept>accepted defer>deferred
        accepted: defer>deferred close>closed
        deferred: accept>accepted close>closed
        closed:
    """,
    "EM": """
        none: propose>proposed
        proposed: propose>proposed accept>active reject>none
        active: propose>revise terminate>exited
        revise: propose>revise accept>active reject>active terminate>exited
        exited:
    """,
    "PEC": """
        no_embargo: invite>invited
        invited: invite>invited accept>signatory decline>declined revise>invited reset>no_embargo
        signatory: decline>declined revise>lapsed reset>no_embargo
        lapsed: invite>invited accept>signatory decline>declined revise>lapsed reset>no_embargo
        declined: invite>invited accept>signatory reset>no_embargo
    """,
    "LOG": """
        written: hold>held
        held: hold>held release>releasable
        releasable: hold>held purge>purged
        purged:
    """,
    "CANARY": """
        due: send>sent
        sent: arrive>arrived miss>missing
        arrived:
        missing: arrive>late
        late:
    """,
    "REG": """
        not_due: start>running submit>submitted
        running: submit>submitted cancel>cancelled
        submitted: acknowledge>acknowledged return>returned supplement>submitted
        acknowledged: return>returned supplement>amended
        returned: acknowledge>acknowledged amend>amended
        amended: acknowledge>acknowledged return>returned supplement>amended
        cancelled: submit>submitted restart>running
    """,
    "NOTICE": """
        pending: send>sent fail>failed
        sent: send>sent confirm>confirmed fail>failed escalate>escalated
        failed: send>sent confirm>confirmed escalate>escalated
        escalated: send>sent confirm>confirmed
        confirmed:
    """,
    "SUPPORT": """
        open: ask>open answer>answered solve>solved close>closed
        answered: ask>open answer>answered solve>solved close>closed
        solved: reopen>reopened close>closed
        reopened: ask>reopened answer>answered solve>solved close>closed
        closed: reopen>reopened
    """,
    "GATE": """
        draft: redraft>draft check>checked
        checked: redraft>draft check>checked block>blocked refer>needs_authority publish>published
        blocked: redraft>draft check>checked
        needs_authority: redraft>draft check>checked authorise>authorised refuse>refused
        authorised: redraft>draft block>blocked refuse>refused publish>published
        refused: redraft>draft check>checked
        published: correct>corrected withdraw>withdrawn
        corrected: correct>corrected withdraw>withdrawn
        withdrawn:
    """,
}


def case_states() -> str:
    """CS written from its rules: V before F before D; X forces P, and P forces V, at once."""
    names = {
        "V": "vendor_aware",
        "F": "fix_ready",
        "D": "fix_deployed",
        "P": "public_aware",
        "X": "exploit_public",
        "A": "attacks_seen",
    }
    lines = []
    for vfd in ("vfd", "Vfd", "VFd", "VFD"):
        for pxa in (a + b + c for a in "pP" for b in "xX" for c in "aA"):
            state = vfd + pxa
            if "X" in state and "p" in state:
                ways = "P"
            elif "P" in state and "v" in state:
                ways = "V"
            else:
                ways = {"vfd": "V", "Vfd": "F", "VFd": "D", "VFD": ""}[vfd] + pxa.upper().translate(
                    {ord(letter): None for letter in pxa if letter.isupper()}
                )
            steps = " ".join(f"{names[way]}>{state.replace(way.lower(), way)}" for way in ways)
            lines.append(f"{state}: {steps}")
    return "\n".join(lines)


def expected(name: str) -> dict[str, dict[str, str]]:
    text = case_states() if name == "CS" else EXPECTED[name]
    lines = [line.strip().partition(":") for line in text.strip().splitlines()]
    return {state: dict(step.split(">") for step in steps.split()) for state, _, steps in lines}


def pairs():
    return [
        pytest.param(machine, state, event, id=f"{machine.name}-{state}-{event}")
        for machine in MACHINES.values()
        for state in machine.states
        for event in machine.events
    ]


def test_the_machines_are_the_nine_of_the_case_model():
    assert list(MACHINES) == ["RM", "EM", "PEC", "CS", "LOG", "CANARY", "REG", "NOTICE", "SUPPORT", "GATE"]


def test_the_machines_are_those_of_the_case_model():
    assert {name: machine.initial for name, machine in MACHINES.items()} == {
        "RM": "start",
        "EM": "none",
        "PEC": "no_embargo",
        "CS": "vfdpxa",
        "LOG": "written",
        "CANARY": "due",
        "REG": "not_due",
        "NOTICE": "pending",
        "SUPPORT": "open",
        "GATE": "draft",
    }


@pytest.mark.parametrize("name", MACHINES)
def test_a_machine_has_the_states_and_events_expected_and_no_others(name):
    machine, table = MACHINES[name], expected(name)

    assert set(machine.states) == set(table)
    assert set(machine.events) == {event for steps in table.values() for event in steps}
    assert machine.final == tuple(state for state in machine.states if not table[state])


@pytest.mark.parametrize(("machine", "state", "event"), pairs())
def test_an_event_leads_to_the_next_state_or_is_out_of_turn(machine, state, event):
    steps = expected(machine.name)[state]

    if event in steps:
        assert machine.allows(state, event)
        assert machine.next(state, event) == steps[event]
        return
    assert not machine.allows(state, event)
    with pytest.raises(OutOfTurn) as caught:
        machine.next(state, event)
    refused = caught.value
    assert (refused.machine, refused.state, refused.event) == (machine.name, state, event)
    assert sorted(refused.allowed) == sorted(steps)
    for text in (machine.labels[state], machine.labels[event], *(machine.labels[way] for way in steps)):
        assert text.zh in refused.zh
        assert text.en in refused.en
    assert str(refused) == refused.en


@pytest.mark.parametrize("machine", MACHINES.values(), ids=lambda machine: machine.name)
def test_a_machine_is_whole(machine):
    reached = {machine.initial}
    while more := {after for (state, _), after in machine.transitions.items() if state in reached} - reached:
        reached |= more

    assert reached == set(machine.states)
    assert not set(machine.states) & set(machine.events)
    assert set(machine.notes) <= set(machine.transitions)
    texts = [machine.title, machine.purpose, *machine.labels.values(), *machine.notes.values()]
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in text.zh) for text in texts)
    assert all(text.en and not any("\u4e00" <= letter <= "\u9fff" for letter in text.en) for text in texts)
    for names in (machine.states, machine.events):
        assert (
            len({text.zh for text in names.values()})
            == len({text.en for text in names.values()})
            == len(names)
        )


def test_an_unknown_name_is_a_mistake_and_not_out_of_turn():
    machine = MACHINES["RM"]

    for ask in (
        lambda: machine.next("recieved", "validate"),
        lambda: machine.next("received", "valid"),
        lambda: machine.allows("received", "valid"),
        lambda: machine.allowed("nowhere"),
    ):
        with pytest.raises(LookupError, match="has no"):
            ask()


@pytest.mark.parametrize("machine", MACHINES.values(), ids=lambda machine: machine.name)
def test_a_path_is_the_fewest_events_after_which_the_event_may_happen(machine):
    for state in machine.states:
        for event in machine.events:
            path = machine.path(state, event)
            if path is None:
                assert not any(machine.allows(there, event) for there in reached(machine, state))
                continue
            here = state
            for step in path:
                assert not machine.allows(here, event)
                here = machine.next(here, step)
            assert machine.allows(here, event)


def reached(machine, state):
    """Every state that some events lead to from this one, itself included."""
    found, ahead = {state}, [state]
    for here in ahead:
        for there in (machine.next(here, event) for event in machine.allowed(here)):
            if there not in found:
                found.add(there)
                ahead.append(there)
    return found
