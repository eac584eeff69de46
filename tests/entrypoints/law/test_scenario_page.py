"""Scenario files in the browser: which pass, which do not, and where a file is at fault."""

import html
import itertools
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bulou.law import READINGS

pytestmark = pytest.mark.django_db
PAGE = "/law/scenarios"


def tried(client, **given):
    answer = client.post(PAGE, given)
    return answer.status_code, answer.content.decode()


def example(client):
    shown = client.get(PAGE).content.decode()
    return html.unescape(re.search(r"<code>(verdicts:.*?)</code>", shown, re.DOTALL)[1])


def test_the_example_of_the_page_passes(stranger):
    status, shown = tried(stranger, text=example(stranger))

    assert (status, "1 of 1 pass" in shown) == (200, True)


def test_a_file_is_tried_and_what_differs_is_said(stranger):
    wrong = example(stranger).replace("answer: forbidden", "answer: permitted")
    status, shown = tried(stranger, file=SimpleUploadedFile("x.yaml", wrong.encode()))

    assert status == 200
    assert "0 of 1 pass" in shown
    assert "<strong>forbidden (forbidden)</strong>" in shown


def test_a_fault_is_shown_with_its_line_and_the_text_is_kept(stranger):
    status, shown = tried(stranger, text="verdicts:\n  - name: <b>a\n    act: publsh")

    assert status == 422
    assert "Line 3: There is no conduct publsh; did you mean publish?" in shown
    assert "&lt;b&gt;a" in shown


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Choose a file or write its text."),
        ({"text": " \n"}, "Choose a file or write its text."),
        ({"file": SimpleUploadedFile("x.yaml", b"\xff\xfe")}, "The file is not UTF-8 text."),
        ({"file": SimpleUploadedFile("x.yaml", b"#" * 65537)}, "The file is larger than 64 kB."),
        (
            {
                "text": "verdicts:\n"
                + "".join(f"  - {{ name: n{n}, act: publish, answer: owed }}\n" for n in range(201))
            },
            "more than 200 scenarios",
        ),
    ],
)
def test_what_cannot_be_tried_says_why(stranger, given, said):
    status, shown = tried(stranger, **given)

    assert (status, said in html.unescape(shown)) == (422, True)


def test_a_file_made_to_take_long_is_answered_soon(stranger):
    nested = "verdicts: " + "[" * 30000
    swelling = "circumstances:\n" + "".join(
        f"  c{n}: &c{n} {{ <<: [{', '.join(f'*c{m}' for m in range(n))}] }}\n" for n in range(60)
    )

    assert [tried(stranger, text=text)[0] for text in (nested, swelling)] == [422, 422]


def test_a_stranger_tries_few_sets_of_readings_at_once(stranger):
    some = [reading for reading in READINGS.values() if len(reading.options) > 1][:5]
    sets = itertools.product(*(reading.options for reading in some))
    lines = [
        ", ".join(f"{reading.name}: '{value}'" for reading, value in zip(some, each, strict=True))
        for each in sets
    ]
    text = "verdicts:\n" + "".join(
        f"  - {{ name: n{n}, act: verify, answer: owed, readings: {{ {line} }} }}\n"
        for n, line in enumerate(lines)
    )

    status, shown = tried(stranger, text=text)
    assert (status, "more than 24 different sets of readings" in shown) == (422, True)
