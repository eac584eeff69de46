"""A notice list as people write it: headings in two languages, odd lines, and none of it stops another line."""

import pytest

from bulou.formats.recipients import LeftOut, NoAddresses, Recipient, is_mailbox, read


def test_every_column_is_understood_in_either_language() -> None:
    lines = [
        "\ufeff邮箱,姓名,类型,单位,标签,语言,境外,产品\r\n",
        "li@b.example,李,下游厂商,某厂,华东；医院 华东,en,是,QY-4200\r\n",
        "\r\n",
        "wang@b.example,王,,,,,,\r\n",
    ]

    assert list(read(lines)) == [
        Recipient(2, "li@b.example", "李", "某厂", "downstream", ("华东", "医院"), "en", True, "QY-4200"),
        Recipient(4, "wang@b.example", "王"),
    ]


def test_a_line_that_cannot_be_taken_is_named_with_its_reason_and_stops_no_other() -> None:
    lines = [
        "email,kind,language,overseas,tags",
        "no address,,,,",
        "a@b.example,spy,,,",
        "a@b.example,,tlh,,",
        "a@b.example,,,perhaps,",
        f"a@b.example,,,,{'t' * 300}",
        "a@b.example,,,,",
    ]

    assert list(read(lines)) == [
        LeftOut(2, "address"),
        LeftOut(3, "kind"),
        LeftOut(4, "language"),
        LeftOut(5, "overseas"),
        LeftOut(6, "tags"),
        Recipient(7, "a@b.example"),
    ]


def test_a_file_without_addresses_is_refused_at_once() -> None:
    with pytest.raises(NoAddresses):
        read(["name,tags", "李,华东"])


@pytest.mark.parametrize(
    "text",
    [
        "a@b.example\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "A <a@b.example>",
        "a@b",
        "a@-b.example",
        "@b.example",
        "",
    ],
)
def test_ac29_an_address_can_add_no_header_and_no_second_recipient(text: str) -> None:
    assert not is_mailbox(text)
