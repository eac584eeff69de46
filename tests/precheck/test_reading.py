"""Drafts in every format and encoding, and what cannot be read."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulou.precheck import CEILING, BadDraft, Format, read
from bulou.precheck.detectors import DETECTORS

CHINESE = "# 漏洞公告\n\n请升级到 3.4.6。\n"
OSV = {"id": "X-1", "schema_version": "1.6.0", "details": "Upgrade to 1.2.\n\n```\nx\n```", "affected": []}


@pytest.mark.parametrize(
    "raw",
    [
        CHINESE.encode(),
        CHINESE.encode("utf-8-sig"),
        CHINESE.encode("gb18030"),
        CHINESE.encode("utf-16"),
        CHINESE.encode("utf-16-be"),
        CHINESE.encode("utf-32"),
    ],
)
def test_chinese_is_read_in_the_encodings_in_use(raw):
    assert "请升级到 3.4.6。" in read(raw, "x.md").text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_english_in_utf_16_without_a_mark_is_read(encoding):
    assert read("Upgrade to 3.4.6 now.".encode(encoding)).text == "Upgrade to 3.4.6 now."


def test_a_nul_is_a_blank_and_moves_nothing():
    draft = read(b"ab\x00cd\r\nef\x00", "x.txt")

    assert draft.text == "ab cd \nef "


@pytest.mark.parametrize(
    ("name", "text", "format"),
    [
        ("a.md", "x", Format.MARKDOWN),
        ("", "# Title\n\ntext", Format.MARKDOWN),
        ("a.txt", "plain words", Format.TEXT),
        ("", '{"document": {"csaf_version": "2.0"}}', Format.CSAF),
        ("a.json", '{"dataType": "CVE_RECORD"}', Format.CVE),
        ("", json.dumps(OSV), Format.OSV),
    ],
)
def test_the_format_is_told_from_the_content(name, text, format):
    assert read(text.encode(), name).format is format


@pytest.mark.parametrize(
    ("raw", "name", "said"),
    [
        (b"", "x.md", "empty"),
        (b"  \n\x00", "", "empty"),
        (b'{"document": ', "", "line 1, column 14"),
        (b"nothing", "x.json", "line 1, column 1"),
        (b"[1, 2]", "", "no format that is read"),
        (b'{"a": 1}', "", "no format that is read"),
        (b'{"a": 1, "a": 2}', "", "stands twice"),
        (b"[" * 100_000, "", "nested too deeply"),
        (b"1" * 10, "x.json", "no format"),
        (b"[" + b"1" * 5000 + b"]", "", "too long"),
        (b"%PDF-1.7 \x00\x01", "x.pdf", "PDF"),
        (b"PK\x03\x04rest", "x.docx", "DOCX"),
        (bytes(range(256)) * 40, "", "no text"),
        (b"<?xml version='1.0'?><a/>", "", "XML"),
        (b"<!DOCTYPE html><p>x", "", "HTML"),
        (b"a" * (CEILING + 1), "", "more than the 10 MB"),
    ],
)
def test_what_cannot_be_read_is_told_with_cause_and_remedy_in_both_languages(raw, name, said):
    with pytest.raises(BadDraft) as told:
        read(raw, name)

    assert said in told.value.en
    assert told.value.zh.count("。") >= 1
    assert told.value.en.count(".") >= 1


def test_a_valid_text_with_signs_that_were_lost_earlier_is_still_a_text():
    assert read(("dump \ufffd\ufffd" * 50).encode()).format is Format.TEXT


@pytest.mark.parametrize(
    "document",
    [
        {"document": {"csaf_version": "2.0", "title": 1, "notes": {}, "publisher": [], "references": [1]}},
        {"document": {"publisher": {"category": 3}}, "vulnerabilities": {"a": 1}, "product_tree": []},
        {"document": {"csaf_version": "2.0"}, "vulnerabilities": [None, {"remediations": [{"details": None}], "scores": [{"cvss_v3": {"baseScore": True}}]}]},
        {"cveMetadata": 1, "containers": {"cna": [], "adp": {}}},
        {"cveMetadata": {}, "containers": {"cna": {"metrics": [{"cvssV3_1": {"baseScore": "x", "baseSeverity": 3}}], "references": [{"url": 1, "tags": [1]}]}}},
        {"id": "x", "details": 3, "affected": [{"ranges": [{"events": "x"}]}], "severity": [{"score": 1}]},
        {"id": "x", "affected": [], "details": "\ud800 half a pair, please upgrade"},
    ],
)  # fmt: skip
def test_fields_of_other_types_are_passed_over(document):
    draft = read(json.dumps(document).encode(), "x.json")

    for detector in DETECTORS.values():
        for hit in detector(draft):
            place = draft.place(hit.passage, hit.start, hit.end)
            assert place.excerpt.encode()


words = st.text(st.sampled_from('ab\\"/é漏𠀀\n\t{}[]:,'), max_size=12)
trees = st.recursive(
    words | st.integers() | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


@given(
    before=trees,
    after=trees,
    text=words,
    offset=st.integers(0, 12),
    ascii=st.booleans(),
    indent=st.none() | st.just(1),
)
def test_a_place_in_json_is_where_the_words_stand_in_the_file(before, after, text, offset, ascii, indent):
    details = text + "|marked"
    document = {"id": "x", "a": before, "details": details, "affected": [], "b": after}
    source = json.dumps(document, ensure_ascii=ascii, indent=indent)
    draft = read(source.encode(), "x.json")
    passage = next(each for each in draft.passages if each.path == "details")
    start = details.index("|marked")

    place = draft.place(passage, start, start + 7)

    line = draft.text.split("\n")[place.line - 1]
    assert line[place.column - 1 :].startswith("|marked")


@given(st.text(max_size=200), st.sampled_from(["x.md", "x.txt", "x.json", ""]))
def test_any_text_is_read_or_refused_with_a_reason(text, name):
    try:
        draft = read(text.encode("utf-8", "replace"), name)
    except BadDraft:
        return  # with a reason: see above
    for detector in DETECTORS.values():
        for hit in detector(draft):
            place = draft.place(hit.passage, hit.start, hit.end)
            assert 1 <= place.line <= draft.text.count("\n") + 1
            assert len(place.excerpt) <= 170


@pytest.mark.parametrize(
    "seed", ["a", "1.", "x: ", "' or ", "医院的", "请升级", "do not ", "the patch is ", "CVSS:3.1/AV:N", "../", "<script ", "A", "价格 5 ", "*", "> ", "1"]
)  # fmt: skip
def test_no_text_makes_a_pattern_run_away(seed):
    """Twice as much text takes about twice as long, not four times."""
    draft = {size: read((seed * (size // len(seed))).encode(), "x.md") for size in (4_000, 16_000)}
    spent = {}
    for size, each in draft.items():
        start = time.process_time()
        for detector in DETECTORS.values():
            list(detector(each))
        spent[size] = time.process_time() - start

    assert spent[16_000] < 8 * spent[4_000] + 0.2
