"""The packet as JSON, and back."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from bulou.formats.instants import read_instant, write_instant
from bulou.formats.nvdb.libraries import ProductClass
from bulou.formats.nvdb.packet import NvdbPacket, Supplement
from bulou.formats.nvdb.schema import FIELDS, SCHEMA, Exploitation, Field, Kind
from bulou.formats.nvdb.typed import CHOICES
from bulou.severity import Cvss, Gbt30279, Grade, SeverityError

_HEAD = ("schema", "case_number", "sender", "prepared_at", "supplement_of", "fields")


class UnreadablePacket(ValueError):
    """JSON that is no packet of schema 1: `field` is where, `zh` and `en` say why."""

    def __init__(self, field: str, zh: str, en: str) -> None:
        super().__init__(f"{field}: {en}")
        self.field = field
        self.zh = zh
        self.en = en


def render_json(packet: NvdbPacket) -> bytes:
    """Pretty JSON in UTF-8: `schema`, the head, then `fields` in the schema's order; what is not known is null.

    Raises ValueError for a naive instant and for text that UTF-8 cannot write (a lone surrogate).
    """
    supplement = packet.supplement_of
    document = {
        "schema": packet.schema,
        "case_number": packet.case_number,
        "sender": packet.sender,
        "prepared_at": packet.prepared_at and write_instant(packet.prepared_at),
        "supplement_of": supplement
        and {
            "reference": supplement.reference,
            "sent_at": supplement.sent_at and write_instant(supplement.sent_at),
            "number": supplement.number,
        },
        "fields": {field.name: _written(getattr(packet, field.name)) for field in FIELDS},
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def read_json(document: bytes) -> NvdbPacket:
    """The packet of which `render_json` wrote these bytes; absent keys of `fields` are not known.

    Raises UnreadablePacket for another schema, an unknown key or a value of the wrong kind, naming it.
    """
    head = _object(_parsed(document), "", _HEAD)
    if head.get("schema") != SCHEMA:
        raise UnreadablePacket(
            "schema", f"不支持的格式版本，本系统读 {SCHEMA}。", f"This schema is not known; {SCHEMA} is read."
        )
    fields = _object(head.get("fields", {}), "fields", [field.name for field in FIELDS])
    return NvdbPacket(
        case_number=_text(head.get("case_number"), "case_number"),
        sender=_text(head.get("sender", ""), "sender"),
        prepared_at=_moment_or_none(head.get("prepared_at"), "prepared_at"),
        supplement_of=_supplement(head.get("supplement_of")),
        **{
            field.name: _field(field, fields[field.name])
            for field in FIELDS
            if fields.get(field.name) is not None
        },
    )


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return write_instant(value)
    if isinstance(value, Gbt30279):
        return {
            "vector": value.vector,
            "exploitability": value.exploitability,
            "impact": value.impact,
            "technical": value.technical,
            "environment": value.environment,
            "overall": value.overall,
        }
    if isinstance(value, tuple):
        return [{"vector": read.vector, "score": read.score, "rating": read.rating} for read in value]
    return value


def _field(field: Field, value: Any) -> Any:
    path = f"fields.{field.name}"
    match field.kind:
        case Kind.MOMENT:
            return _moment(value, path)
        case Kind.YES_NO if isinstance(value, bool):
            return value
        case Kind.CHOICE:
            return _choice(field.name, value)
        case Kind.GBT30279:
            return _gbt30279(value, path)
        case Kind.CVSS if isinstance(value, list):
            return tuple(_cvss(entry, path) for entry in value)
        case Kind.LINE | Kind.TEXT:
            return _text(value, path)
    raise _wrong_kind(path)


def _choice(name: str, value: Any) -> ProductClass | Exploitation:
    try:
        return CHOICES[name](value)
    except ValueError as error:
        known = ", ".join(CHOICES[name])
        raise UnreadablePacket(
            f"fields.{name}", f"没有这一选项，可用：{known}。", f"There is no such choice; known are {known}."
        ) from error


def _gbt30279(value: Any, path: str) -> Gbt30279:
    """As it was graded then: the tables may be corrected since."""
    try:
        overall = value["overall"]
        return Gbt30279(
            _text(value["vector"], path),
            int(value["exploitability"]),
            int(value["impact"]),
            Grade(value["technical"]),
            value["environment"],
            None if overall is None else Grade(overall),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _wrong_kind(path) from error


def _cvss(value: Any, path: str) -> Cvss:
    try:
        read = Cvss.parse(_text(value["vector"], path))
    except (KeyError, TypeError) as error:
        raise _wrong_kind(path) from error
    except SeverityError as error:
        raise UnreadablePacket(path, error.zh, error.en) from error
    if (value.get("score"), value.get("rating")) != (read.score, read.rating):
        raise UnreadablePacket(path, "评分与向量不符。", "The score does not follow from the vector.")
    return read


def _supplement(value: Any) -> Supplement | None:
    if value is None:
        return None
    entry = _object(value, "supplement_of", ("reference", "sent_at", "number"))
    return Supplement(
        _text(entry.get("reference"), "supplement_of.reference"),
        _moment_or_none(entry.get("sent_at"), "supplement_of.sent_at"),
        _text(entry.get("number", ""), "supplement_of.number"),
    )


def _parsed(document: bytes) -> Any:
    try:
        return json.loads(document.decode())
    except (ValueError, RecursionError) as error:
        raise UnreadablePacket("", "不是 UTF-8 编码的 JSON。", "This is not JSON in UTF-8.") from error


def _object(value: Any, path: str, known: Collection[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong_kind(path)
    for key in value:
        if key not in known:
            # Dropping what a later version says would lose it in silence.
            raise UnreadablePacket(
                f"{path}.{key}".lstrip("."), "本格式没有这一项。", "This schema has no such key."
            )
    return value


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise _wrong_kind(path)
    return value


def _moment(value: Any, path: str) -> datetime:
    try:
        return read_instant(_text(value, path))
    except ValueError as error:
        raise UnreadablePacket(
            path, "不是带时区的 RFC 3339 时间。", "This is no RFC 3339 time with a zone."
        ) from error


def _moment_or_none(value: Any, path: str) -> datetime | None:
    return None if value is None else _moment(value, path)


def _wrong_kind(path: str) -> UnreadablePacket:
    return UnreadablePacket(path, "取值的类型不对。", "The value is of the wrong kind.")
