"""The report as it came, in the reader's words: a stranger's form, a mail, or the packet of a vendor."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bulou.entrypoints import weaknesses
from bulou.entrypoints.desk.words import (
    EXPLOITATION,
    PRODUCT_CLASSES,
    PUBLIC_STATES,
    REPORT_FIELDS,
    SEVERITIES,
    YES_NO,
)
from bulou.entrypoints.templatetags.bulou_tags import instant, tongue
from bulou.formats import nvdb
from bulou.formats.nvdb import Kind

VALUES: Mapping[str, Mapping[str, Any]] = {
    "public_state": PUBLIC_STATES,
    "severity": SEVERITIES,
    "product_class": PRODUCT_CLASSES,
    "exploitation": EXPLOITATION,
    "already_public": YES_NO,
}
PACKET = {field.name: field for field in nvdb.FIELDS}


def report_fields(report: Mapping[str, Any]) -> list[tuple[Any, str]]:
    """What a report says, as (label, value): the form's fields in their order, then those of a packet, then the rest.

    Moments are told in the reader's zone, choices in the reader's language; a value that was just told is not repeated.
    """
    names = [*REPORT_FIELDS, *PACKET]
    present = [name for name in names if report.get(name)]
    shown: list[tuple[Any, str]] = []
    told: set[str] = set()
    for name in dict.fromkeys([*present, *report]):
        value = _value(name, report[name])
        if not value or (name in PACKET and name not in REPORT_FIELDS and value in told):
            continue
        told.add(value)
        shown.append((_label(name), value))
    return shown


def _label(name: str) -> Any:
    field = PACKET.get(name)
    return REPORT_FIELDS.get(name) or (tongue(field) if field is not None else name)


def _value(name: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    text = str(value) if value not in (None, "") else ""
    if name == "weakness" or name == "vulnerability_type":
        return weaknesses.label(text)
    if name in PACKET and PACKET[name].kind is Kind.MOMENT:
        return _moment(text)
    return tongue(VALUES.get(name, {}).get(text, text))


def _moment(text: str) -> str:
    try:
        return instant(datetime.fromisoformat(text))
    except ValueError:
        return text
