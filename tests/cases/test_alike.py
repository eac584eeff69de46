"""What makes texts alike: tokens in two scripts, and whether a second finder's report finds the first one's.

The labels (alike.jsonl, alike.md) were committed before the detector.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bulou.cases.alike import Text, contained, likeness, reasons, weight
from bulou.cases.tokens import folded, identifiers, language_of, tokens

ROWS = [json.loads(line) for line in (Path(__file__).parent / "alike.jsonl").read_text().splitlines()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("缓冲区溢出", ("*缓冲", "*冲区", "*区溢", "*溢出")),
        ("用友 U8", ("*用友", "+u8")),
        ("见 ＣＶＥ－２０２４－１２３４、cnvd-2024-12345。", ("#cve-2024-1234", "#cnvd-2024-12345", "*见")),
        ("CNNVD-202401-123 GHSA-cfgh-2345-mpqr", ("#cnnvd-202401-123", "#ghsa-cfgh-2345-mpqr")),
        ("the QY-4200 crashes", ("=qy", "+4200", "+qy4200", "=crash")),
        ("V3.4.2", (".3.4.2",)),
        ("/cgi-bin/x.cgi", ("/cgi-bin/x.cgi", "=cgi", "=bin", "=cgibin", "=xcgi")),
    ],
)
def test_a_text_is_cut_into_what_tells_it_apart(text: str, found: tuple[str, ...]) -> None:
    assert tokens(text) == found


def test_a_number_is_read_however_it_is_written_and_not_inside_another() -> None:
    assert identifiers("cve–2024–1234 CVE-2024-1234 XCVE-2024-9999 CVE-2024-12345678901234567890") == (
        "CVE-2024-1234",
    )
    assert folded("ＱＹ—４２００") == "qy-4200"
    assert [
        language_of(each)
        for each in ("溢出", "overflow in 用友", "the buffer overflow of the service 用", "")
    ] == [
        "zh",
        "zh",
        "en",
        "en",
    ]


def _recall(first: str, again: str) -> float:
    """Of the labelled questions, the share whose report is among the five best of all first texts."""
    docs = [frozenset(Text(**row[first]).tokens) for row in ROWS]
    held = Counter(token for each in docs for token in each)
    alike = likeness if first[:2] == again[:2] else contained
    hits = 0
    for place, row in enumerate(ROWS):
        weights = {token: weight(token, len(docs), held[token]) for token in Text(**row[again]).tokens}
        scores = [alike(weights, each) for each in docs]
        hits += sum(score >= scores[place] for score in scores) <= 5
    return hits / len(ROWS)


def test_a_second_finders_report_finds_the_first_in_either_language() -> None:
    assert len(ROWS) >= 300
    assert min(_recall("zh", "zh_again"), _recall("en", "en_again")) >= 0.9


def test_across_languages_names_paths_and_numbers_find_it_more_often_than_not() -> None:
    """Reports that tie with the right one are counted as before it."""
    assert min(_recall("zh", "en_again"), _recall("en", "zh_again")) >= 0.7


def test_reasons_hold_prose_only_where_it_may_be_read() -> None:
    row: dict[str, Any] = ROWS[37]
    one, other = Text(**row["zh"]), Text(**row["zh_again"])

    shown = reasons(one, other, prose=True)
    silent = reasons(one, other, prose=False)

    assert (shown.product, shown.paths, "脚本" in shown.words) == ("苔原AX30", ("/goform/time/set",), True)
    assert (silent.product, silent.paths, silent.words) == ("苔原AX30", (), ())


@pytest.mark.parametrize("hostile", ["", "\x00", "%_'\" OR 1=1 --", "a" * 100_000, "溢" * 100_000, "((((*+?"])
def test_ac48_whatever_is_typed_is_only_text(hostile: str) -> None:
    text = Text(title=hostile, text=hostile)

    assert likeness(dict.fromkeys(text.tokens, 1.0), text.tokens) in (0.0, pytest.approx(1.0))
    assert len(text.tokens) <= 600
