"""Fields as people type them into a form, and as they are shown there again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bulou.formats.instants import read_instant, write_instant
from bulou.formats.nvdb.libraries import ProductClass
from bulou.formats.nvdb.schema import FIELDS, Exploitation, Field, Kind
from bulou.severity import Cvss, Gbt30279, SeverityError, grade

CHOICES: Mapping[str, type[ProductClass] | type[Exploitation]] = {
    "product_class": ProductClass,
    "exploitation": Exploitation,
}
_YES_NO = {"yes": True, "no": False, "是": True, "否": False}
LONGEST: Mapping[Kind, int] = {Kind.LINE: 500, Kind.TEXT: 20_000}
"""Our own ceilings in characters; those of the platform's form are not known."""
_BY_NAME = {field.name: field for field in FIELDS}


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """Why what was typed cannot be taken, in both languages."""

    zh: str
    en: str


class BadFields(ValueError):
    """What was typed into some fields cannot be taken; `problems` has them by field name."""

    def __init__(self, problems: Mapping[str, FieldProblem]) -> None:
        super().__init__("; ".join(f"{name}: {problem.en}" for name, problem in problems.items()))
        self.problems = dict(problems)


def read_typed(typed: Mapping[str, str]) -> dict[str, Any]:
    """The values of the fields that say something, by name. Raises BadFields with every field that is wrong."""
    values: dict[str, Any] = {}
    problems: dict[str, FieldProblem] = {}
    for name, text in typed.items():
        field = _BY_NAME.get(name)
        try:
            if field is None:
                raise _Wrong("本格式没有这一项。", "This schema has no such field.")
            if text.strip():
                values[name] = _value(field, text)
        except (_Wrong, SeverityError) as error:
            problems[name] = FieldProblem(error.zh, error.en)
    if problems:
        raise BadFields(problems)
    return values


def typed_again(value: Any) -> str:
    """What one types for this value; "" for what is not known."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return write_instant(value)
        case Gbt30279():
            return value.vector
        case tuple():
            return "\n".join(read.vector for read in value)
    return str(value)


class _Wrong(Exception):
    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def _value(field: Field, text: str) -> Any:
    match field.kind:
        case Kind.LINE | Kind.TEXT:
            return _fitting(text, LONGEST[field.kind])
        case Kind.GBT30279:
            return grade(text)
        case Kind.CVSS:
            return tuple(Cvss.parse(vector) for vector in text.split())
        case Kind.MOMENT:
            return _moment(text.strip())
    known = _YES_NO if field.kind is Kind.YES_NO else {one.value: one for one in CHOICES[field.name]}
    if text.strip() not in known:
        choices = ", ".join(known)
        raise _Wrong(f"没有这一选项，可用：{choices}。", f"There is no such choice; known are {choices}.")
    return known[text.strip()]


def _fitting(text: str, most: int) -> str:
    if len(text) > most:
        over = len(text) - most
        raise _Wrong(
            f"最多 {most} 字，现有 {len(text)} 字：请删去 {over} 字，详情可另附材料。",
            f"At most {most} characters, here are {len(text)}: take out {over}; details can go into an attachment.",
        )
    return text


def _moment(text: str) -> datetime:
    try:
        return read_instant(text)
    except ValueError as error:
        raise _Wrong(
            "请写成带时区的时间，例如 2026-03-02T10:00:00+08:00。",
            "Write a time with its zone, as 2026-03-02T10:00:00+08:00.",
        ) from error
