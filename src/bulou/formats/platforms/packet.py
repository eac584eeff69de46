"""A body's packet: its values, what is wrong with them, what is lacking, and JSON both ways."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bulou.formats.instants import read_instant, write_instant
from bulou.formats.platforms.schema import FORMS, Form, Kind, Platform, PlatformField


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """Why a value cannot be taken and what to do, in both languages."""

    zh: str
    en: str


class BadPacket(ValueError):
    """Some fields cannot be taken; `problems` has them by name."""

    def __init__(self, problems: Mapping[str, FieldProblem]) -> None:
        super().__init__("; ".join(f"{name}: {problem.en}" for name, problem in problems.items()))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class Supplemented:
    """The packet that a later one restates: its SHA-256, when it was sent (aware), the body's number."""

    reference: str
    sent_at: datetime
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformPacket:
    """What goes to one body. `values` by field name, blanks left out; `prepared_at` is aware."""

    platform: Platform
    case_number: str
    sender: str
    prepared_at: datetime
    values: Mapping[str, str] = field(default_factory=dict)
    supplement_of: Supplemented | None = None

    @property
    def form(self) -> Form:
        return FORMS[self.platform]


def problems(platform: Platform, values: Mapping[str, str]) -> dict[str, FieldProblem]:
    """What cannot be taken as it is written: too long, not in the list, no date, no such field. Blank is never wrong."""
    found = {}
    for name, text in values.items():
        known = FORMS[platform].field(name)
        if known is None:
            found[name] = FieldProblem("该平台的材料没有这一项。", "This body's packet has no such field.")
        elif text.strip() and (problem := _problem(known, text)) is not None:
            found[name] = problem
    return found


def lacking(platform: Platform, values: Mapping[str, str]) -> tuple[PlatformField, ...]:
    """The needed fields that say nothing yet."""
    return tuple(
        each for each in FORMS[platform].fields if each.needed and not values.get(each.name, "").strip()
    )


def changed(before: PlatformPacket, after: PlatformPacket) -> tuple[PlatformField, ...]:
    """The fields in which a later packet differs."""
    return tuple(
        each
        for each in after.form.fields
        if before.values.get(each.name, "") != after.values.get(each.name, "")
    )


def render_json(packet: PlatformPacket) -> bytes:
    """Pretty JSON in UTF-8 with the schema's name; what is not known is null. Raises BadPacket."""
    if wrong := problems(packet.platform, packet.values):
        raise BadPacket(wrong)
    before = packet.supplement_of
    document = {
        "schema": packet.form.schema,
        "case_number": packet.case_number,
        "sender": packet.sender,
        "prepared_at": write_instant(packet.prepared_at),
        "supplement_of": before
        and {
            "reference": before.reference,
            "sent_at": write_instant(before.sent_at),
            "number": before.number,
        },
        "fields": {each.name: packet.values.get(each.name) or None for each in packet.form.fields},
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def read_json(document: bytes) -> PlatformPacket:
    """The packet of which `render_json` wrote these bytes. Raises ValueError for anything else."""
    try:
        head: dict[str, Any] = json.loads(document)
        platform = Platform(str(head["schema"]).removesuffix("-packet/1"))
        before = head["supplement_of"]
        return PlatformPacket(
            platform=platform,
            case_number=head["case_number"],
            sender=head["sender"],
            prepared_at=read_instant(head["prepared_at"]),
            values={name: text for name, text in head["fields"].items() if text is not None},
            supplement_of=before
            and Supplemented(before["reference"], read_instant(before["sent_at"]), before["number"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("this is no packet of a platform, version 1") from error


def _problem(known: PlatformField, text: str) -> FieldProblem | None:
    if known.choices:
        if text in {choice.value for choice in known.choices}:
            return None
        listed = "、".join(choice.value for choice in known.choices)
        return FieldProblem(
            f"列表中没有“{text[:40]}”，请从中选择：{listed}。",
            f"“{text[:40]}” is not in the list; choose one of {listed}.",
        )
    if known.kind is Kind.DATE:
        return None if _is_date(text) else _NO_DATE
    if over := len(text) - known.ceiling if len(text) > known.ceiling else 0:
        return FieldProblem(
            f"最多 {known.ceiling} 字，现有 {len(text)} 字：请删去 {over} 字，详情可另附材料。",
            f"At most {known.ceiling} characters, here are {len(text)}: take out {over}; details can go into an attachment.",
        )
    return None


_NO_DATE = FieldProblem(
    "请写成年-月-日，例如 2026-03-02。", "Write the date as year-month-day, as 2026-03-02."
)


def _is_date(text: str) -> bool:
    try:
        return len(text) == len("2026-03-02") and bool(date.fromisoformat(text))
    except ValueError:
        return False
