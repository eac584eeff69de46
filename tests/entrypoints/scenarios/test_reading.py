"""A scenario file is read with the line of every fault, and means what a lawyer would mean by it."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.entrypoints.scenarios.reading import BadFile, read

WHOLE = """
circumstances:
  通常: &usual
    remediation_provided: {remediation}
    major_event: no
  活动期间:
    <<: *usual
    major_event: 是
verdicts:
  - name: 一
    given: 活动期间
    act: publish
    facts: {{ exaggerates: 未知 }}
    readings: {{ workaround_counts_as_fix: yes }}
    answer: needs_facts
duties:
  - name: 二
    events: {{ report_received: 2026-11-20T18:00:00+08:00 }}
    expect:
      RMSV-7-2: {{ due: 2026-11-22 18:00 }}
"""


def faults(text, **more):
    with pytest.raises(BadFile) as found:
        read(text, **more)
    return [(fault.line, fault.en) for fault in found.value.faults]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("true", True), ("是", True), ("Yes", True), ("no", False), ("null", None), ("unknown", None)],
)
def test_facts_may_be_written_as_people_say_them(written, meant):
    question = read(WHOLE.format(remediation=written)).questions[0]

    assert {name: fact.value for name, fact in question.facts.items()} == {
        "remediation_provided": meant,
        "major_event": True,
        "exaggerates": None,
    }
    assert dict(question.readings) == {"workaround_counts_as_fix": "yes"}
    assert question.changed == {"exaggerates": None}


def test_a_duty_keeps_its_events_and_what_is_expected():
    owing = read(WHOLE.format(remediation="true")).duties[0]

    assert owing.line == 17
    assert {name: moment.isoformat() for name, moment in owing.events.items()} == {
        "report_received": "2026-11-20T18:00:00+08:00"
    }
    assert {name: dict(expected) for name, expected in owing.expect.items()} == {
        "RMSV-7-2": {"due": "2026-11-22 18:00"}
    }


BAD = {
    "": (1, "There is no scenario: write at least one under verdicts or duties."),
    "verdicts: [": (1, "Here, at character 12, it is not YAML: look at the indentation, the space after each colon, and quotes that do not pair."),
    "verdicts:\n  - name: a\n    act: publsh\n    answer: forbidden": (3, "There is no conduct publsh; did you mean publish?"),
    "verdicts:\n  - name: a\n    act: publish\n    answer: forbiden": (4, "There is no answer forbiden; did you mean forbidden?"),
    "verdicts:\n  - name: a\n    act: publish\n    facts:\n      remediation_provded: true\n    answer: forbidden": (
        5, "There is no fact remediation_provded; did you mean remediation_provided?"),
    "verdicts:\n  - name: a\n    act: publish\n    facts: {\n      actor_role: vendr }\n    answer: forbidden": (
        5, 'The fact actor_role cannot be "vendr"; it is one of finder, vendor, operator, platform, authority.'),
    "verdicts:\n  - name: a\n    act: publish\n    facts: { actor_role: 1 }\n    answer: forbidden": (
        4, 'The fact actor_role cannot be 1; it is one of finder, vendor, operator, platform, authority.'),
    "verdicts:\n  - act: publish\n    answer: forbidden": (2, "A scenario needs a name: `name`."),
    "verdicts:\n  - name: a\n    name: b": (3, "name stands twice. Keep one."),
    "verdicts:\n  - name: a\n    given: nowhere\n    act: publish\n    answer: owed": (3, "There is no circumstances nowhere; it is one of ."),
    "verdicts:\n  - name: a\n    act: publish\n    answer: owed\n    anwser: owed": (5, "There is no field anwser; did you mean answer?"),
    "verdicts:\n  - name: a\n    act: publish\n    answer: owed\n    at: 2026-11-22": (
        5, 'The moment at ("2026-11-22") must be written with its zone, such as 2026-11-22T10:00:00+08:00.'),
    "duties:\n  - name: a\n    events: { report_recieved: 2026-11-22T10:00:00+08:00 }\n    expect: {}": (
        3, "There is no event report_recieved; did you mean report_received?"),
    "duties:\n  - name: a\n    expect: { RMSV-7-22: { standing: open } }": (3, "There is no duty RMSV-7-22; did you mean RMSV-7-2?"),
    "duties:\n  - name: a": (2, "What is wanted here is one `name: value` a line."),
    "regime: rmsw\nverdicts: []": (1, "There is no regime rmsw; did you mean rmsv?"),
    "verdicts: publish": (1, "verdicts is a list, each item begun with “- ”."),
    "a: &a [*a]": (1, "It refers to itself here."),
    "a: !!python/name:os.system x": (1, 'The tag "tag:yaml.org,2002:python/name:os.system" cannot be used here.'),
    "\x01": (1, "It holds a control character. Delete it."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), BAD.items())
def test_a_fault_is_told_with_its_line_and_the_nearest_name(text, fault):
    assert faults(text)[0] == fault


def test_every_fault_is_told_at_once_and_each_once():
    text = "circumstances:\n  a: { major_evnt: no }\nverdicts:\n"
    text += (
        "  - { name: x, given: a, act: publish, answer: owed }\n  - { name: y, act: publsh, answer: owed }"
    )

    assert [line for line, _told in faults(text)] == [2, 5]


def test_a_file_that_swells_by_merging_is_read_at_once():
    lines = ["circumstances:", "  c0: &c0 { major_event: true }"]
    lines += [f"  c{n}: &c{n} {{ <<: [{', '.join([f'*c{n - 1}'] * 20)}] }}" for n in range(1, 200)]
    lines += ["verdicts:", "  - { name: x, given: c199, act: publish, answer: needs_facts }"]

    assert read("\n".join(lines)).questions[0].facts["major_event"].value is True


def test_more_scenarios_than_asked_for_are_refused():
    text = "verdicts:\n" + "".join(f"  - {{ name: n{n}, act: publish, answer: owed }}\n" for n in range(3))

    assert faults(text, most=2) == [(1, "There are more than 2 scenarios. Split the file.")]
    assert len(read(text, most=3).every) == 3


@given(st.text(max_size=200))
def test_whatever_is_given_is_read_or_refused(text):
    with suppress(BadFile):
        read(text)
