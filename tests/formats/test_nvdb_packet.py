import json
import subprocess
import sys
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings

from bulou.formats.nvdb import (
    FIELDS,
    LIBRARIES,
    PLATFORM,
    STATUTORY,
    BadFields,
    FieldProblem,
    Kind,
    NvdbPacket,
    ProductClass,
    SourceStatus,
    Supplement,
    UnreadablePacket,
    changed,
    missing,
    read_json,
    render_json,
    route,
)
from bulou.severity import grade
from tests.formats.packets import LEARNED, PACKET, packets

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "nvdb_packet.md"


def test_the_statutory_fields_are_the_six_items_of_article_7_2_in_its_order():
    assert [field.item for field in STATUTORY] == ["产品名称", "型号", "版本", "技术特点", "危害", "影响范围"]
    assert [field for field in FIELDS if field.item or field.status is SourceStatus.STATUTE] == list(
        STATUTORY
    )


def test_the_packet_has_exactly_the_schemas_fields_and_its_head():
    head = {"schema", "case_number", "sender", "prepared_at", "supplement_of"}

    assert {field.name for field in fields(NvdbPacket)} - head == {field.name for field in FIELDS}
    assert len({field.name for field in FIELDS}) == len(FIELDS)


def test_every_field_speaks_both_languages():
    for field in FIELDS:
        assert all(
            any("一" <= letter <= "鿿" for letter in text) for text in (field.hint_zh, field.status.zh)
        )
        assert field.zh
        assert all(text.strip() for text in (field.en, field.hint_en, field.status.en))


def test_a_complete_packet_lacks_nothing():
    assert missing(PACKET) == ()


@pytest.mark.parametrize("field", STATUTORY, ids=[field.name for field in STATUTORY])
def test_each_blank_statutory_item_is_missing(field):
    assert missing(replace(PACKET, **{field.name: " \n"})) == (field,)


def test_optional_fields_are_never_missing():
    bare = NvdbPacket(
        case_number="1",
        sender="青砚设备",
        prepared_at=PACKET.prepared_at,
        **{field.name: getattr(PACKET, field.name) for field in STATUTORY},
    )

    assert missing(bare) == ()


def test_a_supplement_says_what_it_adds_to_which_packet():
    first = replace(PACKET, impact_scope="", remedy="")
    later = replace(
        first,
        impact_scope="约 3000 台。",
        remedy="升级到 V2.3.2。",
        supplement_of=Supplement(first.case_number, first.prepared_at, "NVDB-TEMP-CNVDB-2026000001"),
    )

    assert [field.name for field in changed(first, later)] == ["impact_scope", "remedy"]
    assert json.loads(render_json(later))["supplement_of"] == {
        "reference": "QY-BS-2026-0007",
        "sent_at": "2026-03-02T22:00:00.000000Z",
        "number": "NVDB-TEMP-CNVDB-2026000001",
    }


def test_json_states_schema_head_and_fields_in_order():
    document = json.loads(render_json(PACKET))

    assert list(document) == ["schema", "case_number", "sender", "prepared_at", "supplement_of", "fields"]
    assert (document["schema"], document["prepared_at"]) == ("nvdb-packet/1", "2026-03-02T22:00:00.000000Z")
    assert list(document["fields"]) == [field.name for field in FIELDS]
    assert document["fields"]["remedy_at"] is None
    assert document["fields"]["gbt30279"] == {
        "vector": "GBT30279:2020/AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H/EC:L/FD:M/SC:H",
        "exploitability": 9,
        "impact": 9,
        "technical": "critical",
        "environment": 8,
        "overall": "critical",
    }
    assert document["fields"]["cvss"] == [
        {"vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", "score": 10.0, "rating": "critical"}
    ]


@given(packets)
@settings(max_examples=60)
def test_json_reads_back_the_same_packet(packet):
    assert read_json(render_json(packet)) == packet


@given(packets)
@settings(max_examples=60)
def test_what_is_shown_in_a_form_can_be_typed_again(packet):
    typed = packet.fields()

    again = NvdbPacket.from_fields(
        typed,
        case_number=packet.case_number,
        sender=packet.sender,
        prepared_at=packet.prepared_at,
        supplement_of=packet.supplement_of,
    )
    assert again.fields() == {name: text for name, text in typed.items() if text.strip()}
    assert missing(again) == missing(packet) == missing(typed)


def test_a_form_is_read_by_the_kinds_of_its_fields():
    typed = {
        "harm": " 两行\n危害 ",
        "product_class": "ai ",
        "learned_at": "2026-03-02 10:00+08:00",
        "already_public": "否",
        "exploitation": "",
        "gbt30279": "AV:N/AC:L/PR:N/UI:N/C:H/I:H/A:H",
        "cvss": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H\n",
    }

    assert NvdbPacket.from_fields(typed, case_number="1") == NvdbPacket(
        case_number="1",
        harm=" 两行\n危害 ",
        product_class=ProductClass.AI,
        learned_at=LEARNED,
        already_public=False,
        gbt30279=grade("AV:N/TR:L/PR:N/UI:N/C:H/I:H/A:H"),
        cvss=PACKET.cvss,
    )


def test_a_form_is_refused_with_every_field_that_is_wrong():
    typed = {
        "harm": "危害",
        "learned_at": "昨天",
        "gbt30279": "AV:Q",
        "cvss": "9.8",
        "already_public": "maybe",
        "product_class": "router",
        "poc": "x",
    }

    with pytest.raises(BadFields) as raised:
        NvdbPacket.from_fields(typed, case_number="1")

    assert raised.value.problems == {
        "learned_at": FieldProblem(
            "请写成带时区的时间，例如 2026-03-02T10:00:00+08:00。",
            "Write a time with its zone, as 2026-03-02T10:00:00+08:00.",
        ),
        "gbt30279": FieldProblem(
            "指标 AV（访问路径）没有取值“Q”。可用：N（网络）、A（邻接）、L（本地）、P（物理）。",
            "Metric AV (access path) has no value “Q”. Known: N (network), A (adjacent), L (local), P (physical).",
        ),
        "cvss": FieldProblem(
            "向量缺少版本前缀。请以 CVSS:3.1/ 或 CVSS:4.0/ 开头。",
            "The vector has no version prefix. Begin it with CVSS:3.1/ or CVSS:4.0/.",
        ),
        "already_public": FieldProblem(
            "没有这一选项，可用：yes, no, 是, 否。", "There is no such choice; known are yes, no, 是, 否."
        ),
        "product_class": FieldProblem(
            "没有这一选项，可用：general, industrial_control, mobile_app, vehicle, government_it, ai。",
            "There is no such choice; known are general, industrial_control, mobile_app, vehicle, government_it, ai.",
        ),
        "poc": FieldProblem("本格式没有这一项。", "This schema has no such field."),
    }


def test_absent_fields_are_not_known():
    document = json.loads(render_json(PACKET)) | {"fields": {"product_name": "青砚边界网关"}}

    assert read_json(json.dumps(document).encode()) == NvdbPacket(
        case_number=PACKET.case_number,
        sender=PACKET.sender,
        prepared_at=PACKET.prepared_at,
        product_name="青砚边界网关",
    )


def test_an_older_grade_is_read_as_it_was_graded_then():
    document = json.loads(render_json(PACKET))
    document["fields"]["gbt30279"]["overall"] = "medium"

    assert read_json(json.dumps(document).encode()).gbt30279.overall == "medium"


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("schema", {"schema": "nvdb-packet/2"}),
        ("case_number", {"case_number": None}),
        ("prepared_at", {"prepared_at": "2026-03-02T10:00:00"}),
        ("prepared_at", {"prepared_at": 1}),
        ("poc", {"poc": "x"}),
        ("fields", {"fields": []}),
        ("fields.exploit", {"fields": {"exploit": "x"}}),
        ("fields.harm", {"fields": {"harm": 3}}),
        ("fields.product_class", {"fields": {"product_class": "router"}}),
        ("fields.exploitation", {"fields": {"exploitation": ["none_known"]}}),
        ("fields.already_public", {"fields": {"already_public": "no"}}),
        ("fields.learned_at", {"fields": {"learned_at": "yesterday"}}),
        ("fields.gbt30279", {"fields": {"gbt30279": {"vector": "AV:N"}}}),
        ("fields.gbt30279", {"fields": {"gbt30279": "AV:N"}}),
        ("fields.cvss", {"fields": {"cvss": {}}}),
        ("fields.cvss", {"fields": {"cvss": ["x"]}}),
        ("fields.cvss", {"fields": {"cvss": [{"vector": "CVSS:3.1/AV:N"}]}}),
        (
            "fields.cvss",
            {
                "fields": {
                    "cvss": [
                        {
                            "vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
                            "score": 1.0,
                            "rating": "low",
                        }
                    ]
                }
            },
        ),
        ("supplement_of.reference", {"supplement_of": {}}),
        ("supplement_of.sent_at", {"supplement_of": {"reference": "1", "sent_at": "2026"}}),
    ],
)
def test_a_packet_that_cannot_be_read_is_refused_at_the_field(field, change):
    document = json.loads(render_json(PACKET)) | change

    with pytest.raises(UnreadablePacket) as raised:
        read_json(json.dumps(document).encode())

    assert raised.value.field == field
    assert "。" in raised.value.zh
    assert raised.value.en.endswith(".")


@pytest.mark.parametrize("document", [b"", b"\xff", b"[]", b"[" * 100_000, b"null"])
def test_what_is_no_json_object_is_refused(document):
    with pytest.raises(UnreadablePacket):
        read_json(document)


def test_a_naive_moment_is_not_written():
    with pytest.raises(ValueError, match="no time zone"):
        render_json(replace(PACKET, learned_at=datetime(2026, 3, 2)))  # noqa: DTZ001 naive is the point


@pytest.mark.parametrize(
    ("product_class", "code"),
    [
        ("general", "CNVDB"),
        ("industrial_control", "CICSVD"),
        ("mobile_app", "CAPPVD"),
        ("vehicle", "CAVD"),
        ("government_it", "CITIVD"),
        ("ai", "CAIVD"),
    ],
)
def test_the_library_follows_the_product_class(product_class, code):
    assert route(ProductClass(product_class)).code == code


def test_without_a_class_the_packet_goes_to_the_platform_itself():
    assert route(None) is PLATFORM
    assert [library.product_class for library in LIBRARIES] == list(ProductClass)


def test_every_kind_is_used():
    assert {field.kind for field in FIELDS} == set(Kind)


def test_the_reference_page_is_what_its_command_writes():
    written = subprocess.run(
        [sys.executable, "-m", "bulou.formats.nvdb.reference"],
        capture_output=True,
        check=True,
        env={"PYTHONUTF8": "1"},
    )

    assert PAGE.read_bytes() == written.stdout
