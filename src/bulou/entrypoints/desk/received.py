"""The report as it came, in the reader's words: a stranger's form, a mail, or the packet of a vendor."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bulou.acts import weaknesses
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
SAME = {"product_name": "product", "vendor": "name"}  # a delivered packet says these twice
PACKET = {field.name: field for field in nvdb.FIELDS}


def report_fields(report: Mapping[str, Any]) -> list[tuple[Any, str]]:
    """What a report says, as (label, value): the form's fields in their order, then those of a packet, then the rest.

    Moments are told in the reader's zone, choices in the reader's language; what a delivered packet says twice
    is told once.
    """
    names = [*REPORT_FIELDS, *PACKET]
    present = [name for name in names if report.get(name)]
    shown = [(name, _value(name, report[name])) for name in dict.fromkeys([*present, *report])]
    told = dict(shown)
    return [(_label(name), value) for name, value in shown if value and told.get(SAME.get(name, "")) != value]


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
